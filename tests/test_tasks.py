"""Tasks of directives and plans, and their deadlines."""

import pytest

from nlp.deadlines import cell_deadline, deadline, without_deadline
from nlp.layout import read
from nlp.tasks import tasks


def found(text: str) -> list[tuple[str, str, str]]:
    return [(t.body, t.deadline, t.what) for t in tasks(text, read(text))]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "1. Giao Sở Tài chính tham mưu bố trí kinh phí, hoàn thành trước ngày 15/6/2026.\n",
            ("Sở Tài chính", "2026-06-15", "tham mưu bố trí kinh phí"),
        ),
        (
            "Sở Nội vụ chủ trì, phối hợp với Sở Xây dựng rà soát biên chế, hoàn thành trong tháng 5/2026.\n",
            ("Sở Nội vụ", "2026-05", "chủ trì, phối hợp với Sở Xây dựng rà soát biên chế"),
        ),
        (
            "- Yêu cầu Giám đốc các sở, Chủ tịch UBND các xã báo cáo kết quả xong trước 30/6/2026;\n",
            ("Giám đốc các sở, Chủ tịch UBND các xã", "2026-06-30", "báo cáo kết quả"),
        ),
        (
            "Các cơ quan, tổ chức, đơn vị có trách nhiệm thi hành.\n",
            ("Các cơ quan, tổ chức, đơn vị", "", "có trách nhiệm thi hành"),
        ),
        (
            "UBND tỉnh yêu cầu Sở Xây dựng khẩn trương lập quy hoạch.\n",
            ("Sở Xây dựng", "", "khẩn trương lập quy hoạch"),
        ),
    ],
)
def test_a_sentence(text: str, want: tuple[str, str, str]) -> None:
    assert found(text) == [want]


def test_under_a_heading_that_names_the_body() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Sở Xây dựng\n- Chủ trì lập quy hoạch; trình trong quý II/2026.\n"
        "- Báo cáo kết quả.\n"
        "2. Giám đốc Sở Nội vụ:\na) Rà soát biên chế.\n3. Kinh phí\nDo ngân sách cấp.\n"
    )
    assert found(text) == [
        ("Sở Xây dựng", "2026-06", "Chủ trì lập quy hoạch; trình"),
        ("Sở Xây dựng", "", "Báo cáo kết quả"),
        ("Giám đốc Sở Nội vụ", "", "Rà soát biên chế"),
    ]


@pytest.mark.parametrize("joint", ["\t", " | "])
def test_the_table_of_a_plan(joint: str) -> None:
    rows = [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"),
        ("1", "Xây dựng đề án", "Sở Y tế", "Sở Tài chính", "Tháng 6/2026"),
        ("2", "Tuyên truyền", "Báo Lào Cai", "Các sở", "Thường xuyên"),
        ("3", "Tổng kết", "", "Các sở", "2027"),
    ]
    text = "KẾ HOẠCH\nCải cách\nI. MỤC ĐÍCH\n" + "\n".join(joint.join(r) for r in rows) + "\nNơi khác.\n"
    assert found(text) == [("Sở Y tế", "2026-06", "Xây dựng đề án"), ("Báo Lào Cai", "", "Tuyên truyền")]


def test_quotes_are_the_text() -> None:
    text = "1. Giao Sở Y tế\nchủ trì lập đề án, xong trước ngày 01/7/2026; Sở Nội vụ phối hợp thực hiện.\n"
    listed = tasks(text, read(text))
    assert [t.quote for t in listed] == [text[t.span.start : t.span.end] for t in listed]
    assert listed[0].deadline == "2026-07-01"


@pytest.mark.parametrize(
    "text",
    [
        "Bộ trưởng, Thủ trưởng cơ quan ngang Bộ chịu trách nhiệm thi hành Nghị định này.\n",
        "Sở Nội vụ đã hoàn thành báo cáo.\n",
        "Ban hành kèm theo Quyết định này Kế hoạch thực hiện Nghị quyết.\n",
        "Trường hợp có vướng mắc, báo cáo để xử lý.\n",
        "Chương trình phối hợp giữa hai bên.\n",
        "",
    ],
)
def test_no_task(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("chậm nhất ngày 5 tháng 6 năm 2026", "2026-06-05"),
        ("gửi trước ngày 15/6/2026 để báo cáo trước ngày 20/6/2026", "2026-06-15"),
        ("hoàn thành trong năm 2026", "2026"),
        ("xong trong quý IV năm 2026", "2026-12"),
        ("đến hết ngày 31/12/2025", "2025-12-31"),
        ("trước ngày 31/02/2026", ""),
        ("trước ngày 15/6", ""),
        ("trong giai đoạn 2021-2025", ""),
        ("theo Quyết định số 5/QĐ-UBND ngày 03/5/2024", ""),
        ("kế hoạch năm 2026", ""),
    ],
)
def test_deadline(words: str, want: str) -> None:
    assert deadline(words) == want


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("Trước 30/6/2026", "2026-06-30"),
        ("Quý I/2026", "2026-03"),
        ("12-2026", "2026-12"),
        ("13/2026", ""),
        ("Năm 2026", "2026"),
        ("2026-2030", ""),
        ("", ""),
    ],
)
def test_the_cell_of_a_deadline(cell: str, want: str) -> None:
    assert cell_deadline(cell) == want


def test_without_deadline_only_at_the_end() -> None:
    assert without_deadline("trước ngày 15/6/2026 phải xong.") == "trước ngày 15/6/2026 phải xong"
