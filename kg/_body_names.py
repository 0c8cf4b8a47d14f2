"""Names of bodies taken apart: the body's own name, and the area that it belongs to."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from kg._register import Area
from kg.iri import slug
from nlp import lexicon

_UNIT = re.compile(
    r"(?:^|-)(?=((?:huyen|quan|thi-xa|thanh-pho|tp|phuong|thi-tran|dac-khu|xa(?!-hoi(?:-(?:hoa|hoc|chu)|$)))-[a-z0-9-]+)$)"
)
_UNITS = re.compile(r"(?<=.)(?<!thi)-(?=(?:huyen|quan|thi-xa|thanh-pho|tp|phuong|thi-tran|dac-khu|xa)-)")
_UNIT_WORD = re.compile(r"huyen|quan|thi-xa|thanh-pho|tp|phuong|thi-tran|dac-khu|xa")
_CITY = re.compile(r"^(?:thanh-pho|tp)-")
"""A city's slug has no word for its level."""
_PARTY = re.compile(r"^((?:.*-)?(huyen|quan|thi|xa|phuong)-uy)-(.+)$")
_TERM = re.compile(r"-(?:khoa-[ivx\d]+|nhiem-ky-\d[\d-]*)$")
_LEVELS = {"tinh": "tỉnh", "thanh-pho": "thành phố", "tp": "thành phố"}
_DISTRICT = re.compile(
    r"(?:^|[\s,])(huyện ủy|quận ủy|thị ủy|thành ủy|huyện|quận|thị xã|thành phố|tp\.?)\s+(?=\S)([^,]+)$",
    re.IGNORECASE,
)
_LEVEL_OF = {"huyện ủy": "huyện", "quận ủy": "quận", "thị ủy": "thị xã", "thành ủy": "thành phố"} | {
    "tp": "thành phố",
    "tp.": "thành phố",
}
_LEVEL_ORGAN = re.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy$")
"""A committee whose name already says the level: "Tỉnh ủy Quảng Nam", not "Tỉnh ủy tỉnh Quảng Nam"."""
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
NEAR_NAME, NEAR_PLACE, MARGIN = 0.88, 0.8, 0.03
"""How like two slugs must be (difflib's ratio) for one to be a misreading of the other, and how much
liker than the next: "quang-minh" is as near to Quảng Bình as to Quảng Ninh, so it is neither."""


def readings(
    key: str, area: str, *, provinces: Mapping[str, tuple[str, ...]], areas: Mapping[str, Area], exact: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways to part a name's slug into the body's own name and its area, longest area first.

    "so-noi-vu-quang-nam" is ("so-noi-vu", ("quang-nam",)).  ``area`` is that of the text, for names that
    leave it open ("ubnd-tinh"); ``exact`` is false where provinces may be misspelt.  "thanh-pho-bac-ninh" is
    the city of the district level and, from 20 September 2026, the one under the central government.
    """
    own = (area.split("/")[0],) if area else ()
    for head, places in _by_province(key, provinces, areas, exact=exact):
        yield from by_unit(head, places, areas)
        yield head, places
    if own:
        for level in _LEVELS:
            if key.endswith(f"-{level}"):
                yield key.removesuffix(f"-{level}"), own
        yield from by_unit(key, own, areas)
    yield key, (area,)


def by_unit(
    head: str, provinces: tuple[str, ...], areas: Mapping[str, Area]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways to part a slug that ends in a unit of one of these provinces: "huyen-uy-phu-ninh"."""
    if match := _PARTY.search(head):
        level = {"thi": "thi-xa"}.get(match[2], match[2])
        yield match[1], tuple(f"{p}/{level}-{match[3]}" for p in provinces)
    for match in _UNIT.finditer(head):
        whole = _CITY.sub("", match[1])
        parts = _UNITS.split(match[1])
        known = any(f"{p}/{whole}" in areas for p in provinces)
        if known or any(_UNIT_WORD.fullmatch(part) for part in parts):  # huyện Quản Bạ is no quận
            parts = [match[1]]
        path = "/".join(_CITY.sub("", part) for part in reversed(parts))
        paths = tuple(f"{p}/{path}" for p in provinces)
        yield head[: match.start()], tuple(p for p in paths if p in areas) if known else paths


def _by_province(
    key: str, provinces: Mapping[str, tuple[str, ...]], areas: Mapping[str, Area], *, exact: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    words = key.split("-")
    for start in range(1, len(words)):
        name = "-".join(words[start:])
        found = provinces.get(name, ())
        if not found and not exact and 2 <= len(words) - start <= 4:
            found = provinces.get(nearest(name, provinces, cutoff=NEAR_PLACE), ())
        if found:
            head = "-".join(words[:start])
            for word, kind in _LEVELS.items():
                if head.endswith(f"-{word}"):
                    cities = tuple(f"{a}/{name}" for a in found if kind == "thành phố")
                    places = (
                        *(a for a in found if areas[a].kind == kind),
                        *(c for c in cities if c in areas),
                    )
                    yield head.removesuffix(f"-{word}"), places
            wrong = {"thanh-uy": "tỉnh", "tinh-uy": "thành phố"}.get("-".join(words[:start][-2:]), "")
            yield head, tuple(a for a in found if areas[a].kind != wrong)


def printed_names(row: lexicon.Symbol) -> Iterator[str]:
    """What texts print for a body: its name, its symbols, "Sở KH&ĐT" for SKH&ĐT, "Bộ GD-ĐT"."""
    yield row.name
    yield from settings()["names"].get(row.symbol, ())
    if "Tỉnh ủy" in row.name:
        yield row.name.replace("Tỉnh ủy", "Thành ủy")
    if row.kind == "ministry":
        yield row.name.removesuffix(" Việt Nam")
    if row.name.endswith(" tỉnh"):
        yield row.name.removesuffix(" tỉnh")
    for spelling in (row.symbol, *row.variants):
        yield spelling
        if row.name.startswith(("Sở ", "Bộ ")) and len(spelling) > 3:
            short = spelling[1:]
            yield from (f"{row.name[:2]} {short}", f"{row.name[:2]} {short.replace('&', ' và ')}")


def symbol_indexes(
    symbols: Iterable[lexicon.Symbol],
) -> tuple[dict[str, tuple[lexicon.Symbol, ...]], ...]:
    """The rows by spelling of the symbol (also folded to lower case), by slug of a printed name, by slug."""
    spellings: dict[str, dict[str, lexicon.Symbol]] = defaultdict(dict)
    names: dict[str, dict[str, lexicon.Symbol]] = defaultdict(dict)
    slugs: dict[str, dict[str, lexicon.Symbol]] = defaultdict(dict)
    for row in symbols:
        slugs[row.slug][row.symbol] = row
        for spelling in (row.symbol, *row.variants):
            spellings[spelling][row.symbol] = row
            spellings[spelling.casefold()].setdefault(row.symbol, row)
        for name in printed_names(row):
            names[slug(name)][row.symbol] = row
    return tuple(
        {k: tuple(rows.values()) for k, rows in index.items()} for index in (spellings, names, slugs)
    )


def province_names(provinces: Iterable[lexicon.Province]) -> dict[str, tuple[str, ...]]:
    """The areas by the slug of each name that is printed for them: "dak-lak", "dac-lac"."""
    areas: dict[str, dict[str, None]] = defaultdict(dict)
    for province in provinces:
        for name in (province.name, *province.variants):
            areas[slug(name)][province.slug] = None
    return {name: tuple(found) for name, found in areas.items()}


def expanded(name: str) -> str:
    """A name with the abbreviations inside it written out.

    >>> expanded("Văn phòng UBND tỉnh Quảng Nam")
    'Văn phòng Ủy ban nhân dân tỉnh Quảng Nam'
    """
    return _WORD.sub(lambda m: _abbreviations().get(m[0], m[0]), name)


@cache
def _abbreviations() -> dict[str, str]:
    kinds = ("assembly", "committee", "organisation")
    known = {a.abbrev: a.expansion for a in lexicon.abbreviations()}
    return known | {s.symbol: s.name for s in lexicon.symbols() if s.kind in kinds}


def full_name(name: str, kind: str, place: str) -> str:
    """A body's name with its place, as a sentence writes it.

    >>> full_name("Ủy ban nhân dân", "tỉnh", "Quảng Nam"), full_name("Tỉnh ủy", "thành phố", "Đà Nẵng")
    ('Ủy ban nhân dân tỉnh Quảng Nam', 'Thành ủy Đà Nẵng')
    """
    if not place:
        return name
    if "Tỉnh ủy" in name and kind == "thành phố":
        name = name.replace("Tỉnh ủy", "Thành ủy")
    return f"{name} {place}" if _LEVEL_ORGAN.search(name) else f"{name.removesuffix(' tỉnh')} {kind} {place}"


def nearest(word: str, names: Mapping[str, object], *, cutoff: float = NEAR_NAME) -> str:
    """The name that a misread one most likely is, "" where none is near enough or two are as near.

    >>> nearest("quang-narn", {"quang-nam": 1, "quang-ninh": 2}, cutoff=NEAR_PLACE)
    'quang-nam'
    """
    near = get_close_matches(word, names, n=2, cutoff=cutoff)
    ratios = [SequenceMatcher(None, word, name).ratio() for name in near]
    return "" if not near or (len(near) > 1 and ratios[0] - ratios[1] < MARGIN) else near[0]


def key(name: str) -> str:
    """The slug that names are compared by, without the number of a term.

    >>> key("Ban Chấp hành Trung ương khóa XII")
    'ban-chap-hanh-trung-uong'
    """
    return _TERM.sub("", slug(name))


def headless(key: str) -> str:
    """A body's slug without the word for its head.

    >>> headless("bo-truong-bo-tai-chinh"), headless("truong-ban-to-chuc-trung-uong")
    ('bo-tai-chinh', 'ban-to-chuc-trung-uong')
    """
    return _heads().sub("", key)


@cache
def _heads() -> re.Pattern[str]:
    words = sorted(map(slug, settings()["heads"]), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(words)})-(?=[a-z]+-)")


@cache
def settings() -> dict[str, Any]:
    """The table ``offices.toml``."""
    return tomllib.loads((Path(__file__).parent / "offices.toml").read_text(encoding="utf-8"))


def placed(name: str) -> str:
    """The slug of the province that alone has the district in a body's name, else "".

    >>> placed("Ủy ban nhân dân huyện Duy Xuyên"), placed("Ủy ban nhân dân huyện Châu Thành")
    ('quang-nam', '')
    """
    for match in _DISTRICT.finditer(name):
        level = _LEVEL_OF.get(match[1].lower(), match[1].lower())
        found = _districts().get((level, _plain(match[2])), set())
        if len(found) == 1:
            return slug(next(iter(found)))
    return ""


@cache
def _districts() -> dict[tuple[str, str], set[str]]:
    """Provinces by kind and name of a district, marks kept: Phú Ninh is not Phù Ninh."""
    found: dict[tuple[str, str], set[str]] = {}
    for district in lexicon.districts():
        found.setdefault((district.kind, _plain(district.name)), set()).add(district.province)
    return found


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
