"""Lists and ellipsis: one type word, and often one symbol, for several numbers.

"các Nghị định: số 24, 25, 26/2026/NĐ-CP" names three decrees; "Quyết định số 3551 và 87" two decisions whose
symbol stands elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import number as numbers
from nlp.hits import Hit, numbered
from nlp.names import LAW_TYPES
from nlp.number import NUMBER, SERIAL, YEAR, Number
from nlp.tail import GAP, NO, QUANTITY, dated

_COMMA = r"\s*[,;]\s*(?:và\s+|hoặc\s+)?"
_WORD = r"\s*(?:và|hoặc|cùng|với)\s+|\s+và\s+của\s+"
_DASH = r"\s*[-–]\s*(?=số)"
_JOIN = rf"(?:{_COMMA}|{_WORD}|{_DASH}){GAP}(?P<no>{NO})?"
_NEXT = re.compile(rf"{_JOIN}(?P<num>{NUMBER})(?![^\W_])")
_GOING_ON = "và|hoặc|của|ngày|nêu|nói|trên|năm|được|đã|là|đều|cùng|này|còn|có|về|thì|để"
_TAIL = rf"(?P<tail>\s{{0,2}}[^\s\w]|\s*$|\s+(?:{_GOING_ON})(?![^\W_]))?"
"""What may follow a bare serial in a list: a mark, the end, or a word that goes on about documents."""
_NEXT_BARE = re.compile(rf"{_JOIN}(?P<num>{SERIAL}(?:{YEAR})?)(?!{QUANTITY}){_TAIL}")
_RANGE = re.compile(rf"\s*(?:đến|tới)\s+(?P<no>{NO})?(?P<num>{NUMBER})(?![^\W_])")
_MOST_IN_RANGE = 30


def members(text: str, head: Hit) -> list[Hit]:
    """The head of a list and every number that shares its type word.

    >>> from nlp.find import find
    >>> [(h.number.serial, h.number.symbol, h.form) for h in find("các Nghị định: số 24, 25, 26/2026/NĐ-CP")]
    [('24', 'NĐ-CP', 'elliptical'), ('25', 'NĐ-CP', 'elliptical'), ('26', 'NĐ-CP', 'full')]
    """
    hits = [head]
    while (added := _whole(text, hits[-1], head) or _bare(text, hits[-1], head)) is not None:
        hits += added
    return _share(hits)


def _whole(text: str, last: Hit, head: Hit) -> list[Hit] | None:
    """The next whole number of the list, with those that a range passes over."""
    for end in dict.fromkeys((last.about, last.end)):
        if (match := _NEXT.match(text, end)) and (hit := _member(text, match, head)):
            return [hit]
        if (match := _RANGE.match(text, end)) and (hit := _member(text, match, head)):
            return [*_between(last, hit), hit]
    return None


def _member(text: str, match: re.Match[str], head: Hit) -> Hit | None:
    number = numbers.parse(match["num"])
    return _hit(text, match, head, number) if number and _shares_type(head, number) else None


def _between(first: Hit, last: Hit) -> list[Hit]:
    """The numbers that a range passes over: "từ số 24 đến 26/2026/NĐ-CP" also means 25."""
    if first.number is None or last.number is None:
        return []
    if not (first.number.serial.isdecimal() and last.number.serial.isdecimal()):
        return []
    low, high = int(first.number.serial) + 1, int(last.number.serial)
    if not 0 < high - low <= _MOST_IN_RANGE:
        return []
    return [
        replace(
            last, form="elliptical", number=replace(last.number, serial=str(serial)), printed="", date=None
        )
        for serial in range(low, high)
    ]


def _bare(text: str, last: Hit, head: Hit) -> list[Hit] | None:
    """The next bare serial of the list: "số" stands before it, or a bare serial before that one."""
    match = _NEXT_BARE.match(text, last.about)
    if match is None:
        return None
    after_bare = match["tail"] is not None and last.number is not None and not last.number.symbol
    opens = match["tail"] is not None and match["tail"].strip() in ("(", "[", "/", "%")
    if opens or not (match["no"] or after_bare):
        return None
    serial, _, year = re.sub(r"\s", "", match["num"]).partition("/")
    return [_hit(text, match, head, Number(serial, year))]


def _shares_type(head: Hit, number: Number) -> bool:
    """A number with a type of its own that is not the head's belongs to another document."""
    if number.abbrev:
        return head.type in numbers.types_of(number)
    return head.number is None or not head.number.abbrev or head.type in LAW_TYPES


def _hit(text: str, match: re.Match[str], head: Hit, number: Number) -> Hit:
    tail = dated(text, match.end("num"), year=number.year)
    start = match.start("no") if match["no"] else match.start("num")
    return numbered(start, head.type, number, match["num"], tail, kind=head.kind, worded=False)


def _share(hits: list[Hit]) -> list[Hit]:
    """Give each bare serial the symbol (and year) of the next whole number, or of the last one before it."""
    whole = [hit.number for hit in hits if hit.number is not None and hit.number.symbol]
    if not whole:
        return hits
    donor = whole[-1]
    out: list[Hit] = []
    for hit in reversed(hits):
        number = hit.number
        if number is not None and not number.symbol:
            shared = replace(donor, serial=number.serial, year=number.year or donor.year)
            hit = replace(hit, form="elliptical", number=shared)
        elif number is not None:
            donor = number
        out.append(hit)
    return out[::-1]
