"""Official lists of documents and of amendments, as sources like any other.

A list is a table (TSV) with a head.  Every row keeps its place in the file as evidence.  Before
anything is written, a :class:`Plan` says what would be: rows that speak against the graph or against
each other, and whether the relations run the right way; a row that is wrong in itself is left out,
and a list whose relations mostly run against known pairs or against time is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from kg import graph, identity, iri, naming
from kg.directions import direction
from kg.errors import BadList
from kg.graph import SourceGraph, Triple
from kg.offices import bodies
from kg.rows import Conflict, Plan, Row, rows, settings
from kg.store import Store
from kg.terms import ELI, Iri, Quad, dated
from kg.writer import Writer
from nlp.model import Citation, Extraction, Mention, Predicate, Relation, Text


def put(graph_: Path, file: Path, *, base: str = "") -> Plan:
    """Import a list into the graph in a folder, in place of what the file said before.

    Raises :class:`kg.errors.BadList`, :class:`kg.errors.Busy` if another process writes.
    """
    with Store.writing(graph_, base=base) as store:
        made = plan(store, file)
        check(made)
        writer = Writer(store)
        writer.put(file, made.quads)
        writer.finish()
    return made


def check(made: Plan) -> None:
    """Refuse a list whose relations mostly run backwards; raises :class:`kg.errors.BadList`."""
    if made.reversed_ > made.agreeing:
        raise BadList(
            f"{made.file}: {made.reversed_} quan hệ ngược chiều, {made.agreeing} đúng chiều; không ghi gì",
            f"{made.file}: {made.reversed_} relations backwards, {made.agreeing} forwards; nothing written",
        )


def plan(store: Store, file: Path) -> Plan:
    """What importing a list into a graph would do; nothing is written.

    Raises :class:`kg.errors.BadList` for a file that is no such list, OSError where it cannot be read.
    """
    raw = file.read_bytes()
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadList(f"{file}: không phải UTF-8", f"{file}: not UTF-8") from error
    kind, found = rows(file, words)
    text = Text(words, file.name, "list", hashlib.sha256(raw).hexdigest(), "utf-8")
    return (_documents if kind == "documents" else _relations)(store, file, text, found)


class _List(SourceGraph):
    """The graph of a list: its documents and relations, and no document at hand."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        super().__init__(extraction, base=base)
        self.extra: list[Triple] = []

    def triples(self) -> Iterator[Triple]:
        yield from self.about_source()
        for c in self.extraction.citations:
            yield from self.work(
                self.named[c.id],
                kind=c.type,
                number=c.number,
                name="",
                date=c.date,
                issuer=c.issuer,
                title=c.title,
            )
        for relation in self.extraction.relations:
            yield from self.relation(relation)
        yield from self.extra

    def quads(self) -> tuple[Quad, ...]:
        """The whole graph, sorted."""
        return tuple(sorted({Quad(*t, self.graph) for t in self.triples()}, key=graph.order))


def _citation(
    id_: str,
    row: Row,
    text: Text,
    kind: str,
    number: str,
    *,
    date: str = "",
    issuer: str = "",
    title: str = "",
) -> Citation:
    mention = Mention(row.start, row.end, text.text[row.start : row.end], "full")
    trust = settings()["trust"]["confidence"]
    return Citation(
        id_,
        kind,
        number,
        year=date[:4],
        date=date,
        issuer=issuer,
        title=title,
        confidence=trust,
        mentions=(mention,),
    )


def _documents(store: Store, file: Path, text: Text, listed: list[Row]) -> Plan:
    base = store.terms.base
    cited: list[Citation] = []
    facts: dict[str, Row] = {}
    conflicts: list[Conflict] = []
    for row in listed:
        doubtful = {
            f for flag in row["flags"].split(";") for f in settings()["trust"].get(flag.partition(":")[0], ())
        }
        if doubtful:
            conflicts.append(
                Conflict(
                    row.line,
                    "flagged",
                    f"danh sách tự ghi nghi vấn: {row['flags']}",
                    "the list doubts itself",
                    True,
                )
            )
        if not naming.type_name(naming.type_slug(row["type"])) or not row["number"]:
            conflicts.append(_unknown(row.line, row["type"], row["number"]))
            continue
        date = "" if "date" in doubtful else row["date"]
        number = row["number"]
        cited.append(
            _citation(
                f"c{row.line}",
                row,
                text,
                row["type"],
                number,
                date=date,
                issuer=row["issuer"],
                title=row["title"],
            )
        )
        facts[f"c{row.line}"] = Row(
            row.line, row.start, row.end, {k: v for k, v in row.fields.items() if k not in doubtful}
        )
    made = _List(Extraction(text, citations=tuple(cited)), base)
    first: dict[Iri, Row] = {}
    for citation in cited:
        named, row = made.named[citation.id], facts[citation.id]
        conflicts += _against_graph(store, named, citation, row)
        if (other := first.setdefault(named, row)) is not row and other["date"] != row["date"]:
            conflicts.append(
                Conflict(
                    row.line,
                    "double",
                    f"trùng văn bản với dòng {other.line}, khác ngày",
                    f"line {other.line} gives another date",
                )
            )
        for name, term in (
            ("effective", "first_date_entry_in_force"),
            ("expires", "date_no_longer_in_force"),
        ):
            if len(row[name]) == 10:
                made.extra.append((named, ELI(term), dated(row[name])))
    local = sum(iri.is_local(n, base=base) for n in made.named.values() if n in first)
    return Plan(file, "documents", len(listed), made.quads(), _sorted(conflicts), len(first) - local, local)


def _against_graph(store: Store, node: Iri, citation: Citation, row: Row) -> Iterator[Conflict]:
    """Where the graph already says something else of a document."""
    work = identity.final(store, node)
    if iri.is_local(node, base=store.terms.base):
        yield Conflict(
            row.line, "open", f"chưa đủ để định danh {citation.number}", "not enough to identify it"
        )
    pairs = (
        ("date", ELI("date_document"), citation.date),
        ("effective", ELI("first_date_entry_in_force"), row["effective"]),
        ("expires", ELI("date_no_longer_in_force"), row["expires"]),
    )
    for code, predicate, stated in pairs:
        held = {str(getattr(v, "value", v)) for v in store.objects(work, predicate, store.terms.current)}
        if stated and held and stated not in held:
            said = ", ".join(sorted(held))
            yield Conflict(
                row.line,
                code,
                f"{citation.number}: danh sách {stated}, đồ thị {said}",
                "list and graph differ",
            )
    held = {str(v) for v in store.objects(work, ELI("passed_by"), store.terms.current)}
    stated_bodies = {
        iri.body(b.area, b.slug, base=store.terms.base) for b in bodies(citation.issuer, citation.date)
    }
    if held and stated_bodies and not held & stated_bodies:
        yield Conflict(
            row.line,
            "issuer",
            f"{citation.number}: danh sách {citation.issuer}, đồ thị {', '.join(sorted(held))}",
            "list and graph differ",
        )


def _relations(store: Store, file: Path, text: Text, listed: list[Row]) -> Plan:
    base = store.terms.base
    cited: dict[tuple[str, str], Citation] = {}
    wanted: list[tuple[Row, str, str, Predicate, bool]] = []
    conflicts: list[Conflict] = []
    for row in listed:
        ids = []
        for role in ("subject", "object"):
            kind, number = row[f"{role}_type"], row[role]
            if not naming.type_name(naming.type_slug(kind)) or not number:
                conflicts.append(_unknown(row.line, kind, number))
                break
            citation = cited.setdefault(
                (kind, number), _citation(f"c{len(cited) + 1}", row, text, kind, number)
            )
            ids.append(citation.id)
        acts = {settings()["actions"].get(word.strip(), "") for word in row["action"].split("/")} - {""}
        if len(ids) == 2 and not acts:
            conflicts.append(
                Conflict(row.line, "unknown-act", f"không hiểu “{row['action']}”", "unknown act", True)
            )
        for act in sorted(acts) if len(ids) == 2 else ():
            word, _, part = act.partition(" ")
            wanted += [(row, ids[0], ids[1], p, part == "part") for p in get_args(Predicate) if p == word]
    all_ = Extraction(text, citations=tuple(cited.values()))
    named = naming.iris(all_, base=base)
    stated = {(named[s], named[o]) for _, s, o, _, _ in wanted}
    kept, agreeing, reversed_ = [], 0, 0
    judged: dict[tuple[Iri, Iri], Conflict | bool | None] = {}
    for row, subject, object_, act, part in wanted:
        pair = (named[subject], named[object_])
        if pair not in judged:
            judged[pair] = direction(store, row, pair, stated)
            agreeing += judged[pair] is True
            reversed_ += isinstance(judged[pair], Conflict)
            if isinstance(verdict := judged[pair], Conflict):
                conflicts.append(verdict)
        if not isinstance(judged[pair], Conflict):
            quote = text.text[row.start : row.end]
            kept.append(
                Relation(
                    subject, act, object_, quote, row.start, row.end, row["action"], "official-list",
                    settings()["trust"]["confidence"], part=part,
                )
            )  # fmt: skip
    used = {r.subject for r in kept} | {r.object for r in kept}
    made = _List(
        Extraction(text, citations=tuple(c for c in cited.values() if c.id in used), relations=tuple(kept)),
        base,
    )
    nodes = {made.named[id_] for id_ in used}
    local = sum(iri.is_local(n, base=base) for n in nodes)
    return Plan(
        file,
        "relations",
        len(listed),
        made.quads(),
        _sorted(conflicts),
        len(nodes) - local,
        local,
        agreeing,
        reversed_,
    )


def _unknown(line: int, kind: str, number: str) -> Conflict:
    return Conflict(
        line,
        "unknown-type",
        f"không hiểu loại “{kind}” hoặc thiếu số: {number}",
        "unknown type or no number",
        True,
    )


def _sorted(conflicts: list[Conflict]) -> tuple[Conflict, ...]:
    return tuple(sorted(conflicts, key=lambda c: (c.line, c.code)))
