"""The review page's logic without a browser: what it is told, what it sends along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest

import components
from kg import batch, reviews
from kg.store import Store
from nlp import extract

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path, examples: Path) -> Path:
    batch.build([examples], tmp_path / "g", extract)
    return tmp_path / "g"


@pytest.fixture
def ask(root: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Ask:
    """Run the page as if its component had sent something; what it then shows."""
    shown: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    def mount(name: str, data: dict[str, Any], *_: str, key: str = "") -> SimpleNamespace:
        assert (name, key) == ("review", "")
        shown.append(data)
        return SimpleNamespace(asked=sent.pop() if sent else None)

    monkeypatch.setattr(components, "mount", mount)
    monkeypatch.setenv("LUOCDO_GRAPH", str(folder))
    monkeypatch.syspath_prepend(str(root))
    app = AppTest.from_file(str(root / "pages" / "review.py"), default_timeout=30)
    counter = iter(range(1, 99))

    def asking(query: dict[str, str] | None = None, **asked: Any) -> dict[str, Any]:
        if query is not None:
            for name in ("kind", "issuer", "type", "view", "review", "add"):
                app.query_params[name] = query.get(name, "")
        if asked:
            sent.append({"n": next(counter), "at": "", "who": "Lan", **asked})
        app.run()
        assert not app.exception
        return shown[-1]

    return asking


def decision(iri: str, verdict: str, **more: str) -> dict[str, str]:
    return {"id": f"{iri}{verdict}", "iri": iri, "verdict": verdict, "note": "", "said": "", **more}


def test_the_queue_with_its_first_sentences(ask: Ask) -> None:
    data = ask()
    assert len(data["items"]) == data["progress"]["all"] == 12
    assert data["at"] == data["items"][0]["id"] == data["details"][0]["id"]
    first = data["details"][0]["evidence"][0]
    assert first["whole"]
    assert first["words"][1] in "".join(first["words"])
    assert [f["name"] for f in data["facets"]] == ["kind", "issuer", "type"]


def test_decisions_are_written_once_and_leave_the_queue(ask: Ask, folder: Path) -> None:
    before = [i["id"] for i in ask()["items"]]
    both = [decision(before[0], "accept", note="  đã  xem "), decision(before[1], "reject")]
    data = ask(decide=both)
    assert [i["id"] for i in data["items"]] == before[2:]
    assert data["handled"] == [d["id"] for d in both]
    ask(decide=both)  # sent again, for the answer was slow
    said = reviews.read(folder / reviews.FILE)
    assert [(r.verdict, r.who, r.note) for r in said] == [("accept", "Lan", "đã xem"), ("reject", "Lan", "")]


def test_without_a_name_nothing_is_written(ask: Ask, folder: Path) -> None:
    iri = ask()["items"][0]["id"]
    data = ask(who="  ", decide=[decision(iri, "accept")])
    assert data["items"][0]["id"] == iri
    assert not (folder / reviews.FILE).exists()


def test_undo_brings_the_item_back(ask: Ask, folder: Path) -> None:
    iri = ask()["items"][0]["id"]
    ask(decide=[decision(iri, "reject")])
    data = ask(undo="u1")
    assert (data["at"], data["jump"], data["undo"]) == (iri, iri, 0)
    assert [r.verdict for r in reviews.read(folder / reviews.FILE)] == ["reject", "withdraw"]
    assert ask(undo="u2")["note"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "https://luocdo.vn/eli/vn/none", "relation": "", "object": ""},
        {"subject": "<script>", "relation": "x", "object": "y"},
        {},
    ],
)
def test_a_correction_to_nothing_known_is_refused(ask: Ask, folder: Path, wrong: dict[str, str]) -> None:
    data = ask()
    iri = next(d["id"] for d in data["details"] if d["kind"] != "identity")
    ask(decide=[decision(iri, "correct", **wrong)])
    assert not (folder / reviews.FILE).exists()


def test_a_correction(ask: Ask, folder: Path) -> None:
    data = ask()
    d = next(d for d in data["details"] if d["kind"] != "identity")
    term = next(r["term"] for r in data["relations"] if r["label"] == "dẫn chiếu")
    turned = {"subject": d["object"]["id"], "relation": term, "object": d["subject"]["id"]}
    ask(decide=[decision(d["id"], "correct", **turned)])
    said = reviews.read(folder / reviews.FILE)
    assert {(r.verdict, r.new_relation) for r in said} == {("correct", "eli:cites")}


def test_filters_and_the_link_to_one(ask: Ask) -> None:
    data = ask()
    kind = data["facets"][0]["values"][0]
    only = ask({"kind": kind["value"]})
    assert {i["kind"] for i in only["items"]} == {kind["value"]}
    assert len(only["items"]) == kind["count"]
    last = data["items"][-1]["id"]
    assert ask({"review": last})["at"] == last
    assert ask({"review": "<b>"})["at"] == data["items"][0]["id"]


def test_a_sentence_must_stand_in_the_text(ask: Ask, folder: Path) -> None:
    data = ask()
    d = next(d for d in data["details"] if d["kind"] != "identity")
    term = next(r["term"] for r in data["relations"] if r["label"] == "căn cứ")
    wanted = {"subject": d["subject"]["id"], "relation": term, "object": d["object"]["id"]}
    source = d["evidence"][0]["source"]
    told = ask(add={**wanted, "source": source, "quote": "không có ở đâu"})
    assert told["note"].startswith("Không thấy câu này")
    told = ask(add={**wanted, "object": wanted["subject"], "source": source, "quote": "x"})
    assert told["note"].startswith("Cần hai văn bản")
    told = ask(add={**wanted, "source": source, "quote": d["evidence"][0]["words"][1]})
    assert (told["note"], told["added"]) == ("Đã thêm quan hệ.", True)
    assert [r.verdict for r in reviews.read(folder / reviews.FILE)] == ["add"]


def test_what_was_decided_is_listed_and_what_fits_nothing_says_so(ask: Ask, folder: Path) -> None:
    iri = ask()["items"][0]["id"]
    ask(decide=[decision(iri, "reject")])
    words = (folder / reviews.FILE).read_text(encoding="utf-8-sig")
    (folder / reviews.FILE).write_text(words.replace("source/", "source/0"), encoding="utf-8")
    (row,) = ask({"view": "done"})["history"]
    assert (row["word"], row["who"], row["stands"]) == ("bác", "Lan", True)
    assert row["stale"] == "nguồn không còn trong đồ thị"


def test_the_decision_of_another_is_told(ask: Ask, folder: Path) -> None:
    iri = ask()["items"][0]["id"]
    store = Store.reading(folder)
    from kg import deciding

    deciding.submit(folder, deciding.on_relation(store, [iri], None, who="Minh"))
    data = ask(decide=[decision(iri, "accept")])
    assert data["note"].startswith("Minh vừa duyệt mục này")
    assert [r.who for r in reviews.read(folder / reviews.FILE)] == ["Minh", "Lan"]
