from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kg import current, graph
from kg.export import FORMATS, SCOPES, export, quads
from kg.network import network
from kg.rdf import from_ox, nquads
from kg.store import Store
from kg.terms import Iri, Literal, Quad, vocabulary
from kg.turtle import turtle
from tests.factories import report

QD_126 = "https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"
NQ_02 = "https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-quyet/2024/02-NQ-CP"


def _built() -> Store:
    store = Store.memory()
    made = graph.quads(report())
    run = Quad(Iri("https://luocdo.vn/run/1"), store.terms.ld("path"), Literal("/secret"), store.terms.runs)
    store.replace(made[0].graph, made, [run])
    current.refresh(store)
    return store


STORE = _built()


def whole(format_: str, **options: str) -> str:
    return "".join(export(STORE, format_, **options))


def triples_of(words: str, form: ox.RdfFormat) -> set[tuple[object, ...]]:
    return {(q.subject, q.predicate, q.object) for q in ox.parse(words.encode(), format=form)}


def test_turtle_says_what_the_graph_says() -> None:
    wanted = triples_of(whole("ntriples"), ox.RdfFormat.N_TRIPLES)
    assert triples_of(whole("turtle"), ox.RdfFormat.TURTLE) == wanted
    assert len(wanted) > 100


def test_turtle_is_for_people() -> None:
    words = whole("turtle")
    assert words.startswith("@base <https://luocdo.vn/> .\n@prefix dcterms:")
    at = words.index("<eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND>\n")
    assert words[at:].splitlines()[1:4] == [
        "    a eli:LegalResource ;",
        '    rdfs:label "Quyết định 126/QĐ-UBND"@vi ;',
        "    eli:type_document <type/quyet-dinh> ;",
    ]
    assert words.index("<eli/") < words.index("\n<assertion/")


@pytest.mark.parametrize(
    "value",
    [
        Literal('"', language=""),
        Literal("a\\b\n\t\r"),
        Literal("1.5", Iri("http://www.w3.org/2001/XMLSchema#decimal")),
        Literal("2024-01-22", Iri("http://www.w3.org/2001/XMLSchema#date")),
        Literal("x", Iri("urn:own")),
        Iri("https://luocdo.vn/def#a.b"),
        Iri("https://luocdo.vn/eli/vn/a/b/c/2024/84%20TC-CĐKT"),
        Iri("http://data.europa.eu/eli/ontology#cites"),
    ],
)
def test_turtle_writes_every_term(value: Iri | Literal) -> None:
    terms = vocabulary()
    quad = Quad(Iri("https://luocdo.vn/eli/x"), terms.ld("name"), value, terms.current)
    (read,) = ox.parse("".join(turtle([quad], terms)).encode(), format=ox.RdfFormat.TURTLE)
    assert from_ox(read.object) == value


def test_n_quads_hold_everything_but_the_runs() -> None:
    lines = whole("nquads").splitlines(keepends=True)
    graphs = [STORE.terms.current, STORE.terms.identity, *STORE.sources()]
    assert lines == nquads(q for g in graphs for q in STORE.match(None, None, None, g))
    assert "/secret" not in "".join(lines)


@pytest.mark.parametrize("scope", SCOPES)
def test_scopes(scope: str) -> None:
    graphs = {q.graph for q in quads(STORE, scope)}
    assert (STORE.terms.current in graphs) == (scope != "sources")
    assert (STORE.sources()[0] in graphs) == (scope != "current")
    assert STORE.terms.runs not in graphs


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")
def test_json_ld_is_read_by_rdflib() -> None:
    words = whole("jsonld")
    read = rdflib.Graph().parse(data=words, format="json-ld")
    plain = rdflib.Graph().parse(data=whole("ntriples"), format="nt")
    assert set(read) == set(plain)
    nodes = {n["@id"]: n for n in json.loads(words)["@graph"]}
    assert nodes[QD_126.removeprefix("https://luocdo.vn/")]["eli:id_local"] == "126/QĐ-UBND"


def test_graphml_comes_back_through_networkx() -> None:
    read = nx.parse_graphml(whole("graphml"), force_multigraph=True)
    assert set(read.nodes) == set(network(STORE).nodes)
    (edge,) = read.get_edge_data(QD_126, NQ_02).values()
    assert edge["relation"] == "thực hiện"
    assert edge["quote"] == "Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP"
    assert edge["confidence"] == 0.97
    assert read.nodes[QD_126]["label"] == "Quyết định 126/QĐ-UBND"


def test_csv_opens_in_excel() -> None:
    words = whole("csv")
    assert words.startswith("\ufeffvăn bản,")
    rows = list(csv.DictReader(io.StringIO(words.removeprefix("\ufeff"))))
    found = [r for r in rows if r["IRI"] == QD_126]
    assert [(r["văn bản"], r["quan hệ"], r["văn bản đích"], r["ngày đích"]) for r in found] == [
        ("Quyết định 126/QĐ-UBND", "thực hiện", "Nghị quyết 02/NQ-CP", "05/01/2024")
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_file(format_: str) -> None:
    assert whole(format_) == "".join(export(_built(), format_))


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        export(STORE, "xml")
