"""Date and issuer after a number, and where the title begins."""

import pytest

from nlp.tail import dated


@pytest.mark.parametrize(
    ("tail", "mention", "iso", "body"),
    [
        (" ngày 22/01/2024 của UBND tỉnh", " ngày 22/01/2024", "2024-01-22", "Ủy ban nhân dân tỉnh"),
        (" của Chính phủ ngày 22/01/2024 về", " của Chính phủ ngày 22/01/2024", "2024-01-22", "Chính phủ"),
        (", ngày 22/01/2024", ", ngày 22/01/2024", "2024-01-22", ""),
        (" (ngày 22/01/2024)", " (ngày 22/01/2024", "2024-01-22", ""),
        (" 22/01/2024", " 22/01/2024", "2024-01-22", ""),
        (" (A1) ngày 22/01/2024", " (A1) ngày 22/01/2024", "2024-01-22", ""),
        (" năm 2024", " năm 2024", "2024", ""),
        (" do Bộ Nội vụ ban hành", "", "", "Bộ Nội vụ"),
        (" của tỉnh", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_what_follows(tail: str, mention: str, iso: str, body: str) -> None:
    text = "126/QĐ-UBND" + tail
    found = dated(text, 11)
    assert text[11 : found.end] == mention
    assert found.date.iso if found.date else iso == ""
    assert (found.body.name if found.body else "") == body


def test_the_numbers_own_year_is_not_said_twice() -> None:
    text = "34/2016/NĐ-CP năm 2016"
    assert dated(text, 13, year="2016").end == 13
    assert dated(text, 13).end == len(text)


def test_the_title_begins_after_the_issuer() -> None:
    text = "126/QĐ-UBND ngày 22/01/2024 của UBND tỉnh ban hành Kế hoạch"
    assert text[dated(text, 11).about :] == " ban hành Kế hoạch"


def test_a_broken_date_is_part_of_the_mention() -> None:
    text = "126/QĐ-UBND ngày 20/9/2-24"
    found = dated(text, 11)
    assert found.date is not None
    assert (found.end, found.date.iso, found.date.printed) == (len(text), "", "ngày 20/9/2-24")
