"""The clients that people really use, against a real server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.helpers_endpoint import build, serving
from tests.helpers_needs import need

ROOT = Path(__file__).resolve().parent.parent

TYPES = """PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?type (COUNT(?d) AS ?n) { ?d eli:type_document/skos:prefLabel ?type }
GROUP BY ?type ORDER BY DESC(?n) ?type"""


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[str]:
    graph = build(tmp_path_factory.mktemp("clients") / "graph", examples)
    with serving(graph) as address:
        yield f"{address}/sparql"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_sparql_store(endpoint: str, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method))
    rows = [(str(row[0]), int(row[1])) for row in graph.query(TYPES)]
    assert rows[0][0] == "Quyết định"
    assert rows == sorted(rows, key=lambda row: (-row[1], row[0]))
    subject = rdflib.URIRef("https://luocdo.vn/type/quyet-dinh")
    assert list(graph.objects(subject, rdflib.SKOS.prefLabel)) == [rdflib.Literal("Quyết định", lang="vi")]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sparqlwrapper_in_every_form(endpoint: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(endpoint)
    client.setQuery(TYPES)
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        client.setReturnFormat(wrapper.JSON)
        found = client.queryAndConvert()["results"]["bindings"]
        assert found[0]["type"] == {"type": "literal", "xml:lang": "vi", "value": "Quyết định"}
        client.setReturnFormat(wrapper.XML)
        assert len(client.queryAndConvert().getElementsByTagName("result")) == len(found)
        client.setReturnFormat(wrapper.CSV)
        assert client.queryAndConvert().decode().startswith("type,n\r\nQuyết định,")
    client.setQuery("CONSTRUCT { ?d a ?t } { ?d a ?t } LIMIT 5")
    for form in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD):
        client.setReturnFormat(form)
        made = client.queryAndConvert()
        graph = made if isinstance(made, rdflib.Graph) else rdflib.Graph().parse(data=made, format="turtle")
        assert len(graph) == 5
    client.setReturnFormat(wrapper.JSON)
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


def test_pandas(endpoint: str) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(f"{endpoint}?{urlencode({'query': TYPES, 'format': 'csv'})}")
    assert list(frame.columns) == ["type", "n"]
    assert frame["type"][0] == "Quyết định"
    assert frame["n"].sum() > 50


BLOCK = re.compile(r"^```(sh|python|r|java)\n(.*?)^```$", re.M | re.S)
SNIPPETS = BLOCK.findall((ROOT / "docs" / "sparql.md").read_text(encoding="utf-8"))
PROGRAMS = {
    "sh": ("curl", "sh", "query.sh"),
    "python": ("python", sys.executable, "query.py"),
    "r": ("r", "Rscript", "query.R"),
    "java": ("java", "java", "Query.java"),
}


@pytest.mark.parametrize(("language", "words"), SNIPPETS, ids=[language for language, _ in SNIPPETS])
def test_the_clients_of_the_documentation(endpoint: str, tmp_path: Path, language: str, words: str) -> None:
    name, program, file = PROGRAMS[language]
    need(name, shutil.which("curl" if name == "curl" else program))
    (tmp_path / file).write_text(words.replace("http://127.0.0.1:8890/sparql", endpoint), encoding="utf-8")
    done = subprocess.run(
        [program, file],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"Quyết định[ ,]+\d+$", done.stdout, re.M), done.stdout


def test_every_client_has_a_snippet() -> None:
    assert {language for language, _ in SNIPPETS} == set(PROGRAMS)
