"""Random graphs in the form of ``current``: documents at all heights that act on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import strategies as st

from kg import readying
from kg.iri import Work, mint
from kg.ready import Ready
from kg.store import Store
from kg.terms import (
    DCTERMS,
    ELI,
    OA,
    PROV,
    RDF,
    RDF_TYPE,
    RDFS,
    Iri,
    Literal,
    Quad,
    Relation,
    Vocabulary,
    boolean,
    dated,
    decimal,
    integer,
    text,
    vocabulary,
)

PLACES = (
    ("trung-uong", "chinh-phu", "nghi-quyet"),
    ("trung-uong", "ttg", "chi-thi"),
    ("quang-nam", "ubnd", "quyet-dinh"),
    ("da-nang", "ubnd", "ke-hoach"),
    ("quang-nam/tam-ky", "ubnd", "ke-hoach"),
)
Act = tuple[int, int, int]
"""Who acts on whom, and by which row of the table of relations."""


def works(terms: Vocabulary, count: int) -> list[Iri]:
    """The IRIs of so many documents; two are known in one source only."""
    made = []
    for n in range(count):
        area, office, kind = PLACES[n % len(PLACES)]
        work = Work(area, office, kind, str(2019 + n % 4), f"{n + 1}/QĐ-UBND")
        made.append(Iri(f"{terms.base}local/{n:020}") if n in (7, 9) else mint(work, base=terms.base))
    return made


def acts(count: int) -> st.SearchStrategy[list[Act]]:
    """Statements between so many documents."""
    one = st.integers(0, count - 1)
    kinds = st.sampled_from([*[0] * 4, *range(len(vocabulary().relations))])
    return st.lists(st.tuples(one, one, kinds), max_size=40).map(lambda a: [x for x in a if x[0] != x[1]])


def quads(terms: Vocabulary, count: int, said: Sequence[Act]) -> Iterator[Quad]:
    """The graph ``current`` of documents and statements, each statement with its evidence."""
    graph, ld, source = terms.current, terms.ld, Iri(f"{terms.base}source/{'0' * 32}")
    made = works(terms, count)
    for n, work in enumerate(made):
        yield Quad(work, RDF_TYPE, ELI("LegalResource"), graph)
        yield Quad(work, RDFS("label"), text(f"Văn bản {n + 1}"), graph)
        yield Quad(work, ELI("id_local"), Literal(f"{n + 1}/QĐ-UBND"), graph)
        yield Quad(work, DCTERMS("title"), text(f"Về việc {n % 3}"), graph)
        yield Quad(work, ELI("type_document"), Iri(f"{terms.base}type/{PLACES[n % len(PLACES)][2]}"), graph)
        yield Quad(work, ELI("passed_by"), Iri(f"{terms.base}body/{'/'.join(PLACES[n % 5][:2])}"), graph)
        yield Quad(work, ELI("date_document"), dated(f"{2019 + n % 4}-02-{n % 28 + 1:02}"), graph)
        yield Quad(work, ld("held"), boolean(n % 2 == 0), graph)
    for number, (a, b, kind) in enumerate(said):
        yield from statement(terms, source, number, made[a], terms.relations[kind], made[b])


def statement(
    terms: Vocabulary, source: Iri, number: int, subject: Iri, relation: Relation, target: Iri
) -> Iterator[Quad]:
    """A statement: the direct triples, the assertion, its place in the source."""
    graph, own = terms.current, Iri(source.replace("/source/", "/graph/"))
    node, place, selector = (Iri(f"{source}#{name}-{number}") for name in ("assertion", "char", "position"))
    for term in (relation.term, *relation.above):
        yield Quad(subject, term, target, graph)
    yield Quad(node, RDF_TYPE, terms.ld("Assertion"), graph)
    yield Quad(node, RDF("subject"), subject, graph)
    yield Quad(node, RDF("predicate"), relation.term, graph)
    yield Quad(node, RDF("object"), target, graph)
    yield Quad(node, PROV("wasDerivedFrom"), source, graph)
    yield Quad(node, terms.ld("quote"), text(f"{relation.label} {number}"), graph)
    yield Quad(node, terms.ld("confidence"), decimal(0.5 + number % 40 / 100), graph)
    yield Quad(node, OA("hasTarget"), place, own)
    yield Quad(place, OA("hasSelector"), selector, own)
    yield Quad(selector, OA("start"), integer(number), own)
    yield Quad(selector, OA("end"), integer(number + 5), own)


def plain(count: int, said: Sequence[Act]) -> Store:
    """A store of which nothing is ready-made."""
    store = Store.memory()
    store.add(quads(store.terms, count, said))
    return store


def with_ready(store: Store, folder: Path) -> Store:
    """The same store, with what is ready-made of it."""
    ready = Ready(folder / "1.sqlite")
    ready.file.unlink(missing_ok=True)
    readying.write(store, ready.file)
    return Store(store.inner, store.terms, ready=ready)
