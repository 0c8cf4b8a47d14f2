"""The tables of :mod:`kg.analyse` as pictures (matplotlib, the extra ``analyse``)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.analyse import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHOWN = 20
_BARS = {
    "centrality": (1, 4, "PageRank"),
    "communities": (3, 1, "văn bản"),
    "depths": (0, 1, "văn bản"),
}
"""Which columns of a table are names and lengths of its bars, and what the length counts."""


def plot(table: Table) -> Figure | None:
    """A picture of a table; None for a table that is for reading, or has no row."""
    from matplotlib.figure import Figure

    if not table.rows or table.name not in (*_BARS, "years"):
        return None
    figure = Figure(figsize=(9, 5), layout="constrained")
    axes = figure.add_subplot()
    if table.name == "years":
        names = [str(row[0]) for row in table.rows]
        held, cited = ([float(row[n]) for row in table.rows] for n in (1, 2))
        axes.bar(names, held, label=table.columns[1])
        axes.bar(names, cited, bottom=held, label=table.columns[2])
        axes.tick_params(axis="x", rotation=90)
        axes.legend()
    else:
        name, length, unit = _BARS[table.name]
        shown = table.rows[:_SHOWN][::-1]
        axes.barh(range(len(shown)), [float(row[length]) for row in shown])
        axes.set_yticks(range(len(shown)), [str(row[name])[:48] for row in shown])
        axes.set_xlabel(unit)
    axes.set_title(table.title)
    return figure


def write(tables: Iterable[Table], folder: Path) -> list[Path]:
    """The pictures as SVG files, the words in them as words; what was written."""
    from matplotlib import rc_context

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables:
        figure = plot(table)
        if figure is not None:
            path = folder / f"{table.name}.svg"
            with rc_context({"svg.fonttype": "none", "svg.hashsalt": table.name}):
                figure.savefig(path, metadata={"Date": None})
            written.append(path)
    return written
