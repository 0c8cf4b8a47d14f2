"""Mentions: by number, by bare serial, by subject, by words that point back; and what is none."""

import pytest

from nlp.find import find
from tests.helpers_find import forms, found, numbers, only, words


@pytest.mark.parametrize(
    ("text", "mention", "number"),
    [
        (
            "theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023 của UBND tỉnh",
            "Quyết định số 2817/QĐ-UBND ngày 25/12/2023",
            "2817/QĐ-UBND",
        ),
        ("sang Nghị định 76/2024/NĐ-CP.", "Nghị định 76/2024/NĐ-CP", "76/2024/NĐ-CP"),
        ("xem Thông báo số: 53/TBVPCP nhé", "Thông báo số: 53/TBVPCP", "53/TB-VPCP"),
        ("**Kế hoạch số 15/KH-UBND** năm nay", "Kế hoạch số 15/KH-UBND", "15/KH-UBND"),
        ("Nghị quyết (số 18-NQ/TW)", "Nghị quyết (số 18-NQ/TW", "18-NQ/TW"),
        ("Thông tư số 84 TC/CĐKT nêu", "Thông tư số 84 TC/CĐKT", "84 TC/CĐKT"),
        ("Quyết định số 126/QĐ-UBND. UBND tỉnh giao", "Quyết định số 126/QĐ-UBND", "126/QĐ-UBND"),
        ("Quyết định số 126/QĐ-UBND - UBND tỉnh giao", "Quyết định số 126/QĐ-UBND", "126/QĐ-UBND"),
        ("Giấy phép số 1584/GP-BTNMT cấp", "Giấy phép số 1584/GP-BTNMT", "1584/GP-BTNMT"),
    ],
)
def test_whole_numbers(text: str, mention: str, number: str) -> None:
    (hit,) = found(text)
    assert (hit[0], hit[2]) == (mention, number)
    assert forms(text) == ["full"]


def test_date_and_issuer_stay_with_the_mention() -> None:
    hit = only("Nghị định số 55/2015/NĐ-CP của Chính phủ ngày 09 tháng 6 năm 2015 về tín dụng")
    assert hit.date is not None
    assert hit.body is not None
    assert (hit.date.iso, hit.body.name) == ("2015-06-09", "Chính phủ")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("theo Nghị quyết số 1241 của Ủy ban", "1241"),
        ("theo Nghị định 54 của Chính phủ", "54"),
        ("theo nghị định 54 của Chính phủ", "54"),
        ("theo Quyết định số 35/2024 của tỉnh", "35/2024"),
    ],
)
def test_short_forms(text: str, number: str) -> None:
    assert numbers(text) == [number]
    assert forms(text) == ["short"]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch 5 năm",
        "Quyết định 12 nội dung",
        "quyết định 54 trường hợp ấy",
        "Báo cáo 15 điều",
        "Nghị định 5",
        "Thông báo 50% số hộ",
        "Kế hoạch 498/498 đơn vị",
        "Quyết định 12 tháng",
        "Chỉ thị số 5 Điều 7",
        "Giấy phép số 12",
    ],
)
def test_figures_that_are_quantities(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "498/498 đơn vị, 23/43 cơ quan",
        "IOS (phiên bản 2.4.7)",
        "Ngày thứ 7 - Ngày công dân số",
        "Quyết định số 12/2020/QĐST-HNGĐ",
        "Hợp đồng số 15/HĐ-XDAB",
        "",
        "Nghị định",
        "văn bản",
    ],
)
def test_what_is_nothing(text: str) -> None:
    assert words(text) == []


def test_nicknames_with_figures() -> None:
    assert found("triển khai Đề án 06 tại tỉnh") == [("Đề án 06", "Đề án", "06")]
    assert found("triển khai Đề án 06/CP tại tỉnh") == [("Đề án 06/CP", "Đề án", "Đề án 06/CP")]


def test_words_that_point_back() -> None:
    text = "Nghị định này, Quyết định nêu trên và các văn bản trên"
    assert words(text) == ["Nghị định này", "Quyết định nêu trên", "văn bản trên"]
    assert forms(text) == ["self", "relative", "relative"]
    assert [h.plural for h in find(text)] == [False, False, True]


def test_a_decree_by_its_subject_after_tai() -> None:
    text = "quy định tại Nghị định về quản lý chi phí đầu tư xây dựng để thẩm tra"
    assert words(text) == ["Nghị định về quản lý chi phí đầu tư xây dựng"]
    assert words("ban hành Nghị định về quản lý chi phí đầu tư xây dựng") == []


def test_resolutions_of_a_plenum() -> None:
    assert words("theo Nghị quyết Trung ương 6 khóa XII thì") == ["Nghị quyết Trung ương 6 khóa XII"]
    assert forms("theo Nghị quyết Trung ương 6 khóa XII thì") == ["named"]
    assert words("theo Nghị quyết Trung ương thì") == []


def test_the_same_number_as_plan_and_as_decision() -> None:
    assert found("Kế hoạch số 5/KH-UBND, Quyết định số 5/QĐ-UBND") == [
        ("Kế hoạch số 5/KH-UBND", "Kế hoạch", "5/KH-UBND"),
        ("Quyết định số 5/QĐ-UBND", "Quyết định", "5/QĐ-UBND"),
    ]


def test_mentions_come_in_order() -> None:
    text = "(1105/UBND-TH), Luật Đất đai năm 2013, số 5/KH-UBND; Nghị định của Chính phủ số 34/2016/NĐ-CP"
    starts = [h.start for h in find(text)]
    assert len(starts) == 4
    assert starts == sorted(starts)


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "theo Nghị\u00ad định\u00a0số 34/2016/N\u00d0\u2013CP"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == text[5:]
    assert numbers(text) == ["34/2016/NĐ-CP"]


def test_a_number_word_that_lost_its_vowel() -> None:
    text = "Căn cứ Nghị định s41/2010/NĐ-CP ngày 12/4/2010 và Thông tư s 14/2010/TT-NHNN"
    assert [(h.number.serial, h.type) for h in find(text) if h.number] == [
        ("41", "Nghị định"),
        ("14", "Thông tư"),
    ]


def test_the_body_after_the_last_of_a_row_is_the_bodys_of_all() -> None:
    text = (
        "Quyết định số 31-QĐ/TW và Quyết định số 32-QĐ/TW ngày 3/5/2021 của Ban Bí thư; Quyết định số 9-QĐ/TW"
    )
    assert [h.body.name if h.body else "" for h in find(text)] == ["Ban Bí thư", "Ban Bí thư", ""]


def test_a_paper_without_a_number_goes_by_name_and_day() -> None:
    hit = only("Căn cứ Quy chế làm việc của Ban Giám sát ngày 02 tháng 4 năm 2005;")
    assert (hit.type, hit.name, hit.form) == ("Quy chế", "Quy chế làm việc của Ban Giám sát", "named")
    assert hit.date is not None
    assert hit.date.iso == "2005-04-02"


@pytest.mark.parametrize("verb", ["ký", "lập", "ban hành"])
def test_the_verb_before_the_day_is_not_in_the_name(verb: str) -> None:
    hit = only(f"Theo Biên bản kiểm tra {verb} ngày 12/4/2022 thì")
    assert (hit.name, hit.date and hit.date.iso) == ("Biên bản kiểm tra", "2022-04-12")


@pytest.mark.parametrize(
    "text",
    [
        "lập biên bản bàn giao hồ sơ ngày 02/4/2005",
        "Quy chế làm việc của Ban Giám sát, họp ngày thứ hai",
        "Quy chế tiếp công dân Căn cứ Hiến chương các nước ngày 02/4/2005",
        "Quy chế làm việc có hiệu lực từ ngày 01/01/2020",
        "Quy chế tiếp công dân mới áp dụng từ ngày 01/01/2020",
        "Biên bản kiểm tra phải gửi về Sở Tư pháp trước ngày 15/3/2022",
        "Điều lệ Hội được Đại hội thông qua ngày 19/01/2011",
    ],
)
def test_no_name_and_day_no_mention(text: str) -> None:
    assert forms(text) == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "theo Nghị định của Chính phủ và Thông tư của Bộ Tài chính về hóa đơn bán hàng.",
            [],
        ),
        (
            "quy định tại Nghị định của Chính phủ và Thông tư của Bộ Tài chính về hóa đơn bán hàng.",
            ["Thông tư của Bộ Tài chính về hóa đơn bán hàng"],
        ),
        (
            "các nội dung theo Nghị định này, Nghị định về quản lý chợ.",
            ["Nghị định này", "Nghị định về quản lý chợ"],
        ),
    ],
)
def test_a_decree_by_its_subject_in_a_row(text: str, mentions: list[str]) -> None:
    assert words(text) == mentions
