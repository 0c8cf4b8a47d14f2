"""Places inside a document, before its mention."""

import pytest

from nlp.pinpoints import pinpoints_before


def places(before: str) -> list[tuple[str, ...]]:
    text = before + "Nghị định số 34/2016/NĐ-CP"
    found = pinpoints_before(text, len(before))
    return [
        tuple(v for v in (p.article, p.clause, p.point, p.chapter, p.section, p.annex) if v) for p in found
    ]


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("theo Điều 5 ", [("5",)]),
        ("theo khoản 2 Điều 5 của ", [("5", "2")]),
        ("theo điểm a khoản 2 Điều 5 ", [("5", "2", "a")]),
        ("điểm a, b khoản 2 Điều 5 ", [("5", "2", "a"), ("5", "2", "b")]),
        ("các Điều 5, 6 và 7 ", [("5",), ("6",), ("7",)]),
        ("Điều 5 đến Điều 7 ", [("5",), ("6",), ("7",)]),
        ("khoản 1 Điều 5 và khoản 2 Điều 6 ", [("5", "1"), ("6", "2")]),
        ("Điều 5a ", [("5a",)]),
        ("Phụ lục I ban hành kèm theo ", [("I",)]),
        ("Phụ lục số II kèm theo ", [("II",)]),
        ("Chương II ", [("II",)]),
        ("Mục 3 của ", [("3",)]),
        ("Điều 5; nội dung khác tại ", []),
        ("Điều lệ kèm theo ", []),
        ("theo ", []),
        ("", []),
    ],
)
def test_places(before: str, wanted: list[tuple[str, ...]]) -> None:
    assert places(before) == wanted


def test_each_kind_of_place_has_its_field() -> None:
    text = "Chương II, Mục 3, Phụ lục I "
    found = pinpoints_before(text, len(text))
    assert [(p.chapter, p.section, p.annex) for p in found] == [("II", "", ""), ("", "3", ""), ("", "", "I")]


def test_offsets_are_those_of_the_text() -> None:
    text = "x" * 300 + " theo khoản 2 Điều 5 của "
    (found,) = pinpoints_before(text, len(text))
    assert text[found.start : found.end] == "khoản 2 Điều 5"


def test_a_flood_of_places_is_cut() -> None:
    text = "điểm a, b, c, d khoản 1 đến 58, Điều 5 "
    assert len(pinpoints_before(text, len(text))) == 200
