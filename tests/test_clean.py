"""Look-alikes, composition and what has no width; and the way back to the original offsets."""

import unicodedata

import pytest

from nlp.clean import Cleaned, clean, fold, fold_word


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("126/QÐ-UBND", "126/QĐ-UBND"),  # Icelandic
        ("126/QƉ-UBND", "126/QĐ-UBND"),  # African
        ("12/ТВ-ТТНС", "12/TB-TTHC"),  # Cyrillic
        ("126\u2044QĐ\u2013UBND", "126/QĐ-UBND"),
        ("126/QĐ\x02UBND", "126/QĐ-UBND"),  # a PDF's hyphen at a line's end
        ("126/QĐ\ufffeUBND", "126/QĐ-UBND"),
        ("số\u00a0126\u2009và\u3000127", "số 126 và 127"),
    ],
)
def test_look_alikes_keep_their_places(given: str, wanted: str) -> None:
    cleaned = clean(given)
    assert cleaned == Cleaned(wanted)
    assert cleaned.raw(2, 5) == (2, 5)


def test_plain_text_is_given_back_without_a_map() -> None:
    assert clean("Quyết định số 126/QĐ-UBND") == Cleaned("Quyết định số 126/QĐ-UBND", None, None)


def test_no_text_at_all() -> None:
    assert clean("") == Cleaned("")


def test_soft_hyphens_and_marks_without_width_go() -> None:
    given = "\ufeffQuyết\u00ad định\u200b số 5"
    cleaned = clean(given)
    assert cleaned.text == "Quyết định số 5"
    assert given[slice(*cleaned.raw(0, 5))] == "Quyết"
    assert given[slice(*cleaned.raw(6, 10))] == "định"
    assert given[slice(*cleaned.raw(0, len(cleaned.text)))] == given[1:]


def test_decomposed_vowels_are_composed_and_span_their_marks() -> None:
    given = unicodedata.normalize("NFD", "Nghị quyết số 02")
    cleaned = clean(given)
    assert cleaned.text == "Nghị quyết số 02"
    assert unicodedata.normalize("NFC", given[slice(*cleaned.raw(0, 4))]) == "Nghị"
    assert unicodedata.normalize("NFC", given[slice(*cleaned.raw(5, 10))]) == "quyết"


def test_a_mark_finds_its_letter_across_a_soft_hyphen() -> None:
    given = "ngh\u0069\u00ad\u0323"
    cleaned = clean(given)
    assert cleaned.text == "nghị"
    assert cleaned.raw(3, 4) == (3, 6)


def test_offsets_behave_like_a_sequence() -> None:
    cleaned = clean("a\u00adb\u00ad\u00adc")
    assert cleaned.starts is not None
    assert cleaned.ends is not None
    assert list(cleaned.starts) == [0, 2, 5]
    assert list(cleaned.ends) == [1, 3, 6]
    assert cleaned.starts[-1] == 5
    assert cleaned.starts[1:] == [2, 5]
    with pytest.raises(IndexError):
        cleaned.starts[3]


def test_a_long_text_keeps_few_runs() -> None:
    cleaned = clean("\u00ad" + "a" * 1_000_000)
    assert cleaned.starts is not None
    assert len(cleaned.starts) == 1_000_000
    assert cleaned.raw(999_999, 1_000_000) == (1_000_000, 1_000_001)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luật Phòng , chống  ma tuý", "luật phòng, chống ma túy"),
        ("Uỷ ban", "Ủy ban"),
        ("HOÀ GIẢI", "hòa giải"),
        ("xuất khẩu - nhập khẩu", "Xuất khẩu, nhập khẩu"),
        (unicodedata.normalize("NFD", "Đất đai"), "đất đai"),
    ],
)
def test_names_that_are_one_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ_stay_apart() -> None:
    assert fold("đất") != fold("dất")
    assert fold_word("Quỷ") == "qủy"
