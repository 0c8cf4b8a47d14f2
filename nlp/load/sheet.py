"""What all spreadsheets share: rows as lines, cells parted by tabs, dates and numbers as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from nlp.model import Page

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the built-in formats of dates and times (ECMA-376, part 1, 18.8.30)."""
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
_LAST_DAY = 2_958_466
"""Excel counts days up to the end of the year 9999."""

Sheet = tuple[str, Iterable[Sequence[str]]]
"""A sheet's name and its rows of cells."""


def to_text(sheets: Iterable[Sheet]) -> tuple[str, tuple[Page, ...]]:
    r"""All sheets one after the other, empty rows left out; each is a page by its name.

    >>> to_text([("Danh mục", [["1", "", "02/NQ-CP"], [], ["2", " Đề  án 06"]])])[0]
    '1\t\t02/NQ-CP\n2\tĐề án 06\n'
    """
    parts: list[str] = []
    pages: list[Page] = []
    length = 0
    for name, rows in sheets:
        start = length
        for row in rows:
            line = "\t".join(" ".join(cell.split()) for cell in row).rstrip("\t")
            if line:
                parts.append(f"{line}\n")
                length += len(line) + 1
        if length > start:
            pages.append(Page(name, start, length))
    return "".join(parts), tuple(pages)


def is_date_format(code: str, number: int = 0) -> bool:
    """Whether a number format, given by its code or the number of a built-in one, shows a date or a time.

    >>> is_date_format("dd/mm/yyyy;@"), is_date_format('#,##0 "đồng"'), is_date_format("", 14)
    (True, False, True)
    """
    if not code:
        return number in _DATE_FORMATS
    return bool(_DATE_LETTERS.search(_LITERAL.sub("", code))) and "general" not in code.lower()


def date_of(days: float, *, since_1904: bool = False) -> str:
    """A serial number of days as it is written in Vietnam; "" for what is no day.

    >>> date_of(45313), date_of(45296.3125), date_of(0.3125)
    ('22/01/2024', '05/01/2024 07:30', '07:30')
    """
    if not 0 <= days < _LAST_DAY:
        return ""
    # Excel takes 1900 for a leap year: its days before March are one too many for the usual epoch.
    shift = 0 if since_1904 or days >= 61 else 1
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(days) + shift)
    minutes = round((days - int(days)) * 1440)
    moment += timedelta(minutes=minutes)
    form = "%d/%m/%Y" if not minutes else "%d/%m/%Y %H:%M" if days >= 1 else "%H:%M"
    return moment.strftime(form)


def number_of(value: float) -> str:
    """A number as it was typed: 12 and not 12.0, 0.3 and not 0.30000000000000004."""
    return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
