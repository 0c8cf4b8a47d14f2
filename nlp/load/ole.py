"""OLE compound files ([MS-CFB]), the container of old Word files: streams by name."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from nlp.load.errors import Corrupt

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks (end of chain, free, …)."""


def streams(data: bytes, *, source: str) -> dict[str, bytes]:
    """All streams of a compound file: ``streams(data, source="a.doc")["WordDocument"]``.

    Raises:
        Corrupt: truncated, or its sector chains run in circles.
    """
    try:
        return _streams(data)
    except (struct.error, IndexError, ValueError) as error:
        raise Corrupt(source, "OLE") from error


def _streams(data: bytes) -> dict[str, bytes]:
    if not data.startswith(MAGIC):
        raise ValueError("no compound file")
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ValueError("sector size")
    size = 1 << shift
    directory_start, small_limit, small_start = struct.unpack_from("<I4xII", data, 48)
    table_start, table_count = struct.unpack_from("<II", data, 68)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    tables = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while table_start < _LAST and table_count and table_start not in seen:
        seen.add(table_start)
        numbers = struct.unpack(f"<{size // 4}I", sector(table_start))
        tables += numbers[:-1]
        table_start = numbers[-1]
    chain: list[int] = []
    for number in tables:
        if number < _LAST:
            chain += struct.unpack(f"<{size // 4}I", sector(number))

    directory = b"".join(map(sector, _follow(directory_start, chain)))
    small_chain: list[int] = []
    for number in _follow(small_start, chain):
        small_chain += struct.unpack(f"<{size // 4}I", sector(number))

    found: dict[str, bytes] = {}
    small = b""
    for at in range(0, len(directory) - 127, 128):
        entry = directory[at : at + 128]
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, bytes_long = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        if kind == 5:
            small = b"".join(map(sector, _follow(start, chain)))
        elif kind == 2 and name not in found:
            if bytes_long < small_limit:
                body = b"".join(small[n * 64 : n * 64 + 64] for n in _follow(start, small_chain))
            else:
                body = b"".join(map(sector, _follow(start, chain)))
            found[name] = body[:bytes_long]
    return found


def _follow(start: int, chain: Sequence[int]) -> list[int]:
    numbers = []
    at = start
    while at < _LAST:
        numbers.append(at)
        if len(numbers) > len(chain):
            raise ValueError("chain in a circle")
        at = chain[at]
    return numbers
