"""Pinpoints: "điểm a, b khoản 2 Điều 5 và Điều 7" before a mention, tied to it."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.model import Pinpoint

_VALUE = r"(?:\d{1,3}[a-zđ]{0,2}|[IVXLC]{1,6}|[a-zđ]{1,2}\d?)(?![^\W_])"
_JOIN = r"\s*(?:,\s*(?:và\s+)?|và\s+|hoặc\s+|đến\s+|-\s*)"


def _several(name: str, unit: str) -> str:
    return rf"(?P<{name}>{_VALUE}(?:{_JOIN}(?:{unit}\s+)?{_VALUE})*)"


_UNIT = rf"(?:[Đđ]iểm\s+{_several('point', '[Đđ]iểm')}[\s,]+)?(?:[Kk]hoản\s+{_several('clause', '[Kk]hoản')}[\s,]+)?[Đđ]iều\s+{_several('article', '[Đđ]iều')}"
_PART = re.compile(_UNIT)
_OTHER = re.compile(rf"(?P<kind>Chương|Mục|Phụ lục|Phần|chương|mục|phụ lục)\s+(?:số\s+)?(?P<value>{_VALUE})")
_TAIL = re.compile(r"(?:\s*(?:,|;|và|của|tại|thuộc|ban hành kèm theo|kèm theo|các|quy định|trong)\s*)*\s*$")
_REACH = 220
_SPLIT = re.compile(_JOIN)


def pinpoints_before(text: str, start: int) -> tuple[Pinpoint, ...]:
    """The places inside a document that the words just before its mention name.

    >>> text = "theo điểm a, b khoản 2 Điều 5 Nghị định số 34/2016/NĐ-CP"
    >>> [(p.article, p.clause, p.point) for p in pinpoints_before(text, 30)]
    [('5', '2', 'a'), ('5', '2', 'b')]
    """
    window = text[max(0, start - _REACH) : start]
    if "iều " not in window and "ục " not in window and "hương " not in window:
        return ()
    offset = start - len(window)
    found: list[Pinpoint] = []
    end = len(window)
    parts = [*_PART.finditer(window), *_OTHER.finditer(window)]
    for match in sorted(parts, key=lambda m: -m.end()):
        if match.end() > end or _TAIL.fullmatch(window, match.end(), end) is None:
            break
        found.extend(reversed(_pinpoints(match, offset)))
        end = match.start()
    return tuple(reversed(found))


def _pinpoints(match: re.Match[str], offset: int) -> list[Pinpoint]:
    start, end = match.start() + offset, match.end() + offset
    if "value" in match.re.groupindex:
        kind, value = match["kind"].casefold(), match["value"]
        if kind == "chương":
            return [Pinpoint(start, end, chapter=value)]
        return [
            Pinpoint(start, end, annex=value) if kind == "phụ lục" else Pinpoint(start, end, section=value)
        ]
    articles, clauses, points = (_values(match[name]) for name in ("article", "clause", "point"))
    return [
        Pinpoint(start, end, article, clause, point)
        for article in articles
        for clause in clauses or ("",)
        for point in points or ("",)
    ]


@lru_cache(maxsize=1024)
def _values(printed: str | None) -> tuple[str, ...]:
    """The values of a list or range: "a, b", "2 và 3", "5 đến 7" (the numbers in between as well)."""
    if not printed:
        return ()
    out: list[str] = []
    for part in re.split(r"\s*(?:,|;|và|hoặc)\s*", printed):
        ends = [
            re.sub(r"^(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s+", "", p)
            for p in re.split(r"\s*(?:đến|-)\s*", part)
            if p
        ]
        if (
            len(ends) == 2
            and ends[0].isdigit()
            and ends[1].isdigit()
            and 0 < int(ends[1]) - int(ends[0]) < 60
        ):
            out.extend(str(n) for n in range(int(ends[0]), int(ends[1]) + 1))
        else:
            out.extend(p for p in ends if p)
    return tuple(dict.fromkeys(out))
