"""Automatic list numbers of old Word files ([MS-DOC]: PlfLst, PlfLfo), counted as those of new ones."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

from nlp.load.numbering import Level, Numbering

_FORMS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
}
_BULLET, _NONE = 23, 255
_GAPS = {0: " ", 1: " ", 2: ""}


def read_lists(table: bytes, lists_at: tuple[int, int], overrides_at: tuple[int, int]) -> Numbering:
    """The lists of a file; a paragraph names one by its number in the table of overrides, from 1.

    ``lists_at`` and ``overrides_at`` are (offset, length) in the table stream.  Damaged tables give no
    lists: their numbers are then missing, nothing else.
    """
    try:
        levels = dict(_lists(table, *lists_at))
        return Numbering(dict(_overrides(table, *overrides_at)), levels, {})
    except (struct.error, IndexError, UnicodeDecodeError):
        return Numbering({}, {}, {})


def _overrides(table: bytes, start: int, length: int) -> Iterator[tuple[str, str]]:
    if length:
        for number in range(struct.unpack_from("<I", table, start)[0] & 0xFFFF):
            identity = struct.unpack_from("<I", table, start + 4 + 16 * number)[0]
            yield str(number + 1), str(identity)


def _lists(table: bytes, start: int, length: int) -> Iterator[tuple[str, Mapping[int, Level]]]:
    if not length:
        return
    count = struct.unpack_from("<H", table, start)[0]
    at = start + length  # the levels follow the table that counts them
    for number in range(count):
        entry = start + 2 + 28 * number
        identity = struct.unpack_from("<I", table, entry)[0]
        simple = table[entry + 26] & 1
        levels = {}
        for depth in range(1 if simple else 9):
            levels[depth], at = _level(table, at)
        yield str(identity), levels


def _level(table: bytes, at: int) -> tuple[Level, int]:
    first, form = struct.unpack_from("<IB", table, at)
    gap, characters, paragraphs = table[at + 15], table[at + 24], table[at + 25]
    legal = bool(table[at + 5] & 4)
    at += 28 + characters + paragraphs
    length = struct.unpack_from("<H", table, at)[0]
    template = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le")
    name = "bullet" if form == _BULLET else "none" if form == _NONE else _FORMS.get(form, "decimal")
    pattern = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in template)
    return Level(first, name, pattern, _GAPS.get(gap, " "), legal), at + 2 + 2 * length
