"""Documents in a row: which of them one verb governs."""

# ruff: noqa: E501  (sentences stand on one line)

from __future__ import annotations

from tests.helpers_relate import act, report, triples


def test_who_sleeps_may_be_of_several_kinds() -> None:
    text = act(
        "Điều 5. Quyết định này thay thế Quyết định số 09/2026/QĐ-UBND ngày 04/02/2026 tạm ngưng hiệu lực và điều chỉnh "
        "thời hạn áp dụng Chỉ thị số 46/CT-UBND ngày 26/01/2026 và Quyết định số 66/2026/QĐ-UBND ngày 27/01/2026.\n"
    )
    assert triples(text) == {
        ("self", "replaces", "09/2026/QĐ-UBND"),
        ("09/2026/QĐ-UBND", "suspends", "46/CT-UBND"),
        ("09/2026/QĐ-UBND", "suspends", "66/2026/QĐ-UBND"),
    }


def test_decree_amended_twice_and_named_again_each_time() -> None:
    text = (
        "Căn cứ Nghị định số 34/2016/NĐ-CP; Nghị định số 154/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số "
        "34/2016/NĐ-CP và Nghị định số 59/2024/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP;"
    )
    assert triples(text) == {
        ("self", "basedOn", "34/2016/NĐ-CP"),
        ("self", "basedOn", "154/2020/NĐ-CP"),
        ("self", "basedOn", "59/2024/NĐ-CP"),
        ("154/2020/NĐ-CP", "amends", "34/2016/NĐ-CP"),
        ("59/2024/NĐ-CP", "amends", "34/2016/NĐ-CP"),
    }


def test_two_decrees_amended_together_though_one_was_named_before() -> None:
    text = report(
        "Điều 5 Nghị định số 51/2016/NĐ-CP đã được sửa đổi tại Nghị định số 21/2024/NĐ-CP sửa đổi, bổ sung một số điều của "
        "Nghị định số 51/2016/NĐ-CP về tiền lương và Nghị định số 52/2016/NĐ-CP về thù lao.\n"
    )
    assert triples(text) == {
        ("21/2024/NĐ-CP", "amends", "51/2016/NĐ-CP"),
        ("21/2024/NĐ-CP", "amends", "52/2016/NĐ-CP"),
    }


def test_title_with_a_semicolon_in_a_list() -> None:
    text = report(
        "Thông tư số 34/2018/TT-BLĐTBXH sửa đổi, bổ sung Thông tư số 10/2017/TT-BLĐTBXH về mẫu bằng; việc in, cấp phát bằng "
        "và Thông tư số 31/2017/TT-BLĐTBXH về đào tạo.\n"
    )
    assert triples(text) == {
        ("34/2018/TT-BLĐTBXH", "amends", "10/2017/TT-BLĐTBXH"),
        ("34/2018/TT-BLĐTBXH", "amends", "31/2017/TT-BLĐTBXH"),
    }


def test_resolution_of_the_government_is_not_detailed_by_a_decree() -> None:
    text = report(
        "Nghị định số 46/2026/NĐ-CP hướng dẫn thi hành Luật số 55/2010/QH12 và Nghị quyết số 66/NQ-CP đều áp dụng.\n"
    )
    assert triples(text) == {("46/2026/NĐ-CP", "details", "55/2010/QH12")}
