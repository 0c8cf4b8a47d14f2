"""One PDF page as lines of placed characters.

PDFium gives characters in the order of the page's content, which for files from Word is reading
order, cell by cell.  That order is kept, except where a line's characters jump back and forth (text
set in two fonts, one for the marked letters): there they are put in order by place.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from types import MappingProxyType
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.load.glyphcodes import Table

HYPHEN_AT_LINE_END = "\ufffe"
"""Stands for a hyphen that ends a line (PDFium gives U+0002); in numbers it is always a true one."""
BLANK = re.compile(r"(?:\bSố\s*:?|\b(?:ngày|tháng|năm))$", re.IGNORECASE)
"""Words that a blank to be filled in by hand follows."""
_STAMP = re.compile(r"[0-9][0-9A-Za-z./-]{0,9}")


class Glyph(NamedTuple):
    """A character, its left and right edge, its baseline and the height of its font, in points."""

    char: str
    left: float
    right: float
    base: float
    size: float


_NEWLINE = Glyph("\n", 0, 0, 0, 0)
_SPECK = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one baseline, in reading order, spaces included; see :func:`line_of`.

    ``left`` and ``right`` edges, usual font height ``size`` and baseline ``base`` are those of its
    visible characters, which are ``inked``; ``text`` has no space at its ends.
    """

    glyphs: tuple[Glyph, ...]
    inked: tuple[Glyph, ...]
    text: str
    left: float
    right: float
    size: float
    base: float


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """A line of these characters, at least one of them visible."""
    inked = tuple(glyph for glyph in glyphs if not glyph.char.isspace())
    return Line(
        tuple(glyphs),
        inked,
        "".join(glyph.char for glyph in glyphs).strip(),
        min(glyph.left for glyph in inked),
        max(glyph.right for glyph in inked),
        median_low(glyph.size for glyph in inked),
        median_low(glyph.base for glyph in inked),
    )


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page, its size, and text of annotations that found no place in them."""

    lines: tuple[Line, ...]
    width: float
    height: float
    unplaced: str = ""


def read_page(
    document: pdfium.PdfDocument, index: int, tables: Mapping[str, Table] = MappingProxyType({})
) -> PageLines:
    """The lines of page ``index`` (from 0), numbers stamped over blanks in their places.

    ``tables``: for fonts (by name) whose codes are not Unicode, the letters that they stand for.

    Electronic signing writes the number and date into the blanks ("Số:      /UBND-XD") as the
    appearance of a signature field: not part of the page's text, but printed on it.
    """
    page = document[index]
    width, height = page.get_size()
    turn = page.get_rotation()
    glyphs = _glyphs(page, turn, tables)
    stamped: list[Glyph] = []
    if raw.FPDFPage_GetAnnotCount(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = document[index]
        flat = _glyphs(page, turn, tables)
        known = {(g.char, round(g.left, 1), round(g.base, 1)) for g in glyphs}
        stamped = [g for g in flat if (g.char, round(g.left, 1), round(g.base, 1)) not in known]
    page.close()
    lines = _ordered(list(_split(glyphs)))
    for line in [line for line in lines if all(map(_STAMP.fullmatch, line.text.split()))]:
        rest = [other for other in lines if other is not line]
        if all(_place(word, rest, after_word=True) for word in _words(line.glyphs)):
            lines = rest
    unplaced = [
        word.text for word in _words(stamped) if not (_STAMP.fullmatch(word.text) and _place(word, lines))
    ]
    return PageLines(tuple(lines), width, height, " ".join(unplaced))


def font_words(document: pdfium.PdfDocument, pages: int = 10) -> dict[str, list[str]]:
    """The words set in each font, in PDFium's codes, from the first pages."""
    words: dict[str, list[str]] = defaultdict(list)
    for index in range(min(pages, len(document))):
        page = document[index]
        textpage = page.get_textpage()
        word, current = "", ""
        for at in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, at)
            font = "" if code == 32 or raw.FPDFText_IsGenerated(textpage, at) == 1 else _font(textpage, at)
            if font != current:
                if word and current:
                    words[current].append(word)
                word, current = "", font
            word += chr(code)
        if word and current:
            words[current].append(word)
        textpage.close()
        page.close()
    return words


def _font(textpage: pdfium.PdfTextPage, at: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, at, name, 128, flags)
    return name.value.decode("utf-8", "replace")


def _glyphs(page: pdfium.PdfPage, turn: int, tables: Mapping[str, Table]) -> list[Glyph]:
    """All characters in content order; line ends as newlines without place."""
    textpage = page.get_textpage()
    handle = textpage.raw  # pypdfium2's own object looks itself up in every call
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    to_box, to_x, to_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    origin_of = raw.FPDFText_GetCharOrigin
    glyphs: list[Glyph] = []
    keep = glyphs.append
    for at in range(textpage.count_chars()):
        code = unicode_of(handle, at)
        if tables and raw.FPDFText_IsGenerated(handle, at) != 1:
            letter = tables.get(_font(textpage, at), {}).get(code)
            code = ord(letter) if letter else code
        if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if code in (10, 13):
            keep(_NEWLINE)
            continue
        if code == 2 and raw.FPDFText_IsHyphen(handle, at) == 1:
            code = ord(HYPHEN_AT_LINE_END)
        box_of(handle, at, to_box)
        origin_of(handle, at, to_x, to_y)
        left, right, base, size = box.left, box.right, y.value, box.top - box.bottom
        if turn == 90:
            left, right, base, size = -box.top, -box.bottom, x.value, box.right - box.left
        elif turn == 270:
            left, right, base, size = box.bottom, box.top, -x.value, box.right - box.left
        elif turn == 180:
            left, right, base = -box.right, -box.left, -y.value
        keep(Glyph(chr(code), left, right, base, size))
    textpage.close()
    return glyphs


def _split(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Lines at PDFium's line ends, and after a hyphen that it saw at a line's end.

    Specks (characters of less than three points, parts of drawings) are left out.
    """
    current: list[Glyph] = []
    for glyph in [*glyphs, _NEWLINE]:
        hyphen = bool(current) and current[-1].char == HYPHEN_AT_LINE_END
        fallen = hyphen and glyph.base < current[-1].base - 0.5 * glyph.size
        if hyphen:
            current[-1] = current[-1]._replace(char="-")
        if glyph.char in "\r\n" or fallen:
            if any(not g.char.isspace() for g in current):
                yield line_of(current)
            current = []
        if glyph.char not in "\r\n" and (glyph.size >= _SPECK or glyph.char == " "):
            current.append(glyph)


def _scrambled(line: Line) -> bool:
    """Whether characters of one baseline jump back, as where marked letters have their own font."""
    inked = line.inked
    back = sum(b.left < a.left - 0.3 * a.size for a, b in pairwise(inked))
    return back > 0 and back >= len(inked) / 40


def _ordered(lines: list[Line]) -> list[Line]:
    """The lines, scrambled ones put right.

    A line set in two fonts may come as several lines of one baseline whose places interlock, and a
    raised footnote mark ends a line for PDFium.
    """
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is not None and _interlocked(last, line):
            merged[-1] = _by_place((*last.glyphs, *line.glyphs))
        elif last is not None and _goes_on(last, line):
            space = line.left - last.right > 0.12 * line.size and not last.glyphs[-1].char.isspace()
            gap = (Glyph(" ", last.right, line.left, line.base, line.size),) if space else ()
            merged[-1] = line_of((*last.glyphs, *gap, *line.glyphs))
        else:
            merged.append(_by_place(line.glyphs) if _scrambled(line) else line)
    return merged


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line begins right where the one before ends, on its baseline or as a raised mark."""
    size = max(last.size, line.size)
    if not -0.1 * size < line.left - last.right < 0.8 * size:
        return False
    end = last.inked[-1]
    near = min(abs(line.base - last.base), abs(line.base - end.base))
    return near < (0.15 if abs(line.size - last.size) < 0.1 * size else 0.6) * size


def _interlocked(one: Line, other: Line) -> bool:
    same = abs(one.base - other.base) < 0.2 * one.size
    if not same or one.right <= other.left or other.right <= one.left:
        return False
    return not any(a.left < b.right - 1 and b.left < a.right - 1 for a in one.inked for b in other.inked)


def _by_place(glyphs: Sequence[Glyph]) -> Line:
    """Visible characters from left to right, a space where the gap is one."""
    inked = sorted((g for g in glyphs if not g.char.isspace()), key=lambda g: g.left)
    out: list[Glyph] = []
    for glyph in inked:
        if out and glyph.left - out[-1].right > 0.12 * glyph.size:
            out.append(Glyph(" ", out[-1].right, glyph.left, glyph.base, glyph.size))
        out.append(glyph)
    return line_of(out)


def _words(glyphs: Sequence[Glyph]) -> Iterator[Line]:
    """Runs of visible characters that stand side by side."""
    word: list[Glyph] = []
    for glyph in glyphs:
        apart = word and (
            abs(glyph.base - word[-1].base) > 0.3 * glyph.size
            or not -0.5 < (glyph.left - word[-1].right) / max(glyph.size, 1) < 0.2
        )
        if word and (apart or glyph.char.isspace()):
            yield line_of(word)
            word = []
        if not glyph.char.isspace():
            word.append(glyph)
    if word:
        yield line_of(word)


def _place(word: Line, lines: list[Line], *, after_word: bool = False) -> bool:
    """Put a stamped number into the blank that it was printed over; False where there is none.

    ``after_word``: only after a word that a blank follows ("Số:", "ngày"), for numbers that are text
    of the page and might be cells of a table.
    """
    for at, line in enumerate(lines):
        if abs(line.base - word.base) > 0.5 * line.size:
            continue
        slack = 0.35 * word.size
        before = [g for g in line.glyphs if g.char.strip() and g.right <= word.left + slack]
        after = [g for g in line.glyphs if g.char.strip() and g.left >= word.right - slack]
        if not before or not after or len(before) + len(after) != len(line.inked):
            continue
        cut = line.glyphs.index(before[-1]) + 1
        if after_word and not BLANK.search("".join(g.char for g in line.glyphs[:cut])):
            continue
        rest = line.glyphs[line.glyphs.index(after[0]) :]
        gap = (Glyph(" ", before[-1].right, word.left, line.base, line.size),)
        behind = () if rest[0].char in "/-.,;)" else gap
        lines[at] = line_of((*line.glyphs[:cut], *gap, *word.glyphs, *behind, *rest))
        return True
    return False
