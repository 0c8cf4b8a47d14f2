"""Bodies by symbol, place, day and name; who answers now; what a contradictory register is told."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iri import slug
from kg.register import (
    DoubleSymbolError,
    RegisterError,
    SuccessorLoopError,
    UnknownParentError,
    build,
    full_name,
    rank,
    register,
    types_named,
    unit_slug,
)
from nlp import lexicon
from nlp.lexicon import District, MinistryChange, Province, Symbol

UBND = Symbol("UBND", "Ủy ban nhân dân", "ubnd", "committee", "any", "", "", True, ("UB",), "", 4)
STC = Symbol("STC", "Sở Tài chính", "stc", "department", "province", "", "", True, (), "UBND", 5)
CP = Symbol("CP", "Chính phủ", "chinh-phu", "central", "none", "", "", True, (), "", 6)
QUANG_NAM = Province("Quảng Nam", "tỉnh", "quang-nam", "", "2025-06-30", ("Đà Nẵng",), "Nghị quyết 1", (), 7)
DA_NANG = Province("Đà Nẵng", "thành phố", "da-nang", "", "", (), "", (), 8)


def small(*, symbols=(UBND, STC, CP), provinces=(QUANG_NAM, DA_NANG), districts=(), changes=()):
    return build(tuple(symbols), tuple(provinces), tuple(districts), tuple(changes))


def change(old, new, *, how="merged_into", day="2025-03-01", main=True, line=9):
    return MinistryChange(old, old, how, new, new, day, "Nghị quyết 2", main, True, "", line)


@pytest.mark.parametrize(
    ("symbol", "area", "on", "ids"),
    [
        ("STC", "quang-nam", "", ["quang-nam/stc"]),
        ("UB", "quang-nam", "", ["quang-nam/ubnd"]),
        ("ubnd", "quang-nam", "", ["quang-nam/ubnd"]),
        ("UBND", "", "", []),
        ("UBND", "quang-nam/huyen-phu-ninh", "", ["quang-nam/huyen-phu-ninh/ubnd"]),
        ("BNN&PTNT", "", "2024-05-01", ["trung-uong/bnnptnt"]),
        ("BNN&PTNT", "", "2025-05-01", []),
        ("BTM", "", "2006-01-01", ["trung-uong/btm"]),
        ("BNNMT", "", "2025-02-28", []),
        ("BNNMT", "", "2025-03-01", ["trung-uong/bnnmt"]),
        ("STC", "quang-nam", "2025-07-01", []),
        ("STC", "quang-nam/huyen-phu-ninh", "", []),
        ("XYZ", "quang-nam", "", []),
        ("QH15", "", "", ["trung-uong/quoc-hoi"]),
        ("UBTVQH14", "", "", ["trung-uong/ubtvqh"]),
    ],
)
def test_a_symbol_is_a_body_of_its_place_and_day(symbol, area, on, ids):
    assert [b.id for b in register().by_symbol(symbol, area=area, on=on)] == ids


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Sở Nội vụ Quảng Nam", "quang-nam/snv"),
        ("SỞ NỘI VỤ TỈNH QUẢNG NAM", "quang-nam/snv"),
        ("Tỉnh uỷ Quảng Nam", "quang-nam/tinh-uy"),
        ("Thành ủy Đà Nẵng", "da-nang/tinh-uy"),
        ("STC tỉnh Quảng Nam", "quang-nam/stc"),
        ("Sở NN&PTNT tỉnh Lào Cai", "lao-cai/snnptnt"),
        ("Bộ KH&ĐT", "trung-uong/bkhdt"),
        ("Bộ Nông nghiệp và PTNT", "trung-uong/bnnptnt"),
        ("Bộ trưởng Bộ Tài chính", "trung-uong/btc"),
        ("Văn phòng UBND tỉnh Quảng Nam", "quang-nam/vpubnd"),
        ("Ngân hàng Nhà nước", "trung-uong/nhnn"),
        ("UBND TP.HCM", "ho-chi-minh/ubnd"),
        ("Ủy ban nhân dân tỉnh Bà Rịa-Vũng Tàu", "ba-ria-vung-tau/ubnd"),
        ("UBND huyện Phú Ninh, tỉnh Quảng Nam", "quang-nam/huyen-phu-ninh/ubnd"),
        ("UBND TP Tam Kỳ, tỉnh Quảng Nam", "quang-nam/tam-ky/ubnd"),
        ("UBND thị xã Điện Bàn, tỉnh Quảng Nam", "quang-nam/thi-xa-dien-ban/ubnd"),
        ("UBND xã Tam Dân, huyện Phú Ninh, tỉnh Quảng Nam", "quang-nam/huyen-phu-ninh/xa-tam-dan/ubnd"),
        ("Huyện ủy Phú Ninh, tỉnh Quảng Nam", "quang-nam/huyen-phu-ninh/huyen-uy"),
        ("Ban Bí thư", "trung-uong/ban-bi-thu"),
        ("Ban Chấp hành Trung ương khóa XII", "trung-uong/tw"),
    ],
)
def test_a_body_is_known_by_any_printed_name(name, id_):
    assert [b.id for b in register().by_name(name)] == [id_]


@pytest.mark.parametrize(
    "name", ["Sỏ Nộí vụ tỉnh Quảng Narn", "Sở Nôi vu tinh Quang Nạm", "So Noi vu Quang Nam"]
)
def test_a_misread_name_is_still_known(name):
    assert [b.id for b in register().by_name(name)] == ["quang-nam/snv"]


OPEN = ["", "Ủy ban nhân dân", "UBND tỉnh", "Sở Xây dựng", "Trường Đại học Sông Đà", "UBND tỉnh Quảng Minh"]


@pytest.mark.parametrize("name", OPEN)
def test_a_name_that_leaves_its_body_open_is_none(name):
    assert register().by_name(name) == ()


def test_a_name_that_leaves_its_place_open_takes_the_texts():
    assert [b.id for b in register().by_name("UBND tỉnh", area="quang-nam")] == ["quang-nam/ubnd"]
    assert [b.id for b in register().by_name("Sở Nội vụ", area="quang-nam")] == ["quang-nam/snv"]
    assert [b.id for b in register().by_name("UBND phường Tam Kỳ", area="da-nang")] == [
        "da-nang/phuong-tam-ky/ubnd"
    ]


def test_a_steering_committee_is_a_body_of_its_area():
    name = "Ban Chỉ đạo chuyển đổi số tỉnh Quảng Nam"
    (body,) = register().by_name(name)
    assert (body.id, body.name, body.symbol) == ("quang-nam/ban-chi-dao-chuyen-doi-so", name, "BCĐ")
    assert register().answering(body).bodies == ()
    assert register().by_name("Ban Chỉ đạo chuyển đổi số") == ()


def test_a_body_of_a_commune_has_the_printed_name_written_out():
    (body,) = register().by_name("UBND xã Tam Dân, huyện Phú Ninh, tỉnh Quảng Nam")
    assert body.name == "Ủy ban nhân dân xã Tam Dân, huyện Phú Ninh, tỉnh Quảng Nam"
    assert (body.level, body.parent) == ("commune", "quang-nam/huyen-phu-ninh/ubnd")


def test_a_province_that_became_a_city_is_two_bodies_and_the_day_decides():
    assert [b.id for b in register().by_name("UBND Đồng Nai")] == ["dong-nai/ubnd", "dong-nai-tp/ubnd"]
    assert [b.id for b in register().by_name("UBND Đồng Nai", on="2025-12-01")] == ["dong-nai/ubnd"]
    assert [b.id for b in register().by_name("UBND thành phố Đồng Nai")] == ["dong-nai-tp/ubnd"]


def test_a_city_that_bears_its_provinces_name_is_told_from_the_later_one_by_the_day():
    name = "UBND thành phố Bắc Ninh"
    assert [b.id for b in register().by_name(name)] == ["bac-ninh-tp/ubnd", "bac-ninh/bac-ninh/ubnd"]
    assert [b.id for b in register().by_name(name, on="2023-05-01")] == ["bac-ninh/bac-ninh/ubnd"]
    assert [b.id for b in register().by_name(name, on="2026-10-01")] == ["bac-ninh-tp/ubnd"]
    assert [b.id for b in register().by_name("UBND thành phố Hà Tĩnh")] == ["ha-tinh/ha-tinh/ubnd"]


def test_a_committee_of_the_party_agrees_with_the_kind_of_its_province():
    assert register().by_name("Thành ủy Hà Tĩnh") == ()
    assert register().by_name("Tỉnh ủy Đà Nẵng") == ()


def test_who_answers_now_and_by_which_act():
    (body,) = register().by_name("Sở Nội vụ Quảng Nam")
    answer = register().answering(body)
    assert (body.name, body.valid_to) == ("Sở Nội vụ tỉnh Quảng Nam", "2025-06-30")
    assert [b.name for b in answer.bodies] == ["Sở Nội vụ thành phố Đà Nẵng"]
    assert [(e.date, e.act) for e in answer.events] == [("2025-07-01", "Nghị quyết 202/2025/QH15")]


def test_a_department_changes_kind_first_and_province_then():
    (body,) = register().by_symbol("SKHĐT", area="quang-nam")
    answer = register().answering(body)
    assert [b.id for b in answer.bodies] == ["da-nang/stc"]
    assert [e.date for e in answer.events] == ["2025-03-01", "2025-07-01"]
    assert [b.id for b in register().answering(body, on="2025-05-01").bodies] == ["quang-nam/stc"]
    assert register().answering(body, on="2024-05-01") == ((body,), ())


def test_a_split_ministry_is_answered_for_by_the_main_successor_first():
    (body,) = register().by_name("Bộ Thông tin và Truyền thông")
    answer = register().answering(body)
    assert [b.symbol for b in answer.bodies] == ["BKHCN", "BVHTTDL"]
    assert [e.change for e in answer.events] == ["split_into"]


def test_nobody_answers_for_a_district_as_a_whole():
    (body,) = register().by_name("UBND huyện Phú Ninh, tỉnh Quảng Nam")
    answer = register().answering(body)
    assert answer.bodies == ()
    assert [(e.date, e.change, e.act) for e in answer.events] == [
        ("2025-07-01", "abolished_into", "Luật 72/2025/QH15")
    ]
    assert register().answering(body, on="2025-06-30").bodies == (body,)


def test_what_a_body_took_over_from():
    (now,) = register().by_name("Sở Nội vụ thành phố Đà Nẵng")
    assert {b.id for b in register().before(now)} == {
        "da-nang/sldtbxh",
        "quang-nam/snv",
        "quang-nam-da-nang/snv",
    }
    assert register().before(register().by_symbol("BNNPTNT")[0])[0].symbol == "BTS"
    assert register().before(register().by_symbol("BCA")[0]) == ()


OFFICIAL = Path(__file__).parents[2] / "shared" / "domain" / "phapdien_documents.tsv"


@pytest.mark.skipif(
    not OFFICIAL.exists(), reason="the official list stands beside the project only where it is built"
)
def test_symbols_of_official_numbers_are_bodies_that_existed_on_the_day():
    unknown, other, right = [], [], 0
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            number = re.fullmatch(r".*/(?:TT|QĐ|NĐ|NQ|CT)-([^/-]+)", row["number"])
            if number and row["date"]:
                found = register().by_symbol(number[1], on=row["date"])
                unknown += [row["number"]] * (not found)
                named = register().by_name(row["issuer"]) if found and row["issuer"] else ()
                other += [row["number"]] * (bool(named) and found[0] not in named)
                right += bool(named) and found[0] in named
    assert right > 2800
    assert len(unknown) <= 5
    assert len(other) <= 25  # mostly Hội đồng Thẩm phán, listed under its court


def test_a_body_that_lives_answers_for_itself():
    (body,) = register().by_symbol("BTC")
    assert register().answering(body) == ((body,), ())


def test_parents_stand_in_the_nearest_area_that_has_them():
    parents = {b.id: b.parent for b in register().bodies()}
    assert parents["quang-nam/stc"] == "quang-nam/ubnd"
    assert parents["trung-uong/btc"] == "trung-uong/chinh-phu"
    assert parents["quang-nam/huyen-phu-ninh/ubnd"] == "quang-nam/ubnd"
    assert parents["quang-nam/huyen-phu-ninh/huyen-uy"] == "quang-nam/tinh-uy"
    assert [p for p in parents.values() if p and p not in parents] == []


def test_ids_are_unique_and_found_again():
    bodies = list(register().bodies())
    assert len({b.id for b in bodies}) == len(bodies)
    assert [b for b in bodies if register().body(b.area, b.slug) != b] == []
    assert register().body("quang-nam", "khong-co") is None
    assert register().body("atlantis", "ubnd") is None


def test_every_body_is_known_by_its_own_name_and_symbol():
    for body in register().bodies():
        day = body.valid_to or "2026-10-01"
        assert body.id in {b.id for b in register().by_name(body.name, on=day)}, body
        assert body.id in {b.id for b in register().by_symbol(body.symbol, area=body.area)}, body


@given(st.sampled_from([b for b in register().bodies() if b.level == "province"]), st.data())
def test_casing_and_tone_marks_do_not_matter(body, data):
    printed = data.draw(
        st.sampled_from([body.name.upper(), body.name.lower(), body.name.replace("òa", "oà")])
    )
    assert register().by_name(printed) == register().by_name(body.name)


@pytest.mark.parametrize(
    ("name", "kind", "place", "full"),
    [
        ("Ủy ban nhân dân", "tỉnh", "Quảng Nam", "Ủy ban nhân dân tỉnh Quảng Nam"),
        ("Tỉnh ủy", "tỉnh", "Quảng Nam", "Tỉnh ủy Quảng Nam"),
        ("Văn phòng Tỉnh ủy", "thành phố", "Đà Nẵng", "Văn phòng Thành ủy Đà Nẵng"),
        ("Huyện ủy", "huyện", "Phú Ninh", "Huyện ủy Phú Ninh"),
        ("Bộ Tài chính", "", "", "Bộ Tài chính"),
    ],
)
def test_a_full_name_ends_in_its_place(name, kind, place, full):
    assert full_name(name, kind, place) == full


@pytest.mark.parametrize(
    ("kind", "name", "slugged"),
    [("thành phố", "Tam Kỳ", "tam-ky"), ("huyện", "Phú Ninh", "huyen-phu-ninh"), ("quận", "1", "quan-1")],
)
def test_unit_slugs(kind, name, slugged):
    assert unit_slug(kind, name) == slugged


@pytest.mark.parametrize(
    ("word", "name"), [("NGHỊ ĐỊNH", "Nghị định"), ("Qui chế", "Quy chế"), ("Văn bản", "Công văn")]
)
def test_types_by_name(word, name):
    assert {t.name for t in types_named(word)} == {name}


@pytest.mark.parametrize(
    ("name", "symbol", "level", "place"),
    [
        ("Hiến pháp", "", "", 1),
        ("Nghị quyết", "QH", "central", 2),
        ("Nghị quyết", "HĐND", "province", 10),
        ("Nghị quyết", "", "", 99),
        ("Quyết định", "UBND", "commune", 14),
        ("Kế hoạch", "UBND", "province", 99),
    ],
)
def test_the_rank_of_a_document(name, symbol, level, place):
    assert rank(name, symbol=symbol, level=level) == place


def test_an_unknown_parent_is_refused_with_file_and_line():
    with pytest.raises(UnknownParentError, match=r"^symbols\.tsv:5: .*“XX”.* / no parent “XX”"):
        small(symbols=(UBND, replace(STC, parent="XX"), CP))


def test_an_unknown_province_of_a_district_is_refused():
    with pytest.raises(UnknownParentError, match=r"^districts\.tsv:3: .* / no province “Atlantis”"):
        small(districts=(District("Atlantis", "huyện", "Phú Ninh", 3),))


def test_an_unknown_successor_is_refused():
    with pytest.raises(
        UnknownParentError, match=r"^provinces\.tsv:7: .*no province “Atlantis” on 2025-07-01"
    ):
        small(provinces=(replace(QUANG_NAM, successors=("Atlantis",)), DA_NANG))
    with pytest.raises(UnknownParentError, match=r"^ministries\.tsv:9: .* / no symbol “XX”"):
        small(changes=(change("CP", "XX"),))


def test_a_loop_of_parents_is_refused():
    with pytest.raises(SuccessorLoopError, match=r"^symbols\.tsv:[46]: "):
        small(symbols=(replace(UBND, parent="CP", place="none"), STC, replace(CP, parent="UBND")))


def test_a_loop_of_successors_is_refused():
    back = replace(DA_NANG, valid_to="2025-06-30", successors=("Quảng Nam",), line=8)
    again = replace(QUANG_NAM, valid_from="2025-07-01", valid_to="2026-06-30", line=10)
    later = replace(
        DA_NANG, valid_from="2025-07-01", valid_to="2026-06-30", successors=("Quảng Nam",), line=11
    )
    last = replace(QUANG_NAM, valid_from="2026-07-01", valid_to="2027-06-30", line=12)
    end = replace(DA_NANG, valid_from="2026-07-01", line=13)
    with pytest.raises((SuccessorLoopError, UnknownParentError), match=r"^provinces\.tsv:\d+: "):
        small(
            provinces=(
                QUANG_NAM,
                back,
                again,
                later,
                last,
                replace(end, valid_to="2027-06-30", successors=("Quảng Nam",)),
            )
        )
    with pytest.raises(SuccessorLoopError, match=r"^ministries\.tsv:9: “(CP|STC)” .* / .*succeeds itself"):
        small(changes=(change("CP", "STC"), change("STC", "CP")))


def test_two_bodies_with_one_symbol_in_one_area_and_time_are_refused():
    other = Symbol(
        "SXX", "Sở Khác", "skhac", "department", "province", "2020", "", True, ("STC",), "UBND", 12
    )
    with pytest.raises(DoubleSymbolError, match=r"^symbols\.tsv:12: .*“STC”.*dòng 5"):
        small(symbols=(UBND, STC, CP, other))
    earlier = replace(STC, valid_to="2019")
    assert (
        small(symbols=(UBND, earlier, CP, other)).by_symbol("STC", area="da-nang", on="2021-01-01")[0].slug
        == "skhac"
    )


def test_two_states_of_a_province_at_one_time_are_refused():
    with pytest.raises(DoubleSymbolError, match=r"^provinces\.tsv:9: .*dòng 8"):
        small(provinces=(QUANG_NAM, DA_NANG, replace(DA_NANG, kind="tỉnh", line=9)))


def test_every_refusal_is_a_register_error():
    assert all(
        issubclass(e, RegisterError) for e in (UnknownParentError, SuccessorLoopError, DoubleSymbolError)
    )


def test_areas_of_the_shipped_tables():
    areas = register().areas
    assert sum(a.level == "province" and not a.valid_to for a in areas.values()) == 34
    assert sum(a.level == "district" for a in areas.values()) == len(lexicon.districts())
    assert all(part == slug(part) for a in areas for part in a.split("/"))
