"""The register of named laws and nicknames: which document is meant, on a day."""

import pytest

from nlp.register import (
    amending_key,
    candidate,
    choose,
    expand,
    law_numbered,
    laws_named,
    meant,
    nickname,
)

LAND = laws_named("Luật", "Luật Đất đai")


def test_one_name_several_laws_oldest_first() -> None:
    assert [law.number for law in LAND][-3:] == ["13/2003/QH11", "45/2013/QH13", "31/2024/QH15"]


@pytest.mark.parametrize(
    ("year", "date", "on", "number", "rule"),
    [
        ("", "2013-11-29", "", "45/2013/QH13", "register-date"),
        ("2003", "", "2024-05-01", "13/2003/QH11", "register-year"),
        ("", "", "2020-03-01", "45/2013/QH13", "register-in-force"),
        ("", "", "2024-05-01", "45/2013/QH13", "register-in-force"),
        ("", "", "2025-05-01", "31/2024/QH15", "register-in-force"),
    ],
)
def test_which_one_is_meant(year: str, date: str, on: str, number: str, rule: str) -> None:
    law, by = choose(LAND, year=year, date=date, on=on)
    assert law is not None
    assert (law.number, by) == (number, rule)


@pytest.mark.parametrize(
    ("year", "date", "on"),
    [
        ("", "", ""),
        ("1999", "", "2020"),
        ("", "1999-01-01", "2020"),
        ("", "", "1950"),
        ("", "", "2010"),  # the law of 2003 is in the register, but its end is not certain
    ],
)
def test_it_stays_open_rather_than_guessed(year: str, date: str, on: str) -> None:
    assert choose(LAND, year=year, date=date, on=on) == (None, "")


def test_the_only_law_of_a_name_needs_no_day() -> None:
    only = laws_named(
        "Luật", "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân"
    )
    law, rule = choose(only, year="", date="", on="")
    assert law is not None
    assert rule == "register-only"


def test_names_in_short() -> None:
    assert expand("Luật NSNN và VBQPPL") == "Luật ngân sách nhà nước và văn bản quy phạm pháp luật"
    assert laws_named("Luật", "Luật NSNN") == laws_named("Luật", "Luật Ngân sách nhà nước") != ()
    assert laws_named("Luật", "Luật về Đất đai") == LAND
    assert laws_named("Luật", "Luật Lạ Kỳ") == ()


def test_amending_laws_by_what_they_amend() -> None:
    assert amending_key("sửa đổi bổ sung một số điều của luật a và luật b") == "sửa đổi luật a luật b"
    amending = laws_named(
        "Luật", "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật"
    )
    assert "63/2020/QH14" in [law.number for law in amending]


def test_one_number_two_documents() -> None:
    law = law_numbered("26/2012/QH13", "Luật")
    assert law is not None
    assert law_numbered("26/2012/QH13", "Nghị quyết") != law
    assert law_numbered("1/1900/QH1", "Luật") is None


def test_nicknames() -> None:
    assert [a.number for a in nickname("Đề án số 06")] == ["06/QĐ-TTg"]
    assert nickname("Đề án 99") == ()


@pytest.mark.parametrize(
    ("around", "on", "date"),
    [
        ("sắp xếp, tinh gọn bộ máy", "", "2017-10-25"),
        ("quản lý đất đai", "", "2022-06-16"),
        ("nội dung khác", "", ""),
        ("quản lý đất đai", "2020-01-01", ""),
        ("tinh gọn bộ máy và đất đai", "", ""),
    ],
)
def test_a_nickname_that_two_share_needs_its_topic(around: str, on: str, date: str) -> None:
    alias = meant(nickname("Nghị quyết 18"), lambda: around, on=on)
    assert (alias.date if alias else "") == date


def test_the_words_around_are_read_only_where_they_can_decide() -> None:
    def fail() -> str:
        raise AssertionError

    assert meant((), fail, on="") is None
    alias = meant(nickname("Đề án 06"), fail, on="2024-01-01")
    assert alias is not None


def test_candidates() -> None:
    assert candidate(LAND[-1]).number == "31/2024/QH15"
    (alias,) = nickname("Đề án 06")
    assert (candidate(alias).name, candidate(alias).issuer) == ("Đề án 06", "Thủ tướng Chính phủ")
