"""Dates in every spelling, and what is certain of them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import DATE, Date, date_before, read


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("ngày 06 tháng 7 năm 1995", "1995-07-06"),
        ("ngày 23-10-1993", "1993-10-23"),
        ("ngày 8/5/2024", "2024-05-08"),
        ("ngày 8.5.2024", "2024-05-08"),
        ("ngày ngày 07/5/2024", "2024-05-07"),
        ("ngày 12 thảng 9 năm 2012", "2012-09-12"),
        ("ngày 05 tháng 3, năm 2019", "2019-03-05"),
        ("ngày 05/3/98", "1998-03-05"),
        ("ngày 05/3/12", "2012-03-05"),
        ("ngày 29/02/2024", "2024-02-29"),
        ("tháng 5 năm 2024", "2024-05"),
        ("tháng 5/2024", "2024-05"),
        ("năm 2013", "2013"),
        ("NĂM 2013", "2013"),
    ],
)
def test_spellings(printed: str, iso: str) -> None:
    assert read(printed) == Date(iso, printed)
    assert re.fullmatch(DATE, printed)


@pytest.mark.parametrize(
    "printed",
    [
        "ngày 20/9/2-24",
        "ngày 31/02/2024",
        "ngày 29/02/2023",
        "ngày 12/13/2024",
        "ngày 00/5/2024",
        "tháng 13/2024",
    ],
)
def test_no_such_day_stays_unknown(printed: str) -> None:
    assert read(printed).iso == ""


def test_what_is_known_of_a_date() -> None:
    assert (read("ngày 8/5/2024").year, read("ngày 8/5/2024").is_full) == ("2024", True)
    assert (read("tháng 5/2024").year, read("tháng 5/2024").is_full) == ("2024", False)


@pytest.mark.parametrize("text", ["năm 20245", "5 năm 2024", "8/5/2024", "ngày mai"])
def test_what_is_no_date_after_a_number(text: str) -> None:
    assert re.match(rf"{DATE}$", text) is None


@given(st.dates(date(1945, 1, 1), date(2044, 12, 31)), st.sampled_from(["/", "-", "."]), st.booleans())
def test_every_day_is_read_back(day: date, mark: str, padded: bool) -> None:
    d, m = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    assert read(f"ngày {d}{mark}{m}{mark}{day.year}").iso == day.isoformat()
    assert read(f"ngày {d} tháng {m} năm {day.year}").iso == day.isoformat()


@pytest.mark.parametrize(
    ("before", "iso"),
    [
        ("Ngày 10/4/2026, Sở Công Thương ban hành ", "2026-04-10"),
        ("Ngày 01 tháng 3 năm 2024, UBND tỉnh đã ban hành ", "2024-03-01"),
        ("Ngày 01/3/2024, họp bàn. Sở Công Thương ban hành ", ""),
        ("Ngày 01/3/2024, Sở Công\nThương ban hành ", "2024-03-01"),
        ("Ngày 01/3/2024, Sở Công Thương;\nban hành ", ""),
        ("Sở Công Thương ban hành ", ""),
    ],
)
def test_the_day_that_opens_a_sentence_of_issue(before: str, iso: str) -> None:
    text = before + "Văn bản số 1936/SCT-CN"
    found = date_before(text, len(before))
    assert (found.iso if found else "") == iso
