"""The documents of one text in the making: what the mentions so far say of each, and how to find them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from nlp import number as numbers
from nlp.hits import Hit
from nlp.model import Candidate, Mention, Resolution

_PLACE = re.compile(
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|Tỉnh ủy|Thành ủy) (?P<name>[A-ZĐÀ-Ỹ].*)$"
)
_LOOSE = {"Thông tư liên tịch": "Thông tư", "Bộ luật": "Luật"}
_LOOK_BACK = 400
"""How many mentions back a word such as "nêu trên" may point."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: its key, what the text states of it, and how it was resolved."""

    type: str
    number: str = ""
    key: str = ""
    name: str = ""
    date: str = ""
    year: str = ""
    issuer: str = ""
    title: str = ""
    hit: Hit | None = None
    resolution: Resolution = "exact"
    rule: str = "number"
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    register: tuple[tuple[str, str], ...] = ()

    @property
    def is_amending(self) -> bool:
        """It is a law that amends others."""
        return self.hit is not None and self.hit.amends


@dataclass(slots=True)
class Ledger:
    """Entries with their mentions, indexed so that each mention is placed in constant time."""

    entries: list[Entry] = field(default_factory=list)
    mentions: list[list[Mention]] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    _index: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def add(self, entry: Entry) -> int:
        """A new document; its place in the ledger."""
        self.entries.append(entry)
        self.mentions.append([])
        place = len(self.entries) - 1
        self._register(place, entry)
        return place

    def update(self, place: int, entry: Entry) -> int:
        """Replace what is known of a document."""
        before = self.entries[place]
        self.entries[place] = entry
        if (before.number, before.key) != (entry.number, entry.key):
            self._register(place, entry)
        return place

    def _register(self, place: int, entry: Entry) -> None:
        for key in _keys(entry):
            places = self._index.setdefault(key, [])
            if place not in places[-1:]:
                places.append(place)

    def numbered(self, number: str, type_: str) -> Iterator[int]:
        """The documents of a number and type, the latest first."""
        for place in reversed(self._index.get(("number", bare(number)), [])):
            if bare(self.entries[place].number) == bare(number) and same_type(
                self.entries[place].type, type_
            ):
                yield place

    def with_serial(self, serial: str, type_: str) -> list[int]:
        """The documents of a type whose number begins with a serial, as far as they are identified."""
        places = dict.fromkeys(self._index.get(("serial", serial, _loose(type_)), []))
        return [p for p in places if self.entries[p].resolution != "unresolved"]

    def open_serial(self, number: str, type_: str) -> int | None:
        """The unresolved document of that short number, if the text has named it before."""
        places = self._index.get(("serial", number.partition("/")[0], _loose(type_)), [])
        fits = [
            p
            for p in places
            if self.entries[p].resolution == "unresolved" and self.entries[p].number == number
        ]
        return fits[0] if fits else None

    def named(self, key: str, type_: str) -> list[int]:
        """The documents of a name and type, in order."""
        return list(dict.fromkeys(self._index.get(("name", key, type_), []))) if key else []

    def recent(self) -> Iterator[int]:
        """The documents mentioned last, the latest first."""
        return islice(reversed(self.last), _LOOK_BACK)

    def latest(self, places: Iterable[int]) -> int | None:
        """Which of the documents was mentioned last."""
        wanted = set(places)
        return next((p for p in self.recent() if p in wanted), max(wanted, default=None))


def _keys(entry: Entry) -> Iterator[tuple[str, ...]]:
    if entry.number:
        yield ("number", bare(entry.number))
        parsed = numbers.parse(entry.number)
        if parsed is not None:
            yield ("serial", parsed.serial, _loose(entry.type))
    if entry.key:
        yield ("name", entry.key, entry.type)


def bare(number: str) -> str:
    """The number as a key: "28/2005/PL-UBTVQH11" and "28/2005/UBTVQH11" are one ordinance."""
    return number.replace("/PL-UBTVQH", "/UBTVQH")


def _loose(type_: str) -> str:
    return _LOOSE.get(type_, type_)


def same_type(one: str, other: str) -> bool:
    """Whether two type words can be said of one document: a "Thông tư liên tịch" is also called "Thông tư"."""
    return _loose(one) == _loose(other)


def place_of(issuer: str) -> str:
    """The place in a body's name: "Quảng Nam" of "Ủy ban nhân dân tỉnh Quảng Nam"."""
    match = _PLACE.search(issuer)
    return match["name"] if match else ""


def agree(one: Entry, other: Entry, *, by_year: bool) -> bool:
    """Whether two mentions of a number can be one document: no date, place or year speaks against it.

    ``by_year``: the number carries its year ("34/2016/NĐ-CP"), so a date of another year is a slip.
    """
    a, b = place_of(one.issuer), place_of(other.issuer)
    if a and b and a != b:
        return False
    return by_year or not (one.year and other.year and one.year != other.year)


def named_agree(entry: Entry, fresh: Entry) -> bool:
    """Whether a mention by name can mean the document: its date or year must not differ."""
    if len(fresh.date) == len(entry.date) == len("2024-01-31"):
        return fresh.date == entry.date
    if not fresh.year:
        return True
    return (entry.year or dict(entry.register).get("date", "")[:4]) in ("", fresh.year)


def merged(entry: Entry, fresh: Entry) -> Entry:
    """What both mentions say, the first one first; a whole date and a body with its place win."""
    longer = len(fresh.date) > len(entry.date) and fresh.date.startswith(entry.date)
    placed = place_of(fresh.issuer) and not place_of(entry.issuer)
    return replace(
        entry,
        date=fresh.date if longer else entry.date,
        year=entry.year or fresh.year,
        issuer=fresh.issuer if placed or not entry.issuer else entry.issuer,
        name=entry.name or fresh.name,
        key=entry.key or fresh.key,
        title=entry.title or fresh.title,
        register=entry.register or fresh.register,
    )
