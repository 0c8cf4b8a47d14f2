"""What the finder says of a small text, in few words."""

from __future__ import annotations

from nlp.find import find
from nlp.hits import Hit
from nlp.number import render


def number_of(hit: Hit) -> str:
    """The canonical number, "" for a name."""
    return render(hit.number) if hit.number is not None else ""


def found(text: str) -> list[tuple[str, str, str]]:
    """(words of the mention, type, number or name) of every mention."""
    return [(text[h.start : h.end], h.type, number_of(h) or h.name) for h in find(text)]


def words(text: str) -> list[str]:
    """The words of every mention."""
    return [text[h.start : h.end] for h in find(text)]


def numbers(text: str) -> list[str]:
    """The canonical numbers."""
    return [number_of(h) for h in find(text)]


def forms(text: str) -> list[str]:
    """The forms of the mentions."""
    return [h.form for h in find(text)]


def only(text: str) -> Hit:
    """The one mention of a text."""
    (hit,) = find(text)
    return hit
