"""Paragraphs and table rows on their way to text; the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """A paragraph or a table row without its newline, and the note lines that follow it."""

    text: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in (self.text, *self.notes))


def note_line(label: str, words: str) -> str:
    """A note on a line of its own: ``[^7]: Quyết định số 126/QĐ-UBND``."""
    return f"[^{label}]: {' '.join(words.split())}"


def row(cells: Iterable[Sequence[Block]]) -> Block:
    """A table row: cells parted by tabs, a cell's paragraphs as lines, its notes after the row."""
    texts, notes = [], []
    for blocks in cells:
        lines = [line.strip(" \t") for block in blocks for line in block.text.split("\n")]
        texts.append("\n".join(line for line in lines if line))
        notes += [note for block in blocks for note in block.notes]
    return Block("\t".join(texts), tuple(notes))
