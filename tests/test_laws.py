"""Laws by name, by number, by both; and where the word "luật" names none."""

import pytest

from tests.helpers_find import forms, found, only, words


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("Luật Đất đai năm 2013 quy định", "Luật Đất đai năm 2013", "Luật Đất đai"),
        ("theo Luật Đất đai 2024.", "Luật Đất đai 2024", "Luật Đất đai"),
        ("theo luật đất đai hiện hành", "luật đất đai", "luật đất đai"),
        ("theo Luật NSNN năm 2015", "Luật NSNN năm 2015", "Luật NSNN"),
        ("Bộ luật Dân sự ngày 24/11/2015 nêu", "Bộ luật Dân sự ngày 24/11/2015", "Bộ luật Dân sự"),
        (
            "Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000",
            "Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000",
            "Luật Phòng, chống ma túy",
        ),
        ("Luật **Đất đai** năm 2013", "Luật **Đất đai** năm 2013", "Luật Đất đai"),
        ("Hiến pháp năm 2013", "Hiến pháp năm 2013", "Hiến pháp"),
        (
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
            "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        ("Pháp lệnh ngày 22 tháng 1 năm 1981", "Pháp lệnh ngày 22 tháng 1 năm 1981", "Pháp lệnh"),
    ],
)
def test_by_name(text: str, mention: str, name: str) -> None:
    hit = only(text)
    assert (text[hit.start : hit.end], hit.name, hit.form) == (mention, name, "named")


def test_by_number_with_its_name_behind() -> None:
    text = "Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính"
    hit = only(text)
    assert text[hit.start : hit.end] == "Luật số 15/2012/QH13 ngày 20/6/2012"
    assert (hit.name, hit.key, hit.form) == (
        "Luật Xử lý vi phạm hành chính",
        "xử lý vi phạm hành chính",
        "full",
    )


def test_by_name_and_number() -> None:
    text = "Luật Giám định tư pháp số 13/2012/QH13 ngày 20/6/2012"
    assert found(text) == [(text, "Luật", "13/2012/QH13")]


def test_with_the_body_that_passed_it() -> None:
    text = "Luật Đất đai đã được Quốc hội khóa XIII thông qua ngày 29/11/2013"
    assert words(text)[0].startswith("Luật Đất đai")


def test_words_that_point() -> None:
    assert forms("Luật này; Luật nêu trên; các luật trên") == ["self", "relative", "relative"]


@pytest.mark.parametrize(
    "text",
    [
        "pháp luật đất đai",
        "luật sư, luật pháp, luật lệ",
        "các luật khác",
        "kỷ luật lao động",
        "Luật khác có liên quan",
        "dự thảo Luật Đất đai",
        "xây dựng Luật Lạ Kỳ",
        "trình Luật Lạ Kỳ (sửa đổi).",
        "hiến pháp",
    ],
)
def test_what_is_no_law(text: str) -> None:
    assert words(text) == []


def test_the_law_that_is_to_be_amended_is_one_where_it_is_cited() -> None:
    assert words("theo Luật Đất đai (sửa đổi).") == ["Luật Đất đai"]
