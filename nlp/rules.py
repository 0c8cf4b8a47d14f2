"""Word lists that a clerk can correct, read once from the TOML files of ``lexicon/``; explained there."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_origin, get_type_hints

_Rules = TypeVar("_Rules")


@dataclass(frozen=True, slots=True)
class FindRules:
    """``find.toml``: what makes a mention one, and what does not."""

    bare: frozenset[str]
    bare_in_small: frozenset[str]
    by_day: frozenset[str]
    units: frozenset[str]
    guards: tuple[str, ...]
    courts: frozenset[str]
    drafts: tuple[str, ...]
    back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberRules:
    """``numbers.toml``: bodies and abbreviations that the grammar of numbers treats apart."""

    joint: frozenset[str]
    legacy: frozenset[str]
    never_party: frozenset[str]
    terms: tuple[str, ...]
    printed: frozenset[str]
    misprints: dict[str, str]
    by_body: dict[str, str]


@dataclass(frozen=True, slots=True)
class NameRules:
    """``names.toml``: where the name of a law ends."""

    stops: frozenset[str]
    phrases: tuple[str, ...]
    other_words: frozenset[str]
    no_beginnings: frozenset[str]
    after_comma: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerRules:
    """``issuers.toml``: how sentences, symbols and types show the issuing body."""

    persons: tuple[str, ...]
    heads: tuple[str, ...]
    name_ends: tuple[str, ...]
    name_words: tuple[str, ...]
    organs: tuple[str, ...]
    issues: tuple[str, ...]
    shared: frozenset[str]
    generic: dict[str, str]
    by_type: dict[str, str]


@dataclass(frozen=True, slots=True)
class TitleRules:
    """``titles.toml``: how a document's title begins."""

    verbs: tuple[str, ...]


def _read(kind: Callable[..., _Rules], file: str) -> _Rules:
    """The lists of a TOML file, each as its field's type wants it; a list of single words may be one text."""
    raw: dict[str, Any] = tomllib.loads((files("nlp.lexicon") / file).read_text(encoding="utf-8"))
    return kind(**{name: _made(hint, raw[name]) for name, hint in get_type_hints(kind).items()})


def _made(hint: Any, value: Any) -> Any:
    """Pairs as they stand, a set without order, a row with the longest first, as a pattern must try them."""
    if get_origin(hint) is dict:
        return value
    words = value.split() if isinstance(value, str) else value
    if get_origin(hint) is frozenset:
        return frozenset(words)
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def finder() -> FindRules:
    """The word lists of the finder.

    >>> "qcvn" in finder().guards, "nêu trên" in finder().back
    (True, True)
    """
    return _read(FindRules, "find.toml")


@cache
def numbering() -> NumberRules:
    """The word lists of the grammar of numbers.

    >>> numbering().misprints["UNBD"]
    'UBND'
    """
    return _read(NumberRules, "numbers.toml")


@cache
def naming() -> NameRules:
    """The word lists of the names of laws.

    >>> "sư" in naming().other_words
    True
    """
    return _read(NameRules, "names.toml")


@cache
def issuing() -> IssuerRules:
    """The word lists of issuing bodies.

    >>> issuing().generic["BQL"]
    'Ban Quản lý'
    """
    return _read(IssuerRules, "issuers.toml")


@cache
def titling() -> TitleRules:
    """The word lists of titles.

    >>> "phê duyệt" in titling().verbs
    True
    """
    return _read(TitleRules, "titles.toml")
