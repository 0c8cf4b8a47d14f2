"""Numbers that no type word opens."""

import pytest

from tests.helpers_find import found, numbers, only, words


@pytest.mark.parametrize(
    ("text", "mention", "type_", "number"),
    [
        ("theo số 5231/KH-UBND nêu", "số 5231/KH-UBND", "Kế hoạch", "5231/KH-UBND"),
        ("đã gửi (1105/UBND-TH)", "1105/UBND-TH", "Công văn", "1105/UBND-TH"),
        ("Số: 126/QĐ-UBND", "Số: 126/QĐ-UBND", "Quyết định", "126/QĐ-UBND"),
        ("xem 80/2015/QH13 nhé", "80/2015/QH13", "Luật", "80/2015/QH13"),
    ],
)
def test_the_symbol_proves_a_document(text: str, mention: str, type_: str, number: str) -> None:
    assert found(text) == [(mention, type_, number)]
    assert not only(text).worded


@pytest.mark.parametrize(
    ("text", "mention", "type_"),
    [
        (
            "Nghị định của Chính phủ số 132/2008/NĐ-CP",
            "Nghị định của Chính phủ số 132/2008/NĐ-CP",
            "Nghị định",
        ),
        ("Văn bản của Sở Nội vụ số 547/SNV-CC", "Văn bản của Sở Nội vụ số 547/SNV-CC", "Văn bản"),
        (
            "Pháp lệnh do Ủy ban ban hành số 28/2005/UBTVQH11",
            "Pháp lệnh do Ủy ban ban hành số 28/2005/UBTVQH11",
            "Pháp lệnh",
        ),
        ("Nghị định ấy rồi; số 132/2008/NĐ-CP", "số 132/2008/NĐ-CP", "Nghị định"),
        ("Thông tư của Chính phủ số 132/2008/NĐ-CP", "số 132/2008/NĐ-CP", "Nghị định"),
    ],
)
def test_a_type_word_that_stands_apart(text: str, mention: str, type_: str) -> None:
    last = found(text)[-1]
    assert last[:2] == (mention, type_)


@pytest.mark.parametrize(
    "text",
    [
        "TCVN 5574/BXD-KT",
        "hồ sơ số 12/SNV-CC",
        "số đến 45/UBND-TH",
        "mẫu số 02/KH-UBND",
        "bản án số 12/2020/HS-ST",
        "gói thầu 15/QĐ-XYZ",
        "12/ABCD",
        "lô 7/KHU-A",
    ],
)
def test_what_is_guarded_or_unproved(text: str) -> None:
    assert words(text) == []


def test_a_number_inside_a_mention_is_its_own() -> None:
    assert numbers("Quyết định số 126/QĐ-UBND") == ["126/QĐ-UBND"]
