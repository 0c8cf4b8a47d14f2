"""From the printed name of an issuing body to its place in IRIs.

"Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam" is the body ``quang-nam/ctubnd``, whose decisions run in the
register of the office ``ubnd``.  A name that leaves the place open ("Ủy ban nhân dân tỉnh") is no
body: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.iri import CENTRAL, slug
from nlp import lexicon

_LEVEL = re.compile(
    r"(?:^|[\s,])(huyện|quận|thị xã|thành phố|tp\.?|xã(?!\s+hội)|phường|thị trấn|đặc khu)\s+(?=\S)",
    re.IGNORECASE,
)
_NO_PROVINCE = re.compile(r"(?:^|\s)(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", re.IGNORECASE)
_OPEN = re.compile(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|cấp \w+)$", re.IGNORECASE)
_PARTY = re.compile(r"(?P<own>(?:.* )?(?P<level>huyện|quận|thị|thành) ủy) (?P<unit>.+)", re.IGNORECASE)
_PARTY_LEVELS = {"huyện": "huyện", "quận": "quận", "thị": "thị xã", "thành": "thành phố"}
_TERM = re.compile(r"\s+(?:khóa|khoá|nhiệm kỳ)\s+[\w-]+$", re.IGNORECASE)
_RECENT = "2020"
"""Cities that rose to provinces since then are told apart by the document's date."""
_SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: its area, its own slug, and the office whose register numbers its documents."""

    area: str
    slug: str
    office: str


@cache
def settings() -> dict[str, Any]:
    """The table ``offices.toml``."""
    return tomllib.loads((Path(__file__).parent / "offices.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=16384)
def bodies(issuer: str, on: str = "") -> tuple[Body, ...]:
    """The bodies that an issuer's name means; () where any of them is uncertain.

    ``on`` is the document's date or year: thành phố Huế was of tỉnh Thừa Thiên Huế until 2024.

    >>> bodies("Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam")
    (Body(area='quang-nam', slug='ctubnd', office='ubnd'),)
    >>> bodies("Ủy ban nhân dân tỉnh")
    ()
    >>> [b.area for b in bodies("Ủy ban nhân dân huyện Duy Xuyên")]
    ['quang-nam/huyen-duy-xuyen']
    """
    found = [_body(name, on) for name in names(issuer)]
    return tuple(b for b in found if b) if all(found) else ()


def names(issuer: str) -> list[str]:
    """Joint issuers one by one; they are parted by ";" or by a comma before a word that begins a body's name.

    >>> names("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính")
    ['Bộ Văn hóa, Thể thao và Du lịch', 'Bộ Tài chính']
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", issuer))
    return [name.strip() for name in _joint().split(plain)]


@cache
def _joint() -> re.Pattern[str]:
    words = "|".join(map(re.escape, settings()["first_words"]))
    return re.compile(rf";|,(?= (?:{words})\b)")


def open_office(issuer: str) -> str:
    """The office that a name without its place means: "Ủy ban nhân dân tỉnh" is ``ubnd``, "" is ``""``."""
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", issuer)).strip()
    return _office(_OPEN.sub("", name)) if name else ""


def central(office: str) -> Body:
    """A central body by its slug."""
    return Body(CENTRAL, office, office)


def _body(name: str, on: str) -> Body | None:
    head, province = _province(_TERM.sub("", name), on)
    own, units = _units(head)
    if units:
        province = province or _province_of(*units[-1])
        area = "/".join([province, *(unit_slug(*unit) for unit in reversed(units))])
        return Body(area, _own(own), _office(own)) if own and province else None
    if province:
        return Body(province, _own(head), _office(head)) if head else None
    return _central(name)


def _central(name: str) -> Body | None:
    name = _TERM.sub("", name)
    symbol = _symbols().get(slug(name)) or _symbols().get(slug(_headless(name)))
    shared = _shared().get(slug(name))
    rules = settings()["central"]
    if symbol is not None and symbol.place == "none":
        return Body(CENTRAL, _own(name), _office(name))
    if shared is not None and symbol is None and shared in {"tw", "quoc-hoi", "ttg", "ttcp"}:
        return Body(CENTRAL, slug(name), shared)
    first = any(slug(_headless(name)).startswith(slug(word) + "-") for word in rules["first"])
    last = any(slug(name).endswith("-" + slug(word)) for word in rules["last"])
    return Body(CENTRAL, _own(name), _office(name)) if symbol is None and (first or last) else None


def _units(head: str) -> tuple[str, list[tuple[str, str]]]:
    """A body's own name, and the units below the province as level and name, narrowest first."""
    if (party := _PARTY.fullmatch(head)) is not None:
        return party["own"], [(_PARTY_LEVELS[party["level"].casefold()], party["unit"])]
    levels = list(_LEVEL.finditer(head))
    if not levels:
        return head, []
    ends = [*(m.start() for m in levels[1:]), len(head)]
    words = (
        (m[1].casefold(), head[m.end() : end].strip(" ,–-")) for m, end in zip(levels, ends, strict=True)
    )
    units = [("thành phố" if level.startswith("tp") else level, unit) for level, unit in words]
    return head[: levels[0].start()].strip(" ,–-"), units


def unit_slug(level: str, name: str) -> str:
    """The slug of a unit; a city needs no level: "tam-ky", "huyen-duy-xuyen"."""
    return slug(name) if level == "thành phố" else slug(f"{level} {name}")


def _province_of(level: str, name: str) -> str:
    """The province of a district that has its name to itself in the whole country, else ""."""
    found = _districts().get((level, _plain(name)), set())
    return next(iter(found)) if len(found) == 1 else ""


@cache
def _districts() -> dict[tuple[str, str], set[str]]:
    """Provinces by kind and name of a district, marks kept: Phú Ninh is not Phù Ninh."""
    found: dict[tuple[str, str], set[str]] = {}
    for district in lexicon.districts():
        found.setdefault((district.kind, _plain(district.name)), set()).add(slug(district.province))
    return found


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _province(name: str, on: str) -> tuple[str, str]:
    """The name without the province at its end, and the province's slug."""
    match = _provinces().search(name)
    if match is None:
        return name, ""
    head, level = name[: match.start()].rstrip(" ,–-("), (match["level"] or "").casefold()
    province, kinds = _kinds()[slug(match["name"])]
    city = level.startswith(("thành", "tp"))
    if _NO_PROVINCE.search(head) or (city and not _is_city(kinds, on)):
        return name, ""
    if not level and province == "ho-chi-minh" and "minh" in slug(match["name"]):
        return name, ""  # Học viện, Đoàn Thanh niên, Lăng … Hồ Chí Minh bear a person's name
    return head, province


def _is_city(kinds: dict[str, str], on: str) -> bool:
    """Whether "thành phố X" was a province on a day; before it rose, a city of that name was a district's."""
    since = kinds.get("thành phố")
    return since is not None and (since < _RECENT or (bool(on) and on >= since[: len(on)]))


@cache
def _kinds() -> dict[str, tuple[str, dict[str, str]]]:
    """For every name of a province its slug, and since when it is of each kind."""
    kinds: dict[str, tuple[str, dict[str, str]]] = {}
    for province in lexicon.provinces():
        for name in (province.name, *province.variants):
            found = kinds.setdefault(slug(name), (province.slug, {}))[1]
            found[province.kind] = min(province.valid_from, found.get(province.kind, province.valid_from))
    return kinds


@cache
def _provinces() -> re.Pattern[str]:
    names = {name for p in lexicon.provinces() for name in (p.name, *p.variants)}
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(
        rf"(?:^|(?<=[\s,–(-]))(?:(?P<level>tỉnh|thành phố|tp\.?)\s*)?(?P<name>{words})\)?$", re.IGNORECASE
    )


@cache
def _symbols() -> dict[str, lexicon.Symbol]:
    return {slug(s.name): s for s in reversed(lexicon.symbols())}


@cache
def _shared() -> dict[str, str]:
    return {slug(name): office for office, names in settings()["shared"].items() for name in names}


def _headless(name: str) -> str:
    """A body's name without the word for its head: "Giám đốc Sở Nội vụ" is "Sở Nội vụ"."""
    heads = sorted(settings()["heads"], key=len, reverse=True)
    return next(
        (name[len(h) :].strip(" ,") for h in heads if name.casefold().startswith(h.casefold() + " ")), name
    )


def _own(name: str) -> str:
    symbol = _symbols().get(slug(name))
    return symbol.slug if symbol else slug(name)


def _office(name: str) -> str:
    if (shared := _shared().get(slug(name))) is not None:
        return shared
    registered = _symbols().get(slug(name))
    if registered is not None and registered.slug != "ctubnd":
        return registered.slug
    return _own(_headless(name))
