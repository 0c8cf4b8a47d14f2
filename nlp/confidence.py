"""How far a citation can be trusted: the share of such citations that were right on gold documents.

``lexicon/citation_confidence.toml`` is written by :mod:`nlp.calibrate`; ``docs/confidence.md`` tells how, and
how well the figures hold on documents that they were not counted on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

TABLE = "citation_confidence.toml"


@dataclass(frozen=True, slots=True)
class Confidences:
    """Shares by bucket, from the most particular to the most general.

    Keys of ``buckets`` are "rule/form" or "rule/form/dirty", those of ``rules`` and ``resolutions`` the bare
    names; ``overall`` is the share of all.
    """

    buckets: Mapping[str, float]
    rules: Mapping[str, float]
    resolutions: Mapping[str, float]
    overall: float

    def of(self, rule: str, resolution: str, *, form: str = "", dirty: bool = False) -> float:
        """The share of the most particular bucket that was counted.

        >>> counted = Confidences({"number/full/dirty": 0.9}, {"number": 0.98}, {"exact": 0.97}, 0.95)
        >>> [counted.of("number", "exact", form="full", dirty=dirty) for dirty in (True, False)]
        [0.9, 0.98]
        >>> counted.of("new-rule", "exact"), counted.of("new-rule", "alias")
        (0.97, 0.95)
        """
        for key in keys(rule, form, dirty=dirty):
            if key in self.buckets:
                return self.buckets[key]
        if rule in self.rules:
            return self.rules[rule]
        return self.resolutions.get(resolution, self.overall)


def keys(rule: str, form: str, *, dirty: bool) -> tuple[str, ...]:
    """The buckets that a citation falls in, the most particular first.

    >>> keys("number", "full", dirty=True)
    ('number/full/dirty', 'number/full')
    """
    whole = f"{rule}/{form}"
    return (f"{whole}/dirty", whole) if dirty else (whole,)


@cache
def shipped() -> Confidences:
    """The table that luocdo ships."""
    raw = tomllib.loads((files("nlp.lexicon") / TABLE).read_text(encoding="utf-8"))
    return Confidences(raw["bucket"], raw["rule"], raw["resolution"], raw["overall"])


def confidence(rule: str, resolution: str, *, form: str = "", dirty: bool = False) -> float:
    """The share of citations like this one that were right on gold documents, from 0 to 1.

    ``rule`` and ``resolution`` are the citation's; ``form`` is that of its first mention; ``dirty`` where a
    mention's number had to be mended (``Mention.printed``).  Unknown rules fall back on their resolution.

    >>> guessed = confidence("register-in-force", "inferred", form="named")
    >>> 0 < guessed < confidence("number", "exact", form="full") < 1
    True
    """
    return shipped().of(rule, resolution, form=form, dirty=dirty)
