"""From what a person types to works: "126 qđ ubnd", "Quyết định 126/QĐ-UBND Quảng Nam 2024"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg import bands
from kg.iri import parse
from kg.keys import joined, key, tokens
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDFS, SKOS, Iri, Literal

_IDLE = frozenset({"so", "ngay", "thang", "nam", "cua", "ve", "va", "khoa"})
_NEAREST = 5
_READ = 3_000
"""Works looked at where only their own words can decide."""
MANY = 50
"""Works listed of an ambiguous question."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document as people name it; ``place`` is area and office, "quang-nam/ubnd", where known."""

    iri: Iri
    label: str
    number: str = ""
    issuer: str = ""
    date: str = ""
    title: str = ""
    held: bool = False
    place: str = ""

    @property
    def day(self) -> str:
        """The date as printed in Vietnam: "22/01/2024", "01/2024", "2024"."""
        return "/".join(reversed(self.date.split("-")))

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.label, self.issuer, self.day)))


@dataclass(frozen=True, slots=True)
class Found:
    """The works that fit a question, and how many more do; where none does, the nearest."""

    works: tuple[Node, ...]
    nearest: tuple[Node, ...] = ()
    more: int = 0


def node(store: Store, work: Iri) -> Node:
    """What the graph says of a work."""
    facts = {
        predicate: [value.value if isinstance(value, Literal) else value for value in values]
        for predicate, values in store.facts(work, store.terms.current).items()
    }
    bodies = sorted(_body(store, Iri(b)) for b in facts.get(ELI("passed_by"), []))
    ld = store.terms.ld
    known = parse(work, base=store.terms.base)

    def first(*names: Iri) -> str:
        return next((facts[name][0] for name in names if name in facts), "")

    return Node(
        work,
        first(RDFS("label")) or work,
        first(ELI("id_local")),
        "; ".join(bodies) or first(ld("issuerPrinted")),
        first(ELI("date_document"), ld("datePrinted")),
        first(DCTERMS("title")),
        first(ld("held")) == "true",
        f"{known.area}/{known.office}"
        if known
        else first(ELI("passed_by")).removeprefix(f"{store.terms.base}body/"),
    )


def find(store: Store, question: str) -> Found:
    """The works that a question means, in any spelling; an IRI means itself.

    A number is looked up without its separators and leading zeros, else by its running number alone;
    every further word must stand in the document's type, issuer, date or title.  Where an exact
    spelling fits, others do not count: "57-NQ/TW" is not 57/NQ-TW.  What the IRI says (place, type, year)
    counts before what the title says.
    """
    question = question.strip()
    if question.startswith(store.terms.base):
        known = next(store.match(Iri(question), ELI("id_local"), None, store.terms.current), None)
        known = known or next(store.match(Iri(question), RDFS("label"), None, store.terms.current), None)
        return Found((node(store, Iri(question)),) if known else ())
    words = tokens(question)
    keyed = list(_by_key(store, words))
    fitting = _fitting(store, keyed)
    exact = [work for work in fitting if (number := _number(store, work)) and number in question]
    works = exact or fitting or _fitting(store, _by_serial(store, words))
    if works:
        first = sorted(works, key=lambda work: bands.order(work, store.terms.base))[:MANY]
        found = sorted((node(store, work) for work in first), key=lambda n: (n.label, n.date, n.iri))
        return Found(tuple(found), more=len(works) - len(first))
    return Found((), tuple(_nearest(store, question, [work for work, _ in keyed])))


def _by_key(store: Store, words: list[str]) -> Iterator[tuple[Iri, list[str]]]:
    """Works whose key is a run of the words, longest runs first and alone, with the words left over."""
    runs = [(i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    best = 0
    for i, j in sorted(runs, key=lambda r: (r[0] - r[1], r)):
        if j - i < best:
            return
        for quad in store.match(
            None, store.terms.ld("key"), Literal(joined(words[i:j])), store.terms.current
        ):
            best = j - i
            yield quad.subject, words[:i] + words[j:]


def _by_serial(store: Store, words: list[str]) -> Iterator[tuple[Iri, list[str]]]:
    """Works of a running number alone, "Quyết định 126", with every other word."""
    for n, word in enumerate(words):
        if word[0].isdigit():
            for quad in store.match(None, ELI("number"), Literal(word), store.terms.current):
                yield quad.subject, words[:n] + words[n + 1 :]


def _fitting(store: Store, found: Iterable[tuple[Iri, list[str]]]) -> list[Iri]:
    """The works that every other word fits; those whose IRI alone says the most of it, where some do.

    So of the thousands that may bear one number only those are read that are of that place and year.
    """
    left: dict[int, list[tuple[Iri, list[str]]]] = {}
    for work, rest in found:
        known = _said_by_iri(store, work)
        unknown = [word for word in rest if word not in known and word not in _IDLE]
        left.setdefault(len(unknown), []).append((work, unknown))
    for _, group in sorted(left.items()):
        if fitting := [w for w, rest in group[:_READ] if not rest or _fits(node(store, w), rest)]:
            return list(dict.fromkeys(fitting))
    return []


def _said_by_iri(store: Store, work: Iri) -> set[str]:
    known = parse(work, base=store.terms.base)
    if known is None:
        return set()
    parts = known.area, known.office, known.type, known.year, known.number, known.name
    return {word for part in parts for word in tokens(part)}


def _number(store: Store, work: Iri) -> str:
    known = parse(work, base=store.terms.base)
    if known:
        return known.number
    found = store.match(work, ELI("id_local"), None, store.terms.current)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), "")


def _fits(found: Node, rest: list[str]) -> bool:
    parts = found.date.split("-")
    known = {*tokens(str(found)), *tokens(found.title), *parts, *(p.lstrip("0") for p in parts)}
    abbreviated = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}
    return all(w in known or w in _IDLE or set(abbreviated.get(w, "?").split()) <= known for w in rest)


def _nearest(store: Store, question: str, near: list[Iri]) -> list[Node]:
    """Works of the same number first, then those whose keys look alike; of a large graph not all are seen."""
    current, ld = store.terms.current, store.terms.ld
    asked = key(question)
    serial = next((w for w in tokens(question) if w[0].isdigit()), "")
    same = islice(store.match(None, ELI("number"), Literal(serial), current), _READ) if serial else ()
    begins = {q.subject: _key(store, q.subject) for q in same}
    keys: dict[str, list[Iri]] = {}
    for quad in islice(store.match(None, ld("key"), None, current), _READ):
        if isinstance(quad.object, Literal):
            keys.setdefault(quad.object.value, []).append(quad.subject)
    alike = difflib.get_close_matches(asked, sorted(keys), n=_NEAREST, cutoff=0.5)
    close = [work for found in alike for work in sorted(keys[found])]
    first = sorted(begins, key=lambda work: (-_likeness(asked, begins[work]), begins[work], work))
    wanted = dict.fromkeys([*near[:_NEAREST], *first[:_NEAREST], *close])
    return [node(store, work) for work in islice(wanted, _NEAREST)]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _key(store: Store, work: Iri) -> str:
    found = store.match(work, store.terms.ld("key"), None, store.terms.current)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), "")


def _body(store: Store, body: Iri) -> str:
    found = store.match(body, SKOS("prefLabel"), None, store.terms.current)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), body)
