"""The ablation takes out what it says, and puts everything back."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from nlp import extract


@pytest.fixture(scope="module")
def ablation(root: Path) -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        yield importlib.import_module("ablation")
    for name in ("ablation", "texts", "timing", "test_edge_cases"):
        sys.modules.pop(name, None)


def variant(ablation: ModuleType, name: str) -> object:
    return next(v for v in ablation.VARIANTS if name in v.name)


def found(text: str) -> list[tuple[str, str]]:
    return [(c.number or c.name, c.mentions[0].text) for c in extract(text).citations]


CASES = [
    ("register", "Luật Đất đai năm 2013 quy định", "45/2013/QH13"),
    ("aliases", "triển khai Đề án 06", "06/QĐ-TTg"),
    ("abbreviations", "Luật NSNN năm 2015", "83/2015/QH13"),
    ("repair", "Thông báo số 53/TBVPCP", "53/TB-VPCP"),
    ("look-alikes", "Quyết định số 126/QÐ-UBND", "126/QĐ-UBND"),
]


@pytest.mark.parametrize(("name", "text", "number"), CASES, ids=[case[0] for case in CASES])
def test_what_is_taken_out_is_missed_and_comes_back(
    ablation: ModuleType, name: str, text: str, number: str
) -> None:
    before = found(text)
    assert [n for n, _ in before] == [number]
    with ablation.changed(variant(ablation, name)):
        assert number not in [n for n, _ in found(text)]
    assert found(text) == before


@pytest.mark.parametrize("name", ["word segmentation", "sentences", "part-of-speech"])
def test_nlp_variants_run_and_are_undone(ablation: ModuleType, name: str) -> None:
    text = "Căn cứ Luật Nuôi cá lồng bè trong nước ngày 5/6/2020 để thực hiện Nghị định số 34/2016/NĐ-CP."
    before = extract(text)
    with ablation.changed(variant(ablation, name)):
        assert "34/2016/NĐ-CP" in [c.number for c in extract(text).citations]
    assert extract(text) == before


def test_a_part_that_is_not_there_is_named(ablation: ModuleType) -> None:
    with (
        pytest.raises(AttributeError, match="no_such_part"),
        ablation.changed(ablation.Variant("x", {"nlp.names.no_such_part": lambda old: old})),
    ):
        pass


def test_reference_spans_are_scored(ablation: ModuleType) -> None:
    text = "theo Nghị định số 34/2016/NĐ-CP"
    exact = {"text": text, "refs": [[5, 31, "NĐ"]]}
    assert ablation.references([exact]) == (1.0, 1.0)
    assert ablation.references([{"text": text, "refs": [[5, 20, "NĐ"]]}]) == (1.0, 0.0)
    assert ablation.references([{"text": text, "refs": [[5, 31, "TT"]]}]) == (0.0, 0.0)
    assert ablation.references([exact | {"ignore": [0, 9], "refs": []}]) == (0.0, 0.0)


def test_documents_are_scored(ablation: ModuleType, examples: Path) -> None:
    cited, related = ablation.documents(examples / "gold", examples)
    assert 0.9 < cited <= 1
    assert 0.8 < related <= 1


def test_traps_are_counted(ablation: ModuleType) -> None:
    right, asked = ablation.traps()
    assert 0.9 * asked < right <= asked
    assert asked > 200
