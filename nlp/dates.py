"""Dates as official documents print them, and what is certain of them.

"ngày 06 tháng 7 năm 1995", "ngày 23-10-1993", "ngày 8/5/2024", "tháng 5 năm 2024", "năm 2013"; a date that cannot
be read ("ngày 20/9/2-24") stays unknown and becomes a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEP = r"\s?[/.-]\s?"
NUMERIC = rf"\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}(?:\d{{4}}|\d{{2}}(?!\d))"
WORDY = r"\d{1,2}\s{0,3}(?:tháng|thảng|thang|ngày|THÁNG)\s{0,3}\d{1,2}\s{0,2},?\s{0,2}(?:(?:năm|NĂM)\s{0,2}\d{3,4}|\d{4})(?!\d)"
PARTIAL = r"(?:tháng\s{1,2}\d{1,2}(?:\s{1,2}(?:năm\s{1,2})?|/)\d{4})"
BROKEN = r"\d{1,2}[/.-]\d{1,2}[/.-][\d/.-]{1,6}"
DATE = rf"(?:(?:ngày|NGÀY)\s{{0,3}}(?:ngày\s{{0,2}})?(?:{WORDY}|{NUMERIC}|{BROKEN})|{PARTIAL}|(?:năm|NĂM)\s{{0,2}}\d{{4}}(?!\d))"
"""A date that follows a citation; "ngày ngày" is a common slip."""

_READ = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})\s{0,3}(?:tháng|thảng|thang|ngày|THÁNG|[/.-])\s{0,3}(?P<m>\d{1,2})"
    r"(?:\s{0,2},?\s{0,2}(?:năm|NĂM)\s{0,2}|\s?[/.-]\s?|\s)(?P<y>\d{4}|\d{2})(?![\d/-])"
)
_MONTH = re.compile(r"tháng\s{1,2}(?P<m>\d{1,2})(?:\s{1,2}(?:năm\s{1,2})?|/)(?P<y>\d{4})")
_YEAR = re.compile(r"(?:năm|NĂM)\s{0,2}(?P<y>\d{4})")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Date:
    """``iso`` is "2023-12-25", "2026-05" or "2026"; "" where the printed date cannot be right."""

    iso: str
    printed: str

    @property
    def year(self) -> str:
        """The year, "" where unknown."""
        return self.iso[:4]

    @property
    def is_full(self) -> bool:
        """Day, month and year are known."""
        return len(self.iso) == 10


def read(printed: str) -> Date:
    """The date in its printed form; ``iso`` is "" where no such day exists.

    >>> read("ngày 06 tháng 7 năm 1995").iso, read("ngày 8/5/2024").iso, read("năm 2013").iso
    ('1995-07-06', '2024-05-08', '2013')
    >>> read("ngày 20/9/2-24").iso, read("ngày 31/02/2024").iso
    ('', '')
    """
    if match := _READ.search(printed):
        return Date(_iso(match["d"], match["m"], match["y"]), printed)
    if match := _MONTH.search(printed):
        month = int(match["m"])
        return Date(f"{match['y']}-{month:02d}" if 1 <= month <= 12 else "", printed)
    if match := _YEAR.search(printed):
        return Date(match["y"], printed)
    return Date("", printed)


_ON = re.compile(
    rf"Ngày\s(?P<date>{NUMERIC}|{WORDY}),?\s[^.;\n]{{2,90}}?\s(?:đã\s)?(?:ban hành|ký ban hành|có|gửi)\s(?:[^\W_]+\s){{0,2}}$"
)


def date_before(text: str, start: int) -> Date | None:
    """The date that opens a sentence of issue: "Ngày 10/4/2026, Sở Công Thương ban hành Văn bản số 1936/SCT-CN"."""
    left = max(0, start - 150)
    if "Ngày " not in text[left:start]:
        return None
    found = None
    for found in _ON.finditer(text[:start], max(left, text.rfind("\n", left, start))):
        pass
    return read(f"ngày {found['date']}") if found is not None else None


def _iso(day: str, month: str, year: str) -> str:
    d, m = int(day), int(month)
    y = int(year) if len(year) == 4 else 1900 + int(year) if int(year) > 44 else 2000 + int(year)
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    if not (1 <= m <= 12 and 1 <= d <= _DAYS[m - 1] and 1900 <= y <= 2100) or (
        m == 2 and d == 29 and not leap
    ):
        return ""
    return f"{y}-{m:02d}-{d:02d}"
