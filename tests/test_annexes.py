"""Annexes and the documents that carry them."""

from nlp.annexes import annexes
from nlp.layout import read

CARRIED = "(Kèm theo Quyết định số 12/QĐ-SCT\nngày 05 tháng 01 năm 2024 của Sở Công Thương)\n"
CARRIER = "Quyết định số 12/QĐ-SCT ngày 05 tháng 01 năm 2024 của Sở Công Thương"


def found(text: str, *, closed: bool = True, draft: bool = False) -> list[tuple[str, str, str]]:
    return [(a.label, a.title, a.carrier) for a in annexes(text, 0, len(text), closed=closed, draft=draft)]


def test_several_annexes() -> None:
    text = f"PHỤ LỤC I\nDANH SÁCH ĐƠN VỊ\n{CARRIED}1. Sở A\nPhụ lục II: Mẫu đơn\n{CARRIED}Kính gửi:\n"
    assert found(text) == [("I", "DANH SÁCH ĐƠN VỊ", CARRIER), ("II", "Mẫu đơn", CARRIER)]


def test_a_title_below_the_carrier() -> None:
    assert found(f"PHỤ LỤC\n{CARRIED}\nBIỂU MẪU BÁO CÁO\nTT\n") == [("", "BIỂU MẪU BÁO CÁO", CARRIER)]


def test_a_regulation_is_headed_by_its_type() -> None:
    text = f"QUY CHẾ\nTiếp công dân của Sở\n(Ban hành {CARRIED[1].lower()}{CARRIED[2:]}Điều 1. Phạm vi\n"
    assert found(text) == [("", "QUY CHẾ Tiếp công dân của Sở", CARRIER)]


def test_markdown_title_and_carrier_on_one_line() -> None:
    text = "**KẾ HOẠCH**\n\n**BẢO VỆ BÍ MẬT** (Kèm theo Quyết định số 254/QĐ-UBND ngày 17/02/2023)\n\nI. A\n"
    assert found(text) == [("", "KẾ HOẠCH BẢO VỆ BÍ MẬT", "Quyết định số 254/QĐ-UBND ngày 17/02/2023")]


def test_a_form_inside_an_annex_is_no_annex() -> None:
    form = "PHỤ LỤC\nBẢNG SỐ LIỆU\n(Kèm theo Báo cáo số ….)\n"
    text = f"PHỤ LỤC I\nMẪU BÁO CÁO\n{CARRIED}Nội dung\n{form}PHỤ LỤC II\nMẪU ĐƠN\n"
    assert [label for label, _, _ in found(text)] == ["I", "II"]


def test_without_a_carrier_a_signature_must_stand_before() -> None:
    text = "PHỤ LỤC 1\nBIỂU MẪU\nNội dung\nPHỤ LỤC 2\nDANH SÁCH\n"
    assert found(text) == [("1", "BIỂU MẪU", ""), ("2", "DANH SÁCH", "")]
    assert found(text, closed=False) == []


def test_a_reference_at_the_head_of_a_line_is_no_heading() -> None:
    assert (
        found("theo mẫu tại\nPhụ lục II ban hành kèm theo Nghị định số 5/2020/NĐ-CP;\nPhụ lục E TCVN\n") == []
    )


def test_a_blank_carrier_counts_only_in_a_draft() -> None:
    text = "DANH SÁCH ĐƠN VỊ\n(Kèm theo Quyết định số      /QĐ-SCT ngày   /5/2026)\n1. Công ty A\n"
    assert found(text) == []
    assert found(text, draft=True) == [("", "DANH SÁCH ĐƠN VỊ", "Quyết định số /QĐ-SCT ngày /5/2026")]


def test_the_figure_of_a_note_is_no_part_of_the_label() -> None:
    assert found(f"Phụ lục I58\nMẪU ĐƠN\n{CARRIED}") == [("I", "MẪU ĐƠN", CARRIER)]


def test_a_region_for_each_annex() -> None:
    text = (
        "BÁO CÁO\nTình hình\nI. KẾT QUẢ\nĐã xong./.\nGIÁM ĐỐC\nTrần Văn An\n"
        f"PHỤ LỤC I\nBIỂU MẪU\n{CARRIED}1. A\nPHỤ LỤC II\nDANH SÁCH\n{CARRIED}1. B\n"
    )
    layout = read(text)
    regions = [text[r.start : r.end] for r in layout.regions if r.where == "annex"]
    assert [r.strip().splitlines()[0] for r in regions] == ["PHỤ LỤC I", "PHỤ LỤC II"]
    assert [text[a.span.start : a.span.end].splitlines()[1] for a in layout.annexes] == [
        "BIỂU MẪU",
        "DANH SÁCH",
    ]


def test_empty_text() -> None:
    assert found("") == []
