"""PDF files: paragraphs, columns, stamped numbers, footnotes, furniture, scrambled order."""

from __future__ import annotations

import pytest

from nlp import load as loading
from tests.helpers_pdf import Words, pdf

WIDTH = 6.5  # points a letter at size 13


def text_of(*pages: list[Words], stamps: list[Words] | None = None) -> str:
    return loading.from_bytes(pdf(pages, stamps=stamps or []), source="van-ban.pdf").text


def lines(text: str, *, top: float = 600, left: float = 85, indent: float = 0) -> list[Words]:
    """Wrapped lines at the left margin, 16 points apart; a space after each but the last."""
    rows = text.split("\n")
    return [Words(left + (indent if n == 0 else 0), top - 16 * n, row) for n, row in enumerate(rows)]


FULL = "a bc " * 13 + "abcdef"


def test_wrapped_lines_are_one_paragraph() -> None:
    page = [
        *lines(f"{FULL} của tỉnh\n{FULL} và các xã\nvà hết.", top=700),
        *lines("Đoạn sau.", top=652, indent=35),
    ]
    assert text_of(page) == f"{FULL} của tỉnh {FULL} và các xã và hết.\nĐoạn sau.\n"


def test_a_hyphen_at_the_line_end_stays_in_the_number() -> None:
    page = lines(f"{FULL} số 2817/QĐ-\nUBND ngày 25/12/2023.")
    assert text_of(page) == f"{FULL} số 2817/QĐ-UBND ngày 25/12/2023.\n"


HEADER = [
    Words(90, 780, "UBND TỈNH LÀO CAI"),
    Words(90, 764, "SỞ CÔNG THƯƠNG"),
    Words(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
    Words(320, 764, "Độc lập - Tự do"),
    Words(90, 740, "Số:"),
    Words(150, 740, "/KH-SCT"),
    Words(300, 740, "Lào Cai, ngày"),
    Words(420, 740, "tháng 7 năm 2026"),
]
STAMPS = [Words(118, 740.5, "7432"), Words(395, 740.5, "21")]


def test_columns_read_left_then_right_and_stamps_stand_in_their_blanks() -> None:
    assert text_of(HEADER, stamps=STAMPS) == (
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do\n"
        "Số: 7432/KH-SCT\tLào Cai, ngày 21 tháng 7 năm 2026\n"
    )


def test_blanks_without_stamps_stay_blank() -> None:
    assert "Số: /KH-SCT\tLào Cai, ngày tháng 7 năm 2026" in text_of(HEADER)


def test_an_incoming_stamp_is_told_not_read() -> None:
    data = pdf([HEADER], stamps=[Words(90, 100, "ĐẾN"), Words(120, 100, "Số: 555")])
    text = loading.from_bytes(data, source="x")
    assert "555" not in text.text
    assert [finding.code for finding in text.findings] == ["annotation"]
    assert "555" in text.findings[0].message


def test_footnotes_are_told_by_size() -> None:
    page = [
        Words(85, 700, "Kế hoạch năm 2024"),
        Words(85 + 17 * WIDTH - 10, 705, "1", 7),
        Words(85 + 17 * WIDTH + 5, 700, "rộng 20 m"),
        Words(85 + 17 * WIDTH + 57, 705, "2", 7),
        Words(85, 660, "Hết."),
        Words(85, 83, "1", 6),
        Words(90, 80, "Quyết định số 2817/QĐ-UBND", 10),
    ]
    assert text_of(page) == ("Kế hoạch năm 2024[^1] rộng 20 m2\n[^1]: Quyết định số 2817/QĐ-UBND\nHết.\n")


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [
        [
            Words(300, 810, "CÔNG BÁO/Số 286/Ngày 27-05-2026"),
            Words(85, 500, f"Trang chữ {c}."),
            Words(300, 30, f"- {n} -"),
        ]
        for n, c in enumerate("abcd", start=1)
    ]
    assert text_of(*pages) == "Trang chữ a.\nTrang chữ b.\nTrang chữ c.\nTrang chữ d.\n"


def test_what_a_signing_program_prints_is_left_out() -> None:
    page = [
        Words(85, 500, "Nội dung."),
        Words(350, 300, "Ký bởi: Sở Công Thương", 8),
        Words(350, 290, "Ngày ký: 27-05-2026", 8),
    ]
    assert text_of(page) == "Nội dung.\n"


def test_a_header_written_last_comes_first() -> None:
    page = [*lines("Nội dung văn bản.", top=500), Words(90, 780, "UBND TỈNH"), Words(300, 780, "CỘNG HÒA")]
    assert text_of(page) == "UBND TỈNH\tCỘNG HÒA\nNội dung văn bản.\n"


def test_a_page_number_written_first_does_not_hold_the_header_down() -> None:
    body = [
        Words(90, 700 - 18 * n, f"{n}. Các sở, ngành triển khai thực hiện nội dung được giao")
        for n in range(9)
    ]
    header = [*(Words(90, 790, "UBND TỈNH X"), Words(90, 770, "Số: 1/UBND")), Words(330, 790, "CỘNG HÒA")]
    lines = text_of([Words(546, 19, "1"), *body, *header]).splitlines()
    assert lines[:3] == ["UBND TỈNH X", "Số: 1/UBND\tCỘNG HÒA", body[0].text]
    assert len(lines) == 11


def test_letters_of_a_second_font_are_put_in_their_places() -> None:
    gap = [Words(85 + 6.5 * at, 500, letter) for at, letter in enumerate("Ngh quy t") if letter != " "]
    marked = [Words(85 + 6.5 * 3, 500, "ị"), Words(85 + 6.5 * 7, 500, "ế")]
    moved = [w._replace(x=w.x + (6.5 if w.x > 85 + 6.5 * 3 - 1 else 0)) for w in gap]
    assert text_of([*moved, marked[0], marked[1]._replace(x=85 + 6.5 * 8)]).replace(" ", "") == "Nghịquyết\n"


def test_a_list_number_is_no_column() -> None:
    page = [
        Words(85, 500, "Điều 1."),
        Words(160, 500, "Phạm vi"),
        Words(85, 480, "b)"),
        Words(121, 480, "hai"),
    ]
    assert text_of(page) == "Điều 1. Phạm vi\nb) hai\n"


def test_tcvn3_is_decoded() -> None:
    words = "NghÞ quyÕt cña ChÝnh phñ vÒ ®Èy m¹nh c¶i c¸ch hµnh chÝnh"
    text = loading.from_bytes(pdf([[Words(85, 500, words)]]), source="x")
    assert (text.text, text.encoding) == (
        "Nghị quyết của Chính phủ về đẩy mạnh cải cách hành chính\n",
        "tcvn3",
    )


def test_pages_are_told() -> None:
    data = pdf([lines(f"{FULL} của tỉnh"), lines("và các xã.", top=780)])
    text = loading.from_bytes(data, source="x")
    assert text.text == f"{FULL} của tỉnh và các xã.\n"
    assert [text.text[page.start : page.end] for page in text.pages] == [f"{FULL} của tỉnh", " và các xã.\n"]


def test_damaged_and_empty_files() -> None:
    good = pdf([[Words(85, 500, "a")]])
    with pytest.raises(loading.Corrupt):
        loading.from_bytes(good[:40], source="x")
    with pytest.raises(loading.NoText):
        loading.from_bytes(pdf([[]]), source="x")


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.load.pdf.MAX_PAGES", 1)
    with pytest.raises(loading.TooLarge):
        loading.from_bytes(pdf([[Words(85, 500, "a")]] * 2), source="x")


def test_password_protected() -> None:
    protection = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"aa" * 32,
        b"bb" * 32,
    )
    with pytest.raises(loading.Encrypted):
        loading.from_bytes(pdf([[Words(85, 500, "a")]], extra=protection), source="x")
