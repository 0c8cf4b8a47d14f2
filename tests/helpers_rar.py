"""Small real .rar files (RAR 5, stored) for tests, put together by hand: no free program writes them."""

from __future__ import annotations

import struct
import zlib

_MAIN, _FILE, _END = 1, 2, 5
_WITH_EXTRA, _WITH_DATA, _WITH_CRC = 1, 2, 4


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _block(kind: int, flags: int, body: bytes) -> bytes:
    head = _number(kind) + _number(flags) + body
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def rar(files: dict[str, bytes], *, locked: bool = False) -> bytes:
    """An archive of these files; ``locked``: as with a password."""
    out = b"Rar!\x1a\x07\x01\x00" + _block(_MAIN, 0, _number(0))
    extra = b""
    if locked:
        record = _number(1) + _number(0) + _number(0) + bytes([15]) + bytes(32)
        extra = _number(len(record)) + record
    for name, data in files.items():
        size, title = _number(len(data)), name.encode()
        body = (_number(len(extra)) if locked else b"") + size
        body += _number(_WITH_CRC) + size + _number(0o100644) + struct.pack("<I", zlib.crc32(data))
        body += _number(0) + _number(1) + _number(len(title)) + title + extra
        out += _block(_FILE, _WITH_DATA | (_WITH_EXTRA if locked else 0), body)
        out += bytes(byte ^ 0x5A for byte in data) if locked else data
    return out + _block(_END, 0, _number(0))
