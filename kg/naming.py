"""Which IRI a document gets: the work's where its identity is complete, else one of its source alone.

Complete are type, issuing office with its place, number and year; for a document known by name,
the name and year.  A year inside the number wins ("11/2024/QĐ-UBND"), then the stated date, the
stated year, the register's.  Party documents are told apart by their full date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from kg import iri, offices
from kg.iri import CENTRAL, Work, slug
from kg.offices import Body, bodies, central
from kg.register import register
from kg.terms import Iri
from nlp import lexicon
from nlp.model import SELF, Citation, Document, Extraction, Text

_YEAR_IN_NUMBER = re.compile(r"[^/-]+/((?:1[89]|20)\d\d)/")
_PARTY = re.compile(r"[^/-]+-([^/-]+)/([^/]+)")
_JOINT = re.compile(r"(?:^|[/-])(?:TTLT|NQLT)[-/](.+)$")
_LAWS = frozenset({"L", "LCT", "PL", "PLCT", "SL"})
"""Words for laws, ordinances and their promulgation before the slash: "21-LCT/HĐNN8" is the State's."""
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=4096)
def type_slug(name: str) -> str:
    """The slug of a type: "Quyết định" is ``quyet-dinh``, "Qui định" is ``quy-dinh``."""
    return _types().get(slug(name), slug(name))


def type_name(slug_: str) -> str:
    """The name of a registered type by its slug: ``type_name("quyet-dinh") == "Quyết định"``, else ""."""
    return _names().get(slug_, "")


@lru_cache(maxsize=16384)
def body_name(area: str, slug_: str) -> str:
    """The name of a registered body by its place in IRIs, else "".

    >>> body_name("quang-nam", "snv")
    'Sở Nội vụ tỉnh Quảng Nam'
    """
    known = register().body(area, slug_)
    return known.name if known else ""


def is_party(number: str) -> bool:
    """Whether a number is of the Party's form, type before the slash, by no State body.

    >>> is_party("18-NQ/TW"), is_party("23-L/CTN"), is_party("126/QĐ-UBND")
    (True, False, False)
    """
    match = _PARTY.fullmatch(number)
    if match is None or match[1] in _LAWS:
        return False
    return match[1] == "CV" or not {match[2], match[2].rstrip("0123456789")} & _state()


def work(
    kind: str, number: str, *, name: str = "", date: str = "", year: str = "", issuer: str = ""
) -> Work | None:
    """The work that these facts identify, None where they do not identify one.

    >>> work("Quyết định", "126/QĐ-UBND", date="2024-01-22", issuer="Ủy ban nhân dân tỉnh Quảng Nam")
    Work(area='quang-nam', office='ubnd', type='quyet-dinh', year='2024', number='126/QĐ-UBND', name='')
    """
    when = year_of(number, date=date, year=year)
    place = office(number, issuer, on=date or when)
    if number and is_party(number) and _FULL_DATE.fullmatch(date):
        when = date
    if not (kind and place and when and (number or name)):
        return None
    area, keeper = place
    return Work(area, keeper, type_slug(kind), when, number, "" if number else slug(name))


def year_of(number: str, *, date: str = "", year: str = "") -> str:
    """The year in a document's key, "" if unknown: the number's own, the date's, the stated one."""
    match = _YEAR_IN_NUMBER.match(number)
    return match[1] if match else date[:4] or year


def serial(number: str) -> str:
    """The running number alone: "126" of "126/QĐ-UBND", "66.13" of "66.13/2026/NQ-CP"."""
    return re.split(r"[/ -]", number, maxsplit=1)[0]


def spellings(number: str) -> tuple[str, ...]:
    """A number with every spelling of its body's symbol, sorted: one body, one register, one document.

    >>> spellings("12/2014/TT-BKHCN")
    ('12/2014/TT-BKH&CN', '12/2014/TT-BKHCN', '12/2014/TT-BKHVCN')
    """
    head, dash, symbol = number.rpartition("-")
    known = _spelt().get(symbol, ()) if dash and "/" in head else ()
    return tuple(sorted({number, *(f"{head}-{spelling}" for spelling in known)}))


def is_usual(number: str) -> bool:
    """Whether a number ends in the symbol itself, not in another spelling of it."""
    symbol = number.rpartition("-")[2]
    return any(row.symbol == symbol for row in lexicon.symbols())


@cache
def _spelt() -> dict[str, tuple[str, ...]]:
    """The spellings of each symbol that one body alone has; none with a hyphen or the number of a term."""
    owners: dict[str, set[str]] = {}
    for row in lexicon.symbols():
        for spelling in (row.symbol, *row.variants):
            owners.setdefault(spelling, set()).add(row.symbol)
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon.symbols():
        mine = [
            s for s in (row.symbol, *row.variants) if len(owners[s]) == 1 and re.fullmatch(r"[^\d\s/-]+", s)
        ]
        found |= {spelling: tuple(mine) for spelling in mine if len(mine) > 1}
    return found


def office(number: str, issuer: str, *, on: str = "") -> tuple[str, str] | None:
    """Area and office whose register a number runs in; None where the issuer or its place is open."""
    found: tuple[Body, ...] = bodies(issuer, on) if issuer else ()
    if not found and number.endswith("/TW"):
        return CENTRAL, "tw"  # one register for Ban Chấp hành Trung ương, Bộ Chính trị and Ban Bí thư
    joint = _JOINT.search(number)
    if joint:  # the number names its issuers, however the text calls them
        found = _joint(joint[1]) or found
    if not found and (body := _by_symbol(number, on)) is not None:
        found = (body,)
    if not found:
        return None
    return "+".join(sorted({b.area for b in found})), "+".join(sorted({b.office for b in found}))


def open_office(number: str, issuer: str) -> str:
    """The office of a document whose place is open: from the issuer's name, else from a symbol of one level.

    >>> open_office("12/QĐ-STC", ""), open_office("12/QĐ-UBND", ""), open_office("12/QĐ-UBND", "UBND tỉnh")
    ('stc', '', 'ubnd')
    """
    symbol = re.split(r"[/-]", number)[-1]
    rows = {
        row.slug
        for row in lexicon.symbols()
        if row.place == "province" and row.certain and row.symbol == symbol
    }
    return offices.open_office(issuer) or (rows.pop() if len(rows) == 1 else "")


def _by_symbol(number: str, on: str) -> Body | None:
    """The central body whose symbol ends a number: "24/2020/TT-BLĐTBXH"; None where it could be another."""
    symbol = re.split(r"[/-]", number)[-1]
    rows = register().by_symbol(symbol, on=on) or register().by_symbol(symbol)
    if symbol != number and len(rows) == 1 and rows[0].certain and rows[0].kind != "party":
        return Body(rows[0].area, rows[0].slug, rows[0].slug, rows[0].name)
    return None


def _joint(symbols: str) -> tuple[Body, ...]:
    """The issuers that a joint number names: "TTLT-BTP-BNV"; () unless all are central and known."""
    known = [_central_symbols().get(s) for s in re.split(r"[-/]", symbols)]
    return tuple(central(k) for k in known if k) if all(known) else ()


def of_citation(citation: Citation, text: Text, *, base: str = "") -> Iri:
    """The IRI of a cited document."""
    known = dict(citation.register)
    found = None
    if citation.resolution != "unresolved":
        found = work(
            citation.type,
            citation.number,
            name=citation.name,
            date=citation.date or ("" if citation.year else known.get("date", "")),
            year=citation.year or known.get("year", ""),
            issuer=citation.issuer or known.get("issuer", ""),
        )
    if found is not None:
        return iri.mint(found, base=base)
    key = "|".join((citation.type, citation.number, citation.name))
    first = citation.mentions[0].start if citation.mentions else 0
    return iri.local(text.digest or iri.digest(text.text), key, first, base=base)


def of_document(document: Document, text: Text, *, base: str = "") -> Iri:
    """The IRI of the document at hand."""
    found = None
    if document.number:  # a draft with a blank number may become any document
        found = work(document.type, document.number, date=document.date, issuer=document.issuer)
    if found is not None:
        return iri.mint(found, base=base)
    return iri.local(text.digest or iri.digest(text.text), SELF, 0, base=base)


def iris(extraction: Extraction, *, base: str = "") -> dict[str, Iri]:
    """The IRI of every document in an extraction, by citation id; "self" for the document at hand."""
    own = of_document(extraction.document, extraction.text, base=base)
    named = {c.id: of_citation(c, extraction.text, base=base) for c in extraction.citations}
    return {**named, SELF: own}


def namer(extraction: Extraction, *, base: str = "") -> Callable[[Citation | Document], str]:
    """The function that :func:`nlp.answer.to_dict` asks for IRIs."""
    named = iris(extraction, base=base)
    return lambda thing: named[thing.id] if isinstance(thing, Citation) else named[SELF]


@cache
def _types() -> dict[str, str]:
    table = {slug(v): t.slug for t in lexicon.types() for v in t.variants}
    return table | {slug(t.name): t.slug for t in lexicon.types()}


@cache
def _names() -> dict[str, str]:
    return {t.slug: t.name for t in reversed(lexicon.types())}


@cache
def _state() -> frozenset[str]:
    kinds = {s for row in lexicon.symbols() if row.kind != "party" for s in (row.symbol, *row.variants)}
    return frozenset(kinds | {t.abbrev for t in lexicon.types() if t.abbrev}) - {"ĐU", "CB"}


@cache
def _central_symbols() -> dict[str, str]:
    rows = [row for row in lexicon.symbols() if row.place == "none"]
    return {s: row.slug for row in reversed(rows) for s in (row.symbol, *row.variants)}
