"""What the measurement of bulk builds says of runs; never how fast anything is."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are looked up in /proc")


@pytest.fixture
def bulk(root: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "bench"))
    spec = importlib.util.spec_from_file_location("bench_bulk", root / "bench" / "bulk.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "bench_bulk", module)
    spec.loader.exec_module(module)
    return module


def test_a_run_is_a_line_with_its_shares(bulk: ModuleType) -> None:
    run = bulk.Run(2000, 600_000, 10.0, 2.0, 6.0, 12.0, 250.4, 51.0)
    assert bulk.row("2,000 documents", "2", run) == [
        *("2,000 documents", "2", "200", "60,000", "10.0", "20.0"),
        *("10%", "30%", "60%", "250", "51"),
    ]


def test_several_processes_are_compared_with_one_core_of_the_same_documents(bulk: ModuleType) -> None:
    one, two = (bulk.Run(100, 1000, seconds, 1.0, 1.0, 1.0, 1.0, 1.0) for seconds in (9.0, 5.0))
    runs = {("100", bulk.ONE): one, ("100", "2"): two, ("500", "2"): two}
    assert bulk.ratios(runs) == "100, 2 processes: 1.80 times one core."
    page = bulk.page(runs, 9, 10, 400)
    assert "| 100 | one core | 11 | 111 | 9.0 | 3.0 | 33% | 33% | 33% | 1 | 1 |" in page
    assert "9 of 10 builds of 400 documents" in page


@linux
def test_threads_are_looked_up_with_their_seconds(bulk: ModuleType) -> None:
    watched = bulk.Watched(os.getpid())
    watched.look()
    assert (os.getpid(), os.getpid()) in watched.threads
    assert watched.cpu(own=True, main=True) > 0
    assert watched.cpu(own=True) == pytest.approx(
        watched.cpu(own=True, main=True) + watched.cpu(own=True, main=False)
    )
    assert watched.peaks[os.getpid()] > 1000
