"""The documents of one text in the making: what the mentions so far say of each, and how to find each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from nlp import number as numbers
from nlp.hits import Hit
from nlp.model import Candidate, Mention, Resolution

_AREA = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|Tỉnh ủy|Thành ủy"
_PLACE = re.compile(rf"(?:{_AREA}) (?P<name>[A-ZĐÀ-Ỹ].*)$")
_JOINTS = re.compile("[-/ ]")
_LOOSE = {"Thông tư liên tịch": "Thông tư", "Bộ luật": "Luật"}
_LOOK_BACK = 400
"""How many mentions back a word such as "nêu trên" may point."""
_ALIKE = 200
"""How many documents of one number, serial or name a new mention is compared with, the latest first."""


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
    """Entries with their mentions, indexed so that each mention is placed in constant time.

    A document is spoken of by its place in ``entries``.

    >>> ledger = Ledger()
    >>> place = ledger.add(Entry("Quyết định", "126/QĐ-UBND"))
    >>> list(ledger.numbered("126/QĐ-UBND", "Quyết định")), ledger.with_serial("126", "Quyết định")
    ([0], [0])
    """

    entries: list[Entry] = field(default_factory=list)
    mentions: list[list[Mention]] = field(default_factory=list)
    _named: list[int] = field(default_factory=list)
    _last: dict[int, tuple[int, int]] = field(default_factory=dict)
    _index: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def add(self, entry: Entry) -> int:
        """A new document; its place in the ledger."""
        self.entries.append(entry)
        self.mentions.append([])
        place = len(self.entries) - 1
        for key in _keys(entry):
            self._index.setdefault(key, []).append(place)
        return place

    def update(self, place: int, entry: Entry) -> int:
        """Replace what is known of a document."""
        before = self.entries[place]
        self.entries[place] = entry
        if (before.number, before.key) != (entry.number, entry.key):
            known = set(_keys(before))
            for key in _keys(entry):
                if key not in known:
                    self._index.setdefault(key, []).append(place)
        return place

    def mention(self, place: int, mention: Mention) -> None:
        """The text names the document here."""
        self.mentions[place].append(mention)
        self._last[place] = len(self._named), mention.start
        self._named.append(place)

    def point(self, place: int, mention: Mention) -> None:
        """Words such as "nêu trên" stand for the document here."""
        self.mentions[place].append(mention)

    def _alike(self, *key: str) -> list[int]:
        return self._index.get(key, [])[-_ALIKE:]

    def numbered(self, number: str, type_: str) -> Iterator[int]:
        """The documents of a number and type, the latest first."""
        return reversed(self._alike("number", bare(number), _loose(type_)))

    def with_serial(self, serial: str, type_: str) -> list[int]:
        """The documents of a type whose number begins with a serial, as far as they are identified."""
        return self._alike("serial", serial, _loose(type_))

    def open_serial(self, number: str, type_: str) -> int | None:
        """The unresolved document of that short number, if the text has named it before."""
        return next(iter(self._alike("open", number, _loose(type_))), None)

    def with_name(self, key: str, type_: str) -> list[int]:
        """The documents of a name and type, in order."""
        return self._alike("name", key, type_) if key else []

    @property
    def is_empty(self) -> bool:
        """The text has named no document yet."""
        return not self._named

    def recent(self) -> Iterator[int]:
        """The documents named last, the latest first, one time for each mention."""
        return islice(reversed(self._named), _LOOK_BACK)

    def latest(self, places: Sequence[int]) -> int:
        """Which of the documents was named last."""
        return max(places, key=lambda place: (self._last.get(place, (-1,))[0], place))

    def last_start(self, place: int) -> int:
        """Where the document was named last, -1 where it never was."""
        return self._last.get(place, (-1, -1))[1]


def _keys(entry: Entry) -> Iterator[tuple[str, ...]]:
    loose = _loose(entry.type)
    if entry.number:
        yield ("number", bare(entry.number), loose)
        parsed = numbers.parse(entry.number)
        if entry.resolution == "unresolved":
            yield ("open", entry.number, loose)
        elif parsed is not None:
            yield ("serial", parsed.serial, loose)
    if entry.key:
        yield ("name", entry.key, entry.type)


def bare(number: str) -> str:
    """The number as a key: an ordinance's is printed with and without its type, joint issuers in any order.

    An old number is joined now by a hyphen, now by a slash: "156-CT" is "156/CT".

    >>> bare("28/2005/PL-UBTVQH11") == bare("28/2005/UBTVQH11")
    True
    >>> bare("08/2012/TTLT-BLĐTBXH-BNV-BTC") == bare("08/2012/TTLT-BLĐTBXH-BTC-BNV")
    True
    """
    if number.count("-") > 1 and (parsed := numbers.parse(number)) is not None and len(parsed.bodies) > 1:
        number = number.removesuffix(parsed.symbol) + "-".join([parsed.tokens[0], *sorted(parsed.bodies)])
    return _JOINTS.sub("/", number).replace("/PL/UBTVQH", "/UBTVQH")


def _loose(type_: str) -> str:
    return _LOOSE.get(type_, type_)


def same_type(one: str, other: str) -> bool:
    """Whether two type words can be said of one document.

    >>> same_type("Thông tư liên tịch", "Thông tư"), same_type("Nghị định", "Nghị quyết")
    (True, False)
    """
    return _loose(one) == _loose(other)


@lru_cache(maxsize=4096)
def place_of(issuer: str) -> str:
    """The place in a body's name.

    >>> place_of("Ủy ban nhân dân tỉnh Quảng Nam")
    'Quảng Nam'
    """
    match = _PLACE.search(issuer)
    return match["name"] if match else ""


def agree(one: Entry, other: Entry, *, by_year: bool) -> bool:
    """Whether two mentions of a number can be one document: no date, place or year speaks against it.

    ``by_year``: the number carries its year ("34/2016/NĐ-CP"), so a date of another year is a slip.

    >>> agree(Entry("Chỉ thị", "01/CT-UBND", year="2020"), Entry("Chỉ thị", year="2021"), by_year=False)
    False
    """
    a, b = place_of(one.issuer), place_of(other.issuer)
    if a and b and a != b:
        return False
    return by_year or not (one.year and other.year and one.year != other.year)


def named_agree(entry: Entry, fresh: Entry) -> bool:
    """Whether a mention by name can mean the document: its date or year must not differ.

    >>> named_agree(Entry("Luật", key="đất đai", year="2013"), Entry("Luật", key="đất đai", year="2024"))
    False
    """
    if len(fresh.date) == len(entry.date) == len("2024-01-31"):
        return fresh.date == entry.date
    if not fresh.year:
        return True
    return (entry.year or dict(entry.register).get("date", "")[:4]) in ("", fresh.year)


def merged(entry: Entry, fresh: Entry) -> Entry:
    """What both mentions say, the first one first; a whole date and a body with its place win.

    >>> merged(Entry("Nghị định", date="2024-05"), Entry("Nghị định", date="2024-05-14")).date
    '2024-05-14'
    """
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
