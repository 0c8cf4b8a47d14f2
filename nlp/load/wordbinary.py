"""The binary form of old Word files ([MS-DOC]): letters, where they lie in the file, what holds there."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.load.errors import Corrupt, Encrypted, Unsupported
from nlp.load.numbering import Numbering, render
from nlp.load.ole import streams
from nlp.load.wordlists import read_lists

IN_TABLE, ROW_END, LIST, LIST_LEVEL = 0x2416, 0x2417, 0x460B, 0x260A
DELETED, HIDDEN, FONT = 0x0800, 0x083C, 0x4A4F
_OPERAND_BYTES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_LONGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Runs:
    """Properties over file offsets: ``runs.at(offset)`` gives code -> operand as they hold there."""

    starts: Sequence[int] = ()
    values: Sequence[Mapping[int, int]] = ()

    def at(self, offset: int) -> Mapping[int, int]:
        """The properties at a file offset."""
        found = bisect_right(self.starts, offset) - 1
        return self.values[found] if found >= 0 else {}


class NoteRange(NamedTuple):
    """A footnote or endnote: its label and the letters of its words."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A Word file's letters, the first ``body`` of them the main text, and what is known of them.

    ``offsets``: each letter's place in the file, the key to ``paragraphs`` and ``characters``;
    ``notes``: number of the letter that is the mark -> the note.
    """

    text: str
    offsets: Sequence[int]
    body: int
    paragraphs: Runs = Runs()
    characters: Runs = Runs()
    fonts: Sequence[str] = ()
    notes: Mapping[int, NoteRange] = field(default_factory=dict)
    lists: Numbering = field(default_factory=lambda: Numbering({}, {}, {}))


def read_word(data: bytes, *, source: str) -> Word:
    """Read a .doc file of Word 97 to 2007, or of Word 6 and 95.

    Raises:
        Corrupt, Encrypted: as named.
        Unsupported: Word 6 with fast saves.
    """
    parts = streams(data, source=source)
    main = parts.get("WordDocument", b"")
    try:
        magic, version = struct.unpack_from("<HH", main, 0)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if flags & 0x0100:
            raise Encrypted(source)
        if magic == 0xA5EC and version >= 0xC1:
            return _word97(main, parts.get("1Table" if flags & 0x0200 else "0Table", b""))
        if flags & 0x0004:
            raise Unsupported(source, "Word 6 (fast save)")
        return _word6(main)
    except (struct.error, IndexError, ValueError) as error:
        raise Corrupt(source, "Word") from error


def _word6(main: bytes) -> Word:
    """Word 6 and 95: one byte a letter, in one stretch."""
    start = struct.unpack_from("<I", main, 0x18)[0]
    length = struct.unpack_from("<I", main, 0x34)[0]
    text = main[start : start + length].decode("windows-1252", "replace")
    return Word(text, range(start, start + len(text)), len(text))


def _word97(main: bytes, table: bytes) -> Word:
    def place(index: int) -> tuple[int, int]:
        start, length = struct.unpack_from("<II", main, 0x9A + 8 * index)
        return start, length

    def part(index: int) -> bytes:
        start, length = place(index)
        return table[start : start + length]

    body, footnotes, headers, macros, comments = struct.unpack_from("<5I", main, 0x4C)
    letters: list[str] = []
    offsets: list[int] = []
    for count, offset, wide in _pieces(part(33)):
        size = 2 if wide else 1
        raw = main[offset : offset + count * size]
        text = raw.decode("utf-16-le" if wide else "windows-1252", "replace")
        letters.append(text[:count].ljust(count, "\x00"))
        offsets += range(offset, offset + count * size, size)
    if len(offsets) < body:
        raise ValueError("text is cut")
    notes = dict(_notes(part(2), part(3), body, "decimal"))
    notes |= dict(_notes(part(46), part(47), body + footnotes + headers + macros + comments, "lowerRoman"))
    return Word(
        "".join(letters),
        offsets,
        body,
        _runs(part(13), main, 13, _paragraph_group),
        _runs(part(12), main, 1, _character_group),
        _font_names(part(15)),
        notes,
        read_lists(table, place(73), place(74)),
    )


def _pieces(clx: bytes) -> Iterator[tuple[int, int, bool]]:
    """The piece table: (letters, file offset, two bytes a letter) of each stretch of text."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("piece table")
    table = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    count = (len(table) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", table, 0)
    if list(places) != sorted(places) or places[-1] > _LONGEST:
        raise ValueError("piece table")
    for number in range(count):
        where = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)[0]
        wide = not where & 0x40000000
        offset = where & 0x3FFFFFFF
        yield places[number + 1] - places[number], offset if wide else offset // 2, wide


def _notes(references: bytes, bounds: bytes, base: int, form: str) -> Iterator[tuple[int, NoteRange]]:
    count = max(0, (len(references) - 4) // 6)
    if not count or len(bounds) < 4 * (count + 1):
        return
    places = struct.unpack_from(f"<{count}I", references, 0)
    ends = struct.unpack_from(f"<{count + 1}I", bounds, 0)
    for number, place in enumerate(places):
        yield place, NoteRange(render(number + 1, form), base + ends[number], base + ends[number + 1])


def _runs(table: bytes, main: bytes, step: int, group: Callable[[bytes, int], bytes]) -> Runs:
    """The formatted disk pages (512 bytes each) that a bin table lists, as runs over file offsets."""
    count = max(0, (len(table) - 4) // 8)
    found: list[tuple[int, dict[int, int]]] = []
    for number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ():
        start = (number & 0x3FFFFF) * 512
        page = main[start : start + 512]
        if len(page) < 512:
            break
        size = page[511]
        starts = struct.unpack_from(f"<{size + 1}I", page, 0)
        for at in range(size):
            place = page[4 * (size + 1) + step * at] * 2
            found.append((starts[at], dict(_modifiers(group(page, place))) if place else {}))
    found.sort(key=lambda run: run[0])
    return Runs([start for start, _ in found], [value for _, value in found])


def _paragraph_group(page: bytes, place: int) -> bytes:
    words = page[place]
    start, length = (place + 1, 2 * words - 1) if words else (place + 2, 2 * page[place + 1])
    return page[start + 2 : start + length]


def _character_group(page: bytes, place: int) -> bytes:
    return page[place + 1 : place + 1 + page[place]]


def _modifiers(group: bytes) -> Iterator[tuple[int, int]]:
    """Property modifiers as (code, operand); long operands are passed over."""
    at = 0
    while at + 3 <= len(group):
        code = struct.unpack_from("<H", group, at)[0]
        size = _OPERAND_BYTES.get(code >> 13)
        if size is not None:
            yield code, int.from_bytes(group[at + 2 : at + 2 + size], "little")
            at += 2 + size
        elif code == 0xD608:  # the definition of a table row has two bytes of length
            at += 3 + struct.unpack_from("<H", group, at + 2)[0]
        else:
            at += 3 + group[at + 2]


def _font_names(table: bytes) -> list[str]:
    names = []
    at = 4
    while at + 40 < len(table):
        size = table[at] + 1
        names.append(table[at + 40 : at + size].decode("utf-16-le", "replace").split("\x00")[0])
        at += size
    return names
