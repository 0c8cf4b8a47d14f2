"""A SPARQL 1.1 server behind the store's functions: ``open_store("http://host:7878/query")``.

:class:`Remote` answers what :class:`kg.store.Store` asks of Oxigraph, over HTTP.  Reading a quad costs a
request, so a graph is built in a folder and then brought to the server by :func:`kg.pushing.push`.

Servers differ: updates go to ``/update`` beside ``/query``, else to the same address; they are sent as
forms, because Virtuoso 7 hangs on a direct POST; in portions, because it compiles each one.
"""

from __future__ import annotations

import base64
import http.client
import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store import Store
from kg.terms import Iri, Vocabulary, base_iri, vocabulary

if TYPE_CHECKING:
    from urllib.parse import SplitResult

_Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple"

PORTION = 500
"""Triples in one update."""
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/sparql-results+json"
_XSD = "http://www.w3.org/2001/XMLSchema#"


class NoAnswer(GraphError):  # noqa: N818 - the name says what is wrong
    """The server cannot be reached, refuses, or cuts its answers short."""


class Remote:
    """What the store asks of Oxigraph, asked of a server; see ``pyoxigraph.Store``.

    ``prefix`` begins the names of our graphs; ``hidden`` are those that are not shown.
    """

    def __init__(
        self,
        query_url: str,
        update_url: str = "",
        *,
        prefix: str = "",
        hidden: frozenset[str] = frozenset(),
        timeout: float = 120,
    ) -> None:
        self.query_url = urlsplit(query_url)
        if self.query_url.scheme not in ("http", "https") or not self.query_url.hostname:
            raise NoAnswer(f"địa chỉ máy chủ hỏng: {query_url}", f"not the address of a server: {query_url}")
        beside = re.sub(r"/query$", "/update", query_url)
        self.update_url = urlsplit(update_url or beside)
        self.prefix, self.hidden, self.timeout = prefix, hidden, timeout
        self._connections: dict[str, http.client.HTTPConnection] = {}

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002 - as pyoxigraph calls it
        graph_name: Any = None,
    ) -> Iterator[ox.Quad]:
        """The quads that fit; None stands for anything."""
        given = (subject, predicate, object, graph_name)
        s, p, o, g = (f"?{n}" if term is None else str(term) for n, term in zip("spog", given, strict=True))
        for row in self._select(f"SELECT * WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            found: list[Any] = [
                row[n] if term is None else term for n, term in zip("spog", given, strict=True)
            ]
            if graph_name is not None or self._ours(found[3]):
                yield ox.Quad(*found)

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """The named graphs, but for those that are hidden, and those of the server's own.

        Grouped, for Virtuoso takes minutes for ``SELECT DISTINCT`` where this takes a third of a second.
        """
        for row in self._select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
            if isinstance(row["g"], ox.NamedNode) and self._ours(row["g"]):
                yield row["g"]

    def _ours(self, graph: ox.NamedNode) -> bool:
        return graph.value.startswith(self.prefix) and graph.value not in self.hidden

    def contains_named_graph(self, graph_name: ox.NamedNode) -> bool:
        """Whether a graph holds anything."""
        return bool(self._select(f"SELECT * WHERE {{ GRAPH {graph_name} {{ ?s ?p ?o }} }} LIMIT 1"))

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self._portions("INSERT DATA", quads)

    def bulk_extend(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads."""
        self.extend(quads)

    def bulk_load(self, data: bytes | str, *, format: ox.RdfFormat, lenient: bool = False) -> None:  # noqa: A002
        """Add serialised quads."""
        self.extend(ox.parse(data, format=format, lenient=lenient))

    def add(self, quad: ox.Quad) -> None:
        """Add a quad."""
        self.extend([quad])

    def remove(self, quad: ox.Quad) -> None:
        """Remove a quad."""
        self._portions("DELETE DATA", [quad])

    def remove_graph(self, graph_name: ox.NamedNode) -> None:
        """Remove a named graph."""
        self.update(f"DROP SILENT GRAPH {graph_name}")

    def flush(self) -> None:
        """Nothing: the server keeps what it has accepted."""

    def __len__(self) -> int:
        """All triples of named graphs."""
        (row,) = self._select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(cast(ox.Literal, row["n"]).value)

    def update(self, text: str) -> None:
        """Run an update."""
        self._send(self.update_url, [("update", text), *_Quirks.of(self.update_url, text)], "*/*")

    def ask(self, query: str, accept: str, dataset: Iterable[tuple[str, str]] = ()) -> tuple[bytes, int]:
        """The answer to a query as the server writes it, and at how many rows it cuts its answers (0: none).

        ``dataset``: graphs, as parameters of the protocol.
        """
        body, headers = self._send(self.query_url, [("query", query), *dataset], accept)
        most = headers.get("X-SPARQL-MaxRows", "")
        return body, int(most) if most.isdecimal() else 0

    def _portions(self, verb: str, quads: Iterable[ox.Quad]) -> None:
        rest = iter(quads)
        while portion := list(islice(rest, PORTION)):
            blocks = []
            for graph, of_one in groupby(portion, key=lambda quad: quad.graph_name):
                inner = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in of_one)
                blocks.append(f"GRAPH {graph} {{\n{inner}\n}}")
            self.update(f"{verb} {{ {' '.join(blocks)} }}")

    def _select(self, query: str) -> list[dict[str, _Term]]:
        answer = self._query(query)
        rows = answer["results"]["bindings"]
        return [{name: _term(value) for name, value in row.items()} for row in rows]

    def _query(self, query: str) -> dict[str, Any]:
        body, most = self.ask(query, _JSON)
        found: dict[str, Any] = json.loads(body)
        whole(len(found.get("results", {}).get("bindings", ())), most)
        return found

    def _send(
        self, url: SplitResult, fields: list[tuple[str, str]], accept: str
    ) -> tuple[bytes, http.client.HTTPMessage]:
        headers = {"Content-Type": _FORM, "Accept": accept, "User-Agent": "luocdo"}
        if url.username:
            secret = base64.b64encode(f"{url.username}:{url.password or ''}".encode()).decode()
            headers["Authorization"] = f"Basic {secret}"
        body = urlencode(fields)
        for again in (True, False):
            try:
                connection = self._connected(url)
                connection.request("POST", url.path or "/", body, headers)
                reply = connection.getresponse()
                found = reply.read()
            except (OSError, http.client.HTTPException) as error:
                self.close()
                if not again:
                    raise NoAnswer(
                        f"không gọi được {url.netloc}: {error}", f"no answer from {url.netloc}: {error}"
                    ) from error
                continue
            if reply.status // 100 != 2:
                words = " ".join(found.decode("utf-8", "replace").split())[:300]
                raise NoAnswer(
                    f"máy chủ {url.netloc} từ chối ({reply.status}): {words}",
                    f"the server {url.netloc} refuses ({reply.status}): {words}",
                )
            return found, reply.headers
        raise AssertionError

    def _connected(self, url: SplitResult) -> http.client.HTTPConnection:
        if url.netloc not in self._connections:
            kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
            self._connections[url.netloc] = kind(url.hostname or "", url.port, timeout=self.timeout)
        return self._connections[url.netloc]

    def close(self) -> None:
        """Hang up."""
        while self._connections:
            self._connections.popitem()[1].close()


class _Quirks:
    """What some servers want beside the standard."""

    @staticmethod
    def of(url: SplitResult, text: str) -> list[tuple[str, str]]:
        """Virtuoso takes an update as a query, and ignores the parameter ``update``."""
        return [("query", text)] if url.path.startswith("/sparql") else []


def whole(rows: int, most: int) -> None:
    """Raise :class:`NoAnswer` where a server may have cut its answer at ``most`` rows."""
    if most and rows >= most:
        raise NoAnswer(
            f"máy chủ cắt câu trả lời ở {most} dòng; hãy tăng ResultSetMaxRows",
            f"the server cuts its answers at {most} rows; raise ResultSetMaxRows",
        )


def _term(value: dict[str, str]) -> _Term:
    """A term of JSON results; Virtuoso says "typed-literal", and writes blank nodes as IRIs."""
    match value["type"]:
        case "uri":
            return ox.NamedNode(value["value"])
        case "bnode":
            return ox.BlankNode(re.sub(r"\W", "", value["value"]) or "b")
        case _:
            if language := value.get("xml:lang"):
                return ox.Literal(value["value"], language=language)
            datatype = value.get("datatype", f"{_XSD}string")
            if datatype == f"{_XSD}boolean":  # Virtuoso says 0 and 1
                return ox.Literal(value["value"] in ("true", "1"))
            return ox.Literal(value["value"], datatype=ox.NamedNode(datatype))


def open_store(query_url: str, update_url: str = "", *, base: str = "", timeout: float = 120) -> Store:
    """The store behind a server's address.  Raises :class:`NoAnswer` when it is first asked in vain."""
    terms = vocabulary(base_iri(base))
    hidden = frozenset({pushed(terms)})
    remote = Remote(query_url, update_url, prefix=terms.base, hidden=hidden, timeout=timeout)
    return Store(cast(ox.Store, remote), terms)


def pushed(terms: Vocabulary) -> Iri:
    """The graph in which a server keeps what was brought to it."""
    return Iri(f"{terms.base}graph/pushed")
