"""Word files: reading order, true footnotes, numbering, revisions, hostile packages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import load as loading
from nlp.load import legacy
from nlp.load.docx import split_pages
from nlp.load.numbering import render
from tests.helpers_docx import Xml, docx, flattened_to_docx, paragraph, run

REPORT = Path(__file__).parents[2] / "shared/gold/sources/000_7a27f4b746d18ba5.txt"


def text_of(data: bytes) -> str:
    return loading.from_bytes(data, source="van-ban.docx").text


def test_paragraphs_tabs_and_breaks() -> None:
    assert text_of(docx(["Số:\t12/KH-SCT", "", "một\nhai"])) == "Số:\t12/KH-SCT\n\nmột\nhai\n"


def test_two_column_header_reads_left_then_right() -> None:
    header = [
        [
            "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        ["Số: 12/KH-SCT", "Lào Cai, ngày 05 tháng 01 năm 2024"],
        ["", ""],
    ]
    assert text_of(docx([header, "KẾ HOẠCH"])) == (
        "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SCT\tLào Cai, ngày 05 tháng 01 năm 2024\nKẾ HOẠCH\n"
    )


def test_footnote_mark_in_place_words_after_the_paragraph() -> None:
    data = docx(
        ["Thực hiện Nghị quyết[^1], Kế hoạch[^2] năm nay.", "Hết."],
        {"1": "Nghị quyết số 02/NQ-CP", "2": "Kế hoạch số 521/KH-UBND"},
    )
    assert text_of(data) == (
        "Thực hiện Nghị quyết[^1], Kế hoạch[^2] năm nay.\n"
        "[^1]: Nghị quyết số 02/NQ-CP\n[^2]: Kế hoạch số 521/KH-UBND\nHết.\n"
    )


def test_footnote_in_a_table_follows_the_row() -> None:
    data = docx([[["1", "Đề án[^1]", "Sở Nội vụ"], ["2", "b", "c"]]], {"1": "Quyết định số 06/QĐ-TTg"})
    assert text_of(data) == "1\tĐề án[^1]\tSở Nội vụ\n[^1]: Quyết định số 06/QĐ-TTg\n2\tb\tc\n"


def test_own_mark_of_a_footnote() -> None:
    custom = Xml('<w:p><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r></w:p>')
    assert text_of(docx([custom], {"1": "ghi chú"})) == "[^*]\n[^*]: ghi chú\n"


def test_note_numbering_of_the_settings() -> None:
    settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="2"/></w:footnotePr>'
    assert text_of(docx(["a[^1]"], {"1": "x"}, settings=settings)) == "a[^b]\n[^b]: x\n"


def test_automatic_articles_are_written_out() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )

    def item(depth: int, text: str) -> Xml:
        properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>'
        return Xml(paragraph(text, properties=properties))

    blocks = [item(0, "Phạm vi"), item(1, "một"), item(1, "hai"), item(0, "Hiệu lực"), item(1, "ba")]
    assert text_of(docx(blocks, numbering=numbering)) == (
        "Điều 1. Phạm vi\na) một\nb) hai\nĐiều 2. Hiệu lực\na) ba\n"
    )


def test_number_forms() -> None:
    assert [render(4, form) for form in ("decimal", "upperRoman", "lowerLetter", "decimalZero")] == [
        "4",
        "IV",
        "d",
        "04",
    ]
    assert render(27, "upperLetter") == "AA"


def test_deleted_is_left_out_inserted_stays() -> None:
    block = Xml(
        f"<w:p>{run('Số ')}<w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
        f"<w:ins>{run('12/QĐ-UBND')}</w:ins>{run('ẩn', properties='<w:vanish/>')}</w:p>"
    )
    assert text_of(docx([block])) == "Số 12/QĐ-UBND\n"


def test_a_deleted_paragraph_end_joins_the_next() -> None:
    first = Xml(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Quyết định số ')}</w:p>")
    assert text_of(docx([first, "12/QĐ-UBND"])) == "Quyết định số 12/QĐ-UBND\n"


def test_field_codes_links_hyphens_and_text_boxes() -> None:
    block = Xml(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        f"<w:hyperlink>{run('2817/QĐ')}<w:r><w:noBreakHyphen/></w:r>{run('UB')}<w:r><w:softHyphen/></w:r>{run('ND')}"
        "</w:hyperlink><mc:AlternateContent><mc:Choice><w:r><w:drawing><wps:txbx><w:txbxContent>"
        f"{paragraph('DỰ THẢO')}</w:txbxContent></wps:txbx></w:drawing></w:r></mc:Choice>"
        f"<mc:Fallback>{run('lặp lại')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(docx([block])) == "2817/QĐ-UB\u00adND\nDỰ THẢO\n"


def test_pages_from_saved_breaks() -> None:
    block = Xml(
        f"<w:p>{run('một')}<w:r><w:br w:type='page'/><w:lastRenderedPageBreak/></w:r>{run('hai')}</w:p>"
    )
    text = loading.from_bytes(docx([block]), source="x")
    assert text.text == "mộthai\n"
    assert [(page.label, text.text[page.start : page.end]) for page in text.pages] == [
        ("1", "một"),
        ("2", "hai\n"),
    ]


def test_tcvn3_font_is_decoded_on_the_whole_document() -> None:
    table = {letter: chr(code) for code, letter in legacy.TCVN3.items()}
    shown = "".join(table.get(c, c) for c in "nghị quyết của chính phủ về đẩy mạnh")
    lower = run(shown, properties='<w:rFonts w:ascii=".VnTime"/>')
    upper = run("quyÕt ®Þnh", properties='<w:rFonts w:ascii=".VnTimeH"/>')
    german = run(" Müller", properties='<w:rFonts w:ascii="Arial"/>')
    text = loading.from_bytes(docx([Xml(f"<w:p>{upper}</w:p><w:p>{lower}{german}</w:p>")]), source="x")
    assert text.text == "QUYẾT ĐỊNH\nnghị quyết của chính phủ về đẩy mạnh Müller\n"
    assert (text.encoding, [f.code for f in text.findings]) == ("tcvn3", ["encoding"])


def test_unicode_in_a_legacy_font_is_left_alone() -> None:
    words = run("Nghị quyết đã ký", properties='<w:rFonts w:ascii=".VnTime"/>')
    block = Xml(f"<w:p>{words}</w:p>")
    assert text_of(docx([block])) == "Nghị quyết đã ký\n"


def rezip(data: bytes, changes: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return out.getvalue()


def test_truncated_and_damaged_files_are_corrupt() -> None:
    good = docx(["Quyết định"])
    for bad in (good[: len(good) // 2], good[:60], rezip(good, {"word/document.xml": b"<w:document"})):
        with pytest.raises(loading.Corrupt):
            text_of(bad)
    with pytest.raises(loading.Corrupt):
        text_of(rezip(good, {"word/document.xml": b"<a/>"}))


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(loading.Corrupt) as caught:
        text_of(rezip(docx(["x"]), {"word/document.xml": bomb}))
    assert "DOCTYPE" in caught.value.detail


def test_a_zip_bomb_costs_only_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.load.package.MAX_PART", 10_000)
    with pytest.raises(loading.TooLarge):
        text_of(rezip(docx(["x"]), {"word/document.xml": b" " * 1_000_000}))


def test_password_protected_word_file() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(loading.Encrypted):
        text_of(ole)


def test_a_document_without_words_says_so() -> None:
    with pytest.raises(loading.NoText):
        text_of(docx(["", " "]))


CELL = st.text("abđ ố1/-", max_size=8).map(str.strip)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=4))
def test_every_cell_is_found_again(rows: list[list[str]]) -> None:
    text = text_of(docx([rows, "hết"]))
    assert text == "".join("\t".join(row) + "\n" for row in rows if any(row)) + "hết\n"


@given(st.lists(st.text("ab\f", max_size=6), min_size=1, max_size=6).map("".join))
def test_pages_cover_the_text(marked: str) -> None:
    text, pages = split_pages(marked)
    assert text == marked.replace("\f", "")
    if pages:
        assert "".join(text[page.start : page.end] for page in pages) == text


def test_flattened_text_becomes_true_footnotes() -> None:
    flat = (
        "UBND tỉnh ban hành Kế hoạch[footnoteRef:2] và Chương trình[footnoteRef:3]. "
        "[2:  Kế hoạch số 1/KH]  [3:  (đã gửi) số 2] "
    )
    assert text_of(flattened_to_docx(flat)) == (
        "UBND tỉnh ban hành Kế hoạch[^2] và Chương trình[^3]. \n[^2]: Kế hoạch số 1/KH\n[^3]: (đã gửi) số 2\n"
    )


@pytest.mark.skipif(not REPORT.exists(), reason="the report lies outside the repository")
def test_the_report_as_word_holds_every_note() -> None:
    flat = REPORT.read_text(encoding="utf-8")
    text = text_of(flattened_to_docx(flat))
    labels = re.findall(r"\[footnoteRef:(\d+)\]", flat)
    assert re.findall(r"\[\^(\d+)\](?!:)", text) == labels
    assert re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE) == labels
