"""The graph as four tables: documents, bodies, citations, relations with their evidence.

For pandas, R and Spark (Parquet), for the office (xlsx), for everything else (CSV).  Rows are read from
the store one by one and written in groups, so memory stays flat however large the graph is.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeAlias

from kg import identity, trace
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import ELI, OA, ORG, PROV, RDF, RDF_TYPE, RDFS, SKOS, Iri, Literal

Cell: TypeAlias = "str | int | float | bool | None"
Row: TypeAlias = "tuple[Cell, ...]"

GROUP = 10_000
"""Rows written at once."""
_CACHED = 20_000
_SHEET = 1_048_576
_CELL = 32_767
"""What Excel holds: rows of a sheet, characters of a cell."""
_CUT = " … (cắt bớt, xem CSV)"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns with their kinds, its name and columns in Vietnamese, its rows."""

    name: str
    title: str
    columns: tuple[tuple[str, type, str], ...]
    rows: Callable[[Store], Iterator[Row]]


def _documents(store: Store) -> Iterator[Row]:
    current, ld = store.terms.current, store.terms.ld
    for quad in store.match(None, RDF_TYPE, ELI("LegalResource"), current):
        found = node(store, quad.subject)
        facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, current)}
        kind = facts.get(ELI("type_document"))
        yield (
            found.iri,
            found.label,
            found.number,
            _name(store, Iri(str(kind))) if kind else "",
            found.issuer,
            found.place,
            found.date,
            found.title,
            _word(facts.get(ELI("first_date_entry_in_force"))),
            _word(facts.get(ELI("date_no_longer_in_force"))),
            _word(facts.get(ld("signer"))),
            found.held,
        )


def _bodies(store: Store) -> Iterator[Row]:
    for quad in store.match(None, RDF_TYPE, ORG("Organization"), store.terms.current):
        issued = store.match(None, ELI("passed_by"), quad.subject, store.terms.current)
        place = quad.subject.removeprefix(f"{store.terms.base}body/")
        yield quad.subject, _name(store, quad.subject), place, sum(1 for _ in issued)


def _citations(store: Store) -> Iterator[Row]:
    """Every citation of every source, with the words of its first mention and where they stand."""
    ld = store.terms.ld
    for graph in store.sources():
        held = next(store.match(None, ld("heldIn"), None, graph), None)
        document = identity.final(store, held.subject) if held else ""
        mentions: dict[Iri, list[tuple[int, int, str]]] = {}
        for quad in store.match(None, ld("mentionOf"), None, graph):
            mentions.setdefault(Iri(str(quad.object)), []).append(_place(store, quad.subject, graph))
        for quad in store.match(None, RDF_TYPE, ld("Citation"), graph):
            facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, graph)}
            work = facts.get(ld("refersTo"))
            places = sorted(mentions.get(quad.subject, []))
            start, end, words = places[0] if places else (None, None, "")
            yield (
                quad.subject,
                document,
                identity.final(store, Iri(str(work))) if work else "",
                _word(facts.get(ld("kind"))),
                _word(facts.get(ld("resolution"))),
                _word(facts.get(ld("reason"))),
                float(_word(facts.get(ld("confidence"))) or 0),
                len(places),
                words,
                start,
                end,
                str(facts.get(PROV("wasDerivedFrom"), "")),
            )


def _relations(store: Store) -> Iterator[Row]:
    current, terms = store.terms.current, store.terms

    @lru_cache(_CACHED)
    def look(work: Iri) -> Node:
        return node(store, work)

    for quad in store.match(None, RDF("predicate"), None, current):
        relation = terms.by_term.get(Iri(str(quad.object)))
        facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, current)}
        if relation is None:
            continue
        subject, target = (look(Iri(str(facts[RDF(role)]))) for role in ("subject", "object"))
        (said,) = trace.evidence(store, [quad.subject])
        yield (
            subject.label,
            subject.issuer,
            subject.date,
            relation.label,
            target.label,
            target.issuer,
            target.date,
            said.quote,
            said.confidence,
            relation.predicate,
            relation.sense,
            _word(facts.get(terms.ld("part"))) == "true",
            said.rule,
            said.cue,
            str(facts.get(terms.ld("review"), "")).removeprefix(terms.ld.iri),
            said.start,
            said.end,
            said.source,
            subject.iri,
            target.iri,
            relation.term,
            quad.subject,
        )


TABLES = (
    Table(
        "documents",
        "Văn bản",
        (
            ("iri", str, "IRI"),
            ("label", str, "văn bản"),
            ("number", str, "số"),
            ("type", str, "loại"),
            ("issuer", str, "cơ quan"),
            ("place", str, "nơi"),
            ("date", str, "ngày"),
            ("title", str, "trích yếu"),
            ("in_force", str, "hiệu lực từ"),
            ("no_longer_in_force", str, "hết hiệu lực"),
            ("signer", str, "người ký"),
            ("held", bool, "có toàn văn"),
        ),
        _documents,
    ),
    Table(
        "bodies",
        "Cơ quan",
        (("iri", str, "IRI"), ("name", str, "tên"), ("place", str, "nơi"), ("documents", int, "số văn bản")),
        _bodies,
    ),
    Table(
        "citations",
        "Viện dẫn",
        (
            ("iri", str, "IRI"),
            ("document", str, "văn bản"),
            ("cited", str, "văn bản được dẫn"),
            ("kind", str, "dạng"),
            ("resolution", str, "nhận diện"),
            ("reason", str, "lý do"),
            ("confidence", float, "độ tin cậy"),
            ("mentions", int, "số lần"),
            ("words", str, "chữ trong văn bản"),
            ("start", int, "từ ký tự"),
            ("end", int, "đến ký tự"),
            ("source", str, "nguồn"),
        ),
        _citations,
    ),
    Table(
        "relations",
        "Quan hệ",
        (
            ("subject", str, "văn bản"),
            ("subject_issuer", str, "cơ quan"),
            ("subject_date", str, "ngày"),
            ("relation", str, "quan hệ"),
            ("object", str, "văn bản đích"),
            ("object_issuer", str, "cơ quan đích"),
            ("object_date", str, "ngày đích"),
            ("quote", str, "câu văn"),
            ("confidence", float, "độ tin cậy"),
            ("predicate", str, "vị từ"),
            ("sense", str, "sắc thái"),
            ("part", bool, "một phần"),
            ("rule", str, "quy tắc"),
            ("cue", str, "chữ báo"),
            ("review", str, "người xem lại"),
            ("start", int, "từ ký tự"),
            ("end", int, "đến ký tự"),
            ("source", str, "nguồn"),
            ("subject_iri", str, "IRI"),
            ("object_iri", str, "IRI đích"),
            ("term", str, "thuật ngữ"),
            ("assertion", str, "khẳng định"),
        ),
        _relations,
    ),
)
"""The tables, in the order of a workbook."""


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


def _place(store: Store, mention: Iri, graph: Iri) -> tuple[int, int, str]:
    """Where a mention stands, and its words."""
    found: dict[Iri, str] = {}
    for target in store.match(mention, OA("hasTarget"), None, graph):
        for selector in store.match(Iri(str(target.object)), OA("hasSelector"), None, graph):
            for fact in store.match(Iri(str(selector.object)), None, None, graph):
                found[fact.predicate] = _word(fact.object)
    return int(found.get(OA("start"), "0")), int(found.get(OA("end"), "0")), found.get(OA("exact"), "")


def _name(store: Store, thing: Iri) -> str:
    facts = {q.predicate: q.object for q in store.match(thing, None, None, store.terms.current)}
    return _word(facts.get(SKOS("prefLabel")) or facts.get(RDFS("label")))


def _word(value: Iri | Literal | None) -> str:
    return value.value if isinstance(value, Literal) else ""
