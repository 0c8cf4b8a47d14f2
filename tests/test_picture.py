from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as Xml

from kg import current, graph, trace
from kg.layers import BOX, MARGIN, layout
from kg.lookup import Node, find
from kg.picture import SHOWN, svg
from kg.store import Store
from kg.terms import Iri, vocabulary
from kg.trace import Hop
from tests.factories import report

_SVG = "{http://www.w3.org/2000/svg}"


def _store() -> Store:
    store = Store.memory()
    quads = graph.quads(report())
    store.replace(quads[0].graph, quads)
    current.refresh(store)
    return store


STORE = _store()


def traced(number: str) -> trace.Trace:
    return trace.up(STORE, find(STORE, number).works[0].iri)


def words(picture: str) -> list[str]:
    return [t.text or "" for t in Xml.fromstring(picture).iter(f"{_SVG}text")]


def test_the_picture_says_who_carries_out_what_and_where_it_says_so() -> None:
    said = words(svg(traced("126/QĐ-UBND")))
    assert "Quyết định 126/QĐ-UBND" in said
    assert "UBND tỉnh Quảng Nam · 22/01/2024" in said
    assert "1 · thực hiện" in said
    assert "“Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP”" in said
    assert [w for w in said if w in {"Chính phủ · Thủ tướng", "Tỉnh, thành phố"}] == [
        "Chính phủ · Thủ tướng",
        "Tỉnh, thành phố",
    ]


def test_higher_acts_stand_higher() -> None:
    found = traced("6581/KH-UBND")
    placed = layout(found.nodes, found.hops, {n.iri: 200.0 for n in found.nodes})
    tops = {box.node.number: box.y for box in placed.boxes}
    assert tops["18-NQ/TW"] < tops["50-KL/TW"] < tops["99/NQ-CP"] < tops["6581/KH-UBND"]


def test_without_sentences_there_is_only_the_picture() -> None:
    assert "Câu văn làm chứng" in words(svg(traced("126/QĐ-UBND")))
    assert "Câu văn làm chứng" not in words(svg(traced("126/QĐ-UBND"), sentences=False))


def test_a_document_alone_is_drawn_too() -> None:
    said = words(svg(traced("02/NQ-CP")))
    assert "Nghị quyết 02/NQ-CP" in said


def test_nothing_is_fetched_and_nothing_is_scripted() -> None:
    picture = svg(traced("126/QĐ-UBND"))
    assert "<script" not in picture
    assert re.findall(r"https?://[^\s\"<]+", picture.replace("http://www.w3.org/2000/svg", "")) == re.findall(
        r"https://luocdo\.vn/[^\s\"<]+", picture
    )


def _node(number: int, place: str, label: str = "") -> Node:
    return Node(Iri(f"urn:n{number}"), label or f"Kế hoạch {number}/KH-UBND", issuer="<&>", place=place)


def _hop(a: Node, b: Node) -> Hop:
    return Hop(a, vocabulary().by_term[vocabulary().ld("implements")], b, ())


def test_words_are_escaped_and_the_same_trace_gives_the_same_picture() -> None:
    a, b = _node(1, "quang-nam/ubnd", 'Kế hoạch <b>"&"'), _node(2, "trung-uong/chinh-phu")
    found = trace.Trace(a, "up", (trace.Path((_hop(a, b),)),))
    assert 'Kế hoạch <b>"&"' in words(svg(found))
    assert svg(found) == svg(found)


def test_boxes_of_a_row_never_overlap_and_stay_inside() -> None:
    root = _node(0, "trung-uong/chinh-phu")
    leaves = [_node(n, "quang-nam/ubnd") for n in range(1, 30)]
    hops = [_hop(leaf, root) for leaf in leaves] + [_hop(leaves[n], leaves[n - 1]) for n in range(1, 5)]
    placed = layout([root, *leaves], hops, {n.iri: 230.0 for n in [root, *leaves]})
    rows: dict[float, list[tuple[float, float]]] = {}
    for box in placed.boxes:
        rows.setdefault(box.y, []).append((box.x, box.x + box.width))
    for row in rows.values():
        row.sort()
        assert all(left[1] < right[0] for left, right in pairwise(row))
        assert row[0][0] >= MARGIN
        assert row[-1][1] <= placed.width - MARGIN + 0.01
    assert len(placed.boxes) == 30


def test_a_long_way_passes_beside_the_boxes_between() -> None:
    low, middle, high = (
        _node(1, "quang-nam/snv"),
        _node(2, "quang-nam/ubnd"),
        _node(3, "trung-uong/chinh-phu"),
    )
    hops = [_hop(low, middle), _hop(middle, high), _hop(low, high)]
    placed = layout([low, middle, high], hops, {n.iri: 200.0 for n in (low, middle, high)})
    box = next(b for b in placed.boxes if b.node == middle)
    bend = placed.routes[2][1]
    assert box.y <= bend[1] <= box.y + BOX
    assert not box.x <= bend[0] <= box.x + box.width


def test_a_circle_is_drawn() -> None:
    a, b = _node(1, "quang-nam/ubnd"), _node(2, "quang-nam/ubnd")
    placed = layout([a, b], [_hop(a, b), _hop(b, a)], {n.iri: 200.0 for n in (a, b)})
    assert len(placed.boxes) == 2


def test_a_large_trace_is_cut_and_says_so() -> None:
    root = _node(0, "trung-uong/chinh-phu")
    paths = tuple(trace.Path((_hop(_node(n, "quang-nam/ubnd"), root),)) for n in range(1, SHOWN + 20))
    said = words(svg(trace.Trace(root, "down", paths)))
    assert f"{SHOWN + 20} văn bản · {SHOWN + 19} quan hệ (vẽ {SHOWN})" in said
