"""The example documents, their gold answers and the edge cases are sound in themselves.

These tests read the files only; what the extractor makes of them is tested elsewhere.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from nlp.model import PREDICATES, SELF, Document

EXAMPLES = Path(__file__).parent.parent / "examples"
EDGE_CASES = Path(__file__).parent / "edge_cases.toml"
DOCUMENTS = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".md"} and p.name != "README.md")
TYPES = {
    "Báo cáo", "Chương trình", "Chỉ thị", "Công văn", "Đề án", "Hiến pháp", "Kế hoạch", "Kết luận", "Luật",
    "Nghị quyết", "Nghị định", "Quy định", "Quy trình", "Quyết định", "Thông báo", "Thông tư", "Tờ trình",
    "Văn bản",
}  # fmt: skip
GOLD_FORMS = {"full", "no_number", "elliptical", "short"}
CASE_KEYS = {
    "name", "group", "text", "why", "nothing", "citations", "relations", "may", "relative", "self",
    "document", "findings",
}  # fmt: skip
CITATION_KEYS = {
    "type", "number", "name", "year", "date", "issuer", "kind", "resolution", "reason", "mention", "form",
    "count", "printed", "footnote", "pinpoints", "resolves_to",
}  # fmt: skip


def read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def gold_of(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(read(EXAMPLES / "gold" / f"{path.stem}.json"))
    return answer


def cases() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = tomllib.loads(read(EDGE_CASES))["case"]
    return loaded


def is_date(value: str) -> bool:
    """Whether it is "", a year, a year and month, or a day that exists."""
    if re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2]))?)?", value):
        return True
    date.fromisoformat(value)
    return True


def edges(gold: dict[str, Any], level: str = "core") -> set[tuple[str, str, str]]:
    """The relations with numbers (else names) for ids: ("126/QĐ-UBND", "implements", "02/NQ-CP")."""
    names = {c["id"]: c["number"] or c["name"] for c in gold["citations"]}
    names[SELF] = gold["document"]["number"]
    rows = (r for r in gold["relations"] if r["level"] == level)
    return {(names[r["subject"]], r["predicate"], names[r["object"]]) for r in rows}


def every_edge() -> set[tuple[str, str, str]]:
    return set().union(*(edges(gold_of(path)) for path in DOCUMENTS))


def test_there_are_fourteen_documents_each_with_a_gold_answer() -> None:
    assert len(DOCUMENTS) == 14
    assert {p.stem for p in DOCUMENTS} == {p.stem for p in (EXAMPLES / "gold").glob("*.json")}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_document_is_clean_text(path: Path) -> None:
    text = read(path)
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert "\ufeff" not in text
    assert text.endswith("\n")
    assert re.fullmatch(r"[a-z0-9-]+", path.stem)
    assert 30 <= text.count("\n") <= 150


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_gold_has_the_form_of_the_guide(path: Path) -> None:
    gold = gold_of(path)
    assert gold["file"] == path.name
    assert set(gold["document"]) == {"type", "number", "date", "issuer", "title", "signer"}
    assert is_date(gold["document"]["date"])
    ids = [c["id"] for c in gold["citations"]]
    assert ids == [f"c{n}" for n in range(1, len(ids) + 1)]
    for citation in gold["citations"]:
        assert citation["number"] or citation["name"]
        assert set(citation["type"].split("|")) <= TYPES
        assert citation["form"] in GOLD_FORMS
        assert citation["count"] >= 1
        assert is_date(citation["date"])
        assert not citation["date"] or citation["date"].startswith(citation["year"])
        assert citation["number"] != gold["document"]["number"] or not citation["number"]
    for relation in gold["relations"]:
        assert set(relation["predicate"].split("|")) <= set(PREDICATES) - {"cites"}
        assert {relation["subject"], relation["object"]} <= {*ids, SELF}
        assert relation["subject"] != relation["object"]
        assert relation["level"] in {"core", "optional"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.stem)
def test_gold_is_borne_out_by_the_text(path: Path) -> None:
    text, gold = read(path), gold_of(path)
    for relation in gold["relations"]:
        assert relation["quote"] in text
    for other in gold["not_citations"]:
        assert other["string"] in text
    for citation in gold["citations"]:
        printed = citation.get("printed") or citation["number"] or citation["name"]
        if citation["form"] != "elliptical":
            assert printed.casefold() in text.casefold()
    own = gold["document"]
    assert own["signer"] in text
    assert own["number"] in text


def test_no_core_edge_is_stated_twice_or_contradicted() -> None:
    for path in DOCUMENTS:
        core = [
            (r["subject"], r["predicate"], r["object"])
            for r in gold_of(path)["relations"]
            if r["level"] == "core"
        ]
        assert len(core) == len(set(core))
    acts = {(a, b) for a, predicate, b in every_edge() if predicate in {"implements", "amends", "replaces"}}
    assert not {(a, b) for a, b in acts if (b, a) in acts}


def test_the_question_of_the_clerk_is_answered() -> None:
    report = EXAMPLES / "bao-cao-cchc-2024.txt"
    assert ("126/QĐ-UBND", "implements", "02/NQ-CP") in edges(gold_of(report))
    text = read(report)
    mark, note = text.index("[footnoteRef:7]"), text.index("[7:  Quyết định số 126/QĐ-UBND ngày 22/01/2024]")
    assert text.rindex("Nghị quyết số 02/NQ-CP", 0, mark) < mark < note


def test_the_chain_to_the_central_resolution_is_unbroken() -> None:
    chain = ["6581/KH-UBND", "99/NQ-CP", "50-KL/TW", "18-NQ/TW"]
    held = every_edge()
    for lower, upper in pairwise(chain):
        assert (lower, "implements", upper) in held
    in_one_sentence = edges(gold_of(EXAMPLES / "bao-cao-cchc-2024.txt"))
    assert {(a, "implements", b) for a, b in pairwise(chain)} <= in_one_sentence
    assert ("6581/KH-UBND", "implements", "18-NQ/TW") not in held


def test_amending_replacing_and_district_are_in_the_story() -> None:
    assert {
        ("1073/QĐ-UBND", "amends", "442/QĐ-UBND"),
        ("876/QĐ-BNV", "replaces", "1149/QĐ-BNV"),
        ("35/KH-UBND", "implements", "126/QĐ-UBND"),
        ("22/KH-UBND", "implements", "126/QĐ-UBND"),
        ("707/UBND-NCKS", "implements", "27/CT-TTg"),
    } <= every_edge()


@pytest.mark.parametrize(
    "name", ["bao-cao-cchc-2024.txt", "kh-6581-kh-ubnd-quang-nam-2023.md", "kh-35-kh-ubnd-thang-binh-2024.md"]
)
def test_every_footnote_has_its_mark(name: str) -> None:
    text = read(EXAMPLES / name)
    flattened = name.endswith(".txt")
    marks = re.findall(r"\[footnoteRef:(\d+)\]" if flattened else r"\[\^(\d+)\](?!:)", text)
    notes = re.findall(r"\[(\d+):  " if flattened else r"(?m)^\[\^(\d+)\]: ", text)
    assert len(notes) > 2
    assert marks == notes == sorted(set(notes), key=int)


def test_edge_cases_are_enough_and_named_once() -> None:
    names = [case["name"] for case in cases()]
    assert len(names) >= 120
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)


def test_every_group_is_explained() -> None:
    explained = set(re.findall(r"(?m)^## ([a-z]+):", read(Path(__file__).parent / "EDGE_CASES.md")))
    assert {case["group"] for case in cases()} == explained


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["name"])
def test_edge_case_is_well_formed(case: dict[str, Any]) -> None:
    assert set(case) <= CASE_KEYS
    assert case["why"]
    assert not case["why"].endswith(".")
    assert bool(case.get("nothing")) != bool(case.get("citations"))
    if case["group"] != "dirty":
        assert case["text"] == unicodedata.normalize("NFC", case["text"])
    names = {SELF}
    for citation in case.get("citations", []):
        assert set(citation) <= CITATION_KEYS
        assert citation.get("mention", "") in case["text"]
        assert citation.get("printed", "") in case["text"]
        assert is_date(citation.get("date", ""))
        for key in ("number", "name"):
            names.update(citation.get(key, "").split("|"))
    for relation in (*case.get("relations", []), *case.get("may", [])):
        assert {relation["subject"], relation["object"]} <= names
        assert relation["predicate"] in PREDICATES
    for relative in case.get("relative", []):
        assert relative["mention"] in case["text"]
        assert relative["of"] in names
    assert all(words in case["text"] for words in case.get("self", []))
    assert set(case.get("document", {})) <= {field.name for field in fields(Document)}
