"""Word lists that a clerk can correct, read once from the TOML files of ``lexicon/``; explained there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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
    organs: tuple[str, ...]
    issues: tuple[str, ...]
    shared: frozenset[str]
    generic: dict[str, str]
    by_type: dict[str, str]


@dataclass(frozen=True, slots=True)
class TitleRules:
    """``titles.toml``: how a document's title begins."""

    verbs: tuple[str, ...]


@cache
def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((files("nlp.lexicon") / file).read_text(encoding="utf-8"))


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def finder() -> FindRules:
    """The word lists of the finder.

    >>> "QCVN".casefold() in finder().guards, "nêu trên" in finder().back
    (True, True)
    """
    raw = _read("find.toml")
    return FindRules(
        bare=frozenset(raw["bare"]),
        bare_in_small=frozenset(raw["bare_in_small"]),
        by_day=frozenset(raw["by_day"]),
        units=frozenset(raw["units"].split()),
        guards=tuple(word.casefold() for word in raw["guards"]),
        courts=frozenset(raw["courts"]),
        drafts=_longest_first(raw["drafts"]),
        back=_longest_first(raw["back"]),
    )


@cache
def numbering() -> NumberRules:
    """The word lists of the grammar of numbers.

    >>> numbering().misprints["UNBD"]
    'UBND'
    """
    raw = _read("numbers.toml")
    return NumberRules(
        joint=frozenset(raw["joint"]),
        legacy=frozenset(raw["legacy"]),
        never_party=frozenset(raw["never_party"]),
        terms=_longest_first(raw["terms"]),
        printed=frozenset(raw["printed"]),
        misprints=dict(raw["misprints"]),
        by_body=dict(raw["by_body"]),
    )


@cache
def naming() -> NameRules:
    """The word lists of the names of laws.

    >>> "sư" in naming().other_words
    True
    """
    raw = _read("names.toml")
    return NameRules(
        stops=frozenset(raw["stops"].split()),
        phrases=_longest_first(raw["phrases"]),
        other_words=frozenset(raw["other_words"].split()),
        no_beginnings=frozenset(raw["no_beginnings"].split()),
        after_comma=tuple(raw["after_comma"]),
    )


@cache
def issuing() -> IssuerRules:
    """The word lists of issuing bodies.

    >>> issuing().generic["BQL"]
    'Ban Quản lý'
    """
    raw = _read("issuers.toml")
    return IssuerRules(
        persons=_longest_first(raw["persons"]),
        heads=_longest_first(raw["heads"]),
        name_ends=tuple(raw["name_ends"]),
        organs=tuple(raw["organs"]),
        issues=_longest_first(raw["issues"]),
        shared=frozenset(raw["shared"]),
        generic=dict(raw["generic"]),
        by_type=dict(raw["by_type"]),
    )


@cache
def titling() -> TitleRules:
    """The word lists of titles.

    >>> "phê duyệt" in titling().verbs
    True
    """
    return TitleRules(verbs=tuple(_read("titles.toml")["verbs"]))
