"""Every example of ``docs/recognises.md`` is what the program does.

A table whose first column is "Text" is run: each other column is named after what it shows, one line
(``<br>``) a citation, "—" where there is nothing.  Escapes in a text stand for what print would hide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from nlp import extract, lexicon
from nlp.model import SELF, Citation, Extraction, Mention
from nlp.pinpoints import place

PAGE = Path(__file__).parent.parent / "docs" / "recognises.md"
NOTHING = "—"
HIDDEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060]")


def others(answer: Extraction) -> list[Citation]:
    return [c for c in answer.citations if c.id != SELF]


def spoken(citation: Citation) -> list[Mention]:
    return [m for m in citation.mentions if m.form != "relative"]


def named(citation: Citation) -> str:
    return f"{citation.type} {citation.number}" if citation.number else citation.name


def pointing(answer: Extraction) -> Iterator[str]:
    """Words that point back, with what they stand for."""
    names = {c.id: "the document itself" if c.id == SELF else named(c) for c in answer.citations}
    mentions = [(m, names[c.id]) for c in answer.citations for m in c.mentions]
    for mention, what in sorted(mentions, key=lambda pair: (pair[0].start, pair[1])):
        if mention.form in ("self", "relative"):
            yield f"“{mention.text}” = {what}"


COLUMNS: dict[str, Callable[[Extraction], Iterator[str] | list[str]]] = {
    "Document": lambda a: [named(c) for c in others(a)],
    "Named": lambda a: [c.name for c in others(a)],
    "Date": lambda a: [c.date or c.year for c in others(a)],
    "Year": lambda a: [c.year for c in others(a)],
    "Issuer": lambda a: [c.issuer for c in others(a)],
    "Form": lambda a: [spoken(c)[0].form for c in others(a)],
    "Kind": lambda a: [c.kind for c in others(a)],
    "Resolved": lambda a: [f"{c.resolution} ({c.rule})" for c in others(a)],
    "Mentions": lambda a: [" · ".join(m.text for m in spoken(c)) for c in others(a)],
    "Times": lambda a: [str(len(spoken(c))) for c in others(a)],
    "May be": lambda a: [", ".join(x.number for x in c.candidates) for c in others(a)],
    "Place in it": lambda a: [
        "; ".join(place(p) for m in c.mentions for p in m.pinpoints) for c in others(a)
    ],
    "Finding": lambda a: [f.code for f in a.findings],
    "Points back": pointing,
}


def shown(text: str, column: str) -> str:
    lines = [" ".join(line.split()) or NOTHING for line in COLUMNS[column](extract(text))]
    return HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04x}", "<br>".join(lines)) or NOTHING


def unhidden(code: str) -> str:
    """The text of a cell, its escapes read."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), code.strip().strip("`"))
    return text.replace("\\n", "\n").replace("\\t", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its line, its text, what the page says of it."""

    line: int
    text: str
    said: tuple[tuple[str, str], ...]


def rows(page: str) -> Iterator[Row]:
    header: list[str] = []
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|"):
            header = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not header:
            header = cells
        elif header[0] == "Text" and not set(line) <= set("|-: "):
            assert len(cells) == len(header), f"line {number}"
            yield Row(number, unhidden(cells[0]), tuple(zip(header[1:], cells[1:], strict=True)))


ROWS = list(rows(PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line-{row.line}")
def test_the_page_tells_what_is_found(row: Row) -> None:
    assert {column: shown(row.text, column) for column, _ in row.said} == dict(row.said), row.text


def test_spans_are_the_texts() -> None:
    for row in ROWS:
        for citation in extract(row.text).citations:
            for mention in citation.mentions:
                assert row.text[mention.start : mention.end] == mention.text


def test_the_page_covers_every_type_form_and_way_of_resolving() -> None:
    found = [c for row in ROWS for c in others(extract(row.text))]
    family = {"normative", "administrative", "party", "licence"}
    types = {t.name for t in lexicon.types() if t.family in family and t.abbrev}
    assert types - {c.type for c in found} == set()
    forms = {m.form for row in ROWS for c in extract(row.text).citations for m in c.mentions}
    assert forms == {"full", "elliptical", "short", "named", "alias", "relative", "self"}
    assert {c.resolution for c in found} >= {"exact", "alias", "inferred", "unresolved"}


def test_no_example_stands_twice() -> None:
    texts = [row.text for row in ROWS]
    assert len(texts) == len(set(texts)) > 150


def test_a_wrong_cell_is_seen() -> None:
    page = "| Text | Document |\n|---|---|\n| `Nghị định số 34/2016/NĐ-CP` | Nghị định 35/2016/NĐ-CP |\n"
    with pytest.raises(AssertionError):
        test_the_page_tells_what_is_found(next(rows(page)))
