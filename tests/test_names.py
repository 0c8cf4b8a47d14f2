"""Where the name of a law begins and ends, known to the register or not."""

import pytest

from nlp import names
from nlp.find import find
from nlp.names import compounds, described, keys_of, known, of_law, unknown, untyped


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật Đất đai năm 2013", "Luật Đất đai"),
        ("Luật đất  đai và", "Luật đất  đai"),
        ("Luật Phòng , chống ma tuý", "Luật Phòng , chống ma tuý"),
        ("Luật Ban hành VBQPPL", "Luật Ban hành VBQPPL"),
        ("Luật Tổ chức chính quyền địa phương và", "Luật Tổ chức chính quyền địa phương"),
        ("Luật về Đất đai", "Luật về Đất đai"),
    ],
)
def test_the_longest_known_name(text: str, name: str) -> None:
    found = known(text, 4)
    assert found is not None
    assert text[: found.end] == name


def test_the_key_is_the_registers() -> None:
    found = known("Luật Ban hành VBQPPL", 4)
    assert found is not None
    assert found.key == "ban hành văn bản quy phạm pháp luật"


def test_no_known_name() -> None:
    assert known("Luật Lạ Kỳ", 4) is None
    assert known("Luật", 4) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật Biển đảo quy định trách nhiệm", "Luật Biển đảo"),
        ("Luật Biển đảo được Quốc hội thông qua", "Luật Biển đảo"),
        ("Luật Biển đảo; các văn bản khác", "Luật Biển đảo"),
        ("Luật Biển đảo, Luật Rừng", "Luật Biển đảo"),
        ("Luật Biển đảo và các Nghị định", "Luật Biển đảo"),
        ("Luật Biển đảo số 12/2030/QH18", "Luật Biển đảo"),
        ("Luật Biển đảo năm 2030", "Luật Biển đảo"),
        ("Luật Căn cứ địa đối với tổ chức", "Luật"),
        ("Luật Hàng không vũ trụ đối với tổ chức", "Luật Hàng không vũ trụ"),
        ("Luật Phòng, chống bão và nước dâng theo", "Luật Phòng, chống bão và nước dâng"),
        ("Luật Cấp nước, thu phí rồi", "Luật Cấp nước"),
    ],
)
def test_an_unknown_name_ends_where_no_name_goes_on(text: str, name: str) -> None:
    found = unknown(text, 4)
    assert text[: found.end if found else 4] == name


@pytest.mark.parametrize("text", ["Luật này", "Luật của nước ta", "Luật 12", "Luật sư", "Luật", "Luật ; rồi"])
def test_no_name_begins(text: str) -> None:
    assert unknown(text, 4) is None


def test_word_segmentation_decides_whether_a_word_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Luật Hàng không vũ trụ đối với tổ chức"
    names._name_length.cache_clear()
    monkeypatch.setattr(names, "compounds", lambda window: [])
    found = unknown(text, 4)
    names._name_length.cache_clear()
    assert found is not None
    assert text[: found.end] == "Luật Hàng"


def test_segmentation_is_not_asked_where_nothing_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(window: str) -> list[tuple[int, int]]:
        raise AssertionError(window)

    names._name_length.cache_clear()
    monkeypatch.setattr(names, "compounds", fail)
    found = unknown("Luật Sông ngòi quy định", 4)
    assert found is not None
    assert found.key == "sông ngòi"


def test_compounds_are_spans_of_the_window() -> None:
    window = "quản lý  hoá chất, an toàn"
    assert [window[a:b] for a, b in compounds(window)] == ["quản lý", "hoá chất", ",", "an toàn"]


def test_after_a_type_word_in_small_letters_only_a_known_name() -> None:
    assert of_law("theo luật sông ngòi", 5, 9) is None
    assert of_law("theo luật đất đai", 5, 9) == known("theo luật đất đai", 9)
    assert of_law("theo pháp luật đất đai", 10, 14) is None


def test_a_description_ends_where_the_sentence_goes_on() -> None:
    text = "Thông tư về định mức chi, được ban hành"
    assert text[: described(text, 11)] == "Thông tư về định mức chi"


def test_keys_of_numbers() -> None:
    assert keys_of("31/2024/QH15") == {"đất đai"}
    assert keys_of("99/9999/QH99") == frozenset()
    assert untyped("Bộ luật Dân sự", "Bộ luật") == "dân sự"
    assert untyped("Dân sự", "Bộ luật") == "dân sự"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "theo Luật Thuế giá trị gia tăng1 và Luật Đất đai12.",
            ["Luật Thuế giá trị gia tăng", "Luật Đất đai"],
        ),
        ("Luật Cải tạo đồi núi3 quy định", ["Luật Cải tạo đồi núi"]),
        ("mẫu: Căn cứ Luật số …/…/QH…; Luật số .../... ngày ...", []),
    ],
)
def test_marks_of_notes_and_blanks_are_no_part_of_a_name(text: str, names: list[str]) -> None:
    assert [text[h.start : h.end] for h in find(text)] == names


def test_one_syllable_names_no_law() -> None:
    text = "Luật Chống, chặn hàng giả quy định"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == "Luật Chống, chặn hàng giả"
