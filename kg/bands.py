"""At which height of the State and the Party a document stands, from its area and office."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.iri import CENTRAL
from kg.offices import settings


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the picture: 0 is the highest; ``level`` says which areas fall into it by default."""

    rank: int
    label: str
    offices: frozenset[str]
    level: str


@cache
def bands() -> tuple[Band, ...]:
    """The bands, highest first, from ``offices.toml``."""
    rows = enumerate(settings()["band"])
    return tuple(Band(n, row["label"], frozenset(row["offices"]), row["level"]) for n, row in rows)


def band(place: str) -> Band:
    """The band of an area and office ("quang-nam/ubnd"); the last one where they are unknown.

    >>> band("trung-uong/chinh-phu").label, band("quang-nam/tam-ky/ubnd").label
    ('Chính phủ · Thủ tướng', 'Sở, huyện, xã')
    """
    area, _, office = place.rpartition("/")
    if not area:
        return bands()[-1]
    offices, central = set(office.split("+")), is_central(place)
    for found in bands():
        at_level = central == (found.level in {"", "central"}) and (central or "/" not in area)
        if at_level and offices & found.offices:
            return found
    return next(b for b in bands() if b.level == ("central" if central else "local"))


def is_central(place: str) -> bool:
    """Whether a place is that of a central body of the State or the Party."""
    return CENTRAL in place.rpartition("/")[0].split("+")


def order(work: str, base: str) -> tuple[int, str, str]:
    """What is shown first, from the IRI alone: the higher body, then the older year, then by name.

    >>> order("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND", "https://luocdo.vn/")[:2]
    (3, '2024')
    """
    root = f"{base}eli/vn/"
    parts = work.removeprefix(root).rsplit("/", 4)
    if len(parts) < 5 or not work.startswith(root):
        return len(bands()), "", work
    return _rank(f"{parts[0]}/{parts[1]}"), parts[3], work


@cache
def _rank(place: str) -> int:
    return band(place).rank
