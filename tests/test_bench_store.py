"""The documents that the store is measured on, and how its figures are written down."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg import edges, readying, trace
from kg.ready import Ready
from kg.store import Store


@pytest.fixture(scope="module")
def bench(root: Path):
    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        yield load
    for name in ("generated", "columns"):
        sys.modules.pop(name, None)


def test_nearly_all_stand_below_one_resolution_with_evidence(bench, tmp_path: Path) -> None:
    store = Store.memory()
    blocks = list(bench("generated").blocks(store.terms, 400, hub=0.9))
    assert blocks == list(bench("generated").blocks(store.terms, 400, hub=0.9))
    store.load(blocks)
    ready = Ready(tmp_path / "1.sqlite")
    readying.write(store, ready.file)
    ((wide, direct),) = ready.most_carried_out(1)
    assert (direct, ready.below(wide)) == (303, 369)
    assert ready.documents("type").total() == 400
    (path, *_) = trace.down(Store(store.inner, store.terms, ready=ready), wide, limit=1).paths
    (said,) = path.hops[0].evidence
    assert (said.own, said.end) == (True, 99)
    assert said.path.startswith("van-ban/")


def test_with_fewer_statements_only_carrying_out_is_left(bench) -> None:
    store = Store.memory()
    store.load(bench("generated").blocks(store.terms, 80, whole=40))
    made = [d.iri for d in bench("generated").documents(store.terms.base, 80)]
    assert {len(edges.above(store, work)) for work in made[1:40]} == {4}
    assert {len(edges.above(store, work)) for work in made[41:]} == {1}


def test_figures_go_between_their_marks(bench, tmp_path: Path) -> None:
    columns = bench("columns")
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x -->\nold\n<!-- end -->\nb\n", encoding="utf-8")
    one = columns.Column("one", cells={"facts": 0.1234, "load": 1234.5})
    two = columns.Column("two", cells={"load": 7.0})
    columns.write(page, "x", columns.table([one, two]))
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- x -->\n| | one | two |\n|---|---|---|\n| facts | 0.123 |  |\n| load | 1,234 | 7 |\n"
        "<!-- end -->\nb\n"
    )
    with pytest.raises(SystemExit):
        columns.write(page, "y", "")
