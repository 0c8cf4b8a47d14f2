"""Sections in which a plan or a project lists its bases: "I. CĂN CỨ PHÁP LÝ", "1. Căn cứ lập đề án".

Such papers have no preamble; each item that begins with a document states a basis.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from nlp.reading import Reading, Unit

_MARK = r"^[ \t>*_#|]*"
_LETTER, _FIGURE = r"(?:[IVX]{1,5}|[A-Z])", r"\d{1,2}(?:\.\d{1,2})*"
_PURPOSE = r"pháp lý|chính trị|lập|xây dựng|ban hành|thực hiện|để|triển khai"
_HEADING = re.compile(
    rf"{_MARK}(?:(?P<letter>{_LETTER})|{_FIGURE})\s?[.\-)/]?\s+(?i:các\s|những\s)?(?i:căn\s+cứ|cơ\s+sở)"
    rf"(?:\s(?i:{_PURPOSE})(?![^\W_])[^\n.;:]{{0,80}}(?:\n[^\n.;:]{{0,40}})?)?[*_:.]*[ \t]*$",
    re.MULTILINE,
)
_NEXT_LETTER = re.compile(rf"{_MARK}{_LETTER}\s?[.\-)/]\s", re.MULTILINE)
_NEXT = re.compile(rf"{_MARK}(?:{_LETTER}|{_FIGURE})\s?[.\-)/]\s", re.MULTILINE)
_LEAD = re.compile(r"[\W_]*(?:căn cứ|theo)?\s*(?:các\s+)?")
_LONGEST = 12_000
"""How many characters such a section may take."""


def sections(reading: Reading) -> list[tuple[int, int]]:
    """Where the sections begin and end, in order: each up to the next heading of its level."""
    found = []
    for heading in _HEADING.finditer(reading.plain):
        level = _NEXT_LETTER if heading["letter"] else _NEXT
        limit = heading.end() + _LONGEST
        following = level.search(reading.plain, heading.end(), limit)
        found.append((heading.end(), following.start() if following else limit))
    return found


def states(reading: Reading, unit: Unit, listed: Sequence[tuple[int, int]]) -> bool:
    """Whether the unit is an item of such a section and begins with a document, or with "Căn cứ" and one."""
    first = unit.tokens[0]
    place = bisect_right(listed, (first.start, len(reading.low)))
    if not place or first.start >= listed[place - 1][1] or first.is_own or reading.quoted(first.start):
        return False
    lead = reading.low[reading.head(unit.start, unit.end) : min(first.lead, first.start)]
    return _LEAD.fullmatch(lead) is not None
