"""Footnotes: flattened Word text, Markdown and loader form, and what is missing."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.model import Span
from nlp.notes import notes, pair


def bodies(text: str) -> list[tuple[str, str]]:
    return [(note.label, text[note.body.start : note.body.end]) for note in notes(text)]


def test_flattened_notes_follow_the_paragraph_on_one_line() -> None:
    text = (
        "ban hành Kế hoạch[footnoteRef:2], thực hiện Nghị quyết[footnoteRef:3] … "
        "[2:  Quyết định số 2817/QĐ-UBND]  [3:  Nghị quyết số 02/NQ-CP] \nĐoạn sau."
    )
    assert bodies(text) == [("2", "Quyết định số 2817/QĐ-UBND"), ("3", "Nghị quyết số 02/NQ-CP")]
    first = notes(text)[0]
    assert text[first.mark.start : first.mark.end] == "[footnoteRef:2]"


def test_brackets_inside_a_flattened_note_belong_to_it() -> None:
    text = "a[footnoteRef:1] b[footnoteRef:2] [1:  Công văn [bản sao] số 5/SNV-TC]  [2:  Sau]"
    assert bodies(text) == [("1", "Công văn [bản sao] số 5/SNV-TC"), ("2", "Sau")]


def test_an_unbalanced_bracket_ends_at_the_next_note() -> None:
    text = "a[footnoteRef:1] b[footnoteRef:2] [1:  Công văn [bản sao số 5]  [2:  Sau]\n"
    assert bodies(text) == [("1", "Công văn [bản sao số 5"), ("2", "Sau")]


def test_a_note_that_is_never_closed_ends_with_its_line() -> None:
    assert bodies("a[footnoteRef:1] [1:  Công văn số 5\nĐoạn sau.") == [("1", "Công văn số 5")]


def test_loader_form_runs_to_the_end_of_the_line() -> None:
    text = "thực hiện Chỉ thị[^7] và Kế hoạch[^8].\n[^7]: Chỉ thị số 11-CT/TU\n[^8]: Kế hoạch số 5\nĐoạn sau."
    assert bodies(text) == [("7", "Chỉ thị số 11-CT/TU"), ("8", "Kế hoạch số 5")]


def test_indented_lines_continue_a_markdown_note() -> None:
    text = "x[^1]\n\n[^1]: dòng đầu\n    dòng hai\n\n    đoạn hai\nngoài"
    assert bodies(text) == [("1", "dòng đầu\n    dòng hai\n\n    đoạn hai")]


def test_a_mark_before_a_colon_is_no_note() -> None:
    text = "theo các văn bản sau[^1]: một, hai.\n[^1]: Ghi chú"
    assert bodies(text) == [("1", "Ghi chú")]
    assert notes(text)[0].mark == Span(20, 24)


def test_a_label_used_twice_binds_the_nearest_following_note() -> None:
    text = "a[^1]\n[^1]: trước\nb[^1]\n[^1]: sau\n"
    assert bodies(text) == [("1", "trước"), ("1", "sau")]


def test_marks_and_notes_without_their_other_half_are_findings() -> None:
    found, findings = pair("a[footnoteRef:4] [5:  mồ côi]")
    assert found == ()
    assert [(f.code, f.start) for f in findings] == [("mark-without-note", 1), ("note-without-mark", 22)]


def test_plain_figures_in_brackets_are_no_notes() -> None:
    assert pair("theo khoản (1), mục [2] và [3]; giờ [12:30]") == ((), ())


def test_empty_text() -> None:
    assert pair("") == ((), ())


@given(st.text(alphabet="ab[]^:1\n \tfootnoteRef", max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for note in notes(text):
        assert 0 <= note.mark.start < note.mark.end <= len(text)
        assert 0 <= note.body.start <= note.body.end <= len(text)
        assert note.label in text[note.mark.start : note.mark.end]
