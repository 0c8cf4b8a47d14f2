"""The words that state a relation, from ``lexicon/cues.toml``: read once, compiled once.

Patterns see the text in lower case with footnote marks blanked (:mod:`nlp.reading`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from nlp.model import Predicate, Sense

_UNMET = 0.75
Place = Literal["title", "opening", "operative", "self", "chain", "note", "purpose"]


@dataclass(frozen=True, slots=True)
class Tail:
    """What may stand between a cue and the number that it governs."""

    reach: int
    bar: re.Pattern[str]
    ends: re.Pattern[str]
    pinned: re.Pattern[str] | None = None

    def allows(self, words: str, *, pinned: bool = False) -> bool:
        """Whether the cue still governs what follows ``words``; ``pinned``: a place in the document follows.

        >>> tail("object").allows(" một số điều của quy chế ban hành kèm theo ")
        True
        >>> tail("object").allows(" công suất theo quy định tại ")
        False
        """
        ends = self.ends.search(words) or (pinned and self.pinned and self.pinned.search(words))
        return len(words) <= self.reach and bool(ends) and not self.bar.search(words)


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a rule was right where it fired, on ``gold`` answers or on relations ``read`` by hand."""

    right: int = 0
    fired: int = 0
    on: str = ""

    @property
    def share(self) -> float:
        """By the rule of succession; of a rule that nobody met little is known.

        >>> Counted(8, 8, "gold").share, Counted().share
        (0.9, 0.75)
        """
        return round((self.right + 1) / (self.fired + 2), 3) if self.fired else _UNMET


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of stating a relation; ``passive``: what stands before the cue is acted on.

    ``example`` is a sentence that the rule reads where it stands: ``at`` tells in what part of a document.
    """

    id: str
    predicate: Predicate
    sense: Sense = ""
    tail: Tail | None = None
    guards: tuple[re.Pattern[str], ...] = ()
    passive: bool = False
    where: frozenset[Place] = frozenset()
    part: str = ""
    counted: Counted = Counted()
    why: str = ""
    example: str = ""
    at: str = ""

    @property
    def confidence(self) -> float:
        """How likely a relation that the rule states is right."""
        return self.counted.share

    def taken_back(self, head: str) -> bool:
        """Whether the words before the cue deny, plan or only report it.

        >>> rule("repeals").taken_back("năm 2025, tỉnh sẽ ")
        True
        """
        return any(guard.search(head) for guard in self.guards)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text: its rule and its place."""

    rule: Rule
    start: int
    end: int


@cache
def _data() -> dict[str, Any]:
    raw: dict[str, Any] = tomllib.loads((files("nlp.lexicon") / "cues.toml").read_text(encoding="utf-8"))
    return raw


def pattern(words: str) -> str:
    """A pattern of the table as a regular expression: phrases put in, spaces made loose."""
    for _ in range(2):
        for name, value in _data()["words"].items():
            words = words.replace("{" + name + "}", value)
    return re.sub(r"(?<!\\) (?P<more>[?*]?)", lambda m: r"\s*" if m["more"] else r"\s+", words)


def compiled(words: str) -> re.Pattern[str]:
    """A pattern of the table, compiled."""
    return re.compile(pattern(words))


@cache
def tail(name: str) -> Tail:
    """A tail of the table."""
    raw = _data()["tails"][name]
    pinned = compiled(raw["pinned"]) if "pinned" in raw else None
    return Tail(raw["reach"], compiled(raw["bar"]), compiled(raw["ends"]), pinned)


@cache
def _counted() -> dict[str, Counted]:
    text = (files("nlp.lexicon") / "confidence.toml").read_text(encoding="utf-8")
    return {id_: Counted(**raw) for id_, raw in tomllib.loads(text)["counted"].items()}


@cache
def rules() -> dict[str, Rule]:
    """All rules by id, with the confidence that the gold documents gave them."""
    data = _data()
    counted = _counted()
    return {
        raw["id"]: Rule(
            raw["id"],
            raw["predicate"],
            raw.get("sense", ""),
            tail(raw["tail"]) if "tail" in raw else None,
            tuple(compiled(data["guards"][g]) for g in raw.get("guard", ())),
            raw.get("passive", False),
            frozenset(raw["where"]),
            raw.get("part", ""),
            counted[raw["id"]],
            raw["why"],
            raw["example"],
            raw["at"],
        )
        for raw in data["rule"]
    }


def rule(id_: str) -> Rule:
    """The rule with this id; raises KeyError where there is none."""
    return rules()[id_]


@cache
def _scanner() -> tuple[re.Pattern[str], tuple[Rule, ...]]:
    """One pattern for all cues that are read in running text; group ``r3`` is the fourth rule."""
    live = [raw for raw in _data()["rule"] if raw["where"] and raw["id"] != "under"]
    alternatives = (f"(?P<r{n}>{pattern(raw['cue'])})" for n, raw in enumerate(live))
    scanner = re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")
    return scanner, tuple(rule(raw["id"]) for raw in live)


@cache
def single(id_: str) -> re.Pattern[str]:
    """The cue of one rule, whole words only."""
    raw = next(r for r in _data()["rule"] if r["id"] == id_)
    return re.compile(r"(?<!\w)(?:" + pattern(raw["cue"]) + r")(?!\w)")


def scan(low: str, start: int, end: int) -> Iterator[Cue]:
    """The cues in ``low[start:end]``, in order.

    >>> [c.rule.id for c in scan("được sửa đổi, bổ sung bởi nghị định", 0, 34)]
    ['amended-by']
    """
    scanner, live = _scanner()
    for match in scanner.finditer(low, start, end):
        group = match.lastgroup
        if group is not None:
            yield Cue(live[int(group[1:])], match.start(), match.end())


@cache
def title_break(before: Literal["break", "passive", "more"] = "break") -> re.Pattern[str]:
    """What ends a document's title, before any words or before a passive verb said of the document.

    ``more`` is a semicolon that ends no title.
    """
    return compiled(_data()["title"][before])
