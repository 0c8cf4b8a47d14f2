"""Typed relations: which document acts on which, as the text says it.

The document at hand speaks in its title, its preamble, its opening sentence and its articles; other documents
act on one another in titles, in the passive, and through the phrase before a footnote's mark.  Rules and cues
are data: ``lexicon/cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp import operative, preamble
from nlp.chains import Edge, Root, walk
from nlp.context import Context
from nlp.cues import rule
from nlp.layout import Layout
from nlp.model import SELF, Citation, Relation
from nlp.reading import Reading, Token, Unit

_HEADING = re.compile(r"^[\s>*_#|]*(?:[IVX]{1,5}\s?[.\-)/]|[1-9]\s?[.)]\s|[A-Z]\s?\.\s|a\)|(?:Điều|ĐIỀU)\s+\d+\b|Phần\s|PHẦN\s|Chương\s|CHƯƠNG\s)", re.MULTILINE)
_SENTENCE = re.compile(r"(?<!TP)(?<!Tp)[.;](?=\s|$)")
_OPENING_REACH, _SUBMISSION_REACH = 4_000, 3_500
_ASKS_REPORT = re.compile(r"(?:về việc |v/v |về )[^.;:]{0,120}?(?:báo cáo|cung cấp|tham gia ý kiến|góp ý|lấy ý kiến|xin ý kiến|tổng hợp|thống kê|thẩm định|đánh giá|rà soát|đề nghị)")
_LETTERS = frozenset({"Công văn", "Văn bản", "Công điện", "Thông báo"})


def relate(text: str, layout: Layout, citations: Sequence[Citation], here: Context) -> tuple[Relation, ...]:
    """The relations that a text states, in order of their place; never ``cites``.

    >>> from nlp import extract
    >>> answer = extract("Nghị định số 154/2020/NĐ-CP sửa đổi Nghị định số 34/2016/NĐ-CP.")
    >>> [(r.subject, r.predicate, r.object, r.cue) for r in answer.relations]
    [('c1', 'amends', 'c2', 'sửa đổi')]
    """
    if not any(c.mentions for c in citations):
        return ()
    reading = Reading(text, layout, citations)
    edges = list(_edges(reading, here))
    return _relations(reading, edges)


def _edges(reading: Reading, here: Context) -> Iterable[Edge]:
    layout, taken = reading.layout, []
    if (title := _title(reading)) is not None:
        taken.append(title)
    base = operative.base(reading, here)
    if title is not None and base is None:
        yield from walk(reading, reading.unit(*title), Root("title"))
    if base is not None:
        reading.tokens = operative.as_base(reading.tokens, base)
        yield from operative.consolidated(reading, base)
    acting = operative.acts(reading, here)
    for clause in _clauses(reading):
        span = (clause.span.start, clause.span.end)
        taken.append(span)
        default = rule("basis-clause" if clause.kind == "basis" else "proposal-clause")
        subject = operative.quoting(reading, span[0]) if operative.quoted(reading, span[0]) else SELF
        if subject:
            yield from walk(reading, reading.unit(*span), Root(default=default, subject=subject))
    opening = _opening(reading, here)
    listing = operative.Listing(reading, acting=acting, subject=base.ids[0] if base else SELF)
    acting = acting and base is None
    for unit in reading.units():
        if any(start <= unit.tokens[0].start < end for start, end in taken):
            continue
        root = Root() if base is not None else _root(reading, unit, opening, acting=acting)
        found = list(walk(reading, unit, root))
        yield from (_as_answer(reading, e, unit, here) for e in found) if root.place == "opening" else found
        yield from listing.read(unit, root)


def _clauses(reading: Reading) -> tuple[preamble.Clause, ...]:
    spans = [r for r in reading.layout.regions if r.where == "preamble"]
    return preamble.clauses(reading.plain, reading.at(spans[0].start), reading.at(spans[-1].end)) if spans else ()


def _title(reading: Reading) -> tuple[int, int] | None:
    """The document's own title; what ends in a full stop is a sentence, not a title."""
    span = reading.layout.title
    if span is None:
        return None
    start, end = reading.at(span.start), reading.at(span.end)
    return None if _SENTENCE.search(reading.plain, start, end) else (start, end)


def _root(reading: Reading, unit: Unit, opening: tuple[int, int], *, acting: bool) -> Root:
    start = unit.tokens[0].start
    where = reading.layout.where(reading.raw(start, start + 1)[0])
    if opening[0] <= start < opening[1] or where == "header":
        return Root("opening")
    if where == "body" and acting and not operative.quoted(reading, start):
        return Root("operative")
    return Root()


def _opening(reading: Reading, here: Context) -> tuple[int, int]:
    """The sentences in which a document says why it is written: up to its first heading."""
    places = [r for r in reading.layout.regions if r.where in ("preamble", "body")]
    if not places:
        return (0, 0)
    body = next((r for r in places if r.where == "body"), places[-1])
    start = reading.at(body.start)
    if here.type == "Tờ trình":
        return start, start + _SUBMISSION_REACH
    heading = _HEADING.search(reading.plain, start, start + _OPENING_REACH)
    return start, heading.start() if heading else start + _OPENING_REACH


def _as_answer(reading: Reading, edge: Edge, unit: Unit, here: Context) -> Edge:
    """A report that carries out a letter asking for it answers the letter."""
    if edge.rule.id != "implements" or edge.subject != SELF or here.type not in ("Báo cáo", "Công văn"):
        return edge
    if edge.token.type not in _LETTERS or not _ASKS_REPORT.search(reading.low, edge.token.end, min(unit.end, edge.token.end + 200)):
        return edge
    return Edge(edge.subject, edge.object, rule("reports-on-request"), edge.start, edge.end, edge.cue, edge.token)


def _relations(reading: Reading, edges: Sequence[Edge]) -> tuple[Relation, ...]:
    """One relation for each pair and predicate: the surest statement, the first of them; all articles touched."""
    best: dict[tuple[str, str, str], Relation] = {}
    for edge in edges:
        made = _relation(reading, edge)
        key = (made.subject, made.predicate, made.object)
        old = best.get(key)
        best[key] = made if old is None else _merged(old, made)
    return tuple(sorted(best.values(), key=lambda r: (r.start, r.end, r.subject, r.object)))


def _merged(old: Relation, new: Relation) -> Relation:
    kept = new if new.confidence > old.confidence + 0.05 else old
    touches = tuple(dict.fromkeys((*old.touches, *new.touches)))
    return Relation(
        kept.subject, kept.predicate, kept.object, kept.quote, kept.start, kept.end, kept.cue, kept.rule,
        kept.confidence, kept.sense, old.part and new.part, touches,
    )  # fmt: skip


def _relation(reading: Reading, edge: Edge) -> Relation:
    start, end = reading.raw(edge.start, edge.end)
    cue = reading.text[slice(*reading.raw(*edge.cue))] if edge.cue[1] > edge.cue[0] else ""
    touches = _touches(edge.token) if edge.rule.predicate in ("amends", "repeals", "replaces", "corrects", "suspends", "extends", "details") else ()
    part = edge.rule.part == "rest" and (bool(touches) or operative.partial(edge.named))
    return Relation(
        edge.subject, edge.rule.predicate, edge.object, reading.text[start:end], start, end, " ".join(cue.split()),
        edge.rule.id, edge.rule.confidence, edge.rule.sense, part, touches,
    )  # fmt: skip


def _touches(token: Token) -> tuple[str, ...]:
    """The articles touched: "khoản 2 Điều 5"."""
    if token.mention is None:
        return ()
    found = []
    for pin in token.mention.pinpoints:
        parts = (("điểm", pin.point), ("khoản", pin.clause), ("Điều", pin.article), ("Mục", pin.section), ("Chương", pin.chapter), ("Phụ lục", pin.annex))
        found.append(" ".join(f"{name} {value}" for name, value in parts if value))
    return tuple(dict.fromkeys(f for f in found if f))
