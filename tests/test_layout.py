"""The parts of whole documents, their notes and their identity."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.layout import clauses, read
from nlp.model import Document

DECISION = """UBND TỈNH LÀO CAI
SỞ CÔNG THƯƠNG
Số: 12/QĐ-SCT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 05 tháng 01 năm 2024

QUYẾT ĐỊNH
Về việc ban hành Quy chế tiếp công dân

GIÁM ĐỐC SỞ CÔNG THƯƠNG

Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;
Theo đề nghị của Chánh Văn phòng Sở,

QUYẾT ĐỊNH:

Điều 1. Ban hành Quy chế theo Nghị định[^1].
[^1]: Nghị định số 64/2014/NĐ-CP
Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.\tKT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC


Trần Văn An

QUY CHẾ
Tiếp công dân
(Ban hành kèm theo Quyết định số 12/QĐ-SCT)
Điều 1. Phạm vi
"""


def test_identity() -> None:
    assert read(DECISION).document == Document(
        type="Quyết định",
        number="12/QĐ-SCT",
        date="2024-01-05",
        issuer="Sở Công Thương tỉnh Lào Cai",
        title="ban hành Quy chế tiếp công dân",
        signer="Trần Văn An",
        effective="2024-01-05",
        recipients=("Như Điều 2", "Lưu: VT"),
    )


def test_where() -> None:
    layout = read(DECISION)
    places = {
        "SỞ CÔNG THƯƠNG\nSố": "header",
        "Quy chế tiếp công dân\n\nGIÁM": "header",
        "Căn cứ Luật": "preamble",
        "QUYẾT ĐỊNH:": "preamble",
        "Ban hành Quy chế theo": "body",
        "Nghị định số 64/2014": "footnote",
        "Điều 2. Quyết": "body",
        "Nơi nhận": "closing",
        "Trần Văn An": "closing",
        "Tiếp công dân\n(Ban": "annex",
        "Điều 1. Phạm vi": "annex",
    }
    assert {words: layout.where(DECISION.index(words)) for words in places} == places


def test_title_and_number_are_where_they_are_printed() -> None:
    layout = read(DECISION)
    assert layout.title is not None
    assert layout.number is not None
    assert DECISION[layout.title.start : layout.title.end] == "Về việc ban hành Quy chế tiếp công dân"
    assert DECISION[layout.number.start : layout.number.end] == "Số: 12/QĐ-SCT"


def test_note_at() -> None:
    layout = read(DECISION)
    note = layout.note_at(DECISION.index("64/2014"))
    assert note is not None
    assert note.label == "1"
    assert layout.note_at(DECISION.index("Điều 2")) is None
    assert layout.note_at(0) is None


def test_clauses() -> None:
    found = [(c.kind, DECISION[c.span.start : c.span.end]) for c in clauses(DECISION, read(DECISION))]
    assert found == [
        ("basis", "Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013"),
        ("proposal", "Theo đề nghị của Chánh Văn phòng Sở"),
    ]
    assert clauses("Không có căn cứ.", read("Không có căn cứ.")) == ()


def test_offsets_are_those_of_the_printed_text() -> None:
    """Decomposed vowels and soft hyphens move nothing."""
    text = DECISION.replace("Về việc", "Ve\u0302\u0300 vie\u0323\u0302c").replace("Lào Cai", "Lào\u00a0Cai")
    layout = read(text)
    assert layout.title is not None
    assert text[layout.title.start : layout.title.end].startswith("Ve\u0302\u0300 vie\u0323\u0302c ban hành")
    assert layout.document == read(DECISION).document
    assert layout.where(text.index("Căn cứ")) == "preamble"


def test_a_report_names_its_body_in_its_last_sentence() -> None:
    text = (
        "BÁO CÁO\nTình hình cải cách hành chính năm 2024\n\nI. KẾT QUẢ\nĐã hoàn thành.\n"
        "Trên đây là báo cáo năm 2024, Sở Nội vụ tỉnh Quảng Nam kính báo cáo UBND tỉnh./.\n"
    )
    document = read(text).document
    assert (document.type, document.issuer) == ("Báo cáo", "Sở Nội vụ tỉnh Quảng Nam")
    assert (document.number, document.date, document.signer) == ("", "", "")


def test_the_enacting_sentence_names_the_body() -> None:
    text = (
        "NGHỊ ĐỊNH\nVề thuốc\nCăn cứ Luật Dược;\n"
        "Theo đề nghị của Bộ Y tế;\nChính phủ ban hành Nghị định về thuốc.\n"
        "Điều 1. X\n"
    )
    assert read(text).document.issuer == "Chính phủ"


def test_a_law_is_dated_by_the_day_it_was_passed() -> None:
    text = (
        "QUỐC HỘI\nLuật số: 9/2020/QH14\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n\n"
        "LUẬT\nCƯ TRÚ\n"
        "Căn cứ Hiến pháp;\nQuốc hội ban hành Luật Cư trú.\nĐiều 1. Phạm vi\n"
        "Luật này được Quốc hội khóa XIV thông qua ngày 13 tháng 11 năm 2020.\n"
        "CHỦ TỊCH QUỐC HỘI\n\nNguyễn Thị Lan\n"
    )
    document = read(text).document
    assert (document.date, document.signer, document.title) == ("2020-11-13", "Nguyễn Thị Lan", "CƯ TRÚ")


def test_a_sentence_alone_has_no_identity() -> None:
    text = "Theo Quyết định số 5/QĐ-UBND ngày 3/5/2024 của UBND tỉnh thì Sở Nội vụ chủ trì."
    assert read(text).document == Document()
    assert read(text).where(10) == "body"


def test_empty_text() -> None:
    layout = read("")
    assert (layout.document, layout.regions, layout.where(0)) == (Document(), (), "body")


_LINES = st.sampled_from(
    [
        *DECISION.splitlines(),
        "[footnoteRef:2]",
        ("[2:  Công văn số 5]"),
        "PHỤ LỤC I",
        "./.",
        "\u00ad",
        "e\u0302\u0301",
        "",
    ]
)


@given(st.lists(_LINES, max_size=25), st.sampled_from(["\n", "\t", " "]))
def test_regions_cover_any_text_without_gap(lines: list[str], joint: str) -> None:
    text = joint.join(lines)
    layout = read(text)
    assert [r.start for r in layout.regions] == [0, *(r.end for r in layout.regions)][: len(layout.regions)]
    assert all(r.start < r.end for r in layout.regions)
    assert not text or layout.regions[-1].end == len(text)
    for clause in clauses(text, layout):
        assert 0 <= clause.span.start < clause.span.end <= len(text)
