"""Preambles and their clauses."""

import pytest

from nlp.preamble import clauses, extent

LAWS = "Căn cứ Luật Tổ chức chính quyền địa phương và Luật Đầu tư, Luật Đất đai;\n"


def found(text: str) -> list[tuple[str, str]]:
    start, end = extent(text, 0)
    return [(c.kind, text[c.span.start : c.span.end]) for c in clauses(text, start, end)]


def test_commas_and_conjunctions_part_nothing() -> None:
    text = LAWS + (
        "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV,\nQUYẾT ĐỊNH:\nĐiều 1. Giao."
    )
    assert found(text) == [
        ("basis", "Căn cứ Luật Tổ chức chính quyền địa phương và Luật Đầu tư, Luật Đất đai"),
        ("proposal", "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 5/TTr-SNV"),
    ]


def test_several_documents_in_one_clause_and_several_clauses_on_one_line() -> None:
    text = "Căn cứ Nghị định A; Nghị định B sửa đổi Nghị định A; Căn cứ Thông tư C;\nQUYẾT ĐỊNH:\n"
    assert found(text) == [
        ("basis", "Căn cứ Nghị định A; Nghị định B sửa đổi Nghị định A"),
        ("basis", "Căn cứ Thông tư C"),
    ]


def test_lines_that_the_page_broke_belong_together() -> None:
    text = (
        "Căn cứ Luật Quy hoạch\nngày 24 tháng 11 năm 2017;\n"
        "Xét Tờ trình số 5/TTr-CP của\nChính phủ;\n"
        "QUYẾT NGHỊ:\n"
    )
    assert found(text) == [
        ("basis", "Căn cứ Luật Quy hoạch\nngày 24 tháng 11 năm 2017"),
        ("consider", "Xét Tờ trình số 5/TTr-CP của\nChính phủ"),
    ]


def test_a_page_that_ends_inside_a_clause() -> None:
    text = "Căn cứ Luật Quy hoạch;\nCăn cứ Luật Giá;\n3 \nCÔNG BÁO/Số 5/Ngày 01-02-2024\nĐiều 1. Phạm vi\n"
    assert found(text)[-1] == ("basis", "Căn cứ Luật Giá")


def test_the_proposal_ends_before_the_enacting_sentence() -> None:
    text = LAWS + (
        "Theo đề nghị của Bộ trưởng Bộ Y tế;\n"
        "Chính phủ ban hành Nghị định về thuốc.\n"
        "Chương I\nĐiều 1. Phạm vi"
    )
    assert found(text)[-1] == ("proposal", "Theo đề nghị của Bộ trưởng Bộ Y tế")
    assert text[slice(*extent(text, 0))].endswith("về thuốc.\n")


def test_the_authority_line_belongs_to_the_preamble() -> None:
    text = "\nBỘ TRƯỞNG BỘ NỘI VỤ\n\n" + LAWS + "QUYẾT ĐỊNH:\nĐiều 1."
    assert text[slice(*extent(text, 0))] == text[: text.index("\nĐiều 1")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thời gian qua tình hình phức tạp và nhiều địa phương chưa báo cáo.\n"
        "Căn cứ hồ sơ, Sở có ý kiến như sau:\n",
        "1. Mục đích\nNội dung\n",
    ],
)
def test_no_preamble(text: str) -> None:
    assert extent(text, 0) == (0, 0)


def test_the_acts_of_a_consolidated_text_stand_before_its_basis() -> None:
    text = (
        "Thông tư số 5 được sửa đổi, bổ sung bởi:\n"
        "1. Thông tư số 7 sửa đổi Thông tư số 5.\n"
        "Căn cứ Luật A;\nĐiều 1. X"
    )
    assert extent(text, 0) == (0, 0)
    assert extent(text, 0, consolidated=True) == (0, text.index("Điều 1"))


def test_decrees_of_1945_state_their_grounds_without_a_basis() -> None:
    text = (
        "CHỦ TỊCH CHÍNH PHỦ LÂM THỜI\n\nVì tình thế,\n"
        "Sau khi Hội đồng Chính phủ đồng ý,\n\nSẮC:\n\nĐiều thứ nhất: Nay lập một quỹ.\n"
    )
    assert [kind for kind, _ in found(text)] == ["consider", "consider"]
    assert text[: extent(text, 0)[1]].endswith("SẮC:")


def test_without_authority_or_enacting_word_grounds_are_body() -> None:
    assert extent("Sau khi xem xét, Sở yêu cầu.\nCHỈ THỊ:\nĐiều 1. X\n", 0) == (0, 0)
    assert extent("GIÁM ĐỐC\nSau khi xem xét, Sở yêu cầu.\nĐiều 1. X\n", 0) == (0, 0)


def test_chieu_leads_a_basis_or_a_proposal() -> None:
    text = "CHíNH PHủ LâM THờI\nChiểu theo lời đề nghị của Bộ trưởng;\nChiểu Sắc lệnh số 5;\nĐịNH RằNG:\n"
    assert found(text.replace("Sắc", "sắc")) == [
        ("proposal", "Chiểu theo lời đề nghị của Bộ trưởng"),
        ("basis", "Chiểu sắc lệnh số 5"),
    ]
