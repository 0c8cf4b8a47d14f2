from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.endpoint.formats import GRAPHS, TABLES, choose, prefers_html
from kg.store import Store
from tests.helpers_endpoint import build, serving

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    return build(tmp_path_factory.mktemp("protocol") / "graph", examples)


@pytest.fixture(scope="module")
def address(graph: Path) -> Iterator[str]:
    with serving(graph, cors="https://a.example") as found:
        yield found


class Reply:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "")

    @property
    def json(self) -> dict[str, object]:
        return json.loads(self.body)


def fetch(url: str, body: bytes | None = None, method: str = "", **headers: str) -> Reply:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data=body, headers=names, method=method or None)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return Reply(reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read())
    except urllib.error.HTTPError as error:
        return Reply(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


def ask(address: str, query: str, **headers: str) -> Reply:
    return fetch(f"{address}/sparql?{urlencode({'query': query})}", **headers)


def test_get_and_both_posts_give_the_same(address: str) -> None:
    replies = [
        ask(address, COUNT),
        fetch(f"{address}/sparql", urlencode({"query": COUNT}).encode(), Content_Type=FORM),
        fetch(f"{address}/sparql", COUNT.encode(), Content_Type="application/sparql-query; charset=utf-8"),
    ]
    assert [r.status for r in replies] == [200, 200, 200]
    assert len({r.body for r in replies}) == 1
    assert replies[0].type == "application/sparql-results+json"


def test_the_default_graph_is_the_derived_graph(address: str, graph: Path) -> None:
    store = Store.reading(graph)
    in_current = sum(1 for _ in store.match(None, None, None, store.terms.current))
    found = ask(address, COUNT, Accept="text/csv").body.decode().split()
    assert found == ["n", str(in_current)]
    naive = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    (row,) = store.inner.query(naive)  # the same question to the store itself: one graph a source
    assert row["n"].value == "0"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0.2, text/csv;q=0.9", "text/csv"),
        ("application/*;q=0.5, text/tab-separated-values;q=0.4", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_tables_come_as_accepted(address: str, accept: str, media: str) -> None:
    reply = ask(address, "SELECT ?s { ?s a ?t } LIMIT 3", Accept=accept)
    assert (reply.status, reply.type.partition(";")[0]) == (200, media)
    assert reply.headers["vary"].startswith("Accept")


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("*/*", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_as_accepted(address: str, accept: str, media: str, form: ox.RdfFormat) -> None:
    reply = ask(address, "CONSTRUCT { ?s a ?t } { ?s a ?t } LIMIT 7", Accept=accept)
    assert (reply.status, reply.type.partition(";")[0]) == (200, media)
    assert len(list(ox.parse(reply.body, format=form))) == 7


def test_describe_and_ask(address: str) -> None:
    described = ask(address, "DESCRIBE <https://luocdo.vn/type/quyet-dinh>", Accept="application/n-triples")
    assert "Quyết định" in described.body.decode()
    assert ask(address, "ASK { ?s ?p ?o }").json == {"head": {}, "boolean": True}
    assert b"<boolean>false</boolean>" in ask(address, "ASK { FILTER(false) }", Accept="text/xml").body


def test_a_form_by_name_for_clients_without_accept(address: str) -> None:
    reply = fetch(f"{address}/sparql?{urlencode({'query': COUNT, 'format': 'tsv'})}")
    assert reply.type == "text/tab-separated-values; charset=utf-8"


def test_what_cannot_be_given_is_406_and_lists_what_can(address: str) -> None:
    reply = ask(address, COUNT, Accept="image/png")
    assert reply.status == 406
    assert "text/csv" in str(reply.json["detail_en"])
    assert ask(address, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/csv").status == 406


def test_datasets_of_the_protocol(address: str, graph: Path) -> None:
    store = Store.reading(graph)
    source = store.sources()[0]
    held = sum(1 for _ in store.match(None, None, None, source))
    where = urlencode({"query": COUNT, "default-graph-uri": source, "format": "csv"})
    assert fetch(f"{address}/sparql?{where}").body.decode().split() == ["n", str(held)]
    named = urlencode(
        {"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "named-graph-uri": source, "format": "csv"}
    )
    assert fetch(f"{address}/sparql?{named}").body.decode().split() == ["g", source]
    body = urlencode({"default-graph-uri": source, "format": "csv"})
    posted = fetch(f"{address}/sparql?{body}", COUNT.encode(), Content_Type="application/sparql-query")
    assert posted.body.decode().split() == ["n", str(held)]


def test_the_datasets_of_a_query_and_what_the_protocol_says_first(address: str, graph: Path) -> None:
    store = Store.reading(graph)
    a, b = store.sources()[:2]
    held = {g: sum(1 for _ in store.match(None, None, None, g)) for g in (a, b)}
    query = f"SELECT (COUNT(*) AS ?n) FROM <{a}> {{ ?s ?p ?o }}"
    assert ask(address, query, Accept="text/csv").body.decode().split() == ["n", str(held[a])]
    where = urlencode({"query": query, "default-graph-uri": b, "format": "csv"})
    assert fetch(f"{address}/sparql?{where}").body.decode().split() == ["n", str(held[b])]


def test_paths_and_times_are_not_open(address: str, graph: Path) -> None:
    terms = Store.reading(graph).terms
    assert ask(address, "ASK { GRAPH ?g { ?s ld:path ?path } }").json["boolean"] is False
    assert ask(address, f"ASK {{ GRAPH <{terms.runs}> {{ ?s ?p ?o }} }}").json["boolean"] is False
    assert ask(address, f"ASK FROM <{terms.runs}> {{ ?s ?p ?o }}").status == 403
    assert fetch(f"{address}/graph/runs").status == 404


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("ASK { SERVICE SILENT <http://127.0.0.1:9/> {} }", "SERVICE is refused"),
        ("INSERT DATA { <a> <b> <c> }", "INSERT is refused"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is refused"),
        ("ASK FROM <http://127.0.0.1:9/> {}", "nothing is fetched"),
        ("ASK FROM NAMED <file:///etc/passwd> {}", "nothing is fetched"),
    ],
)
def test_forbidden_with_the_reason_in_both_languages(address: str, query: str, reason: str) -> None:
    reply = ask(address, query)
    assert reply.status == 403
    assert reply.type == "application/problem+json"
    assert reason in str(reply.json["detail_en"])
    assert "từ chối" in str(reply.json["detail_vi"])


def test_updates_are_forbidden_by_every_door(address: str) -> None:
    update = "INSERT DATA { <a> <b> <c> }"
    assert fetch(f"{address}/sparql?{urlencode({'update': update})}").status == 403
    assert fetch(f"{address}/sparql", urlencode({"update": update}).encode(), Content_Type=FORM).status == 403
    assert fetch(f"{address}/sparql", update.encode(), Content_Type="application/sparql-update").status == 403


def test_a_foreign_graph_of_the_protocol_is_forbidden(address: str) -> None:
    where = urlencode({"query": COUNT, "default-graph-uri": "http://127.0.0.1:9/x"})
    assert fetch(f"{address}/sparql?{where}").status == 403


def test_broken_requests(address: str) -> None:
    def status(query_string: str) -> int:
        return fetch(f"{address}/sparql?{query_string}").status

    assert status("query=ASK%7B%7D&query=ASK%7B%7D") == 400
    assert status("query=%FF") == 400
    assert status("default-graph-uri=x") == 400
    assert fetch(f"{address}/sparql", b"", Content_Type=FORM).status == 400
    assert fetch(f"{address}/sparql", b"\xff", Content_Type="application/sparql-query").status == 400
    assert fetch(f"{address}/sparql", b"x", Content_Type="multipart/form-data").status == 415
    assert fetch(f"{address}/sparql", method="PUT").status == 405
    assert fetch(f"{address}/sparql", method="DELETE").status == 405
    long = f"ASK {{ ?s ?p '{'a' * 300_000}' }}"
    assert fetch(f"{address}/sparql", long.encode(), Content_Type="application/sparql-query").status == 413


def test_an_error_names_the_place(address: str) -> None:
    reply = ask(address, "SELECT *\nWHERE { ?s ?p }")
    assert reply.status == 400
    assert "malformed query, line 2, column 1" in str(reply.json["detail_en"])


def test_head_has_no_body(address: str) -> None:
    reply = fetch(f"{address}/sparql?{urlencode({'query': COUNT})}", method="HEAD")
    assert (reply.status, reply.body) == (200, b"")


def test_cors_is_for_the_origin_that_was_named(address: str) -> None:
    assert ask(address, "ASK {}", Origin="https://a.example").headers["access-control-allow-origin"] == (
        "https://a.example"
    )
    assert "access-control-allow-origin" not in ask(address, "ASK {}", Origin="https://b.example").headers


def test_without_a_query_machines_get_the_service_description(address: str) -> None:
    reply = fetch(f"{address}/sparql", Accept="text/turtle")
    found = ox.Store()
    found.bulk_extend(
        ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph())
        for q in ox.parse(reply.body, format=ox.RdfFormat.TURTLE)
    )
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    sd += "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    assert found.query(
        f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{address}/sparql> ; "
        "sd:supportedLanguage sd:SPARQL11Query }"
    )
    (row,) = found.query(
        f"{sd} SELECT ?c {{ ?s sd:defaultDataset/sd:defaultGraph/rdfs:comment ?c FILTER(LANG(?c) = 'en') }}"
    )
    assert "derived graph, current" in row["c"].value


def test_without_a_query_people_get_the_page_and_all_of_it_is_here(address: str) -> None:
    page = fetch(f"{address}/sparql", Accept=BROWSER)
    assert page.type.startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "http://" not in page.body.decode().replace(address, "")
    assert "https://" not in page.body.decode()
    for name in ("yasgui.min.js", "yasgui.min.css", "page.js"):
        assert fetch(f"{address}/sparql/{name}").status == 200
    assert fetch(f"{address}/sparql/SHA256SUMS").status == 404
    script = fetch(f"{address}/sparql/page.js").body.decode()
    assert "Quyết định 126/QĐ-UBND thực hiện văn bản nào" in script


def test_things_come_as_pages_and_as_rdf(address: str) -> None:
    path = "/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-" + quote("QĐ") + "-UBND"
    page = fetch(address + path, Accept=BROWSER)
    assert (page.status, page.type) == (200, "text/html; charset=utf-8")
    assert "Nghị quyết 02/NQ-CP" in page.body.decode()
    turtle = fetch(address + path, Accept="text/turtle")
    subjects = {str(q.subject) for q in ox.parse(turtle.body, format=ox.RdfFormat.TURTLE)}
    assert "<https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND>" in subjects
    assert fetch(address + path, Accept="application/ld+json").type == "application/ld+json"
    assert fetch(f"{address}/type/quyet-dinh", Accept="text/turtle").status == 200
    assert fetch(f"{address}/eli/vn/khong/co", Accept="text/turtle").status == 404
    assert fetch(f"{address}/eli/vn/khong/co", Accept=BROWSER).status == 404
    assert fetch(f"{address}/eli/%3Cscript%3E", Accept=BROWSER).status in (400, 404)
    assert b"<script>" not in fetch(f"{address}/eli/%3Cscript%3E", Accept=BROWSER).body


def test_every_link_of_a_page_leads_somewhere(address: str) -> None:
    path = "/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-" + quote("QĐ") + "-UBND"
    page = fetch(address + path, Accept=BROWSER).body.decode()
    links = {part.partition('"')[0] for part in page.split('href="')[1:]}
    own = [link for link in links if link.startswith("/")]
    assert len(own) > 5
    assert {link: fetch(address + link, Accept=BROWSER).status for link in own} == dict.fromkeys(own, 200)


def test_sources_and_graphs_too(address: str, graph: Path) -> None:
    store = Store.reading(graph)
    source = store.sources()[0]
    path = source.removeprefix(store.terms.base)
    whole = fetch(f"{address}/{path}", Accept="application/n-triples")
    assert whole.status in (200, 413)  # the test's limits are small; an answer is whole or refused
    held = fetch(f"{address}/{path.replace('graph', 'source')}", Accept="application/n-triples")
    assert held.status == 200
    assert b"characters" in held.body


def test_the_vocabulary(address: str) -> None:
    assert fetch(f"{address}/def", Accept=BROWSER).type.startswith("text/html")
    assert fetch(f"{address}/def", Accept="text/turtle").type.startswith("text/turtle")


def test_void_counts_what_is_there(address: str, graph: Path) -> None:
    reply = fetch(f"{address}/.well-known/void", Accept="application/n-triples")
    store = Store.reading(graph)
    triples = sum(1 for _ in store.match(None, None, None, store.terms.current))
    assert f'<{store.terms.current}> <http://rdfs.org/ns/void#triples> "{triples}"' in reply.body.decode()
    assert f'void#documents> "{len(store.sources())}"' in reply.body.decode()
    assert f"sparqlEndpoint> <{address}/sparql>" in reply.body.decode()


def test_ranges_of_accept() -> None:
    assert choose("", TABLES).name == "json"
    assert choose("text/csv;q=abc, */*;q=0.1", TABLES).name == "json"
    assert choose("TEXT/CSV", TABLES).name == "csv"
    assert choose("application/ld+json;profile=x", GRAPHS).name == "jsonld"
    assert prefers_html(BROWSER, GRAPHS)
    assert not prefers_html("*/*", GRAPHS)
    assert not prefers_html("text/turtle, text/html;q=0.5", GRAPHS)
