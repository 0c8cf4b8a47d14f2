"""Typed relations: which document acts on which, as the text says it.

The document at hand speaks in its title, its preamble, its opening sentence and its articles; other documents
act on one another in titles, in the passive, and through the phrase before a footnote's mark.  Rules and cues
are data: ``lexicon/cues.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nlp import amendments, consolidated, grounds, operative, preamble
from nlp.chains import walk
from nlp.context import Context
from nlp.cues import pattern, rule
from nlp.frames import Edge, Root
from nlp.layout import Layout
from nlp.model import SELF, Citation, Relation
from nlp.pinpoints import place
from nlp.reading import Reading, Token, Unit

_HEADING = re.compile(
    r"^[\s>*_#|]*(?:[IVX]{1,5}\s?[.\-)/]|[1-9]\s?[.)]\s|[A-Z]\s?\.\s|a\)"
    r"|(?:Điều|ĐIỀU)\s+\d+\b|Phần\s|PHẦN\s|Chương\s|CHƯƠNG\s)",
    re.MULTILINE,
)
_STOP = re.compile(r"(?<!TP)(?<!Tp)[.;](?=\s|$)")
_OPENING, _SUBMISSION, _ABOUT = 4_000, 3_500, 200
_ASKS = re.compile(
    pattern(
        "(?:về việc|v/v|về) [^.;:]{0,120}?(?:báo cáo|cung cấp|tham gia ý kiến|góp ý|lấy ý kiến|xin ý kiến"
        "|tổng hợp|thống kê|thẩm định|đánh giá|rà soát|đề nghị)"
    )
)
_ANSWERS = re.compile(pattern(r"có ý kiến|trả lời|chấp thuận|đồng ý|thống nhất|hướng dẫn như sau"))
_ANSWER_REACH = 600
_LETTERS = frozenset({"Công văn", "Văn bản", "Công điện", "Thông báo"})
_CHANGES = frozenset({"amends", "repeals", "replaces", "corrects", "suspends", "extends", "details"})
_ASKING = frozenset({"Tờ trình", "Báo cáo", "Thông báo"})
"""Papers whose title tells of an act that is asked for or has been done: they change nothing themselves."""
_SURER = 0.05


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
    return _relations(reading, [*edges, *amendments.touched(reading, edges, _title(reading))])


def _edges(reading: Reading, here: Context) -> Iterable[Edge]:
    """Everything that the text states, in no order: the same relation may come more than once."""
    act = consolidated.base(reading, here)
    taken: list[tuple[int, int]] = []
    if act is not None:
        reading.tokens = consolidated.spoken_by(reading.tokens, act)
        yield from consolidated.consolidated(reading, act)
    if (title := _title(reading)) is not None:
        taken.append(title)
        if act is None:
            for edge in walk(reading, reading.unit(*title), Root("title")):
                if edge.subject != SELF or here.type not in _ASKING or edge.rule.predicate not in _CHANGES:
                    yield edge
    for clause in _clauses(reading):
        span = (clause.span.start, clause.span.end)
        taken.append(span)
        default = rule("basis-clause" if clause.kind == "basis" else "proposal-clause")
        subject = consolidated.quoting(reading, span[0]) if reading.quoted(span[0]) else SELF
        root = Root(default=default, subject=subject) if subject else Root()
        yield from walk(reading, reading.unit(*span), root)
    taken.sort()
    acting = operative.acts(reading, here)
    opening = _opening(reading, here)
    listed = grounds.sections(reading)
    listing = operative.Listing(reading, acting=acting, subject=act.ids[0] if act else SELF)
    for unit in reading.units():
        place = bisect_right(taken, (unit.tokens[0].start, len(reading.low)))
        if place and unit.tokens[0].start < taken[place - 1][1]:
            continue
        root = _root(reading, unit, opening, acting=acting) if act is None else Root()
        if root.place is None and grounds.states(reading, unit, listed):
            root = Root(default=rule("basis-clause"))
        for edge in walk(reading, unit, root):
            if edge.rule.id != "was-sent" or _answers(reading, edge, unit, here):
                yield _as_answer(reading, edge, unit, here) if root.place == "opening" else edge
        yield from listing.read(unit, root)


def _clauses(reading: Reading) -> tuple[preamble.Clause, ...]:
    spans = [r for r in reading.layout.regions if r.where == "preamble"]
    if not spans:
        return ()
    return preamble.clauses(reading.plain, reading.at(spans[0].start), reading.at(spans[-1].end))


def _title(reading: Reading) -> tuple[int, int] | None:
    """The document's own title; what ends in a full stop is a sentence, not a title."""
    span = reading.layout.title
    if span is None:
        return None
    start, end = reading.at(span.start), reading.at(span.end)
    return None if _STOP.search(reading.plain, start, end) else (start, end)


def _root(reading: Reading, unit: Unit, opening: tuple[int, int], *, acting: bool) -> Root:
    start = unit.tokens[0].start
    where = reading.layout.where(reading.raw(start, start + 1)[0])
    if opening[0] <= start < opening[1] or where == "header":
        return Root("opening")
    if where == "body" and acting and not reading.quoted(start):
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
        return start, start + _SUBMISSION
    heading = _HEADING.search(reading.plain, start, start + _OPENING)
    return start, heading.start() if heading else start + _OPENING


def _answers(reading: Reading, edge: Edge, unit: Unit, here: Context) -> bool:
    """A letter that another body sent, in a letter that goes on to answer: "… có ý kiến như sau"."""
    low = reading.low
    issuer = here.issuer.lower()
    said = low[unit.start : edge.cue[0]].strip()
    own = issuer and (issuer in said or issuer.startswith(said.rpartition(", ")[2] or "-"))
    answered = _ANSWERS.search(low, edge.token.end, edge.token.end + _ANSWER_REACH)
    letters = here.type in _LETTERS and edge.token.type in _LETTERS | _ASKING
    return letters and not own and answered is not None


def _as_answer(reading: Reading, edge: Edge, unit: Unit, here: Context) -> Edge:
    """A report that carries out a letter asking for it answers the letter."""
    reports = edge.rule.id == "implements" and edge.subject == SELF and here.type in ("Báo cáo", "Công văn")
    if not reports or edge.token.type not in _LETTERS:
        return edge
    end = edge.token.end
    asks = _ASKS.search(reading.low, end, min(unit.end, end + _ABOUT))
    return replace(edge, rule=rule("reports-on-request")) if asks else edge


def _relations(reading: Reading, edges: Iterable[Edge]) -> tuple[Relation, ...]:
    """One relation for each pair and predicate: the surest statement, else the first; all places touched."""
    best: dict[tuple[str, str, str], Relation] = {}
    for edge in edges:
        made = _relation(reading, edge)
        key = (made.subject, made.predicate, made.object)
        best[key] = _merged(best[key], made) if key in best else made
    return tuple(sorted(best.values(), key=lambda r: (r.start, r.end, r.subject, r.object)))


def _merged(old: Relation, new: Relation) -> Relation:
    kept = new if new.confidence > old.confidence + _SURER else old
    touches = tuple(dict.fromkeys((*old.touches, *new.touches)))
    return replace(kept, part=old.part and new.part, touches=touches)


def _relation(reading: Reading, edge: Edge) -> Relation:
    found = edge.rule
    start, end = reading.raw(edge.start, edge.end)
    cue = ""
    if edge.cue[1] > edge.cue[0]:
        cue = " ".join(reading.text[slice(*reading.raw(*edge.cue))].split())
    touches = _touches(edge.token) if found.predicate in _CHANGES else ()
    return Relation(
        subject=edge.subject,
        predicate=found.predicate,
        object=edge.object,
        quote=reading.text[start:end],
        start=start,
        end=end,
        cue=cue,
        rule=found.id,
        confidence=found.confidence,
        sense=found.sense,
        part=found.part == "rest" and (bool(touches) or operative.partial(edge.named)),
        touches=touches,
    )


def _touches(token: Token) -> tuple[str, ...]:
    """The articles touched: "khoản 2 Điều 5"."""
    pinpoints = token.mention.pinpoints if token.mention else ()
    return tuple(dict.fromkeys(words for p in pinpoints if (words := place(p))))
