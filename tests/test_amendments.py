"""The places that the items of an amending act touch."""

# ruff: noqa: E501  (sentences stand on one line)

from __future__ import annotations

import pytest

from tests.helpers_relate import HEADER, act, relations

AMENDING = "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020\n"


@pytest.mark.parametrize(
    ("items", "touched"),
    [
        ("1. Sửa đổi khoản 1 Điều 8 như sau:\n“1. Như khoản 2 Điều 9.”\n", ("khoản 1 Điều 8",)),
        ("1. Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Phí”\n", ("Điều 5a",)),
        ("1. Khoản 3 Điều 9 được bãi bỏ.\n", ("khoản 3 Điều 9",)),
        ("1. Sửa đổi, bổ sung khoản 1 và khoản 2 Điều 67 như sau:\n", ("khoản 1 Điều 67", "khoản 2 Điều 67")),
        (
            "1. Thay cụm từ “khoản 7 Điều 7” bằng cụm từ “khoản 8 Điều 7” tại khoản 3 Điều 4.\n",
            ("khoản 3 Điều 4",),
        ),
        (
            "1. Sửa đổi Điều 10 như sau:\na) Sửa đổi khoản 2 như sau:\n“2. Phí.”\nb) Bãi bỏ điểm a khoản 3.\n",
            ("Điều 10", "khoản 2 Điều 10", "điểm a khoản 3 Điều 10"),
        ),
        ("1. Sửa đổi Điều 4 như sau:\n“Điều 4. Từ “phí” gồm:\n1. Sửa đổi khoản 9 Điều 9.”\n", ("Điều 4",)),
        ("1. Sở Tài chính theo dõi khoản 1 Điều 8.\n", ()),
        ("Điều 2. Tổ chức thực hiện\n1. Sửa đổi khoản 1 Điều 8 khi cần.\n", ()),
    ],
)
def test_places_that_items_touch(items: str, touched: tuple[str, ...]) -> None:
    (found,) = relations(act(AMENDING + items))
    assert (found.predicate, found.touches) == ("amends", touched)


def test_articles_of_an_act_whose_title_names_what_it_amends() -> None:
    text = HEADER.format(symbol="QĐ-UBND") + (
        "QUYẾT ĐỊNH\nSửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Bổ sung Điều 3a vào sau Điều 3\n“Điều 3a. Phí”\nĐiều 2. Bãi bỏ khoản 4 Điều 9.\n"
        "Điều 3. Bổ sung khoản 15 Điều 4 Quyết định số 32/2025/QĐ-UBND ngày 15/12/2025 như sau:\n“15. Thuế.”\n"
    )
    assert {r.touches for r in relations(text)} == {("Điều 3a", "khoản 4 Điều 9"), ("khoản 15 Điều 4",)}


def test_a_quotation_that_is_never_closed_ends_where_the_act_amends_again() -> None:
    items = "1. Sửa đổi Điều 4 như sau:\n“Điều 4. Phí\n2. Bãi bỏ khoản 3 Điều 9.\n3. Thay từ “a” bằng từ “b” tại Điều 7.\n"
    (found,) = relations(act(AMENDING + items))
    assert found.touches == ("Điều 4", "khoản 3 Điều 9", "Điều 7")
