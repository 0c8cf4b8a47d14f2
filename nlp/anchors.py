"""Type words in text: where a mention may open ("Nghị định", "thông tư liên tịch", "QUYẾT ĐỊNH")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from nlp.lexicon import types
from nlp.model import Kind

ANY = "Văn bản"
"""The word for a document of whatever type."""
_BLOCK = 1 << 18
_REACH = 1 << 16
_CUT = re.compile(r"[\d.,;:]")
"""No type word has one of these in it; a line break it may have ("Quyết\\nđịnh" in PDF text)."""
_BLANK = re.compile(r"\s")
"""Where a text is cut that has none of them for very long."""
_BREAKS = str.maketrans("\n\r\t", "   ")
_SEVERAL = ("các ", "hai ", "ác ", "số ")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A type word at its place; ``plural`` where "các" or the like stands before it."""

    start: int
    end: int
    type: str
    kind: Kind
    plural: bool = False


def scan(text: str) -> Iterator[Anchor]:
    """The type words of a text, in order, the longest at each place.

    >>> [(a.type, a.plural) for a in scan("theo các Thông tư liên tịch và nghị định")]
    [('Thông tư liên tịch', True), ('Nghị định', False)]
    >>> [a.type for a in scan("theo Quyết\\nđịnh số 1480 và Nghị \\nđịnh này")]
    ['Quyết định', 'Nghị định']
    """
    machine, meanings = _machine()
    for offset, upto in _blocks(text):
        for which, begin, stop in machine.find_matches_as_indexes(text[offset:upto].translate(_BREAKS)):
            start, end = offset + begin, offset + stop
            before, after = text[start - 1 : start], text[end : end + 1]
            if not before.isalnum() and (after.isdigit() or not after.isalnum()):
                plural = text[max(0, start - 4) : start].casefold() in _SEVERAL
                yield Anchor(start, end, *meanings[which], plural)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that cut no type word in two, so that memory does not grow with the text."""
    start = 0
    while start < len(text):
        limit = start + _BLOCK + _REACH
        cut = _CUT.search(text, start + _BLOCK, limit)
        if cut is None and limit < len(text):
            cut = _BLANK.search(text, limit)
        end = cut.end() if cut is not None else len(text)
        yield start, end
        start = end


@cache
def _machine() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, Kind], ...]]:
    meanings: dict[str, tuple[str, Kind]] = {}
    for doctype in types():
        if doctype.family == "copy":
            continue
        kind: Kind = "licence" if doctype.family == "licence" else "document"
        for word in (doctype.name, *doctype.variants):
            for form in _casings(word):
                meanings.setdefault(form, (doctype.name, kind))
    meanings |= dict.fromkeys((ANY, ANY.casefold(), ANY.upper()), (ANY, "document"))
    wide = {_wide(form, at): meaning for form, meaning in meanings.items() for at in range(form.count(" "))}
    meanings = wide | meanings
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(meanings), matchkind=longest), tuple(meanings.values())


def _wide(form: str, at: int) -> str:
    """A type word with two blanks for one, as a broken line leaves it: "Nghị \\nđịnh"."""
    words = form.split(" ")
    return " ".join(words[: at + 1]) + "  " + " ".join(words[at + 1 :])


def _casings(word: str) -> set[str]:
    """How a type's name is printed: "Thông tư liên tịch", "Thông tư Liên tịch", small letters, capitals …"""
    first, *rest = word.casefold().split()
    mixed = ([first.capitalize(), *rest[:i], rest[i].capitalize(), *rest[i + 1 :]] for i in range(len(rest)))
    small = " ".join([first, *rest])
    usual = " ".join([first.capitalize(), *rest])
    return {word, small, usual, word.upper(), word.title(), *map(" ".join, mixed)}
