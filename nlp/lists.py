"""Lists and ellipsis: one type word, and often one symbol, for several numbers.

"các Nghị định: số 24, 25, 26/2026/NĐ-CP" names three decrees; "Quyết định số 3551 và 87" two decisions whose
symbol stands elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import number as numbers
from nlp.hits import Hit
from nlp.number import NUMBER, SERIAL, YEAR, Number
from nlp.tail import GAP, NO, dated

_JOIN = rf"(?:\s*[,;]\s*(?:và\s+|hoặc\s+)?|\s*(?:và|hoặc|cùng|với)\s+|\s+và\s+của\s+|\s*[-–]\s*(?=số)){GAP}(?P<no>{NO})?"
_NEXT = re.compile(rf"{_JOIN}(?P<num>{NUMBER})(?![^\W_])")
_NEXT_BARE = re.compile(
    rf"{_JOIN}(?P<num>{SERIAL}(?:{YEAR})?)(?![^\W_]|\s?%|[.,/]\d|\s?[/-]\s?\d|\s?tháng)(?P<tail>\s{{0,2}}[^\s\w]|\s*$|\s+(?:và|hoặc|của|ngày|nêu|nói|trên|năm|được|đã|là|đều|cùng|này|còn|có|về|thì|để)(?![^\W_]))?"
)
_RANGE = re.compile(rf"\s*(?:đến|tới)\s+(?P<no>{NO})?(?P<num>{NUMBER})(?![^\W_])")
_MOST_IN_RANGE = 30


def members(text: str, head: Hit, index: int) -> list[Hit]:
    """The head of a list and every number that shares its type word; ``index`` is the head's own place among the hits.

    >>> from nlp.find import find
    >>> [(h.number.serial, h.number.symbol, h.form) for h in find("các Nghị định: số 24, 25, 26/2026/NĐ-CP")]
    [('24', 'NĐ-CP', 'elliptical'), ('25', 'NĐ-CP', 'elliptical'), ('26', 'NĐ-CP', 'full')]
    """
    hits = [head]
    position = head.about
    while True:
        last = hits[-1]
        added = _full(text, last, head, position) or _bare(text, last, head, position)
        if added is None:
            break
        hits.extend(replace(h, lead=index) for h in added)
        position = hits[-1].about
    return _share(hits)


def _full(text: str, last: Hit, head: Hit, position: int) -> list[Hit] | None:
    for end in dict.fromkeys((position, last.end)):
        match = _NEXT.match(text, end)
        number = numbers.parse(match["num"]) if match else None
        if match is not None and number is not None and _shares_type(head, number):
            return [_member(text, match, head, number)]
        reach = _RANGE.match(text, end)
        number = numbers.parse(reach["num"]) if reach else None
        if (
            reach is not None
            and number is not None
            and last.number is not None
            and _shares_type(head, number)
        ):
            last_hit = _member(text, reach, head, number)
            return [*_between(last, last_hit), last_hit]
    return None


def _between(first: Hit, last: Hit) -> list[Hit]:
    """The numbers that a range passes over: "từ số 24 đến 26/2026/NĐ-CP" also means 25."""
    assert first.number is not None and last.number is not None
    if not (first.number.serial.isdigit() and last.number.serial.isdigit()):
        return []
    low, high = int(first.number.serial) + 1, int(last.number.serial)
    if not 0 < high - low <= _MOST_IN_RANGE:
        return []
    shape = last.number
    return [
        replace(last, form="elliptical", number=replace(shape, serial=str(serial)), printed="", date=None)
        for serial in range(low, high)
    ]


def _bare(text: str, last: Hit, head: Hit, position: int) -> list[Hit] | None:
    match = _NEXT_BARE.match(text, position)
    if match is None or not (
        match["no"] or (match["tail"] is not None and last.number is not None and not last.number.symbol)
    ):
        return None
    if match["tail"] and match["tail"].strip() in ("(", "[", "/", "%"):
        return None
    serial, _, year = re.sub(r"\s", "", match["num"]).partition("/")
    return [_member(text, match, head, Number(serial, year))]


def _shares_type(head: Hit, number: Number) -> bool:
    """A number with a type of its own that is not the head's belongs to another document."""
    if not number.abbrev:
        return (
            head.number is None
            or head.number.abbrev in ("", number.abbrev)
            or head.type in ("Luật", "Bộ luật", "Pháp lệnh")
        )
    return head.type in numbers.types_of(number)


def _member(text: str, match: re.Match[str], head: Hit, number: Number) -> Hit:
    start = match.start("no") if match["no"] else match.start("num")
    tail = dated(text, match.end("num"), year=number.year); end,date,body,about=tail.end,tail.date,tail.body,tail.about
    return Hit(
        start, end, head.type, "full" if number.symbol else "short", number=number, printed=match["num"], date=date,
        body=body, kind=head.kind, worded=False, about=about,
    )  # fmt: skip


def _share(hits: list[Hit]) -> list[Hit]:
    """Give each bare serial the symbol (and year) of the next whole number, or of the one before it."""
    whole = [i for i, h in enumerate(hits) if h.number is not None and h.number.symbol]
    if not whole:
        return hits
    out = list(hits)
    for i, hit in enumerate(hits):
        if hit.number is None or hit.number.symbol:
            continue
        donor = hits[next((w for w in whole if w > i), whole[-1])].number
        assert donor is not None
        out[i] = replace(
            hit,
            form="elliptical",
            number=replace(donor, serial=hit.number.serial, year=hit.number.year or donor.year),
        )
    return out
