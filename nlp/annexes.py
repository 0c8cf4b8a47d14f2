"""The annexes of a document: "PHỤ LỤC I", "QUY CHẾ … (Ban hành kèm theo Quyết định số …)".

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục III.1: an annex is headed "Phụ lục" with its number, its title, and
the document that it is issued with, in brackets.  A form inside an annex has no such bracket, or a blank one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from nlp.clean import fold
from nlp.formulas import ANNEX_HEADINGS, LOWER, UPPER, any_of
from nlp.labels import label_of, roman
from nlp.model import Span
from nlp.number import NUMBER
from nlp.pieces import is_capitals

_LEAD = r"^[ \t>#*_|]*"
_LABEL = r"(?:[IVXL]{1,6}|\d{1,3}|[A-H])(?:[.-](?:[IVX]{1,4}|\d{1,2})|[.-]?[a-zđA-H])?"
_HEADED = re.compile(
    rf"{_LEAD}P(?:HỤ|hụ) (?:LỤC|lục)(?:[ \t]+(?:(?:số|SỐ)[ \t]*)?(?P<label>{_LABEL})(?:(?<=[IVXL])\d{{1,3}})?"
    r"(?![^\W_]))?[*_ \t]*"
    rf"(?:[.:–-]+[*_ \t]*(?P<title>[^\n]*)|(?P<carried>\([^\n]*)|(?P<open>[{UPPER}][^\n]*))?$",
    re.MULTILINE,
)
_CARRIER = re.compile(
    r"[(\[*_ \t]*(?:Được\s+)?(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s+"
    rf"(?P<document>[{UPPER}][{LOWER}]+(?:\s+[{LOWER}]+){{0,3}}\s+(?:số|Số|ban\s+hành\s+kèm\s+theo)[^)\]]{{0,400}})"
)
_CARRIED = re.compile(
    rf"{_LEAD}(?:[^{LOWER}\n(]{{2,200}}(?=\())?"
    r"(?=\(?[*_ \t]*(?:(?:Được|Ban hành)\s[^\n]{0,20})?[Kk]èm\s+theo\s)",
    re.MULTILINE,
)
"""Where a carrier begins: at the head of a line, or after a title in capitals on the same line."""
_NUMBERED = re.compile(NUMBER)
_TYPE = re.compile(rf"(?:{any_of(map(fold, ANNEX_HEADINGS))})(?!\w)")
_LINES, _REACH = 9, 1_200
"""How many lines an annex's heading may take, and how many characters."""


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: label "I" ("" where it has none), its title, and what it is issued with, as printed.

    ``carrier``: "Quyết định số 12/QĐ-SCT ngày 05/01/2024 của Sở Công Thương", "" where none is printed.
    """

    label: str
    title: str
    carrier: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str


def annexes(text: str, start: int, end: int, *, closed: bool, draft: bool = False) -> tuple[Annex, ...]:
    """The annexes in ``text[start:end]``, in order, each up to the next one.

    ``closed``: a signature stands before ``start``; without one only headings with a carrying document count.
    ``draft``: the document's own number is blank, so a carrier's may be.

    >>> text = "PHỤ LỤC II\\nDANH SÁCH ĐƠN VỊ\\n(Kèm theo Quyết định số 12/QĐ-SCT ngày 5/1/2024)\\n1. A\\n"
    >>> [(a.label, a.title, a.carrier) for a in annexes(text, 0, len(text), closed=True)]
    [('II', 'DANH SÁCH ĐƠN VỊ', 'Quyết định số 12/QĐ-SCT ngày 5/1/2024')]
    """
    heads = {m.start(): m for m in _HEADED.finditer(text, start, end)}
    carriers = [m.end() for m in _CARRIED.finditer(text, start, end)]
    starts: dict[int, Annex] = {}
    taken = start
    for at, head in heads.items():
        if at >= taken and (annex := _headed(text, head, end, closed=closed, draft=draft)):
            starts[at] = annex
            taken = annex.span.end
    firsts = sorted(starts)
    for at in carriers:
        place = bisect_right(firsts, at) - 1
        known = starts[firsts[place]] if place >= 0 else None
        if (known and at <= known.span.end) or not (carrier := _carrier(text, at, end, draft=draft)):
            continue
        if typed := _typed(text, at, max(start, known.span.end if known else start)):
            annex = Annex(
                "", " ".join(line.words for line in typed), carrier[0], Span(typed[0].start, carrier[1])
            )
            starts.setdefault(typed[0].start, annex)
    _drop_forms(starts)
    ordered = sorted(starts)
    return tuple(
        Annex(starts[a].label, starts[a].title, starts[a].carrier, Span(a, b))
        for a, b in pairwise([*ordered, end])
    )


def _drop_forms(starts: dict[int, Annex]) -> None:
    """Leave out what a form inside an annex heads "Phụ lục": no carrier, and no label in its turn."""
    carried = any(a.carrier for a in starts.values())
    last = ""
    for at in sorted(starts):
        annex = starts[at]
        if (
            annex.carrier
            or (annex.label and _follows(last, annex.label))
            or not (carried or last or annex.label)
        ):
            last = annex.label or last or "."
        else:
            del starts[at]


def _follows(last: str, label: str) -> bool:
    """ "II" follows "I", "2" follows "1b", "1b" follows "1a"; the first of its kind follows what has none."""
    ordinal, before = _ordinal(label), _ordinal(last)
    if not ordinal or not before or label[0].isdigit() != last[0].isdigit():
        return ordinal == 1
    return ordinal == before + 1 or (ordinal == before and label > last)


def _ordinal(label: str) -> int:
    figure = re.fullmatch(r"(?:(\d+)|([IVXL]+)|([A-H]))[a-zđA-H]?", label)
    if figure is None:
        return 0
    return int(figure[1]) if figure[1] else roman(figure[2]) if figure[2] else ord(figure[3]) - ord("A") + 1


def _headed(text: str, head: re.Match[str], end: int, *, closed: bool, draft: bool) -> Annex | None:
    """The annex whose heading says "Phụ lục"; its span is that of the heading."""
    lines = _following(text, head.end(), end)
    shouted = head[0].lstrip(" \t>#*_|").startswith("PHỤ")
    title = [head["title"] or head["open"] or ""]
    if head["open"] and not shouted:
        return None
    for index, line in enumerate(lines):
        if carrier := _carrier(text, line.start, end, draft=draft):
            below = _title([x for x in _following(text, carrier[1], end) if not label_of(x.words)])
            words = " ".join(filter(None, title)) or below
            return Annex(head["label"] or "", _bare(words), carrier[0], Span(head.start(), carrier[1]))
        if label_of(line.words) or (index and not is_capitals(line.words) and len(line.words) > 150):
            break
        title.append(line.words)
    capitals = bool(lines) and is_capitals(lines[0].words)
    if not closed or not (shouted or capitals):
        return None
    title_end = next((i for i, x in enumerate(lines) if not _is_title(x.words)), len(lines))
    words = title[0] or " ".join(x.words for x in lines[:title_end]) or _title(lines)
    return Annex(head["label"] or "", _bare(words), "", Span(*head.span()))


def _carrier(text: str, at: int, end: int, *, draft: bool) -> tuple[str, int] | None:
    """The document in the bracket at ``at``, as printed but on one line, and where the bracket ends."""
    match = _CARRIER.match(text, at, min(end, at + _REACH))
    if match is None or not (draft or _NUMBERED.search(match["document"])):
        return None
    words = match["document"]
    if "(" not in text[at : match.start("document")]:
        words = words.split("\n")[0]
    return _bare(words).rstrip(" ;.,)]"), match.start("document") + len(words)


def _typed(text: str, at: int, start: int) -> list[_Line]:
    """The lines above a carrier from the one in capitals that names a type: "QUY CHẾ", "DANH SÁCH …"."""
    lines = _preceding(text, at, start)
    for index, line in enumerate(lines):
        if is_capitals(line.words) and _TYPE.match(fold(line.words)):
            return list(reversed(lines[: index + 1]))
        if len(line.words) > 250 or line.words.endswith((".", ";", ":")):
            break
    return []


def _title(lines: list[_Line]) -> str:
    first = next((i for i, x in enumerate(lines[:3]) if is_capitals(x.words)), -1)
    if first < 0:
        return ""
    last = next((i for i, x in enumerate(lines) if i > first and not _is_title(x.words)), len(lines))
    return " ".join(x.words for x in lines[first:last])


def _is_title(words: str) -> bool:
    """Capitals, but not the "TT" that heads a table."""
    return is_capitals(words) and len(words) > len("STT")


def _following(text: str, at: int, end: int) -> list[_Line]:
    found: list[_Line] = []
    limit = min(end, at + _REACH)
    while at < limit and len(found) < _LINES:
        stop = text.find("\n", at, limit)
        stop = limit if stop < 0 else stop
        if any(c.isalnum() for c in text[at:stop]):
            found.append(_Line(at, stop, _bare(text[at:stop])))
        at = stop + 1
    return found


def _preceding(text: str, at: int, start: int) -> list[_Line]:
    """The lines before, the nearest first."""
    found: list[_Line] = []
    limit = max(start, at - _REACH)
    stop = at if text[text.rfind("\n", limit, at) + 1 : at].strip() else text.rfind("\n", limit, at)
    while stop > limit and len(found) < _LINES:
        begin = text.rfind("\n", limit, stop) + 1 or limit
        if any(c.isalnum() for c in text[begin:stop]):
            found.append(_Line(begin, stop, _bare(text[begin:stop])))
        stop = begin - 1
    return found


def _bare(words: str) -> str:
    return " ".join(words.replace("*", " ").replace("|", " ").split()).strip("#_ ")


__all__ = ["Annex", "annexes"]
