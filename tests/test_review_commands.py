"""``luocdo review`` as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import reviews
from tests.test_identity_commands import run
from tests.test_reviewed import BASE, IMPLEMENTS, NQ_99, QD_126, assertion, build, edges, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "g")


def test_what_waits_is_listed_with_its_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "--graph", str(folder)) == 0
    told = capsys.readouterr().out
    assert told.startswith("đã duyệt 0, chờ duyệt 1 / 0 reviewed, 1 waiting\n0,60  ")
    assert "thực hiện Kế hoạch 6581/KH-UBND" in told
    assert "“Kế hoạch số 6581/KH-UBND”" in told


def test_reject_undo_accept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of, graph = assertion(folder), ("--graph", str(folder))
    before = said(folder)
    assert run("review", "reject", of, "--by", "Lan", "--note", "nhầm", *graph) == 0
    assert not edges(folder) & IMPLEMENTS
    assert run("review", "undo", of, "--by", "Lan", *graph) == 0
    assert said(folder) == before
    assert run("review", "reject", of, "--by", "Lan", *graph) == 0
    assert run("review", "accept", of.removeprefix(BASE), "--by", "Minh", *graph) == 0
    assert edges(folder) > IMPLEMENTS
    kept = reviews.read(folder / reviews.FILE)
    assert [(r.verdict, r.who, r.note) for r in kept] == [
        ("reject", "Lan", "nhầm"),
        ("withdraw", "Lan", ""),
        ("reject", "Lan", ""),
        ("accept", "Minh", ""),
    ]
    assert "đã ghi 1 ý kiến" in capsys.readouterr().out


def test_show_says_who_looked_at_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", "accept", assertion(folder), "--by", "Lan", "--graph", str(folder))
    capsys.readouterr()
    assert run("show", "126/QĐ-UBND", "--evidence", "--graph", str(folder)) == 0
    assert "độ tin cậy 1,00, duyệt bởi Lan ngày " in capsys.readouterr().out
    assert run("show", "126/QĐ-UBND", "--format", "json", "--graph", str(folder)) == 0
    (act,) = [a for a in json.loads(capsys.readouterr().out)["acts"] if a["predicate"] == "implements"]
    assert [(e["review"]["verdict"], e["review"]["who"]) for e in act["evidence"]] == [("accept", "Lan")]


def test_correct_the_relation_the_document_and_the_direction(folder: Path) -> None:
    graph = ("--graph", str(folder))
    words = ("--relation", "căn cứ", "--object", "99/NQ-CP", "--by", "Lan")
    assert run("review", "correct", assertion(folder), *words, *graph) == 0
    assert (QD_126, "based_on", NQ_99) in edges(folder)
    assert run("review", "correct", assertion(folder, QD_126, NQ_99), "--turn", "--by", "Minh", *graph) == 0
    assert (NQ_99, "based_on", QD_126) in edges(folder)
    assert not {e for e in edges(folder) if e[0] == QD_126 and e[1] != "cites"}


def test_decisions_go_out_to_a_spreadsheet_and_into_another_graph(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("review", "reject", assertion(folder), "--by", "Lan", "--graph", str(folder))
    assert run("review", "export", str(tmp_path / "r.tsv"), "--graph", str(folder)) == 0
    line = (tmp_path / "r.tsv").read_text(encoding="utf-8-sig").splitlines()[1].split("\t")
    assert line[:4] == ["bác", "Quyết định 126/QĐ-UBND", "thực hiện", "Nghị quyết 02/NQ-CP"]
    other = build(tmp_path / "h")
    assert run("review", "import", str(tmp_path / "r.tsv"), "--graph", str(other)) == 0
    assert said(other) == said(folder)
    words = (tmp_path / "r.tsv").read_text(encoding="utf-8-sig").replace("source/", "source/0")
    (tmp_path / "r.tsv").write_text(words, encoding="utf-8")
    assert run("review", "import", str(tmp_path / "r.tsv"), "--graph", str(other)) == 0
    told = capsys.readouterr().err
    assert "không còn khớp / fits nothing any more: Quyết định 126/QĐ-UBND thực hiện Nghị quyết 02" in told
    assert "nguồn không còn trong đồ thị" in told


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("accept",), 2, "review accept: cần / takes 1… IRI"),
        (("export",), 2, "review export: cần / takes 1 FILE"),
        (("import", "none.tsv"), 2, "không có tệp / no such file"),
        (("reject", "https://luocdo.vn/assertion/0"), 1, "không phải phát biểu nào"),
        (("dance",), 2, "sai cách dùng / wrong use"),
    ],
)
def test_wrong_use_is_told(
    folder: Path, words: tuple[str, ...], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("review", *words, "--graph", str(folder)) == code
    assert message in capsys.readouterr().err


def test_an_unknown_relation_is_told_with_those_that_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of = assertion(folder)
    assert run("review", "correct", of, "--relation", "yêu quý", "--graph", str(folder)) == 2
    assert "thực hiện, tiếp tục thực hiện" in capsys.readouterr().err
