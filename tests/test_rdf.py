from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import from_ox, from_ox_quad, n3, nquads, to_ox, to_ox_quad
from kg.terms import ELI, XSD, Iri, Literal, Quad, Term, dated, decimal, text, vocabulary

TERMS = vocabulary()
_words = st.text(st.characters(exclude_categories=["Cs"]))


@given(_words)
def test_texts_survive_the_converter(words: str) -> None:
    for term in (Literal(words), text(words)):
        assert from_ox(to_ox(term)) == term


@given(_words)
def test_our_n_quads_are_read_by_others(words: str) -> None:
    quad = Quad(Iri("https://luocdo.vn/a"), ELI("cites"), text(words), Iri("https://luocdo.vn/g"))
    read = list(ox.parse("".join(nquads([quad])).encode(), format=ox.RdfFormat.N_QUADS))
    assert [from_ox_quad(q) for q in read] == [quad]


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (Iri("https://luocdo.vn/a"), "<https://luocdo.vn/a>"),
        (text("Quyết định"), '"Quyết định"@vi'),
        (Literal('a"b\\c\nd'), '"a\\"b\\\\c\\nd"'),
        (dated("2024-01-22"), '"2024-01-22"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_terms_as_n3(term: Term, written: str) -> None:
    assert n3(term) == written


def test_quads_survive_the_converter() -> None:
    quad = Quad(
        Iri("https://luocdo.vn/a"), ELI("cites"), Iri("https://luocdo.vn/b"), Iri("https://luocdo.vn/g")
    )
    assert from_ox_quad(to_ox_quad(quad)) == quad


@pytest.mark.parametrize("stranger", [ox.BlankNode("x"), 7, None])
def test_what_the_graph_never_holds_is_named(stranger: object) -> None:
    with pytest.raises(TypeError, match="not a term of the graph"):
        from_ox(stranger)


def test_equal_graphs_give_equal_lines() -> None:
    a = Quad(Iri("https://luocdo.vn/a"), ELI("cites"), Iri("https://luocdo.vn/b"), Iri("https://luocdo.vn/g"))
    b = a._replace(object=text("x"))
    assert nquads([a, b, a]) == nquads([b, a])


@pytest.mark.parametrize(
    ("value", "kind"),
    [("2024", "gYear"), ("2026-05", "gYearMonth"), ("2024-01-22", "date"), ("tháng 5", "string")],
)
def test_dates_take_the_type_of_what_is_known(value: str, kind: str) -> None:
    assert dated(value) == Literal(value, XSD(kind))


@pytest.mark.parametrize(
    ("value", "written"), [(0.97, "0.97"), (1.0, "1.0"), (0.12345, "0.1235"), (0.0, "0.0")]
)
def test_confidences(value: float, written: str) -> None:
    assert decimal(value).value == written


@pytest.mark.parametrize(
    ("predicate", "sense", "part", "term"),
    [
        ("implements", "", False, "ld:implements"),
        ("implements", "carriesOut", False, "ld:implements"),
        ("implements", "continues", False, "ld:continuesImplementationOf"),
        ("implements", "urges", False, "ld:urgesImplementationOf"),
        ("implements", "", True, "ld:implements"),
        ("details", "", False, "ld:details"),
        ("basedOn", "", False, "eli:based_on"),
        ("amends", "", True, "eli:amends"),
        ("repeals", "", True, "ld:partiallyRepeals"),
        ("cites", "", False, "eli:cites"),
    ],
)
def test_predicates_become_terms(predicate: str, sense: str, part: bool, term: str) -> None:
    assert TERMS.term(predicate, sense, part=part) == TERMS.expand(term)


def test_every_predicate_of_the_answer_has_a_term() -> None:
    from nlp.model import PREDICATES

    assert {r.predicate for r in TERMS.relations} == set(PREDICATES)


def test_the_terms_above() -> None:
    above = {r.term: r.above for r in TERMS.relations}
    ld = TERMS.ld
    assert above[ld("continuesImplementationOf")] == (ld("implements"), ELI("ensures_implementation_of"))
    assert above[ld("replaces")] == (ELI("repeals"), ELI("changes"))
    assert above[ELI("cites")] == ()


def test_an_unknown_predicate_is_refused() -> None:
    with pytest.raises(KeyError):
        TERMS.term("likes")
