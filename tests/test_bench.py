"""The texts that are measured on, and the way of measuring; never how fast anything is."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def bench(root: Path, request: pytest.FixtureRequest):
    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, root / "bench" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        yield load
    for name in ("texts", "timing"):
        sys.modules.pop(name, None)


def test_a_copy_has_other_numbers_of_the_same_kind(bench) -> None:
    texts = bench("texts")
    line = (
        "Quyết định số 126/QĐ-UBND ngày 22/01/2024, Nghị quyết số 18-NQ/TW, 11/2024/QĐ-UBND, "
        "498/498 đơn vị[^7]\n[^7]: x"
    )
    assert texts.varied(line, 0) == line
    assert texts.varied(line, 3) == (
        "Quyết định số 129/QĐ-UBND ngày 22/01/2024, Nghị quyết số 21-NQ/TW, 14/2024/QĐ-UBND, "
        "498/498 đơn vị[^3007]\n[^3007]: x"
    )


def test_repeated_is_whole_copies_of_at_least_the_length(bench) -> None:
    texts = bench("texts")
    text = texts.repeated("số 5/QĐ-UBND;", 30)
    assert text == "số 5/QĐ-UBND;số 6/QĐ-UBND;số 7/QĐ-UBND;"


def test_the_report_is_dense_enough_to_measure_on(bench) -> None:
    texts = bench("texts")
    text = texts.repeated(texts.REPORT.read_text(encoding="utf-8"), 60_000)
    assert 60_000 <= len(text) < 80_000
    assert len(set(re.findall(r"\d+/QĐ-UBND", text))) > 50


def test_interleaved_runs_every_function_in_turn(bench) -> None:
    timing = bench("timing")
    timing.MIN_SECONDS = 0
    calls: list[str] = []
    seconds = timing.interleaved({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, runs=3)
    assert "".join(calls) == "aabb" + "ab" * 3
    assert {name: len(values) for name, values in seconds.items()} == {"a": 3, "b": 3}


def test_a_ratio_is_taken_within_each_run(bench) -> None:
    assert bench("timing").ratio([2.0, 30.0, 4.0], [1.0, 10.0, 2.0]) == 2.0


def test_speed_prints_a_ratio_for_each_part(bench, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench("speed").main(["--chars", "2000", "--runs", "1"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()[-3:]] == ["scan", "find", "extract"]
