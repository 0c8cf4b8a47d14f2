"""How well extraction agrees with gold answers: by predicate, by rule, and where it goes wrong.

Gold answers are JSON objects: citations with an id, relations with a level ("core" counts, "optional" is
neither right nor wrong), predicates parted by "|" where two readings are as good.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.clean import fold
from nlp.cues import Counted
from nlp.model import PREDICATES, SELF, Citation, Extraction, Relation

Gold = Mapping[str, Any]
Pairs = Mapping[str, str]
_SHOWN = 90


@dataclass(slots=True)
class Count:
    """``right`` of ``found`` answers, ``gold`` were asked for; ``open``: neither right nor wrong."""

    gold: int = 0
    found: int = 0
    right: int = 0
    open: int = 0

    @property
    def precision(self) -> float:
        """Right among found; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right among asked for; 0 where nothing was asked for."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> round(Count(gold=4, found=5, right=4).f1, 3)
        0.889
        """
        total = self.gold + self.found
        return 2 * self.right / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """The figures over all documents; ``missed`` and ``extra`` are lines for a reader."""

    citations: Count = field(default_factory=Count)
    relations: Count = field(default_factory=Count)
    predicates: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    rules: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    missed_citations: list[str] = field(default_factory=list)
    extra_citations: list[str] = field(default_factory=list)


def evaluate(answers: Iterable[tuple[str, Gold, Extraction]]) -> Evaluation:
    """Compare extractions with gold answers; each answer is (name, gold, extraction)."""
    made = Evaluation()
    for name, gold, extraction in answers:
        pairs = _pair(gold["citations"], extraction.citations)
        _count_citations(made, name, gold, extraction, pairs)
        _count_relations(made, name, gold, extraction, pairs)
    return made


def confidences(made: Evaluation) -> dict[str, float]:
    """For each rule that fired how often it was right, by the rule of succession: (right + 1) / (fired + 2).

    >>> made = Evaluation(rules={"replaces": Count(found=8, right=8)})
    >>> confidences(made)
    {'replaces': 0.9}
    """
    return {id_: Counted(c.right, c.found).share for id_, c in sorted(made.rules.items()) if c.found}


def report(made: Evaluation, *, worst: int = 20) -> str:
    """The figures as lines of text: whole, by predicate, by rule, then ``worst`` misses of a kind."""
    lines = [_line("viện dẫn / citations", made.citations), _line("quan hệ / relations", made.relations), ""]
    lines += [_line(f"  {p}", made.predicates[p]) for p in PREDICATES if p in made.predicates]
    heads = ("dùng / fired", "đúng / right", "sai / wrong", "bỏ ngỏ / open")
    lines += ["", f"{'quy tắc / rule':<24}" + "".join(f"{head:>15}" for head in heads)]
    lines += [
        f"{id_:<24}{c.found + c.open:>15}{c.right:>15}{c.found - c.right:>15}{c.open:>15}"
        for id_, c in sorted(made.rules.items(), key=lambda r: (-(r[1].found + r[1].open), r[0]))
    ]
    worst_of = {
        "quan hệ bỏ sót / missed relations": made.missed,
        "quan hệ thừa / extra relations": made.extra,
        "viện dẫn bỏ sót / missed citations": made.missed_citations,
        "viện dẫn thừa / extra citations": made.extra_citations,
    }
    for title, rows in worst_of.items():
        if rows and worst:
            lines += ["", f"{title} ({len(rows)})", *(f"  {row}" for row in rows[:worst])]
    return "\n".join(lines)


def _line(name: str, count: Count) -> str:
    return (
        f"{name:<22} P {count.precision:6.3f}  R {count.recall:6.3f}  F1 {count.f1:6.3f}"
        f"   (gold {count.gold}, found {count.found}, right {count.right})"
    )


def _pair(gold: Iterable[Gold], found: Iterable[Citation]) -> dict[str, str]:
    """Gold id → id found: equal number or name, best agreement on date, year, name and type first."""
    free = [c for c in found if c.id != SELF]
    pairs: dict[str, str] = {}
    for want in sorted(gold, key=lambda g: (not g.get("date"), not g.get("year"))):
        same = [c for c in free if _same(want, c)]
        if same:
            best = max(same, key=lambda c: _agreement(want, c))
            pairs[want["id"]] = best.id
            free.remove(best)
    return pairs


def _same(want: Gold, have: Citation) -> bool:
    if want["number"]:
        return _key(have.number) in {_key(n) for n in (want["number"], *_several(want.get("number_alt")))}
    names = {fold(n) for n in (want["name"], *_several(want.get("name_alt")))} - {""}
    own = {fold(have.name), *(fold(m.text) for m in have.mentions)} - {""}
    if not any(o == n or o.startswith((f"{n} năm ", f"{n} ngày ", f"{n} số ")) for o in own for n in names):
        return False
    return not (want.get("year") and have.year and str(want["year"]) != have.year)


def _agreement(want: Gold, have: Citation) -> tuple[bool, ...]:
    return (
        bool(want.get("date")) and want["date"] == have.date,
        bool(want.get("year")) and str(want["year"]) == have.year,
        fold(want.get("name", "")) == fold(have.name),
        fold(have.type) in map(fold, want["type"].split("|")),
    )


def _key(number: str) -> str:
    return "".join(number.split()).upper()


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _count_citations(made: Evaluation, name: str, gold: Gold, extraction: Extraction, pairs: Pairs) -> None:
    core = [c for c in gold["citations"] if c.get("level") != "optional"]
    used = set(pairs.values())
    others = [c for c in extraction.citations if c.id != SELF and c.id not in used]
    hits = sum(c["id"] in pairs for c in core)
    made.citations.gold += len(core)
    made.citations.right += hits
    made.citations.found += hits + len(others)
    missed = (c for c in core if c["id"] not in pairs)
    made.missed_citations += [f"{name}: {c['type']} {c['number'] or c['name']}" for c in missed]
    made.extra_citations += [f"{name}: {c.type} {c.number or c.name}" for c in others]


def _count_relations(made: Evaluation, name: str, gold: Gold, extraction: Extraction, pairs: Pairs) -> None:
    ends = {have: wanted for wanted, have in pairs.items()} | {SELF: SELF}
    names = {c["id"]: c["number"] or c["name"] for c in gold["citations"]} | {SELF: SELF}
    printed = {c.id: c.number or c.name for c in extraction.citations} | {SELF: SELF}
    stated = {
        (ends.get(r.subject, f"?{r.subject}"), r.predicate, ends.get(r.object, f"?{r.object}")): r
        for r in extraction.relations
        if r.predicate != "cites"
    }
    accepted: Counter[tuple[str, str, str]] = Counter()
    for want in gold["relations"]:
        options = [(want["subject"], p, want["object"]) for p in want["predicate"].split("|")]
        hit = next((stated[o] for o in options if o in stated), None)
        accepted.update(options)
        if want["level"] != "core":
            if hit is not None:
                made.rules[hit.rule].open += 1
            continue
        for count in (made.relations, made.predicates[want["predicate"].split("|")[0]]):
            count.gold += 1
            count.right += hit is not None
            count.found += hit is not None
        if hit is None:
            edge = f"{names[want['subject']]} {want['predicate']} {names[want['object']]}"
            made.missed.append(f"{name}: {edge} <- {want.get('quote', '')[:_SHOWN]}")
        else:
            made.rules[hit.rule].found += 1
            made.rules[hit.rule].right += 1
    for key, found in stated.items():
        if not accepted[key]:
            ends_of = f"{printed[found.subject]} {found.predicate} {printed[found.object]}"
            _count_extra(made, f"{name}: {ends_of} <- {found.quote[:_SHOWN]}", found)


def _count_extra(made: Evaluation, line: str, edge: Relation) -> None:
    for count in (made.relations, made.predicates[edge.predicate], made.rules[edge.rule]):
        count.found += 1
    made.extra.append(line)
