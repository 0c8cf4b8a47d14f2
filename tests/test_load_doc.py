"""Old Word files: text, footnotes, rows, legacy fonts, damage."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import load as loading
from nlp.load import legacy
from nlp.load.ole import streams
from nlp.load.wordlists import read_lists
from tests.helpers_doc import doc, ole


def text_of(data: bytes) -> str:
    return loading.from_bytes(data, source="chi-thi.doc").text


def test_paragraphs_fields_and_special_characters() -> None:
    text = "CHỈ THỊ\rSố\t2817/QĐ\x1eUBND\x0bdòng hai\r\x13HYPERLINK x\x14liên kết\x15\x01 hết\r"
    assert text_of(doc(text)) == "CHỈ THỊ\nSố\t2817/QĐ-UBND\ndòng hai\nliên kết hết\n"


def test_footnotes() -> None:
    data = doc("Đề án\x02 và Kế hoạch\x02 này.\rHết.\r", ["Quyết định số 06/QĐ-TTg", "Kế hoạch số 1/KH"])
    assert text_of(data) == (
        "Đề án[^1] và Kế hoạch[^2] này.\n[^1]: Quyết định số 06/QĐ-TTg\n[^2]: Kế hoạch số 1/KH\nHết.\n"
    )


def test_table_rows() -> None:
    text = "1\x07Đề án\x02\x07\x07\x072\x07\x07c\x07\x07Hết\r"
    ends = [at for at in range(len(text)) if text[at] == "\x07"]
    data = doc(text, ["ghi chú"], row_ends=[ends[3], ends[7]])
    assert text_of(data) == "1\tĐề án[^1]\t\n[^1]: ghi chú\n2\t\tc\nHết\n"


def test_tcvn3_is_decoded_on_the_whole_document() -> None:
    table = {letter: chr(code) for code, letter in legacy.TCVN3.items()}
    words = "nghị quyết của chính phủ về đẩy mạnh"
    text = loading.from_bytes(doc("".join(table.get(c, c) for c in words) + "\r"), source="x")
    assert (text.text, text.encoding) == (words + "\n", "tcvn3")
    assert [finding.code for finding in text.findings] == ["encoding"]


def test_page_breaks() -> None:
    text = loading.from_bytes(doc("một\r\x0chai\r"), source="x")
    assert text.text.replace("\n", "") == "mộthai"
    assert [page.label for page in text.pages] == ["1", "2"]


def test_automatic_numbers() -> None:
    def level(form: int, template: str) -> bytes:
        xst = struct.pack("<H", len(template)) + template.encode("utf-16-le")
        return struct.pack("<IB", 1, form) + bytes(23) + xst

    levels = [level(0, "Điều \x00."), level(4, "\x01)"), *[level(0, "")] * 7]
    lists = struct.pack("<H", 1) + struct.pack("<I", 99) + bytes(24)
    overrides = struct.pack("<II", 1, 99) + bytes(12)
    table = lists + b"".join(levels) + overrides
    numbering = read_lists(table, (0, len(lists)), (len(table) - len(overrides), len(overrides)))
    labels = [numbering.label("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert labels == ["Điều 1. ", "a) ", "b) ", "Điều 2. ", "a) "]
    assert read_lists(table[:30], (0, len(lists)), (0, 0)).label("1", 0) == ""


def test_encrypted_damaged_and_foreign_files() -> None:
    good = doc("Chỉ thị\r")
    with pytest.raises(loading.Encrypted):
        text_of(doc("x\r", encrypted=True))
    with pytest.raises(loading.Corrupt):
        text_of(good[: len(good) // 3] + "WordDocument".encode("utf-16-le"))
    with pytest.raises(loading.NoText):
        text_of(doc("\r\r"))


def test_a_sector_chain_in_a_circle_is_corrupt() -> None:
    data = bytearray(ole({"WordDocument": b"x"}))
    table = len(data) - 512
    data[table + 4 : table + 8] = (0).to_bytes(4, "little")
    with pytest.raises(loading.Corrupt):
        streams(bytes(data), source="x")


@given(st.binary(max_size=300), st.integers(0, 8000))
def test_damage_never_ends_in_a_foreign_error(junk: bytes, at: int) -> None:
    data = bytearray(doc("Đề án\x02\r", ["a"]))
    data[at : at + len(junk)] = junk
    with contextlib.suppress(loading.LoadError):
        assert loading.from_bytes(bytes(data), source="x").text


@given(st.lists(st.text("abđố 1/-", max_size=9), min_size=1, max_size=5))
def test_text_comes_back(paragraphs: list[str]) -> None:
    text = "".join(f"{paragraph}\r" for paragraph in ["đầu", *paragraphs])
    assert text_of(doc(text)) == text.replace("\r", "\n")
