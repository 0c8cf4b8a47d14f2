"""Who signs, in what capacity."""

import pytest

from nlp.layout import read as layout
from nlp.pieces import pieces
from nlp.signatures import office_name, read


def signed(text: str) -> list[tuple[str, str, str, str]]:
    found, _ = read(pieces(text, 0, len(text)), text=text)
    return [(s.capacity, s.for_body, s.office, s.name) for s in found]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("CHỦ TỊCH\nTrần Văn An", ("", "", "Chủ tịch", "Trần Văn An")),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn An", ("KT.", "Chủ tịch", "Phó Chủ tịch", "Trần Văn An")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn An",
            ("TM. KT.", "Ủy ban nhân dân", "Phó Chủ tịch", "Trần Văn An"),
        ),
        (
            "TL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\nTrần Văn An",
            ("TL.", "Bộ trưởng", "Chánh Văn phòng", "Trần Văn An"),
        ),
        (
            "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nTrần Văn An",
            ("TUQ.", "Chủ tịch", "Giám đốc Sở Nội vụ", "Trần Văn An"),
        ),
        ("Q. GIÁM ĐỐC\nTrần Văn An", ("Q.", "", "Giám đốc", "Trần Văn An")),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Thị Hoa", ("T/M", "Ban Thường vụ", "Phó Bí thư", "Lê Thị Hoa")),
        (
            "K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLê Thị Hoa",
            ("K/T", "Chánh Văn phòng", "Phó Chánh Văn phòng", "Lê Thị Hoa"),
        ),
        ("KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC     Lê Thị Hoa", ("KT.", "Giám đốc", "Phó Giám đốc", "Lê Thị Hoa")),
        ("CHỦ TỊCH QUỐC HỘI\n(Đã ký)\nLê Thị Hoa", ("", "", "Chủ tịch Quốc hội", "Lê Thị Hoa")),
        ("BỘ TRƯỞNG\nBỘ CÔNG AN\nĐại tướng Lê Văn Tám", ("", "", "Bộ trưởng Bộ Công an", "Lê Văn Tám")),
    ],
)
def test_capacity_and_office(text: str, want: tuple[str, str, str, str]) -> None:
    assert signed(text) == [want]


JOINT = [
    ("KT.", "Bộ trưởng Bộ Tài chính", "Thứ trưởng", "Trần Văn An"),
    ("", "", "Bộ trưởng Bộ Nội vụ", "Lê Thị Bé"),
]


@pytest.mark.parametrize(
    "text",
    [
        "KT. BỘ TRƯỞNG\nBỘ TÀI CHÍNH\nTHỨ TRƯỞNG\nTrần Văn An\nBỘ TRƯỞNG\nBỘ NỘI VỤ\nLê Thị Bé\n",
        "KT. BỘ TRƯỞNG\tBỘ TRƯỞNG\nBỘ TÀI CHÍNH\tBỘ NỘI VỤ\nTHỨ TRƯỞNG\t\nTrần Văn An\tLê Thị Bé\n",
    ],
)
def test_joint_documents(text: str) -> None:
    assert signed(text) == JOINT


def test_no_signature() -> None:
    assert signed("GIÁM ĐỐC\n(Ký, ghi rõ họ tên)\n") == []
    assert signed("") == []


def test_on_the_layout() -> None:
    text = "Thi hành./.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\tKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Bé\n"
    signature = layout(text).signatures[0]
    assert (signature.capacity, signature.office, signature.name) == ("KT.", "Phó Giám đốc", "Lê Thị Bé")
    assert text[signature.span.start : signature.span.end] == "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Bé"


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("PHÓ TỔNG GIÁM ĐỐC", "Phó Tổng Giám đốc"),
        ("PHÓ CHÁNH ÁN", "Phó Chánh án"),
        ("TỔNG CỤC TRƯỞNG", "Tổng cục trưởng"),
    ],
)
def test_office_names(printed: str, written: str) -> None:
    assert office_name(printed) == written


def test_a_surname_that_is_a_body_as_well() -> None:
    assert signed("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nĐoàn Minh Khôi") == [
        ("KT.", "Chủ tịch", "Phó Chủ tịch", "Đoàn Minh Khôi")
    ]
    assert signed("CHỦ TỊCH\nĐoàn Thanh niên xã") == []


@pytest.mark.parametrize("between", ["(Đã ký)\n\n", ""])
def test_an_office_in_small_letters(between: str) -> None:
    assert signed(f"Phó Chủ tịch\n\n{between}Lê Quang Đạt") == [("", "", "Phó Chủ tịch", "Lê Quang Đạt")]


def test_an_office_in_small_letters_closes_an_old_text() -> None:
    text = "QUYẾT ĐỊNH\nVề lương\nCăn cứ Hiến pháp;\nQUYẾT ĐỊNH:\nĐiều 1. Tăng lương.\nBộ trưởng\n\n(Đã ký)\n"
    text += "\nLê Văn Tám\n"
    assert layout(text).document.signer == "Lê Văn Tám"
