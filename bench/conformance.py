"""The W3C's SPARQL query tests, asked over loopback: how many the endpoint answers as they say.

    python bench/conformance.py [SUITE]

SUITE is the folder of the W3C tests in rdflib's source package (``test/data/suites/w3c``); without it the
package is fetched by pip.  Every file of data is a named graph of one store, and the protocol's parameters
make up the dataset of a test.  Left out: updates and entailment, which the endpoint does not offer;
federated queries count as passed when they are refused with 403.
"""

from __future__ import annotations

import csv
import io
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import run
from typing import TypeAlias
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import BNode, Literal, Node, URIRef

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.endpoint.limits import Limits
from kg.store import Store
from tests.helpers_endpoint import serving

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
DAWGT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#")

LEFT_OUT = {"entailment", "http-rdf-update", "service-description"}
RESULTS = {
    ".srx": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    ".tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".nt": "nt", ".n3": "turtle"}
EMPTY = "urn:x:empty"
Rows: TypeAlias = "list[tuple[tuple[str, Node], ...]]"
LIMITS = Limits(seconds=10, workers=1, long=1, brief=9)


@dataclass(frozen=True, slots=True)
class Case:
    """One test: what is asked over which data, and what must come."""

    name: str
    group: str
    kind: str
    query: Path
    default: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    expected: Path | None = None


def cases(suite: Path) -> Iterator[Case]:
    """The cases of all manifests."""
    for folder in ("sparql11", "dawg-data-r2"):
        for manifest in sorted((suite / folder).glob("*/manifest.ttl")):
            if manifest.parent.name in LEFT_OUT:
                continue
            graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
            for listed in graph.objects(None, MF.entries):
                for entry in Collection(graph, listed):
                    found = _case(graph, entry, f"{folder}/{manifest.parent.name}")
                    if found is not None:
                        yield found


def _case(graph: Graph, entry: Node, group: str) -> Case | None:
    kind = str(graph.value(entry, RDF.type)).partition("#")[2]
    action = graph.value(entry, MF.action)
    if "Update" in kind or kind in ("ProtocolTest", "ServiceDescriptionTest", "") or action is None:
        return None
    if graph.value(entry, DAWGT.approval) == DAWGT.Withdrawn:
        return None
    query = graph.value(action, QT.query) or action
    named = [graph.value(g, QT.graph) or g for g in graph.objects(action, QT.graphData)]
    result = graph.value(entry, MF.result)
    return Case(
        str(graph.value(entry, MF.name)),
        group,
        kind.removesuffix("11"),
        _path(query),
        tuple(sorted(_path(d) for d in graph.objects(action, QT.data))),
        tuple(sorted(map(_path, named))),
        _path(result) if isinstance(result, URIRef) else None,
    )


def _path(iri: Node) -> Path:
    return Path(urllib.request.url2pathname(str(iri).removeprefix("file://")))


def judge(case: Case, address: str) -> bool:
    """Whether the endpoint answers a case as it should."""
    query = case.query.read_text(encoding="utf-8")
    if case.kind in ("PositiveSyntaxTest", "NegativeSyntaxTest"):
        status, _ = ask(address, query, "*/*")
        refused = any(word in query.upper() for word in ("SERVICE", "FROM", "INSERT", "DELETE"))
        return status == (400 if case.kind.startswith("Neg") else 200) or (refused and status == 403)
    asked = f"BASE <{case.query.as_uri()}>\n{query}"
    data = [] if any(_chosen(case)) else _dataset(case)
    assert case.expected is not None
    suffix = case.expected.suffix
    if case.group.endswith("/service"):
        return ask(address, asked, "*/*", data)[0] == 403
    if suffix in RESULTS:
        media, form = RESULTS[suffix]
        status, body = ask(address, asked, media, data)
        wanted = as_rows(ox.parse_query_results(case.expected.read_bytes(), format=form))
        return status == 200 and same(as_rows(ox.parse_query_results(body, format=form)), wanted)
    if suffix == ".csv":
        status, body = ask(address, asked, "text/csv", data)
        return status == 200 and csv_rows(body) == csv_rows(case.expected.read_bytes())
    expected = Graph().parse(case.expected, format=FORMATS[suffix])
    if (None, RDF.type, RS.ResultSet) in expected:
        status, body = ask(address, asked, RESULTS[".srj"][0], data)
        found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON) if status == 200 else None
        return found is not None and same(as_rows(found), solutions(expected))
    status, body = ask(address, asked, "application/n-triples", data)
    return status == 200 and isomorphic(expected, Graph().parse(data=body, format="nt"))


def _dataset(case: Case) -> list[tuple[str, str]]:
    """The data of a case, as parameters of the protocol."""
    default = [path.as_uri() for path in case.default] or [EMPTY]
    named = [("named-graph-uri", path.as_uri()) for path in case.named]
    return [*(("default-graph-uri", iri) for iri in default), *named]


def as_rows(results: ox.QuerySolutions | ox.QueryBoolean) -> Rows:
    """Solutions as rows of names and values; a truth value is one row."""
    if isinstance(results, ox.QueryBoolean):
        return [(("", Literal(bool(results))),)]
    nodes: dict[str, BNode] = {}
    names = [v.value for v in results.variables]
    return [tuple((n, _term(row[n], nodes)) for n in sorted(names) if row[n] is not None) for row in results]


def solutions(expected: Graph) -> Rows:
    """A result set in the vocabulary of the tests, as rows."""
    rows: Rows = [(("", Literal(value.toPython())),) for value in expected.objects(None, RS.boolean)]
    for solution in expected.objects(None, RS.solution):
        bound = (
            (str(expected.value(b, RS.variable)), _same(expected.value(b, RS.value)))
            for b in expected.objects(solution, RS.binding)
        )
        rows.append(tuple(sorted(bound)))
    return rows


def same(a: Rows, b: Rows) -> bool:
    """Whether two answers hold the same rows, whatever their blank nodes are called."""
    if not any(isinstance(value, BNode) for row in (*a, *b) for _, value in row):
        return Counter(a) == Counter(b)
    return len(a) == len(b) and isomorphic(_graph(a), _graph(b))


def _graph(rows: Rows) -> Graph:
    graph = Graph()
    for row in rows:
        at = BNode()
        graph.add((at, RDF.type, RS.Row))
        for name, value in row:
            graph.add((at, URIRef(f"urn:x:{name}"), value))
    return graph


def _term(term: object, nodes: dict[str, BNode]) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return nodes.setdefault(term.value, BNode())
    assert isinstance(term, ox.Literal)
    language = term.language
    return _same(
        Literal(term.value, lang=language)
        if language
        else Literal(term.value, datatype=URIRef(term.datatype.value))
    )


def _same(value: Node | None) -> Node:
    """A number by its value: "1.0" and "1.00" are one decimal."""
    assert value is not None
    if not isinstance(value, Literal) or value.datatype is None:
        return value
    name = str(value.datatype).rpartition("#")[2]
    if name == "string":
        return Literal(str(value))
    if name in ("decimal", "double", "float", "integer"):
        try:
            return Literal(f"{float(value):.12g} {name}")
        except ValueError:
            return value
    return value


def csv_rows(body: bytes) -> list[list[str]]:
    """CSV with its columns and rows in order of their names; blank nodes are one name."""
    head, *found = csv.reader(io.StringIO(body.decode()))
    order = sorted(range(len(head)), key=lambda n: head[n])
    cells = ([_cell(row[n]) for n in order] for row in found)
    return [[head[n] for n in order], *sorted(cells)]


def _cell(words: str) -> str:
    if words.startswith("_:"):
        return "_:"
    try:
        return f"{float(words):.12g}"
    except ValueError:
        return words


def ask(address: str, query: str, accept: str, data: Iterable[tuple[str, str]] = ()) -> tuple[int, bytes]:
    """Status and body of a query by direct POST."""
    return _send(
        urllib.request.Request(
            f"{address}/sparql?{urlencode(list(data))}",
            query.encode(),
            {"Content-Type": "application/sparql-query", "Accept": accept},
        )
    )


def _send(request: urllib.request.Request) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def load(store: Store, every: Iterable[Case]) -> None:
    """Put the data of all cases into a store, each file a named graph."""
    store.inner.add_graph(ox.NamedNode(EMPTY))
    for path in {p for case in every for p in (*case.default, *case.named, *_chosen(case))}:
        if path.exists() and path.suffix in FORMATS:
            data = Graph().parse(path, format=FORMATS[path.suffix], publicID=path.as_uri())
            named = ox.NamedNode(path.as_uri())
            store.inner.add_graph(named)
            store.inner.load(
                data.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=named
            )


def _chosen(case: Case) -> Iterator[Path]:
    """The files that a query names itself with FROM; the endpoint holds them, it fetches nothing."""
    for line in case.query.read_text(encoding="utf-8").splitlines():
        if line.strip().upper().startswith("FROM"):
            yield case.query.parent / line.partition("<")[2].partition(">")[0]


FORM, DIRECT, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
ASK, JSON = "ASK {}", "application/sparql-results+json"
PROTOCOL: tuple[tuple[str, str, str, str, str, int, str], ...] = (
    # name, method, query string, content type, body, status, content type of the answer
    ("query_get", "GET", f"query={quote(ASK)}", "", "", 200, JSON),
    ("query_post_form", "POST", "", FORM, f"query={quote(ASK)}", 200, JSON),
    ("query_post_direct", "POST", "", DIRECT, ASK, 200, JSON),
    ("query_content_type_select", "GET", f"query={quote('SELECT (1 AS ?x) {}')}", "", "", 200, JSON),
    ("query_content_type_ask", "GET", f"query={quote(ASK)}", "", "", 200, JSON),
    (
        "query_content_type_describe",
        "GET",
        f"query={quote('DESCRIBE <http://example.org/>')}",
        "",
        "",
        200,
        "text/turtle",
    ),
    (
        "query_content_type_construct",
        "GET",
        f"query={quote('CONSTRUCT { <s> <p> 1 } {}')}",
        "",
        "",
        200,
        "text/turtle",
    ),
    ("query_dataset_default_graph", "GET", f"query={quote(ASK)}&default-graph-uri=@A", "", "", 200, JSON),
    (
        "query_dataset_default_graphs_get",
        "GET",
        f"query={quote(ASK)}&default-graph-uri=@A&default-graph-uri=@B",
        "",
        "",
        200,
        JSON,
    ),
    (
        "query_dataset_default_graphs_post",
        "POST",
        "default-graph-uri=@A&default-graph-uri=@B",
        DIRECT,
        ASK,
        200,
        JSON,
    ),
    (
        "query_dataset_named_graphs_post",
        "POST",
        "named-graph-uri=@A&named-graph-uri=@B",
        DIRECT,
        ASK,
        200,
        JSON,
    ),
    (
        "query_dataset_named_graphs_get",
        "GET",
        f"query={quote(ASK)}&named-graph-uri=@A&named-graph-uri=@B",
        "",
        "",
        200,
        JSON,
    ),
    (
        "query_dataset_full",
        "POST",
        "",
        FORM,
        f"query={quote(ASK)}&default-graph-uri=@A&named-graph-uri=@B",
        200,
        JSON,
    ),
    (
        "query_multiple_dataset",
        "GET",
        f"query={quote('ASK FROM <@A> {}')}&default-graph-uri=@B",
        "",
        "",
        200,
        JSON,
    ),
    ("bad_query_method", "PUT", f"query={quote(ASK)}", "", "", 405, ""),
    ("bad_multiple_queries", "GET", f"query={quote(ASK)}&query={quote(ASK)}", "", "", 400, ""),
    ("bad_query_wrong_media_type", "POST", "", "text/plain", ASK, 415, ""),
    ("bad_query_missing_form_type", "POST", "", "", f"query={quote(ASK)}", 415, ""),
    ("bad_query_missing_direct_type", "POST", "", "", ASK, 415, ""),
    ("bad_query_non_utf8", "POST", "", f"{DIRECT}; charset=UTF-16", "\udcff\udcfe", 400, ""),
    ("bad_query_syntax", "GET", f"query={quote('ASK { ?s ?p }')}", "", "", 400, ""),
    ("bad_update_get", "GET", f"update={quote('CLEAR ALL')}", "", "", 403, ""),
    ("refused_update_post_form", "POST", "", FORM, f"update={quote('CLEAR ALL')}", 403, ""),
    ("refused_update_post_direct", "POST", "", UPDATE, "CLEAR ALL", 403, ""),
)
"""The W3C's protocol tests for queries, and updates as a read-only service answers them."""


def protocol(address: str, graphs: tuple[str, str]) -> Iterator[tuple[str, bool]]:
    """The protocol cases."""
    for name, method, asked, kind, body, status, media in PROTOCOL:
        for mark, graph in zip(("@A", "@B"), graphs, strict=True):
            asked, body = asked.replace(mark, quote(graph)), body.replace(mark, quote(graph))
        request = urllib.request.Request(
            f"{address}/sparql" + (f"?{asked}" if asked else ""),
            body.encode("utf-8", "surrogateescape") if method == "POST" else None,
            {"Content-Type": kind or "x/none"} if method == "POST" else {},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                yield name, reply.status == status and reply.headers["Content-Type"].startswith(media)
        except urllib.error.HTTPError as error:
            yield name, error.code == status


def suite_of(arguments: list[str], stack: ExitStack) -> Path:
    """The folder of the tests: as given, else from rdflib's source package."""
    if arguments:
        return Path(arguments[0]).resolve()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-qq",
        "--no-deps",
        "--no-binary",
        "rdflib",
        "-d",
        str(folder),
        "rdflib",
    ]
    run(pip, check=True)
    (package,) = folder.glob("rdflib-*.tar.gz")
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    (found,) = folder.glob("rdflib-*/test/data/suites/w3c")
    return found


def main(arguments: list[str]) -> int:
    """Run all cases; print the share passed by group, and every case that failed."""
    passed, total, failed = Counter[str](), Counter[str](), list[str]()

    def note(group: str, name: str, ok: bool) -> None:
        total[group] += 1
        passed[group] += ok
        if not ok:
            failed.append(f"{group}: {name}")

    with ExitStack() as stack:
        suite = suite_of(arguments, stack)
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        every = list(cases(suite))
        with Store.writing(work) as store:
            load(store, every)
            graphs = (f"{store.terms.base}graph/a", f"{store.terms.base}graph/b")
            x = ox.NamedNode("http://x/")
            store.inner.extend(ox.Quad(x, x, x, ox.NamedNode(graph)) for graph in graphs)
            store.publish()
        with serving(work, LIMITS) as address:
            for case in every:
                group = f"{case.group.partition('/')[0]} {case.kind}"
                note(group, f"{case.group} {case.name}", judge(case, address))
            for name, ok in protocol(address, graphs):
                note("protocol", name, ok)
    for group in sorted(total):
        print(f"{group:40} {passed[group]:4} / {total[group]:4}  {passed[group] / total[group]:6.1%}")
    whole, good = sum(total.values()), sum(passed.values())
    print(f"{'all':40} {good:4} / {whole:4}  {good / whole:6.1%}")
    for line in failed:
        print("failed:", line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
