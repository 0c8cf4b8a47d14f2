"""From the printed name of an issuing body to its place in IRIs.

"Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam" is the body ``quang-nam/ctubnd``, whose decisions run in the
register of the office ``ubnd``.  Who a name means is read in one place, :mod:`kg.register`; here a
name is taken strictly: one that leaves the place open ("Ủy ban nhân dân tỉnh"), looks misread or fits
two bodies of that day is no body, for nothing is guessed in an identity.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from kg._body_names import headless, key, readings, settings
from kg._register import within
from kg.iri import CENTRAL, slug
from kg.register import register

__all__ = ["Body", "bodies", "central", "names", "open_office", "settings"]

_OPEN = re.compile(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|cấp \w+)$", re.IGNORECASE)
_UNPLACED = re.compile(r"(?:^|-)(?:tinh|thanh-pho|huyen|quan|thi-xa|xa|phuong|thi-tran|dac-khu)$")
"""What a name that is no body of a province ends in before the province: a commune has its name."""
_PERSON = re.compile(r"(?<!thanh-pho)(?<!-tp)-ho-chi-minh$")
_SPACES = re.compile(r"[\s\u00a0]+")


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: its area, its own slug, the office whose register numbers its documents, its name."""

    area: str
    slug: str
    office: str
    name: str = ""


@lru_cache(maxsize=16384)
def bodies(issuer: str, on: str = "") -> tuple[Body, ...]:
    """The bodies that an issuer's name means; () where any of them is uncertain.

    ``on`` is the document's date or year: thành phố Huế was of tỉnh Thừa Thiên Huế until 2024.

    >>> bodies("Chủ tịch Ủy ban nhân dân tỉnh Quảng Nam")[0].office
    'ubnd'
    >>> bodies("Ủy ban nhân dân tỉnh")
    ()
    >>> [b.area for b in bodies("Ủy ban nhân dân huyện Duy Xuyên")]
    ['quang-nam/huyen-duy-xuyen']
    """
    found = [_body(name, on) for name in names(issuer)]
    return tuple(b for b in found if b) if all(found) else ()


def names(issuer: str) -> list[str]:
    """Joint issuers one by one.

    They are parted by ";", or by a comma or "và" before a word that begins a body's name, where what
    stands on both sides is a body.

    >>> names("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính và Ngân hàng Nhà nước Việt Nam")
    ['Bộ Văn hóa, Thể thao và Du lịch', 'Bộ Tài chính', 'Ngân hàng Nhà nước Việt Nam']
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", issuer))
    return [part for name in _joint().split(plain) for part in _halves(name.strip())]


def open_office(issuer: str) -> str:
    """The office that a name without its place means: "Ủy ban nhân dân tỉnh" is ``ubnd``, "" is ``""``."""
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", issuer)).strip()
    return _office(register().slug_of(_OPEN.sub("", name))) if name else ""


def central(office: str) -> Body:
    """A central body by its slug."""
    known = register().body(CENTRAL, office)
    return Body(CENTRAL, office, office, known.name if known else "")


def _body(name: str, on: str) -> Body | None:
    known = register()
    found = known.by_name(name, on=on, exact=True) or tuple(
        b
        for b in known.by_name(name, exact=True)
        if not (on and (area := known.areas.get(b.area)) and not within(area, on))
    )
    if len(found) == 1:
        return Body(found[0].area, found[0].slug, _office(found[0].slug), found[0].name)
    return None if found else _unlisted(name, on)


def _unlisted(name: str, on: str) -> Body | None:
    """A body that the register does not list, by its own name in its area: Bảo hiểm xã hội tỉnh Quảng Nam."""
    known = register()
    own = headless(key(name))
    if _PERSON.search(own):
        return None  # Học viện, Đoàn Thanh niên, Lăng … Hồ Chí Minh bear a person's name
    for head, places in readings(own, "", provinces=known.provinces, areas=known.areas, exact=True):
        live = [p for p in places if not (on and p in known.areas and not within(known.areas[p], on))]
        if live and live != [""]:
            usable = len(live) == 1 and head and not _UNPLACED.search(head)
            return Body(live[0], head, _office(head), name) if usable else None
    rules = settings()["central"]
    first = own.count("-") > 1 and any(own.startswith(slug(word) + "-") for word in rules["first"])
    last = any(own.endswith("-" + slug(word)) for word in rules["last"])
    return Body(CENTRAL, own, _office(own), name) if first or last else None


def _halves(name: str) -> list[str]:
    """ "Bộ Tài chính và Bộ Tư pháp" in two, if both are bodies; "Bộ Nông nghiệp và Môi trường" is one."""
    if register().by_name(name, exact=True):
        return [name]
    for match in _and().finditer(name):
        left, rest = name[: match.start()], _halves(name[match.end() :])
        if all(_body(part, "") for part in (left, *rest)):
            return [left, *rest]
    return [name]


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf";|,(?= (?:{_first_words()})\b)")


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf",? và (?=(?:{_first_words()})\b)", re.IGNORECASE)


def _first_words() -> str:
    return "|".join(map(re.escape, settings()["first_words"]))


@cache
def _shared() -> dict[str, str]:
    return {own: office for office, slugs in settings()["shared"].items() for own in slugs}


def _office(own: str) -> str:
    return _shared().get(own, own)
