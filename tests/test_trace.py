from __future__ import annotations

from itertools import pairwise

import pytest

from kg import current, graph, trace
from kg import iri as iris
from kg.lookup import Node, find
from kg.store import Store
from kg.terms import Iri, Literal, Quad
from nlp.model import SELF, Citation, Document, Extraction, Mention
from tests.factories import UBND, report, small, text_of


def built(*extractions: Extraction) -> Store:
    store = Store.memory()
    for extraction in extractions:
        quads = graph.quads(extraction)
        source = iris.source_of(quads[0].graph)
        path = Quad(source, store.terms.ld("path"), Literal(extraction.text.source), store.terms.runs)
        store.replace(quads[0].graph, quads, [path])
    current.refresh(store)
    return store


def decision() -> Extraction:
    """The decision itself: it rests on a law, and carries the resolution out."""
    words = "Căn cứ Luật Đầu tư số 61/2020/QH14; ban hành Kế hoạch thực hiện Nghị quyết số 02/NQ-CP"
    return small(
        words,
        Document("Quyết định", "126/QĐ-UBND", "2024-01-22", UBND, "Kế hoạch hành động"),
        {
            "c1": ("Luật", "61/2020/QH14", "2020-06-17", "Quốc hội"),
            "c2": ("Nghị quyết", "02/NQ-CP", "2024-01-05", "Chính phủ"),
        },
        (
            (SELF, "basedOn", "c1", "Căn cứ Luật Đầu tư số 61/2020/QH14"),
            (SELF, "implements", "c2", "thực hiện Nghị quyết số 02/NQ-CP"),
        ),
        source="qd-126.txt",
    )


def district(number: str, unit: str) -> Extraction:
    words = f"{number}: Kế hoạch triển khai Quyết định số 126/QĐ-UBND"
    return small(
        words,
        Document("Kế hoạch", number, "2024-02-06", f"Ủy ban nhân dân huyện {unit}, tỉnh Quảng Nam"),
        {"c1": ("Quyết định", "126/QĐ-UBND", "2024-01-22", UBND)},
        ((SELF, "implements", "c1", "triển khai Quyết định số 126/QĐ-UBND"),),
        source=f"{unit}.txt",
    )


def chain(*numbers: str, relation: str = "implements") -> Extraction:
    """Each number acts on the next one, as a sentence says."""
    words = " thực hiện ".join(numbers)
    cited = {f"c{n}": ("Quyết định", number, "2024-01-02", UBND) for n, number in enumerate(numbers)}
    links = tuple((f"c{n}", relation, f"c{n + 1}", numbers[n]) for n in range(len(numbers) - 1))
    return small(words, Document(), cited, links)


STORE = built(report(), decision(), district("35/KH-UBND", "Thăng Bình"), district("22/KH-UBND", "Phú Ninh"))


def work(question: str, store: Store = STORE) -> Iri:
    (found,) = find(store, question).works
    return found.iri


def labels(found: trace.Trace) -> list[list[str]]:
    return [[p.hops[0].subject.label, *(h.object.label for h in p.hops)] for p in found.paths]


def test_up_leads_to_the_resolution_and_shows_the_decisions_own_words() -> None:
    found = trace.up(STORE, work("126/QĐ-UBND"))
    assert labels(found) == [["Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"]]
    own, report_ = found.paths[0].hops[0].evidence
    assert (own.quote, own.path, own.own) == ("thực hiện Nghị quyết số 02/NQ-CP", "qd-126.txt", True)
    assert (report_.path, report_.rule, report_.own) == ("bao-cao.txt", "footnote-title-implements", False)
    words = report().text.text
    assert words[report_.start : report_.end] == report_.quote
    assert found.paths[0].nearest == 1


def test_a_chain_runs_to_its_end() -> None:
    found = trace.up(STORE, work("6581/KH-UBND"))
    assert labels(found) == [
        ["Kế hoạch 6581/KH-UBND", "Nghị quyết 99/NQ-CP", "Kết luận 50-KL/TW", "Nghị quyết 18-NQ/TW"]
    ]
    (path,) = found.paths
    assert [h.relation.label for h in path.hops] == ["thực hiện", "thực hiện", "tiếp tục thực hiện"]
    assert path.confidence == pytest.approx(0.97**3)
    assert path.nearest == 1


def test_legal_bases_come_second() -> None:
    words = "Căn cứ Luật Đầu tư số 61/2020/QH14"
    lone = small(
        words,
        Document("Quyết định", "7/QĐ-UBND", "2024-03-01", UBND),
        {"c1": ("Luật", "61/2020/QH14", "2020-06-17", "Quốc hội")},
        ((SELF, "basedOn", "c1", words),),
    )
    store = built(lone, decision())
    found = trace.up(store, work("7/QĐ-UBND", store))
    assert labels(found) == [["Quyết định 7/QĐ-UBND", "Luật 61/2020/QH14"]]
    assert found.by_basis
    assert not trace.up(store, work("126/QĐ-UBND", store)).by_basis


def test_follow_chooses_the_relations() -> None:
    found = trace.up(STORE, work("126/QĐ-UBND"), follow=trace.SECOND)
    assert sorted(labels(found)) == [
        ["Quyết định 126/QĐ-UBND", "Luật 61/2020/QH14"],
        ["Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"],
    ]


def test_down_is_a_tree() -> None:
    found = trace.down(STORE, work("02/NQ-CP"))
    assert labels(found) == [
        ["Kế hoạch 22/KH-UBND", "Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"],
        ["Kế hoạch 35/KH-UBND", "Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"],
    ]
    assert [h.subject.label for h in found.hops] == [
        "Quyết định 126/QĐ-UBND",
        "Kế hoạch 22/KH-UBND",
        "Kế hoạch 35/KH-UBND",
    ]


def test_down_stops_at_its_limit_and_says_so() -> None:
    found = trace.down(STORE, work("02/NQ-CP"), limit=2)
    assert found.cut
    assert len(found.nodes) == 3
    assert not trace.down(STORE, work("02/NQ-CP")).cut


@pytest.mark.parametrize("ends", [("35/KH-UBND", "02/NQ-CP"), ("02/NQ-CP", "35/KH-UBND")])
def test_between_finds_the_way_from_either_end(ends: tuple[str, str]) -> None:
    found = trace.between(STORE, work(ends[0]), work(ends[1]))
    assert labels(found) == [["Kế hoạch 35/KH-UBND", "Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"]]


def test_between_strangers_there_is_no_way() -> None:
    assert trace.between(STORE, work("18-NQ/TW"), work("02/NQ-CP")).paths == ()


def test_a_circle_ends() -> None:
    store = built(chain("1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND", "1/QĐ-UBND"))
    found = trace.up(store, work("1/QĐ-UBND", store))
    assert labels(found) == [["Quyết định 1/QĐ-UBND", "Quyết định 2/QĐ-UBND", "Quyết định 3/QĐ-UBND"]]
    down = trace.down(store, work("1/QĐ-UBND", store))
    assert [n.label for n in down.nodes][1:] == ["Quyết định 3/QĐ-UBND", "Quyết định 2/QĐ-UBND"]


def test_depth_cuts_a_path() -> None:
    found = trace.up(STORE, work("6581/KH-UBND"), depth=2)
    assert [len(p.hops) for p in found.paths] == [2]


def test_a_lattice_does_not_explode() -> None:
    layers = [[f"{layer}{n}/QĐ-UBND" for n in range(4)] for layer in range(1, 10)]
    links = [chain(a, b) for up, down in pairwise(layers) for a in up for b in down]
    store = built(*links)
    found = trace.up(store, work("10/QĐ-UBND", store))
    assert found.cut
    assert len(found.paths) == trace.MAX_PATHS


def test_the_nearest_central_act_comes_first() -> None:
    far = chain("5/QĐ-UBND", "6/QĐ-UBND")
    words = "5/QĐ-UBND theo 213/QĐ-TTg; 6/QĐ-UBND theo 58/QĐ-BNV"
    near = small(
        words,
        Document(),
        {
            "c1": ("Quyết định", "5/QĐ-UBND", "2024-01-02", UBND),
            "c2": ("Quyết định", "213/QĐ-TTg", "2024-03-01", "Thủ tướng Chính phủ"),
            "c3": ("Quyết định", "6/QĐ-UBND", "2024-01-02", UBND),
            "c4": ("Quyết định", "58/QĐ-BNV", "2024-03-01", "Bộ Nội vụ"),
        },
        (("c1", "implements", "c2", "theo 213/QĐ-TTg"), ("c3", "implements", "c4", "theo 58/QĐ-BNV")),
    )
    store = built(far, near)
    assert [p.nearest for p in trace.up(store, work("5/QĐ-UBND", store)).paths] == [1, 2]


# Finding a document by what a person types.


@pytest.mark.parametrize(
    "question",
    [
        "126/QĐ-UBND",
        "126 qđ ubnd",
        "126-qd-ubnd",
        "0126/QĐ-UBND",
        "126",
        "Quyết định 126",
        "QĐ 126 năm 2024",
        "Quyết định 126/QĐ-UBND",
        "quyết định số 126/QĐ-UBND ngày 22/01/2024",
        "126/QĐ-UBND Quảng Nam 2024",
        "QUYẾT ĐỊNH 126 QĐ-UBND của UBND tỉnh Quảng Nam",
        "https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND",
    ],
)
def test_every_spelling_finds_it(question: str) -> None:
    assert [n.label for n in find(STORE, question).works] == ["Quyết định 126/QĐ-UBND"]


def test_several_works_are_all_listed() -> None:
    store = built(
        *(
            small(
                f"126/QĐ-UBND {place}",
                Document("Quyết định", "126/QĐ-UBND", "2024-01-22", f"Ủy ban nhân dân tỉnh {place}"),
                {},
            )
            for place in ("Quảng Nam", "Lào Cai")
        )
    )
    assert [n.issuer for n in find(store, "126 qđ ubnd").works] == [
        "Ủy ban nhân dân tỉnh Lào Cai",
        "Ủy ban nhân dân tỉnh Quảng Nam",
    ]
    assert [n.issuer for n in find(store, "126/QĐ-UBND Lào Cai").works] == ["Ủy ban nhân dân tỉnh Lào Cai"]


def test_an_exact_spelling_tells_the_party_from_the_state() -> None:
    words = "57-NQ/TW và 57/NQ-TW"
    both = small(
        words,
        Document(),
        {
            "c1": ("Nghị quyết", "57-NQ/TW", "2024-12-22", "Bộ Chính trị"),
            "c2": ("Nghị quyết", "57/NQ-TW", "2020-01-01", ""),
        },
    )
    store = built(both)
    assert [n.number for n in find(store, "57-NQ/TW").works] == ["57-NQ/TW"]
    assert len(find(store, "57 nq tw").works) == 2


@pytest.mark.parametrize(
    "question", ["127/QĐ-UBND", "Nghị quyết 126/QĐ-UBND", "126/QĐ-UBNN", "Nghị quyết 126"]
)
def test_the_nearest_are_offered(question: str) -> None:
    found = find(STORE, question)
    assert found.works == ()
    assert "Quyết định 126/QĐ-UBND" in [n.label for n in found.nearest]


@pytest.mark.parametrize("question", ["", "   ", "?", "hoàn toàn khác"])
def test_nothing_is_found_for_nothing(question: str) -> None:
    assert find(STORE, question).works == ()


def test_a_law_is_found_by_its_name() -> None:
    words = "theo Luật Đất đai năm 2003"
    law = Citation(
        "c1",
        "Luật",
        name="Luật Đất đai",
        year="2003",
        issuer="Quốc hội",
        mentions=(Mention(5, 17, words[5:17], "named"),),
    )
    store = built(Extraction(text_of(words), citations=(law,)))
    assert [str(n) for n in find(store, "luat dat dai 2003").works] == ["Luật Đất đai · Quốc hội · 2003"]


def test_how_a_document_is_named() -> None:
    node = Node(Iri("urn:x"), "Kế hoạch 7/KH-UBND", issuer="Chính phủ", date="2026-05")
    assert str(node) == "Kế hoạch 7/KH-UBND · Chính phủ · 05/2026"


def test_both_ways_at_once() -> None:
    found = trace.both(STORE, work("126/QĐ-UBND"))
    assert labels(found) == [
        ["Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"],
        ["Kế hoạch 22/KH-UBND", "Quyết định 126/QĐ-UBND"],
        ["Kế hoạch 35/KH-UBND", "Quyết định 126/QĐ-UBND"],
    ]
    assert [found.is_below(p) for p in found.paths] == [False, True, True]
