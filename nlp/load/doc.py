"""Old Word files (.doc of Word 97 to 2007, and of Word 6 and 95), read without any outside program.

Tables, footnotes and endnotes come as in :mod:`nlp.load.docx`; deleted and hidden text and field
codes are left out.  Text typed in TCVN3 or VNI fonts is decoded, judged on the whole document.
Automatic list numbers ("Điều 1.") are written out, but for lists that only a style names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby

from nlp.load import legacy
from nlp.load.blocks import Block, note_line, row
from nlp.load.docx import split_pages
from nlp.load.errors import NoText
from nlp.load.plain import SAMPLE
from nlp.load.wordbinary import DELETED, FONT, HIDDEN, IN_TABLE, LIST, LIST_LEVEL, ROW_END, Word, read_word
from nlp.model import Finding, Text

_PARAGRAPH, _CELL, _BREAK = "\r", "\x07", "\x0c"
_PRINTED = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "\u00ad", "\t": "\t"}
"""What control characters print; the others print nothing."""


def load(data: bytes, *, source: str) -> Text:
    """Read a .doc file with its footnotes: ``load(data, source="CT-01.doc").text``.

    Raises:
        Corrupt, Encrypted, Unsupported, NoText: as named.
    """
    word = read_word(data, source=source)
    letters = _shown(word)
    findings: tuple[Finding, ...] = ()
    font = legacy.detect("".join(letters[:SAMPLE]))
    if font:
        letters = _decoded(word, letters, font)
        message = f"Văn bản gõ bằng phông chữ cũ ({font}), đã chuyển sang Unicode."
        findings = (Finding("encoding", message),)
    text, pages = split_pages("".join(map(str, _blocks(word, letters))))
    if not text.strip():
        raise NoText(source, "doc")
    digest = hashlib.sha256(data).hexdigest()
    return Text(text, source, "doc", digest, font or "utf-8", pages, findings)


def _shown(word: Word) -> list[str]:
    """The letters; those that are deleted, hidden or part of a field's code as empty strings."""
    letters = list(word.text)
    inside: list[bool] = []  # for each open field: are we still in its code?
    for at, letter in enumerate(word.text):
        properties = word.characters.at(word.offsets[at])
        if letter == "\x13":
            inside.append(True)
        elif letter == "\x14" and inside:
            inside[-1] = False
        elif letter == "\x15" and inside:
            inside.pop()
        elif not (any(inside) or properties.get(DELETED) or properties.get(HIDDEN)):
            continue
        letters[at] = ""
    return letters


def _decoded(word: Word, letters: list[str], encoding: legacy.Legacy) -> list[str]:
    """The letters in Unicode; a decoded run stands in the place of its first letter."""

    def font(at: int) -> tuple[bool, bool]:
        number = word.characters.at(word.offsets[at]).get(FONT)
        if letters[at] < " " or number is None or number >= len(word.fonts):
            return letters[at] >= " ", False
        known = legacy.of_font(word.fonts[number])
        return known is not None, known is not None and known[1]

    out = list(letters)
    for (typed, capitals), group in groupby(range(len(letters)), key=font):
        places = list(group)
        if typed:
            run = "".join(letters[at] for at in places)
            out[places[0] : places[-1] + 1] = [""] * len(places)
            out[places[0]] = legacy.decode(run, encoding, capitals=capitals)
    return out


def _blocks(word: Word, letters: list[str]) -> Iterator[Block]:
    """Paragraphs and table rows of the main text."""
    cells: list[list[Block]] = []
    cell: list[Block] = []
    text: list[str] = []
    notes: list[str] = []
    for at in range(word.body):
        letter = letters[at]
        if at in word.notes and letter:
            note = word.notes[at]
            text.append(f"[^{note.label}]")
            words = "".join(
                _print(letters[place]) for place in range(note.start, min(note.end, len(letters)))
            )
            notes.append(note_line(note.label, words))
            continue
        if letter not in (_PARAGRAPH, _CELL, _BREAK):
            text.append(_print(letter))
            continue
        if letter == _BREAK:
            text.append("\f")
        properties = word.paragraphs.at(word.offsets[at])
        label = word.lists.label(str(properties.get(LIST, 0)), properties.get(LIST_LEVEL, 0))
        block = Block(label + "".join(text), tuple(notes))
        text, notes = [], []
        if letter == _CELL and (properties.get(ROW_END) or _empty_after_cell(word, block, at)):
            if any(part.text.strip() for blocks in cells for part in blocks):
                yield row(cells)
            cells, cell = [], []
        elif letter == _CELL:
            cells.append([*cell, block])
            cell = []
        elif properties.get(IN_TABLE):
            cell.append(block)
        else:
            yield block
    if text:
        yield Block("".join(text), tuple(notes))


def _empty_after_cell(word: Word, block: Block, at: int) -> bool:
    """Word 6 keeps no paragraph properties that we read: there, two cell marks in a row end the row."""
    return not word.paragraphs.starts and not block.text and word.text[at - 1 : at] == _CELL


def _print(letter: str) -> str:
    if letter in (_PARAGRAPH, _CELL, _BREAK):
        return " "
    if len(letter) == 1 and letter < " ":
        return _PRINTED.get(letter, "")
    return letter
