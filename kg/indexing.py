# ruff: noqa: S608 - what is put into SQL here are names of columns and marks, never words of a reader
"""The search index of a snapshot: one SQLite file, written at one go from the graph ``current``."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from kg import columns
from kg.iri import CENTRAL, parse
from kg.keys import fold, tokens
from kg.register import register
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDF, RDF_TYPE, RDFS, SKOS, Iri

VERSION = 2
"""Of the tables below; an index of another version is made anew."""
ENDED, PARTLY, AMENDED = "ended", "partly", "amended"
"""What later documents did to one: repealed or replaced, in part, amended; "" where nothing is known."""

_TABLES = f"""
PRAGMA user_version = {VERSION};
{columns.TABLE}
CREATE TABLE docs(id INTEGER PRIMARY KEY, iri TEXT, label TEXT, type TEXT, number TEXT, date TEXT, year TEXT,
  issuer TEXT, province TEXT, title TEXT, held INTEGER, fate TEXT, expires TEXT, cited INTEGER, key TEXT);
CREATE INDEX docs_key ON docs(key);
CREATE VIRTUAL TABLE words USING fts5(number, title, issuer, day, content='', prefix='2 3 4');
CREATE VIRTUAL TABLE terms USING fts5vocab(words, row);
"""
_SHORT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "thanh pho": "tp", "van phong": "vp"}


def build(store: Store, file: Path) -> None:
    """Write the index of a store; the file appears only when it is whole."""
    with tempfile.TemporaryDirectory(dir=file.parent) as place:
        unfinished = Path(place) / file.name
        _write(store, unfinished)
        unfinished.replace(file)


def _write(store: Store, file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_TABLES)
        kept = []
        for number, row in enumerate(_rows(store), 1):
            weight = 1 + 0.5 * (row[9] == "1") + 0.1 * min(int(row[12]), 10)
            kept.append(((row[2], row[6], row[5], row[7]), weight, row[4], int(row[12])))
            db.execute(f"INSERT INTO docs VALUES ({','.join('?' * 15)})", [number, *row])
            db.execute(
                "INSERT INTO words(rowid, number, title, issuer, day) VALUES (?,?,?,?,?)",
                [number, *_indexed(*(row[n] for n in (1, 3, 8, 6, 4)))],
            )
        columns.write(db, kept)
        db.execute("INSERT INTO words(words) VALUES ('optimize')")
        db.commit()


def _indexed(label: str, number: str, title: str, issuer: str, date: str) -> tuple[str, str, str, str]:
    parts = tokens(number)[:8]
    joined = {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 2, len(parts) + 1)}
    name = fold(issuer)
    short = [abbreviation for words, abbreviation in _SHORT.items() if words in name]
    year, *rest = date.split("-")
    days = [f"{int(part)}" for part in rest if part.isdigit()]
    return (
        " ".join([*tokens(label), *sorted(joined)]),
        fold(title),
        " ".join([name, *short]),
        " ".join([year, *rest, *days]),
    )


def _rows(store: Store) -> Iterator[tuple[str, ...]]:
    """Every document of the graph ``current``: the columns of ``docs`` after the id."""
    facts = {
        name: dict(_values_of(store, predicate))
        for name, predicate in {
            "label": RDFS("label"),
            "type": ELI("type_document"),
            "number": ELI("id_local"),
            "date": ELI("date_document"),
            "printed": store.terms.ld("datePrinted"),
            "title": DCTERMS("title"),
            "name": store.terms.ld("name"),
            "held": store.terms.ld("held"),
            "expires": ELI("date_no_longer_in_force"),
            "key": store.terms.ld("key"),
            "issuer": store.terms.ld("issuerPrinted"),
        }.items()
    }
    names = dict(_values_of(store, SKOS("prefLabel")))
    issuers: dict[str, list[str]] = defaultdict(list)
    for work, body in _values_of(store, ELI("passed_by")):
        issuers[work].append(body)
    cited, fates = _acts(store)
    works = sorted(work for work, kind in _values_of(store, RDF_TYPE) if kind == ELI("LegalResource"))
    for work in works:
        got = {name: values.get(work, "") for name, values in facts.items()}
        bodies = sorted(issuers.get(work, ()))
        date = got["date"] or got["printed"]
        yield (
            work,
            got["label"] or work,
            names.get(got["type"], ""),
            got["number"],
            date,
            date[:4],
            "; ".join(names.get(b, b) for b in bodies) or got["issuer"],
            _province(store, Iri(work), bodies),
            " · ".join(dict.fromkeys(filter(None, (got["name"], got["title"])))),
            "1" if got["held"] == "true" else "0",
            fates.get(work, ""),
            got["expires"],
            str(cited.get(work, 0)),
            got["key"],
        )


def _values_of(store: Store, predicate: Iri) -> Iterator[tuple[str, str]]:
    graph = ox.NamedNode(store.terms.current)
    for quad in store.inner.quads_for_pattern(None, ox.NamedNode(predicate), None, graph):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, (ox.BlankNode, ox.Triple)):
            yield quad.subject.value, quad.object.value


def _acts(store: Store) -> tuple[dict[str, int], dict[str, str]]:
    """How many documents act on each document, and what became of it by their word."""
    subjects, kinds = dict(_values_of(store, RDF("subject"))), dict(_values_of(store, RDF("predicate")))
    acting: dict[str, set[str]] = defaultdict(set)
    fates: dict[str, str] = {}
    weight = ["", AMENDED, PARTLY, ENDED]
    for assertion, target in _values_of(store, RDF("object")):
        acting[target].add(subjects.get(assertion, ""))
        relation = store.terms.by_term.get(Iri(kinds.get(assertion, "")))
        fate = fate_by(relation.predicate, part=relation.part) if relation else ""
        if weight.index(fate) > weight.index(fates.get(target, "")):
            fates[target] = fate
    return {target: len(found) for target, found in acting.items()}, fates


def fate_by(predicate: str, *, part: bool) -> str:
    """What an act does to the document that it acts on.

    >>> fate_by("repeals", part=True)
    'partly'
    """
    if predicate in {"repeals", "replaces"}:
        return PARTLY if part else ENDED
    return AMENDED if predicate == "amends" else ""


def _province(store: Store, work: Iri, bodies: Iterable[str]) -> str:
    """The name of the province that a document is of, "Trung ương" for the central bodies' own."""
    known = parse(work, base=store.terms.base)
    prefix = f"{store.terms.base}body/"
    area = known.area if known else next((b.removeprefix(prefix).rpartition("/")[0] for b in bodies), "")
    first = area.partition("/")[0].partition("+")[0]
    if first == CENTRAL:
        return "Trung ương"
    found = register().areas.get(first)
    return f"{found.name}" if found else ""
