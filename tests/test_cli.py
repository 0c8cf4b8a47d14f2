from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import batch, cli, console, graph
from kg.export import FORMATS, SCOPES
from kg.store import Store
from kg.trace import MAX_DEPTH
from nlp.load import from_bytes
from nlp.model import Document, Extraction
from tests.factories import WORDS, report, small

ROOT = Path(__file__).parent.parent


def run(*words: str) -> int:
    try:
        return cli.main(list(words))
    except SystemExit as end:
        return int(end.code or 0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the report and of two decisions of one number."""
    folder = tmp_path_factory.mktemp("cli")
    made: dict[str, Extraction] = {"bao-cao.txt": report()}
    for place in ("Lào Cai", "Đà Nẵng"):
        issuer = f"Ủy ban nhân dân {'thành phố' if place == 'Đà Nẵng' else 'tỉnh'} {place}"
        made[f"{place}.txt"] = small(place, Document("Quyết định", "442/QĐ-UBND", "2023-03-08", issuer), {})
    for name, extraction in made.items():
        (folder / name).write_text(extraction.text.text, encoding="utf-8")
    batch.build([folder / name for name in made], folder / "graph", lambda t: made[Path(t.source).name])
    return folder / "graph"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "báo cáo.txt"
    path.write_text(
        "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ;\r\n", encoding="utf-8", newline=""
    )
    return path


# trace


def test_the_main_question_has_its_answer(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "126/QĐ-UBND", "--up", "--graph", str(built)) == 0
    said = capsys.readouterr().out
    assert "Văn bản trung ương gần nhất: Nghị quyết 02/NQ-CP · Chính phủ · 05/01/2024 (1 bước)" in said
    assert "“Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP”" in said
    start = WORDS["bao-cao"].index("Kế hoạch hành động")
    assert f"bao-cao.txt, ký tự {start}–" in said
    assert "độ tin cậy 0,97" in said


def test_up_is_the_usual_way_and_any_spelling_will_do(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("trace", "126/QĐ-UBND", "--up", "--graph", str(built))
    up = capsys.readouterr().out
    run("trace", "126 qđ ubnd", "--graph", str(built))
    assert capsys.readouterr().out == up


def test_a_chain_as_json(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "6581/KH-UBND", "--format", "json", "--graph", str(built)) == 0
    answer = json.loads(capsys.readouterr().out)
    (path,) = answer["paths"]
    assert [h["object"]["number"] for h in path["hops"]] == ["99/NQ-CP", "50-KL/TW", "18-NQ/TW"]
    assert [h["sense"] for h in path["hops"]] == ["", "", "continues"]
    first = path["hops"][0]["evidence"][0]
    assert WORDS["bao-cao"][first["start"] : first["end"]] == first["quote"]
    assert path["nearest_central"] == 1


def test_down_and_between(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "02/NQ-CP", "--down", "--graph", str(built)) == 0
    assert "↓ được thực hiện bởi Quyết định 126/QĐ-UBND" in capsys.readouterr().out
    assert run("trace", "18-NQ/TW", "--to", "6581/KH-UBND", "--graph", str(built)) == 0
    assert "↑ tiếp tục thực hiện Nghị quyết 18-NQ/TW" in capsys.readouterr().out
    assert run("trace", "18-NQ/TW", "--to", "02/NQ-CP", "--graph", str(built)) == 0
    assert "Không thấy đường nào" in capsys.readouterr().out


def test_trace_down_goes_page_by_page(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("trace", "18-NQ/TW", "--down", "--limit", "1", "--graph", str(built))
    first = capsys.readouterr().out
    assert "go on with --skip 1" in first
    run("trace", "18-NQ/TW", "--down", "--limit", "1", "--skip", "1", "--graph", str(built))
    assert capsys.readouterr().out != first
    run("trace", "18-NQ/TW", "--down", "--limit", "1", "--format", "json", "--graph", str(built))
    answer = json.loads(capsys.readouterr().out)
    assert (answer["next"], len(answer["paths"])) == (1, 1)
    assert answer["total"] > 1
    assert run("trace", "18-NQ/TW", "--down", "--limit", "0", "--graph", str(built)) == 2


def test_a_picture_goes_to_a_file(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "t.svg"
    assert run("trace", "126/QĐ-UBND", "--format", "svg", "--output", str(target), "--graph", str(built)) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text(encoding="utf-8").startswith("<svg xmlns=")


@pytest.mark.parametrize("form", ["pdf", "xlsx", "docx"])
def test_a_trace_goes_to_the_office(
    form: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["trace", "126/QĐ-UBND", "--format", form, "--graph", str(built)]
    assert run(*command) == 2
    assert f"--format {form}: cần --output / needs --output" in capsys.readouterr().err
    target = tmp_path / f"t.{form}"
    assert run(*command, "--output", str(target)) == 0
    words = from_bytes(target.read_bytes(), source=target.name).text
    assert "126/QĐ-UBND" in words
    assert "02/NQ-CP" in words
    if form != "pdf":  # a picture has no sentences
        assert "thực hiện Nghị quyết số 02/NQ-CP" in words


def test_a_document_with_nothing_above_says_so(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "02/NQ-CP", "--graph", str(built)) == 0
    assert "Không thấy văn bản này thực hiện hay căn cứ văn bản nào" in capsys.readouterr().out


def test_several_documents_of_one_number_are_listed(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "442/QĐ-UBND", "--graph", str(built)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "may be 2 documents" in said.err
    assert "1. Quyết định 442/QĐ-UBND · Ủy ban nhân dân thành phố Đà Nẵng · 08/03/2023" in said.err
    assert "2. Quyết định 442/QĐ-UBND · Ủy ban nhân dân tỉnh Lào Cai · 08/03/2023" in said.err
    assert run("trace", "442/QĐ-UBND Lào Cai", "--graph", str(built)) == 0


def test_an_unknown_number_offers_the_nearest(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "126/QĐ-UBNN", "--graph", str(built)) == 1
    said = capsys.readouterr().err
    assert "“126/QĐ-UBNN” is not in the graph" in said
    assert "Quyết định 126/QĐ-UBND · Ủy ban nhân dân tỉnh Quảng Nam" in said


@pytest.mark.parametrize("wrong", [("--follow", "likes"), ("--depth", "0")])
def test_what_cannot_be_followed_is_refused(
    built: Path, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("trace", "126/QĐ-UBND", *wrong, "--graph", str(built)) == 2
    assert "implements" in capsys.readouterr().err


# show, export, query, sources


def test_show(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "126/QĐ-UBND", "--graph", str(built)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Quyết định 126/QĐ-UBND · Ủy ban nhân dân tỉnh Quảng Nam · 22/01/2024"
    assert "  → thực hiện Nghị quyết 02/NQ-CP · Chính phủ · 05/01/2024" in said
    assert any(line.startswith("  ← được dẫn chiếu bởi Báo cáo") for line in said)
    assert run("show", "126/QĐ-UBND", "--format", "json", "--graph", str(built)) == 0
    assert json.loads(capsys.readouterr().out)["acts"][0]["predicate"] == "implements"


@pytest.mark.parametrize("format_", FORMATS)
def test_export(built: Path, tmp_path: Path, format_: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "--format", format_, "--graph", str(built)) == 0
    said = capsys.readouterr().out
    assert run("export", "--format", format_, "--output", str(tmp_path / "x"), "--graph", str(built)) == 0
    assert (tmp_path / "x").read_bytes().decode() == said
    assert "126" in said


def test_query_knows_the_prefixes(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = 'SELECT ?n WHERE { ?d eli:id_local "126/QĐ-UBND" ; ld:implements/eli:id_local ?n }'
    assert run("query", "-q", question, "--format", "csv", "--graph", str(built)) == 0
    assert capsys.readouterr().out.splitlines() == ["n", "02/NQ-CP"]
    (tmp_path / "q.rq").write_text(question, encoding="utf-8")
    assert run("query", str(tmp_path / "q.rq"), "--graph", str(built)) == 0
    assert capsys.readouterr().out.splitlines() == ["n", "────────", "02/NQ-CP"]
    assert run("query", "-q", "ASK { ?d ld:implements ?e }", "--graph", str(built)) == 0
    assert capsys.readouterr().out == "true\n"


@pytest.mark.parametrize(
    ("words", "code"), [(("-q", "SELEC"), 1), ((), 2), (("x.rq", "-q", "ASK {}"), 2), (("none.rq",), 1)]
)
def test_bad_queries(
    built: Path, words: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", *words, "--graph", str(built)) == code
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_sources(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("sources", "--graph", str(built)) == 0
    said = capsys.readouterr().out
    assert "bao-cao.txt" in said
    assert len(said.splitlines()) == 5


@pytest.mark.parametrize(
    "command", [("trace", "x"), ("show", "x"), ("export",), ("sources",), ("query", "-q", "ASK {}")]
)
def test_no_graph_yet(tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--graph", str(tmp_path / "none")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "luocdo build" in line
    assert not (tmp_path / "none").exists()


# extract


def test_extract_gives_one_object_for_one_file(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", str(document)) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"source", "document", "citations", "relations", "findings"}
    assert answer["source"] == str(document)
    (cited,) = (c for c in answer["citations"] if c["id"] != "self")
    assert cited["number"] == "34/2016/NĐ-CP"
    assert cited["iri"] == "https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2016/34-2016-NĐ-CP"


def test_extract_gives_one_line_a_file_for_several(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", str(document), str(document)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0]) == json.loads(lines[1])


def test_extract_text_is_the_text_and_nothing_else(document: Path) -> None:
    done = _luocdo("extract", "--format", "text", str(document))
    assert done.returncode == 0
    assert done.stdout == document.read_bytes()


def test_extract_table(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("extract", "--format", "table", str(document)) == 0
    assert "Nghị định  34/2016/NĐ-CP  2016-05-14  Chính phủ" in capsys.readouterr().out


def test_extract_jsonl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": 7, "text": "theo Nghị định số 34/2016/NĐ-CP"},
        {"id": "b", "text": ""},
        {"id": "c", "text": "số 5"},
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("\ufeff" + "".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("extract", "--format", "json", "--jsonl", str(path)) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [a["id"] for a in answers] == [7, "b", "c"]
    assert [c["number"] for c in answers[0]["citations"]] == ["34/2016/NĐ-CP"]


def test_a_bad_line_of_jsonl_costs_only_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"id": 1, "text": "a"}\nnonsense\n{"id": 3}\n[]\n{"id": 5, "text": "b"}\n', encoding="utf-8"
    )
    assert run("extract", "--jsonl", str(path)) == 1
    said = capsys.readouterr()
    assert [json.loads(line)["id"] for line in said.out.splitlines()] == [1, 5]
    assert [line.split(": ")[0] for line in said.err.splitlines()] == [f"{path}:{n}" for n in (2, 3, 4)]


@pytest.mark.parametrize(
    "words", [(), ("a.txt", "--jsonl", "b.jsonl"), ("--jsonl", "b.jsonl", "--format", "table")]
)
def test_extract_wants_files_or_jsonl(words: tuple[str, ...]) -> None:
    assert run("extract", *words) == 2


# bad input


def _bad(tmp_path: Path) -> dict[str, Path]:
    files = {name: tmp_path / name for name in ("empty.txt", "binary.txt", "folder", "missing.txt")}
    files["empty.txt"].touch()
    files["binary.txt"].write_bytes(bytes(range(256)) * 8)
    files["folder"].mkdir()
    return files


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "folder", "missing.txt"])
def test_extract_names_what_is_bad_in_one_line(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", str(_bad(tmp_path)[name])) == 1
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith(f"{tmp_path / name}: ")
    assert " / " in line.removeprefix(f"{tmp_path / name}: ")


@pytest.mark.parametrize("name", ["empty.txt", "binary.txt", "folder", "missing.txt"])
def test_build_leaves_the_graph_untouched(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = _bad(tmp_path)[name]
    assert run("build", str(bad), "--graph", str(tmp_path / "g")) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016"
    path = tmp_path / "x.txt"
    path.write_bytes(words.encode(encoding) if encoding != "cp1258" else _cp1258(words))
    assert run("extract", str(path)) == 0
    assert [c["number"] for c in json.loads(capsys.readouterr().out)["citations"]] == ["34/2016/NĐ-CP"]


def _cp1258(words: str) -> bytes:
    import unicodedata

    whole = (unicodedata.normalize("NFD", c) for c in unicodedata.normalize("NFC", words))
    kept = ((parts[0] + "".join(m for m in parts[1:] if m in "\u0302\u0306\u031b"), parts) for parts in whole)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    composed = (
        unicodedata.normalize("NFC", base) + "".join(m for m in parts[1:] if m in tones)
        for base, parts in kept
    )
    return "".join(composed).encode("cp1258")


def test_a_text_with_nul_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("Nghị định số 34/2016/NĐ-CP\0 của Chính phủ".encode())
    assert run("extract", str(path)) in {0, 1}


# build


def test_build_reads_and_then_does_not(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for wanted in ("1 tệp đã đọc, 0 không đổi, 0 lỗi", "0 tệp đã đọc, 1 không đổi, 0 lỗi"):
        assert run("build", str(document), "--graph", str(tmp_path / "g")) == 0
        said = capsys.readouterr()
        assert said.out.startswith(wanted)
        assert said.err == ""


def test_build_names_failures_and_goes_on(
    document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.txt"
    assert run("build", str(missing), str(document), "--graph", str(tmp_path / "g")) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{missing}: ")
    assert said.out.startswith("1 tệp đã đọc, 0 không đổi, 1 lỗi")
    assert len(Store.reading(tmp_path / "g").sources()) == 1


def test_the_graph_folder_may_come_from_the_environment(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LUOCDO_GRAPH", str(tmp_path / "env"))
    assert run("build", str(document)) == 0
    assert run("show", "34/2016/NĐ-CP") == 0
    assert "Nghị định 34/2016/NĐ-CP" in capsys.readouterr().out


# the program


def _luocdo(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kg.cli", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, env={**os.environ, **environment}, check=False
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_the_answer_is_utf_8_whatever_the_terminal_is(document: Path, encoding: str) -> None:
    done = _luocdo("extract", str(document), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Nghị định" in done.stdout.decode("utf-8")


def test_help_is_quick_because_it_loads_little() -> None:
    loaded = "import sys, kg.cli; kg.cli.build_parser(); print([m for m in sys.modules if m in " + repr(
        ["spacy", "underthesea", "pyoxigraph", "networkx", "rdflib", "lxml", "nlp"]
    )
    done = subprocess.run([sys.executable, "-c", loaded + "])"], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("trace",), ("build",), ("extract", "--format", "xml", "a")]
)
def test_wrong_use(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "sai cách dùng / wrong use" in line


@pytest.mark.parametrize("command", ["extract", "build", "trace", "show", "export", "query", "sources"])
def test_every_command_has_help_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert " / " in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == batch.tool() + "\n"


def test_choices_are_those_of_the_library() -> None:
    parser = cli.build_parser()
    parsed = parser.parse_args(["trace", "x"])
    assert parsed.depth == MAX_DEPTH
    for format_ in FORMATS:
        assert parser.parse_args(["export", "--format", format_]).format == format_
    for scope in SCOPES:
        assert parser.parse_args(["export", "--scope", scope]).scope == scope


@pytest.mark.parametrize(
    "words",
    [("extract", "x"), ("build", "x"), ("trace", "x"), ("show", "x"), ("export",), ("query",), ("sources",)],
)
def test_every_command_leads_to_a_function(words: tuple[str, ...]) -> None:
    module, _, function = cli.build_parser().parse_args(words).run.partition(":")
    assert callable(getattr(importlib.import_module(f"kg.commands.{module}"), function))


def test_an_interrupt_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "reading", interrupt)
    assert run("sources") == 1
    assert "stopped; run again to go on" in capsys.readouterr().err


def test_a_second_writer_is_told(tmp_path: Path, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.writing(tmp_path / "g") as store:
        store.add(graph.quads(report()))
        assert run("build", str(document), "--graph", str(tmp_path / "g")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"pid {os.getpid()}" in line


def test_the_user_may_choose_among_several(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "ask", lambda *_: 2)
    assert run("trace", "442/QĐ-UBND", "--graph", str(built)) == 0
    assert capsys.readouterr().out.startswith("Quyết định 442/QĐ-UBND · Ủy ban nhân dân tỉnh Lào Cai")


def test_a_file_that_cannot_be_written_is_named(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none" / "t.svg"
    assert run("trace", "126/QĐ-UBND", "--output", str(target), "--graph", str(built)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot read or write" in line
    assert str(target) in line


def test_both_ways_at_once(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("trace", "99/NQ-CP", "--up", "--down", "--graph", str(built)) == 0
    said = capsys.readouterr().out
    assert said.index("↑ thực hiện Kết luận 50-KL/TW") < said.index(
        "↓ được thực hiện bởi Kế hoạch 6581/KH-UBND"
    )
    assert run("trace", "99/NQ-CP", "--up", "--to", "02/NQ-CP", "--graph", str(built)) == 2


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", "<!doctype html>"),
        ("jsonl", '{"source"'),
        ("csv", "source,citation,"),
        ("csv-citations", "source,"),
        ("csv-relations", "source,subject,"),
        ("bio", "ỦY O"),
        ("webannotation", "{"),
        ("displacy", '{"text"'),
    ],
)
def test_extract_in_every_form(
    form: str, begins: str, examples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["extract", str(examples / "qd-126-qd-ubnd-quang-nam-2024.txt"), "--format", form]) == 0
    assert capsys.readouterr().out.startswith(begins)


def test_csv_of_several_files_has_one_header(examples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(examples / name) for name in ("nq-02-nq-cp-2024.txt", "kl-50-kl-tw-2023.txt")]
    assert cli.main(["extract", *files, "--format", "csv"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("source,")] == [
        "source,citation,type,number,start,end,text,printed,form,where,footnote,pinpoints"
    ]
