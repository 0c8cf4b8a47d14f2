"""The measures of identity, on the shipped examples: what they count is what there is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.store import Store
from nlp import extract
from nlp.model import SELF, Document, Extraction
from tests.factories import UBND, small


@pytest.fixture(scope="module")
def bench(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_identity", root / "bench" / "identity.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_identity"] = module
    spec.loader.exec_module(module)
    return module


def decree(subject: str, predicate: str, target: str, words: str) -> Extraction:
    cited = {f"c{n}": ("Nghị định", number, "", "Chính phủ") for n, number in enumerate((subject, target))}
    relations = ((f"c{0}", predicate, "c1", words),) if predicate else ()
    return small(words, Document("Nghị quyết", "19/2026/NQ-CP", "2026-04-29", "Chính phủ"), cited, relations)


@pytest.mark.parametrize(
    ("predicate", "listed", "given", "reason"),
    [
        ("amends", ("24/2022/NĐ-CP", "143/2016/NĐ-CP"), "right", ""),
        ("amends", ("143/2016/NĐ-CP", "24/2022/NĐ-CP"), "reversed", ""),
        (
            "basedOn",
            ("24/2022/NĐ-CP", "143/2016/NĐ-CP"),
            "missed",
            "they stand in one passage, under other relations",
        ),
        (
            "",
            ("24/2022/NĐ-CP", "143/2016/NĐ-CP"),
            "missed",
            "they stand in one passage, and nothing is read there",
        ),
        ("", ("24/2022/NĐ-CP", "143/2016/NĐ"), "missed", "a number is printed only as part of another one"),
        ("", ("19/2026/NQ-CP", "Nghị"), "missed", "a number is not read as a citation"),
    ],
)
def test_the_direction_of_a_pair(bench, predicate, listed, given, reason) -> None:
    words = "19/2026/NQ-CP: Nghị định số 24/2022/NĐ-CP sửa đổi Nghị định số 143/2016/NĐ-CP"
    made = decree("24/2022/NĐ-CP", predicate, "143/2016/NĐ-CP", words)
    (found,) = bench.pairs(bench.built([made]), [made], [listed])
    assert (found.given, found.reason) == (given, reason)


def test_pairs_that_do_not_meet_are_not_counted(bench) -> None:
    made = decree("24/2022/NĐ-CP", "", "143/2016/NĐ-CP", "24/2022/NĐ-CP, 143/2016/NĐ-CP")
    assert list(bench.pairs(bench.built([made]), [made], [("24/2022/NĐ-CP", "1/2016/NĐ-CP")])) == []


def test_what_became_of_citations(bench) -> None:
    cited = {
        "c1": ("Nghị định", "24/2022/NĐ-CP", "", "Chính phủ"),
        "c2": ("Quyết định", "126/QĐ-UBND", "", UBND),
        "c3": ("Quyết định", "127/QĐ-UBND", "2024-01-22", ""),
    }
    made = small(" ".join(n for _, n, _, _ in cited.values()), Document(), cited)
    rows = "\n".join(bench.identified(bench.built([made]), [made]))
    assert "3 citations in 1 texts." in rows
    assert "| **identified** | 1 | 33.3% |" in rows
    assert "| **unknown** | 2 | 66.7% |" in rows
    assert "| missing: year | 1 | 33.3% |" in rows
    assert "| missing: issuer or its place | 1 | 33.3% |" in rows


@pytest.mark.slow
def test_the_page_of_the_examples(
    bench, examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for file in examples.glob("*.txt"):
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    table = tmp_path / "list.tsv"
    table.write_text("amending_number\tamended_number\n1073/QĐ-UBND\t442/QĐ-UBND\n", encoding="utf-8")
    words = [str(tmp_path / "in"), "--amendments", str(table), "--gold", str(examples / "gold"), "--sources"]
    page = tmp_path / "identity.md"
    monkeypatch.setattr(sys, "argv", ["identity.py", *words, str(examples), "--output", str(page)])
    bench.main()
    told = page.read_text(encoding="utf-8")
    assert "| right | 1 |\n| reversed | 0 |\n| missed | 0 |" in told
    assert "the same graph, byte for byte" in told


def test_every_citation_of_the_report_is_one_document(bench, examples: Path) -> None:
    """Citations that a text keeps apart keep IRIs of their own."""
    found = extract(examples / "bao-cao-cchc-2024.txt")
    cited = [c for c in found.citations if c.id != SELF]
    named = bench.naming.iris(found)
    assert len({named[c.id] for c in cited}) == len(cited) > 20
    store = bench.built([found])
    assert isinstance(store, Store)
    assert len({bench.identity.final(store, named[c.id]) for c in cited}) == len(cited)
