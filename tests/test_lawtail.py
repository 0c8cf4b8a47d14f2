"""Number, date and year after the name of a law."""

import pytest

from nlp.hits import Hit
from nlp.lawtail import is_laws, label, tailed
from nlp.number import Number, render


@pytest.mark.parametrize(
    ("tail", "number", "iso", "length"),
    [
        (" năm 2013", "", "2013", 9),
        (" 2013", "", "2013", 5),
        (" số 31/2024/QH15", "31/2024/QH15", "", 16),
        (" (số 31/2024/QH15)", "31/2024/QH15", "", 17),
        (" ngày 18/01/2024 số 31/2024/QH15", "31/2024/QH15", "2024-01-18", 32),
        (" của Quốc hội ngày 18/01/2024", "", "2024-01-18", 29),
        (" số 34/2016/NĐ-CP", "", "", 0),
        (" 2013/2014", "", "", 0),
        (" của Quốc hội", "", "", 0),
    ],
)
def test_tails(tail: str, number: str, iso: str, length: int) -> None:
    text = "Luật Đất đai" + tail
    hit = tailed(text, Hit(0, 12, "Luật", "named"))
    assert render(hit.number) if hit.number else number == ""
    assert (hit.date.iso if hit.date else "") == iso
    assert hit.end == 12 + length
    assert hit.form == ("full" if number else "named")


def test_the_number_that_was_read() -> None:
    hit = tailed("Luật Đất đai số 31/2024/QH15", Hit(0, 12, "Luật", "named"))
    assert (hit.number, hit.printed) == (Number("31", "2024", "/", "QH15"), "31/2024/QH15")


def test_numbers_of_laws() -> None:
    assert is_laws(Number("28", "2005", "/", "PL-UBTVQH11"))
    assert is_laws(Number("23", "", "-", "L/CTN"))
    assert not is_laws(Number("34", "2016", "/", "NĐ-CP"))
    assert not is_laws(Number("34"))


def test_a_label_is_clean() -> None:
    text = "Luật  *Phòng* ,\nchống ma túy"
    assert label(text, 0, len(text)) == "Luật Phòng, chống ma túy"
