"""Mentions to citations: who is who in this document.

A mention with a whole number is its document's own name.  Short forms ("Nghị quyết số 1241"), names without a
year and words that point back are tied to what the document said before; where two documents fit, the mention
stays unresolved, with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from nlp import number as numbers
from nlp import register
from nlp.anchors import ANY
from nlp.clean import fold
from nlp.context import Context
from nlp.defined import with_defined
from nlp.hits import Hit
from nlp.layout import Layout
from nlp.ledger import Entry, Ledger, agree, merged, named_agree
from nlp.model import SELF, Candidate, Citation, Finding, Mention
from nlp.names import LAW_TYPES, untyped
from nlp.number import Number
from nlp.placing import Page, citation, conflict, doubts, entry, facts, mention, share_issuers
from nlp.pointing import pointed

_LIST_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc)\s*")
_SCHEMES = frozenset({"Đề án", "Chương trình", "Dự án"})
"""What goes by a name rather than a number: "Đề án số 13"."""
_AHEAD = 200
"""How many later numbers of the same serial a short form looks at."""


@dataclass(slots=True)
class _Reader:
    """One pass over the mentions of one document."""

    page: Page
    hits: tuple[Hit, ...]
    ledger: Ledger = field(default_factory=Ledger)
    findings: list[Finding] = field(default_factory=list)
    own: list[Mention] = field(default_factory=list)
    ahead: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    """Where whole numbers stand, by type and serial, in reverse order; those passed are taken off."""
    starts: dict[int, int] = field(default_factory=dict)
    """Which document the mention that starts at an offset was placed with."""


def resolve(
    text: str, hits: Sequence[Hit], layout: Layout, here: Context
) -> tuple[tuple[Citation, ...], tuple[Finding, ...]]:
    """The distinct documents that the mentions name, in order of first mention, and what is doubtful.

    >>> from nlp import extract
    >>> answer = extract("Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024 … theo Nghị quyết số 1241")
    >>> [(c.number, len(c.mentions)) for c in answer.citations]
    [('1241/NQ-UBTVQH15', 2)]
    """
    reader = _Reader(Page(text, layout, here), tuple(map(_settled, with_defined(text, hits))))
    for index in reversed(range(len(reader.hits))):
        number = reader.hits[index].number
        if number is not None and number.symbol:
            reader.ahead.setdefault((reader.hits[index].type, number.serial), []).append(index)
    for index, hit in enumerate(reader.hits):
        if hit.form in ("self", "relative"):
            _point(reader, hit)
        elif _is_own(here, hit):
            reader.own.append(mention(reader.page, hit))
        else:
            _place(reader, hit, index)
    share_issuers(reader.ledger)
    return _citations(reader), tuple(reader.findings)


def _settled(hit: Hit) -> Hit:
    """Settle the type where word and symbol differ: "Văn bản số 5231/KH-UBND" is a Kế hoạch."""
    if hit.type == ANY and hit.number is not None:
        return replace(hit, type=numbers.type_of(hit.number)[0] if hit.number.symbol else "Công văn")
    return hit


def _is_own(here: Context, hit: Hit) -> bool:
    """The document's own number, in its header or where an annex says what it was issued with."""
    if hit.number is None or not here.number or numbers.render(hit.number) != here.number:
        return False
    if here.type and hit.type != here.type and hit.worded:
        return False
    return not (hit.date and hit.date.is_full and len(here.date) == 10 and hit.date.iso != here.date)


def _is_own_scheme(reader: _Reader, hit: Hit) -> bool:
    """A nickname of the document at hand: "Đề án 06" in 06/QĐ-TTg itself."""
    here = reader.page.here
    return (
        hit.form == "alias"
        and bool(here.number)
        and any((a.number, a.type) == (here.number, here.type) for a in register.nickname(hit.name))
    )


def _point(reader: _Reader, hit: Hit) -> None:
    """Words that point back are mentions of what they stand for, or of the document at hand."""
    places = pointed(reader.page, reader.ledger, hit)
    if places is None:
        reader.own.append(mention(reader.page, hit))
    elif places:
        pointing = replace(mention(reader.page, hit), form="relative")
        for place in places:
            reader.ledger.point(place, pointing)


def _place(reader: _Reader, hit: Hit, index: int) -> None:
    """Put a mention with the document that it names."""
    place: int | None
    if hit.of in reader.starts:
        place = reader.starts[hit.of]
    elif hit.number is not None and hit.number.symbol:
        place = _by_number(reader, hit, hit.number)
    elif hit.number is not None:
        place, hit = _by_serial(reader, hit, hit.number, index)
    elif _is_own_scheme(reader, hit):
        reader.own.append(mention(reader.page, hit))
        return
    elif hit.amends and hit.form == "short":
        entries = reader.ledger.entries
        place = next((p for p in reader.ledger.recent() if entries[p].is_amending), None)
    else:
        place = _by_name(reader, hit)
    if place is not None:
        reader.starts.setdefault(hit.start, place)
        reader.ledger.mention(place, mention(reader.page, hit))
        reader.findings.extend(doubts(reader.page, hit))


def _join(reader: _Reader, place: int, fresh: Entry) -> int:
    known = reader.ledger.entries[place]
    if (finding := conflict(known, fresh)) is not None:
        reader.findings.append(finding)
    return reader.ledger.update(place, merged(known, fresh))


def _by_number(reader: _Reader, hit: Hit, whole: Number) -> int:
    """A whole number: the document that bears it already, or that was named without it, else a new one."""
    number, ledger, by_year = numbers.render(whole), reader.ledger, bool(whole.year)
    fresh = entry(reader.page, hit, number)
    fits = [p for p in ledger.numbered(number, hit.type) if agree(ledger.entries[p], fresh, by_year=by_year)]
    if fits:
        return _join(reader, ledger.latest(fits), fresh)
    for place in ledger.with_name(fresh.key, hit.type):
        known = ledger.entries[place]
        if not known.number and agree(known, fresh, by_year=True):
            numbered = replace(known, number=number, resolution="exact", rule="number")
            return ledger.update(place, merged(numbered, fresh))
    return ledger.add(fresh)


def _by_serial(reader: _Reader, hit: Hit, short: Number, index: int) -> tuple[int, Hit]:
    """A short form: the one document of that type and serial that the text names whole, before or after."""
    ledger = reader.ledger
    fresh = entry(reader.page, hit, "")
    serial = ((p, ledger.entries[p]) for p in ledger.with_serial(short.serial, hit.type))
    fits = [p for p, e in serial if short.year in ("", e.year) and agree(e, fresh, by_year=False)]
    if len(fits) == 1:
        return _join(reader, fits[0], fresh), hit
    if fits:
        known = (ledger.entries[p] for p in fits)
        return _unresolved(reader, hit, short, [_candidate(e) for e in known]), hit
    neighbour = _neighbour(reader, index)
    if neighbour is not None:
        number = replace(neighbour, serial=short.serial, year=short.year or neighbour.year)
        hit = replace(hit, number=number, form="elliptical")
        return _by_number(reader, hit, number), hit
    later = set(_later(reader, hit, short, index))
    if len(later) == 1:
        number = later.pop()
        return _by_number(reader, replace(hit, number=number), number), hit
    entries = register.nickname(f"{hit.type} {short.serial}")
    alias = register.meant(entries, lambda: reader.page.around(hit), on=reader.page.here.date)
    if alias is not None:
        return _by_alias(reader, hit, alias), hit
    return _unresolved(reader, hit, short, [register.candidate(e) for e in entries]), hit


def _neighbour(reader: _Reader, index: int) -> Number | None:
    """The number of the next mention in a list of one type, from which a bare serial takes its symbol."""
    hit = reader.hits[index]
    following = reader.hits[index + 1] if index + 1 < len(reader.hits) else None
    if following is None or following.type != hit.type or following.number is None:
        return None
    joined = following.number.symbol and _LIST_GAP.fullmatch(reader.page.text, hit.end, following.start)
    return following.number if joined else None


def _later(reader: _Reader, hit: Hit, short: Number, index: int) -> Iterator[Number]:
    """Whole numbers of that type and serial further on in the text."""
    places = reader.ahead.get((hit.type, short.serial), [])
    while places and places[-1] <= index:
        places.pop()
    for place in islice(reversed(places), _AHEAD):
        number = reader.hits[place].number
        if number is not None and short.year in ("", number.year):
            yield number


def _candidate(known: Entry) -> Candidate:
    return Candidate(known.type, known.number, known.name, known.date, known.issuer)


def _unresolved(reader: _Reader, hit: Hit, short: Number, candidates: Sequence[Candidate]) -> int:
    """A serial that two documents bear, or none: left open, with what it may be."""
    number = numbers.render(short)
    place = reader.ledger.open_serial(number, hit.type)
    if place is not None:
        return place
    fresh = entry(reader.page, hit, number)
    return reader.ledger.add(
        replace(
            fresh,
            name=reader.page.surface(hit) if hit.type in _SCHEMES else "",
            resolution="unresolved",
            rule="short",
            candidates=tuple(candidates),
            reason="ambiguous" if len(candidates) > 1 else "unknown-target",
        )
    )


def _by_alias(reader: _Reader, hit: Hit, alias: register.Alias) -> int:
    """A nickname that the table of aliases knows: "Đề án 06" is 06/QĐ-TTg of 2022."""
    for place in reader.ledger.numbered(alias.number, alias.type):
        if reader.ledger.entries[place].date in ("", alias.date) or not alias.date:
            return place
    name = reader.page.surface(hit)
    parsed = numbers.parse(alias.number)
    known = {"number": alias.number, "date": alias.date, "issuer": alias.issuer}
    return reader.ledger.add(
        Entry(
            alias.type,
            alias.number,
            fold(name),
            name,
            year=parsed.year if parsed else "",
            issuer=alias.issuer,
            hit=hit,
            resolution="alias",
            rule="alias",
            register=tuple((key, value) for key, value in known.items() if value),
        )
    )


def _by_name(reader: _Reader, hit: Hit) -> int:
    """A name: the document's own earlier mention of it, else the register's, else unknown but named."""
    ledger, on = reader.ledger, reader.page.here.date
    if hit.type not in LAW_TYPES:
        alias = register.meant(register.nickname(hit.name), lambda: reader.page.around(hit), on=on)
        if alias is not None:
            return _by_alias(reader, hit, alias)
    fresh = entry(reader.page, hit, "")
    fresh = replace(fresh, key=untyped(register.expand(hit.name), hit.type) or hit.key)
    fits = [p for p in ledger.with_name(fresh.key, hit.type) if named_agree(ledger.entries[p], fresh)]
    if fits:
        return _join(reader, ledger.latest(fits), fresh)
    return _by_register(reader, hit, fresh)


def _by_register(reader: _Reader, hit: Hit, fresh: Entry) -> int:
    """A name that the text has not had before: the law that the register knows, or an open one."""
    ledger = reader.ledger
    laws = register.laws_named(hit.type, hit.name)
    law, rule = register.choose(laws, year=fresh.year, date=fresh.date, on=reader.page.here.date)
    if law is None:
        reason = "ambiguous" if laws else "unknown-target"
        candidates = tuple(map(register.candidate, laws))
        return ledger.add(
            replace(fresh, resolution="unresolved", rule="name", reason=reason, candidates=candidates)
        )
    known = next(ledger.numbered(law.number, law.type), None) if law.number else None
    if known is not None:
        return _join(reader, known, fresh)
    fresh = replace(fresh, number=law.number, rule=rule, register=facts(law))
    if rule == "register-in-force":
        return ledger.add(replace(fresh, resolution="inferred"))
    return ledger.add(replace(fresh, resolution="alias"))


def _citations(reader: _Reader) -> tuple[Citation, ...]:
    named = [(e, tuple(m)) for e, m in zip(reader.ledger.entries, reader.ledger.mentions, strict=True) if m]
    found = [citation(known, mentions, f"c{n}") for n, (known, mentions) in enumerate(named, start=1)]
    here, own = reader.page.here, tuple(reader.own)
    if own:
        itself = Citation(SELF, here.type, here.number, date=here.date, issuer=here.issuer, rule="self")
        found.append(replace(itself, mentions=own))
    return tuple(found)
