"""One document in two files: the same answers, whatever the file's kind (documents beside the repository)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from nlp import extract
from nlp.load import from_bytes
from nlp.model import Extraction
from tests.helpers_docx import flattened_to_docx

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORT = SHARED / "gold" / "sources" / "000_7a27f4b746d18ba5.txt"
WORD = SHARED / "gold" / "sources" / "20__TB-1894-ket-qua-sau-kiem-tra-VLNCN.docx"
SIGNED = SHARED / "corpus" / "mixed" / "20b__TB-1894-ket-qua-sau-kiem-tra-VLNCN-ban-ky.pdf"


def documents(found: Extraction) -> dict[str, str]:
    """What the citations mean, by their ids; "self" is itself."""
    return {c.id: " ".join((c.type, c.number or f"{c.name} {c.year}")) for c in found.citations} | {
        "self": "self"
    }


def cited(found: Extraction) -> set[tuple[str, str, str]]:
    """Each cited document with its date and issuer."""
    means = documents(found)
    return {(means[c.id], c.date, c.issuer) for c in found.citations if c.id != "self"}


def edges(found: Extraction) -> set[tuple[str, str, str]]:
    """Each relation by what its ends mean."""
    means = documents(found)
    return {(means[r.subject], r.predicate, means[r.object]) for r in found.relations}


def f1(ours: Collection[object], theirs: Collection[object]) -> float:
    """Agreement of two sets."""
    return 2 * len(set(ours) & set(theirs)) / (len(ours) + len(theirs))


@pytest.mark.skipif(not REPORT.exists(), reason="the report lies outside the repository")
def test_the_report_as_word_with_true_footnotes() -> None:
    flat = extract(REPORT)
    word = extract(
        from_bytes(flattened_to_docx(REPORT.read_text(encoding="utf-8-sig")), source="report.docx")
    )
    assert word.text.format == "docx"
    assert word.document == flat.document
    assert cited(word) == cited(flat)
    assert edges(word) == edges(flat)


@pytest.mark.skipif(not SIGNED.exists(), reason="the documents lie outside the repository")
def test_a_signed_pdf_and_its_word_file() -> None:
    word, signed = extract(WORD), extract(SIGNED)
    assert f1(cited(signed), cited(word)) >= 0.98
    assert f1(edges(signed), edges(word)) >= 0.98
    assert (signed.document.type, signed.document.number, signed.document.date) == (
        "Thông báo",
        "1894/TB-SCT",
        "2026-04-09",
    )
