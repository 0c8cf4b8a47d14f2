"""Small real .doc files (Word 97) for tests: an OLE file with a text, notes and table rows."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each filled up to 4096 bytes so that it needs no small sectors."""
    body = b""
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        filled = data.ljust(4096, b"\0")
        filled += bytes(-len(filled) % _SECTOR)
        start, count = len(chain), len(filled) // _SECTOR
        chain += [*range(start + 1, start + count), 0xFFFFFFFE]
        body += filled
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(filled), right=right))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    directory_at = len(chain)
    chain.append(0xFFFFFFFE)
    table_at = len(chain)
    chain.append(0xFFFFFFFD)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIIII",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_at,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
        table_at,
    )
    return header.ljust(_SECTOR, b"\xff") + body + directory + table


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


def doc(
    text: str, notes: Sequence[str] = (), *, row_ends: Sequence[int] = (), encrypted: bool = False
) -> bytes:
    r"""A .doc file: paragraphs end in ``\r``, cells in ``\x07``; each ``\x02`` is the mark of the next note.

    ``row_ends``: numbers of the letters that end a table row.
    """
    note_texts = [f"\x02 {note}\r" for note in notes]
    whole = text + "".join(note_texts)
    raw = whole.encode("utf-16-le")
    start = 2048
    ends = [sum(map(len, note_texts[:n])) for n in range(len(notes) + 1)]
    marks = [at for at, letter in enumerate(text) if letter == "\x02"]
    references = (
        struct.pack(f"<{len(marks) + 1}I", *marks, len(text)) + b"\0\0" * len(marks) if marks else b""
    )
    bounds = struct.pack(f"<{len(ends) + 1}I", *ends, ends[-1]) if marks else b""
    pieces = struct.pack("<IIHIH", 0, len(whole), 0, start, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces

    page_at = (start + len(raw) + 511) // 512
    starts: list[int] = []
    groups: list[bytes] = []
    at = start
    for end in row_ends:
        starts += [at, start + 2 * end]
        groups += [b"", b"\x16\x24\x01\x17\x24\x01"]
        at = start + 2 * (end + 1)
    starts += [at, start + len(raw)]
    groups.append(b"")
    page = bytearray(512)
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    place = 400
    for number, group in enumerate(groups):
        if group:
            page[4 * len(starts) + 13 * number] = place // 2
            body = b"\0\0" + group
            page[place : place + 1 + len(body) + 1] = bytes([(len(body) + 2) // 2]) + body + b"\0"
            place += 16
    page[511] = len(groups)
    bins = struct.pack("<III", start, start + len(raw), page_at)

    table = b""
    places = {}
    for index, part in ((2, references), (3, bounds), (13, bins), (33, clx)):
        places[index] = (len(table), len(part))
        table += part
    main = bytearray((page_at + 1) * 512)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<II", main, 0x4C, len(text), ends[-1])
    for index, (offset, length) in places.items():
        struct.pack_into("<II", main, 0x9A + 8 * index, offset, length)
    main[start : start + len(raw)] = raw
    main[page_at * 512 : page_at * 512 + 512] = page
    return ole({"WordDocument": bytes(main), "1Table": table})
