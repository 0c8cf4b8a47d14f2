"""Words that stand for a document named before, or for the one at hand."""

from nlp.context import Context
from tests.helpers_resolve import citations, own

DECREE = Context("Nghị định", "9/2024/NĐ-CP", "2024-12-01", "Chính phủ")


def pointing(text: str, here: Context | None = None) -> dict[str, list[str]]:
    return {c.number: [m.text for m in c.mentions if m.form == "relative"] for c in citations(text, here)}


def test_the_last_of_its_type() -> None:
    text = "Nghị định số 1/2020/NĐ-CP. Thông tư số 2/2020/TT-BNV. Nghị định nêu trên"
    assert pointing(text) == {"1/2020/NĐ-CP": ["Nghị định nêu trên"], "2/2020/TT-BNV": []}


def test_this_decree_is_the_one_at_hand_where_the_types_agree() -> None:
    text = "theo Nghị định số 1/2020/NĐ-CP thì Nghị định này"
    assert own(text, DECREE) == ["Nghị định này"]
    assert pointing(text, DECREE) == {"1/2020/NĐ-CP": []}


def test_this_decree_is_the_last_one_in_a_report() -> None:
    here = Context("Báo cáo", "12/BC-SNV")
    text = "theo Nghị định số 1/2020/NĐ-CP thì Nghị định này"
    assert own(text, here) == []
    assert pointing(text, here) == {"1/2020/NĐ-CP": ["Nghị định này"]}


def test_this_decree_is_the_one_at_hand_where_nothing_else_can_be() -> None:
    assert own("Quyết định này", Context("Báo cáo", "12/BC-SNV")) == ["Quyết định này"]
    text = "Thông tư số 2/2020/TT-BNV; Quyết định này"
    assert own(text, Context("Báo cáo", "12/BC-SNV")) == ["Quyết định này"]


def test_a_plural_is_all_of_the_paragraph() -> None:
    head = "Nghị định số 1/2020/NĐ-CP.\nTheo "
    text = head + "Thông tư số 2/2020/TT-BNV, Kế hoạch số 3/KH-UBND. Các văn bản nêu trên"
    assert pointing(text) == {
        "1/2020/NĐ-CP": [],
        "2/2020/TT-BNV": ["văn bản nêu trên"],
        "3/KH-UBND": ["văn bản nêu trên"],
    }


def test_a_plural_does_not_reach_far_apart() -> None:
    far = "lời dẫn dài " * 400
    text = f"Nghị định số 1/2020/NĐ-CP {far}Thông tư số 2/2020/TT-BNV. Các văn bản nêu trên"
    assert pointing(text) == {"1/2020/NĐ-CP": [], "2/2020/TT-BNV": ["văn bản nêu trên"]}


def test_nothing_to_point_at_is_no_mention() -> None:
    assert citations("Quyết định nêu trên") == []
    assert own("Quyết định nêu trên") == []
