"""Where the documents of a trace stand in a picture: bands by rank, rows, places in a row, routes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg import bands
from kg.lookup import Node
from kg.terms import Iri
from kg.trace import Hop

WIDTH = 960
"""The least width of a picture, in pixels."""
MARGIN, GAP, ROW = 28, 40, 126
BOX = 48
PER_ROW = 4
_BEND = 14
_PORT = 26
_SWEEPS = 8

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A document's place: left, top, width; the height is :data:`BOX`."""

    node: Node
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture: its width, the band of each row, the boxes, and each hop's way from box to box."""

    width: float
    rows: tuple[bands.Band, ...]
    boxes: tuple[Box, ...]
    routes: tuple[tuple[Point, ...], ...]


def layout(nodes: Sequence[Node], hops: Sequence[Hop], widths: dict[Iri, float]) -> Layout:
    """Place documents and route hops; ``widths`` are those of the boxes."""
    rows = _rows(nodes, hops)
    at = {node.iri: n for n, (_, row) in enumerate(rows) for node in row}
    chains = [_chain(hop, n, at) for n, hop in enumerate(hops)]
    cells: list[list[str]] = [[node.iri for node in row] for _, row in rows]
    for hop, chain in zip(hops, chains, strict=True):
        step = 1 if at[hop.object.iri] > at[hop.subject.iri] else -1
        for n, bend in enumerate(chain[1:-1], 1):
            cells[at[hop.subject.iri] + step * n].append(bend)
    centres, width = _centres(cells, chains, widths)
    boxes = tuple(
        Box(
            node,
            centres[node.iri] - widths[node.iri] / 2,
            at[node.iri] * ROW + (ROW - BOX) / 2 + 6,
            widths[node.iri],
        )
        for _, row in rows
        for node in row
    )
    tops = {box.node.iri: box.y for box in boxes}
    starts = _ports([(c[0], centres[c[1]]) for c in chains], centres, widths)
    ends = _ports([(c[-1], centres[c[-2]]) for c in chains], centres, widths)
    routes = tuple(
        _route(hop, [start, *(centres[bend] for bend in chain[1:-1]), end], tops)
        for hop, chain, start, end in zip(hops, chains, starts, ends, strict=True)
    )
    return Layout(width, tuple(band for band, _ in rows), boxes, routes)


def _rows(nodes: Sequence[Node], hops: Sequence[Hop]) -> list[tuple[bands.Band, list[Node]]]:
    """Rows from the top: bands by rank; within a band whatever acts on another stands below it."""
    depth = dict.fromkeys((n.iri for n in nodes), 0)
    rank = {n.iri: bands.band(n.place).rank for n in nodes}
    for _ in nodes:
        for hop in hops:
            above, below = hop.object.iri, hop.subject.iri
            if rank[above] == rank[below] and depth[below] <= depth[above] < len(nodes) - 1:
                depth[below] = depth[above] + 1
    found: dict[tuple[int, int], list[Node]] = {}
    for node in sorted(nodes, key=lambda n: (n.date, n.label, n.iri)):
        found.setdefault((rank[node.iri], depth[node.iri]), []).append(node)
    return [
        (bands.bands()[place[0]], row[start : start + PER_ROW])
        for place, row in sorted(found.items())
        for start in range(0, len(row), PER_ROW)
    ]


def _chain(hop: Hop, number: int, at: dict[Iri, int]) -> list[str]:
    """The cells that a hop passes: its ends, and a bend in every row between them."""
    between = abs(at[hop.subject.iri] - at[hop.object.iri]) - 1
    return [hop.subject.iri, *(f"{number}:{n}" for n in range(between)), hop.object.iri]


def _centres(
    cells: list[list[str]], chains: Iterable[list[str]], widths: dict[Iri, float]
) -> tuple[dict[str, float], float]:
    """The middle of every cell: rows ordered by the mean place of their neighbours, a few times over."""
    near: dict[str, list[str]] = {cell: [] for row in cells for cell in row}
    for chain in chains:
        for a, b in pairwise(chain):
            near[a].append(b)
            near[b].append(a)
    sizes = {cell: widths.get(Iri(cell), _BEND) for row in cells for cell in row}
    width = max([WIDTH, *(sum(sizes[c] + GAP for c in row) - GAP + 2 * MARGIN for row in cells)])
    centres: dict[str, float] = {}
    for row in cells:
        centres |= _spread(row, sizes, width)
    for sweep in range(_SWEEPS):
        for row in cells if sweep % 2 else reversed(cells):
            means = {
                c: sum(centres[n] for n in near[c]) / len(near[c]) if near[c] else centres[c] for c in row
            }
            row.sort(key=lambda c: (means[c], c))
            centres |= _spread(row, sizes, width)
    return centres, width


def _spread(row: list[str], sizes: dict[str, float], width: float) -> dict[str, float]:
    gap = min(GAP * 1.6, (width - 2 * MARGIN - sum(sizes[c] for c in row)) / max(len(row) - 1, 1))
    x = (width - sum(sizes[c] for c in row) - gap * (len(row) - 1)) / 2
    centres = {}
    for cell in row:
        centres[cell] = x + sizes[cell] / 2
        x += sizes[cell] + gap
    return centres


def _ports(
    ends: Sequence[tuple[str, float]], centres: dict[str, float], widths: dict[Iri, float]
) -> list[float]:
    """Where edges meet their boxes: side by side, in the order of where they lead."""
    by_box: dict[str, list[float]] = {}
    for box, towards in sorted(ends):
        by_box.setdefault(box, []).append(towards)
    ports = []
    for box, towards in ends:
        count, place = len(by_box[box]), by_box[box].index(towards)
        by_box[box][place] = float("nan")  # taken: two edges between the same boxes stay apart
        step = min(_PORT, (widths[Iri(box)] - 40) / count)
        ports.append(centres[box] + (place - (count - 1) / 2) * step)
    return ports


def _route(hop: Hop, places: list[float], tops: dict[Iri, float]) -> tuple[Point, ...]:
    """From the edge of one box to the edge of the other, by the bends between."""
    start, end = tops[hop.subject.iri], tops[hop.object.iri]
    upward = end < start
    step = -ROW if upward else ROW
    first = (places[0], start if upward else start + BOX)
    last = (places[-1], end + BOX + 3 if upward else end - 3)
    bends = ((x, start + BOX / 2 + step * n) for n, x in enumerate(places[1:-1], 1))
    return (first, *bends, last)
