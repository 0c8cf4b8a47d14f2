"""The measure itself: what counts as right, wrong and open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from nlp import extract
from nlp.evaluate import confidences, evaluate, report

TEXT = "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 được sửa đổi bởi Nghị định số 154/2020/NĐ-CP;"


def gold(*relations: tuple[str, str, str, str]) -> dict[str, Any]:
    cited = [("c1", "34/2016/NĐ-CP", "2016-05-14"), ("c2", "154/2020/NĐ-CP", "")]
    return {
        "citations": [
            {"id": i, "type": "Nghị định", "number": n, "name": "", "year": "", "date": d}
            for i, n, d in cited
        ],
        "relations": [
            {"subject": s, "predicate": p, "object": o, "level": level, "quote": ""}
            for s, p, o, level in relations
        ],
    }


def test_all_right() -> None:
    made = evaluate(
        [("a", gold(("self", "basedOn", "c1", "core"), ("c2", "amends", "c1", "core")), extract(TEXT))]
    )
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
    made = evaluate(
        [("a", gold(("self", "basedOn", "c1", "core"), ("c2", "amends", "c1", "core")), extract(TEXT))]
    )
    assert confidences(made) == {"amended-by": 0.667, "basis-clause": 0.667}
    lines = report(made).splitlines()
    assert lines[1] == "quan hệ / relations    P  1.000  R  1.000  F1  1.000   (gold 2, found 2, right 2)"
    assert ["basis-clause", "1", "1", "0", "0"] in [line.split() for line in lines]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = gold(("self", "basedOn", "c1", "core"), ("self", "implements", "c2", "core"))
    (tmp_path / "a.json").write_text(json.dumps({"file": "a.txt", **answer}), encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "quan hệ / relations    P  0.500  R  0.500  F1  0.500   (gold 2, found 2, right 1)"
    assert "  a: self implements 154/2020/NĐ-CP <- " in said
    assert main(["evaluate", str(tmp_path / "a.json"), str(tmp_path), "--worst", "0"]) == 0
    assert "implements 154/2020" not in capsys.readouterr().out


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"file": "a.txt", **gold()}), encoding="utf-8")
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "(gold 2, found 0, right 0)" in said.out
    assert [line.split(": ")[0].rsplit("/")[-1] for line in said.err.splitlines()] == ["a.txt", "b.json"]
    assert main(["evaluate", str(tmp_path / "c.json"), str(tmp_path)]) == 2
