"""The citations of a small text, with the layout that its own text has."""

from __future__ import annotations

from nlp import layout
from nlp.context import Context, context
from nlp.find import find
from nlp.model import Citation, Finding
from nlp.resolve import resolve


def settled(text: str, here: Context | None = None) -> tuple[tuple[Citation, ...], tuple[Finding, ...]]:
    """What :func:`nlp.resolve.resolve` makes of a text, in the context of its own or of another document."""
    page = layout.read(text)
    return resolve(text, find(text), page, here or context(text, page.document))


def citations(text: str, here: Context | None = None) -> list[Citation]:
    """The cited documents, the one at hand left out."""
    return [c for c in settled(text, here)[0] if c.id != "self"]


def summary(text: str, here: Context | None = None) -> list[tuple[str, str, int]]:
    """(type, number or name, mentions) of each document."""
    return [(c.type, c.number or c.name, len(c.mentions)) for c in citations(text, here)]


def own(text: str, here: Context | None = None) -> list[str]:
    """The words that mean the document at hand."""
    return [m.text for c in settled(text, here)[0] if c.id == "self" for m in c.mentions]
