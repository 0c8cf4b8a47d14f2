"""The lines of PDF pages cut into columns, and what on them is not the document.

Left out: page numbers, running heads (of the gazette, or whatever returns on most pages), what
signing programs print, the stamp of arrival.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from nlp.load.pdfpage import BLANK, Glyph, Line, PageLines, line_of

_NUMBER = re.compile(r"(?:[-–]\s*)?(?:(?:Trang|Page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–])?")
_RUNNING_HEAD = re.compile(r"CÔNG BÁO/Số|.{0,6}CÔNG BÁO/Số .*Ngày")
SIGNED = re.compile(r"(?:Ký bởi|Người ký|Signature Not Verified|Digitally signed|Signed by)\b", re.IGNORECASE)
_ARRIVED = re.compile(r"\W*(?:[Cc]\w{2,3}\W{0,2}\w{2,3}\s+)?ĐẾN\W*$")
_ARRIVED_MORE = re.compile(
    r"\W*(?:Số(?!.*/\s*\S*[A-ZĐ]{2})|Giờ|Ngày|Kính chuyển|Kinh chuyển|Chuyển|Lưu hồ sơ)\b"
)
_SIGNED_MORE = re.compile(
    r"(?:Cơ quan|Email|Thời gian ký|Ngày ký|Date|Reason|Location|Tổ chức|Chức vụ)\s*:", re.IGNORECASE
)
_LIST = re.compile(r"Điều \d+\w?[.:]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,5}\.|[-–+•*]")
"""A list number, which a tab parts from its text."""


class Segment(NamedTuple):
    """A piece of a line without wide gaps, its text, and the raised number that it opens with.

    Other raised numbers stand in the text between U+0001 and U+0002.
    """

    line: Line
    text: str
    label: str = ""

    @property
    def centre(self) -> float:
        """The middle of the piece, points from the left."""
        return (self.line.left + self.line.right) / 2


def segments_of(page: PageLines, repeated: set[str]) -> list[Segment]:
    """The pieces of a page's lines in reading order, without furniture and stamps."""
    found = _segments(_upward(page.lines))
    return list(_without_stamps(s for s in found if not _furniture(s, page, repeated)))


# -- lines ------------------------------------------------------------------------------------


def _upward(lines: Sequence[Line]) -> list[Line]:
    """Content order, but a run of lines comes before those that stand wholly below it.

    Some programs write the header of a page after its text, or the page's number before all.
    """
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.base <= runs[-1][-1].base + 2 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    ordered: list[tuple[float, list[Line]]] = []  # each run with its top
    for run in runs:
        bottom = min(line.base for line in run)
        beside = [at for at, (top, _) in enumerate(ordered) if top >= bottom]
        ordered.insert(beside[-1] + 1 if beside else 0, (max(line.base for line in run), run))
    return [line for _, run in ordered for line in run]


def _segments(lines: Sequence[Line]) -> Iterator[Segment]:
    """Lines cut at gaps wider than a space: columns that share a baseline."""
    for at, line in enumerate(lines):
        words = list(_spaced(line))
        gaps = [b[0].left - a[-1].right for a, b in pairwise(words)]
        if _justified(gaps, line, lines[max(0, at - 1) : at + 2]):
            yield _segment(line.glyphs)
            continue
        glyphs: list[Glyph] = []
        for glyph in line.glyphs:
            if glyphs and not glyph.char.isspace() and glyphs[-1].char.isspace():
                wide = _gap(glyphs, glyph) > 1.2 * line.size
                if wide and not BLANK.search(_plain(glyphs)) and not _LIST.fullmatch(_plain(glyphs)):
                    yield _segment(glyphs)
                    glyphs = []
            if glyphs or not glyph.char.isspace():
                glyphs.append(glyph)
        yield _segment(glyphs)


def _spaced(line: Line) -> Iterator[list[Glyph]]:
    """The words of a line."""
    for space, group in groupby(line.glyphs, key=lambda glyph: glyph.char.isspace()):
        if not space:
            yield list(group)


def _justified(gaps: Sequence[float], line: Line, around: Sequence[Line]) -> bool:
    """Whether wide gaps come from stretching few words over a narrow cell, not from columns."""
    if not gaps or min(gaps) < 0.7 * max(gaps) or max(gaps) > 4 * line.size:
        return False
    edges = [o for o in around if abs(o.left - line.left) < 3 and abs(o.right - line.right) < 3]
    return len(gaps) > 1 or len(edges) > 1


def _plain(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs).strip()


def _gap(glyphs: Sequence[Glyph], following: Glyph) -> float:
    """The empty width before a character that typed spaces do not account for."""
    last = next(g for g in reversed(glyphs) if not g.char.isspace())
    typed = 0
    for glyph in reversed(glyphs):
        if not glyph.char.isspace():
            break
        typed += 1
    return following.left - last.right - (0.25 * following.size * (typed - 1) if typed > 2 else 0)


def _segment(glyphs: Sequence[Glyph]) -> Segment:
    line = line_of(glyphs)
    parts: list[str] = []
    label = ""
    size = line.size
    small = ""
    for glyph in [*glyphs, Glyph(" ", 0, 0, 0, 0)]:
        raised = glyph.char.isdigit() and glyph.size < 0.8 * size and glyph.base > line.base - 0.1 * size
        if raised:
            small += glyph.char
            continue
        if small:
            if not "".join(parts).strip() and not label:
                label = small
            else:
                parts.append(f"\x01{small}\x02")
            small = ""
        parts.append(glyph.char)
    return Segment(line, re.sub(r"[ \u00a0]{2,}", " ", "".join(parts)).strip(), label)


# -- what is not the document -----------------------------------------------------------------


def _digitless(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _at_edge(line: Line, page: PageLines) -> bool:
    return line.base > 0.9 * page.height or line.base < 0.08 * page.height


def repeated_lines(pages: Sequence[PageLines]) -> set[str]:
    """Lines at the edge that return on most pages, numbers apart."""
    seen = Counter(
        text
        for page in pages
        for text in {_digitless(line.text) for line in page.lines if _at_edge(line, page)}
    )
    return {text for text, count in seen.items() if count >= 3 and count > len(pages) / 2}


def _furniture(segment: Segment, page: PageLines, repeated: set[str]) -> bool:
    if not _at_edge(segment.line, page):
        return len(segment.text) == 1 and not segment.text.isalnum() and segment.text not in "-–+•*"
    if _NUMBER.fullmatch(segment.text) or _RUNNING_HEAD.match(segment.text):
        return True
    return _digitless(segment.line.text) in repeated


def _without_stamps(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Leaves out what a signing program prints ("Ký bởi: …", "Ngày ký: …") and the stamp of arrival.

    The number and day of a stamp "CÔNG VĂN ĐẾN" are the receiver's, never the document's.
    """
    more: re.Pattern[str] | None = None
    for segment in segments:
        if SIGNED.match(segment.text):
            more = _SIGNED_MORE
        elif _ARRIVED.match(segment.text):
            more = _ARRIVED_MORE
        elif more is None or not more.match(segment.text):
            more = None
            yield segment
