"""From what a person types to works: "126 qđ ubnd", "Quyết định 126/QĐ-UBND Quảng Nam 2024"."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from kg.iri import parse
from kg.keys import joined, key, tokens
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDFS, SKOS, Iri, Literal

_IDLE = frozenset({"so", "ngay", "thang", "nam", "cua", "ve", "va", "khoa"})
_NEAREST = 5


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
    """The works that fit a question; where none does, the nearest."""

    works: tuple[Node, ...]
    nearest: tuple[Node, ...] = ()


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
    spelling fits, others do not count: "57-NQ/TW" is not 57/NQ-TW.
    """
    question = question.strip()
    if question.startswith(store.terms.base):
        known = next(store.match(Iri(question), ELI("id_local"), None, store.terms.current), None)
        known = known or next(store.match(Iri(question), RDFS("label"), None, store.terms.current), None)
        return Found((node(store, Iri(question)),) if known else ())
    words = tokens(question)
    keyed = list(_by_key(store, words))
    fitting = [n for n, rest in keyed if _fits(n, rest)]
    exact = [n for n in fitting if n.number and n.number in question]
    works = exact or fitting or list(_by_serial(store, words))
    if works:
        return Found(tuple(sorted(works, key=lambda n: (n.label, n.date, n.iri))))
    return Found((), tuple(_nearest(store, question, [n for n, _ in keyed])))


def _by_key(store: Store, words: list[str]) -> Iterator[tuple[Node, list[str]]]:
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
            yield node(store, quad.subject), words[:i] + words[j:]


def _by_serial(store: Store, words: list[str]) -> Iterator[Node]:
    """Works of a running number alone, "Quyết định 126", that every other word fits."""
    for n, word in enumerate(words):
        if word[0].isdigit():
            for quad in store.match(None, ELI("number"), Literal(word), store.terms.current):
                found = node(store, quad.subject)
                if _fits(found, words[:n] + words[n + 1 :]):
                    yield found


def _fits(found: Node, rest: list[str]) -> bool:
    parts = found.date.split("-")
    known = {*tokens(str(found)), *tokens(found.title), *parts, *(p.lstrip("0") for p in parts)}
    abbreviated = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}
    return all(w in known or w in _IDLE or set(abbreviated.get(w, "?").split()) <= known for w in rest)


def _nearest(store: Store, question: str, near: list[Node]) -> list[Node]:
    """Works of the same number first, then those whose keys look alike."""
    keys: dict[str, list[Iri]] = {}
    for quad in store.match(None, store.terms.ld("key"), None, store.terms.current):
        if isinstance(quad.object, Literal):
            keys.setdefault(quad.object.value, []).append(quad.subject)
    asked = key(question)
    close = difflib.get_close_matches(asked, sorted(keys), n=_NEAREST, cutoff=0.5)
    serial = next((w for w in tokens(question) if w[0].isdigit()), "")
    begins = sorted(k for k in keys if serial and k.startswith(serial) and not k[len(serial) :][:1].isdigit())
    found = near + [node(store, i) for k in dict.fromkeys(begins + close) for i in sorted(keys[k])]
    return list({n.iri: n for n in found}.values())[:_NEAREST]


def _body(store: Store, body: Iri) -> str:
    found = store.match(body, SKOS("prefLabel"), None, store.terms.current)
    return next((q.object.value for q in found if isinstance(q.object, Literal)), body)
