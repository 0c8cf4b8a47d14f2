"""The law that amends other laws, and the laws in its name."""

import pytest

from nlp.find import find
from tests.helpers_find import number_of


def seen(text: str) -> list[tuple[str, str, bool]]:
    return [(text[h.start : h.end], number_of(h), h.amends) for h in find(text)]


def test_the_date_behind_is_the_amending_laws() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật bảo hiểm y tế ngày 13 tháng 6 năm 2014"
    assert seen(text) == [(text, "", True), ("Luật bảo hiểm y tế", "", False)]


def test_the_number_behind_is_the_amending_laws() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật số 63/2020/QH14"
    outer, inner = seen(text)
    assert outer == (text, "63/2020/QH14", True)
    assert inner == ("Luật Ban hành văn bản quy phạm pháp luật", "", False)


def test_unless_the_register_knows_it_as_the_amended_laws() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15"
    outer, inner = seen(text)
    assert (outer[1], inner[1]) == ("", "31/2024/QH15")


def test_several_laws_in_one_name() -> None:
    outer = "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ"
    text = f"{outer} và Luật Tổ chức chính quyền địa phương năm 2019"
    assert [s[0] for s in seen(text)] == [
        text,
        "Luật Tổ chức Chính phủ",
        "Luật Tổ chức chính quyền địa phương",
    ]


def test_laws_named_by_their_field_only() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch năm 2018"
    assert seen(text) == [(text, "", True)]


def test_the_amending_law_named_by_nothing_else() -> None:
    assert seen("Luật sửa đổi, bổ sung này")[0] == ("Luật sửa đổi, bổ sung", "", True)


@pytest.mark.parametrize(
    "text", ["Luật sửa đổi một số nội dung", "Luật sửa đổi, bổ sung một số điều của Luật "]
)
def test_what_names_no_law(text: str) -> None:
    assert seen(text) == []


def test_articles_and_an_annex_of_a_law() -> None:
    text = "Luật sửa đổi, bổ sung Điều 6 và Phụ lục 4 về Danh mục nghề của Luật Đầu tư ngày 22/11/2016"
    assert seen(text) == [(text, "", True), ("Luật Đầu tư", "", False)]
