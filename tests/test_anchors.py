"""Type words, in every casing, at their places."""

import pytest

from nlp import anchors
from nlp.anchors import scan


def types(text: str) -> list[str]:
    return [a.type for a in scan(text)]


@pytest.mark.parametrize(
    "word",
    [
        "Thông tư liên tịch",
        "thông tư liên tịch",
        "THÔNG TƯ LIÊN TỊCH",
        "Thông tư Liên tịch",
        "Thông Tư Liên Tịch",
    ],
)
def test_every_casing_of_the_longest_type(word: str) -> None:
    (anchor,) = scan(f"theo {word} số 02")
    assert (anchor.type, anchor.start, anchor.end) == ("Thông tư liên tịch", 5, 5 + len(word))


def test_words_inside_words_are_none() -> None:
    assert types("xnghị định, nghị địnhx, luậtsư") == []


def test_a_figure_may_be_glued_on() -> None:
    assert types("Nghị định34/2016") == ["Nghị định"]


def test_several_words_of_one_text() -> None:
    assert types("Luật, nghị định và văn bản") == ["Luật", "Nghị định", "Văn bản"]


def test_plural_words() -> None:
    assert [a.plural for a in scan("các Nghị định và Nghị định; hai Thông tư")] == [True, False, True]


def test_licences_are_told_apart() -> None:
    assert [a.kind for a in scan("Giấy phép, Quyết định")] == ["licence", "document"]


def test_long_texts_are_read_in_blocks_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Nghị định, Thông tư liên tịch. Luật; Chỉ thị\n" * 9
    whole = list(scan(text))
    monkeypatch.setattr(anchors, "_BLOCK", 7)
    assert list(scan(text)) == whole
    assert len(whole) == 36


def test_a_text_without_a_stop_is_cut_at_a_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "_BLOCK", 50)
    monkeypatch.setattr(anchors, "_REACH", 10)
    text = "mot hai ba bon " * 40 + "Nghị định"
    blocks = list(anchors._blocks(text))
    assert max(end - start for start, end in blocks) <= 65
    assert [a.type for a in scan(text)] == ["Nghị định"]
