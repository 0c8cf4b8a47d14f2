"""Identities as IRIs: mint, parse, round-trip.  The only module that spells an IRI of a document.

A work is known by area, issuing office, type, year and number::

    https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND
    https://luocdo.vn/eli/vn/trung-uong/tw/nghi-quyet/2017-10-25/18-NQ_TW
    https://luocdo.vn/eli/vn/trung-uong/quoc-hoi/luat/2003/ten~luat-dat-dai

Area, office and type are slugs without marks; a district or commune stands under its parent
(``quang-nam/tam-ky``); joint issuers are sorted and joined by ``+``.  The number keeps its letters
(đ never becomes d).  In the usual State spelling the slashes that stand where everybody expects
them, after the serial number and after the year, are hyphens; any other spelling is kept with its
slashes as ``_`` (one without slashes ends in ``~``).  So the number is read back exactly.
A Party document takes its full date instead of the year where that is known, since Party numbers
run per term.  A document without a number takes its name: ``ten~luat-dat-dai``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from kg.terms import Iri, vocabulary

CENTRAL = "trung-uong"
"""The area of the State's and the Party's central bodies."""

_NAMED = "ten~"
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_KEPT = re.compile(r"[^\W_]|[.&+-]")


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """The identity of a document: what its IRI says, no more.

    ``year`` is "2024", or "2017-10-25" for the Party; exactly one of ``number`` ("126/QĐ-UBND") and
    ``name`` (a slug, "luat-dat-dai") is set.
    """

    area: str
    office: str
    type: str
    year: str
    number: str = ""
    name: str = ""


def slug(name: str) -> str:
    """A name as lower-case letters a–z, digits and hyphens.

    >>> slug("Ủy ban nhân dân tỉnh Đắk Lắk")
    'uy-ban-nhan-dan-tinh-dak-lak'
    """
    flat = unicodedata.normalize("NFD", name.casefold().replace("đ", "d").replace("ð", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in flat if not unicodedata.combining(c))))


def number_slug(number: str) -> str:
    """A number as one segment of an IRI.

    >>> [number_slug(n) for n in ("126/QĐ-UBND", "11/2024/QĐ-UBND", "18-NQ/TW", "53-HĐBT")]
    ['126-QĐ-UBND', '11-2024-QĐ-UBND', '18-NQ_TW', '53-HĐBT~']
    """
    plain = number.replace("/", "-")
    if _usual(plain) == number:
        return escape(plain)
    return "_".join(map(escape, number.split("/"))) if "/" in number else escape(number) + "~"


def slug_number(segment: str) -> str:
    """The number that :func:`number_slug` was given: ``slug_number("18-NQ_TW") == "18-NQ/TW"``."""
    if segment.endswith("~"):
        return unquote(segment[:-1])
    return unquote(segment.replace("_", "/")) if "_" in segment else _usual(unquote(segment))


def _usual(plain: str) -> str:
    """Hyphens back to slashes where the State's spelling has them: after the serial and the year."""
    serial, found, rest = plain.partition("-")
    if not found:
        return plain
    year, found, symbol = rest.partition("-")
    return f"{serial}/{year}/{symbol}" if found and _YEAR.fullmatch(year) else f"{serial}/{rest}"


def escape(words: str) -> str:
    """Words as part of an IRI: letters, digits and ``.&+-`` stay, all else is percent-encoded."""
    kept = (c if _KEPT.match(c) else "".join(f"%{byte:02X}" for byte in c.encode()) for c in words)
    return "".join(kept)


def mint(work: Work, *, base: str = "") -> Iri:
    """The IRI of a work."""
    if bool(work.number) == bool(work.name):
        raise ValueError(f"cần số hoặc tên, không cả hai / a work has a number or a name: {work}")
    last = number_slug(work.number) if work.number else _NAMED + work.name
    root = vocabulary(base).base
    return Iri(f"{root}eli/vn/{work.area}/{work.office}/{work.type}/{work.year}/{last}")


def parse(iri: str, *, base: str = "") -> Work | None:
    """The work behind an IRI that :func:`mint` made; None for any other IRI."""
    root = f"{vocabulary(base).base}eli/vn/"
    parts = iri.removeprefix(root).rsplit("/", 4)
    if not iri.startswith(root) or len(parts) != 5 or not all(parts):
        return None
    area, office, kind, year, last = parts
    if last.startswith(_NAMED):
        return Work(area, office, kind, year, name=last.removeprefix(_NAMED))
    return Work(area, office, kind, year, slug_number(last))


def local(source: str, key: str, offset: int, *, base: str = "") -> Iri:
    """The IRI of a document that one source does not identify completely."""
    return Iri(f"{vocabulary(base).base}local/{digest(source, key, str(offset))}")


def is_local(iri: str, *, base: str = "") -> bool:
    """Whether an IRI is bound to one source."""
    return iri.startswith(f"{vocabulary(base).base}local/")


def source(digest_: str, *, base: str = "") -> Iri:
    """The IRI of a source, from the SHA-256 of its bytes."""
    return Iri(f"{vocabulary(base).base}source/{digest_[:32]}")


def graph(digest_: str, *, base: str = "") -> Iri:
    """The named graph of a source."""
    return Iri(f"{vocabulary(base).base}graph/{digest_[:32]}")


def graph_of(source_: str, *, base: str = "") -> Iri:
    """The named graph of a source's IRI."""
    root = vocabulary(base).base
    return Iri(f"{root}graph/{source_.removeprefix(f'{root}source/')}")


def source_of(graph_: str, *, base: str = "") -> Iri:
    """The source that a named graph's IRI belongs to."""
    root = vocabulary(base).base
    return Iri(f"{root}source/{graph_.removeprefix(f'{root}graph/')}")


def body(area: str, office: str, *, base: str = "") -> Iri:
    """The IRI of an issuing body: ``body("quang-nam", "ubnd")``."""
    return Iri(f"{vocabulary(base).base}body/{area}/{office}")


def kind(slug_: str, *, base: str = "") -> Iri:
    """The IRI of a document type: ``kind("quyet-dinh")``."""
    return Iri(f"{vocabulary(base).base}type/{slug_}")


def assertion(*parts: str, base: str = "") -> Iri:
    """The IRI of an assertion, from what it says and where."""
    return Iri(f"{vocabulary(base).base}assertion/{digest(*parts)}")


def digest(*parts: str) -> str:
    """A short, stable name for some words (20 hex digits of SHA-256)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]
