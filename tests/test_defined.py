"""Defined terms: what they stand for, and what is no document."""

from __future__ import annotations

import unicodedata

import pytest

from nlp import extract
from nlp.defined import with_defined
from nlp.find import find


def aliases(text: str) -> list[tuple[str, int]]:
    return [(text[h.start : h.end], h.of) for h in with_defined(text, find(text)) if h.form == "alias"]


def cited(text: str) -> list[tuple[str, list[str]]]:
    return [(c.number or c.name, [m.text for m in c.mentions]) for c in extract(text).citations]


def test_a_term_is_a_mention_of_what_it_stands_for() -> None:
    text = "Quyết định số 1719/QĐ-TTg (sau đây gọi tắt là Chương trình 1719). Chương trình 1719 chậm tiến độ."
    assert cited(text) == [
        ("1719/QĐ-TTg", ["Quyết định số 1719/QĐ-TTg", "Chương trình 1719", "Chương trình 1719"])
    ]


def test_the_serial_in_the_term_decides_among_several() -> None:
    text = (
        "Nghị định số 24/2026/NĐ-CP và Nghị định số 25/2026/NĐ-CP về hóa chất (sau đây viết tắt là "
        "Nghị định 24). Theo Nghị định 24, cơ sở phải khai báo."
    )
    assert [n for n, m in cited(text) if "Nghị định 24" in m] == ["24/2026/NĐ-CP"]


def test_the_type_in_the_term_decides_where_no_serial_does() -> None:
    text = (
        "Nghị định số 25/2026/NĐ-CP hướng dẫn Luật Hóa chất số 69/2025/QH15 (sau đây gọi là Luật Hóa chất "
        "mới). Luật Hóa chất mới có hiệu lực."
    )
    assert [n for n, m in cited(text) if "Luật Hóa chất mới" in m] == ["69/2025/QH15"]


def test_else_the_document_that_opens_the_clause() -> None:
    text = "Quyết định số 15/QĐ-UBND kèm Quy chế (sau đây gọi tắt là Quy chế phối hợp). Sửa Quy chế phối hợp."
    assert aliases(text) == [("Quy chế phối hợp", 0), ("Quy chế phối hợp", 0)]


@pytest.mark.parametrize(
    "term",
    ["người nộp thuế", "UBND cấp xã", "Bộ", "Quyết định", "Dự án 1", "Nghị định này", "doanh nghiệp"],
)
def test_what_is_no_documents_name_is_no_term(term: str) -> None:
    text = f"Quyết định số 15/QĐ-UBND (sau đây gọi tắt là {term}). Theo {term}, các bên làm việc."
    assert aliases(text) == []


def test_a_term_does_not_reach_back() -> None:
    text = "Quy chế phối hợp cũ. Quyết định số 15/QĐ-UBND (sau đây gọi là Quy chế phối hợp)."
    assert [text.count("Quy chế phối hợp"), len(aliases(text))] == [2, 1]


def test_without_terms_the_hits_are_as_they_were() -> None:
    hits = find("Quyết định số 15/QĐ-UBND là văn bản mới.")
    assert with_defined("Quyết định số 15/QĐ-UBND là văn bản mới.", hits) == hits


def test_terms_in_decomposed_letters() -> None:
    composed = "Quyết định số 17/QĐ-TTg (sau đây gọi tắt là Chương trình 17). Chương trình 17; Luật Đất đai."
    text = unicodedata.normalize("NFD", composed)
    found = [h for h in with_defined(text, find(text)) if h.form == "alias"]
    assert [unicodedata.normalize("NFC", text[h.start : h.end]) for h in found] == ["Chương trình 17"] * 2
    assert {h.of for h in found} == {0}
    assert len(with_defined(text, find(text))) == 4


def test_a_mark_that_composes_with_nothing_stays() -> None:
    text = "q\u0302 Quyết định số 17/QĐ-TTg (sau đây gọi tắt là Chương trình 17). Chương trình 17 nêu rõ."
    assert len(with_defined(text, find(text))) == 3
