from __future__ import annotations

import random
import sys
import time
from http import HTTPStatus

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from kg.endpoint.errors import Refused
from kg.endpoint.guard import DEEPEST, FORMS, Question, read, tokens

EMPTY = ox.Store()
EVIL = "<http://127.0.0.1:9/>"


def refused(query: str) -> HTTPStatus:
    with pytest.raises(Refused) as caught:
        read(query)
    return caught.value.status


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ SERVICE {EVIL} {{}} }}",
        f"ASK{{SERVICE{EVIL}{{}}}}",
        "ASK { service ?x {} }",
        f"ASK {{ SERVICE SILENT {EVIL} {{ ?s ?p ?o }} }}",
        f"ASK {{ OPTIONAL {{ {{ SELECT * {{ {{ SERVICE {EVIL} {{}} }} UNION {{}} }} }} }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE {EVIL} {{}} }} }}",
        f"ASK {{ FILTER(1<2) SERVICE#\n{EVIL} {{}} }}",
        "PREFIX e: <http://127.0.0.1:9/> ASK { SERVICE e:x {} }",
        "ASK { FILTER(1<2)SERVICE?x{FILTER(3>2)} }",
        f"SELECT (COUNT(*) AS ?n) {{ BIND('''a\n''' AS ?x) SERVICE {EVIL} {{}} }}",
        "INSERT DATA { <a> <b> <c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <g>",
        "PREFIX x: <x> clear all",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP ALL",
        "COPY <a> TO <b>",
    ],
)
def test_what_reaches_out_or_writes_is_forbidden(query: str) -> None:
    assert refused(query) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE <http://x> {}' }",
        'ASK { ?s ?p """ \n SERVICE <http://x> {} \n""" }',
        "ASK {} # SERVICE <http://x> {}",
        "ASK { ?service ?load ?FROM }",
        "PREFIX service: <http://x/> ASK { service:SERVICE service:LOAD _:SERVICE }",
        "ASK { ?s <http://www.w3.org/ns/sparql-service-description#SERVICE> 'a'@service }",
        "PREFIX : <http://x/> ASK { :s\\'SERVICE :p ?o }",
        "ASK { ?s ?p 'it\\'s SERVICE' }",
    ],
)
def test_words_in_strings_comments_and_names_are_only_words(query: str) -> None:
    assert read(query).form == "ASK"
    EMPTY.query(read(query).text)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ FILTER(1<2)SERVICE#c>\n{EVIL} {{}} }}",
        f"ASK {{ FILTER(?x<'a>' ) SERVICE {EVIL} {{}} FILTER('' ='') }}",
        f"ASK {{ FILTER(1<2) FILTER(1<#>\n2) SERVICE {EVIL} {{}} }}",
        f'ASK {{ FILTER(1<2)SERVICE#c> """\n{EVIL} {{}} }} #""" {{}} }}',
        f"ASK {{ SERVI\\u0043E {EVIL} {{}} }}",
        f"ASK {{ FILTER(1<2#'>\n) SERVICE {EVIL} {{}} FILTER('1' = '2') }}",
    ],
)
def test_no_second_reading_reaches_out(query: str) -> None:
    """What the guard lets through, the store can neither read as SERVICE nor answer."""
    with pytest.raises((SyntaxError, Refused)):
        EMPTY.query(read(query).text)


@pytest.mark.parametrize(
    "query", ["", "   # nothing", "HELLO", "ASK { ` }", "ASK { 'a }", "ASK \x00 {}", "PREFIX a: <b>"]
)
def test_what_is_no_query_is_malformed(query: str) -> None:
    assert refused(query) == HTTPStatus.BAD_REQUEST


def test_deep_nesting_is_refused_before_the_parser_sees_it() -> None:
    assert read("ASK " + "{" * DEEPEST + "}" * DEEPEST).form == "ASK"
    assert refused("ASK " + "{" * (DEEPEST + 1)) == HTTPStatus.BAD_REQUEST


def test_graphs_chosen_by_a_query_are_absolute() -> None:
    query = (
        "BASE <http://b/> PREFIX g: <http://g/> SELECT * FROM <x> FROM g:y FROM NAMED <http://\\u007A/> {}"
    )
    found = read(query, base="http://ignored/")
    assert found.default == ("http://b/x", "http://g/y")
    assert found.named == ("http://z/",)
    assert read("ASK FROM <x> {}", base="https://luocdo.vn/").default == ("https://luocdo.vn/x",)


def test_the_text_for_the_store_keeps_what_is_adjacent() -> None:
    assert read("ASK { ?s ?p -2 . # c\n FILTER(?a-2<?b && ?c>1) }").text == (
        "ASK { ?s ?p -2 . FILTER(?a-2<?b && ?c>1) }"
    )
    assert read("ASK{?s ?p '''a\nb'''}").text == "ASK{?s ?p '''a\\nb'''}"


def test_places_of_errors_are_the_authors() -> None:
    question = read("SELECT *\n# c\n  WHERE { ?s ?p }")
    assert question.text == "SELECT * WHERE { ?s ?p }"
    assert question.place(question.text.index("}") + 1) == (3, 17)
    assert question.place(1) == (1, 1)
    assert isinstance(question, Question)


NAMES = ["?s", "?SERVICE", "ld:x", "ld:SERVICE", "<http://x/SERVICE>", "'SERVICE {}'", '"""a\n"b"""']
AROUND = [
    "{{ {} }}",
    "OPTIONAL {{ {} }}",
    "FILTER NOT EXISTS {{ {} }} ",
    "SERVICE SILENT <http://x/> {{ {} }}",
    "# SERVICE ?x {{\n{}",
    "FILTER(?a<?b && ?c>?d) {}",
]


@pytest.mark.parametrize("seed", range(80))
def test_the_tokens_agree_with_a_real_parse_tree(seed: int) -> None:
    """rdflib's parse tree holds a ServiceGraphPattern if and only if the guard refuses."""
    chance = random.Random(seed)
    pattern = f"?s <http://p/service> {chance.choice(NAMES)} . "
    for around in chance.sample(AROUND, chance.randrange(4)):  # no SERVICE in SERVICE: rdflib never ends
        pattern = around.format(pattern)
    query = f"PREFIX ld: <http://ld/> ASK {{ {pattern} }}"
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)  # rdflib's parser needs it for a few brackets
    try:
        reaches_out = "ServiceGraphPattern" in _tree(parseQuery(query))
    finally:
        sys.setrecursionlimit(limit)
    if reaches_out:
        assert refused(query) == HTTPStatus.FORBIDDEN
    else:
        EMPTY.query(read(query).text)


def _tree(found: object) -> list[str]:
    """The names of all nodes of rdflib's parse tree."""
    names = [str(getattr(found, "name", ""))]
    children = list(found.values()) if hasattr(found, "values") and hasattr(found, "name") else []
    if not children and (isinstance(found, (list, tuple)) or hasattr(found, "asList")):
        children = list(found)
    return names + [name for child in children for name in _tree(child)]


@given(st.text())
def test_any_text_is_read_or_refused(words: str) -> None:
    try:
        form = read(words).form
    except Refused:
        return
    assert form in FORMS


@given(st.text(alphabet="<>'\"#{}() \n?aSERVIC:\\.-@_1"))
def test_tokens_are_the_text(words: str) -> None:
    try:
        found = list(tokens(words))
    except Refused:
        return
    assert all(words[t.start : t.start + len(t.text)] == t.text for t in found)


@pytest.mark.parametrize("part", ["a.", "a-", '"""a"', "<a", "_:a.", "'''a\\n", "1.", ":.", "@a-"])
def test_reading_takes_linear_time(part: str) -> None:
    """No text of the longest length allowed takes seconds; quadratic reading would take minutes."""
    start = time.process_time()
    with pytest.raises(Refused):
        read(part * (250_000 // len(part)))
    assert time.process_time() - start < 10


def test_names_may_be_written_with_escapes() -> None:
    asked = r"""PREFIX : <http://e/>
    SELECT * { <\u0078> :\u0070 ?v\u0103n . ?s ?p "\u0053", '''\u0022''' } # \u0070"""
    wanted = r"""PREFIX : <http://e/> SELECT * { <\u0078> :p ?văn . ?s ?p "\u0053", '''\u0022''' }"""
    assert read(asked).text == wanted


@pytest.mark.parametrize("words", [r"\u0053ERVICE", r"SERV\U00000049CE", r"\u0053\u0045RVICE"])
def test_an_escaped_word_is_that_word(words: str) -> None:
    with pytest.raises(Refused, match="SERVICE is refused"):
        read(f"SELECT * {{ {words} <http://e/> {{}} }}")


def test_escaped_signs_stay_as_they_are() -> None:
    with pytest.raises(Refused, match="malformed"):
        read(r"ASK { ?s ?p ?o \u007d")
