"""The finder's word lists, read once from ``lexicon/find.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FindRules:
    """Word lists that a clerk can correct; each is explained in ``lexicon/find.toml``."""

    bare: tuple[str, ...]
    units: frozenset[str]
    guards: tuple[str, ...]
    courts: frozenset[str]
    drafts: tuple[str, ...]
    back: tuple[str, ...]


@cache
def finder() -> FindRules:
    """The word lists of the finder."""
    raw = tomllib.loads((files("nlp.lexicon") / "find.toml").read_text(encoding="utf-8"))
    return FindRules(
        bare=tuple(raw["bare"]),
        units=frozenset(raw["units"].split()),
        guards=tuple(word.casefold() for word in raw["guards"]),
        courts=frozenset(raw["courts"]),
        drafts=tuple(raw["drafts"]),
        back=tuple(sorted(raw["back"], key=len, reverse=True)),
    )
