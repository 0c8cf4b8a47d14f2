"""Mentions to citations: who is who, and what stays open."""

import pytest

from nlp.context import Context
from tests.helpers_resolve import citations, own, settled, summary

HERE = Context("Báo cáo", "12/BC-SNV", "2024-12-01", "Sở Nội vụ tỉnh Quảng Nam", "Quảng Nam")


def test_one_number_is_one_document() -> None:
    text = "Nghị định số 34/2016/NĐ-CP … Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 … số 34/2016/NĐ-CP"
    (one,) = citations(text)
    assert (one.number, one.year, one.date, len(one.mentions)) == ("34/2016/NĐ-CP", "2016", "2016-05-14", 3)


def test_type_year_and_place_keep_documents_apart() -> None:
    text = (
        "Quyết định số 5/QĐ-UBND ngày 02/3/2023 của UBND tỉnh Lào Cai; "
        "Quyết định số 5/QĐ-UBND ngày 02/3/2024 của UBND tỉnh Lào Cai; "
        "Quyết định số 5/QĐ-UBND ngày 02/3/2024 của UBND tỉnh Yên Bái; Kế hoạch số 5/KH-UBND"
    )
    assert [(c.type, c.date, c.issuer) for c in citations(text, Context())] == [
        ("Quyết định", "2023-03-02", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Quyết định", "2024-03-02", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Quyết định", "2024-03-02", "Ủy ban nhân dân tỉnh Yên Bái"),
        ("Kế hoạch", "", ""),
    ]


def test_the_same_body_of_party_and_state() -> None:
    assert summary("Nghị quyết số 57/NQ-HĐND và Nghị quyết số 57-NQ/TW") == [
        ("Nghị quyết", "57/NQ-HĐND", 1),
        ("Nghị quyết", "57-NQ/TW", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 1241/NQ-UBTVQH15 nêu rõ. Theo Nghị quyết số 1241 thì",
        "Theo Nghị quyết số 1241 thì. Nghị quyết số 1241/NQ-UBTVQH15 nêu rõ",
    ],
)
def test_a_short_form_is_the_whole_one_before_or_after(text: str) -> None:
    assert summary(text) == [("Nghị quyết", "1241/NQ-UBTVQH15", 2)]


def test_a_short_form_that_fits_two_stays_open_with_both() -> None:
    text = "Quyết định số 5/QĐ-UBND và Quyết định số 5/QĐ-SNV. Theo Quyết định số 5 thì"
    last = citations(text)[-1]
    assert (last.number, last.resolution, last.reason) == ("5", "unresolved", "ambiguous")
    assert [c.number for c in last.candidates] == ["5/QĐ-UBND", "5/QĐ-SNV"]


def test_a_short_form_without_any_target_stays_open_once() -> None:
    (one,) = citations("Theo Nghị quyết số 1241 thì. Theo Nghị quyết số 1241 nêu")
    assert (one.number, one.resolution, one.reason, len(one.mentions)) == (
        "1241",
        "unresolved",
        "unknown-target",
        2,
    )


def test_a_bare_serial_in_a_list_takes_its_neighbours_symbol() -> None:
    found = citations("Nghị quyết số 01, Nghị quyết số 02/NQ-CP của Chính phủ")
    assert [(c.number, c.rule) for c in found] == [("01/NQ-CP", "list"), ("02/NQ-CP", "number")]


def test_nicknames() -> None:
    (one,) = citations("đẩy mạnh Đề án 06 tại các xã", HERE)
    assert (one.number, one.resolution, one.date) == ("06/QĐ-TTg", "alias", "")
    assert dict(one.register)["date"] == "2022-01-06"


def test_a_nickname_that_two_share() -> None:
    text = "Nghị quyết 18 đã triển khai"
    (one,) = citations(text, HERE)
    assert (one.resolution, one.reason, len(one.candidates)) == ("unresolved", "ambiguous", 2)
    (clear,) = citations("sắp xếp tổ chức bộ máy theo Nghị quyết 18", HERE)
    assert (clear.number, clear.resolution) == ("18-NQ/TW", "alias")


def test_a_named_law_by_year_by_day_and_by_nothing() -> None:
    (by_year,) = citations("Luật Đất đai năm 2013", HERE)
    assert (by_year.number, by_year.rule, by_year.resolution) == ("45/2013/QH13", "register-year", "alias")
    (by_day,) = citations("Luật Đất đai", HERE)
    assert (by_day.number, by_day.rule, by_day.resolution) == (
        "31/2024/QH15",
        "register-in-force",
        "inferred",
    )
    (open_,) = citations("Luật Đất đai", Context())
    assert (open_.number, open_.resolution, open_.reason) == ("", "unresolved", "ambiguous")
    assert len(open_.candidates) >= 3


def test_what_the_register_knows_stays_in_the_register() -> None:
    (law,) = citations("Luật Đất đai năm 2013", HERE)
    assert (law.date, law.year, law.issuer) == ("", "2013", "Quốc hội")
    assert dict(law.register)["date"] == "2013-11-29"


def test_a_law_by_name_then_by_number_is_one() -> None:
    text = "Luật Đất đai năm 2024; Luật Đất đai số 31/2024/QH15; Luật số 31/2024/QH15"
    assert summary(text, HERE) == [("Luật", "31/2024/QH15", 3)]


def test_an_unknown_law_keeps_its_name() -> None:
    (law,) = citations("Luật Sông ngòi năm 2030", HERE)
    assert (law.name, law.year, law.number, law.resolution) == ("Luật Sông ngòi", "2030", "", "unresolved")


def test_a_document_whose_word_says_nothing_takes_the_symbols_type() -> None:
    assert summary("Văn bản số 5231/KH-UBND; Văn bản số 12") == [
        ("Kế hoạch", "5231/KH-UBND", 1),
        ("Công văn", "12", 1),
    ]


def test_the_documents_own_number_is_no_citation() -> None:
    assert summary("Báo cáo số 12/BC-SNV ngày 01/12/2024", HERE) == []
    assert own("Báo cáo số 12/BC-SNV ngày 01/12/2024", HERE) == ["Báo cáo số 12/BC-SNV ngày 01/12/2024"]
    assert summary("Báo cáo số 12/BC-SNV ngày 01/12/2020", HERE) != []
    assert summary("Kế hoạch số 12/BC-SNV", HERE) != []


def test_a_body_shown_by_its_kind_is_named_elsewhere() -> None:
    text = "Báo cáo số 62/BC-BQL của Ban Quản lý Khu kinh tế; Báo cáo số 63/BC-BQL"
    assert [c.issuer for c in citations(text, Context())] == ["Ban Quản lý Khu kinh tế"] * 2


def test_findings() -> None:
    text = (
        "Kế hoạch số 5/KH-UBND ngày 01/3/2024; Kế hoạch số 5/KH-UBND ngày 02/3/2024; "
        "Thông báo số 53/TBVPCP ngày 20/9/2-24; Công văn số 7/UBND-TH ngày 01/01/2026"
    )
    _, findings = settled(text, HERE)
    assert sorted(f.code for f in findings) == ["bad-date", "later-date", "misprinted-number", "two-dates"]
    assert text[findings[0].start : findings[0].end] == "Kế hoạch số 5/KH-UBND ngày 02/3/2024"


def test_an_old_number_with_its_space_is_no_misprint() -> None:
    assert settled("Thông tư số 84 TC/CĐKT")[1] == ()


def test_ids_follow_the_first_mention() -> None:
    found = citations("Nghị định số 1/2020/NĐ-CP, Thông tư số 2/2020/TT-BNV, Nghị định số 1/2020/NĐ-CP")
    assert [(c.id, c.number) for c in found] == [("c1", "1/2020/NĐ-CP"), ("c2", "2/2020/TT-BNV")]


def test_nothing_to_resolve() -> None:
    assert settled("") == ((), ())
