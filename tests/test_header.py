"""Headers in every form that the loaders give; all texts are written for these tests."""
# ruff: noqa: E501  (headers stand on one line)

import pytest

from nlp import header, headings
from nlp.clean import clean
from nlp.header import Header

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
DECISION = (
    "Quyết định",
    "12/QĐ-SCT",
    "2024-01-05",
    "Sở Công Thương tỉnh Lào Cai",
    ("ban hành Quy chế tiếp công dân"),
)
BASIS = "GIÁM ĐỐC SỞ CÔNG THƯƠNG\nCăn cứ Luật Tiếp công dân;\n"


def read(text: str) -> Header:
    return header.read(clean(text).text)


def identity(text: str) -> tuple[str, str, str, str, str]:
    found = read(text)
    return found.type, found.number, found.date, found.issuer, found.title


@pytest.mark.parametrize(
    "text",
    [
        # a Word table: left cell, tab, right cell
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\n"
        "Số: 12/QĐ-SCT\t" + MOTTO + "\nLào Cai, ngày 05 tháng 01 năm 2024\n\n"
        "QUYẾT ĐỊNH\nVề việc ban hành Quy chế tiếp công dân\n\n" + BASIS,
        # a Word table row by row
        "UBND TỈNH LÀO CAI\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ CÔNG THƯƠNG\t\tĐộc lập – Tự do – Hạnh phúc\n"
        "Số: 12/QĐ-SCT\t\tLào Cai, ngày 05 tháng 01 năm 2024\n"
        "QUYẾT ĐỊNH\nBan hành Quy chế\ntiếp công dân\n" + BASIS,
        # PDF text: lines run across both columns
        "UBND TỈNH LÀO CAI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ CÔNG THƯƠNG Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12 /QĐ-SCT Lào Cai, ngày 5 tháng 1 năm 2024\n"
        "QUYẾT ĐỊNH\nV/v ban hành Quy chế \n"
        "tiếp công dân\n" + BASIS,
        # HTML: a line a cell, rules between
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\n-------\n\n" + MOTTO + "\n---------------\n\nSố: 12/QĐ-SCT\n\n"
        "Lào Cai, ngày 05 tháng 01 năm 2024\n"
        "\nQUYẾT ĐỊNH\n\nVỀ VIỆC BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN\n"
        "\n" + BASIS,
        # Markdown
        "| **UBND TỈNH LÀO CAI** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |\n|---|---|\n"
        "| **SỞ CÔNG THƯƠNG** | **Độc lập - Tự do - Hạnh phúc** |\n"
        "| Số: 12/QĐ-SCT | *Lào Cai, ngày 05 tháng 01 năm 2024* |\n\n"
        "**QUYẾT ĐỊNH**\n\n**Về việc ban hành Quy chế tiếp công dân**\n\n" + BASIS,
        # all on one line
        "UBND TỈNH LÀO CAI SỞ CÔNG THƯƠNG Số: 12/QĐ-SCT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - "
        "Hạnh phúc Lào Cai, ngày 05 tháng 01 năm 2024 QUYẾT ĐỊNH Về việc ban hành Quy chế "
        "tiếp công dân GIÁM ĐỐC "
        "SỞ CÔNG THƯƠNG Căn cứ Luật Tiếp công dân; Theo đề nghị của Chánh Văn phòng Sở. "
        "QUYẾT ĐỊNH: Điều 1. Ban hành.",
        # the gazette: running head, section heading, page number
        "CÔNG BÁO/Số 12 + 13/Ngày 20-01-2024 \n"
        "3 \n \nVĂN BẢN QUY PHẠM PHÁP LUẬT \n"
        " \nUBND TỈNH LÀO CAI \nSỞ CÔNG THƯƠNG\n"
        "Số: 12/QĐ-SCT \n"
        + MOTTO
        + ("\nLào Cai, ngày 05 tháng 01 năm 2024 \nQUYẾT ĐỊNH \nBan hành Quy chế tiếp công dân\n \n")
        + BASIS,
        # the header was laid over the page and comes out last
        "QUYẾT ĐỊNH\nBan hành Quy chế tiếp công dân\n" + BASIS + "QUYẾT ĐỊNH:\nĐiều 1. Ban hành.\n"
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\n"
        "Số: /QĐ-SCT\n" + MOTTO + "\n12 Lào Cai, ngày 05 tháng 01 năm 2024",
    ],
    ids=["word-cells", "word-rows", "pdf", "html", "markdown", "flat", "gazette", "laid-over"],
)
def test_one_decision_in_every_form(text: str) -> None:
    *found, title = identity(text)
    assert (*found, title.lower()) == (*DECISION[:4], DECISION[4].lower())


def test_blank_number_and_day_stay_blank() -> None:
    text = (
        f"UBND TỈNH LÀO CAI\nSố:       /KH-UBND\t{MOTTO}\n"
        "Lào Cai, ngày      tháng 5 năm 2026\n"
        "KẾ HOẠCH\nDi dời dân cư\n"
    )
    assert identity(text) == ("Kế hoạch", "", "2026-05", "Ủy ban nhân dân tỉnh Lào Cai", "Di dời dân cư")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("ngày    tháng    năm 2026", "2026"),
        ("ngày … tháng … năm 20…", ""),
        ("ngày 31 tháng 2 năm 2024", ""),
        ("ngày 7 tháng 12 năm 2024", "2024-12-07"),
        ("7/12/2024", "2024-12-07"),
        ("ngày 23 tháng 02 năm 20264", "2026-02-23"),
    ],
)
def test_partial_dates(day: str, expected: str) -> None:
    assert read(f"BỘ NỘI VỤ\nSố: 1/QĐ-BNV\t{MOTTO}\nHà Nội, {day}\nQUYẾT ĐỊNH\nVề việc A\n").date == expected


def test_place_without_small_letters() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\n"
        f"{MOTTO}\nSố: 12/CT-UBND TP.HCM, ngày 5 tháng 9 năm 2023\n"
        "CHỈ THỊ\nVề A\n"
    )
    found = read(text)
    assert (found.number, found.date) == ("12/CT-UBND", "2023-09-05")


def test_figures_stamped_elsewhere_fill_the_blanks_only_where_they_fit() -> None:
    text = (
        f"UBND TỈNH LÀO CAI\n{MOTTO}\nSố: /UBND-XD Lào Cai, ngày tháng 7 năm 2026\n"
        "V/v di dời\nKính gửi: Sở Xây dựng\n"
        "Nội dung.\n"
    )
    assert read(text).number == ""
    stamped = read(text + "7432 21\n")
    assert (stamped.number, stamped.date) == ("7432/UBND-XD", "2026-07-21")
    twice = read(text + "7432 21\n15 30\n")
    assert (twice.number, twice.date) == ("", "2026-07")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 3070./KH-UBND", "3070/KH-UBND"),
        ("Số: 53/TBVPCP", "53/TB-VPCP"),
        ("Số 36-HD/VPTW", "36-HD/VPTW"),
        ("Luật số: 69/2020/QH14", "69/2020/QH14"),
        ("Số: 66.15/2026/NQ-CP", "66.15/2026/NQ-CP"),
        ("Số: 2170/QĐ - UBND", "2170/QĐ-UBND"),
        ("Số: 01/2022/TTLT-VKSNDTC-\nTANDTC-BCA", "01/2022/TTLT-VKSNDTC-TANDTC-BCA"),
    ],
)
def test_own_number(line: str, number: str) -> None:
    text = (
        f"CƠ QUAN BAN HÀNH\n{line}\n{MOTTO}\nHà Nội, ngày 3 tháng 5 năm 2024\nTHÔNG BÁO\nKết luận cuộc họp\n"
    )
    found = read(text)
    assert found.number == number
    assert found.number_span is not None
    assert text[found.number_span.start : found.number_span.end] == line


def test_letter_without_a_printed_type() -> None:
    text = (
        "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nSố: 77/SNV-CCHC\n"
        f"V/v rà soát thủ tục\nhành chính năm 2024\t{MOTTO}\n"
        "Lào Cai, ngày 9 tháng 5 năm 2024\n"
        "\nKính gửi:\n- Các sở, ban, ngành;\n"
        "- UBND các huyện,\nthị xã, thành phố.\n"
        "\n"
        "Sở Nội vụ đề nghị rà soát."
    )
    found = read(text)
    assert (found.type, found.title) == ("Công văn", "rà soát thủ tục hành chính năm 2024")
    assert found.addressees == ("Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố")
    assert text[found.end :].strip() == "Sở Nội vụ đề nghị rà soát."


def test_what_a_scanner_misread() -> None:
    text = f"BỘ NỘI VỤ\nSố: 4ƒ/QĐ-BNV\t{MOTTO}\nQUYÉT ĐỊNH\nVề việc A\nCăn cứ Luật B;\nQUYÉT ĐỊNH :\n"
    assert identity(text) == ("Quyết định", "", "", "Bộ Nội vụ", "A")


def test_title_on_the_line_of_its_type() -> None:
    text = (
        f"UBND TỈNH LÀO CAI\nSố: 5/QĐ-UBND\t{MOTTO}\n"
        "QUYẾT ĐỊNH CHẤP THUẬN CHỦ TRƯƠNG\n"
        "ĐẦU TƯ\n(Cấp lần đầu)\nCăn cứ Luật A;"
    )
    assert read(text).title == "CHẤP THUẬN CHỦ TRƯƠNG ĐẦU TƯ"


def test_title_ends_before_authority_and_opening_words() -> None:
    capitals = (
        f"BỘ Y TẾ\nSố: 5/QĐ-BYT\t{MOTTO}\n"
        "QUYẾT ĐỊNH\nVỀ NHIỆM VỤ CỦA\nBỘ Y TẾ\n"
        "BỘ TRƯỞNG BỘ Y TẾ\nCăn cứ Luật A;"
    )
    assert read(capitals).title == "VỀ NHIỆM VỤ CỦA BỘ Y TẾ"
    plan = (
        f"BỘ Y TẾ\nSố: 5/KH-BYT\t{MOTTO}\n"
        "KẾ HOẠCH\nHành động thực hiện\n"
        "Chỉ thị số 5\nThực hiện Chỉ thị số 5, Bộ Y tế ban hành"
    )
    assert read(plan).title == "Hành động thực hiện Chỉ thị số 5"


def test_party_documents() -> None:
    text = (
        "TỈNH ỦY LÀO CAI\nBAN TỔ CHỨC\n*\n"
        "Số 45-CV/BTCTU\tĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Lào Cai, ngày 12 tháng 3 năm 2025\n"
        "V/v đánh giá cán bộ\nKính gửi: Các huyện ủy,\n"
    )
    assert identity(text) == (
        "Công văn",
        "45-CV/BTCTU",
        "2025-03-12",
        "Ban Tổ chức Tỉnh ủy Lào Cai",
        "đánh giá cán bộ",
    )
    central = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 9-NQ/TW\tĐẢNG CỘNG SẢN VIỆT NAM\n"
        "NGHỊ QUYẾT\nCỦA BỘ CHÍNH TRỊ\nVỀ KINH TẾ BIỂN\n"
    )
    assert (read(central).issuer, read(central).title) == ("Bộ Chính trị", "VỀ KINH TẾ BIỂN")


@pytest.mark.parametrize(
    "heading",
    ["\nCỦA THỦ TƯỚNG CHÍNH PHỦ VỀ VIỆC", " CỦA THỦ TƯỚNG CHÍNH PHỦ\nVề việc", "\nCỦA BỘ NỘI VỤ\nV/v"],
)
def test_who_speaks_in_the_heading_is_not_in_the_title(heading: str) -> None:
    text = f"THỦ TƯỚNG CHÍNH PHỦ\nSố: 27-TTg\nCHỈ THỊ{heading} giữ rừng\n\nRừng bị phá.\n"
    assert read(text).title == "giữ rừng"


def test_old_texts_print_all_in_the_heading() -> None:
    text = (
        "LUẬT\nCỦA QUỐC HỘI SỐ 13/2008/QH12\n"
        "NGÀY 03 THÁNG 6 NĂM 2008\nTHUẾ GIÁ TRỊ GIA TĂNG\n"
        "\nCăn cứ Hiến pháp;"
    )
    assert identity(text) == ("Luật", "13/2008/QH12", "2008-06-03", "Quốc hội", "THUẾ GIÁ TRỊ GIA TĂNG")


def test_issuer_by_symbol_where_no_body_is_printed() -> None:
    assert read(f"Số: 5/2024/TT-BXD\n{MOTTO}\nTHÔNG TƯ\nHướng dẫn A\nCăn cứ Luật B;").issuer == "Bộ Xây dựng"


def test_consolidated_text() -> None:
    text = (
        f"{MOTTO}\nTHÔNG TƯ1\nQuy định về thuế\n"
        "\nThông tư số 5 có hiệu lực từ ngày 1, được sửa đổi, bổ sung bởi:\n"
        "Căn cứ Luật A;\nĐiều 1. Thuế./.\nBỘ TÀI CHÍNH\nSố: 06/VBHN-BTC\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
        "Hà Nội, ngày 10 tháng 4 năm 2026\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nTrần Văn An\n"
    )
    found = header.consolidated(text, read(text))
    assert (found.type, found.number, found.date) == ("Văn bản hợp nhất", "06/VBHN-BTC", "2026-04-10")
    assert (found.issuer, found.title) == ("Bộ Tài chính", "Quy định về thuế")


def test_a_part_that_the_gazette_carries_on() -> None:
    text = (
        "CÔNG BÁO/Số 203\nBỘ TÀI CHÍNH\nThông tư số 102/2018/TT-BTC ngày 14 tháng 11 năm 2018\n"
        "hướng dẫn kế toán\n(Tiếp theo Công báo số 201)\n"
    )
    found = headings.continued(text, read(text))
    assert (found.type, found.number, found.date) == ("Thông tư", "102/2018/TT-BTC", "2018-11-14")
    assert (found.title, found.issuer) == ("hướng dẫn kế toán", "Bộ Tài chính")


@pytest.mark.parametrize(
    ("heading", "date", "issuer"),
    [
        (
            "SẮC LỆNH\nCỦA CHỦ TỊCH CHÍNH PHỦ LÂM THỜI\nSố 66 NGÀY 24 THÁNG 11 NĂM 1945\n",
            "1945-11-24",
            "Chủ tịch Chính phủ lâm thời",
        ),
        (
            "SắC LệNH\nCủA CHủ TịCH CHíNH PHủ LâM THờI Số 66\nNGàY 24 THáNG 11 NăM 1945\n",
            "1945-11-24",
            "Chủ tịch Chính phủ lâm thời",
        ),
    ],
)
def test_old_headings_print_all_below_the_type(heading: str, date: str, issuer: str) -> None:
    assert identity(heading + "\nCHỦ TỊCH CHÍNH PHỦ\nChiểu sắc lệnh số 5;\n") == (
        "Sắc lệnh",
        "66",
        date,
        issuer,
        "",
    )


def test_the_body_proves_a_symbol_that_a_scan_misread() -> None:
    text = "THỦ TƯỚNG CHÍNH PHỦ\t" + MOTTO + "\nSố: 64 /QĐ-TIg\nQUYẾT ĐỊNH\nVề việc bổ nhiệm\n"
    assert read(text).number == "64/QĐ-TTg"
    assert read(text.replace("THỦ TƯỚNG CHÍNH PHỦ", "BỘ NỘI VỤ")).number == "64/QĐ-TIg"


PAGE = "Nghị định số 35/2026/NĐ-CP Quy định về đô thị\nNGHỊ ĐỊNH\nQuy định về đô thị\n\nCăn cứ Luật A;\n"


def test_a_web_page_heads_the_document_with_its_number() -> None:
    text = PAGE
    found = headings.paged(text, read(text))
    assert (found.number, found.issuer) == ("35/2026/NĐ-CP", "Chính phủ")
    assert found.number_span is not None
    assert text[found.number_span.start : found.number_span.end] == "35/2026/NĐ-CP"


@pytest.mark.parametrize(
    ("old", "new"), [("định về đô thị\nNGHỊ", "định về thuế\nNGHỊ"), ("NGHỊ ĐỊNH\n", "THÔNG TƯ\n")]
)
def test_a_heading_of_another_document_is_not_taken(old: str, new: str) -> None:
    text = PAGE.replace(old, new)
    assert headings.paged(text, read(text)) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        ("Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 ;"),
        "Quyết định này thay thế Quyết định số 5.",
    ],
)
def test_text_without_header(text: str) -> None:
    assert read(text) == Header()


WRAPPED = """ỦY
BAN NHÂN DÂN
TỈNH YÊN BÁI
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
|
Số: 31/KH-UBND
|
Yên
Bái, ngày 02
tháng 3 năm 2022
|
KẾ HOẠCH
Phát triển chợ nông thôn
Căn cứ Luật Thương mại;
"""


def test_words_that_a_web_page_wraps_inside_a_cell_stay_together() -> None:
    assert identity(WRAPPED) == (
        "Kế hoạch",
        "31/KH-UBND",
        "2022-03-02",
        "Ủy ban nhân dân tỉnh Yên Bái",
        "Phát triển chợ nông thôn",
    )


@pytest.mark.parametrize("motto", ["CỘNG HÒA XàHỘI CHỦ NGHĨA VIỆT NAM", "CỌNG HOÀ XÃ HÔI CHỦ NGHIA VIÊT NAM"])
def test_a_motto_with_misread_letters_is_no_body(motto: str) -> None:
    text = f"UBND TỈNH HẬU GIANG\nSố: 9/QĐ-UBND\n{motto}\nQUYẾT ĐỊNH\nVề việc bổ nhiệm\nCăn cứ Luật Cán bộ;\n"
    assert read(text).issuer == "Ủy ban nhân dân tỉnh Hậu Giang"


@pytest.mark.parametrize("printed", ["Y BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "ÚY BAN NHÂN DÂN"])
def test_a_misread_committee(printed: str) -> None:
    text = f"{printed}\nTỈNH KON TUM\n{MOTTO}\nSố: 9/KH-UBND\nKẾ HOẠCH\nTrồng rừng\nCăn cứ Luật Lâm nghiệp;\n"
    assert read(text).issuer == "Ủy ban nhân dân tỉnh Kon Tum"


def test_a_council_that_lost_its_second_line() -> None:
    top = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    speaks = (
        top + "Số: 7/QĐ-UBND | Móng Cái, ngày 3 tháng 5 năm 2014 |\nQUYẾT ĐỊNH\nV/v thành lập Tổ công tác\n"
    )
    speaks += "ỦY BAN NHÂN DÂN THÀNH PHỐ MÓNG CÁI\nCăn cứ Luật Thanh tra;\n"
    assert read(speaks).issuer == "Ủy ban nhân dân thành phố Móng Cái"
    dated = top + "Số: 7/QĐ-UBND | Bến Tre, ngày 3 tháng 5 năm 2014 |\nCăn cứ Luật Thanh tra;\n"
    assert read(dated).issuer == "Ủy ban nhân dân tỉnh Bến Tre"
    town = top + "Số: 7/QĐ-UBND | TP. Bến Tre, ngày 3 tháng 5 năm 2014 |\nCăn cứ Luật Thanh tra;\n"
    assert read(town).issuer == "Ủy ban nhân dân"


def test_a_resolution_without_its_type_line() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 12/NQ-HĐND | Tây Ninh, ngày 9 tháng 7 năm 2021 |\n"
        "VỀ VIỆC PHÂN BỔ VỐN\nHỘI ĐỒNG NHÂN DÂN TỈNH TÂY NINH\nKHÓA X, KỲ HỌP THỨ 2\n"
        "Căn cứ Luật Đầu tư công;\n"
    )
    assert identity(text) == (
        "Nghị quyết",
        "12/NQ-HĐND",
        "2021-07-09",
        "Hội đồng nhân dân tỉnh Tây Ninh",
        "PHÂN BỔ VỐN",
    )


@pytest.mark.parametrize(
    "text",
    [
        "NGHỊ QUYẾT SỐ 61 NQ/HĐNN8 NGÀY 5-9-1988 CỦA HỘI ĐỒNG NHÀ NƯỚC\nVỀ VIỆC TẶNG HUÂN CHƯƠNG\n",
        "NGHỊ QUYẾT\nCỦA HỘI ĐỒNG NHÀ NƯỚC SỐ 61 NQ/HĐNN8\n\nNGÀY 5-9-1988 VỀ VIỆC TẶNG HUÂN CHƯƠNG\n",
    ],
)
def test_a_heading_that_says_all(text: str) -> None:
    found = identity(text + "\nHỘI ĐỒNG NHÀ NƯỚC\nCăn cứ vào Điều 98 của Hiến pháp;\nQUYẾT NGHỊ:\n")
    assert found[0] == "Nghị quyết"
    assert found[2:] == ("1988-09-05", "Hội đồng Nhà nước", "TẶNG HUÂN CHƯƠNG")


def test_a_subject_goes_on_to_the_number_of_the_document_that_it_names() -> None:
    text = (
        "CHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG\nSố: 31/CT\n"
        + MOTTO
        + "\nHà Nội, ngày 4 tháng 2 năm 1987\n\nQUYẾT ĐỊNH\n"
        "\nVỀ VIỆC BÃI BỎ QUYẾT ĐỊNH\n\nSỐ 15/CT NGÀY 3-1-1985\n\nCHỦ TỊCH HỘI ĐỒNG BỘ TRƯỞNG\n\n"
        "Căn cứ tình hình mới;\n"
    )
    assert read(text).title == "BÃI BỎ QUYẾT ĐỊNH SỐ 15/CT NGÀY 3-1-1985"


def test_a_subject_in_capitals_without_its_type() -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số : 31/2005/QĐ-UBND | TP. Hồ Chí Minh, ngày 4 tháng 6 năm 2005 |\nVỀ QUY HOẠCH HUYỆN NHÀ BÈ\n"
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH\nCăn cứ Luật Xây dựng;\n"
    )
    assert read(text).title == "VỀ QUY HOẠCH HUYỆN NHÀ BÈ"


def test_who_decides_is_no_subject() -> None:
    text = (
        f"UBND TỈNH TRÀ VINH\n{MOTTO}\nTrà Vinh, ngày 8 tháng 7 năm 2003\n\nQUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH\n\n"
        "Về việc quản lý cây xanh\n\ntrên địa bàn tỉnh\n____\n\nỦY BAN NHÂN DÂN TỈNH TRÀ VINH\n\n- Căn cứ Luật Xây dựng;\n"
    )
    assert read(text).title == "quản lý cây xanh trên địa bàn tỉnh"


def test_a_list_of_data_tells_the_type_that_is_not_printed() -> None:
    text = "Số hiệu: 43-TTg Loại văn bản: Chỉ thị\n\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 43-TTg\n\nTrong mấy năm qua giá tăng.\n"
    assert headings.catalogued(text, read(text)).type == "Chỉ thị"
    decision = text.replace("\n\nTrong", "\n\nQUYẾT ĐỊNH\nVề giá\n\nTrong")
    assert headings.catalogued(decision, read(decision)).type == "Quyết định"


def test_a_number_on_the_line_below_its_word() -> None:
    text = f"UBND TỈNH KON TUM\n{MOTTO}\nSố:\n42/2013/QĐ-UBND\nKon Tum, ngày 09\ntháng 10 năm 2013\nQUYẾT ĐỊNH\nVề lương\nCăn cứ Luật A;\n"
    assert identity(text)[1:3] == ("42/2013/QĐ-UBND", "2013-10-09")


def test_a_letters_number_that_lost_its_hyphen() -> None:
    text = f"TỔNG CỤC HẢI QUAN\n{MOTTO}\nSố: 351/TCHQGSQL\nV/v tờ khai\nHà Nội, ngày 18 tháng 06 năm 2005\nKính gửi: Cục Hải quan\n"
    assert identity(text)[1] == "351/TCHQ-GSQL"


def test_a_councils_name_over_three_lines() -> None:
    text = f"UỶ BAN NHÂN\nDÂN\nTỈNH QUẢNG BÌNH\n{MOTTO}\nSố: 8/CT-UBND\nCHỈ THỊ\nVề ngân sách\nThực hiện Luật A.\n"
    assert identity(text)[3] == "Ủy ban nhân dân tỉnh Quảng Bình"


def test_the_meeting_is_no_subject() -> None:
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố: 9-NQ/TW\nHà Nội, ngày 3 tháng 5 năm 2022\nNGHỊ QUYẾT\n"
        "HỘI NGHỊ LẦN THỨ NĂM\nBAN CHẤP HÀNH TRUNG ƯƠNG ĐẢNG KHÓA XIII\nvề kinh tế hợp tác\n-----\nI- TÌNH HÌNH\n"
    )
    assert read(text).title == "về kinh tế hợp tác"


def test_the_subject_below_a_meeting_needs_no_about() -> None:
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố: 9-NQ/TW\nHà Nội, ngày 3 tháng 5 năm 2022\nNGHỊ QUYẾT\n"
        "HỘI NGHỊ LẦN THỨ NĂM BAN CHẤP HÀNH TRUNG ƯƠNG KHÓA XIII\n"
        "Một số chủ trương về kinh tế hợp tác\nI- TÌNH HÌNH\n"
    )
    assert read(text).title == "Một số chủ trương về kinh tế hợp tác"
    text = (
        f"TỈNH ỦY LÀO CAI\nSố: 9-KH/TU\n{MOTTO}\nKẾ HOẠCH\nĐảng viên làm gương\ntrong mọi việc\nI. MỤC ĐÍCH\n"
    )
    assert read(text).title == "Đảng viên làm gương trong mọi việc"


def test_the_act_that_a_consolidated_text_tells_first_is_no_subject() -> None:
    text = (
        f"BỘ NỘI VỤ\n{MOTTO}\nSố: 31/VBHN-BNV\nTHÔNG TƯ\nQuy định về trung tâm lưu trữ\n"
        "Thông tư số 7/2015/TT-BNV ngày 5 tháng 2 năm 2015 của Bộ\ntrưởng Bộ Nội vụ quy định về trung tâm lưu\n"
        "trữ, có hiệu lực kể từ ngày 1 tháng 4 năm 2015, được sửa đổi bởi:\nĐiều 1. Phạm vi\n"
    )
    assert read(text).title == "Quy định về trung tâm lưu trữ"
    whole = "Bãi bỏ một phần\nThông tư số 7/2015/TT-BNV ngày 5 tháng 2 năm 2015"
    text = f"BỘ NỘI VỤ\n{MOTTO}\nSố: 31/2024/TT-BNV\nTHÔNG TƯ\n{whole}\nĐiều 1. Bãi bỏ\n"
    assert read(text).title == whole.replace("\n", " ")
