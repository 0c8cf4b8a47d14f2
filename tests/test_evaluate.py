"""The measure itself: what counts as right, wrong and open."""

# ruff: noqa: E501  (sentences stand on one line)

from __future__ import annotations

from typing import Any

from nlp import extract
from nlp.evaluate import confidences, evaluate, report

TEXT = "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 được sửa đổi bởi Nghị định số 154/2020/NĐ-CP;"


def gold(*relations: tuple[str, str, str, str]) -> dict[str, Any]:
    cited = [("c1", "34/2016/NĐ-CP", "2016-05-14"), ("c2", "154/2020/NĐ-CP", "")]
    return {
        "citations": [
            {"id": i, "type": "Nghị định", "number": n, "name": "", "year": "", "date": d} for i, n, d in cited
        ],
        "relations": [
            {"subject": s, "predicate": p, "object": o, "level": level, "quote": ""} for s, p, o, level in relations
        ],
    }


def test_all_right() -> None:
    made = evaluate([("a", gold(("self", "basedOn", "c1", "core"), ("c2", "amends", "c1", "core")), extract(TEXT))])
    assert (made.citations.right, made.citations.found, made.citations.gold) == (2, 2, 2)
    assert (made.relations.right, made.relations.found, made.relations.gold) == (2, 2, 2)
    assert made.rules["amended-by"].right == 1


def test_wrong_missed_and_open() -> None:
    wanted = gold(("self", "implements", "c1", "core"), ("c2", "amends", "c1", "optional"))
    made = evaluate([("a", wanted, extract(TEXT))])
    assert (made.relations.right, made.relations.found, made.relations.gold) == (0, 1, 1)
    assert made.rules["amended-by"].open == 1
    assert made.missed == ["a: self implements 34/2016/NĐ-CP <- "]
    assert [line.split(" <-")[0] for line in made.extra] == ["a: self basedOn 34/2016/NĐ-CP"]


def test_alternative_predicates() -> None:
    wanted = gold(("self", "implements|basedOn", "c1", "core"), ("c2", "amends", "c1", "core"))
    made = evaluate([("a", wanted, extract(TEXT))])
    assert made.relations.f1 == 1.0


def test_report_and_confidences() -> None:
    made = evaluate([("a", gold(("self", "basedOn", "c1", "core"), ("c2", "amends", "c1", "core")), extract(TEXT))])
    assert confidences(made) == {"amended-by": 0.667, "basis-clause": 0.667}
    lines = report(made).splitlines()
    assert lines[1] == "relations        P  1.000  R  1.000  F1  1.000   (gold 2, found 2, right 2)"
    assert "basis-clause                  1      1      0      0" in lines
