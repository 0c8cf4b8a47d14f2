"""Rich text: letters in every coding, footnotes, rows, what is passed over."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import load as loading


def text_of(body: str) -> str:
    return loading.from_bytes(rf"{{\rtf1\ansi {body}}}".encode("latin-1"), source="van-ban.doc").text


def coded(text: str) -> str:
    r"""The text as ``\u`` letters, each with a question mark for old programs."""
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in text)


def test_unicode_letters_and_symbols() -> None:
    assert text_of(coded("Nghị quyết số 02") + r"/NQ\_CP\tab\{a\}\line b\par") == (
        "Nghị quyết số 02/NQ-CP\t{a}\nb\n"
    )


def test_fonts_name_their_code_page() -> None:
    table = r"{\fonttbl{\f0\fcharset163 Arial;}{\f1\fcharset0 Times;}}"
    assert text_of(table + r"\f0 \'fe\par\f1 \'fe\par") == "₫\nþ\n"


def test_footnotes_follow_their_paragraph() -> None:
    for group in (r"{\footnote\chftn %s}", r"{\*\footnote\chftn %s}"):
        note = group % coded(" Quyết định số 06/QĐ-TTg")
        body = coded("Đề án") + r"{\super\chftn" + note + "}" + coded(" này.") + r"\par h\par"
        assert text_of(body) == "Đề án[^1] này.\n[^1]: Quyết định số 06/QĐ-TTg\nh\n"


def test_table_rows() -> None:
    body = r"\trowd\intbl a\par b\cell\intbl c\cell\row\pard d\par"
    assert text_of(body) == "a\nb\tc\nd\n"


def test_automatic_numbers_are_parted_by_a_space() -> None:
    assert text_of(r"{\listtext  1.\tab}a\par {\pntext b)\tab}c\par") == "1. a\nb) c\n"


def test_what_is_not_printed_is_left_out() -> None:
    field = r"{\field{\*\fldinst HYPERLINK}{\fldrslt link}}"
    assert text_of(r"{\stylesheet x;}{\*\unknown y}{\header z}" + field + r"{\v an}\v0 a\par") == "linka\n"


def test_tcvn3_is_decoded() -> None:
    text = loading.from_bytes(
        r"{\rtf1\ansi NghÞ quyÕt cña ChÝnh phñ vÒ ®Èy m¹nh c¶i c¸ch\par}".encode("latin-1"), source="x"
    )
    assert (text.text, text.encoding) == ("Nghị quyết của Chính phủ về đẩy mạnh cải cách\n", "tcvn3")


def test_an_empty_file() -> None:
    with pytest.raises(loading.NoText):
        text_of(r"\par\par")


@given(
    st.lists(
        st.sampled_from(
            ["{", "}", r"\par ", r"\cell ", r"\row ", r"\footnote ", r"\chftn ", r"\u7888?", "a", r"\'"]
        )
    )
)
def test_broken_groups_never_end_in_a_foreign_error(parts: list[str]) -> None:
    with contextlib.suppress(loading.LoadError):
        loading.from_bytes(("{\\rtf1 " + "".join(parts)).encode(), source="x")
