from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.parser import parseQuery

from kg.endpoint.limits import Limits
from kg.endpoint.page import examples as questions
from kg.endpoint.worker import Answering
from kg.store import Store
from tests.helpers_endpoint import build

NAMES = [e.name for e in questions()]


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Answering:
    folder = build(tmp_path_factory.mktemp("questions") / "graph", examples)
    return Answering(Store.reading(folder), Limits())


def rows(answering: Answering, name: str) -> list[dict[str, str]]:
    (question,) = [q for q in questions() if q.name == name]
    head, body = answering.answer({"query": question.query, "format": "json"})
    assert head["status"] == 200, head
    solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [v.value for v in solutions.variables]
    return [{n: row[n].value for n in names if row[n] is not None} for row in solutions]


def test_there_are_a_dozen() -> None:
    assert len(NAMES) >= 12
    assert len({q.title for q in questions()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_title_parses_anywhere_and_finds_something(
    answering: Answering, name: str
) -> None:
    (question,) = [q for q in questions() if q.name == name]
    assert question.query.startswith("# ")
    assert "PREFIX" not in question.title
    parseQuery(question.query)  # no prefix is taken for granted: it runs in any other client
    assert rows(answering, name)


def test_what_126_carries_out(answering: Answering) -> None:
    found = {row["tên"] for row in rows(answering, "01-thuc-hien-van-ban-nao")}
    assert found == {"Nghị quyết 02/NQ-CP"}


def test_the_way_up_reaches_the_party(answering: Answering) -> None:
    found = [row["tên"] for row in rows(answering, "02-nguoc-len-trung-uong")]
    assert found[0] == "Nghị quyết 18-NQ/TW"
    assert {"Kết luận 50-KL/TW", "Nghị quyết 99/NQ-CP"} <= set(found)


def test_what_was_replaced(answering: Answering) -> None:
    found = {(row["tênCũ"], row["tênMới"]) for row in rows(answering, "06-het-hieu-luc")}
    assert ("Quyết định 1149/QĐ-BNV", "Quyết định 876/QĐ-BNV") in found


def test_years_are_numbers_in_order(answering: Answering) -> None:
    found = [int(row["năm"]) for row in rows(answering, "13-theo-nam")]
    assert found == sorted(set(found))
    assert {2017, 2023, 2024} <= set(found)
