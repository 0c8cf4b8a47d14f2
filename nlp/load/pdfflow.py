"""From placed lines to running text: paragraphs, columns, footnotes; page furniture left out.

Lines arrive in content order.  What stands beside the text before it is parted from it by a tab, as
the cells of a table row are; so the two-column header and the closing read as they do from Word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from statistics import median
from typing import NamedTuple

from nlp.load.blocks import note_line
from nlp.load.pdfpage import Line, PageLines
from nlp.load.pdfsegments import Segment, repeated_lines, segments_of

_MARKER = re.compile(
    r"(?:[-–+•*]\s*(?!\d{4}\b)|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|[IVX]{1,5}\.\s|Điều \d+\w?\.\s"
    r"|Chương [IVX]+|Căn cứ |Nơi nhận|Kính gửi|Phụ lục [IVX\d]+$|QUYẾT ĐỊNH\s*:?$)"
)
_SUBJECT = re.compile(r"(?:V/v|Về việc)\b", re.IGNORECASE)
_GLUED = re.compile(r"\w[-/]$")
"""A line's end that the next line goes on with directly: "2817/QĐ-"."""
_END = re.compile(r"[.;:!?]$|\./\.$")
_MARK = re.compile("(?<![mM](?=\x01[23]\x02))\x01(\\d+)\x02")
"""A raised number, but not that of a square or cubic metre."""
_SAMPLE = 30
"""Pages by which running heads are known."""
_WIDE = 0.4
"""Share of the page's width from which a line is one of the body."""


@dataclass(slots=True)
class _Block:
    """A paragraph in the making: its lines, how far they reach, how it is parted from the one before."""

    segments: list[Segment]
    parted: str = "\n"
    page_breaks: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    right: float = 0.0
    bottom: float = 0.0

    def add(self, segment: Segment, *, new_page: bool = False) -> None:
        """Go on with one more line."""
        if new_page:
            self.page_breaks.add(len(self.segments))
        self.segments.append(segment)
        self.right = max(self.right, segment.line.right)
        self.bottom = segment.line.base if new_page else min(self.bottom, segment.line.base)


class _Margins(NamedTuple):
    left: float
    right: float
    width: float


def to_text(pages: Iterable[PageLines]) -> str:
    """The running text of a document, page breaks as form feeds.

    Pages are taken one by one and let go, so that memory does not grow with their number.
    """
    return "".join(_printed(_blocks(pages)))


def _blocks(pages: Iterable[PageLines]) -> Iterator[_Block]:
    """Paragraphs and cells as soon as they are whole."""
    source = iter(pages)
    first = list(islice(source, _SAMPLE))
    repeated = repeated_lines(first)
    blocks: list[_Block] = []
    margins: _Margins | None = None
    for number, page in enumerate(chain(first, source)):
        body, notes = _notes(segments_of(page, repeated))
        margins = _margins(body, page.width) or margins or _Margins(0, page.width, page.width)
        for at, segment in enumerate(body):
            _add(segment, blocks, margins, first=at == 0, page_start=number > 0)
        _attach(notes, blocks)
        yield from blocks[:-1]
        blocks = blocks[-1:]
    yield from blocks


# -- footnotes --------------------------------------------------------------------------------


def _notes(segments: list[Segment]) -> tuple[list[Segment], dict[str, str]]:
    """The body with sure marks written ``[^n]``, and the words of the page's notes by label.

    A raised digit is a mark only where a note at the foot of the page opens with it: "m²" is none.
    """
    marks = set(_MARK.findall(" ".join(segment.text for segment in segments)))
    segments, start = _notes_start(segments, marks)
    notes: dict[str, list[str]] = {}
    label = ""
    for segment in segments[start:]:
        if segment.label:
            label = segment.label
        notes.setdefault(label, []).append(segment.text)
    bound = {name: _join(lines) for name, lines in notes.items() if name in marks}

    def written(segment: Segment) -> Segment:
        text = re.sub(
            "\x01(\\d+)\x02",
            lambda m: f"[^{m.group(1)}]" if m.group(1) in bound else m.group(1),
            segment.text,
        )
        return segment._replace(text=segment.label + text)

    return [written(segment) for segment in segments[:start]], {n: _bare(t) for n, t in bound.items()}


def _notes_start(segments: list[Segment], marks: set[str]) -> tuple[list[Segment], int]:
    """Where the notes at the foot of a page begin; their labels taken off the text.

    A label is raised, or an ordinary number: then the text must be smaller than the body's, or the
    notes must answer every mark of the page, one after the other.
    """
    body = median([s.line.size for s in segments]) if segments else 0
    out = list(segments)
    start = sure = len(out)
    awaited = max(map(int, marks), default=0)
    for at in range(len(out) - 1, -1, -1):
        segment = out[at]
        opening = re.match(r"(\d{1,3})\s+(?=\D)", segment.text)
        if segment.label in marks:
            start = sure = at
        elif opening and int(opening.group(1)) == awaited and str(awaited) in marks:
            out[at] = segment._replace(label=opening.group(1), text=segment.text[opening.end() :])
            start = at
            if segment.line.size < 0.93 * body or awaited == min(map(int, marks)):
                sure = at
        else:
            continue
        awaited = int(out[at].label) - 1
    return (out, start) if sure == start else (segments, sure)


def _bare(text: str) -> str:
    return text.replace("\x01", "").replace("\x02", "")


def _attach(notes: dict[str, str], blocks: Sequence[_Block]) -> None:
    for label, words in notes.items():
        mark = f"[^{label}]"
        for block in blocks:
            if any(mark in segment.text for segment in block.segments):
                block.notes.append(note_line(label, words))
                break


# -- paragraphs -------------------------------------------------------------------------------


def _margins(segments: Sequence[Segment], width: float) -> _Margins | None:
    """Where body text begins and ends on a page; None where it has none."""
    wide = [s.line for s in segments if s.line.right - s.line.left > _WIDE * width]
    if not wide:
        return None
    lefts = Counter(round(line.left / 3) for line in wide)
    left = min(at for at, count in lefts.items() if count >= min(3, max(lefts.values()))) * 3
    rights = sorted(line.right for line in wide)
    right = rights[int(0.9 * (len(rights) - 1))]
    return _Margins(left, right, width)


def _add(segment: Segment, blocks: list[_Block], margins: _Margins, *, first: bool, page_start: bool) -> None:
    """Go on with the last paragraph, or begin one below it or beside it."""
    if blocks and first and _continues(blocks[-1], segment, margins, new_page=True):
        blocks[-1].add(segment, new_page=True)
    elif blocks and not first and _continues(blocks[-1], segment, margins):
        blocks[-1].add(segment)
    else:
        beside = bool(blocks) and not first and _beside(blocks[-1], segment)
        block = _Block(
            [segment], "\t" if beside else "\n", right=segment.line.right, bottom=segment.line.base
        )
        if first and page_start:
            block.page_breaks.add(0)
        blocks.append(block)


def _beside(last: _Block, segment: Segment) -> bool:
    """Whether the segment stands to the right of the paragraph just before it, not below."""
    line = segment.line
    return line.left > last.right - 2 and line.base > last.bottom - 0.5 * line.size


def _continues(block: _Block, segment: Segment, margins: _Margins, *, new_page: bool = False) -> bool:
    """Whether a line goes on with the paragraph above it."""
    last, line = block.segments[-1].line, segment.line
    if not new_page:
        drop = last.base - line.base
        if not 0.5 * line.size < drop < 2.2 * max(line.size, last.size):
            return False
        if line.left > last.right or line.right < last.left:
            return False
    text, before = segment.text, block.segments[-1].text
    if _MARKER.match(text):
        return False
    indent = line.left - margins.left
    wide = last.right - last.left > _WIDE * margins.width
    limit = max(margins.right, last.right) if wide else max(block.right, line.right)
    if last.right + _first_word(line) + 0.1 * line.size < limit:  # it would have stood on the line above
        return wide and text[0].islower() and not _END.search(before)
    if wide and abs(indent) <= 6:
        return True
    if new_page:
        return False
    if _SUBJECT.match(block.segments[0].text):
        return abs(segment.centre - block.segments[0].centre) < 3 * line.size
    if abs(line.left - last.left) <= 3:
        return text[0].islower() or (not _END.search(before) and not before.isupper() and len(before) > 12)
    return text[0].islower() and not _END.search(before)


def _first_word(line: Line) -> float:
    """Width of a line's first word and the space before it."""
    inked = line.inked
    glyphs = list(line.glyphs)
    start = glyphs.index(inked[0])
    end = next((at for at in range(start, len(glyphs)) if glyphs[at].char.isspace()), len(glyphs))
    return glyphs[end - 1].right - inked[0].left + 0.2 * line.size


def _join(lines: Sequence[str]) -> str:
    """Wrapped lines as one: a space between, none after a hyphen or slash inside a number."""
    text = ""
    for line in lines:
        text += line if not text or _GLUED.search(text[-2:]) else f" {line}"
    return text


def _printed(blocks: Iterable[_Block]) -> Iterator[str]:
    """The text, with the notes of a paragraph (in a row: of the row) after it."""
    notes: list[str] = []
    begun = False
    for block in blocks:
        if begun and block.parted == "\t":
            yield "\t"
        elif begun:
            yield "\n"
            yield from (f"{note}\n" for note in notes)
            notes = []
        begun = True
        before = ""
        for index, segment in enumerate(block.segments):
            if index in block.page_breaks:
                yield "\f"
            yield segment.text if not before or _GLUED.search(before[-2:]) else f" {segment.text}"
            before = segment.text
        notes += block.notes
    if begun:
        yield "\n"
        yield from (f"{note}\n" for note in notes)
