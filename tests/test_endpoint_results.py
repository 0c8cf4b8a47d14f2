from __future__ import annotations

import csv
import io
from http import HTTPStatus
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.endpoint.errors import Refused
from kg.endpoint.limits import Limits
from kg.endpoint.results import write

READERS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}
WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"))
PRINTABLE = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]))


def answer(*values: object) -> ox.QuerySolutions:
    """One row of values, with a variable for each."""
    names = " ".join(f"?v{n}" for n in range(len(values)))
    found = ox.Store().query(f"SELECT {names} {{ VALUES ({names}) {{ ({' '.join(map(str, values))}) }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


def read(form: str, *values: object) -> list[object]:
    out = write(answer(*values), form, Limits(), {})
    solutions = ox.parse_query_results(b"".join(out.parts), format=READERS[form])
    assert isinstance(solutions, ox.QuerySolutions)
    ((*row,),) = list(solutions)
    return row


TERMS = [
    ox.NamedNode("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"),
    ox.Literal("Quyết định", language="vi"),
    ox.Literal('a "b" \\ <c> & \t d\ne'),
    ox.Literal("0.97", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal("2024-01-22", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ox.Literal(""),
]


@pytest.mark.parametrize("form", list(READERS))
def test_terms_are_read_back(form: str) -> None:
    assert read(form, *TERMS) == TERMS


@pytest.mark.parametrize("form", ["json", "tsv"])
@given(words=PRINTABLE)
def test_any_words_are_read_back(form: str, words: str) -> None:
    assert read(form, ox.Literal(words)) == [ox.Literal(words)]


@given(words=PRINTABLE)
def test_any_words_are_read_back_from_xml(words: str) -> None:
    out = write(answer(ox.Literal(words)), "xml", Limits(), {})
    read_back = ElementTree.fromstring(b"".join(out.parts))
    assert (read_back.findtext(".//{http://www.w3.org/2005/sparql-results#}literal") or "") == words


@given(words=WORDS)
def test_csv_is_read_back_by_a_spreadsheet(words: str) -> None:
    out = write(answer(ox.Literal(words), ox.Literal("x")), "csv", Limits(), {})
    rows = list(csv.reader(io.StringIO(b"".join(out.parts).decode(), newline="")))
    assert rows == [["v0", "v1"], [words, "x"]]


def test_what_is_unbound_stays_unbound() -> None:
    store = ox.Store()
    for form in READERS:
        found = store.query("SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF UNDEF) } }")
        out = write(found, form, Limits(), {})
        solutions = list(ox.parse_query_results(b"".join(out.parts), format=READERS[form]))
        assert [row["b"] for row in solutions] == [None, None]
        assert [row["a"] is None for row in solutions] == [False, True]


def test_triples_as_terms() -> None:
    query = "SELECT (<<( <http://a> <http://b> 1 )>> AS ?t) (STRLANGDIR('a', 'vi', 'ltr') AS ?d) {}"
    for form in ("json", "xml"):
        out = write(ox.Store().query(query), form, Limits(), {})
        (row,) = ox.parse_query_results(b"".join(out.parts), format=READERS[form])
        assert isinstance(row["t"], ox.Triple)
        assert row["d"].direction is not None


ROWS = "SELECT ?a { VALUES ?a { 1 2 3 4 5 } }"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_is_whole_or_refused(form: str) -> None:
    out = write(ox.Store().query(ROWS), form, Limits(rows=5), {})
    assert out.rows == 5
    whole = out.size
    assert len(b"".join(write(ox.Store().query(ROWS), form, Limits(size=whole), {}).parts)) == whole
    for limits in (Limits(rows=4), Limits(size=whole - 1)):
        with pytest.raises(Refused) as caught:
            write(ox.Store().query(ROWS), form, limits, {})
        assert caught.value.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        assert str(limits.rows if limits.rows == 4 else limits.size) in caught.value.english


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_graphs_too(form: str) -> None:
    query = "CONSTRUCT { <http://a> <http://b> ?a } { VALUES ?a { 1 2 3 4 5 } }"
    assert write(ox.Store().query(query), form, Limits(rows=5), {}).rows == 5
    for limits in (Limits(rows=4), Limits(size=20)):
        with pytest.raises(Refused):
            write(ox.Store().query(query), form, limits, {})
