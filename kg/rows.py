"""Rows of an official list, a table whose head names its columns, and what importing them would do."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from typing import Literal as OneOf

from kg.errors import BadList
from kg.terms import Quad

Kind = OneOf["documents", "relations"]


@cache
def settings() -> dict[str, Any]:
    """The table ``listing.toml``."""
    return tomllib.loads((Path(__file__).parent / "listing.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its line, its place in the file's text, and its fields under our names."""

    line: int
    start: int
    end: int
    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is doubtful in a row; ``left_out`` where the row, or the fact, is not written."""

    line: int
    code: str
    vietnamese: str
    english: str
    left_out: bool = False

    def __str__(self) -> str:
        return f"{self.line}: {self.code}: {self.vietnamese} / {self.english}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a list would do.

    ``identified`` and ``open_`` count the documents that get a work's IRI and those that do not;
    ``agreeing`` and ``reversed_`` the relations that known pairs and dates bear out or contradict.
    """

    file: Path
    kind: Kind
    rows: int
    quads: tuple[Quad, ...]
    conflicts: tuple[Conflict, ...]
    identified: int = 0
    open_: int = 0
    agreeing: int = 0
    reversed_: int = 0


def rows(file: Path, words: str) -> tuple[Kind, list[Row]]:
    """The rows of a list and what it lists; raises :class:`kg.errors.BadList` with file and line."""
    lines = words.splitlines(keepends=True)
    offset, found = 0, list[Row]()
    kind: Kind | None = None
    names = list[str]()
    for number, line in enumerate(lines, 1):
        cells = next(csv.reader(io.StringIO(line), delimiter="\t", quoting=csv.QUOTE_NONE), [])
        if line.strip() and not line.startswith("#"):
            if kind is None:
                kind, names = _head(file, number, cells)
            else:
                fields = {n: " ".join(c.split()) for n, c in zip(names, cells, strict=False) if n}
                found.append(Row(number, offset, offset + len(line.rstrip("\r\n")), fields))
        offset += len(line)
    if kind is None or not found:
        raise BadList(f"{file}: danh sách trống", f"{file}: the list is empty")
    return kind, found


def _head(file: Path, line: int, cells: list[str]) -> tuple[Kind, list[str]]:
    for kind, needed in (("relations", {"subject", "object"}), ("documents", {"type", "number"})):
        known = {word: name for name, words in settings()[kind].items() for word in words}
        names = [known.get(cell.strip().casefold(), "") for cell in cells]
        if needed <= set(names):
            return kind, names  # type: ignore[return-value]
    wanted = "type, number / amending_number, action, amended_number"
    raise BadList(f"{file}:{line}: dòng đầu cần các cột {wanted}", f"{file}:{line}: the head needs {wanted}")
