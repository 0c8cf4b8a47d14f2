from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iri, naming
from kg.iri import Work, mint, number_slug, parse, slug, slug_number
from nlp import lexicon
from nlp.model import Citation, Document, Extraction, Mention, Text
from tests.factories import UBND, report

BASE = "https://luocdo.vn/"
NUMBERS = [
    ("126/QĐ-UBND", "126-QĐ-UBND"),
    ("11/2024/QĐ-UBND", "11-2024-QĐ-UBND"),
    ("80/2015/QH13", "80-2015-QH13"),
    ("66.13/2026/NQ-CP", "66.13-2026-NQ-CP"),
    ("18-NQ/TW", "18-NQ_TW"),
    ("500-BYT/QĐ", "500-BYT_QĐ"),
    ("53-HĐBT", "53-HĐBT~"),
    ("583/BC-SNN&PTNT", "583-BC-SNN&PTNT"),
    ("84 TC/CĐKT", "84%20TC-CĐKT"),
    ("1105/UBND-TH", "1105-UBND-TH"),
]


@pytest.mark.parametrize(("number", "segment"), NUMBERS)
def test_a_number_is_one_readable_segment(number: str, segment: str) -> None:
    assert number_slug(number) == segment
    assert slug_number(segment) == number


def test_state_and_party_spellings_of_one_number_differ() -> None:
    assert number_slug("57/NQ-TW") != number_slug("57-NQ/TW")


@given(st.text(min_size=1, max_size=20))
def test_any_text_survives_as_a_number(number: str) -> None:
    try:
        number.encode()
    except UnicodeEncodeError:
        return
    segment = number_slug(number)
    assert slug_number(segment) == number
    assert not set(segment) & set('/#? <>"{}|\\^`')


@given(st.text(alphabet="12/-_~%aĐ. 0", min_size=1, max_size=12))
def test_separators_survive_in_every_order(number: str) -> None:
    assert slug_number(number_slug(number)) == number


_slugs = st.from_regex(r"[a-z]+(-[a-z0-9]+)*", fullmatch=True)
_serials = st.integers(1, 99999).map(str)
_abbrevs = st.sampled_from(sorted({t.abbrev for t in lexicon.types() if t.abbrev}))
_symbols = st.sampled_from(sorted({s.symbol for s in lexicon.symbols()}))
_numbers = st.one_of(
    st.builds("{}/{}-{}".format, _serials, _abbrevs, _symbols),
    st.builds("{}/{}/{}-{}".format, _serials, st.integers(1945, 2099), _abbrevs, _symbols),
    st.builds("{}-{}/{}".format, _serials, _abbrevs, _symbols),
    st.builds("{}/{}".format, _serials, _symbols),
)
_works = st.builds(
    Work,
    area=st.lists(_slugs, min_size=1, max_size=3).map("/".join),
    office=st.lists(_slugs, min_size=1, max_size=3).map("+".join),
    type=st.sampled_from(sorted({t.slug for t in lexicon.types()})),
    year=st.sampled_from(["1995", "2024", "2017-10-25"]),
    number=_numbers,
)


@given(_works)
def test_an_iri_gives_back_its_work(work: Work) -> None:
    assert parse(mint(work)) == work


@given(st.builds(Work, _slugs, _slugs, _slugs, st.just("2003"), st.just(""), _slugs))
def test_a_named_work_comes_back_by_its_name(work: Work) -> None:
    assert parse(mint(work)) == work


def test_every_type_and_every_body_makes_a_round_trip() -> None:
    for kind in lexicon.types():
        for symbol in lexicon.symbols():
            work = Work(
                "quang-nam", symbol.slug, kind.slug, "2024", f"7/{kind.abbrev or 'X'}-{symbol.symbol}"
            )
            assert parse(mint(work)) == work


def test_the_base_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work("quang-nam", "ubnd", "quyet-dinh", "2024", "126/QĐ-UBND")
    other = mint(work, base="https://example.org/kg")
    assert other == "https://example.org/kg/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"
    assert parse(other) is None
    assert parse(other, base="https://example.org/kg/") == work
    monkeypatch.setenv("LUOCDO_BASE", "https://env.example/")
    assert mint(work).startswith("https://env.example/eli/")


@pytest.mark.parametrize(
    "bad", ["", "https://luocdo.vn/", f"{BASE}eli/vn/a/b/c", f"{BASE}local/abc", "urn:x"]
)
def test_other_iris_are_no_works(bad: str) -> None:
    assert parse(bad) is None


def test_a_work_has_a_number_or_a_name() -> None:
    with pytest.raises(ValueError, match="number or a name"):
        mint(Work("trung-uong", "quoc-hoi", "luat", "2003"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Đắk Lắk", "dak-lak"),
        ("Ủy ban nhân dân", "uy-ban-nhan-dan"),
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("", ""),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert re.fullmatch(r"[a-z0-9-]*", slug(name))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("Quyết định", "126/QĐ-UBND", "2024-01-22", UBND), "quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"),
        (
            ("Quyết định", "126/QĐ-UBND", "2024-01-22", f"Chủ tịch {UBND}"),
            "quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND",
        ),
        (
            ("Nghị quyết", "18-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương"),
            "trung-uong/tw/nghi-quyet/2017-10-25/18-NQ_TW",
        ),
        (
            ("Kết luận", "50-KL/TW", "2023-02-28", "Bộ Chính trị"),
            "trung-uong/tw/ket-luan/2023-02-28/50-KL_TW",
        ),
        (("Kết luận", "50-KL/TW", "2023-02-28", ""), "trung-uong/tw/ket-luan/2023-02-28/50-KL_TW"),
        (
            ("Đề án", "10-ĐA/TU", "2022-03-30", "Ban Thường vụ Tỉnh ủy Quảng Nam"),
            "quang-nam/tinh-uy/de-an/2022-03-30/10-ĐA_TU",
        ),
        (("Luật", "80/2015/QH13", "", "Quốc hội"), "trung-uong/quoc-hoi/luat/2015/80-2015-QH13"),
        (("Nghị quyết", "26/2012/QH13", "", "Quốc hội"), "trung-uong/quoc-hoi/nghi-quyet/2012/26-2012-QH13"),
        (
            ("Thông tư liên tịch", "02/2008/TTLT-BTP-BNV", "", "Bộ Tư pháp"),
            "trung-uong/bnv+btp/thong-tu-lien-tich/2008/02-2008-TTLT-BTP-BNV",
        ),
        (
            ("Kế hoạch", "40/KH-UBND", "2024-02-19", "Ủy ban nhân dân thành phố Tam Kỳ, tỉnh Quảng Nam"),
            "quang-nam/tam-ky/ubnd/ke-hoach/2024/40-KH-UBND",
        ),
    ],
)
def test_what_identifies_a_work(facts: tuple[str, str, str, str], expected: str) -> None:
    kind, number, date, issuer = facts
    work = naming.work(kind, number, date=date, issuer=issuer)
    assert work is not None
    assert mint(work) == f"{BASE}eli/vn/{expected}"


@pytest.mark.parametrize(
    ("kind", "number", "date", "issuer"),
    [
        ("Quyết định", "1085/QĐ-TTg", "", "Thủ tướng Chính phủ"),
        ("Quyết định", "126/QĐ-UBND", "2024-01-22", "Ủy ban nhân dân tỉnh"),
        ("Quyết định", "126/QĐ-UBND", "2024-01-22", ""),
        ("", "126/QĐ-UBND", "2024-01-22", UBND),
        ("Nghị quyết", "", "2024-01-22", UBND),
        ("Kế hoạch", "29/KH-BCĐ", "2024-02-20", "Ban Chỉ đạo"),
    ],
)
def test_what_does_not(kind: str, number: str, date: str, issuer: str) -> None:
    assert naming.work(kind, number, date=date, issuer=issuer) is None


def test_registers_stay_apart() -> None:
    known = [
        naming.work("Quyết định", "11/2024/QĐ-UBND", issuer=UBND),
        naming.work("Quyết định", "11/QĐ-UBND", year="2024", issuer=UBND),
        naming.work("Quyết định", "1085/QĐ-TTg", year="2022", issuer="Thủ tướng Chính phủ"),
        naming.work("Quyết định", "1085/QĐ-UBND", year="2022", issuer=UBND),
        naming.work("Nghị quyết", "57/NQ-HĐND", year="2022", issuer="Hội đồng nhân dân tỉnh Quảng Nam"),
        naming.work("Nghị quyết", "57-NQ/TW", date="2024-12-22"),
        naming.work("Nghị quyết", "18-NQ/TW", date="2017-10-25"),
        naming.work("Nghị quyết", "18-NQ/TW", date="2022-06-16"),
        naming.work("Luật", "26/2012/QH13", issuer="Quốc hội"),
        naming.work("Nghị quyết", "26/2012/QH13", issuer="Quốc hội"),
    ]
    assert None not in known
    assert len(set(known)) == len(known)


def test_a_named_law_goes_by_name_and_year() -> None:
    work = naming.work("Luật", "", name="Luật Đất đai", year="2003", issuer="Quốc hội")
    assert work == Work("trung-uong", "quoc-hoi", "luat", "2003", name="luat-dat-dai")


def _cited(**facts: object) -> Citation:
    return Citation("c1", "Quyết định", mentions=(Mention(5, 9, "xxxx", "full"),), **facts)  # type: ignore[arg-type]


def test_the_register_gives_the_year_that_the_text_leaves_out() -> None:
    text = Text("…", digest="0" * 64)
    known = (("date", "2022-01-06"), ("issuer", "Thủ tướng Chính phủ"))
    cited = _cited(number="06/QĐ-TTg", name="Đề án 06", resolution="alias", register=known)
    assert naming.of_citation(cited, text) == f"{BASE}eli/vn/trung-uong/ttg/quyet-dinh/2022/06-QĐ-TTg"


def test_an_unresolved_citation_is_local_however_much_it_says() -> None:
    text = Text("…", digest="0" * 64)
    cited = _cited(number="126/QĐ-UBND", year="2024", issuer=UBND, resolution="unresolved")
    assert iri.is_local(naming.of_citation(cited, text))


def test_local_iris_tell_sources_and_places_apart() -> None:
    cited = _cited(number="1085/QĐ-TTg")
    here, there = Text("…", digest="0" * 64), Text("…", digest="1" * 64)
    assert naming.of_citation(cited, here) == naming.of_citation(cited, here)
    assert naming.of_citation(cited, here) != naming.of_citation(cited, there)


def test_a_draft_without_number_is_local() -> None:
    document = Document("Quyết định", "", "2024-01-22", UBND)
    assert iri.is_local(naming.of_document(document, Text("…", digest="0" * 64)))


def test_the_namer_answers_for_document_and_citations() -> None:
    extraction: Extraction = report()
    name = naming.namer(extraction)
    assert iri.is_local(name(extraction.document))
    assert name(extraction.citations[1]) == f"{BASE}eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"
