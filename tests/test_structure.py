"""Divisions of documents and their labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.labels import label_of, roman
from nlp.layout import read
from nlp.structure import divisions


def tree(text: str) -> list[tuple[str, str, str, int | None]]:
    return [(d.kind, d.label, d.title, d.parent) for d in divisions(text, [(0, len(text))])]


def test_a_decree() -> None:
    text = (
        "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi điều chỉnh\nNghị định này quy định về thuế.\n"
        "Chương II\nTHUẾ\nMục 1\nTHU\nĐiều 2. Mức thu\n1. Mức thu gồm:\na) Mức một;\nb) Mức hai.\n2. Khác.\n"
        "Mục 2\nCHI\nĐiều 3. Chi\n"
    )
    assert tree(text) == [
        ("chapter", "I", "QUY ĐỊNH CHUNG", None),
        ("article", "1", "Phạm vi điều chỉnh", 0),
        ("chapter", "II", "THUẾ", None),
        ("section", "1", "THU", 2),
        ("article", "2", "Mức thu", 3),
        ("clause", "1", "", 4),
        ("point", "a", "", 5),
        ("point", "b", "", 5),
        ("clause", "2", "", 4),
        ("section", "2", "CHI", 2),
        ("article", "3", "Chi", 9),
    ]


def test_spans_hold_what_belongs_to_a_division() -> None:
    text = "Điều 1. Giao:\n1. Sở A;\na) Làm.\n2. Sở B.\nĐiều 2. Hiệu lực\n"
    found = {d.label + d.kind: text[d.span.start : d.span.end] for d in divisions(text, [(0, len(text))])}
    assert found["1article"] == "Điều 1. Giao:\n1. Sở A;\na) Làm.\n2. Sở B.\n"
    assert found["1clause"] == "1. Sở A;\na) Làm.\n"
    assert found["2article"] == "Điều 2. Hiệu lực\n"


def test_numbered_headings_of_a_report() -> None:
    text = (
        "I. KẾT QUẢ\n1. Chỉ đạo\n1.1. Văn bản\na) Tuyên truyền\n1.2. Kiểm tra\n2. Tuyên truyền\n"
        "II- PHƯƠNG HƯỚNG\n1. Nhiệm vụ\nThực hiện tốt.\n"
    )
    assert tree(text) == [
        ("heading", "I", "KẾT QUẢ", None),
        ("heading", "1", "Chỉ đạo", 0),
        ("heading", "1.1", "Văn bản", 1),
        ("point", "a", "Tuyên truyền", 2),
        ("heading", "1.2", "Kiểm tra", 1),
        ("heading", "2", "Tuyên truyền", 0),
        ("heading", "II", "PHƯƠNG HƯỚNG", None),
        ("heading", "1", "Nhiệm vụ", 6),
    ]


def test_roman_headings_inside_an_article() -> None:
    text = "Điều 1. Phê duyệt Đề án:\nI. MỤC TIÊU\n1. Chung\nII. NHIỆM VỤ\nĐiều 2. Thi hành\n"
    assert [(label, parent) for _, label, _, parent in tree(text)] == [
        ("1", None),
        ("I", 0),
        ("1", 1),
        ("II", 0),
        ("2", None),
    ]


def test_markdown() -> None:
    text = (
        "## **Chương I**\n\n**QUY ĐỊNH CHUNG**\n\n**Điều 1. Phạm vi**\n\n1\\. Khoản một.\n\n2\\. Khoản hai.\n"
    )
    assert tree(text) == [
        ("chapter", "I", "QUY ĐỊNH CHUNG", None),
        ("article", "1", "Phạm vi", 0),
        ("clause", "1", "", 1),
        ("clause", "2", "", 1),
    ]


def test_lines_that_a_page_breaks() -> None:
    """A title goes on in small letters; a reference at the head of a line heads nothing."""
    text = (
        "Điều 1. Phạm vi điều chỉnh và đối\ntượng áp dụng\nNghị định này quy định theo khoản 2\n"
        "Điều 5 Luật Thuế, khoản\n2. của Luật và\nĐiều 9. của Luật đó.\nĐiều 2. Hiệu lực\n"
    )
    assert tree(text) == [
        ("article", "1", "Phạm vi điều chỉnh và đối tượng áp dụng", None),
        ("article", "2", "Hiệu lực", None),
    ]


def test_what_is_quoted_belongs_to_another_document() -> None:
    text = (
        "Điều 1. Sửa đổi Thông tư số 5\n1. Sửa đổi Điều 3 như sau:\n“Điều 3. Mức\n1. Một.\n2. Hai.”;\n"
        "2. Bãi bỏ Điều 4.\nĐiều 2. Hiệu lực\n"
    )
    assert [(kind, label) for kind, label, _, _ in tree(text)] == [
        ("article", "1"),
        ("clause", "1"),
        ("clause", "2"),
        ("article", "2"),
    ]


def test_a_quotation_that_is_never_closed_hides_nothing() -> None:
    assert [label for _, label, _, _ in tree("Điều 1. Sửa đổi:\n“Mức thu\nĐiều 2. Hiệu lực\n")] == ["1", "2"]


def test_lists_that_begin_anew_do_not_nest_for_ever() -> None:
    text = "1. Sở A:\na) Làm;\n" * 300
    found = tree(text)
    depth = [0] * len(found)
    for index, (*_, parent) in enumerate(found):
        depth[index] = 0 if parent is None else depth[parent] + 1
    assert len(found) == 600
    assert max(depth) <= 4


def test_decrees_of_1945() -> None:
    text = "Điều thứ nhất: Nay lập quỹ.\nĐiều thứ hai: Thi hành.\n"
    assert [(d[0], d[1]) for d in tree(text)] == [("article", "nhất"), ("article", "hai")]


def test_rows_of_a_table_and_dates_head_nothing() -> None:
    assert tree("1.\tTiêu đề\tIn hoa\n15. 6. 2026 là hạn\n2026. Năm\n| 1. | Sở A | Sở B |\n") == []


def test_divisions_of_body_and_annexes_are_trees_of_their_own() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành Quy chế\nCăn cứ Luật A;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành.\n"
        "Điều 2. Thi hành./.\nGIÁM ĐỐC\nTrần Văn An\nQUY CHẾ\nTiếp công dân\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-SCT)\nĐiều 1. Phạm vi\nĐiều 2. Nguyên tắc\n"
    )
    layout = read(text)
    found = [(d.label, layout.where(d.span.start), d.parent) for d in layout.divisions]
    assert found == [("1", "body", None), ("2", "body", None), ("1", "annex", None), ("2", "annex", None)]


def test_divisions_in_the_printed_text() -> None:
    """Decomposed vowels move nothing."""
    text = "Đie\u0302\u0300u 1. Pha\u0323m vi\nĐie\u0302\u0300u 2. Hie\u0323\u0302u lực\n"
    assert [text[d.span.start : d.span.end] for d in read(text).divisions] == text.splitlines(keepends=True)


@pytest.mark.parametrize(
    ("line", "style", "printed"),
    [
        ("Điều 5.", "article", "5"),
        ("Điều 5a. Tên", "article", "5a"),
        ("ĐIỀU 7: TÊN", "article", "7"),
        ("Chương XIV", "chapter", "XIV"),
        ("PHẦN THỨ NHẤT", "part", "NHẤT"),
        ("Tiểu mục 2", "subsection", "2"),
        ("II/ NHIỆM VỤ", "roman", "II"),
        ("1.Phạm vi", "arabic", "1"),
        ("2.1.3. Kỹ thuật", "arabic", "2.1.3"),
        ("đ) Báo cáo", "letter", "đ"),
        ("A. TÌNH HÌNH", "capital", "A"),
    ],
)
def test_labels(line: str, style: str, printed: str) -> None:
    label = label_of(line)
    assert label is not None
    assert (label.style, label.printed) == (style, printed)


@pytest.mark.parametrize(
    "line",
    ["1.360.668 đồng", "Điều 5 của Luật", "Phần mềm", "f) Không", "10/10 xã", "IVI. Sai", "V/v bổ nhiệm", ""],
)
def test_no_label(line: str) -> None:
    assert label_of(line) is None


@given(st.integers(1, 199))
def test_roman_figures(value: int) -> None:
    signs = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]
    figure, rest = "", value
    for number, sign in signs:
        figure += sign * (rest // number)
        rest %= number
    assert roman(figure) == value


_LINES = st.sampled_from(
    [
        "Chương I",
        "Điều 1. Phạm vi",
        "Điều 2.",
        "1. Sở A",
        "2. Sở B;",
        "a) x.",
        "b) y",
        "I. MỤC",
        "2.1. z",
        "“Điều 3.",
        "”",
        "",
        "chữ",
    ]
)


@given(st.lists(_LINES, max_size=30))
def test_divisions_nest(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = divisions(text, [(0, len(text))])
    for index, division in enumerate(found):
        assert 0 <= division.span.start < division.span.end <= len(text)
        if division.parent is not None:
            above = found[division.parent].span
            assert division.parent < index
            assert above.start < division.span.start
            assert division.span.end <= above.end
    assert [d.span.start for d in found] == sorted(d.span.start for d in found)
