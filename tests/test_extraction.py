"""The whole way from a text, a file or a loaded text to its statements."""

from pathlib import Path

import pytest

from nlp import extract
from nlp.load import LoadError, from_string

TEXT = "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ;"


def test_a_string_a_text_and_a_file_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    by_file = extract(path)
    assert extract(TEXT).citations == extract(from_string(TEXT)).citations == by_file.citations
    assert by_file.text.source == str(path)


def test_relations_may_be_left_out() -> None:
    assert extract(TEXT, relations=False).relations == ()
    assert extract(TEXT, relations=False).citations == extract(TEXT).citations


def test_findings_of_every_step_are_gathered() -> None:
    answer = extract("Thông báo số 53/TBVPCP[^1] ngày 01/3/2024")
    assert {f.code for f in answer.findings} == {"mark-without-note", "misprinted-number"}


def test_no_text_at_all() -> None:
    answer = extract("")
    assert (answer.citations, answer.relations, answer.findings) == ((), (), ())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        extract(tmp_path / "không có.txt")
