"""What luocdo knows, as tables that a clerk can read and correct.

Each function reads one TSV file of this folder, once, into frozen values.  A table that is
malformed raises :class:`LexiconError` with file and line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from ._table import LexiconError, entries

__all__ = [
    "Abbreviation",
    "Alias",
    "District",
    "DocType",
    "Law",
    "LexiconError",
    "MinistryChange",
    "Province",
    "Rank",
    "Symbol",
    "abbreviations",
    "aliases",
    "districts",
    "laws",
    "ministry_changes",
    "provinces",
    "ranks",
    "symbols",
    "types",
]

Family = Literal["normative", "administrative", "party", "legacy", "licence", "copy"]
BodyKind = Literal[
    "central",
    "ministry",
    "legacy",
    "organisation",
    "party",
    "assembly",
    "committee",
    "council-office",
    "steering",
    "department",
    "office",
    "court",
]
Place = Literal["none", "province", "district", "commune", "any"]
ProvinceKind = Literal["tỉnh", "thành phố"]
DistrictKind = Literal["huyện", "quận", "thị xã", "thành phố"]
Change = Literal["merged_into", "split_into", "renamed_to", "survivor", "abolished_into"]

OFF_LADDER = 99
"""The rank of what the ladder of Luật 64/2025/QH15, Điều 4, leaves out."""


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document in one family: "NQ", "Nghị quyết", party.

    ``rank`` is the best place that the type can have on the ladder of Luật 64/2025/QH15, Điều 4
    (1 = Hiến pháp), 99 off the ladder; ``variants`` are other words printed for it ("Qui định").
    """

    abbrev: str
    name: str
    slug: str
    family: Family
    rank: int
    gloss_en: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a type by one issuer stands on the ladder: "Quyết định" by "TTg" is 6.

    ``symbol`` and ``place`` are ``""`` where any will do.
    """

    type: str
    symbol: str
    place: str
    rank: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """A body as numbers print it: "BNNPTNT" is Bộ Nông nghiệp và Phát triển nông thôn.

    ``place`` says which area's name must be added to ``name`` ("Ủy ban nhân dân" + "tỉnh Quảng
    Nam"); ``certain`` is false where the symbol alone does not prove the body ("BCĐ"); ``parent`` is
    the symbol of the body above, in its own area or in the nearest area above; ``line`` its line.
    """

    symbol: str
    name: str
    slug: str
    kind: BodyKind
    place: Place
    valid_from: str
    valid_to: str
    certain: bool
    variants: tuple[str, ...] = ()
    parent: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Province:
    """One state of a province: "Quảng Nam", tỉnh, until 2025-06-30, then Đà Nẵng.

    ``valid_to`` is the last day; ``act`` is what ended the state, or founded it where it lasts.
    """

    name: str
    kind: ProvinceKind
    slug: str
    valid_from: str
    valid_to: str
    successors: tuple[str, ...] = ()
    act: str = ""
    variants: tuple[str, ...] = ()
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class District:
    """A unit of the level that ended on 1 July 2025: huyện "Phú Ninh" of "Quảng Nam"."""

    province: str
    kind: DistrictKind
    name: str
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MinistryChange:
    """One step in the life of a central body: BKHĐT merged into BTC on 2025-03-01.

    A split has one change a part; ``main`` marks the successor that answers in general.
    """

    old_name: str
    old_symbol: str
    change: Change
    new_name: str
    new_symbol: str
    effective: str
    act: str
    main: bool
    certain: bool
    note: str = ""
    line: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Law:
    """A law known by name: 31/2024/QH15 is "Luật Đất đai" of 2024-01-18.

    The number alone is no key: 26/2012/QH13 is a law and a resolution.
    """

    number: str
    type: str
    name: str
    date: str
    effective_from: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """A nickname: "Đề án 06" is 06/QĐ-TTg of 2022-01-06.

    ``clash`` marks a nickname that other documents share: it needs one of the ``topic`` words, a
    date or an issuer nearby, else it only gives candidates.
    """

    alias: str
    type: str
    number: str
    issuer: str
    date: str
    clash: bool
    topic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form inside names: "VBQPPL" is "văn bản quy phạm pháp luật".

    ``law`` is true where names of laws use it ("Luật Ban hành VBQPPL").
    """

    abbrev: str
    expansion: str
    law: bool


@cache
def types() -> tuple[DocType, ...]:
    """Every type of document; one row a (abbreviation, name, family)."""
    return entries(DocType, "types.tsv")


@cache
def ranks() -> tuple[Rank, ...]:
    """The ladder of Luật 64/2025/QH15, Điều 4, by type and issuer."""
    return entries(Rank, "ranks.tsv")


@cache
def symbols() -> tuple[Symbol, ...]:
    """Every symbol of an issuing body."""
    return entries(Symbol, "symbols.tsv")


@cache
def provinces() -> tuple[Province, ...]:
    """Every state of every province, old and new."""
    return entries(Province, "provinces.tsv")


@cache
def districts() -> tuple[District, ...]:
    """The 696 districts of June 2025."""
    return entries(District, "districts.tsv")


@cache
def ministry_changes() -> tuple[MinistryChange, ...]:
    """How central bodies became others."""
    return entries(MinistryChange, "ministries.tsv")


@cache
def laws() -> tuple[Law, ...]:
    """Named laws, codes, ordinances and constitutions, oldest first."""
    return entries(Law, "laws.tsv")


@cache
def aliases() -> tuple[Alias, ...]:
    """Nicknames of documents."""
    return entries(Alias, "aliases.tsv")


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Short forms used inside names and titles."""
    return entries(Abbreviation, "abbreviations.tsv")
