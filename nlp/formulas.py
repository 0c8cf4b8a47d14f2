"""The fixed words of official documents, from ``lexicon/layout.toml``, as sets and patterns.

Nghị định 30/2020/NĐ-CP, Phụ lục I, and the Party's Hướng dẫn 36-HD/VPTW say where each stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

_DATA: dict[str, dict[str, Any]] = tomllib.loads(
    files("nlp.lexicon").joinpath("layout.toml").read_text(encoding="utf-8")
)


def _words(section: str, key: str) -> tuple[str, ...]:
    return tuple(_DATA[section][key])


LOWER = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""Vietnamese small letters, for a character class; ranges of accented letters mix small and capital."""
UPPER = LOWER.upper()


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first.

    >>> any_of(["chủ tịch", "chủ tịch nước"])
    'chủ\\\\ tịch\\\\ nước|chủ\\\\ tịch'
    """
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def leads(words: Iterable[str]) -> str:
    """A pattern for any of the words where they begin a clause, with a capital and any spaces.

    >>> leads(["căn cứ"])
    'Căn\\\\s+cứ'
    """
    return any_of(w[:1].upper() + w[1:] for w in words).replace("\\ ", r"\s+")


BODY_HEADS = _words("bodies", "heads")
AREAS = _words("bodies", "areas")
BODY_NOUNS = frozenset(_words("bodies", "nouns"))
PROPER = _words("bodies", "proper")
GAZETTE_HEADINGS = _words("bodies", "gazette")
SHORT_BODIES: dict[str, str] = dict(_DATA["bodies"]["short"])
OFFICES = _words("heads", "offices")
CAPACITIES = _words("heads", "capacities")
RANKS = _words("heads", "ranks")
SURNAMES = frozenset(_words("heads", "surnames"))
OPENINGS = _words("titles", "openings")
UNFINISHED = frozenset(_words("titles", "unfinished"))
BASIS = _words("preamble", "basis")
PROPOSAL = _words("preamble", "proposal")
CONSIDER = _words("preamble", "consider")
MARKINGS = _words("heads", "markings")
ANNEX_HEADINGS = _words("annexes", "headings")
