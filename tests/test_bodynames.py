"""Where the name of a body ends that no lexicon knows; all sentences are written for these tests."""

import pytest

from nlp.issuers import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ban Xúc tiến và Hỗ trợ đầu tư về việc", "Ban Xúc tiến và Hỗ trợ đầu tư"),
        ("Hội đồng Thi đua - Khen thưởng Trung ương, trong đó", "Hội đồng Thi đua - Khen thưởng Trung ương"),
        (
            "Ban Chỉ huy Phòng, chống lụt, bão huyện Mỏ Cày tại",
            "Ban Chỉ huy Phòng, chống lụt, bão huyện Mỏ Cày",
        ),
        ("Tổ công tác liên ngành hướng dẫn", "Tổ công tác liên ngành"),
        ("Hội Làm vườn tỉnh Bến Tre và Báo cáo số 3", "Hội Làm vườn tỉnh Bến Tre"),
        ("Ban Chỉ đạo 389 quốc gia về", "Ban Chỉ đạo 389 quốc gia"),
        ("Trưởng Ban Chỉ đạo Tây Bắc ban hành", "Ban Chỉ đạo Tây Bắc"),
        ("Ban Quản lý Khu bảo tồn biển tại Tờ trình", "Ban Quản lý Khu bảo tồn biển"),
        ("Bộ Lao động quy định", "Bộ Lao động"),
        ("Công ty Cổ phần Mía đường Lam Sơn\nĐiều 2. Thi hành", "Công ty Cổ phần Mía đường Lam Sơn"),
        (
            "Văn phòng Đoàn ĐBQH và HĐND tỉnh Bến Tre về",
            "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Bến Tre",
        ),
        ("Ban An toàn giao thông tỉnh Lào Cai về", "Ban An toàn giao thông tỉnh Lào Cai"),
        ("Ban Quản lý các công trình dân dụng trình duyệt", "Ban Quản lý các công trình dân dụng"),
        ("Văn phòng Đăng ký đất đai ký ngày", "Văn phòng Đăng ký đất đai"),
        ("Trường Trung cấp nghề cấp ngày", "Trường Trung cấp nghề"),
        ("Trung tâm Điều dưỡng người có công có", "Trung tâm Điều dưỡng người có công"),
    ],
)
def test_a_name_ends_where_no_name_goes_on(text: str, name: str) -> None:
    found = read(text, 0)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["Hội đồng đã họp", "Ban hành kèm theo", "Phòng ngừa tai nạn", "Quỹ này"])
def test_a_noun_alone_names_nobody(text: str) -> None:
    assert read(text, 0) is None


def test_a_level_at_the_end_wants_its_place() -> None:
    found = read("Ban Chỉ đạo phòng thủ dân sự tỉnh về", 0)
    assert found is not None
    assert (found.name, found.level, found.needs_place) == ("Ban Chỉ đạo phòng thủ dân sự tỉnh", "tỉnh", True)
