"""Small real PDF files for tests: text at given places, in Vietnamese, with stamps and passwords."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """Words whose first letter stands at ``x``, baseline ``y`` (points from the bottom left)."""

    x: float
    y: float
    text: str
    size: float = 13


def pdf(pages: Sequence[Sequence[Words]], *, stamps: Sequence[Words] = (), extra: bytes = b"") -> bytes:
    """A PDF of A4 pages; ``stamps`` are drawn on the first page by a form field, not by the page."""
    letters = sorted({c for page in (*pages, stamps) for words in page for c in words.text})
    codes = {letter: code for code, letter in enumerate(letters, start=33)}
    if len(codes) > 220:
        raise ValueError("too many different letters for one simple font")

    def draw(page: Sequence[Words]) -> bytes:
        shown = (
            f"BT /F1 {w.size} Tf 1 0 0 1 {w.x} {w.y} Tm <{''.join(f'{codes[c]:02x}' for c in w.text)}> Tj ET"
            for w in page
        )
        return "\n".join(shown).encode()

    mapping = "\n".join(
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        + "".join(
            f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar\n"
            for chunk in (mapping.split("\n")[i : i + 100] for i in range(0, len(codes), 100))
        )
        + "endcmap end end"
    ).encode()
    widths = " ".join("250" if letter == " " else "500" for letter in letters)
    objects: list[bytes] = [
        b"",  # catalog
        b"",  # page tree
        (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar {32 + len(codes)} "
            f"/Widths [{widths}] /ToUnicode 4 0 R /Encoding << /Type /Encoding /Differences [33 "
            f"{' '.join('/space' if c == ' ' else '/a' for c in letters)}] >> >>"
        ).encode(),
        _stream(cmap),
    ]
    kids = []
    for number, page in enumerate(pages):
        objects.append(_stream(draw(page)))
        content = len(objects)
        notes = b""
        if stamps and number == 0:
            form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            objects.append(_stream(draw(stamps), form))
            objects.append(
                b"<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 595 842] /F 4 /AP << /N %d 0 R >> >>"
                % len(objects)
            )
            notes = b"/Annots [%d 0 R]" % len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R %s >>" % (content, notes)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    return _file(objects, extra)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >> stream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        table,
    )
    return bytes(out)
