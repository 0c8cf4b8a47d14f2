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
_TERM = re.compile(r"\s+(?:khóa|khoá|nhiệm kỳ)\s+[\w-]+$", re.IGNORECASE)
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
def bodies(issuer: str) -> tuple[Body, ...]:
    """The bodies that an issuer's name means, joint ones parted by ";"; () where any is uncertain.

    >>> bodies("Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam")
    (Body(area='quang-nam', slug='ctubnd', office='ubnd'),)
    >>> bodies("Ủy ban nhân dân tỉnh")
    ()
    """
    found = [
        _body(_SPACES.sub(" ", unicodedata.normalize("NFC", name)).strip()) for name in issuer.split(";")
    ]
    return tuple(b for b in found if b) if all(found) else ()


def open_office(issuer: str) -> str:
    """The office that a name without its place means: "Ủy ban nhân dân tỉnh" is ``ubnd``, "" is ``""``."""
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", issuer)).strip()
    return _office(_OPEN.sub("", name)) if name else ""


def central(office: str) -> Body:
    """A central body by its slug."""
    return Body(CENTRAL, office, office)


def _body(name: str) -> Body | None:
    head, province = _province(_TERM.sub("", name))
    if not head:
        return None
    levels = list(_LEVEL.finditer(head))
    if levels and province:
        area = "/".join([province, *reversed(_units(head, levels))])
        head = head[: levels[0].start()].strip(" ,–-")
        return Body(area, _own(head), _office(head)) if head else None
    if province:
        return Body(province, _own(head), _office(head))
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


def _units(head: str, levels: list[re.Match[str]]) -> list[str]:
    """Slugs of the units below the province; a city needs no level: "tam-ky", "huyen-duy-xuyen"."""
    ends = [m.start() for m in levels[1:]] + [len(head)]
    words = [
        (m[1].casefold(), head[m.end() : end].strip(" ,–-")) for m, end in zip(levels, ends, strict=True)
    ]
    return [
        slug(unit) if level[:2] in {"th", "tp"} and "thị" not in level else slug(f"{level} {unit}")
        for level, unit in words
    ]


def _province(name: str) -> tuple[str, str]:
    """The name without the province at its end, and the province's slug."""
    match = _provinces().search(name)
    if match is None:
        return name, ""
    head, level = name[: match.start()].rstrip(" ,–-("), (match["level"] or "").casefold()
    kinds = _kinds()[slug(match["name"])]
    city = level.startswith(("thành", "tp"))
    if _NO_PROVINCE.search(head) or (city and "thành phố" not in kinds[1]):
        return name, ""
    if not level and kinds[0] == "ho-chi-minh" and "minh" in slug(match["name"]):
        return name, ""  # Học viện, Đoàn Thanh niên, Lăng … Hồ Chí Minh bear a person's name
    return head, kinds[0]


@cache
def _kinds() -> dict[str, tuple[str, set[str]]]:
    kinds: dict[str, tuple[str, set[str]]] = {}
    for province in lexicon.provinces():
        for name in (province.name, *province.variants):
            kinds.setdefault(slug(name), (province.slug, set()))[1].add(province.kind)
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
