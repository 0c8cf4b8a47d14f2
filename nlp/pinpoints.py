"""Pinpoints: "điểm a, b khoản 2 Điều 5 và Điều 7" before a mention, tied to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice, product

from nlp.model import Pinpoint

_VALUE = r"(?:\d{1,3}[a-zđ]{0,2}|[IVXLC]{1,6}|[a-zđ]{1,2}\d?)(?![^\W_])"
_JOIN = r"\s*(?:,\s*(?:và\s+)?|và\s+|hoặc\s+|đến\s+|-\s*)"


def _several(name: str, unit: str) -> str:
    return rf"{unit}\s+(?P<{name}>{_VALUE}(?:{_JOIN}(?:{unit}\s+)?{_VALUE})*)"


_POINTS, _CLAUSES = _several("point", "[Đđ]iểm"), _several("clause", "[Kk]hoản")
_PART = re.compile(rf"(?:{_POINTS}[\s,]+)?(?:{_CLAUSES}[\s,]+)?{_several('article', '[Đđ]iều')}")
_DIVISION = r"(?P<kind>Chương|Mục|Phụ lục|Phần|chương|mục|phụ lục)"
_OTHER = re.compile(rf"{_DIVISION}\s+(?:số\s+)?(?P<value>{_VALUE})")
_SIGNS = ("iều ", "ục ", "hương ")
"""One of these stands in every pinpoint that is read; a quick look before the patterns."""
_LINK = "(?:,|;|và|của|tại|thuộc|ban hành kèm theo|kèm theo|các|quy định|trong)"
_TAIL = re.compile(rf"\s*(?:{_LINK}\s*)*")
_REACH = 220
_PARTED = re.compile(r"\s*(?:,|;|và|hoặc)\s*")
_RANGE = re.compile(r"\s*(?:đến|-)\s*")
_UNIT = re.compile(r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s+")
_WIDEST = 60
"""How many values a range may have: "Điều 5 đến Điều 7" has three."""

_MOST = 200
"""How many places one group of words may name; more are not listed."""


def pinpoints_before(text: str, start: int) -> tuple[Pinpoint, ...]:
    """The places inside a document that the words just before its mention name.

    >>> text = "theo điểm a, b khoản 2 Điều 5 Nghị định số 34/2016/NĐ-CP"
    >>> [(p.article, p.clause, p.point) for p in pinpoints_before(text, 30)]
    [('5', '2', 'a'), ('5', '2', 'b')]
    """
    offset = max(0, start - _REACH)
    window = text[offset:start]
    if not any(sign in window for sign in _SIGNS):
        return ()
    found: list[Pinpoint] = []
    end = len(window)
    parts = [*_PART.finditer(window), *_OTHER.finditer(window)]
    for match in sorted(parts, key=lambda m: -m.end()):
        if match.end() > end or _TAIL.fullmatch(window, match.end(), end) is None:
            break
        read = _read(match, offset)
        if found and match.re is _OTHER and found[-1].chapter and read[0].section:
            found[-1] = replace(found[-1], start=read[0].start, section=read[0].section)  # "Mục 2 Chương III"
        else:
            found.extend(reversed(read))
        end = match.start()
    return tuple(reversed(found))


def _read(match: re.Match[str], offset: int) -> list[Pinpoint]:
    start, end = match.start() + offset, match.end() + offset
    if match.re is _OTHER:
        value = match["value"]
        match match["kind"].casefold():
            case "chương":
                return [Pinpoint(start, end, chapter=value)]
            case "phụ lục":
                return [Pinpoint(start, end, annex=value)]
        return [Pinpoint(start, end, section=value)]
    articles, clauses, points = (_values(match[name]) for name in ("article", "clause", "point"))
    places: Iterable[tuple[str, str, str]]
    if clauses or points:  # "khoản 2 Điều 5 và Điều 7": the clause is the first article's
        first = product(articles[:1], clauses or ("",), points or ("",))
        places = chain(first, product(articles[1:], ("",), ("",)))
    else:
        places = product(articles, ("",), ("",))
    return [Pinpoint(start, end, *place) for place in islice(places, _MOST)]


@lru_cache(maxsize=1024)
def _values(printed: str | None) -> tuple[str, ...]:
    """The values of a list or range: "a, b", "2 và 3", "5 đến 7" (the numbers in between as well)."""
    out: list[str] = []
    for part in _PARTED.split(printed or ""):
        ends = [_UNIT.sub("", end) for end in _RANGE.split(part) if end]
        if len(ends) == 2 and all(map(str.isdigit, ends)) and 0 < int(ends[1]) - int(ends[0]) < _WIDEST:
            out.extend(str(n) for n in range(int(ends[0]), int(ends[1]) + 1))
        else:
            out.extend(ends)
    return tuple(dict.fromkeys(v for v in out if v))


def place(pinpoint: Pinpoint) -> str:
    """A pinpoint in words, the smallest part first.

    >>> place(Pinpoint(0, 0, article="5", clause="2", point="a"))
    'điểm a khoản 2 Điều 5'
    """
    parts = {
        "điểm": pinpoint.point,
        "khoản": pinpoint.clause,
        "Điều": pinpoint.article,
        "Mục": pinpoint.section,
        "Chương": pinpoint.chapter,
        "Phụ lục": pinpoint.annex,
    }
    return " ".join(f"{word} {value}" for word, value in parts.items() if value)
