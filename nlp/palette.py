"""The colours of cited documents by type, read once from ``lexicon/colours.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from nlp import number as numbers
from nlp.model import Citation


@dataclass(frozen=True, slots=True)
class Group:
    """Types that share a colour: fill (``tint``), stroke (``line``) and underline ("dotted 2px")."""

    id: str
    label: str
    tint: str
    line: str
    underline: str
    types: frozenset[str]


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order of the table; the last one takes what no other does."""
    return tuple(Group(**{**raw, "types": frozenset(raw["types"])}) for raw in _data()["group"])


@cache
def ink() -> str:
    """The colour of text on every tint."""
    colour: str = _data()["ink"]
    return colour


def group_of(citation: Citation) -> Group:
    """The group whose colour a citation has.

    >>> cited = [("Nghị quyết", "18-NQ/TW"), ("Nghị quyết", "02/NQ-CP"), ("Công văn", "1105/UBND-TH")]
    >>> [group_of(Citation("c1", type_, number)).id for type_, number in cited]
    ['party', 'resolution', 'other']
    """
    known = {g.id: g for g in groups()}
    if citation.kind == "licence":
        return known["licence"]
    if _is_party(citation.number):
        return known["party"]
    return next((g for g in groups() if citation.type in g.types), groups()[-1])


def _is_party(printed: str) -> bool:
    """Hyphen before the type, slash before the organ: "18-NQ/TW", but not "500-BYT/QĐ"."""
    number = numbers.parse(printed) if printed else None
    if number is None or number.sep != "-" or "/" not in number.symbol:
        return False
    return number.abbrev == number.tokens[0]


@cache
def _data() -> dict[str, Any]:
    text = (files("nlp.lexicon") / "colours.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
