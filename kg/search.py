"""Finding documents as people type: SQLite FTS5 beside the store, one file a snapshot.

Words are folded (no marks, đ as d), so "ngheo ben vung" finds "nghèo bền vững"; a number is found in
every spelling: "126 qđ ubnd", "126/QĐUBND", "126qdubnd".
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.explore import newest
from kg.iri import CENTRAL, parse
from kg.keys import fold, tokens
from kg.register import register
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDF, RDF_TYPE, RDFS, SKOS, Iri

FACETS = ("type", "issuer", "year", "province")
"""The columns that the reader narrows by."""
SHOWN = 12
"""Values of a facet at most."""
ENDED, PARTLY, AMENDED = "ended", "partly", "amended"
"""What later documents did to one: repealed or replaced, in part, amended; "" where nothing is known."""

_TABLES = """
CREATE TABLE docs(id INTEGER PRIMARY KEY, iri TEXT, label TEXT, type TEXT, number TEXT, date TEXT, year TEXT,
  issuer TEXT, province TEXT, title TEXT, held INTEGER, fate TEXT, expires TEXT, cited INTEGER, key TEXT);
CREATE INDEX docs_key ON docs(key);
CREATE VIRTUAL TABLE words USING fts5(number, title, issuer, day, content='', prefix='2 3 4');
CREATE VIRTUAL TABLE terms USING fts5vocab(words, row);
"""
_COLUMNS = "iri, label, type, number, date, issuer, title, held, fate, expires, cited"
_SHORT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "thanh pho": "tp", "van phong": "vp"}
_ORDERS = {
    "": "exact DESC, rank * (1 + 0.5 * held + 0.1 * min(cited, 10)), cited DESC, date DESC",
    "newest": "date DESC, id",
    "oldest": "date = '', date, id",
    "cited": "cited DESC, date DESC, id",
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in the list of results."""

    iri: Iri
    label: str
    type: str
    number: str
    date: str
    issuer: str
    title: str
    held: bool
    fate: str
    expires: str
    cited: int

    @property
    def day(self) -> str:
        """The date as printed in Vietnam."""
        return "/".join(reversed(self.date.split("-")))


@dataclass(frozen=True, slots=True)
class Results:
    """Hits of one page, how many there are in all, facets with counts, and what may have been meant."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    meant: str = ""


class Index:
    """The search index of one snapshot; may be asked from several threads."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def _open(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro&immutable=1", uri=True))

    def size(self) -> int:
        """How many documents the snapshot knows."""
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM docs").fetchone()[0])

    def held(self) -> int:
        """Of how many the text is held."""
        with self._open() as db:
            return int(db.execute("SELECT count(*) FROM docs WHERE held = 1").fetchone()[0])

    def years(self) -> list[tuple[str, int]]:
        """How many documents there are of each year, oldest first."""
        with self._open() as db:
            return db.execute(
                "SELECT year, count(*) FROM docs WHERE year != '' GROUP BY 1 ORDER BY 1"
            ).fetchall()

    def search(
        self,
        question: str = "",
        *,
        where: Mapping[str, Collection[str]] | None = None,
        order: str = "",
        limit: int = 25,
        offset: int = 0,
    ) -> Results:
        """The documents that hold every word; the last word may be unfinished.

        ``where`` narrows by facets: ``{"type": ["Quyết định"]}``; ``order`` is "", "newest", "oldest" or
        "cited".  Where nothing fits, ``meant`` is a question that something fits.
        """
        narrowed = {f: sorted(v) for f, v in (where or {}).items() if v}
        words = tokens(question)
        with self._open() as db:
            total = _select(db, words)
            meant = _meant(db, words) if words and not total else ""
            facets = {facet: _facet(db, facet, narrowed) for facet in FACETS}
            exact = _runs(words)
            marks = ",".join("?" * len(exact))
            rows = db.execute(
                f"SELECT {_COLUMNS}, key IN ({marks}) AS exact FROM found JOIN docs USING (id) "  # noqa: S608
                f"WHERE {_condition(narrowed)} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
                [*exact, *_values(narrowed), limit, offset],
            ).fetchall()
            if narrowed:
                total = db.execute(
                    f"SELECT count(*) FROM found JOIN docs USING (id) WHERE {_condition(narrowed)}",  # noqa: S608
                    _values(narrowed),
                ).fetchone()[0]
        hits = tuple(
            Hit(Iri(r[0]), r[1], r[2], r[3], r[4], r[5], r[6], bool(r[7]), r[8], r[9], r[10]) for r in rows
        )
        return Results(hits, total, facets, meant)


def _select(db: sqlite3.Connection, words: list[str]) -> int:
    """Put what fits into the temporary table ``found``; how many."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS found(id INTEGER PRIMARY KEY, rank REAL)")
    db.execute("DELETE FROM found")
    if not words:
        return db.execute("INSERT INTO found SELECT id, 0 FROM docs").rowcount
    return db.execute(
        "INSERT INTO found SELECT rowid, bm25(words, 8, 3, 2, 1) FROM words WHERE words MATCH ?",
        [_match(words)],
    ).rowcount


def _match(words: list[str]) -> str:
    *whole, last = words
    return " ".join([*(f'"{w}"' for w in whole), f'"{last}"' + ("*" if len(last) > 1 else "")])


def _runs(words: list[str]) -> list[str]:
    """What may be a number in the question: runs of words that begin with a digit, joined."""
    starts = [i for i, w in enumerate(words) if w[0].isdigit()]
    return ["".join(words[i:j]) for i in starts for j in range(i + 1, min(len(words), i + 6) + 1)]


def _condition(narrowed: Mapping[str, list[str]], *, but: str = "") -> str:
    parts = [f"{f} IN ({','.join('?' * len(v))})" for f, v in narrowed.items() if f in FACETS and f != but]
    return " AND ".join(parts) or "1"


def _values(narrowed: Mapping[str, list[str]], *, but: str = "") -> list[str]:
    return [value for f, v in narrowed.items() if f in FACETS and f != but for value in v]


def _facet(
    db: sqlite3.Connection, facet: str, narrowed: Mapping[str, list[str]]
) -> tuple[tuple[str, int], ...]:
    """The commonest values of a facet among what the other facets leave, the chosen ones always."""
    rows = db.execute(
        f"SELECT {facet}, count(*) FROM found JOIN docs USING (id) "  # noqa: S608
        f"WHERE {facet} != '' AND {_condition(narrowed, but=facet)} GROUP BY 1 ORDER BY 2 DESC, 1",
        _values(narrowed, but=facet),
    ).fetchall()
    chosen = narrowed.get(facet, [])
    kept = [r for r in rows if r[0] in chosen] + [r for r in rows if r[0] not in chosen][:SHOWN]
    if facet == "year":
        kept.sort(reverse=True)
    return tuple((str(value), int(count)) for value, count in kept)


def _meant(db: sqlite3.Connection, words: list[str]) -> str:
    """The question with its misspelt words mended or, if all are known, without the one that hinders."""
    mended = [part for word in words for part in _mend(db, word).split()]
    if mended != words and _count(db, mended):
        return " ".join(mended)
    fewer = [[w for j, w in enumerate(mended) if j != i] for i in range(len(mended))]
    counted = [(n, rest) for rest in fewer if rest and (n := _count(db, rest))]
    return " ".join(min(counted)[1]) if counted else ""


def _count(db: sqlite3.Connection, words: list[str]) -> int:
    return int(db.execute("SELECT count(*) FROM words WHERE words MATCH ?", [_match(words)]).fetchone()[0])


def _mend(db: sqlite3.Connection, word: str) -> str:
    """The commonest known word one slip away, or two known words that were written together."""
    if word.isdigit() or db.execute("SELECT 1 FROM terms WHERE term = ?", [word]).fetchone():
        return word
    near = sorted(_slips(word))
    found: list[tuple[int, str]] = []
    for start in range(0, len(near), 500):
        part = near[start : start + 500]
        marks = ",".join("?" * len(part))
        found += db.execute(f"SELECT doc, term FROM terms WHERE term IN ({marks})", part).fetchall()  # noqa: S608
    if found:
        return max(found)[1]
    pairs = [(word[:i], word[i:]) for i in range(1, len(word))]
    known = [p for p in pairs if _count(db, [*p, p[1]])]
    return " ".join(known[0]) if known else word


def _slips(word: str) -> set[str]:
    """Every word one slip away: a letter left out, doubled up, wrong, or two in the wrong order."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    gone = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    wrong = {a + c + b[1:] for a, b in parts if b for c in _LETTERS}
    more = {a + c + b for a, b in parts for c in _LETTERS}
    return (gone | swapped | wrong | more) - {word, ""}


def index(folder: Path) -> Index:
    """The index of the newest snapshot in a graph folder, made first where it is missing.

    Raises :class:`kg.errors.NoGraph` where nothing was built yet.
    """
    store = Store.reading(folder)
    number = newest(folder)
    place = folder / "search"
    with suppress(OSError):
        place.mkdir(exist_ok=True)
    if not os.access(place, os.W_OK):  # a graph that one may only read
        place = Path(tempfile.mkdtemp(prefix="luocdo-"))
    file = place / f"{number}.sqlite"
    if not file.exists():
        build(store, file)
        for old in place.glob("*.sqlite"):
            if old.stem.isdecimal() and int(old.stem) < number - 1:
                old.unlink(missing_ok=True)
    return Index(file.resolve())


def build(store: Store, file: Path) -> None:
    """Write the index of a store; the file appears only when it is whole."""
    unfinished = Path(tempfile.mkdtemp(dir=file.parent)) / file.name
    with closing(sqlite3.connect(unfinished)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.executescript(_TABLES)
        for number, row in enumerate(_rows(store), 1):
            db.execute(f"INSERT INTO docs VALUES ({','.join('?' * 15)})", [number, *row])  # noqa: S608
            db.execute(
                "INSERT INTO words(rowid, number, title, issuer, day) VALUES (?,?,?,?,?)",
                [number, *_indexed(*(row[n] for n in (1, 3, 8, 6, 4)))],
            )
        db.execute("INSERT INTO words(words) VALUES ('optimize')")
        db.commit()
    unfinished.replace(file)
    unfinished.parent.rmdir()


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
