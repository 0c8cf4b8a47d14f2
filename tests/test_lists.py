"""Lists that share a type word or a symbol, and ranges."""

import pytest

from tests.helpers_find import forms, found, numbers, words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("các Nghị định: số 24, 25, 26/2026/NĐ-CP", ["24/2026/NĐ-CP", "25/2026/NĐ-CP", "26/2026/NĐ-CP"]),
        ("Nghị quyết số 01, 02/NQ-CP", ["01/NQ-CP", "02/NQ-CP"]),
        ("Nghị quyết số 01, số 02/NQ-CP", ["01/NQ-CP", "02/NQ-CP"]),
        ("Quyết định số 1/QĐ-UBND, 2/QĐ-UBND và 3/QĐ-UBND", ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"]),
        ("Quyết định số 1/QĐ-UBND và số 22", ["1/QĐ-UBND", "22/QĐ-UBND"]),
        ("Quyết định số 3551 và 87", ["3551", "87"]),
        ("Nghị định số 5/2020/NĐ-CP của Chính phủ, số 6/2020/NĐ-CP", ["5/2020/NĐ-CP", "6/2020/NĐ-CP"]),
        ("Luật số 15/2012/QH13, số 67/2020/QH14", ["15/2012/QH13", "67/2020/QH14"]),
    ],
)
def test_lists(text: str, wanted: list[str]) -> None:
    assert numbers(text) == wanted


def test_a_range_means_the_numbers_between() -> None:
    assert numbers("từ Nghị định số 24 đến 26/2026/NĐ-CP") == [
        "24/2026/NĐ-CP",
        "25/2026/NĐ-CP",
        "26/2026/NĐ-CP",
    ]


def test_a_range_that_is_too_wide_means_its_ends() -> None:
    assert numbers("Nghị định số 24 đến 260/2026/NĐ-CP") == ["24/2026/NĐ-CP", "260/2026/NĐ-CP"]


def test_the_forms_in_a_list() -> None:
    assert forms("các Nghị định: số 24, 25, 26/2026/NĐ-CP") == ["elliptical", "elliptical", "full"]


def test_only_the_first_takes_the_type_word() -> None:
    assert words("Nghị quyết số 01, số 02/NQ-CP") == ["Nghị quyết số 01", "số 02/NQ-CP"]


def test_each_takes_its_own_date() -> None:
    text = "Quyết định số 1/QĐ-UBND ngày 01/3/2024, số 2/QĐ-UBND ngày 02/3/2024"
    assert words(text) == ["Quyết định số 1/QĐ-UBND ngày 01/3/2024", "số 2/QĐ-UBND ngày 02/3/2024"]


def test_another_type_ends_the_list() -> None:
    assert [f[1] for f in found("Quyết định số 1/QĐ-UBND, 2/KH-UBND")] == ["Quyết định", "Kế hoạch"]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1/QĐ-UBND và 22 đơn vị",
        "Quyết định số 1/QĐ-UBND, 50%",
        "Quyết định số 1/QĐ-UBND, 3/4 số hộ",
        "Quyết định số 1/QĐ-UBND, 12 tháng",
    ],
)
def test_figures_that_only_follow(text: str) -> None:
    assert numbers(text) == ["1/QĐ-UBND"]


def test_a_bare_serial_takes_the_next_whole_number_of_several() -> None:
    text = "Quyết định số 1, 2/QĐ-UBND, số 3, 4/QĐ-SNV"
    assert numbers(text) == ["1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-SNV", "4/QĐ-SNV"]
