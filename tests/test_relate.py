"""Relations: who acts on whom, on sentences of our own with the numbers of real documents."""

# ruff: noqa: E501  (sentences stand on one line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import extract
from tests.helpers_relate import HEADER, act, relations, report, triples

# ── the preamble ──


def test_items_of_one_clause_are_bases_and_laws_in_titles_are_not() -> None:
    text = (
        "Căn cứ Nghị định số 24/2026/NĐ-CP ngày 17/01/2026 của Chính phủ quy định danh mục thuộc phạm vi "
        "điều chỉnh của Luật Hóa chất; Nghị định số 25/2026/NĐ-CP ngày 17/01/2026 của Chính phủ;"
    )
    assert triples(text) == {("self", "basedOn", "24/2026/NĐ-CP"), ("self", "basedOn", "25/2026/NĐ-CP")}


def test_amending_tail_is_no_basis() -> None:
    text = (
        "Căn cứ Luật Đất đai số 31/2024/QH15 được sửa đổi, bổ sung một số điều bởi các Luật số 43/2024/QH15, "
        "số 47/2024/QH15 và số 58/2024/QH15;"
    )
    assert triples(text) == {
        ("self", "basedOn", "31/2024/QH15"),
        ("43/2024/QH15", "amends", "31/2024/QH15"),
        ("47/2024/QH15", "amends", "31/2024/QH15"),
        ("58/2024/QH15", "amends", "31/2024/QH15"),
    }


def test_decree_amends_the_decree_not_the_law_in_its_title() -> None:
    text = (
        "Căn cứ Nghị định số 08/2022/NĐ-CP quy định chi tiết một số điều của Luật số 72/2020/QH14 được sửa đổi, "
        "bổ sung bởi Nghị định số 05/2025/NĐ-CP và Nghị định số 48/2026/NĐ-CP;"
    )
    assert triples(text) == {
        ("self", "basedOn", "08/2022/NĐ-CP"),
        ("08/2022/NĐ-CP", "details", "72/2020/QH14"),
        ("05/2025/NĐ-CP", "amends", "08/2022/NĐ-CP"),
        ("48/2026/NĐ-CP", "amends", "08/2022/NĐ-CP"),
    }


def test_circular_details_law_and_decree_side_by_side() -> None:
    text = (
        "Căn cứ Thông tư số 01/2026/TT-BCT hướng dẫn thi hành một số điều của Luật số 69/2025/QH15 và Nghị định số "
        "26/2026/NĐ-CP;"
    )
    assert triples(text) == {
        ("self", "basedOn", "01/2026/TT-BCT"),
        ("01/2026/TT-BCT", "details", "69/2025/QH15"),
        ("01/2026/TT-BCT", "details", "26/2026/NĐ-CP"),
    }


def test_decree_details_no_circular() -> None:
    text = (
        "Căn cứ Nghị định số 26/2020/NĐ-CP quy định chi tiết một số điều của Luật số 29/2018/QH14, Thông tư số "
        "24/2020/TT-BCA của Bộ Công an;"
    )
    assert triples(text) == {
        ("self", "basedOn", "26/2020/NĐ-CP"),
        ("26/2020/NĐ-CP", "details", "29/2018/QH14"),
        ("self", "basedOn", "24/2020/TT-BCA"),
    }


def test_two_proposals_in_one_clause() -> None:
    text = act("").replace(
        "QUYẾT ĐỊNH:\n",
        "Theo đề nghị của Hội Khuyến học tại Công văn số 06/HKH ngày 04/3/2024 và Giám đốc Sở Nội vụ tại Tờ trình "
        "số 437/TTr-SNV ngày 12/3/2024.\n\nQUYẾT ĐỊNH:\n",
    )
    assert triples(text) == {("self", "respondsTo", "06/HKH"), ("self", "respondsTo", "437/TTr-SNV")}


# ── title and opening ──


def test_title_chain_of_a_plan() -> None:
    text = HEADER.format(symbol="KH-UBND") + (
        "KẾ HOẠCH\nTriển khai thực hiện Nghị quyết số 99/NQ-CP ngày 10/7/2023 của Chính phủ về Chương trình hành "
        "động thực hiện Kết luận số 50-KL/TW ngày 28/02/2023\n\nI. MỤC ĐÍCH\n"
    )
    assert triples(text) == {("self", "implements", "99/NQ-CP"), ("99/NQ-CP", "implements", "50-KL/TW")}


def test_opening_sentence_carries_out_both() -> None:
    text = HEADER.format(symbol="CT-UBND") + (
        "CHỈ THỊ\nVề việc tăng cường tiết kiệm điện\n\nThực hiện Nghị quyết số 53/2013/QH13 ngày 11/11/2013 của Quốc "
        "hội về kế hoạch năm 2014, Nghị quyết số 01/NQ-CP ngày 02/01/2014 của Chính phủ, Chủ tịch UBND tỉnh yêu cầu:\n"
    )
    assert triples(text) == {("self", "implements", "53/2013/QH13"), ("self", "implements", "01/NQ-CP")}


def test_purpose_with_a_demand() -> None:
    text = report(
        "Để tạo bứt phá, góp phần cụ thể hóa Nghị quyết số 34-NQ/TU ngày 27/12/2025 của Ban Thường vụ Tỉnh ủy, Ủy "
        "ban nhân dân tỉnh yêu cầu các sở làm ngay.\n"
    )
    assert triples(text) == {("self", "implements", "34-NQ/TU")}


def test_letter_received() -> None:
    text = HEADER.format(symbol="UBND-NC") + (
        "V/v kết quả đại hội\n\nKính gửi: Sở Nội vụ.\n\nỦy ban nhân dân tỉnh nhận được Văn bản số 01/BC-HH ngày "
        "28/6/2025 của Hiệp hội và ý kiến của Sở Nội vụ tại Tờ trình số 2114/TTr-SNV ngày 28/6/2025.\n"
    )
    assert triples(text) == {("self", "respondsTo", "01/BC-HH"), ("self", "respondsTo", "2114/TTr-SNV")}


@pytest.mark.parametrize(
    ("words", "sense"),
    [
        ("đôn đốc thực hiện", "urges"),
        ("tiếp tục thực hiện", "continues"),
        ("triển khai thực hiện", "carriesOut"),
    ],
)
def test_senses(words: str, sense: str) -> None:
    text = (
        HEADER.format(symbol="UBND-NC")
        + f"V/v {words} Chỉ thị số 27/CT-TTg ngày 27/10/2023\n\nKính gửi: Các sở.\n"
    )
    assert [(r.predicate, r.sense) for r in relations(text)] == [("implements", sense)]


def test_preamble_goes_on_with_what_is_carried_out() -> None:
    text = act("").replace(
        "QUYẾT ĐỊNH:\n",
        "Căn cứ Luật số 31/2024/QH15;\nThực hiện Kết luận số 50-KL/TU ngày 02/01/2025 của Tỉnh ủy.\n\nQUYẾT ĐỊNH:\n",
    )
    assert triples(text) == {("self", "basedOn", "31/2024/QH15"), ("self", "implements", "50-KL/TU")}


def test_submission_of_a_draft_replaces_nothing() -> None:
    text = HEADER.format(symbol="TTr-SNV") + (
        "TỜ TRÌNH\nVề việc ban hành Quyết định thay thế Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020\n\n"
        "Kính gửi: UBND tỉnh.\n"
    )
    assert triples(text) == set()


def test_decision_that_adjusts_a_decision() -> None:
    text = HEADER.format(symbol="QĐ-UBND") + (
        "QUYẾT ĐỊNH\nVề việc điều chỉnh Quyết định số 111/QĐ-UBND ngày 05/01/2024 của UBND tỉnh\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Giao Sở Tài chính.\n"
    )
    assert triples(text) == {("self", "amends", "111/QĐ-UBND")}


# ── footnotes ──


def test_several_documents_in_one_note() -> None:
    text = report(
        "Tỉnh ban hành các văn bản triển khai Chỉ thị số 04/CT-TTg ngày 11/02/2024[^1].\n\n"
        "[^1]: Kế hoạch số 3/KH-UBND ngày 04/3/2024; Công văn số 44/UBND-TH ngày 06/3/2024.\n"
    )
    assert triples(text) == {
        ("3/KH-UBND", "implements", "04/CT-TTg"),
        ("44/UBND-TH", "implements", "04/CT-TTg"),
    }


def test_plan_drawn_up_in_a_sentence_that_opens_with_what_it_carries_out() -> None:
    text = report(
        "Thực hiện Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024, UBND tỉnh xây dựng Kế hoạch[^1] triển khai.\n\n"
        "[^1]: Kế hoạch số 8943/KH-UBND ngày 18/11/2024.\n"
    )
    assert triples(text) == {("8943/KH-UBND", "implements", "1241/NQ-UBTVQH15")}


def test_task_force_named_after_a_scheme_carries_out_nothing() -> None:
    text = report(
        "Tỉnh có Tổ công tác triển khai Chỉ thị số 10/CT-TTg ngày 22/4/2019[^1].\n\n"
        "[^1]: Quyết định số 2704/QĐ-UBND ngày 13/11/2024.\n"
    )
    assert triples(text) == set()


def test_quote_of_a_footnote_ends_before_its_mark() -> None:
    text = report(
        "Tỉnh ban hành Kế hoạch thực hiện Nghị quyết số 02/NQ-CP ngày 05/01/2024[^7].\n\n"
        "[^7]: Quyết định số 126/QĐ-UBND ngày 22/01/2024.\n"
    )
    (found,) = relations(text)
    assert found.quote == "Tỉnh ban hành Kế hoạch thực hiện Nghị quyết số 02/NQ-CP ngày 05/01/2024"
    assert (found.cue, found.rule, found.sense) == ("thực hiện", "implements", "carriesOut")


# ── the articles of an act ──


def test_replaces_after_a_semicolon() -> None:
    text = act(
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký; thay thế Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020.\n"
    )
    assert triples(text) == {("self", "replaces", "12/2020/QĐ-UBND")}


def test_annex_replaced_is_an_amendment() -> None:
    text = act("Điều 1. Thay thế Phụ lục II Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020.\n")
    (found,) = relations(text)
    assert (found.predicate, found.touches) == ("amends", ("Phụ lục II",))


def test_articles_touched() -> None:
    text = act("Điều 1. Sửa đổi khoản 2 Điều 5 Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020.\n")
    (found,) = relations(text)
    assert (found.predicate, found.part, found.touches) == ("amends", False, ("khoản 2 Điều 5",))


def test_part_and_whole_of_repeals() -> None:
    text = act(
        "Điều 1. Bãi bỏ các văn bản sau đây:\n1. Quyết định số 12/2015/QĐ-UBND ngày 20/5/2015;\n"
        "2. Khoản 3 Điều 8 Quyết định số 07/2017/QĐ-UBND ngày 03/4/2017.\n"
        "Điều 2. Chánh Văn phòng thi hành theo Quyết định số 30/2018/QĐ-UBND ngày 01/8/2018.\n"
    )
    assert [(r.predicate, r.part, r.touches) for r in relations(text)] == [
        ("repeals", False, ()),
        ("repeals", True, ("khoản 3 Điều 8",)),
    ]


def test_what_ceases_is_what_stands_side_by_side_before_the_verb() -> None:
    text = act(
        "Điều 3. Nghị quyết số 05/2019/NQ-HĐND ngày 12/7/2019 đã được sửa đổi, bổ sung bởi Nghị quyết số "
        "11/2020/NQ-HĐND ngày 08/12/2020 và Nghị quyết số 21/2021/NQ-HĐND ngày 09/12/2021 hết hiệu lực kể từ ngày "
        "Quyết định này có hiệu lực.\n"
    )
    assert triples(text) == {
        ("self", "repeals", "05/2019/NQ-HĐND"),
        ("11/2020/NQ-HĐND", "amends", "05/2019/NQ-HĐND"),
        ("21/2021/NQ-HĐND", "amends", "05/2019/NQ-HĐND"),
    }


def test_words_put_into_another_act_are_not_its_own() -> None:
    text = act(
        "Điều 1. Sửa đổi Điều 9 Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020 như sau:\n"
        "“Điều 9. Hiệu lực\nBãi bỏ Quyết định số 07/2017/QĐ-UBND ngày 03/4/2017.”\n"
    )
    assert triples(text) == {("self", "amends", "12/2020/QĐ-UBND")}


def test_list_after_the_last_verb() -> None:
    text = act(
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký, thay thế Hướng dẫn số 11/HD-UBND ngày 28/5/2004 hướng dẫn về "
        "thể thức và Công văn số 2587/UBND-NC ngày 25/5/2010.\n"
    )
    assert triples(text) == {("self", "replaces", "11/HD-UBND"), ("self", "replaces", "2587/UBND-NC")}


def test_annexed_list_of_repealed_documents() -> None:
    text = (
        act(
            "Điều 1. Bãi bỏ các văn bản quy phạm pháp luật nêu tại Danh mục ban hành kèm theo Quyết định này.\n"
        )
        + "\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nLê Văn Dũng\n\n"
        "DANH MỤC\nVĂN BẢN BÃI BỎ\n(Ban hành kèm theo Quyết định số 900/QĐ-UBND ngày 02/12/2024)\n"
        "STT\tVăn bản\tTrích yếu\n1\tQuyết định số 05/2016/QĐ-UBND ngày 29/02/2016\tVề phí chợ\n"
        "2\tQuyết định số 21/2019/QĐ-UBND ngày 12/11/2019\tVề bến bãi\n"
    )
    assert triples(text) == {("self", "repeals", "05/2016/QĐ-UBND"), ("self", "repeals", "21/2019/QĐ-UBND")}


def test_relative_subject_is_the_document_named_before() -> None:
    text = report(
        "Chế độ theo Nghị định số 33/2023/NĐ-CP ngày 10/6/2023. Nghị định này thay thế Nghị định số 92/2009/NĐ-CP.\n"
    )
    assert triples(text) == {("33/2023/NĐ-CP", "replaces", "92/2009/NĐ-CP")}


# ── what only a held-out document taught ──


@pytest.mark.parametrize(
    "sent",
    ["Ủy ban nhân dân đã có Công văn số 5/UBND-NC", "Chính phủ đã có Nghị định số 5/2021/NĐ-CP"],
)
def test_only_a_letter_of_another_body_is_answered(sent: str) -> None:
    text = HEADER.format(symbol="UBND-NC") + f"Kính gửi: Sở Nội vụ\n\n{sent}. Nay hướng dẫn như sau: chờ.\n"
    assert triples(text) == set()


def test_a_proposal_after_a_basis_is_none() -> None:
    text = act("").replace(
        "QUYẾT ĐỊNH:",
        "Căn cứ Nghị quyết số 5/NQ-HĐND; đề nghị của Sở Nội vụ tại Tờ trình số 9/TTr-SNV;\nQUYẾT ĐỊNH:",
    )
    assert ("self", "basedOn", "9/TTr-SNV") not in triples(text)
    assert ("self", "basedOn", "5/NQ-HĐND") in triples(text)


def test_studying_and_carrying_out_are_the_title_of_the_guide() -> None:
    text = (
        HEADER.format(symbol="KH-UBND") + "KẾ HOẠCH\nhọc tập chỉ thị mới\n\n"
        "Thực hiện Hướng dẫn số 12-HD/BTGTW về học tập và triển khai Chỉ thị số 5-CT/TW, tỉnh ban hành Kế hoạch:\n"
    )
    assert triples(text) == {("self", "implements", "12-HD/BTGTW"), ("12-HD/BTGTW", "implements", "5-CT/TW")}


def test_a_list_goes_on_past_the_stamp_of_a_signature_and_a_running_head() -> None:
    text = act(
        "Điều 1. Bãi bỏ toàn bộ 02 văn bản quy phạm pháp luật do Ủy ban nhân dân tỉnh ban hành sau đây:\n"
        "Người ký: CỔNG THÔNG TIN\nEmail: congbao@quangnam.gov.vn\nCơ quan: VĂN PHÒNG\nThời gian ký: 07.03.2025 09:10:52\n\n"
        "94\nCÔNG BÁO/Số 227 + 228/Ngày 01-02-2025\n\n"
        "1. Quyết định số 05/2016/QĐ-UBND ngày 29/02/2016 hướng dẫn Nghị định số 46/2013/NĐ-CP ngày 10/5/2013.\n"
        "2. Quyết định số 21/2019/QĐ-UBND ngày 12/11/2019 về bến bãi.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    )
    assert {t for t in triples(text) if t[0] == "self"} == {
        ("self", "repeals", "05/2016/QĐ-UBND"),
        ("self", "repeals", "21/2019/QĐ-UBND"),
    }


def test_a_list_whose_verb_stands_before_another_document() -> None:
    text = act(
        "Điều 1. Tạm ngưng hiệu lực cho đến khi Nghị định số 15/2018/NĐ-CP được thay thế đối với các văn bản sau đây:\n"
        "1. Quyết định số 46/2026/QĐ-UBND ngày 26/01/2026.\n2. Quyết định số 47/2026/QĐ-UBND ngày 27/01/2026.\n"
    )
    assert triples(text) == {("self", "suspends", "46/2026/QĐ-UBND"), ("self", "suspends", "47/2026/QĐ-UBND")}


def test_type_word_cut_in_two_by_the_end_of_a_line() -> None:
    line = "Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế Quyết\nđịnh số 1480/QĐ-UBND ngày 03/7/2023.\n"
    assert triples(act("Điều 6. " + line.replace("Quyết\n", "Quyết "))) == {
        ("self", "replaces", "1480/QĐ-UBND")
    }
    wrapped = act(
        "".join(f"Điều {n}. Giao Sở Nội vụ và các cơ quan\nliên quan thực hiện.\n" for n in range(1, 20))
    )
    assert triples(wrapped + "Điều 20. " + line) == {("self", "replaces", "1480/QĐ-UBND")}


def test_several_of_the_law_without_cua() -> None:
    text = HEADER.format(symbol="QĐ-UBND") + (
        "QUYẾT ĐỊNH\nQuy định chi tiết một số điều Luật Nhà ở số 27/2023/QH15\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở.\n"
    )
    assert triples(text) == {("self", "details", "27/2023/QH15")}


def test_what_happened_to_people_in_a_title_does_not_part_the_verb() -> None:
    text = report(
        "Trợ cấp theo Quyết định số 142/2008/QĐ-TTg về chế độ đối với quân nhân đã phục viên, xuất ngũ về địa phương, được "
        "sửa đổi, bổ sung bởi Quyết định số 38/2010/QĐ-TTg và Quyết định số 22/2025/QĐ-TTg.\n"
    )
    assert triples(text) == {
        ("38/2010/QĐ-TTg", "amends", "142/2008/QĐ-TTg"),
        ("22/2025/QĐ-TTg", "amends", "142/2008/QĐ-TTg"),
    }


def test_title_with_semicolons_in_a_preamble() -> None:
    text = (
        "Căn cứ Nghị định số 63/2019/NĐ-CP quy định xử phạt trong quản lý tài sản công; thực hành tiết kiệm; kho bạc nhà nước "
        "được sửa đổi, bổ sung bởi Nghị định số 102/2021/NĐ-CP, Nghị định số 55/2026/NĐ-CP;"
    )
    assert triples(text) == {
        ("self", "basedOn", "63/2019/NĐ-CP"),
        ("102/2021/NĐ-CP", "amends", "63/2019/NĐ-CP"),
        ("55/2026/NĐ-CP", "amends", "63/2019/NĐ-CP"),
    }


def test_points_that_cease_each_named_again_in_brackets() -> None:
    text = act(
        "Điều 2. Các quy định sau đây chấm dứt hiệu lực kể từ ngày Quyết định này có hiệu lực: điểm h khoản 1 Điều 18 Quyết "
        "định số 13/2021/QĐ-UBND ngày 30/12/2021 (Quyết định số 13/2021/QĐ-UBND) và điểm d khoản 4 Điều 1 Quyết định số "
        "55/2023/QĐ-UBND ngày 21/7/2023 sửa đổi, bổ sung một số điều của Quyết định số 13/2021/QĐ-UBND (Quyết định số "
        "55/2023/QĐ-UBND) chấm dứt hiệu lực.\n"
    )
    assert {(r.predicate, r.part, r.touches) for r in relations(text) if r.subject == "self"} == {
        ("repeals", True, ("điểm h khoản 1 Điều 18",)),
        ("repeals", True, ("điểm d khoản 4 Điều 1",)),
    }


def test_amended_as_set_out() -> None:
    text = report(
        "Điểm b khoản 6 Điều 24 Nghị định số 06/2021/NĐ-CP được sửa đổi, bổ sung theo quy định tại Điều 15 Nghị định số "
        "14/2026/NĐ-CP.\n"
    )
    (found,) = relations(text)
    assert (found.predicate, found.rule, found.touches) == (
        "amends",
        "amended-as-set-out",
        ("điểm b khoản 6 Điều 24",),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Giấy phép theo Nghị định số 06/2021/NĐ-CP của thương nhân được sửa đổi theo quy định tại Nghị định số 14/2026/NĐ-CP.",
        "Việc thu phí của Thông tư số 26/2022/TT-BTC được thực hiện theo hướng dẫn tại Thông tư số 02/2007/TT-BNV.",
    ],
)
def test_what_is_only_followed(sentence: str) -> None:
    assert triples(report(sentence + "\n")) == set()


# ── consolidated texts ──


def test_consolidated_text() -> None:
    text = (
        "VĂN BẢN HỢP NHẤT\n\nTHÔNG TƯ\nVề việc quản lý lao động\n\n"
        "Thông tư số 34/2016/TT-BLĐTBXH ngày 25 tháng 10 năm 2016 của Bộ trưởng, được sửa đổi, bổ sung bởi:\n"
        "1. Thông tư số 12/2024/TT-BLĐTBXH ngày 14 tháng 11 năm 2024 của Bộ trưởng.\n"
        "Điều 1. Thông tư này thay thế Thông tư số 18/2013/TT-BLĐTBXH ngày 09 tháng 9 năm 2013.\n"
    )
    assert triples(text) == {
        ("self", "consolidates", "34/2016/TT-BLĐTBXH"),
        ("self", "consolidates", "12/2024/TT-BLĐTBXH"),
        ("12/2024/TT-BLĐTBXH", "amends", "34/2016/TT-BLĐTBXH"),
        ("34/2016/TT-BLĐTBXH", "replaces", "18/2013/TT-BLĐTBXH"),
    }


def test_preamble_repeated_in_a_quotation_says_what_its_titles_say() -> None:
    text = act("Điều 1. Giao Sở.\n").replace(
        "QUYẾT ĐỊNH:\n\n",
        "“Căn cứ Nghị định số 34/2016/NĐ-CP quy định chi tiết một số điều của Luật số 80/2015/QH13;”\n\nQUYẾT ĐỊNH:\n\n",
    )
    assert ("34/2016/NĐ-CP", "details", "80/2015/QH13") in triples(text)


# ── traps ──


@pytest.mark.parametrize(
    "sentence",
    [
        "Đề nghị Chính phủ sửa đổi Nghị định số 61/2018/NĐ-CP ngày 23/4/2018.",
        "Nghị định số 92/2009/NĐ-CP ngày 22/10/2009 đã hết hiệu lực.",
        "Sang năm, tỉnh sẽ bãi bỏ Quyết định số 442/QĐ-UBND ngày 08/3/2023.",
        "Việc này thuộc phạm vi điều chỉnh của Luật số 69/2025/QH15.",
        "Việc hợp nhất các xã theo Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024 đã xong.",
        "Hồ sơ lưu theo quy định tại Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.",
        "Đã chuyển từ Nghị định số 20/2021/NĐ-CP sang Nghị định số 76/2024/NĐ-CP.",
        "Điều này được bổ sung tại khoản 1 Điều 1 Thông tư số 12/2024/TT-BLĐTBXH sau Thông tư số 26/2016/TT-BLĐTBXH.",
        "Đã bổ sung kinh phí giao tại Quyết định số 3339/QĐ-UBND ngày 09/12/2022.",
        "Cán bộ làm theo Nghị định thay thế Nghị định số 91/1999/NĐ-CP và Quyết định thay thế Quyết định số "
        "83/2009/QĐ-TTg.",
    ],
)
def test_no_relation(sentence: str) -> None:
    assert triples(report(sentence + "\n")) == set()


@pytest.mark.parametrize(
    "article",
    [
        "Điều 4. Quyết định này không thay thế Quyết định số 442/QĐ-UBND ngày 08/3/2023.",
        "Điều 4. Sở Nội vụ tham mưu sửa đổi Quyết định số 442/QĐ-UBND ngày 08/3/2023.",
        "Điều 4. Hồ sơ theo Quyết định số 442/QĐ-UBND ngày 08/3/2023 đã nộp thì tiếp tục giải quyết.",
    ],
)
def test_no_relation_in_an_act(article: str) -> None:
    assert triples(act(article + "\n")) == set()


def test_documents_that_detail_a_law_are_not_the_one_that_amends_them() -> None:
    text = report(
        "Nghị định số 226/2025/NĐ-CP ngày 15/8/2025 sửa đổi các Nghị định quy định chi tiết thi hành Luật số "
        "31/2024/QH15 đã có hiệu lực.\n"
    )
    assert triples(text) == set()


def test_laws_named_in_a_row_do_not_amend_one_another() -> None:
    text = report(
        "Rà soát Luật Tài nguyên nước số 17/2012/QH13 đã được sửa đổi theo Luật số 08/2017/QH14, Luật Đất đai số "
        "45/2013/QH13.\n"
    )
    assert triples(text) == {("08/2017/QH14", "amends", "17/2012/QH13")}


# ── what every relation keeps ──


def test_nothing_from_an_empty_text() -> None:
    assert relations("") == []


@given(st.lists(st.sampled_from([
    "Căn cứ ", "Nghị định số 34/2016/NĐ-CP", "Luật số 80/2015/QH13", " được sửa đổi bởi ", " thay thế ", "; ", ", ", " và ",
    "\n", "Điều 1. ", "Bãi bỏ ", "các văn bản sau:", "[^1]", "[^1]: ", "Quyết định này", " hết hiệu lực", " thực hiện ", "e\u0302",
    "“", "”", "\t", "Quyết định số 126/QĐ-UBND ngày 22/01/2024", " của Chính phủ",
]), max_size=25))  # fmt: skip
def test_quotes_are_the_text_and_nobody_acts_on_himself(pieces: list[str]) -> None:
    answer = extract("".join(pieces))
    ids = {c.id for c in answer.citations} | {"self"}
    for found in answer.relations:
        assert answer.text.text[found.start : found.end] == found.quote != ""
        assert found.subject != found.object != "self"
        assert {found.subject, found.object} <= ids
        assert found.predicate != "cites"


def test_the_list_that_a_plural_opens_belongs_to_the_opening_verb() -> None:
    text = (
        HEADER.format(symbol="CTr-UBND")
        + "CHƯƠNG TRÌNH\nPhát triển du lịch\n\nThực hiện Nghị quyết số 11/NQ-CP về phục hồi "
        "kinh tế và triển khai Nghị quyết số 43/2022/QH15 về tài khóa; các Nghị quyết của Hội đồng nhân dân tỉnh: số "
        "40/NQ-HĐND về du lịch; thu phí tham quan; số 41/NQ-HĐND về giao thông và Công văn số 892/BKHĐT-TH của Bộ Kế "
        "hoạch và Đầu tư, Ủy ban nhân dân tỉnh ban hành Chương trình:\n"
    )
    found = triples(text)
    assert {
        ("self", "implements", n) for n in ("11/NQ-CP", "40/NQ-HĐND", "41/NQ-HĐND", "892/BKHĐT-TH")
    } <= found
    assert ("self", "implements", "43/2022/QH15") in found


def test_a_title_is_no_part_of_the_sentence_below_it() -> None:
    text = (
        HEADER.format(symbol="KH-UBND")
        + "KẾ HOẠCH\nTHỰC HIỆN NGHỊ QUYẾT SỐ 43/2022/QH15 CỦA QUỐC HỘI VỀ CHÍNH SÁCH TÀI KHÓA\n"
        "Thực hiện Nghị quyết số 11/NQ-CP\nngày 30/01/2022 của Chính phủ\n"
    )
    assert ("43/2022/QH15", "implements", "11/NQ-CP") not in triples(text)


def test_a_sentence_after_a_basis_names_another_basis() -> None:
    text = act("").replace(
        "QUYẾT ĐỊNH:\n",
        "Căn cứ Nghị định số 22/HĐBT ngày 5/12/1987 về lệ phí. Quyết định số 24/CT ngày 25-4-1988 về quản lý xe;\n\nQUYẾT ĐỊNH:\n",
    )
    assert {("self", "basedOn", "22/HĐBT"), ("self", "basedOn", "24/CT")} <= triples(text)


@pytest.mark.parametrize("lead", ["Căn cứ", "Thực hiện"])
def test_an_opinion_in_a_letter_stands_beside_the_other_grounds(lead: str) -> None:
    text = (
        HEADER.format(symbol="KH-UBND")
        + f"KẾ HOẠCH\nTuyên truyền\n\n{lead} Chỉ thị số 35-CT/TW ngày 30/5/2019 của Bộ Chính trị "
        "về đại hội và ý kiến chỉ đạo của Thường trực Tỉnh ủy tại Công văn số 560-CV/TU ngày 13/2/2020, UBND tỉnh ban hành:\n"
    )
    assert {o for _, _, o in triples(text)} == {"35-CT/TW", "560-CV/TU"}


def test_according_to_an_act_is_a_basis_and_according_to_a_paper_a_proposal() -> None:
    text = act("").replace(
        "QUYẾT ĐỊNH:\n",
        "Căn cứ Luật Xây dựng;\nTheo Quyết định số 19/QĐ-UB ngày 05 tháng 4 năm 1999 về quy hoạch;\n"
        "Theo Tờ trình số 12/TTr-SXD ngày 06 tháng 4 năm 2004,\n\nQUYẾT ĐỊNH:\n",
    )
    assert {("self", "basedOn", "19/QĐ-UB"), ("self", "respondsTo", "12/TTr-SXD")} <= triples(text)


LETTER = HEADER.format(symbol="UBND-XD") + "Kính gửi: Sở Xây dựng\n\n"


def test_a_letter_answers_the_letters_in_brackets() -> None:
    text = LETTER + (
        "Xét đề nghị của UBND huyện Phú Ninh (công văn số 96/UBND-KT ngày 09 tháng 6 năm 2024) ý kiến của Sở Tài chính "
        "(công văn số 16/STC-NS ngày 12 tháng 6 năm 2024) về xây cầu, UBND tỉnh có ý kiến như sau:\n"
    )
    assert triples(text) == {("self", "respondsTo", "96/UBND-KT"), ("self", "respondsTo", "16/STC-NS")}


def test_a_letter_that_was_sent_is_answered() -> None:
    sent = "Ủy ban nhân dân tỉnh An Giang có tờ trình số 40/TTr-UBND ngày 02 tháng 12 năm 2023 về quy hoạch chợ. "
    assert triples(LETTER + sent + "UBND tỉnh có ý kiến như sau:\n") == {
        ("self", "respondsTo", "40/TTr-UBND")
    }
    assert triples(LETTER + sent + "Đề nghị Sở theo dõi.\n") == set()
    own = sent.replace("An Giang", "Quảng Nam")
    assert triples(LETTER + own + "UBND tỉnh có ý kiến như sau:\n") == set()
    assert triples(report(sent + "UBND tỉnh đã có ý kiến.\n")) == set()


def test_compared_with_guidance_is_no_guidance() -> None:
    text = report(
        "Thông tư số 85/2003/TT-BTC ngày 29/8/2003 đối chiếu với hướng dẫn tại Công văn số 105/BTC-CST của Bộ Tài chính.\n"
    )
    assert triples(text) == set()


def test_a_line_that_begins_small_goes_on_with_the_one_before() -> None:
    text = HEADER.format(symbol="KH-UBND") + (
        "KẾ HOẠCH\nTrồng rừng\n\nThực hiện Luật phòng, chống\nthiên tai và các văn bản thi hành; Quyết định số 342/QĐ-TTg,\n"
        "UBND tỉnh ban hành Kế hoạch:\n"
    )
    assert {(s, p) for s, p, _ in triples(text)} == {("self", "implements")}
    assert "342/QĐ-TTg" in {o for _, _, o in triples(text)}
