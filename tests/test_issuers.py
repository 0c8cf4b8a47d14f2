"""Bodies as sentences name them, written out."""

import pytest

from nlp.issuers import grade, province_at, read


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("UBND tỉnh Quảng Nam về việc", "Ủy ban nhân dân tỉnh Quảng Nam", " về việc"),
        ("UBND tỉnh ban hành", "Ủy ban nhân dân tỉnh", " ban hành"),
        ("Uỷ ban Nhân dân TP. Đà Nẵng", "Ủy ban nhân dân thành phố Đà Nẵng", ""),
        ("UBND huyện Thăng Bình giao", "Ủy ban nhân dân huyện Thăng Bình", " giao"),
        ("HĐND thị xã Điện Bàn", "Hội đồng nhân dân thị xã Điện Bàn", ""),
        ("Thường trực HĐND tỉnh", "Hội đồng nhân dân tỉnh", ""),
        ("Thủ tướng ký", "Thủ tướng Chính phủ", " ký"),
        ("Chính phủ về", "Chính phủ", " về"),
        ("UBTVQH ban hành", "Ủy ban Thường vụ Quốc hội", " ban hành"),
        ("Uỷ ban thường vụ Quốc hội", "Ủy ban Thường vụ Quốc hội", ""),
        ("Bộ trưởng Bộ Công thương quy định", "Bộ Công Thương", " quy định"),
        ("Bộ trưởng\nBộ Y tế quy định", "Bộ Y tế", " quy định"),
        ("BCHTW Đảng", "Ban Chấp hành Trung ương", ""),
        ("Hội nghị lần thứ sáu Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương", ""),
        ("Bộ Chính trị về", "Bộ Chính trị", " về"),
        ("Tỉnh uỷ Quảng Nam", "Tỉnh ủy Quảng Nam", ""),
        ("BTV Huyện ủy", "Ban Thường vụ Huyện ủy", ""),
        ("Đảng ủy UBND tỉnh", "Đảng ủy Ủy ban nhân dân tỉnh", ""),
        ("Sở Nội vụ tại Tờ trình", "Sở Nội vụ", " tại Tờ trình"),
        ("Viện Kinh Tế, huyện", "Viện Kinh Tế", ", huyện"),
    ],
)
def test_bodies(text: str, name: str, rest: str) -> None:
    body = read(text, 0)
    assert body is not None
    assert (body.name, text[body.end :]) == (name, rest)


@pytest.mark.parametrize("text", ["", "tỉnh Quảng Nam", "nhân dân", "Bộ", "Ông Nguyễn Văn A", "Ban"])
def test_no_body(text: str) -> None:
    assert read(text, 0) is None


@pytest.mark.parametrize(
    ("text", "level", "place", "needs"),
    [
        ("UBND tỉnh", "tỉnh", "", True),
        ("UBND tỉnh Quảng Nam", "tỉnh", "Quảng Nam", False),
        ("UBND", "", "", True),
        ("Sở Nội vụ", "", "", True),
        ("Chính phủ", "", "", False),
        ("Bộ Y tế", "", "", False),
    ],
)
def test_whether_a_place_is_wanting(text: str, level: str, place: str, needs: bool) -> None:
    body = read(text, 0)
    assert body is not None
    assert (body.level, body.place, body.needs_place) == (level, place, needs)


def test_provinces() -> None:
    assert province_at("tỉnh Quảng Nam và", 5) == (14, "Quảng Nam")
    assert province_at("tỉnh QUẢNG NAM", 5) == (14, "Quảng Nam")
    assert province_at("tỉnh nhà", 5) is None
    assert (grade("Đà Nẵng"), grade("Quảng Nam"), grade("Không Đâu")) == ("thành phố", "tỉnh", "tỉnh")
