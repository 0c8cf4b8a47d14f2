"""What the explorer asks: pictures of traces, documents with their texts, the whole graph, reports."""

from __future__ import annotations

import io
import socket
import zipfile
from pathlib import Path

import pytest

from kg import dossier as of
from kg import intake, report
from kg.dossier import Mark, pieces
from kg.explore import Question, view
from kg.explorer import Explorer, newest
from kg.launch import PortTaken, launch
from kg.overview import Overview
from kg.store import Store
from nlp.load import LoadError
from tests.helpers_explorer import explorer, folder, work  # noqa: F401 - fixtures


def labels(found: object) -> list[str]:
    return [s.node.label for s in found.documents]  # type: ignore[attr-defined]


def test_up_ends_at_the_resolution(explorer: Explorer) -> None:  # noqa: F811
    found = view(explorer, Question(work(explorer, "126/QĐ-UBND")))
    assert labels(found) == ["Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"]
    assert [(h.subject.label, h.relation.predicate, h.object.label) for h in found.hops] == [
        ("Quyết định 126/QĐ-UBND", "implements", "Nghị quyết 02/NQ-CP")
    ]
    assert found.documents[0].below == 2
    assert found.follow == {"implements", "details"}
    assert "02/NQ-CP" in found.hops[0].evidence[0].quote


def test_down_and_both(explorer: Explorer) -> None:  # noqa: F811
    start = work(explorer, "126/QĐ-UBND")
    down = view(explorer, Question(start, "down"))
    assert labels(down)[0] == "Quyết định 126/QĐ-UBND"
    assert {"Kế hoạch 22/KH-UBND", "Kế hoạch 35/KH-UBND"} == set(labels(down)[1:])
    both = view(explorer, Question(start, "both"))
    assert set(labels(both)) == {*labels(down), "Nghị quyết 02/NQ-CP"}


def test_between_walks_the_chain(explorer: Explorer) -> None:  # noqa: F811
    question = Question(work(explorer, "6581/KH-UBND"), "between", work(explorer, "18-NQ/TW"))
    chain = view(explorer, question).paths[0].hops
    assert [h.object.number for h in chain] == ["99/NQ-CP", "50-KL/TW", "18-NQ/TW"]


def test_an_opened_document_shows_its_neighbours(explorer: Explorer) -> None:  # noqa: F811
    start = work(explorer, "126/QĐ-UBND")
    opened = view(explorer, Question(start, opened=frozenset({start})))
    assert len(opened.documents) == 4
    assert opened.documents[0].below == 0


def test_filters_keep_the_start(explorer: Explorer) -> None:  # noqa: F811
    start = work(explorer, "126/QĐ-UBND")
    late = view(explorer, Question(start, since="2030-01-01"))
    assert labels(late) == ["Quyết định 126/QĐ-UBND"]
    assert late.filtered == 1
    without = view(explorer, Question(start, without=frozenset({1})))
    assert labels(without) == ["Quyết định 126/QĐ-UBND"]


def test_a_picture_is_never_larger_than_asked(explorer: Explorer) -> None:  # noqa: F811
    follow = frozenset({"implements", "basedOn", "cites", "amends"})
    found = view(explorer, Question(work(explorer, "126/QĐ-UBND"), "both", follow=follow, limit=5))
    assert len(found.documents) == 5
    assert found.left_out > 0


def test_only_our_iris_are_known(explorer: Explorer) -> None:  # noqa: F811
    assert explorer.knows(work(explorer, "126/QĐ-UBND"))
    assert not any(map(explorer.knows, ("", "126", "https://luocdo.vn/x y", "https://luocdo.vn/<script>")))


def test_a_document_and_its_successor(explorer: Explorer) -> None:  # noqa: F811
    found = of.dossier(explorer, work(explorer, "126/QĐ-UBND"))
    assert (found.type, found.effective) == ("Quyết định", "2024-01-22")
    assert [s.now for s in found.successors] == [("Ủy ban nhân dân thành phố Đà Nẵng",)]
    assert (found.acted["implements"], found.acted["cites"]) == (2, 3)


def test_relations_are_listed_kind_by_kind_as_many_as_asked(explorer: Explorer) -> None:  # noqa: F811
    this = work(explorer, "126/QĐ-UBND")
    assert [h.object.number for h in of.acts(explorer, this, {"implements"})] == ["02/NQ-CP"]
    carried = [h.subject.number for h in of.acted_on(explorer, this, {"implements"})]
    assert sorted(carried) == ["22/KH-UBND", "35/KH-UBND"]
    assert len(of.acted_on(explorer, this, {"implements"}, 1)) == 1
    named = of.mentioning(explorer, of.dossier(explorer, this))
    assert "Kế hoạch 35/KH-UBND" in {s.holds.label for s in named if s.holds}


def test_a_source_by_its_address(explorer: Explorer) -> None:  # noqa: F811
    own = of.dossier(explorer, work(explorer, "126/QĐ-UBND")).sources[0]
    assert of.known_source(explorer, own.iri) == own
    for other in ("", own.iri + "0", "file:///etc/passwd", f"{explorer.store.terms.base}source/<b>"):
        assert of.known_source(explorer, other) is None


def test_a_sentence_is_kept_in_the_graph_itself(explorer: Explorer) -> None:  # noqa: F811
    said = of.acts(explorer, work(explorer, "126/QĐ-UBND"), {"implements"})[0].evidence[0]
    assert of.quote_at(explorer, said.source, (said.start, said.end)) == said.quote
    assert of.quote_at(explorer, said.source, (said.start, said.end + 1)) == ""


def test_the_sentence_stands_in_its_source(explorer: Explorer, folder: Path) -> None:  # noqa: F811
    found = of.dossier(explorer, work(explorer, "126/QĐ-UBND"))
    said = of.acts(explorer, found.node.iri, {"implements"})[0].evidence[0]
    text = of.text_of(explorer.store, said.source, folder)
    assert text is not None
    assert text[said.start : said.end] == said.quote
    marks = of.marks(explorer, said.source)
    assert len(marks) > 5
    cut = pieces(text, marks, (said.start, said.end))
    assert "".join(p.text for p in cut) == text
    assert "".join(p.text for p in cut if p.sought) == said.quote


def test_a_changed_file_is_not_shown(tmp_path: Path, examples: Path) -> None:
    name = "qd-126-qd-ubnd-quang-nam-2024.txt"
    data = (examples / name).read_bytes()
    path = intake.keep(tmp_path, "../../" + name, data)
    assert path.parent.parent == tmp_path / "uploads"
    assert intake.add(tmp_path, [path]).done == 1
    reader = Explorer(Store.reading(tmp_path))
    source = of.dossier(reader, work(reader, "126/QĐ-UBND")).sources[0]
    assert of.text_of(reader.store, source.iri, tmp_path) is not None
    path.write_text("khác")
    assert of.text_of(reader.store, source.iri, tmp_path) is None


def test_pieces_of_overlapping_marks() -> None:
    a, b = Mark(2, 8, "x:a"), Mark(4, 6, "x:b")  # type: ignore[arg-type]
    made = pieces("0123456789", [b, a], (5, 9))
    assert [(p.text, p.work, p.sought) for p in made] == [
        ("01", None, False),
        ("234", "x:a", False),
        ("567", "x:a", True),
        ("8", None, True),
        ("9", None, False),
    ]


def test_reports(explorer: Explorer) -> None:  # noqa: F811
    found = view(explorer, Question(work(explorer, "126/QĐ-UBND")))
    assert report.file_name(found) == "truy-nguyen-quyet-dinh-126-qd-ubnd"
    word = zipfile.ZipFile(io.BytesIO(report.docx(found))).read("word/document.xml").decode()
    assert "văn bản trung ương gần nhất là Nghị quyết 02/NQ-CP · Chính phủ · 05/01/2024, 1 bước." in word
    sheet = zipfile.ZipFile(io.BytesIO(report.xlsx(found))).read("xl/sharedStrings.xml").decode()
    assert found.hops[0].evidence[0].quote in sheet


def test_the_whole(explorer: Explorer) -> None:  # noqa: F811
    whole = Overview(explorer)
    assert dict(whole.relations)["implements"] >= 10
    named = {n.number: count for n, count in whole.most_carried_out(30)}
    assert named["126/QĐ-UBND"] == 2
    rows = whole.coverage(work(explorer, "02/NQ-CP"))
    assert next((r.name, [n.number for n in r.documents][:1]) for r in rows) == ("Quảng Nam", ["126/QĐ-UBND"])
    uncovered = {explorer.node(i).number for i in whole.uncovered}
    assert "02/NQ-CP" not in uncovered


def test_what_cannot_be_read_says_so() -> None:
    with pytest.raises(LoadError):
        intake.read("a.pdf", b"%PDF-broken")


def test_no_snapshot(tmp_path: Path) -> None:
    assert newest(tmp_path) == 0


def test_who_in_a_province_carries_a_resolution_out_and_who_does_not(explorer: Explorer) -> None:  # noqa: F811
    whole = Overview(explorer)
    assert ("quang-nam", "Quảng Nam") in whole.places()
    rows = whole.within(work(explorer, "02/NQ-CP"), "quang-nam")
    issued = {r.name: [n.number for n in r.documents] for r in rows}
    assert issued["Ủy ban nhân dân tỉnh Quảng Nam"] == ["126/QĐ-UBND"]
    assert issued["Ủy ban nhân dân huyện Thăng Bình, tỉnh Quảng Nam"] == ["35/KH-UBND"]
    assert issued["Hội đồng nhân dân tỉnh Quảng Nam"] == []
    assert [bool(r.documents) for r in rows] == sorted((bool(r.documents) for r in rows), reverse=True)


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"--port {port + 1}"):
            launch(Path("none"), port=port)


def test_up_by_what_is_cited_stops_at_the_picture(explorer: Explorer) -> None:  # noqa: F811
    follow = frozenset({"implements", "basedOn", "cites"})
    start = work(explorer, "126/QĐ-UBND")
    few = view(explorer, Question(start, follow=follow, limit=6))
    assert (len(few.documents), few.left_out > 0) == (6, True)
    every = view(explorer, Question(start, follow=follow))
    assert {n.node.iri for n in few.documents} < {n.node.iri for n in every.documents}
    assert every.left_out == 0
    assert all(path.hops[0].subject.iri == start for path in every.paths)
    assert {h.relation.predicate for h in every.hops} == follow
