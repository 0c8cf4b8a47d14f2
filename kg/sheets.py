"""The tables as files: Parquet for pandas, R and Spark, a workbook for the office, CSV for everything else.

Rows are written in groups as they are read, so memory stays flat however large the graph is.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

from kg.store import Store
from kg.tables import TABLES, Cell, Row

GROUP = 10_000
"""Rows written at once."""
_SHEET = 1_048_576
_CELL = 32_767
"""What Excel holds: rows of a sheet, characters of a cell."""
_CUT = " … (cắt bớt, xem CSV)"


def write_parquet(store: Store, folder: Path) -> list[Path]:
    """The tables as ``documents.parquet``, …, in a folder that is made; what was written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES:
        schema = pa.schema([(name, kinds[kind]) for name, kind, _ in table.columns])
        path = folder / f"{table.name}.parquet"
        with pq.ParquetWriter(path, schema, compression="zstd") as file:
            for group in _groups(table.rows(store)):
                columns = zip(zip(*group, strict=True), schema, strict=True)
                file.write_table(pa.table([pa.array(c, f.type) for c, f in columns], schema=schema))
        written.append(path)
    return written


def write_csv(store: Store, folder: Path) -> list[Path]:
    """The tables as ``documents.csv``, …: UTF-8 with its mark, so that Excel reads Vietnamese."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(name for name, _, _ in table.columns)
            rows.writerows(table.rows(store))
        written.append(path)
    return written


def write_xlsx(store: Store, path: Path) -> list[Path]:
    """The tables as the sheets of one workbook; a table longer than a sheet goes on in the next one."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for table in TABLES:
        rows = table.rows(store)
        for number in range(1, _SHEET):
            group = islice(rows, _SHEET - 1)
            first = next(group, None)
            if first is None and number > 1:
                break
            sheet = book.create_sheet(table.title if number == 1 else f"{table.title} {number}")
            sheet.freeze_panes = "A2"
            head = [WriteOnlyCell(sheet, title) for _, _, title in table.columns]
            for cell in head:
                cell.font = Font(bold=True)
            sheet.append(head)
            for row in chain(() if first is None else (first,), group):
                sheet.append([_excel(value, sheet) for value in row])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return [path]


WRITERS: dict[str, Callable[[Store, Path], list[Path]]] = {
    "parquet": write_parquet,
    "tables": write_csv,
    "xlsx": write_xlsx,
}
"""Formats that take a place to write to: a folder, but for the workbook."""


def _excel(value: Cell, sheet: Any) -> Any:
    """A cell of a workbook: words are words, never formulas; what Excel cannot hold is marked."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    words = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    if len(words) > _CELL:
        words = words[: _CELL - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    return cell


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, GROUP)):
        yield group
