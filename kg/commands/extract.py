"""``luocdo extract``: the answer for files, or for the lines of a JSONL file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import console
from kg.batch import reason
from kg.commands.common import DONE, FAILED, WRONG
from kg.naming import namer
from nlp import extract, formats, html
from nlp.answer import IriOf, to_dict
from nlp.load import load
from nlp.model import SELF, Extraction

FORMS = ("html", "jsonl", "csv", "csv-citations", "csv-relations", "bio", "webannotation", "displacy")


def _formatted(found: Extraction, form: str, iri_of: IriOf, *, first: bool) -> str:
    """The answer in a form besides json, table and text; CSV of several files has one header."""
    match form:
        case "html":
            return html.page(found)
        case "jsonl":
            return formats.to_jsonl(found, iri_of=iri_of)
        case "csv":
            return formats.to_csv(found, header=first, iri_of=iri_of)
        case "csv-citations":
            return formats.to_csv(found, table="citations", header=first, iri_of=iri_of)
        case "csv-relations":
            return formats.to_csv(found, table="relations", header=first, iri_of=iri_of)
        case "bio":
            return formats.to_bio(found)
        case "webannotation":
            return formats.to_web_annotation(found, iri_of=iri_of) + "\n"
        case _:
            return json.dumps(formats.to_displacy(found, iri_of=iri_of), ensure_ascii=False) + "\n"


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if bool(arguments.files) == bool(arguments.jsonl):
        console.warn("cần tệp hoặc --jsonl / give files, or --jsonl")
        return WRONG
    if arguments.jsonl:
        if arguments.format != "json":
            console.warn("--jsonl chỉ có dạng json / --jsonl answers in json only")
            return WRONG
        return _lines(arguments.jsonl, arguments.base)
    code = DONE
    for path in arguments.files:
        alone, first = len(arguments.files) == 1, path == arguments.files[0]
        code = max(code, _file(path, arguments.format, arguments.base, alone=alone, first=first))
    return code


def _file(path: Path, form: str, base: str, *, alone: bool, first: bool) -> int:
    try:
        text = load(path)
        if form == "text":
            console.say_exactly(text.text)
            return DONE
        found = extract(text)
    except Exception as error:  # one file's failure is named and costs no other
        console.warn(f"{path}: {reason(path, error)}")
        return FAILED
    if form == "table":
        console.say(f"{path}\n{_table(found)}\n")
    elif form in FORMS:
        console.say_exactly(_formatted(found, form, namer(found, base=base), first=first))
    else:
        console.say(json.dumps(_answer(found, base), ensure_ascii=False, indent=1 if alone else None) + "\n")
    return DONE


def _lines(path: Path, base: str) -> int:
    code = DONE
    try:
        for number, line in _numbered(path):
            try:
                given = json.loads(line)
                found = extract(str(given["text"]))
            except (ValueError, KeyError, TypeError) as error:
                console.warn(f"{path}:{number}: dòng hỏng / bad line: {type(error).__name__}: {error}")
                code = FAILED
                continue
            console.say(
                json.dumps({"id": given.get("id"), **_answer(found, base)}, ensure_ascii=False) + "\n"
            )
    except (OSError, UnicodeDecodeError) as error:
        console.warn(f"{path}: không đọc được / cannot be read: {error}")
        return FAILED
    return code


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig", newline="\n") as file:
        yield from ((n, line) for n, line in enumerate(file, 1) if line.strip())


def _answer(found: Extraction, base: str) -> dict[str, Any]:
    return to_dict(found, iri_of=namer(found, base=base))


def _table(found: Extraction) -> str:
    own = found.document
    names = {c.id: f"{c.type} {c.number or c.name}".strip() for c in found.citations}
    names[SELF] = "văn bản này"
    head = " · ".join(filter(None, (own.type, own.number, own.date, own.issuer, own.title)))
    cited = (
        (
            c.id,
            c.type,
            c.number or c.name,
            c.date or c.year,
            c.issuer,
            str(len(c.mentions)),
            f"{c.confidence:.2f}",
        )
        for c in found.citations
        if c.id != SELF
    )
    related = ((names[r.subject], r.predicate, names[r.object], r.quote) for r in found.relations)
    parts = [
        head,
        console.table(("", "loại", "số, tên", "ngày", "cơ quan", "lần", "tin cậy"), cited),
        console.table(("văn bản", "quan hệ", "văn bản đích", "câu văn"), related),
        *(f"! {f.code}: {f.message}" for f in found.findings),
    ]
    return "\n".join(parts)
