"""The graph as four tables: documents, bodies, citations, relations with their evidence.

Rows are read from the store one by one, in the order of their IRIs; :mod:`kg.sheets` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg import identity, iri
from kg.evidence import evidence
from kg.network import documents, edges, looking, sources, subjects
from kg.store import Store
from kg.terms import ELI, OA, ORG, RDF_TYPE, RDFS, SKOS, Iri, Literal

Cell: TypeAlias = "str | int | float | bool | None"
Row: TypeAlias = "tuple[Cell, ...]"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns with their kinds, its name and columns in Vietnamese, its rows."""

    name: str
    title: str
    columns: tuple[tuple[str, type, str], ...]
    rows: Callable[[Store], Iterator[Row]]


def _documents(store: Store) -> Iterator[Row]:
    current, ld = store.terms.current, store.terms.ld
    for found in documents(store):
        facts = {q.predicate: q.object for q in store.match(found.iri, None, None, current)}
        kind = facts.get(ELI("type_document"))
        yield (
            found.iri,
            found.label,
            found.number,
            _name(store, Iri(str(kind))) if kind else "",
            found.issuer,
            found.place,
            found.date,
            found.title,
            _word(facts.get(ELI("first_date_entry_in_force"))),
            _word(facts.get(ELI("date_no_longer_in_force"))),
            _word(facts.get(ld("signer"))),
            found.held,
        )


def _bodies(store: Store) -> Iterator[Row]:
    for body in subjects(store, RDF_TYPE, ORG("Organization")):
        issued = store.match(None, ELI("passed_by"), body, store.terms.current)
        place = body.removeprefix(f"{store.terms.base}body/")
        yield body, _name(store, body), place, sum(1 for _ in issued)


def _citations(store: Store) -> Iterator[Row]:
    """Every citation of every source, with the words of its first mention and where they stand."""
    ld = store.terms.ld
    for graph in sources(store):
        source = iri.source_of(graph, base=store.terms.base)
        held = next(store.match(None, ld("heldIn"), None, graph), None)
        document = identity.final(store, held.subject) if held else ""
        mentions: dict[Iri, list[tuple[int, int, str]]] = {}
        for quad in store.match(None, ld("mentionOf"), None, graph):
            mentions.setdefault(Iri(str(quad.object)), []).append(_place(store, quad.subject, graph))
        for quad in store.match(None, RDF_TYPE, ld("Citation"), graph):
            facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, graph)}
            work = facts.get(ld("refersTo"))
            places = sorted(mentions.get(quad.subject, []))
            start, end, words = places[0] if places else (None, None, "")
            yield (
                quad.subject,
                document,
                identity.final(store, Iri(str(work))) if work else "",
                _word(facts.get(ld("kind"))) or "document",
                _word(facts.get(ld("resolution"))),
                _word(facts.get(ld("reason"))),
                float(_word(facts.get(ld("confidence"))) or 0),
                len(places),
                words,
                start,
                end,
                source,
            )


def _relations(store: Store) -> Iterator[Row]:
    look, ld = looking(store), store.terms.ld
    for edge in edges(store):
        subject, target, relation = look(edge.subject), look(edge.object), edge.relation
        (said,) = evidence(store, [edge.assertion])
        yield (
            subject.label,
            subject.issuer,
            subject.date,
            relation.label,
            target.label,
            target.issuer,
            target.date,
            said.quote,
            said.confidence,
            relation.predicate,
            relation.sense,
            edge.word(ld("part")) == "true",
            said.rule,
            said.cue,
            str(edge.facts.get(ld("review"), "")).removeprefix(ld.iri),
            said.start,
            said.end,
            said.source,
            subject.iri,
            target.iri,
            relation.term,
            edge.assertion,
        )


TABLES = (
    Table(
        "documents",
        "Văn bản",
        (
            ("iri", str, "IRI"),
            ("label", str, "văn bản"),
            ("number", str, "số"),
            ("type", str, "loại"),
            ("issuer", str, "cơ quan"),
            ("place", str, "nơi"),
            ("date", str, "ngày"),
            ("title", str, "trích yếu"),
            ("in_force", str, "hiệu lực từ"),
            ("no_longer_in_force", str, "hết hiệu lực"),
            ("signer", str, "người ký"),
            ("held", bool, "có toàn văn"),
        ),
        _documents,
    ),
    Table(
        "bodies",
        "Cơ quan",
        (("iri", str, "IRI"), ("name", str, "tên"), ("place", str, "nơi"), ("documents", int, "số văn bản")),
        _bodies,
    ),
    Table(
        "citations",
        "Viện dẫn",
        (
            ("iri", str, "IRI"),
            ("document", str, "văn bản"),
            ("cited", str, "văn bản được dẫn"),
            ("kind", str, "dạng"),
            ("resolution", str, "nhận diện"),
            ("reason", str, "lý do"),
            ("confidence", float, "độ tin cậy"),
            ("mentions", int, "số lần"),
            ("words", str, "chữ trong văn bản"),
            ("start", int, "từ ký tự"),
            ("end", int, "đến ký tự"),
            ("source", str, "nguồn"),
        ),
        _citations,
    ),
    Table(
        "relations",
        "Quan hệ",
        (
            ("subject", str, "văn bản"),
            ("subject_issuer", str, "cơ quan"),
            ("subject_date", str, "ngày"),
            ("relation", str, "quan hệ"),
            ("object", str, "văn bản đích"),
            ("object_issuer", str, "cơ quan đích"),
            ("object_date", str, "ngày đích"),
            ("quote", str, "câu văn"),
            ("confidence", float, "độ tin cậy"),
            ("predicate", str, "vị từ"),
            ("sense", str, "sắc thái"),
            ("part", bool, "một phần"),
            ("rule", str, "quy tắc"),
            ("cue", str, "chữ báo"),
            ("review", str, "người xem lại"),
            ("start", int, "từ ký tự"),
            ("end", int, "đến ký tự"),
            ("source", str, "nguồn"),
            ("subject_iri", str, "IRI"),
            ("object_iri", str, "IRI đích"),
            ("term", str, "thuật ngữ"),
            ("assertion", str, "khẳng định"),
        ),
        _relations,
    ),
)
"""The tables, in the order of a workbook."""


def _place(store: Store, mention: Iri, graph: Iri) -> tuple[int, int, str]:
    """Where a mention stands, and its words."""
    found: dict[Iri, str] = {}
    for target in store.match(mention, OA("hasTarget"), None, graph):
        for selector in store.match(Iri(str(target.object)), OA("hasSelector"), None, graph):
            for fact in store.match(Iri(str(selector.object)), None, None, graph):
                found[fact.predicate] = _word(fact.object)
    return int(found.get(OA("start"), "0")), int(found.get(OA("end"), "0")), found.get(OA("exact"), "")


def _name(store: Store, thing: Iri) -> str:
    facts = {q.predicate: q.object for q in store.match(thing, None, None, store.terms.current)}
    return _word(facts.get(SKOS("prefLabel")) or facts.get(RDFS("label")))


def _word(value: Iri | Literal | None) -> str:
    return value.value if isinstance(value, Literal) else ""
