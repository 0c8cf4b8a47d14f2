"""The commands that carry the graph to other tools: every export read back, queries, clusters, servers."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
import rdflib

from kg import batch, cli
from kg.export import FORMATS, export
from kg.network import edges
from kg.sheets import WRITERS
from kg.store import Store
from kg.terms import ELI, RDF_TYPE
from nlp import extract
from tests.helpers_needs import need
from tests.helpers_servers import SERVERS

SOME = ("nq-02-nq-cp-2024.txt", "qd-126-qd-ubnd-quang-nam-2024.txt", "kh-35-kh-ubnd-thang-binh-2024.md")
QD_126 = "https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"


def run(*words: str | Path) -> int:
    try:
        return cli.main([str(word) for word in words])
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    folder = tmp_path_factory.mktemp("data") / "in"
    folder.mkdir()
    for name in SOME:
        shutil.copy(examples / name, folder)
    return folder


@pytest.fixture(scope="module")
def built(given: Path) -> Path:
    batch.build([given], given.parent / "graph", extract)
    return given.parent / "graph"


def works(built: Path) -> set[str]:
    store = Store.reading(built)
    return {q.subject for q in store.match(None, RDF_TYPE, ELI("LegalResource"), store.terms.current)}


# export: what each format's own readers find in it


def _rdf(form: ox.RdfFormat) -> Callable[[Path], set[str]]:
    def read(path: Path) -> set[str]:
        typed = ox.NamedNode(RDF_TYPE), ox.NamedNode(ELI("LegalResource"))
        quads = ox.parse(path.read_bytes(), format=form)
        named = (None, ox.NamedNode("https://luocdo.vn/graph/current"), ox.DefaultGraph())
        return {
            str(q.subject.value)
            for q in quads
            if (q.predicate, q.object) == typed
            and q.graph_name in named
            and not isinstance(q.subject, ox.Triple)
        }

    return read


def _jsonld(path: Path) -> set[str]:
    graph = rdflib.Graph().parse(path, format="json-ld")
    return set(map(str, graph.subjects(rdflib.RDF.type, rdflib.URIRef(ELI("LegalResource")))))


def _csv(path: Path) -> set[str]:
    frame = pd.read_csv(path, encoding="utf-8-sig")
    return {*frame["IRI"], *frame["IRI đích"]}


def _workbook(path: Path) -> set[str]:
    _, *rows = openpyxl.load_workbook(path, read_only=True)["Văn bản"].values
    return {str(row[0]) for row in rows}


READERS: dict[str, Callable[[Path], set[str]]] = {
    "turtle": _rdf(ox.RdfFormat.TURTLE),
    "nquads": _rdf(ox.RdfFormat.N_QUADS),
    "ntriples": _rdf(ox.RdfFormat.N_TRIPLES),
    "jsonld": _jsonld,
    "graphml": lambda path: set(nx.read_graphml(path, force_multigraph=True)),
    "gexf": lambda path: set(nx.read_gexf(path, version="1.3")),
    "csv": _csv,
    "tables": lambda path: set(pd.read_csv(path / "documents.csv", encoding="utf-8-sig")["iri"]),
    "parquet": lambda path: set(pq.read_table(path / "documents.parquet")["iri"].to_pylist()),
    "xlsx": _workbook,
}


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == {*FORMATS, *WRITERS}


@pytest.mark.parametrize("form", READERS)
def test_every_export_is_read_back(built: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / "new" / f"out.{form}"
    assert run("export", "--format", form, "--output", target, "--graph", built) == 0
    found, whole = READERS[form](target), works(built)
    assert QD_126 in found
    assert found == whole if form != "csv" else found <= whole


@pytest.mark.parametrize("form", WRITERS)
def test_what_is_no_text_wants_a_place(built: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--format", form, "--graph", built) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"--format {form}: cần --output / needs --output\n"


# query: the limits and forms of the endpoint


def test_query_in_every_form_of_the_endpoint(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = f"SELECT ?n {{ <{QD_126}> eli:id_local ?n }}"
    wanted = {
        "csv": "n\r\n126/QĐ-UBND\r\n",
        "tsv": '?n\n"126/QĐ-UBND"\n',
        "json": '{"head":{"vars":["n"]},"results":{"bindings":[\n'
        '{"n": {"type": "literal", "value": "126/QĐ-UBND"}}\n]}}\n',
    }
    for form, words in wanted.items():
        assert run("query", "-q", asked, "--format", form, "--graph", built) == 0
        assert capsys.readouterr().out == words
    described = f"CONSTRUCT {{ <{QD_126}> eli:id_local ?n }} {{ <{QD_126}> eli:id_local ?n }}"
    assert run("query", "-q", described, "--graph", built) == 0
    assert capsys.readouterr().out.endswith('eli:id_local "126/QĐ-UBND" .\n')
    assert run("query", "-q", described, "--format", "jsonld", "--graph", built) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("-q", "SELECT * { ?s ?p ?o }", "--rows", "5"), "more than 5 rows"),
        (
            ("-q", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--seconds", "0.5"),
            "not done within 0.5 seconds",
        ),
        (("-q", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), "SERVICE is refused"),
        (("-q", "DROP ALL"), "read only"),
        (("-q", "ASK {}", "--format", "turtle"), "no form"),
    ],
)
def test_query_is_refused_as_the_endpoint_refuses(
    built: Path, words: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", *words, "--graph", built) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert reason in said.err


def test_a_limit_must_be_above_zero(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "-q", "ASK {}", "--rows", "0", "--graph", built) == 2
    assert capsys.readouterr().err == "--rows: phải lớn hơn 0 / must be above zero\n"


# batch and load


def test_batch_then_load_is_build(
    given: Path, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run("batch", given, out, "--shares", "3", "--jobs", "2") == 0
    assert capsys.readouterr().out.startswith("3 văn bản đã đọc, 0 lỗi, ")
    assert run("batch", given, out, "--shares", "3") == 0
    assert capsys.readouterr().out.startswith("0 văn bản đã đọc, 0 lỗi, 0 phần mới")
    assert run("load", out, "--graph", tmp_path / "graph") == 0
    capsys.readouterr()
    said = []
    for folder in (built, tmp_path / "graph"):
        assert run("export", "--format", "nquads", "--graph", folder) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]


def test_batch_names_where_the_failures_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "hỏng.pdf").write_bytes(b"%PDF-1.7 broken")
    assert run("batch", tmp_path / "in", tmp_path / "out", "--shares", "1", "--jobs", "1") == 1
    assert str(tmp_path / "out" / "failed") in capsys.readouterr().err
    assert pq.read_table(tmp_path / "out" / "failed").num_rows == 1


def test_batch_and_load_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("batch", tmp_path / "none", tmp_path / "out") == 1
    assert "does not exist" in capsys.readouterr().err
    assert run("batch", tmp_path, tmp_path / "out", "--shares", "0") == 2
    assert run("load", tmp_path, "--graph", tmp_path / "graph") == 1
    assert "not what luocdo batch wrote" in capsys.readouterr().err
    assert not (tmp_path / "graph").exists()


# servers


@pytest.fixture(scope="module", params=list(SERVERS))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    start, installed = SERVERS[request.param]
    need(request.param, installed)
    with start(tmp_path_factory.mktemp(request.param)) as url:
        yield url


def test_every_reading_command_says_the_same_of_a_server(
    server: str, given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph"
    assert run("build", given, "--graph", graph, "--store", server) == 0
    assert "127.0.0.1: " in capsys.readouterr().out
    asked = f"SELECT ?p ?o {{ <{QD_126}> ?p ?o }} ORDER BY ?p ?o"
    inside = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?d a eli:LegalResource } }"
    commands = [
        ("trace", "126/QĐ-UBND", "--format", "json"),
        ("trace", "02/NQ-CP", "--down"),
        ("show", "126/QĐ-UBND", "--evidence"),
        ("status", "126/QĐ-UBND", "--on", "2024-06-01"),
        ("sources",),
        ("identity",),
        ("analyse",),
        ("query", "-q", asked, "--format", "csv"),
        ("query", "-q", inside),
        ("query", "-q", "ASK { ?s ld:implements ?o }"),
        ("query", "-q", "ASK { ?s ld:implements ?s }"),
        ("query", "-q", f"CONSTRUCT WHERE {{ <{QD_126}> ?p ?o }}", "--format", "ntriples"),
        *(("export", "--format", form) for form in ("turtle", "nquads", "graphml", "csv")),
    ]
    for command in commands:
        said = []
        for place in (("--graph", graph), ("--store", server)):
            assert run(*command, *place) == 0, command
            said.append(sorted(capsys.readouterr().out.splitlines()))
        assert said[0] == said[1], command
        assert said[0], command


def test_a_decision_reaches_the_server(
    server: str, given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph"
    run("build", given, "--graph", graph, "--store", server)
    other = "https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-quyet/2024/02-NQ-CP"
    assert run("identity", "--split", QD_126, other, "--by", "thử", "--graph", graph, "--store", server) == 0
    capsys.readouterr()
    asked = "SELECT ?verdict { GRAPH ?g { ?r ld:verdict ?verdict } }"
    assert run("query", "-q", asked, "--format", "csv", "--store", server) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["verdict"], ["apart"]]


def test_a_reviewed_relation_reaches_the_server(
    server: str, given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph"
    run("build", given, "--graph", graph, "--store", server)
    store = Store.reading(graph)
    assertion = min(edge.assertion for edge in edges(store) if edge.subject == QD_126)
    assert run("review", "reject", assertion, "--by", "thử", "--graph", graph, "--store", server) == 0
    said = []
    for place in (("--graph", graph), ("--store", server)):
        capsys.readouterr()
        assert run("export", "--format", "turtle", *place) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
    assert said[0] != "".join(export(store, "turtle"))


@pytest.mark.parametrize(
    ("question", "reason"),
    [("SELECT * FROM <http://example.org/> { ?s ?p ?o }", "not held here"), ("CLEAR ALL", "read only")],
)
def test_a_server_is_asked_nothing_that_we_refuse(
    server: str, question: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", "-q", question, "--store", server) == 1
    assert reason in capsys.readouterr().err


def test_rows_of_a_server_are_counted(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "-q", "SELECT * { ?s ?p ?o }", "--rows", "3", "--store", server) == 1
    assert "more than 3 rows" in capsys.readouterr().err


def test_a_server_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "126/QĐ-UBND", "--store", "http://127.0.0.1:9/query") == 1
    assert "no answer from 127.0.0.1:9" in capsys.readouterr().err
