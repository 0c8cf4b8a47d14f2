"""What OpenDocument texts and spreadsheets have in common: names, the body, printed white space."""

from __future__ import annotations

from lxml import etree

from nlp.load.errors import Corrupt, Encrypted
from nlp.load.package import Package

_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, OFFICE, STYLE, DRAW = (_URN % name for name in ("text", "table", "office", "style", "drawing"))


def content(package: Package, kind: str, *, source: str) -> tuple[etree._Element, etree._Element]:
    """The root of ``content.xml`` and its body of a kind, "text" or "spreadsheet".

    Raises:
        Corrupt, Encrypted: as named.
    """
    if b"manifest:encryption-data" in package.read("META-INF/manifest.xml"):
        raise Encrypted(source)
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}{kind}")
    if root is None or body is None:
        raise Corrupt(source, "content.xml")
    return root, body


def white(element: etree._Element) -> str:
    """The white space that an element stands for: spaces, a tab, a line's end; "" for all others."""
    if element.tag == f"{TEXT}s":
        count = element.get(f"{TEXT}c", "1")
        return " " * (int(count) if count.isdigit() and len(count) < 4 else 1)
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(str(element.tag), "")


def collapsed(text: str | None) -> str:
    """White space of the XML file itself counts as one space."""
    if not text or not any(space in text for space in ("\n", "\t", "  ")):
        return text or ""
    return (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
