"""Sections that list the bases of a plan; all texts are written for these tests."""
# ruff: noqa: E501  (sentences stand on one line)

import pytest

from tests.helpers_relate import HEADER, triples

TOP = HEADER.format(symbol="KH-UBND") + "KẾ HOẠCH\nPhát triển cây dược liệu\n\n"


@pytest.mark.parametrize(
    "section",
    [
        "I. CĂN CỨ PHÁP LÝ\n1. Quyết định số 24/QĐ-TTg ngày 22/8/2022 về dược liệu;\n2. Nghị quyết số 5-NQ/TU.\nII. MỤC TIÊU\n",
        "I. CĂN CỨ XÂY DỰNG\nKẾ HOẠCH\n- Quyết định số 24/QĐ-TTg;\n- Căn cứ Nghị quyết số 5-NQ/TU.\nII. MỤC TIÊU\n",
        "I. SỰ CẦN THIẾT\n1. Cơ sở pháp lý:\n- Quyết định số 24/QĐ-TTg;\n- Nghị quyết số 5-NQ/TU.\n2. Thực trạng\n",
        "A. Các căn cứ lập đề án\n- Quyết định số 24/QĐ-TTg và Nghị quyết số 5-NQ/TU.\nB. MỤC TIÊU\n",
    ],
)
def test_each_item_is_a_basis_and_what_follows_the_section_is_none(section: str) -> None:
    text = TOP + section + "- Công văn số 7/SYT-NV của Sở Y tế nêu tồn tại.\n"
    assert triples(text) == {("self", "basedOn", "24/QĐ-TTg"), ("self", "basedOn", "5-NQ/TU")}


def test_an_item_that_only_mentions_a_document_is_no_basis() -> None:
    text = TOP + "I. CĂN CỨ\n1. Tình hình nêu trong Báo cáo số 7/BC-SYT của Sở Y tế.\nII. MỤC TIÊU\n"
    assert triples(text) == set()


@pytest.mark.parametrize("heading", ["1. Căn cứ tình hình thực tế các xã", "1. Cơ sở hạ tầng", "Căn cứ"])
def test_other_headings_open_no_list(heading: str) -> None:
    text = (
        TOP
        + f"I. MỤC TIÊU\nTrồng cây thuốc ở các xã miền núi trong ba năm tới, thu mua tại chỗ.\n{heading}\n- Quyết định số 24/QĐ-TTg có nêu.\n"
    )
    assert triples(text) == set()
