"""Reading the lexicon's tables: TSV with a header row, ``#`` comment lines before it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

_Entry = TypeVar("_Entry")
_LINE = "line"


class LexiconError(ValueError):
    """A table of the lexicon cannot be used; says which file and line, in Vietnamese and English."""

    def __init__(self, file: str, line: int, vi: str, en: str) -> None:
        super().__init__(f"{file}:{line}: {vi} / {en}")
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where it stands and its cells by column name."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, vi: str, en: str) -> LexiconError:
        return LexiconError(self.file, self.line, vi, en)

    def flag(self, column: str) -> bool:
        """A yes/no cell.  Raises :class:`LexiconError` for anything else."""
        value = self.cells[column]
        if value not in ("yes", "no"):
            raise self.error(f"cột “{column}” phải là yes hoặc no", f"column “{column}” must be yes or no")
        return value == "yes"

    def number(self, column: str) -> int:
        """A whole number.  Raises :class:`LexiconError` for anything else."""
        value = self.cells[column]
        if not value.isdecimal():
            raise self.error(f"cột “{column}” phải là số", f"column “{column}” must be a whole number")
        return int(value)

    def word(self, column: str, allowed: tuple[str, ...]) -> str:
        """One of the words allowed.  Raises :class:`LexiconError` for any other."""
        value = self.cells[column]
        if value not in allowed:
            known = ", ".join(allowed)
            raise self.error(f"“{value}” không có trong: {known}", f"“{value}” is not one of: {known}")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """Values parted by " | ": "BNN | BNN&PTNT" is ("BNN", "BNN&PTNT")."""
        return tuple(part for part in (p.strip() for p in self.cells[column].split(" | ")) if part)


def parse(text: str, *, file: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of one table, NFC, cells stripped.

    Raises :class:`LexiconError` where the header or a row does not have exactly ``columns``.
    """
    header: list[str] = []
    for line, raw in enumerate(unicodedata.normalize("NFC", text).split("\n"), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        if not header:
            header = cells
            if tuple(header) != columns:
                want = ", ".join(columns)
                raise LexiconError(file, line, f"dòng tiêu đề phải là: {want}", f"the header must be: {want}")
        elif len(cells) != len(header):
            raise LexiconError(
                file,
                line,
                f"cần {len(header)} cột, có {len(cells)}",
                f"{len(header)} columns wanted, {len(cells)} found",
            )
        else:
            yield Row(file, line, dict(zip(header, cells, strict=True)))


def entries(kind: Callable[..., _Entry], file: str) -> tuple[_Entry, ...]:
    """The table ``file`` of this folder, a ``kind`` a row; each field is a column, ``line`` the row's own.

    Raises :class:`LexiconError` where a cell is not of its field's type.
    """
    hints = get_type_hints(kind)
    columns = [(name, _reader(hints[name])) for name in hints if name != _LINE]
    text = (files(__package__) / file).read_text(encoding="utf-8")
    rows = parse(text, file=file, columns=tuple(name for name, _ in columns))
    if _LINE in hints:
        return tuple(kind(*[cell(row, name) for name, cell in columns], row.line) for row in rows)
    return tuple(kind(*[cell(row, name) for name, cell in columns]) for row in rows)


def _reader(kind: Any) -> Callable[[Row, str], Any]:
    """How a cell of this type is read: text, yes/no, a whole number, a list, one of some words."""
    if get_origin(kind) is Literal:
        return partial(Row.word, allowed=get_args(kind))
    if get_origin(kind) is tuple:
        return Row.several
    return {bool: Row.flag, int: Row.number, str: Row.__getitem__}[kind]
