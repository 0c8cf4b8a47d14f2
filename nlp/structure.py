"""The divisions of a document: parts, chapters, sections, articles, clauses, points, numbered headings.

Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I, mục II.6: phần, chương, mục, tiểu mục, điều, khoản, điểm where
a document has them, else headings numbered "I.", "1.", "a)".  A division is found where its label follows
the one before it, so that figures at the head of a broken line are none; what stands between quotation
marks ("Điều 5 được sửa đổi như sau: “Điều 5. …”") belongs to another document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from nlp.labels import CANDIDATE, Label, label_of
from nlp.model import Span
from nlp.pieces import is_capitals

DivisionKind = Literal["part", "chapter", "section", "subsection", "article", "clause", "point", "heading"]

_RANKS: dict[str, int] = {"part": 0, "chapter": 1, "section": 2, "subsection": 3, "article": 4}
_WORDED = frozenset(_RANKS)
_COARSE = ("capital", "roman")
_LINE = re.compile(r"[^\n]+")
_OPENED = re.compile(r"(?P<open>“)|(?P<close>”)")
_STRAIGHT = re.compile(r'^[ \t]*(?P<open>")|(?P<close>")[.;,]{0,2}[ \t]*$', re.MULTILINE)
_ENDED = (".", ";", ":", "!", "?", "”", '"', "…", "./.", ",", "-", "*", "|")
_GAP, _TITLE, _LOOK_BACK = 3, 300, 200
_SAMPLE, _LONGEST = 400, 160
_UNDERLINED = ("part", "chapter", "section", "subsection")
_TEXT_ENDS = (".", ";", ":", ",", "”", '"')


@dataclass(frozen=True, slots=True)
class Division:
    """One division: "Điều 5. Hiệu lực" is an article, label "5", title "Hiệu lực".

    ``span`` runs from the label to where the next division that is no part of it begins; ``title`` is ""
    where the text itself follows the label; ``parent`` is the index of the division that holds it.
    """

    kind: DivisionKind
    label: str
    title: str
    span: Span
    parent: int | None = None


@dataclass(slots=True)
class _Open:
    """A division that goes on: its style, its ordinal (a path for "2.1"), its place in the list."""

    label: Label
    index: int


def divisions(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Division, ...]:
    """The divisions of a cleaned text in the given ranges, in order; each range is a tree of its own.

    >>> text = "Điều 1. Phạm vi\\n1. Sở Nội vụ;\\na) Chủ trì;\\nb) Báo cáo.\\nĐiều 2. Hiệu lực\\n"
    >>> [(d.kind, d.label, d.title, d.parent) for d in divisions(text, [(0, len(text))])][:3]
    [('article', '1', 'Phạm vi', None), ('clause', '1', '', 0), ('point', 'a', '', 1)]
    """
    quoted = _quoted(text)
    found: list[Division] = []
    for start, end in ranges:
        _tree(text, start, end, quoted, found)
    return tuple(found)


def _tree(text: str, start: int, end: int, quoted: Sequence[Span], found: list[Division]) -> None:
    """Append the divisions of one range."""
    stack: list[_Open] = []
    last_article = 0
    headed = start
    width = _width(text, start, end)
    for line in _unquoted(text, start, end, quoted):
        label = label_of(line[0])
        if label is None:
            continue
        ended = headed > line.start() - 2 or _ended(text, start, line.start())
        if not _fits(stack, label, last_article, ended=ended):
            continue
        at = line.start() + label.at
        kept = _above(stack, label)
        for closed in stack[kept:]:
            found[closed.index] = replace(found[closed.index], span=Span(found[closed.index].span.start, at))
        del stack[kept:]
        parent = stack[-1].index if stack else None
        kind = _kind(label, stack)
        title, shown_to = _title(text, line.start() + label.end, line.end(), end, kind, width)
        headed = shown_to if title else start
        found.append(Division(kind, label.printed, title, Span(at, end), parent))
        stack.append(_Open(label, len(found) - 1))
        if label.style == "article":
            last_article = label.path[-1]


def _ended(text: str, start: int, at: int) -> bool:
    """What stands before the line is a whole sentence or heading, or nothing."""
    before = text[max(start, at - _LOOK_BACK) : at].rstrip()
    words = before[before.rfind("\n") + 1 :].strip()
    return not words or words.endswith(_ENDED) or is_capitals(words)


def _width(text: str, start: int, end: int) -> int:
    """How long a full line of a text is that was broken into lines, 0 where a line holds a paragraph."""
    lengths = sorted(len(line[0].rstrip()) for line in islice(_LINE.finditer(text, start, end), _SAMPLE))
    if len(lengths) < 12 or lengths[-1] > _LONGEST:
        return 0
    return lengths[len(lengths) * 9 // 10]


def _fits(stack: Sequence[_Open], label: Label, last_article: int, *, ended: bool) -> bool:
    """The label goes on from one that is open, begins a list, or heads an article of its own."""
    ordinal = label.path[-1]
    if label.style == "article":
        follows = ordinal == last_article + 1 or (bool(label.suffix) and ordinal == last_article)
        if label.loose:
            return follows and ended
        return follows or (ended and (ordinal >= last_article or ordinal == 1))
    if label.style in _WORDED:
        return ended if label.loose else ended or ordinal == 1 or _sibling(stack, label, gap=1) is not None
    if ordinal == 1 and (len(label.path) == 1 or _holds(stack, label) or ended):
        return ended or label.capital
    if _sibling(stack, label, gap=1) is not None:
        return ended or label.capital
    return ended and _sibling(stack, label, gap=_GAP) is not None


def _sibling(stack: Sequence[_Open], label: Label, *, gap: int) -> int | None:
    """The open division of the same style that the label follows; its place in the stack."""
    for place in range(len(stack) - 1, -1, -1):
        other = stack[place].label
        if other.style in _WORDED and _RANKS[other.style] >= 4 and label.style not in _WORDED:
            return None
        same = other.style == label.style and other.path[:-1] == label.path[:-1]
        if same and 0 <= label.path[-1] - other.path[-1] <= gap and label.printed != other.printed:
            return place
    return None


def _holds(stack: Sequence[_Open], label: Label) -> bool:
    """The heading "2." is open above "2.1."."""
    return any(o.label.path == label.path[:-1] for o in stack)


def _above(stack: Sequence[_Open], label: Label) -> int:
    """How many open divisions hold the new one."""
    if label.style in _WORDED:
        rank = _RANKS[label.style]
        inside = next((i for i, o in enumerate(stack) if _rank(o) >= rank), len(stack))
        return next((i for i, o in enumerate(stack[:inside]) if _rank(o) < 0 and not _coarse(o)), inside)
    for gap in (1, _GAP):
        if (place := _sibling(stack, label, gap=gap)) is not None:
            return place
    if len(label.path) > 1:
        held = (i + 1 for i in range(len(stack) - 1, -1, -1) if stack[i].label.path == label.path[:-1])
        return next(held, _worded(stack))
    if label.style in _COARSE:
        limit = _worded(stack)
        finer = label.style == "roman"
        while finer and limit < len(stack) and stack[limit].label.style == "capital":
            limit += 1
        return limit
    same = [i for i, o in enumerate(stack) if o.label.style == label.style and len(o.label.path) == 1]
    return same[0] if len(same) > 1 else len(stack)  # a list begins anew rather than ever deeper


def _rank(opened: _Open) -> int:
    return _RANKS.get(opened.label.style, -1)


def _coarse(opened: _Open) -> bool:
    return opened.label.style in _COARSE


def _worded(stack: Sequence[_Open]) -> int:
    """How many open divisions there are down to the last that is named by a word."""
    return max((i + 1 for i, o in enumerate(stack) if _rank(o) >= 0), default=0)


def _kind(label: Label, stack: Sequence[_Open]) -> DivisionKind:
    """Khoản and điểm are divisions of an article; elsewhere a number heads a heading, a letter a point."""
    if label.style in _WORDED:
        return label.style  # type: ignore[return-value]
    if label.style == "letter":
        return "point"
    inside = bool(stack) and stack[-1].label.style == "article"
    return "clause" if inside and label.style == "arabic" and len(label.path) == 1 else "heading"


def _title(text: str, start: int, end: int, limit: int, kind: DivisionKind, width: int) -> tuple[str, int]:
    """The heading's words and where they end; a heading goes on in small letters, a chapter's in capitals."""
    words = _bare(text[start:end])
    first = last = text[start:end].rstrip()
    at = end
    worded = kind in _UNDERLINED
    while match := _LINE.search(text, at, min(limit, at + _TITLE)):
        line = _bare(match[0])
        apart = text.count("\n", at, match.start()) > 1
        if label_of(match[0]) or len(words) > _TITLE or not line or (apart and words):
            break
        goes_on = line[:1].islower() and not words.endswith(_TEXT_ENDS)
        named = worded and (not words or (is_capitals(line) and is_capitals(words)))
        if not goes_on and not named:
            break
        words, last, at = f"{words} {line}".strip(), match[0].rstrip(), match.end()
    if not words or len(words) > _TITLE:
        return "", end
    if is_capitals(words):
        return words.rstrip(" :."), at
    full = (
        bool(width) and not worded and kind != "article" and len(last) + (last is first) * 3 >= width * 3 // 4
    )
    return ("", end) if words.endswith(_TEXT_ENDS) or full else (words, at)


def _bare(words: str) -> str:
    return " ".join(words.replace("*", " ").replace("\\", "").split()).strip("#|_ ")


def _unquoted(text: str, start: int, end: int, quoted: Sequence[Span]) -> Iterator[re.Match[str]]:
    """The lines of a range that may begin with a label, but for those between quotation marks."""
    waiting = iter(quoted)
    quote = next(waiting, None)
    for line in CANDIDATE.finditer(text, start, end):
        while quote and quote.end <= line.start():
            quote = next(waiting, None)
        if quote is None or line.start() < quote.start:
            yield line


def _quoted(text: str) -> list[Span]:
    """What is quoted from its label on: between a mark that opens a line and the one that closes it."""
    found: list[Span] = []
    opened: list[int] = []
    for mark in _OPENED.finditer(text):
        if mark["open"]:
            opened.append(mark.start())
        elif opened:
            begin = opened.pop()
            if _heads_line(text, begin) and _labelled(text, begin + 1):
                while found and found[-1].start > begin:
                    found.pop()
                found.append(Span(begin, mark.end()))
    begin = -1
    straight: list[Span] = []
    for mark in _STRAIGHT.finditer(text):
        if mark["open"]:
            begin = mark.start("open") if _labelled(text, mark.end("open")) else -1
        elif begin >= 0 and mark.start("close") > begin:
            straight.append(Span(begin, mark.end("close")))
            begin = -1
    return sorted([*found, *straight], key=lambda s: s.start)


def _labelled(text: str, at: int) -> bool:
    line = _LINE.match(text, at)
    return line is not None and label_of(line[0]) is not None


def _heads_line(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t*>":
        at -= 1
    return not at or text[at - 1] == "\n"


__all__ = ["Division", "DivisionKind", "divisions"]
