from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg import analyse, batch, plots
from kg.analyse import ACTING, Table
from kg.lookup import Node
from kg.store import Store
from kg.terms import Iri
from nlp import extract


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Store:
    folder = tmp_path_factory.mktemp("analyse") / "graph"
    batch.build([examples], folder, extract)
    return Store.reading(folder)


def made(*edges: tuple[str, str], alone: str = "", cited: str = "") -> nx.DiGraph[Iri]:
    """A small graph whose documents are called by letters."""
    graph: nx.DiGraph[Iri] = nx.DiGraph()
    for name in {n for edge in edges for n in edge} | set(alone) | set(cited):
        graph.add_node(Iri(name), node=Node(Iri(name), f"Quyết định {name}", held=name not in cited))
    graph.add_edges_from(((Iri(a), Iri(b)) for a, b in edges), weight=1)
    return graph


def test_depth_is_the_longest_way_up() -> None:
    found = analyse.depths(made(("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")))
    assert [row[:2] for row in found.rows] == [(0, 1), (1, 2), (2, 1)]
    assert found.rows[-1][2] == "Quyết định a → Quyết định b → Quyết định c"


def test_a_circle_counts_as_one_step_and_is_named() -> None:
    graph = made(("a", "b"), ("b", "a"), ("b", "c"), ("d", "a"))
    assert [row[:2] for row in analyse.depths(graph).rows] == [(0, 1), (1, 2), (2, 1)]
    (circle,) = analyse.cycles(graph).rows
    assert circle == (2, "Quyết định a → Quyết định b", "a; b")
    assert analyse.cycles(made(("a", "b"), ("b", "c"))).rows == ()


def test_orphans_are_held_and_stand_alone() -> None:
    assert [row[0] for row in analyse.orphans(made(("a", "b"), alone="xy", cited="z")).rows] == ["x", "y"]


def test_the_weightiest_comes_first() -> None:
    found = analyse.centrality(made(("a", "c"), ("b", "c"), ("c", "d"), ("e", "a")), top=2)
    assert [row[0] for row in found.rows] == ["d", "c"]
    by_name = dict(zip(found.columns, found.rows[1], strict=True))
    assert (by_name["trực tiếp"], by_name["cả gián tiếp"]) == (2, 3)


def test_what_holds_together() -> None:
    one, two = [("a", "b"), ("b", "c"), ("c", "a")], [("x", "y"), ("y", "z"), ("z", "x")]
    found = analyse.communities(made(*one, *two, ("a", "x"), alone="q"))
    assert sorted(row[1] for row in found.rows) == [3, 3]


def test_an_empty_choice_gives_empty_tables() -> None:
    empty: nx.DiGraph[Iri] = nx.DiGraph()
    assert all(table.rows == () for table in analyse.analyse(empty, empty))


def test_a_choice_of_the_example(store: Store) -> None:
    whole = analyse.subgraph(store)
    assert len(whole) > 100
    province = analyse.subgraph(store, place="quang-nam")
    assert 0 < len(province) < len(whole)
    assert {analyse._node(province, n).place.split("/")[0] for n in province} == {"quang-nam"}
    recent = analyse.subgraph(store, since="2024-01-01", until="2024-12-31")
    assert {analyse._node(recent, n).date[:4] for n in recent} == {"2024"}
    acting = analyse.subgraph(store, predicates=ACTING)
    assert acting.number_of_edges() < whole.number_of_edges()


def test_the_example_has_the_chain_of_its_story_and_no_circle(store: Store) -> None:
    acting = analyse.subgraph(store, predicates=frozenset({"implements"}))
    assert analyse.cycles(acting).rows == ()
    assert analyse.depths(acting).rows[-1][0] >= 3
    assert "Nghị quyết 18-NQ/TW" in str(analyse.depths(acting).rows[-1][2])


def test_tables_are_written_and_read_back(store: Store, tmp_path: Path) -> None:
    graph = analyse.subgraph(store)
    tables = analyse.analyse(graph, analyse.subgraph(store, predicates=ACTING))
    for path, table in zip(analyse.write(tables, tmp_path), tables, strict=True):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows == [list(table.columns), *([str(c) for c in row] for row in table.rows)]


def test_the_same_graph_gives_the_same_tables_and_pictures(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    made = []
    for n in range(2):
        tables = analyse.analyse(analyse.subgraph(store), analyse.subgraph(store, predicates=ACTING))
        made.append((tables, [p.read_bytes() for p in plots.write(tables, tmp_path / str(n))]))
    assert made[0] == made[1]
    assert len(made[0][1]) == 4
    assert "Văn bản quan trọng nhất".encode() in made[0][1][0]


def test_tables_for_reading_have_no_picture() -> None:
    pytest.importorskip("matplotlib")
    assert plots.plot(Table("orphans", "", ("iri",), (("a",),))) is None
    assert plots.plot(Table("years", "", ("năm",), ())) is None


def test_the_notebook_runs_from_top_to_bottom(root: Path) -> None:
    pytest.importorskip("matplotlib")
    notebook = json.loads((root / "docs" / "analysis.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    names: dict[str, Any] = {}
    for number, cell in enumerate(cells):
        exec(compile(cell, f"cell {number}", "exec"), names)
    assert set(names["stated"].predicate) == {"implements"}
