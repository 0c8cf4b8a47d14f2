from __future__ import annotations

import pytest

from kg import bands
from kg.offices import bodies, names, open_office
from kg.register import register


@pytest.mark.parametrize(
    ("issuer", "area", "slug", "office"),
    [
        ("Ủy ban nhân dân tỉnh Quảng Nam", "quang-nam", "ubnd", "ubnd"),
        ("Uỷ ban  nhân dân tỉnh Quảng Nam", "quang-nam", "ubnd", "ubnd"),
        ("Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam", "quang-nam", "ctubnd", "ubnd"),
        ("Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu", "ba-ria-vung-tau", "hdnd", "hdnd"),
        ("Sở Nội vụ tỉnh Quảng Nam", "quang-nam", "snv", "snv"),
        ("Giám đốc Sở Nội vụ tỉnh Lào Cai", "lao-cai", "snv", "snv"),
        ("Sở Tài chính Hà Nội", "ha-noi", "stc", "stc"),
        ("Tỉnh ủy Quảng Nam", "quang-nam", "tinh-uy", "tinh-uy"),
        ("Thành ủy Hà Nội", "ha-noi", "tinh-uy", "tinh-uy"),
        ("Huyện ủy Phú Ninh", "quang-nam/huyen-phu-ninh", "huyen-uy", "huyen-uy"),
        ("Ủy ban nhân dân huyện Duy Xuyên, tỉnh Quảng Nam", "quang-nam/huyen-duy-xuyen", "ubnd", "ubnd"),
        ("Ủy ban nhân dân huyện Thăng Bình", "quang-nam/huyen-thang-binh", "ubnd", "ubnd"),
        ("Ủy ban nhân dân thành phố Tam Kỳ, tỉnh Quảng Nam", "quang-nam/tam-ky", "ubnd", "ubnd"),
        (
            "Ủy ban nhân dân xã Tân An, huyện Hiệp Đức, tỉnh Quảng Nam",
            "quang-nam/huyen-hiep-duc/xa-tan-an",
            "ubnd",
            "ubnd",
        ),
        ("Ủy ban nhân dân phường Quảng Trị, tỉnh Quảng Trị", "quang-tri/phuong-quang-tri", "ubnd", "ubnd"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "ho-chi-minh", "ubnd", "ubnd"),
        ("Chính phủ", "trung-uong", "chinh-phu", "chinh-phu"),
        ("Thủ tướng Chính phủ", "trung-uong", "ttg", "ttg"),
        ("Chủ tịch nước", "trung-uong", "ctn", "ctn"),
        ("Bộ Chính trị", "trung-uong", "bo-chinh-tri", "tw"),
        ("Bộ trưởng Bộ Tài chính", "trung-uong", "btc", "btc"),
        ("Bảo hiểm xã hội Việt Nam", "trung-uong", "bhxh", "bhxh"),
        ("Bảo hiểm xã hội tỉnh Quảng Nam", "quang-nam", "bao-hiem-xa-hoi", "bao-hiem-xa-hoi"),
    ],
)
def test_names_of_bodies(issuer: str, area: str, slug: str, office: str) -> None:
    (body,) = bodies(issuer)
    assert (body.area, body.slug, body.office) == (area, slug, office)


@pytest.mark.parametrize(
    "issuer",
    [
        "Ủy ban nhân dân tỉnh",
        "Ủy ban nhân dân huyện Châu Thành",
        "Ủy ban nhân dân xã Tân An",
        "Ủy ban nhân dân phường Quảng Trị",
        "Ban Chỉ đạo",
        "Sở Nội vụ",
        "Học viện Chính trị quốc gia Hồ Chí Minh",
        "Quảng Nam",
    ],
)
def test_an_open_place_is_no_body(issuer: str) -> None:
    assert bodies(issuer) == ()


@pytest.mark.parametrize(
    ("issuer", "on", "area"),
    [
        ("Ủy ban nhân dân thành phố Bắc Ninh", "2024", "bac-ninh/bac-ninh"),
        ("Ủy ban nhân dân thành phố Bắc Ninh", "2026-10-01", "bac-ninh-tp"),
        ("Ủy ban nhân dân thành phố Huế", "2025-05-01", "hue"),
        ("Ủy ban nhân dân thành phố Đà Nẵng", "", "da-nang"),
    ],
)
def test_a_city_is_a_province_from_the_day_it_rose(issuer: str, on: str, area: str) -> None:
    assert [b.area for b in bodies(issuer, on)] == [area]


def test_a_city_is_no_province_before_that_day() -> None:
    assert bodies("Ủy ban nhân dân thành phố Huế", "2024-05-01") == ()


def test_a_body_is_read_alike_by_the_register_and_strictly() -> None:
    """All bodies that the tables give, of the country, every province and every district."""
    wrong = []
    known = list(register().bodies())
    for body in known:
        found = bodies(body.name, body.valid_to or "2026-10-01")
        if [(b.area, b.slug, b.name) for b in found] != [(body.area, body.slug, body.name)]:
            wrong.append((body.id, found))
    assert len(known) > 19000
    assert wrong == []


def test_both_ways_of_reading_give_one_answer() -> None:
    names_ = [
        "Giám đốc Sở Nội vụ tỉnh Lào Cai",
        "SỞ NỘI VỤ QUẢNG NAM",
        "UBND huyện Thăng Bình",
        "Trung ương Đảng",
    ]
    for name in names_:
        assert [f"{b.area}/{b.slug}" for b in bodies(name)] == [b.id for b in register().by_name(name)]


def test_a_misread_name_is_no_identity() -> None:
    assert [b.id for b in register().by_name("Sỏ Nộí vụ tỉnh Quảng Narn")] == ["quang-nam/snv"]
    assert bodies("Sỏ Nộí vụ tỉnh Quảng Narn") == ()


def test_a_steering_committee_is_a_body_of_its_area() -> None:
    (body,) = bodies("Ban Chỉ đạo xã hội hóa giáo dục tỉnh Quảng Nam")
    assert (body.area, body.slug) == ("quang-nam", "ban-chi-dao-xa-hoi-hoa-giao-duc")


@pytest.mark.parametrize(
    ("on", "slugs"), [("2024-05-01", ["btnmt"]), ("2025", ["btnmt"]), ("2025-06-01", ["btnmt"])]
)
def test_a_name_that_is_no_longer_borne_still_means_its_body(on: str, slugs: list[str]) -> None:
    assert [b.slug for b in bodies("Bộ Tài nguyên và Môi trường", on)] == slugs


def test_joint_issuers() -> None:
    assert names("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính") == [
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Bộ Tài chính",
    ]
    assert [b.slug for b in bodies("Bộ Công an; Bộ Tài chính")] == ["bca", "btc"]
    assert bodies("Bộ Công an; Sở Nội vụ") == ()
    assert [b.slug for b in bodies("Bộ Tài chính, Toà án nhân dân tối cao và Ngân hàng Nhà nước")] == [
        "btc",
        "tandtc",
        "nhnn",
    ]
    assert names("Bộ Nông nghiệp và Môi trường") == ["Bộ Nông nghiệp và Môi trường"]


@pytest.mark.parametrize(
    ("issuer", "office"),
    [("Ủy ban nhân dân tỉnh", "ubnd"), ("Ủy ban nhân dân", "ubnd"), ("Tỉnh ủy", "tinh-uy"), ("", "")],
)
def test_the_office_of_an_open_name(issuer: str, office: str) -> None:
    assert open_office(issuer) == office


@pytest.mark.parametrize(
    ("place", "rank"),
    [
        ("trung-uong/tw", 0),
        ("trung-uong/quoc-hoi", 0),
        ("trung-uong/chinh-phu", 1),
        ("trung-uong/vpcp", 2),
        ("trung-uong/bnv+btp", 2),
        ("quang-nam/ubnd", 3),
        ("quang-nam/tinh-uy", 3),
        ("quang-nam/snv", 4),
        ("quang-nam/tam-ky/ubnd", 4),
        ("", 5),
    ],
)
def test_bands(place: str, rank: int) -> None:
    assert bands.band(place).rank == rank
    assert bands.is_central(place) == (rank < 3)
