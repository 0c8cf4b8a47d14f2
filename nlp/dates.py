"""Dates as official documents print them, and what is certain of them.

"ngày 06 tháng 7 năm 1995", "ngày 23-10-1993", "ngày 8/5/2024", "tháng 5 năm 2024", "năm 2013"; a date that
cannot be read ("ngày 20/9/2-24") stays unknown and becomes a finding.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

_SEP = r"\s?[/.-]\s?"
_YEAR_WORD = r"(?:năm|NĂM)"
_MONTH_WORD = r"(?:tháng|thảng|thang|ngày|THÁNG)"
"""OCR's and typists' forms of "tháng" among them."""
NUMERIC = rf"\d{{1,2}}{_SEP}\d{{1,2}}{_SEP}(?:\d{{4}}|\d{{2}}(?!\d))"
_DAY_MONTH = rf"\d{{1,2}}\s{{0,3}}{_MONTH_WORD}\s{{0,3}}\d{{1,2}}"
WORDY = rf"{_DAY_MONTH}\s{{0,2}},?\s{{0,2}}(?:{_YEAR_WORD}\s{{0,2}}\d{{3,4}}|\d{{4}})(?!\d)"
PARTIAL = r"(?:tháng\s{1,2}\d{1,2}(?:\s{1,2}(?:năm\s{1,2})?|/)\d{4})"
BROKEN = r"\d{1,2}[/.-]\d{1,2}[/.-][\d/.-]{1,6}"
_DAY_WORD = r"(?:ngày|NGÀY)\s{0,3}(?:ngày\s{0,2})?"
"""\"ngày ngày\" is a common slip."""
DATE = rf"(?:{_DAY_WORD}(?:{WORDY}|{NUMERIC}|{BROKEN})|{PARTIAL}|{_YEAR_WORD}\s{{0,2}}\d{{4}}(?!\d))"
"""A date that follows a citation."""

_BEFORE_YEAR = rf"(?:\s{{0,2}},?\s{{0,2}}{_YEAR_WORD}\s{{0,2}}|\s?[/.-]\s?|\s)"
_READ = re.compile(
    rf"(?<![\d/.-])(?P<d>\d{{1,2}})\s{{0,3}}(?:{_MONTH_WORD}|[/.-])\s{{0,3}}(?P<m>\d{{1,2}})"
    rf"{_BEFORE_YEAR}(?P<y>\d{{4}}|\d{{2}})(?![\d/-])"
)
_MONTH = re.compile(r"tháng\s{1,2}(?P<m>\d{1,2})(?:\s{1,2}(?:năm\s{1,2})?|/)(?P<y>\d{4})")
_YEAR = re.compile(rf"{_YEAR_WORD}\s{{0,2}}(?P<y>\d{{4}})")


_CENTURY_BREAK = 44
"""A year of two figures up to this one is 20xx, else 19xx: the State's documents begin in 1945."""


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


@lru_cache(maxsize=16384)
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


_ISSUED = r"(?:đã\s)?(?:ban hành|ký ban hành|có|gửi)"
_ON = re.compile(rf"Ngày\s(?P<date>{NUMERIC}|{WORDY}),?\s[^.;]{{2,90}}?\s{_ISSUED}\s(?:[^\W_]+\s){{0,2}}$")
_PARAGRAPH = re.compile(r"[.;:]\s*\n|\n\s*\n")
_REACH = 150


def date_before(text: str, start: int) -> Date | None:
    """The date that opens a sentence of issue, before the document at ``start``; None where there is none.

    >>> date_before("Ngày 10/4/2026, Sở Công Thương ban hành Văn bản số 1936/SCT-CN", 40).iso
    '2026-04-10'
    """
    left = max(0, start - _REACH)
    if text.find("Ngày ", left, start) < 0:
        return None
    left = max([left, *(m.end() for m in _PARAGRAPH.finditer(text, left, start))])
    *_, found = (None, *_ON.finditer(text, left, start))
    return read(f"ngày {found['date']}") if found is not None else None


def _iso(day: str, month: str, year: str) -> str:
    d, m = int(day), int(month)
    y = int(year)
    if len(year) == 2:
        y += 2000 if y <= _CENTURY_BREAK else 1900
    if not (1900 <= y <= 2100 and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1]):
        return ""
    return f"{y}-{m:02d}-{d:02d}"
