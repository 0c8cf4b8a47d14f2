"""``luocdo body``, ``status``, ``identity`` and ``import`` as a clerk types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import cli, reviews
from kg.lock import writer
from kg.store import Store
from tests.test_listing import DOCUMENTS, RELATIONS, table
from tests.test_reviews import (
    BASE,
    MERGED,
    OTHER,
    QD_1085,
    build,
    full_date,
    of_another_year,
    said,
    stub,
    undated,
)


def run(*words: str) -> int:
    try:
        return cli.main(list(words))
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path / "g", undated(), full_date())
    return tmp_path / "g"


def test_who_a_body_was_and_who_answers_now(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("body", "Sở Nội vụ Quảng Nam") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Sở Nội vụ tỉnh Quảng Nam (SNV) · quang-nam/snv"
    assert "đến 30/06/2025" in told[1]
    assert told[-2].endswith("→ Sở Nội vụ thành phố Đà Nẵng, Nghị quyết 202/2025/QH15")
    assert told[-1] == "  nay trả lời / answers now: Sở Nội vụ thành phố Đà Nẵng"


def test_a_body_as_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("body", "Sở Nội vụ Quảng Nam", "--on", "2024-06-01", "--format", "json") == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert [a["name"] for a in answer["answers"]] == ["Sở Nội vụ tỉnh Quảng Nam"]
    assert answer["events"] == []


def test_several_bodies_of_a_name_are_all_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("body", "UBND Đồng Nai", "--format", "json") == 0
    told = capsys.readouterr()
    assert [b["id"] for b in json.loads(told.out)] == ["dong-nai/ubnd", "dong-nai-tp/ubnd"]
    assert "--on" in told.err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("body", "Sở Nội vụ"), 1, "không biết cơ quan “Sở Nội vụ”"),
        (("body", "Sở Nội vụ Quảng Nam", "--on", "01/06/2024"), 2, "ngày phải như 2024-06-01"),
        (("status", "1085/QĐ-TTg", "--on", "hôm nay"), 2, "ngày phải như 2024-06-01"),
        (("identity", "--why", "x", "--split", "y"), 2, "chỉ một trong / only one of: --why, --split"),
    ],
)
def test_wrong_use_is_told(words, code, message, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == code
    assert message in capsys.readouterr().err


def test_nothing_is_in_force_by_silence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("status", "1085/QĐ-TTg", "--on", "2024-01-01", "--graph", str(folder)) == 0
    assert "ngày 01/01/2024: chưa rõ / unknown" in capsys.readouterr().out
    assert run("status", "1085/QĐ-TTg", "--on", "2022-01-01", "--format", "json", "--graph", str(folder)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], [s["what"] for s in answer["statements"]]) == ("not-yet", ["issued"])


def test_why_split_and_merge(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    node, before = stub(folder), said(folder)
    graph = ("--graph", str(folder))
    assert run("identity", "--why", "1085/QĐ-TTg", *graph) == 0
    told = capsys.readouterr().out
    assert f"gộp vào đây / merged into it: {node}" in told
    assert "only-one (0.7): chỉ biết một văn bản có loại, cơ quan và số này" in told
    assert "nguồn không ghi / not stated: year" in told
    assert run("identity", "--split", node, "--by", "Lan", "--note", "không phải", *graph) == 0
    assert run("identity", "--why", node, *graph) == 0
    told = capsys.readouterr().out
    assert "alone (0)" in told
    assert "là hai / two documents; Lan" in told
    (review,) = reviews.read(folder / reviews.FILE)
    assert (review.verdict, review.work, review.who, review.note) == ("apart", MERGED, "Lan", "không phải")
    assert run("identity", "--merge", node, MERGED, *graph) == 0
    assert run("identity", "--why", node, "--format", "json", *graph) == 0
    answer = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert (answer["final"]["iri"], answer["decided"]["rule"]) == (QD_1085, "reviewed")
    assert said(folder) != before


def test_nothing_to_split(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("identity", "--split", MERGED, "--graph", str(folder)) == 2
    assert "chưa được gộp với văn bản nào" in capsys.readouterr().err


def test_what_is_doubtful_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder, of_another_year())
    assert run("identity", "--graph", str(folder)) == 0
    told = capsys.readouterr().out
    assert f"có thể là / may be: {OTHER}" in told
    assert f"có thể là / may be: {QD_1085}" in told


def test_decisions_go_from_graph_to_graph(folder: Path, tmp_path: Path) -> None:
    run("identity", "--split", stub(folder), "--graph", str(folder))
    assert run("review", "export", str(tmp_path / "r.tsv"), "--graph", str(folder)) == 0
    build(tmp_path / "h", full_date(), undated())
    assert run("review", "import", str(tmp_path / "r.tsv"), "--graph", str(tmp_path / "h")) == 0
    assert said(tmp_path / "h") == said(folder)


def test_a_decision_waits_while_another_writes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with writer(folder / "lock"):
        assert run("identity", "--split", stub(folder), "--graph", str(folder)) == 0
        assert "đang chờ ghi / waiting to be written" in capsys.readouterr().err
    assert not (folder / reviews.FILE).exists()
    assert run("identity", "--merge", stub(folder), MERGED, "--graph", str(folder)) == 0
    assert [r.verdict for r in reviews.read(folder / reviews.FILE)] == ["apart", "same"]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP||2020-10-19|Chính phủ||", "Văn vần|1||||")
    assert run("import", str(file), "--dry-run", "--graph", str(tmp_path / "g")) == 0
    told = capsys.readouterr()
    assert "list.tsv: 2 dòng, 1 văn bản đủ định danh, 0 chưa đủ; 1 chỗ cần xem" in told.out
    assert "list.tsv:3: unknown-type: không hiểu loại “Văn vần”" in told.err
    assert not (tmp_path / "g").exists()


def test_an_import_is_in_the_graph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = ("--graph", str(tmp_path / "g"))
    documents = table(
        tmp_path, DOCUMENTS, "Nghị định|123/2020/NĐ-CP||2020-10-19|Chính phủ|2022-07-01|", name="d.tsv"
    )
    amendments = table(
        tmp_path, RELATIONS, "Nghị định|70/2025/NĐ-CP|bãi bỏ|Nghị định|123/2020/NĐ-CP", name="a.tsv"
    )
    assert run("import", str(documents), str(amendments), *graph) == 0
    assert "1 đúng / right, 0 ngược / reversed" in capsys.readouterr().out
    assert run("status", "123/2020/NĐ-CP", "--on", "2026-01-01", *graph) == 0
    told = capsys.readouterr().out
    assert "hết hiệu lực một phần / partly in force" in told
    assert "bị bãi bỏ bởi / repealed by Nghị định 70/2025/NĐ-CP" in told
    assert len(Store.reading(tmp_path / "g").sources()) == 2


def test_a_list_that_runs_backwards_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, RELATIONS, "Nghị định|1/2016/NĐ-CP|sửa đổi|Nghị định|2/2019/NĐ-CP")
    assert run("import", str(file), "--graph", str(tmp_path / "g")) == 1
    assert "1 quan hệ ngược chiều, 0 đúng chiều; không ghi gì" in capsys.readouterr().err
    assert not (tmp_path / "g").exists()


def test_iris_may_be_typed_without_their_base(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("identity", "--why", stub(folder).removeprefix(BASE), "--graph", str(folder)) == 0
    assert QD_1085 in capsys.readouterr().out
