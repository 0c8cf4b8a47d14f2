"""Dates of force, and the day on which an assembly passed its act."""

import pytest

from nlp.force import in_force, passed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2024.", ("2024-05-01", "")),
        ("Nghị định này có hiệu lực kể từ ngày ký ban hành.", ("2024-03-15", "")),
        ("Nghị định này có hiệu lực từ ngày ký đến hết ngày 28/02/2027.", ("2024-03-15", "2027-02-28")),
        (
            "Nghị định này đã được thông qua ngày 8/5/2024 và có hiệu lực từ ngày 18/5/2024."
            "Nghị định này đã được thông qua ngày 8/5/2024 và có hiệu lực từ ngày 18/5/2024.",
            ("2024-05-18", ""),
        ),
        ("Khoản 2 Điều 5 Nghị định này có hiệu lực từ ngày 01/7/2025.", ("", "")),
        ("Từ ngày Nghị định này có hiệu lực đến hết ngày 28/02/2027.", ("", "")),
        ("Thông tư này có hiệu lực từ ngày 01/7/2025.", ("", "")),
        ("Nghị định này có hiệu lực từ ngày 31/02/2025.", ("", "")),
    ],
)
def test_in_force(text: str, expected: tuple[str, str]) -> None:
    assert in_force(text, 0, len(text), type_name="Nghị định", signed="2024-03-15") == expected


def test_day_of_signing_that_is_not_whole_stays_unknown() -> None:
    text = "Quyết định này có hiệu lực kể từ ngày ký."
    assert in_force(text, 0, len(text), type_name="Quyết định", signed="2026-05") == ("", "")


def test_passed() -> None:
    text = "Luật này được Quốc hội khóa XV thông qua ngày 18 tháng 01 năm 2024."
    assert passed(text, 0, len(text)) == "2024-01-18"
    assert passed("Kế hoạch được thông qua.", 0, 24) == ""
