"""The shape of the graph: what matters most, what belongs together, how deep chains go, what stands alone.

Networkx does the counting, on a chosen part of the derived graph; every answer is a table.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.lookup import Node
from kg.network import documents, edges
from kg.store import Store
from kg.terms import Iri

if TYPE_CHECKING:
    import networkx as nx

    Graph: TypeAlias = "nx.DiGraph[Iri]"

Cell: TypeAlias = "str | int | float"

ACTING = frozenset({"implements", "details", "basedOn"})
"""The relations that make a chain: from what carries out to what is carried out."""
SAMPLED = 500
"""Documents from which betweenness is estimated in a larger graph."""
SEED = 1


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: its name, its title, its columns, its rows."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def subgraph(
    store: Store,
    *,
    predicates: frozenset[str] = frozenset(),
    since: str = "",
    until: str = "",
    place: str = "",
) -> Graph:
    """Documents and who acts on whom, each pair once; ``weight`` counts the statements.

    ``predicates``: answers' words such as "implements", all if empty; ``since`` and ``until``: ISO dates,
    documents without a date stay out where one is given; ``place``: the beginning of a place, such as
    "quang-nam".  The end of a relation that is out of the choice takes the relation with it.
    """
    import networkx as nx

    graph: Graph = nx.DiGraph()
    for found in documents(store):
        if _chosen(found, since, until, place):
            graph.add_node(found.iri, node=found)
    for edge in edges(store):
        if predicates and edge.relation.predicate not in predicates:
            continue
        ends = edge.subject, edge.object
        if all(end in graph for end in ends):
            weight = graph.edges[ends]["weight"] if graph.has_edge(*ends) else 0
            graph.add_edge(*ends, weight=weight + 1)
    return graph


def _chosen(found: Node, since: str, until: str, place: str) -> bool:
    if (since or until) and not found.date:
        return False
    return (
        (not since or found.date >= since)
        and (not until or found.date <= until)
        and (not place or f"{found.place}/".startswith(place.rstrip("/") + "/"))
    )


def centrality(graph: Graph, *, top: int = 50) -> Table:
    """The documents that matter most: by PageRank, with who acts on them directly and at any remove."""
    import networkx as nx

    rank = nx.pagerank(graph, weight="weight") if graph.number_of_edges() else dict.fromkeys(graph, 0.0)
    between = _betweenness(graph)
    first = sorted(graph, key=lambda n: (-rank[n], n))[:top]
    rows = tuple(
        (
            *_named(graph, n),
            round(rank[n], 6),
            graph.in_degree(n),
            len(nx.ancestors(graph, n)),
            round(between[n], 6),
        )
        for n in first
    )
    columns = ("iri", "văn bản", "cơ quan", "ngày", "PageRank", "trực tiếp", "cả gián tiếp", "trung gian")
    return Table("centrality", "Văn bản quan trọng nhất", columns, rows)


def _betweenness(graph: Graph) -> dict[Iri, float]:
    import networkx as nx

    sample = SAMPLED if len(graph) > 2 * SAMPLED else None
    found: dict[Iri, float] = nx.betweenness_centrality(graph, k=sample, seed=SEED)
    return found


def communities(graph: Graph, *, top: int = 50) -> Table:
    """Documents that hold together more than with others (Louvain), each by its weightiest member."""
    import networkx as nx

    linked = graph.to_undirected()
    linked.remove_nodes_from(list(nx.isolates(linked)))
    found = nx.community.louvain_communities(linked, weight="weight", seed=SEED) if len(linked) else []
    ranked = sorted(found, key=lambda group: (-len(group), min(group)))[:top]
    rows = []
    for number, group in enumerate(ranked, 1):
        head = max(group, key=lambda n: (graph.in_degree(n), n))
        bodies = Counter(_node(graph, n).issuer or "?" for n in group).most_common(3)
        inner = graph.subgraph(group).number_of_edges()
        issuers = "; ".join(f"{name} ({count})" for name, count in bodies)
        rows.append((number, len(group), inner, _node(graph, head).label, issuers))
    columns = ("nhóm", "văn bản", "quan hệ trong nhóm", "văn bản đầu mối", "cơ quan")
    return Table("communities", "Nhóm văn bản", columns, tuple(rows))


def depths(graph: Graph) -> Table:
    """How long the chains upward are: for each depth how many documents, and a longest chain.

    A document that acts on nothing has depth 0; documents in a circle count as one.
    """
    import networkx as nx

    whole = nx.condensation(graph)
    depth: dict[int, int] = {}
    onward: dict[int, int] = {}
    for part in reversed(list(nx.topological_sort(whole))):
        best = max(whole.successors(part), key=lambda s: (depth[s], -s), default=None)
        depth[part] = 0 if best is None else depth[best] + 1
        if best is not None:
            onward[part] = best
    sizes: Counter[int] = Counter()
    for part, found in depth.items():
        sizes[found] += len(whole.nodes[part]["members"])
    rows = []
    for level in sorted(sizes):
        part = min((p for p in depth if depth[p] == level), key=lambda p: min(whole.nodes[p]["members"]))
        rows.append((level, sizes[level], " → ".join(_chain(graph, whole, part, onward))))
    return Table("depths", "Độ dài chuỗi", ("bước", "văn bản", "ví dụ"), tuple(rows))


def _chain(graph: Graph, whole: nx.DiGraph[int], part: int, onward: dict[int, int]) -> Iterable[str]:
    at: int | None = part
    while at is not None:
        yield _node(graph, min(whole.nodes[at]["members"])).label
        at = onward.get(at)


def orphans(graph: Graph) -> Table:
    """Documents that are held and stand in no relation to another one of the choice."""
    import networkx as nx

    alone = sorted(n for n in nx.isolates(graph) if _node(graph, n).held)
    return Table(
        "orphans",
        "Văn bản đứng riêng",
        ("iri", "văn bản", "cơ quan", "ngày"),
        tuple(_named(graph, n) for n in alone),
    )


def cycles(graph: Graph) -> Table:
    """Documents that act on each other in a circle; in a sound graph of implementing there are none."""
    import networkx as nx

    rows = []
    for group in sorted((g for g in nx.strongly_connected_components(graph) if len(g) > 1), key=min):
        found = nx.find_cycle(graph.subgraph(group), min(group))
        rows.append(
            (len(group), " → ".join(_node(graph, a).label for a, *_ in found), "; ".join(sorted(group)))
        )
    return Table("cycles", "Vòng tròn", ("văn bản", "vòng", "IRI"), tuple(rows))


def years(graph: Graph) -> Table:
    """Documents of each year, held and only cited."""
    found: dict[str, list[int]] = {}
    for n in graph:
        document = _node(graph, n)
        found.setdefault(document.date[:4] or "?", [0, 0])[not document.held] += 1
    rows = tuple((year, held, cited) for year, (held, cited) in sorted(found.items()))
    return Table("years", "Văn bản theo năm", ("năm", "có toàn văn", "chỉ được dẫn"), rows)


def analyse(graph: Graph, acting: Graph) -> tuple[Table, ...]:
    """All tables: chains and circles over what acts, the rest over all relations."""
    return (
        centrality(graph),
        communities(graph),
        depths(acting),
        orphans(graph),
        cycles(acting),
        years(graph),
    )


def write(tables: Iterable[Table], folder: Path) -> list[Path]:
    """The tables as CSV files in a folder that is made; what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(table.columns)
            rows.writerows(table.rows)
        written.append(path)
    return written


def _node(graph: Graph, iri: Iri) -> Node:
    found: Node = graph.nodes[iri]["node"]
    return found


def _named(graph: Graph, iri: Iri) -> tuple[str, str, str, str]:
    found = _node(graph, iri)
    return iri, found.label, found.issuer, found.date
