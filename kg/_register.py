"""The register's values, and how the lexicon's tables become them; contradictions are refused here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.iri import CENTRAL, slug
from nlp import lexicon

Level = Literal["central", "province", "district", "commune"]
Ending = Literal["merged_into", "split_into", "renamed_to", "upgraded_to", "abolished_into"]

LEVELS: Mapping[lexicon.Place, frozenset[Level]] = {
    "none": frozenset({"central"}),
    "province": frozenset({"province"}),
    "district": frozenset({"district"}),
    "commune": frozenset({"commune"}),
    "any": frozenset({"province", "district", "commune"}),
}
"""The levels at which a symbol's body can stand, by the word in the column "place"."""
DISTRICTS_END = "2025-06-30"
DISTRICTS_ACT = "Luật 72/2025/QH15"
"""The last day of the district level, and the act that ended it."""


class RegisterError(ValueError):
    """The register contradicts itself; says in which file and line, in Vietnamese and English."""

    def __init__(self, file: str, line: int, vi: str, en: str) -> None:
        super().__init__(f"{file}:{line}: {vi} / {en}")
        self.file = file
        self.line = line


class UnknownParentError(RegisterError):
    """A row names a parent, a province or a body that no row describes."""


class SuccessorLoopError(RegisterError):
    """Following the successors of a row leads back to it."""


class DoubleSymbolError(RegisterError):
    """Two bodies would have one symbol, or two areas one name, at one time."""


@dataclass(frozen=True, slots=True)
class Area:
    """The country, a province or a district: "quang-nam" is tỉnh Quảng Nam until 2025-06-30.

    ``kind`` is the word before the name ("tỉnh", "huyện"); dates are "" where they are not known.
    """

    slug: str
    name: str
    kind: str
    level: Level
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: "quang-nam/snv" is Sở Nội vụ tỉnh Quảng Nam.

    ``parent`` is the id of the body that it stands under, "" at the top or where it is not known.
    """

    area: str
    slug: str
    name: str
    symbol: str
    kind: lexicon.BodyKind
    level: Level
    valid_from: str = ""
    valid_to: str = ""
    parent: str = ""
    certain: bool = True

    @property
    def id(self) -> str:
        """Area and slug, as in the body's IRI."""
        return f"{self.area}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Event:
    """What ended ``before``: on this day, by this act, ``after`` took its place, the main one first.

    ``after`` is empty where nobody took its place as a whole: the districts in 2025.
    """

    date: str
    change: Ending
    before: str
    after: tuple[str, ...]
    act: str = ""
    certain: bool = True


def check_symbols(symbols: Iterable[lexicon.Symbol], *, file: str = "symbols.tsv") -> None:
    """Refuse unknown parents, loops of parents, and two bodies with one symbol in one place and time.

    Raises :class:`UnknownParentError`, :class:`SuccessorLoopError` or :class:`DoubleSymbolError`.
    """
    rows = {s.symbol: s for s in symbols}
    printed: dict[str, list[lexicon.Symbol]] = defaultdict(list)
    for row in symbols:
        if row.parent and row.parent not in rows:
            raise UnknownParentError(
                file, row.line, f"không có cơ quan cấp trên “{row.parent}”", f"no parent “{row.parent}”"
            )
        for spelling in {row.symbol, *row.variants}:
            for other in printed[spelling]:
                if LEVELS[row.place] & LEVELS[other.place] and _overlap(row, other):
                    raise DoubleSymbolError(
                        file,
                        row.line,
                        f"ký hiệu “{spelling}” đã thuộc về {other.name} (dòng {other.line})",
                        f"the symbol “{spelling}” already belongs to line {other.line}",
                    )
            printed[spelling].append(row)
    parents = {s.symbol: (s.parent,) if s.parent else () for s in rows.values()}
    _refuse_loops(parents, {s.symbol: s.line for s in rows.values()}, file)


def areas(
    provinces: Iterable[lexicon.Province], districts: Iterable[lexicon.District]
) -> tuple[dict[str, Area], dict[str, Event]]:
    """The areas by slug, and what ended those that ended.

    Raises :class:`UnknownParentError`, :class:`SuccessorLoopError` or :class:`DoubleSymbolError`.
    """
    states: dict[str, list[lexicon.Province]] = defaultdict(list)
    for row in provinces:
        for other in states[row.slug]:
            if _overlap(row, other):
                raise DoubleSymbolError(
                    "provinces.tsv",
                    row.line,
                    f"{row.name} trùng thời gian với dòng {other.line}",
                    f"{row.name} overlaps line {other.line}",
                )
        states[row.slug].append(row)
    found = {CENTRAL: Area(CENTRAL, "", "", "central")}
    events: dict[str, Event] = {}
    for slug_, rows in states.items():
        rows.sort(key=lambda r: r.valid_from)
        first, last = rows[0], rows[-1]
        found[slug_] = Area(slug_, last.name, last.kind, "province", first.valid_from, last.valid_to)
        if last.valid_to:
            after = tuple(
                _province_on(states, name, _next_day(last.valid_to), last) for name in last.successors
            )
            change: Ending = "merged_into" if len(after) == 1 else "split_into"
            if len(after) == 1 and found[slug_].name == last.successors[0]:
                change = "upgraded_to"
            events[slug_] = Event(_next_day(last.valid_to), change, slug_, after, last.act)
    _refuse_loops(
        {s: e.after for s, e in events.items()},
        {s: rows[-1].line for s, rows in states.items()},
        "provinces.tsv",
    )
    for unit in districts:
        parent = next((s for s, rows in states.items() if any(r.name == unit.province for r in rows)), "")
        if not parent:
            raise UnknownParentError(
                "districts.tsv",
                unit.line,
                f"không có tỉnh “{unit.province}”",
                f"no province “{unit.province}”",
            )
        path = f"{parent}/{unit_slug(unit.kind, unit.name)}"
        found[path] = Area(path, unit.name, unit.kind, "district", "", DISTRICTS_END)
    return found, events


def symbol_events(
    changes: Iterable[lexicon.MinistryChange], symbols: Iterable[lexicon.Symbol]
) -> dict[str, Event]:
    """What ended bodies as a kind, by symbol: BTTTT was split into BKHCN (the main one) and BVHTTDL.

    Raises :class:`UnknownParentError` for an unknown body, :class:`SuccessorLoopError` for a loop.
    """
    known = {s.symbol for s in symbols}
    parts: dict[str, list[lexicon.MinistryChange]] = defaultdict(list)
    for row in changes:
        for symbol in (row.old_symbol, row.new_symbol):
            if symbol not in known:
                raise UnknownParentError(
                    "ministries.tsv", row.line, f"không có ký hiệu “{symbol}”", f"no symbol “{symbol}”"
                )
        if row.change != "survivor":
            parts[row.old_symbol].append(row)
    events = {}
    for symbol, rows in parts.items():
        rows.sort(key=lambda r: not r.main)
        after = tuple(r.new_symbol for r in rows)
        first = rows[0]
        change: Ending = "merged_into" if first.change == "survivor" else first.change
        events[symbol] = Event(first.effective, change, symbol, after, first.act, first.certain)
    lines = {symbol: rows[0].line for symbol, rows in parts.items()}
    _refuse_loops({s: e.after for s, e in events.items()}, lines, "ministries.tsv")
    return events


def unit_slug(kind: str, name: str) -> str:
    """The slug of a unit below the province; a city needs no word for its level.

    >>> unit_slug("thành phố", "Tam Kỳ"), unit_slug("huyện", "Phú Ninh")
    ('tam-ky', 'huyen-phu-ninh')
    """
    return slug(name) if kind == "thành phố" else slug(f"{kind} {name}")


def existed(symbol: lexicon.Symbol, area: Area) -> bool:
    """Whether an area had such a body: a huyện has a Huyện ủy, no Sở ended before its tỉnh began."""
    level, _, organ = symbol.name.lower().partition(" ")
    if organ == "ủy" and area.level == "district" and level in ("huyện", "quận", "thị"):
        return area.kind.startswith(level)
    return _overlap(symbol, area)


def within(thing: Body | Area, day: str) -> bool:
    """Whether a body or an area was there on a day, or at some time of a year or month.

    A bound that names only a year or a month does not exclude a day in it.
    """
    start, end = thing.valid_from, thing.valid_to
    return start[: len(day)] <= day[: len(start)] and (not end or day[: len(end)] <= end[: len(day)])


def _province_on(
    states: Mapping[str, list[lexicon.Province]], name: str, day: str, row: lexicon.Province
) -> str:
    """The slug of the province of that name on a day."""
    for slug_, rows in states.items():
        if any(
            r.name == name and r.valid_from <= day and (not r.valid_to or day <= r.valid_to) for r in rows
        ):
            return slug_
    raise UnknownParentError(
        "provinces.tsv", row.line, f"không có tỉnh “{name}” vào ngày {day}", f"no province “{name}” on {day}"
    )


_Dated = lexicon.Symbol | lexicon.Province | Area


def _overlap(one: _Dated, other: _Dated) -> bool:
    return not (
        (one.valid_to and other.valid_from and one.valid_to < other.valid_from)
        or (other.valid_to and one.valid_from and other.valid_to < one.valid_from)
    )


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _refuse_loops(after: Mapping[str, tuple[str, ...]], lines: Mapping[str, int], file: str) -> None:
    """Raise :class:`SuccessorLoopError` where following ``after`` from a name leads back to it."""
    for start in after:
        seen: set[str] = set()
        todo = list(after[start])
        while todo:
            name = todo.pop()
            if name == start:
                raise SuccessorLoopError(
                    file, lines[start], f"“{start}” lại kế thừa chính nó", f"“{start}” succeeds itself"
                )
            if name not in seen:
                seen.add(name)
                todo += after.get(name, ())
