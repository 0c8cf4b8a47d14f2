"""``luocdo show``: the words of the graph's evidence, in the text that they came from."""

from __future__ import annotations

import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg import cli, dossier
from kg.batch import build
from kg.sources import place_of, text_of
from kg.store import Store
from kg.terms import Iri
from nlp import extract
from nlp.load import load

WORDS = (
    "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM\nSố: 126/QĐ-UBND\nQuảng Nam, ngày 22 tháng 01 năm 2024\n"
    "QUYẾT ĐỊNH\nVề môi trường kinh doanh\n"
    "Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ;\nĐiều 1. Các sở làm theo.\n"
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A graph of one decision, in an archive."""
    with zipfile.ZipFile(tmp_path / "hồ sơ.zip", "w") as archive:
        archive.writestr("2024/QD 126.txt", WORDS)
    build([tmp_path / "hồ sơ.zip"], tmp_path / "graph", extract)
    return tmp_path / "graph"


def run(*words: object) -> int:
    return cli.main([str(word) for word in words])


def test_the_evidence_is_where_it_says(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "126/QĐ-UBND", "--format", "json", "--graph", built) == 0
    (act,) = json.loads(capsys.readouterr().out)["acts"]
    (said,) = act["evidence"]
    assert WORDS[said["start"] : said["end"]] == said["quote"]
    assert said["path"].endswith("hồ sơ.zip/2024/QD 126.txt")
    assert run("show", said["assertion"], "--graph", built) == 0
    opened = capsys.readouterr().out
    assert f"[[{said['quote']}]] của Chính phủ;" in opened
    assert f"dòng 7, ký tự {said['start']}–{said['end']}" in opened


def test_the_evidence_of_each_relation(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "02/NQ-CP", "--evidence", "--graph", built) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-3].startswith("  ← ")
    assert lines[-2].startswith("      [[Căn cứ Nghị quyết số 02/NQ-CP ngày 05/01/2024]]")


def test_the_whole_text_with_its_quotes_marked(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "126/QĐ-UBND", "--text", "--graph", built) == 0
    said = capsys.readouterr().out
    text = said.partition("──\n")[2]
    assert text.replace("[[", "").replace("]]", "") == WORDS
    assert "[[Căn cứ Nghị quyết số 02/NQ-CP" in text


def test_a_source_that_changed_is_not_shown(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source,) = Store.reading(built).sources()
    name = source.replace("/graph/", "/source/")
    assert run("show", name, "--graph", built) == 0
    assert capsys.readouterr().out.endswith(WORDS)
    (built.parent / "hồ sơ.zip").write_bytes(b"changed")
    assert run("show", name, "--graph", built) == 1
    assert "build again" in capsys.readouterr().err.replace("run luocdo ", "")


def test_the_page_of_a_document_opens_archives_and_mails(built: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["MIME-Version"] = "Gửi kế hoạch", "1.0"
    message.set_content("Kính gửi: Sở Nội vụ")
    message.add_attachment(WORDS.replace("126/", "127/"), filename="QD 127.txt")
    letter = built.parent / "thư.eml"
    letter.write_bytes(b"Received: from a\r\n" + message.as_bytes())
    build([letter], built, extract)
    store = Store.reading(built)
    texts = {
        dossier.text_of(store, Iri(graph.replace("/graph/", "/source/")), built) for graph in store.sources()
    }
    assert texts == {WORDS, WORDS.replace("126/", "127/"), "Kính gửi: Sở Nội vụ\n"}


def test_a_file_that_moved_with_its_graph_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "in").mkdir()
    (tmp_path / "a" / "in" / "x.txt").write_text(WORDS, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "a")
    build([Path("in")], Path("graph"), extract)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    store = Store.reading(tmp_path / "b" / "graph")
    (source,) = store.sources()
    found = text_of(store, Iri(source.replace("/graph/", "/source/")), tmp_path / "b" / "graph")
    assert found is not None
    assert found.text == load(tmp_path / "b" / "in" / "x.txt").text


def test_the_path_behind_an_address(tmp_path: Path) -> None:
    for name in ("a b.txt", "hồ sơ.zip", "x#y?.txt", "100%.txt"):
        assert place_of((tmp_path / name).as_uri()) == tmp_path / name
