"""Names of issuing bodies: from the capitals of a header to the spelling of a sentence."""

import pytest

from nlp.bodies import group, head_of, issuer, place_of, province, written_out

VPHDND = "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Lào Cai"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"], "Ủy ban nhân dân tỉnh Lào Cai"),
        (["UỶ BAN NHÂN DÂN", "THỊ XÃ BỈM SƠN"], "Ủy ban nhân dân thị xã Bỉm Sơn"),
        (["UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"], "Sở Công Thương tỉnh Lào Cai"),
        (["UBND TỈNH LÀO CAI SỞ CÔNG THƯƠNG"], "Sở Công Thương tỉnh Lào Cai"),
        (
            ["UBND TỈNH LÀO CAI", "SỞ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG"],
            ("Sở Nông nghiệp và Môi trường tỉnh Lào Cai"),
        ),
        (["UBND TỈNH LÀO CAI", "VĂN PHÒNG"], "Văn phòng Ủy ban nhân dân tỉnh Lào Cai"),
        (["UBND TP HỒ CHÍ MINH", "SỞ NỘI VỤ"], "Sở Nội vụ thành phố Hồ Chí Minh"),
        (["UBND HUYỆN BẢO THẮNG", "PHÒNG TƯ PHÁP"], "Phòng Tư pháp huyện Bảo Thắng"),
        (["SỞ Y TẾ", "CHI CỤC AN TOÀN THỰC PHẨM"], "Chi cục An toàn thực phẩm"),
        (["BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"], "Tổng cục Thuế"),
        (["BỘ CÔNG AN", "CÔNG AN TỈNH SƠN LA"], "Công an tỉnh Sơn La"),
        (["BỘ KẾ HOẠCH VÀ ĐẦU TƯ"], "Bộ Kế hoạch và Đầu tư"),
        (["BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"], "Bộ Lao động - Thương binh và Xã hội"),
        (["BỘ NỘI VỤ - BỘ TÀI CHÍNH"], "Bộ Nội vụ, Bộ Tài chính"),
        (["BỘ CÔNG AN -", "BỘ QUỐC PHÒNG -", "BỘ NỘI VỤ"], "Bộ Công an, Bộ Quốc phòng, Bộ Nội vụ"),
        (["ỦY BAN THƯỜNG VỤ", "QUỐC HỘI"], "Ủy ban Thường vụ Quốc hội"),
        (["THỦ TƯỚNG CHÍNH PHỦ"], "Thủ tướng Chính phủ"),
        (["NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"], "Ngân hàng Nhà nước Việt Nam"),
        (["TÒA ÁN NHÂN DÂN TỐI CAO", "HỘI ĐỒNG THẨM PHÁN"], "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
        (["HỘI ĐỒNG NHÂN DÂN TỈNH LÀO CAI", "BAN PHÁP CHẾ"], "Ban Pháp chế Hội đồng nhân dân tỉnh Lào Cai"),
        (["TỈNH ỦY LÀO CAI"], "Tỉnh ủy Lào Cai"),
        (["TỈNH ỦY LÀO CAI", "BAN TỔ CHỨC"], "Ban Tổ chức Tỉnh ủy Lào Cai"),
        (["ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY XÃ BÁT XÁT"], "Đảng ủy xã Bát Xát"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG"], "Văn phòng Trung ương Đảng"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN BÍ THƯ"], "Ban Bí thư"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"], "Ban Tổ chức Trung ương"),
        (["ĐẢNG BỘ TỈNH LÀO CAI", "ĐẢNG ỦY", "UBND TỈNH"], "Đảng ủy Ủy ban nhân dân tỉnh Lào Cai"),
        (["UBND TỈNH LÀO CAI", "THANH TRA TỈNH"], "Thanh tra tỉnh Lào Cai"),
        (["VĂN PHÒNG ĐOÀN ĐBQH VÀ HĐND", "TỈNH LÀO CAI"], VPHDND),
        ([], ""),
    ],
)
def test_issuer(lines: list[str], expected: str) -> None:
    assert issuer(group(lines)) == expected


def test_a_stamp_below_a_central_body_is_no_part_of_it() -> None:
    assert issuer(group(["THỦ TƯỚNG CHÍNH PHỦ", "SAO Y"])) == "Thủ tướng Chính phủ"


def test_the_same_body_twice_is_one() -> None:
    assert group(["BỘ NỘI VỤ", "BỘ NỘI VỤ"]) == ("BỘ NỘI VỤ",)


def test_a_department_takes_its_province_from_the_place_line() -> None:
    assert issuer(["SỞ NỘI VỤ"], place="Lào Cai") == "Sở Nội vụ tỉnh Lào Cai"
    assert issuer(["SỞ NỘI VỤ"], place="Sa Pa") == "Sở Nội vụ"
    assert issuer(["BỘ NỘI VỤ"], place="Hà Nội") == "Bộ Nội vụ"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("CHỦ TỊCH UBND THỊ TRẤN NGÃI GIAO", "Ủy ban nhân dân thị trấn Ngãi Giao"),
        ("BỘ TRƯỞNG BỘ XÂY DỰNG", "Bộ Xây dựng"),
        ("Bộ trưởng Bộ Công Thương", "Bộ Công Thương"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ"),
        ("GIÁM ĐỐC", ""),
    ],
)
def test_head_of(line: str, expected: str) -> None:
    assert head_of(line) == expected


def test_mixed_case_is_kept_and_abbreviations_are_written_out() -> None:
    assert written_out("UBND tỉnh Quảng Nam") == "Ủy ban nhân dân tỉnh Quảng Nam"


def test_social_is_no_commune() -> None:
    assert place_of("Bảo hiểm xã hội Việt Nam") == ""
    assert place_of("Bảo hiểm xã hội tỉnh Lào Cai") == "tỉnh Lào Cai"


def test_province() -> None:
    assert province("TP. Hồ Chí Minh") == "thành phố Hồ Chí Minh"
    assert province("Bỉm Sơn") == ""
