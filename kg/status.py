"""Whether a document is in force on a day, from what the graph and the register of laws say.

The graph keeps no state of force: it would need a clock.  It keeps what documents say (when they enter
into force, when they end, whom they repeal, replace or suspend), and :func:`status` reads that as of a
day.  A repeal counts from the day on which the repealing document enters into force, else from its date
(Luật 64/2025/QH15, Điều 53 and 57).  Where nothing is stated the answer is unknown, never "in force".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal as OneOf

from kg.edges import above, acting
from kg.evidence import Evidence, evidence
from kg.iri import parse
from kg.lookup import Node, node
from kg.naming import type_slug
from kg.store import Store
from kg.terms import ELI, Iri, Literal, Relation
from nlp import lexicon

Code = OneOf["in-force", "partly", "expired", "not-yet", "suspended", "unknown"]
Sure = OneOf["yes", "no", "later"]

LABELS: dict[str, tuple[str, str]] = {
    "in-force": ("còn hiệu lực, theo những gì đồ thị biết", "in force, as far as the graph knows"),
    "partly": ("hết hiệu lực một phần", "partly in force"),
    "expired": ("hết hiệu lực", "expired"),
    "not-yet": ("chưa có hiệu lực", "not yet in force"),
    "suspended": ("ngưng hiệu lực", "suspended"),
    "unknown": ("chưa rõ", "unknown"),
}
"""What a code means, in Vietnamese and English."""

_ENDING = {"repeals", "replaces"}
_ACTS = _ENDING | {"suspends", "extends", "amends"}
"""What is read of those that act on a document, be they never so many that carry it out."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about a document's force.

    ``what`` is "entry", "end", "issued" or the predicate of ``by``, the document that acts on it;
    ``day`` is ISO, perhaps only a year, "" where unknown; ``basis`` says whose word the day is: "stated",
    "register", "issued" (the acting document's own date, for want of its day of effect) or "".
    """

    what: str
    day: str
    basis: str = ""
    part: bool = False
    by: Node | None = None
    evidence: tuple[Evidence, ...] = ()

    def by_day(self, on: str) -> Sure:
        """Whether it holds on a day: yes, later, or "no" where its own day is too vague to tell."""
        if not self.day or (len(self.day) < len(on) and on.startswith(self.day)):
            return "no"
        return "yes" if self.day <= on else "later"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a document's force on the day ``on``, and the statements that say so."""

    work: Node
    on: str
    code: Code
    statements: tuple[Statement, ...]


def status(store: Store, work: Iri, on: str) -> Status:
    """Whether a work is in force on a day (ISO)."""
    found = node(store, work)
    said = sorted(
        _statements(store, found), key=lambda s: (s.day or "9999", s.what, s.by.iri if s.by else "")
    )
    return Status(found, on, _code(said, on), tuple(said))


def _code(said: list[Statement], on: str) -> Code:
    def holds(*what: str, part: bool = False, sure: Sure = "yes") -> bool:
        return any(s.what in what and s.part == part and s.by_day(on) == sure for s in said)

    if holds("issued", sure="later"):
        return "not-yet"
    if holds(*_ENDING) or (holds("end") and not holds("extends")):
        return "expired"
    if holds("suspends"):
        return "suspended"
    if holds("entry", sure="later"):
        return "not-yet"
    if holds(*_ENDING, "suspends", sure="no"):
        return "unknown"  # it ends at some time, and whether before or after the day is not known
    if holds(*_ENDING, "suspends", part=True):
        return "partly"
    return "in-force" if holds("entry") else "unknown"


def _statements(store: Store, work: Node) -> Iterator[Statement]:
    if day := _issued(store, work):
        yield Statement("issued", day, "stated")
    for what, predicate in (("entry", "first_date_entry_in_force"), ("end", "date_no_longer_in_force")):
        stated = [v.value for v in _values(store, work.iri, ELI(predicate))]
        yield from (Statement(what, day, "stated") for day in stated)
        if what == "entry" and not stated and (day := _register().get(_law(work), "")):
            yield Statement(what, day, "register")
    acts: dict[tuple[Iri, Relation, bool], list[Iri]] = {}
    current, ld = store.terms.current, store.terms.ld
    for subject in {s: None for s, _ in acting(store, work.iri, _ACTS)}:
        for edge in above(store, subject):
            if edge.object != work.iri or edge.relation.predicate not in _ACTS:
                continue
            for assertion in edge.assertions:
                part = edge.relation.part or ld("part") in store.facts(assertion, current)
                acts.setdefault((subject, edge.relation, part), []).append(assertion)
    for (subject, relation, part), assertions in acts.items():
        by = node(store, subject)
        entry = next((v.value for v in _values(store, subject, ELI("first_date_entry_in_force"))), "")
        issued = _issued(store, by)
        day, basis = (entry, "stated") if entry else (issued, "issued" if issued else "")
        quotes = tuple(evidence(store, sorted(assertions)))
        yield Statement(relation.predicate, day, basis, part, by, quotes)


def _issued(store: Store, work: Node) -> str:
    """The date of a document, else the year of its number."""
    known = parse(work.iri, base=store.terms.base)
    return work.date or (known.year if known else "")


def _values(store: Store, work: Iri, predicate: Iri) -> Iterator[Literal]:
    for value in store.objects(work, predicate, store.terms.current):
        if isinstance(value, Literal):
            yield value


def _law(work: Node) -> tuple[str, str]:
    kind = work.label.removesuffix(work.number).strip()
    return type_slug(kind), work.number


@cache
def _register() -> dict[tuple[str, str], str]:
    """Days of entry into force that the register of laws has, by type and number."""
    return {
        (type_slug(r.type), r.number): r.effective_from
        for r in lexicon.laws()
        if r.number and r.effective_from
    }
