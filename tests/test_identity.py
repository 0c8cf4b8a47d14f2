from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import current, graph
from kg.export import export
from kg.identity import Decision, Entry, Verdicts, decide, final
from kg.rdf import nquads
from kg.store import Store
from kg.terms import DCTERMS, ELI, Iri, Literal, dated, text
from nlp import extract
from nlp.model import SELF, Document, Extraction
from tests.factories import UBND, report, small

G = Iri("https://luocdo.vn/graph/a")
NQ_2017 = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2017-10-25/18-NQ_TW")
NQ_2022 = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2022-06-16/18-NQ_TW")
NQ_YEAR = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2017/18-NQ_TW")
QD_1085 = Iri("https://luocdo.vn/eli/vn/trung-uong/ttg/quyet-dinh/2022/1085-QĐ-TTg")
QD_126 = Iri("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND")
QD_126_HUE = Iri("https://luocdo.vn/eli/vn/lao-cai/ubnd/quyet-dinh/2024/126-QĐ-UBND")
LOCAL = Iri("https://luocdo.vn/local/0")


def full(node: Iri) -> Entry:
    return Entry(node, G, node)


def open_(**facts: str) -> Entry:
    return Entry(LOCAL, Iri("https://luocdo.vn/graph/b"), "", **facts)


def decided(entries: Iterable[Entry]) -> dict[Iri, tuple[Iri | None, str, tuple[Iri, ...]]]:
    return {d.node: (d.work, d.rule, d.candidates) for d in decide(entries)}


def test_one_work_of_this_office_and_number_is_it_though_the_year_is_open() -> None:
    entry = open_(type="quyet-dinh", office="ttg", area="trung-uong")
    assert decide([full(QD_1085), entry]) == [Decision(LOCAL, QD_1085, "only-one", 0.7, (), ("year",))]


def test_two_terms_of_the_party_are_two_resolutions() -> None:
    entry = open_(type="nghi-quyet", office="tw", area="trung-uong")
    assert decided([full(NQ_2017), full(NQ_2022), entry]) == {LOCAL: (None, "ambiguous", (NQ_2017, NQ_2022))}
    dated_ = open_(type="nghi-quyet", office="tw", area="trung-uong", year="2022")
    assert decided([full(NQ_2017), full(NQ_2022), dated_]) == {LOCAL: (NQ_2022, "same-key", ())}


def test_a_party_work_known_by_its_year_is_the_one_of_that_year() -> None:
    assert decided([full(NQ_YEAR), full(NQ_2017), full(NQ_2022)]) == {NQ_YEAR: (NQ_2017, "same-key", ())}
    assert decided([full(NQ_YEAR), full(NQ_2022)]) == {}


def test_a_work_cannot_cite_a_later_one() -> None:
    entry = open_(type="nghi-quyet", office="tw", area="trung-uong", citing_date="2018-03-01")
    assert decided([full(NQ_2017), full(NQ_2022), entry]) == {LOCAL: (NQ_2017, "only-one", ())}
    assert decided([full(NQ_2022), entry]) == {LOCAL: (None, "alone", ())}


def test_the_provinces_own_document_where_the_place_is_open() -> None:
    entry = open_(type="quyet-dinh", office="ubnd", year="2024", citing_area="quang-nam")
    assert decided([full(QD_126), full(QD_126_HUE), entry]) == {LOCAL: (QD_126, "same-area", ())}


def test_a_districts_document_means_the_province_above_it() -> None:
    entry = open_(
        type="quyet-dinh",
        office="ubnd",
        year="2024",
        issuer="Ủy ban nhân dân tỉnh",
        citing_area="quang-nam/huyen-phu-ninh",
    )
    assert decided([full(QD_126), full(QD_126_HUE), entry]) == {LOCAL: (QD_126, "same-area", ())}


def test_the_level_that_the_name_gives_counts() -> None:
    entry = open_(
        type="quyet-dinh",
        office="ubnd",
        year="2024",
        issuer="Ủy ban nhân dân huyện",
        citing_area="quang-nam/huyen-phu-ninh",
    )
    assert decided([full(QD_126), entry]) == {LOCAL: (None, "open", (QD_126,))}


@pytest.mark.parametrize(
    "entry",
    [
        open_(type="quyet-dinh", office="ubnd", year="2024"),
        open_(type="quyet-dinh", office="ubnd", citing_area="quang-nam"),
        open_(type="quyet-dinh", year="2024", citing_area="quang-nam"),
    ],
)
def test_too_little_is_known_to_merge(entry: Entry) -> None:
    assert decided([full(QD_126), entry]) == {LOCAL: (None, "open", (QD_126,))}


@pytest.mark.parametrize(
    "entry",
    [
        open_(type="chi-thi", office="ubnd", area="quang-nam", year="2024"),
        open_(type="quyet-dinh", office="hdnd", area="quang-nam", year="2024"),
        open_(type="quyet-dinh", office="ubnd", area="da-nang", year="2024"),
        open_(type="quyet-dinh", office="ubnd", area="quang-nam", year="2023"),
        open_(office="ubnd", area="quang-nam", year="2024"),
    ],
)
def test_what_speaks_against_a_work(entry: Entry) -> None:
    assert decided([full(QD_126), entry]) == {LOCAL: (None, "alone", ())}


def test_the_order_of_the_entries_decides_nothing() -> None:
    entries = [
        full(NQ_2017),
        full(NQ_2022),
        full(NQ_YEAR),
        open_(type="nghi-quyet", office="tw", area="trung-uong"),
    ]
    answers = {tuple(decide(order)) for order in itertools.permutations(entries)}
    assert len(answers) == 1


# What follows builds graphs of whole sources.


def put(store: Store, *extractions: Extraction) -> Store:
    touched = current.Scope()
    for extraction in extractions:
        quads = graph.quads(extraction, base=store.terms.base)
        store.replace(quads[0].graph, quads)
        touched |= current.scope(store, quads[0].graph)
    current.refresh(store, touched)
    return store


def derived(store: Store) -> list[str]:
    return nquads(
        q for g in (store.terms.current, store.terms.identity) for q in store.match(None, None, None, g)
    )


def undated() -> Extraction:
    """A document of Lào Cai that names 1085/QĐ-TTg without a date."""
    document = Document("Kế hoạch", "12/KH-UBND", "2023-02-01", "Ủy ban nhân dân tỉnh Lào Cai")
    cited = {"c1": ("Quyết định", "1085/QĐ-TTg", "", "Thủ tướng Chính phủ")}
    words = "Kế hoạch thực hiện Quyết định số 1085/QĐ-TTg"
    return small(words, document, cited, ((SELF, "implements", "c1", "thực hiện Quyết định số 1085/QĐ-TTg"),))


def full_date() -> Extraction:
    """A document of Đà Nẵng that names it with its date."""
    document = Document("Kế hoạch", "9/KH-UBND", "2022-11-01", "Ủy ban nhân dân thành phố Đà Nẵng")
    cited = {"c1": ("Quyết định", "1085/QĐ-TTg", "2022-09-15", "Thủ tướng Chính phủ")}
    words = "Kế hoạch thực hiện Quyết định số 1085/QĐ-TTg ngày 15/9/2022"
    return small(words, document, cited, ((SELF, "implements", "c1", "thực hiện Quyết định số 1085/QĐ-TTg"),))


def of_another_year() -> Extraction:
    document = Document("Kế hoạch", "8/KH-UBND", "2021-11-01", "Ủy ban nhân dân thành phố Đà Nẵng")
    cited = {"c1": ("Quyết định", "1085/QĐ-TTg", "2021-07-01", "Thủ tướng Chính phủ")}
    return small("theo Quyết định số 1085/QĐ-TTg ngày 01/7/2021", document, cited)


def test_a_later_source_brings_the_missing_date() -> None:
    store = put(Store.memory(), undated())
    (before,) = {q.object for q in store.match(None, store.terms.ld("implements"), None, store.terms.current)}
    put(store, full_date())
    assert final(store, Iri(str(before))) == QD_1085
    implementing = {
        q.subject for q in store.match(None, store.terms.ld("implements"), QD_1085, store.terms.current)
    }
    assert len(implementing) == 2
    assert list(store.match(Iri(str(before)), None, None, store.terms.current)) == []


def test_a_second_candidate_undoes_the_merge() -> None:
    store = put(Store.memory(), undated(), full_date())
    once = derived(store)
    put(store, of_another_year())
    local = next(q.subject for q in store.match(None, store.terms.ld("office"), Literal("trung-uong/ttg")))
    assert final(store, local) == local
    assert {q.object for q in store.match(None, store.terms.ld("rule"), None, store.terms.identity)} == {
        Literal("ambiguous")
    }
    gone = graph.quads(of_another_year())[0].graph
    scope = current.scope(store, gone)
    store.drop(gone)
    current.refresh(store, scope)
    assert derived(store) == once


def test_every_order_of_building_gives_the_same_graph() -> None:
    sources = [undated(), full_date(), of_another_year(), report()]
    wanted = derived(put(Store.memory(), *sources))
    for order in itertools.permutations(sources):
        store = Store.memory()
        for source in order:
            put(store, source)
        assert derived(store) == wanted


def test_deriving_anew_changes_nothing() -> None:
    store = put(Store.memory(), undated(), full_date(), report())
    before = derived(store)
    current.refresh(store)
    assert derived(store) == before


def test_properties_above_are_written_out() -> None:
    store = put(Store.memory(), report())
    kl_50 = Iri("https://luocdo.vn/eli/vn/trung-uong/tw/ket-luan/2023-02-28/50-KL_TW")
    ld = store.terms.ld
    edges = {q.predicate for q in store.match(kl_50, None, NQ_2017, store.terms.current)}
    assert edges == {ld("continuesImplementationOf"), ld("implements"), ELI("ensures_implementation_of")}


def held(title: str, date: str) -> Extraction:
    return small(f"{title} {date}", Document("Quyết định", "126/QĐ-UBND", date, UBND, title), {})


def citing(date: str, n: int) -> Extraction:
    document = Document("Báo cáo", f"{n}/BC-SNV", "2024-12-01", "Sở Nội vụ tỉnh Quảng Nam")
    return small(
        f"Báo cáo {n}: 126/QĐ-UBND {date}", document, {"c1": ("Quyết định", "126/QĐ-UBND", date, UBND)}
    )


def said(store: Store, predicate: Iri) -> list[object]:
    return store.objects(QD_126, predicate, store.terms.current)


def test_the_document_itself_is_believed_first() -> None:
    store = put(
        Store.memory(), citing("2024-01-23", 1), citing("2024-01-23", 2), held("Kế hoạch", "2024-01-22")
    )
    assert said(store, ELI("date_document")) == [dated("2024-01-22")]
    assert said(store, DCTERMS("title")) == [text("Kế hoạch")]
    assert said(store, store.terms.ld("held")) == [
        Literal("true", Iri("http://www.w3.org/2001/XMLSchema#boolean"))
    ]


def test_then_the_majority_and_a_tie_is_left_open() -> None:
    store = put(Store.memory(), citing("2024-01-22", 1), citing("2024-01-23", 2))
    assert said(store, ELI("date_document")) == []
    assert said(store, store.terms.ld("datePrinted")) == [dated("2024")]
    put(store, citing("2024-01-22", 3))
    assert said(store, ELI("date_document")) == [dated("2024-01-22")]
    assert said(store, store.terms.ld("datePrinted")) == []


def test_a_full_date_in_the_own_province_is_enough_without_an_issuer() -> None:
    known = Entry(QD_126, G, "", date="2024-01-22")
    facts = {"type": "quyet-dinh", "year": "2024", "citing_area": "quang-nam/huyen-phu-ninh"}
    assert decided([known, open_(date="2024-01-22", **facts)]) == {LOCAL: (QD_126, "same-area", ())}
    assert decided([known, open_(date="2024-01-23", **facts)]) == {LOCAL: (None, "alone", ())}
    assert decided([known, open_(**facts)]) == {LOCAL: (None, "open", (QD_126,))}


# Works whose number is spelt in two ways, and acts that cannot be.

TT_BNN = Iri("https://luocdo.vn/eli/vn/trung-uong/bnnptnt/thong-tu/2014/12-2014-TT-BNN")
TT_BNNPTNT = Iri("https://luocdo.vn/eli/vn/trung-uong/bnnptnt/thong-tu/2014/12-2014-TT-BNNPTNT")


def test_two_spellings_of_a_bodys_symbol_are_one_work() -> None:
    assert decided([full(TT_BNN), full(TT_BNNPTNT)]) == {TT_BNN: (TT_BNNPTNT, "same-serial", ())}
    entry = open_(type="thong-tu", office="bnnptnt", area="trung-uong")
    assert decided([full(TT_BNN), full(TT_BNNPTNT), entry])[LOCAL] == (TT_BNNPTNT, "only-one", ())


def test_the_document_itself_says_how_its_number_is_spelt() -> None:
    held = Entry(TT_BNN, G, TT_BNN, held=True)
    assert decided([held, full(TT_BNNPTNT)]) == {TT_BNNPTNT: (TT_BNN, "same-serial", ())}


def test_spellings_meet_in_the_graph() -> None:
    issuer = "Bộ Nông nghiệp và Phát triển nông thôn"
    one = small(
        "Thông tư số 12/2014/TT-BNN",
        Document("Kế hoạch", "1/KH-UBND", "2024-01-02", UBND),
        {"c1": ("Thông tư", "12/2014/TT-BNN", "2014-04-22", issuer)},
    )
    other = small(
        "Thông tư số 12/2014/TT-BNNPTNT",
        Document("Kế hoạch", "2/KH-UBND", "2024-01-03", UBND),
        {"c1": ("Thông tư", "12/2014/TT-BNNPTNT", "2014-04-22", issuer)},
    )
    store = put(Store.memory(), one, other)
    assert final(store, TT_BNN) == TT_BNNPTNT
    assert len(list(store.match(None, ELI("cites"), TT_BNNPTNT, store.terms.current))) == 2


def amending(words: str, subject: str, predicate: str, target: str, confidence: float = 0.97) -> Extraction:
    cited = {f"c{n}": ("Nghị định", number, "", "Chính phủ") for n, number in enumerate((subject, target))}
    made = small(
        words,
        Document("Nghị quyết", "19/2026/NQ-CP", "2026-04-29", "Chính phủ"),
        cited,
        (("c0", predicate, "c1", words),),
    )
    return replace(made, relations=tuple(replace(r, confidence=confidence) for r in made.relations))


ND_143 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2016/143-2016-NĐ-CP")
ND_24 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2022/24-2022-NĐ-CP")
ND_9 = Iri("https://luocdo.vn/eli/vn/trung-uong/chinh-phu/nghi-dinh/2022/9-2022-NĐ-CP")


def acts(store: Store, one: Iri, other: Iri) -> set[str]:
    terms = {q.predicate for q in store.match(one, None, other, store.terms.current)}
    return {store.terms.by_term[t].predicate for t in terms if t in store.terms.by_term}


def test_nothing_changes_a_later_document() -> None:
    words = "143/2016/NĐ-CP sửa đổi 24/2022/NĐ-CP"
    store = put(Store.memory(), amending(words, "143/2016/NĐ-CP", "amends", "24/2022/NĐ-CP"))
    assert acts(store, ND_143, ND_24) == {"cites"}
    source = store.sources()[0]
    assert list(store.match(ND_143, ELI("amends"), ND_24, source)), (
        "the source's own graph keeps what it says"
    )
    right = "24/2022/NĐ-CP sửa đổi 143/2016/NĐ-CP"
    assert acts(put(store, amending(right, "24/2022/NĐ-CP", "amends", "143/2016/NĐ-CP")), ND_24, ND_143) == {
        "amends"
    }


def test_of_two_that_change_each_other_the_surer_word_counts() -> None:
    one = amending("9/2022/NĐ-CP sửa đổi 24/2022/NĐ-CP", "9/2022/NĐ-CP", "amends", "24/2022/NĐ-CP", 0.9)
    other = amending("24/2022/NĐ-CP thay 9/2022/NĐ-CP", "24/2022/NĐ-CP", "replaces", "9/2022/NĐ-CP", 0.6)
    for order in ((one, other), (other, one)):
        store = Store.memory()
        for source in order:
            put(store, source)
        assert acts(store, ND_9, ND_24) == {"amends"}
        assert acts(store, ND_24, ND_9) == {"cites"}


@pytest.mark.slow
def test_the_examples_in_two_orders_are_one_graph(examples: Path) -> None:
    files = sorted(examples.glob("*-*.*"))
    first = put(Store.memory(), *map(extract, files))
    second = Store.memory()
    for file in reversed(files):
        put(second, extract(file))
    assert nquads(first.match()) == nquads(second.match())
    assert isomorphic(
        *(Graph().parse(data="".join(export(s, "ntriples")), format="nt") for s in (first, second))
    )


def test_a_symbol_of_one_level_is_the_citing_provinces_own_office() -> None:
    document = Document("Quyết định", "7/QĐ-STC", "2024-01-05", "Sở Tài chính tỉnh Quảng Nam")
    citing_ = small(
        "theo Quyết định số 7/QĐ-STC ngày 05/01/2024",
        Document("Báo cáo", "9/BC-UBND", "2024-02-01", "Ủy ban nhân dân huyện Phú Ninh"),
        {"c1": ("Quyết định", "7/QĐ-STC", "2024-01-05", "")},
    )
    store = put(Store.memory(), small("Quyết định", document, {}), citing_)
    stc = Iri("https://luocdo.vn/eli/vn/quang-nam/stc/quyet-dinh/2024/7-QĐ-STC")
    assert len(list(store.match(None, ELI("cites"), stc, store.terms.current))) == 1
    assert next(store.match(None, store.terms.ld("rule"), None, store.terms.identity)).object == Literal(
        "same-area"
    )


_nodes = st.sampled_from([QD_1085, NQ_2017, NQ_2022, NQ_YEAR, QD_126, QD_126_HUE, TT_BNN, TT_BNNPTNT])
_locals = st.builds(
    Entry,
    st.sampled_from([Iri(f"https://luocdo.vn/local/{n}") for n in range(3)]),
    st.just(G),
    st.just(""),
    type=st.sampled_from(["nghi-quyet", "quyet-dinh", "thong-tu", ""]),
    office=st.sampled_from(["tw", "ubnd", "ttg", "bnnptnt", ""]),
    area=st.sampled_from(["trung-uong", "quang-nam", ""]),
    year=st.sampled_from(["2017", "2022", "2024", ""]),
    citing_area=st.sampled_from(["quang-nam", "lao-cai", ""]),
)
_verdicts = st.builds(
    Verdicts,
    st.dictionaries(_nodes, _nodes, max_size=2),
    st.frozensets(st.tuples(_nodes, _nodes).map(lambda p: (min(p), max(p))), max_size=2),
)


@given(
    st.lists(_nodes, max_size=6),
    st.lists(_locals, max_size=3, unique_by=lambda e: e.node),
    _verdicts,
    st.randoms(),
)
def test_decisions_do_not_depend_on_order_and_merge_only_what_fits(nodes, stubs, said, random) -> None:
    entries = [*map(full, nodes), *stubs]
    made = decide(entries, verdicts=said)
    random.shuffle(entries)
    assert decide(entries, verdicts=said) == made
    assert len({d.node for d in made}) == len(made)
    for decision in made:
        assert decision.work != decision.node or decision.rule == "reviewed"
        assert (decision.work is None) == (decision.confidence == 0)
        if decision.work and decision.rule != "reviewed":
            assert not said.parts(decision.node, decision.work)
            assert decision.work in {*nodes, *said.same.values()}
        assert decision.rule != "ambiguous" or len(decision.candidates) > 1
