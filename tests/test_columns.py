"""Facets and orders counted in arrays: the same as counted one by one."""

from __future__ import annotations

import sqlite3
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.columns import FACETS, TABLE, Columns, smallest, write

Row = tuple[tuple[str, ...], float, str, int]
WORDS = st.sampled_from(["", "Quyết định", "Kế hoạch", "2024", "Quảng Nam"])
ROWS = st.lists(
    st.tuples(
        st.tuples(*[WORDS] * len(FACETS)),
        st.floats(1, 3, width=32),
        st.sampled_from(["", "2023", "2024-01-22", "2024-02-01"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=30,
)


def columns_of(rows: list[Row]) -> Columns:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLE)
    write(db, rows)
    return Columns.read(db)


@given(st.lists(st.integers(0, 5)), st.integers(0, 12))
def test_the_smallest_are_those_that_sorting_puts_first(keys: list[int], count: int) -> None:
    wanted = sorted(range(len(keys)), key=lambda n: keys[n])[:count]
    assert smallest(np.array(keys, np.int64), count).tolist() == wanted


@given(ROWS)
def test_facets_are_counted_exactly(rows: list[Row]) -> None:
    made = columns_of(rows)
    everything = np.arange(len(rows))
    for at, facet in enumerate(FACETS):
        wanted = Counter(row[0][at] for row in rows if row[0][at])
        assert dict(made.facet(facet, everything, {})) == wanted
    narrowed = {"type": ["Kế hoạch"]}
    left = [row for row in rows if row[0][0] == "Kế hoạch"]
    assert made.among(everything, narrowed).tolist() == [row[0][0] == "Kế hoạch" for row in rows]
    assert dict(made.facet("year", everything, narrowed)) == Counter(r[0][2] for r in left if r[0][2])
    chosen = [name for name, _ in made.facet("type", everything, narrowed)]
    assert (chosen[:1] == ["Kế hoạch"]) == bool(left)


@given(ROWS)
def test_orders(rows: list[Row]) -> None:
    made = columns_of(rows)
    dates = [row[2] for row in rows]
    newest = np.argsort(made.places["newest"]).tolist()
    assert [dates[n] for n in newest] == sorted(dates, reverse=True)
    oldest = [dates[n] for n in np.argsort(made.places["oldest"])]
    assert oldest == sorted(filter(None, dates)) + [""] * dates.count("")
    cited = [rows[n][3] for n in np.argsort(made.places["cited"])]
    assert cited == sorted(cited, reverse=True)


def test_a_value_that_nobody_has_leaves_nothing() -> None:
    made = columns_of([(("Quyết định", "", "", ""), 1.0, "", 0)])
    assert made.among(np.arange(1), {"type": ["Thông tư"]}).tolist() == [False]
