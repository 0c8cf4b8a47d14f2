"""The register of issuing bodies and types: who they are, when they were, who answers for them now.

A body keeps the name that it had; what became of it is an event, never a new name.  Sở Nội vụ tỉnh
Quảng Nam is what it was until 30 June 2025, and Sở Nội vụ thành phố Đà Nẵng answers from 1 July 2025
(Nghị quyết 202/2025/QH15).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from kg._body_names import (
    by_unit,
    expanded,
    full_name,
    headless,
    key,
    nearest,
    placed,
    province_names,
    readings,
    symbol_indexes,
)
from kg._register import (
    DISTRICTS_ACT,
    DISTRICTS_END,
    LEVELS,
    Area,
    Body,
    DoubleSymbolError,
    Event,
    Level,
    RegisterError,
    SuccessorLoopError,
    UnknownParentError,
    areas,
    check_symbols,
    existed,
    symbol_events,
    unit_slug,
    within,
)
from kg._types import rank, types_named
from kg.iri import CENTRAL, slug
from nlp import lexicon

__all__ = [
    "Answer",
    "Area",
    "Body",
    "DoubleSymbolError",
    "Event",
    "Register",
    "RegisterError",
    "SuccessorLoopError",
    "UnknownParentError",
    "build",
    "full_name",
    "rank",
    "register",
    "types_named",
    "unit_slug",
]

_COMMUNE = tuple(slug(kind) + "-" for kind in ("xã", "phường", "thị trấn", "đặc khu"))

_TERM = re.compile(r"K?\d+$")
_STEERING = "ban-chi-dao-"


class Answer(NamedTuple):
    """Who answers for a body on a day, the main one first, and the events that led there."""

    bodies: tuple[Body, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Register:
    """Bodies by symbol, place, day and name.  Made by :func:`build`, which checks the tables."""

    symbols: tuple[lexicon.Symbol, ...]
    areas: Mapping[str, Area]
    area_events: Mapping[str, Event]
    symbol_events: Mapping[str, Event]
    provinces: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Areas by the slug of each name that is printed for them: "dak-lak", "dac-lac"."""
    _spellings: Mapping[str, tuple[lexicon.Symbol, ...]] = field(repr=False)
    _names: Mapping[str, tuple[lexicon.Symbol, ...]] = field(repr=False)
    _slugs: Mapping[str, tuple[lexicon.Symbol, ...]] = field(repr=False)

    def body(self, area: str, office: str) -> Body | None:
        """The body of an area by its slug: ``body("quang-nam", "snv")``; None for an unknown one."""
        level = self._level(area)
        rows = (s for s in self._slugs.get(office, ()) if level in LEVELS[s.place])
        row = next(rows, None)
        return self._make(row, area) if row and (level != "province" or area in self.areas) else None

    def by_symbol(self, symbol: str, *, area: str = "", on: str = "") -> tuple[Body, ...]:
        """The bodies that a symbol stands for, local ones in ``area``, on the day ``on`` if given.

        The number of a term is left out: QH15 is QH.

        >>> [b.name for b in register().by_symbol("STC", area="quang-nam")]
        ['Sở Tài chính tỉnh Quảng Nam']
        >>> register().by_symbol("UBND")
        ()
        """
        for spelling in (symbol, symbol.casefold(), _TERM.sub("", symbol)):
            if rows := self._spellings.get(spelling):
                return self._placed(rows, area, on)
        return ()

    def by_name(self, name: str, *, area: str = "", on: str = "", exact: bool = False) -> tuple[Body, ...]:
        """The bodies that a name means, in any casing, spelling of tones or abbreviation.

        ``area`` is the area of the text, for a name that leaves it open ("UBND tỉnh"); a name that no
        body has is compared once more as if a letter or two were misread, unless ``exact``.  Several
        bodies where the name fits several (a province before and after it became a city): the day
        ``on`` decides.  The word for a body's head counts for the body, but the Chairman of a People's
        Committee is a body of his own.  A steering committee is a body of its area under its own name,
        a commune's body has the printed one.

        >>> [b.id for b in register().by_name("STC tỉnh Quảng Nam")]
        ['quang-nam/stc']
        >>> [b.id for b in register().by_name("UBND Tỉnh", area="quang-nam")]
        ['quang-nam/ubnd']
        >>> [b.id for b in register().by_name("Bộ trưởng Bộ Tài chính")]
        ['trung-uong/btc']
        """
        whole = expanded(name)
        for spelling in (name, whole):
            for own in dict.fromkeys((key(spelling), headless(key(spelling)))):
                found = self._read(own, area, on) or self._board(own, area, on, spelling)
                if province := placed(spelling):
                    there = self._first(by_unit(own, (province,), self.areas), on)
                    found += tuple(b for b in there if b not in found)
                if found:
                    return tuple(b if b.area in self.areas else replace(b, name=whole) for b in found)
        return () if exact else self._read(key(name), area, on, misread=True)

    def _read(self, own: str, area: str, on: str, *, misread: bool = False) -> tuple[Body, ...]:
        parts = readings(own, area, provinces=self.provinces, areas=self.areas, exact=not misread)
        return self._first(parts, on, misread=misread)

    def _first(
        self, parts: Iterable[tuple[str, tuple[str, ...]]], on: str, *, misread: bool = False
    ) -> tuple[Body, ...]:
        """The bodies of the first reading that has any."""
        for head, places in parts:
            rows = self._names.get(nearest(head, self._names) if misread else head, ())
            if any(places):  # a name that both a central and a local body have is the local one's here
                rows = tuple(r for r in rows if r.place != "none") or rows
            if found := tuple(b for place in places for b in self._placed(rows, place, on)):
                return found
        return ()

    def _board(self, own: str, area: str, on: str, printed: str) -> tuple[Body, ...]:
        """A steering committee of an area, under its own name."""
        parts = readings(own, area, provinces=self.provinces, areas=self.areas, exact=True)
        for head, places in parts if own.startswith(_STEERING) else ():
            boards = [b for place in places for b in self._placed(self._spellings.get("BCĐ", ()), place, on)]
            if boards and head.startswith(_STEERING):
                return tuple(replace(b, slug=head, name=" ".join(printed.split())) for b in boards)
        return ()

    def slug_of(self, name: str) -> str:
        """The slug of the body that a name without its place means: "Ủy ban nhân dân" is ``ubnd``.

        The name's own slug where the register lacks it.
        """
        own = key(expanded(name))
        for spelling in (key(name), own, headless(own)):
            if rows := self._names.get(spelling):
                return rows[0].slug
        return headless(own)

    def bodies(self) -> Iterator[Body]:
        """Every body of the country, the provinces and the districts, central ones first."""
        for area in (CENTRAL, *sorted(a for a in self.areas if a != CENTRAL)):
            for symbol in self.symbols:
                if self.areas[area].level in LEVELS[symbol.place] and existed(symbol, self.areas[area]):
                    yield self._make(symbol, area)

    def end(self, body: Body) -> Event | None:
        """The event that ended a body, as a kind or with its area, whichever came first."""
        found: list[Event] = []
        if (event := self.symbol_events.get(body.symbol)) is not None:
            after = tuple(f"{body.area}/{self._symbol(s).slug}" for s in event.after)
            found.append(Event(event.date, event.change, body.id, after, event.act, event.certain))
        if (event := self.area_events.get(body.area)) is not None:
            if (
                body.kind == "steering"
            ):  # a board ends with its province; whether there is a new one is not known
                return Event(event.date, "abolished_into", body.id, (), event.act)
            after = tuple(f"{area}/{body.slug}" for area in event.after)
            found.append(Event(event.date, event.change, body.id, after, event.act, event.certain))
        if body.level == "district":
            found.append(Event("2025-07-01", "abolished_into", body.id, (), DISTRICTS_ACT))
        return min(found, key=lambda e: e.date, default=None)

    def answering(self, body: Body, *, on: str = "9999-12-31") -> Answer:
        """Who answers for a body on a day (by default: now), and the events that led there.

        >>> [b.name for b in register().answering(register().by_symbol("SKHĐT", area="quang-nam")[0]).bodies]
        ['Sở Tài chính thành phố Đà Nẵng']
        """
        event = self.end(body)
        if event is None or event.date > on:
            return Answer((body,), ())
        bodies: dict[str, Body] = {}
        events = [event]
        for id_ in event.after:
            after = self.body(*id_.rsplit("/", 1))
            if after is not None:
                last = self.answering(after, on=on)
                bodies |= {b.id: b for b in last.bodies}
                events += [e for e in last.events if e not in events]
        return Answer(tuple(bodies.values()), tuple(events))

    def before(self, body: Body) -> tuple[Body, ...]:
        """The bodies that this one took over from, as their main successor or one of several.

        >>> [b.symbol for b in register().before(register().by_symbol("BNNMT")[0])]
        ['BNNPTNT', 'BTNMT']
        """
        ids = [
            f"{body.area}/{self._symbol(s).slug}"
            for s, e in self.symbol_events.items()
            if body.symbol in e.after
        ]
        ids += [f"{a}/{body.slug}" for a, e in self.area_events.items() if body.area in e.after]
        return tuple(b for b in (self.body(*id_.rsplit("/", 1)) for id_ in ids) if b)

    def _placed(self, rows: Iterable[lexicon.Symbol], area: str, on: str) -> tuple[Body, ...]:
        found = []
        for row in rows:
            place = CENTRAL if row.place == "none" else area
            if place and self._level(place) in LEVELS[row.place]:
                found.append(self._make(row, place))
        return tuple(b for b in found if not on or within(b, on))

    def _symbol(self, symbol: str) -> lexicon.Symbol:
        return next(s for s in self._spellings[symbol] if s.symbol == symbol)

    def _level(self, area: str) -> Level:
        if area in self.areas:
            return self.areas[area].level
        last = area.rsplit("/", 1)[-1]
        return "commune" if last.startswith(_COMMUNE) else "district" if "/" in area else "province"

    def _make(self, symbol: lexicon.Symbol, area: str) -> Body:
        place = self.areas.get(area)
        level = self._level(area)
        ends = (symbol.valid_to, place.valid_to if place else DISTRICTS_END if level == "district" else "")
        name = full_name(symbol.name, place.kind, place.name) if place else symbol.name
        if place and level == "district":
            province = self.areas[area.split("/")[0]]
            name += f", {province.kind} {province.name}"
        return Body(
            area,
            symbol.slug,
            name,
            symbol.symbol,
            symbol.kind,
            level,
            max(symbol.valid_from, place.valid_from if place else ""),
            min((day for day in ends if day), default=""),
            self._parent(symbol, area),
            symbol.certain,
        )

    def _parent(self, symbol: lexicon.Symbol, area: str) -> str:
        """The body above: in the same area, else in the nearest area above that can have it."""
        if "/" in area and symbol.kind in ("assembly", "committee") and not symbol.parent:
            return f"{area.rsplit('/', 1)[0]}/{symbol.slug}"
        parent = self._symbol(symbol.parent) if symbol.parent else None
        while parent and parent.place != "none" and area != CENTRAL:
            if self._level(area) in LEVELS[parent.place]:
                return f"{area}/{parent.slug}"
            area = area.rsplit("/", 1)[0] if "/" in area else CENTRAL
        return f"{CENTRAL}/{parent.slug}" if parent and parent.place == "none" else ""


def build(
    symbols: tuple[lexicon.Symbol, ...],
    provinces: tuple[lexicon.Province, ...],
    districts: tuple[lexicon.District, ...],
    changes: tuple[lexicon.MinistryChange, ...],
) -> Register:
    """A register from tables, checked.

    Raises :class:`UnknownParentError`, :class:`SuccessorLoopError` or :class:`DoubleSymbolError`, each
    with file and line.
    """
    check_symbols(symbols)
    places, area_events = areas(provinces, districts)
    return Register(
        symbols,
        places,
        area_events,
        symbol_events(changes, symbols),
        province_names(provinces),
        *symbol_indexes(symbols),
    )


@cache
def register() -> Register:
    """The register of the shipped tables."""
    return build(lexicon.symbols(), lexicon.provinces(), lexicon.districts(), lexicon.ministry_changes())
