"""Answers as bytes, counted as they are written: one row or byte too many refuses the answer.

Tables are written here, row by row, so that rows are counted exactly; graphs are written by Oxigraph.
"""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from kg.endpoint.errors import too_large
from kg.endpoint.limits import Limits

Cell: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"
Row: TypeAlias = "Iterable[Cell]"
Answer: TypeAlias = "ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]"

_STRING = "http://www.w3.org/2001/XMLSchema#string"
RDF_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


class Counted(io.RawIOBase):
    """Bytes up to a limit; one more raises :class:`kg.endpoint.errors.Refused`."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.parts, self.size, self.rows = limits, list[bytes](), 0, 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, part: bytes) -> int:  # type: ignore[override]
        """Keep a part."""
        self.size += len(part)
        if self.size > self.limits.size:
            raise too_large(
                f"câu trả lời lớn hơn {self.limits.size} byte; hãy hỏi hẹp hơn, hoặc từng phần bằng "
                "ORDER BY, LIMIT và OFFSET",
                f"the answer is larger than {self.limits.size} bytes; ask for less, or part by part with "
                "ORDER BY, LIMIT and OFFSET",
            )
        self.parts.append(bytes(part))
        return len(part)

    def each(self, rows: Iterable[object]) -> Iterator[object]:
        """The rows, counted."""
        for row in rows:
            self.rows += 1
            if self.rows > self.limits.rows:
                raise too_large(
                    f"câu trả lời có hơn {self.limits.rows} dòng; hãy hỏi từng phần bằng ORDER BY, LIMIT và "
                    "OFFSET, hoặc xuất cả đồ thị bằng luocdo export",
                    f"the answer has more than {self.limits.rows} rows; ask part by part with ORDER BY, "
                    "LIMIT and OFFSET, or export the whole graph with luocdo export",
                )
            yield row


def write(answer: Answer, form: str, limits: Limits, prefixes: dict[str, str]) -> Counted:
    """An answer in a format, by its name; raises :class:`kg.endpoint.errors.Refused` beyond the limits."""
    out = Counted(limits)
    if isinstance(answer, ox.QueryBoolean):
        out.write(_BOOLEANS[form].format("true" if answer else "false").encode())
    elif isinstance(answer, ox.QuerySolutions):
        names = [v.value for v in answer.variables]
        rows = (row for row in out.each(answer) if isinstance(row, ox.QuerySolution))
        for words in _TABLES[form](names, rows):
            out.write(words.encode())
    else:
        ox.serialize(
            (t for t in out.each(answer) if isinstance(t, ox.Triple)),
            cast("IO[bytes]", out),
            format=RDF_FORMATS[form],
            prefixes=prefixes,
        )
    return out


def _json(names: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(names, ensure_ascii=False)}}},"results":{{"bindings":['
    comma = ""
    for row in rows:
        bound = {n: _json_term(cell) for n, cell in zip(names, row, strict=True) if cell is not None}
        yield f"{comma}\n{json.dumps(bound, ensure_ascii=False)}"
        comma = ","
    yield "\n]}}\n"


def _json_term(term: Cell) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
        case ox.Literal():
            found: dict[str, object] = {"type": "literal", "value": term.value}
            if term.language:
                found["xml:lang"] = term.language
                if term.direction:
                    found["its:dir"] = str(term.direction)
            elif term.datatype.value != _STRING:
                found["datatype"] = term.datatype.value
            return found
    raise TypeError(f"không phải giá trị của câu trả lời / not a term of an answer: {term!r}")


def _xml(names: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"'
    yield ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"><head>'
    yield "".join(f"<variable name={_quoted(name)}/>" for name in names) + "</head><results>"
    for row in rows:
        cells = (
            f"<binding name={_quoted(name)}>{_xml_term(cell)}</binding>"
            for name, cell in zip(names, row, strict=True)
            if cell is not None
        )
        yield f"\n<result>{''.join(cells)}</result>"
    yield "\n</results></sparql>\n"


def _xml_term(term: Cell) -> str:
    match term:
        case ox.NamedNode():
            return f"<uri>{_xml_text(term.value)}</uri>"
        case ox.BlankNode():
            return f"<bnode>{_xml_text(term.value)}</bnode>"
        case ox.Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items())
            return f"<triple>{inner}</triple>"
        case ox.Literal():
            kind = ""
            if term.language:
                kind = f' xml:lang="{term.language}"' + (
                    f' its:dir="{term.direction}"' if term.direction else ""
                )
            elif term.datatype.value != _STRING:
                kind = f" datatype={_quoted(term.datatype.value)}"
            return f"<literal{kind}>{_xml_text(term.value)}</literal>"
    raise TypeError(f"không phải giá trị của câu trả lời / not a term of an answer: {term!r}")


_UNWRITABLE = {n: "\ufffd" for n in (*range(0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)}


def _xml_text(words: str) -> str:
    """Words in XML 1.0, which has no way to write most control characters: they become U+FFFD."""
    return html.escape(words, quote=False).replace("\r", "&#13;").translate(_UNWRITABLE)


def _quoted(words: str) -> str:
    return f'"{html.escape(words)}"'


def _csv(names: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield ",".join(names) + "\r\n"
    for row in rows:
        yield ",".join(_csv_cell(cell) for cell in row) + "\r\n"


def _csv_cell(term: Cell) -> str:
    words = "" if term is None else str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else term.value
    return '"' + words.replace('"', '""') + '"' if set(words) & set('",\r\n') else words


def _tsv(names: list[str], rows: Iterable[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if cell is None else _tsv_cell(cell) for cell in row) + "\n"


def _tsv_cell(term: Cell) -> str:
    """A term as Turtle writes it; no tab or line end is left in it."""
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


_TABLES: dict[str, Callable[[list[str], Iterable[Row]], Iterator[str]]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_BOOLEANS = {
    "json": '{{"head":{{}},"boolean":{}}}\n',
    "xml": '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
    "<boolean>{}</boolean></sparql>\n",
    "csv": "{}\n",
    "tsv": "{}\n",
}
