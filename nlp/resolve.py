"""Mentions to citations: who is who in this document.

A mention with a whole number is its document's own name.  Short forms ("Nghị quyết số 1241"), names without a year
and words that point back are tied to what the document said before; where two documents fit, the mention stays
unresolved, with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nlp import number as numbers
from nlp import register
from nlp.clean import fold
from nlp.context import GENERIC, Context, generic_token
from nlp.hits import Hit
from nlp.layout import Layout
from nlp.ledger import Entry, Ledger, agree, merged, named_agree, same_type
from nlp.model import SELF, Candidate, Citation, Finding, Mention
from nlp.names import LAW_TYPES, untyped
from nlp.placing import Page, conflict, doubts, entry, facts, mention

_LIST_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc)\s*")
_SCHEMES = frozenset({"Đề án", "Chương trình", "Dự án"})
"""What goes by a name rather than a number: "Đề án số 13"."""
_CONFIDENCE = {"exact": 0.99, "alias": 0.97, "inferred": 0.9, "fallback": 0.7, "unresolved": 0.4}


@dataclass(slots=True)
class _Reader:
    """One pass over the mentions of one document."""

    page: Page
    hits: tuple[Hit, ...]
    ledger: Ledger = field(default_factory=Ledger)
    findings: list[Finding] = field(default_factory=list)
    own: list[Mention] = field(default_factory=list)
    ahead: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def resolve(
    text: str, hits: Sequence[Hit], layout: Layout, here: Context
) -> tuple[tuple[Citation, ...], tuple[Finding, ...]]:
    """The distinct documents that the mentions name, in order of first mention, and what is doubtful about them.

    >>> from nlp import extract
    >>> answer = extract("Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024 … theo Nghị quyết số 1241")
    >>> [(c.number, len(c.mentions)) for c in answer.citations]
    [('1241/NQ-UBTVQH15', 2)]
    """
    reader = _Reader(Page(text, layout, here), tuple(map(_settled, hits)))
    for index, hit in enumerate(reader.hits):
        if hit.number is not None and hit.number.symbol:
            reader.ahead.setdefault((hit.type, hit.number.serial), []).append(index)
    for index, hit in enumerate(reader.hits):
        if hit.form in ("self", "relative"):
            _point_back(reader, hit)
        elif _is_own(here, hit):
            reader.own.append(mention(reader.page, hit))
        else:
            _place(reader, hit, index)
    _share_issuers(reader.ledger)
    return _citations(reader), tuple(reader.findings)


def _settled(hit: Hit) -> Hit:
    """Settle the type where word and symbol differ: "Văn bản số 5231/KH-UBND" is a Kế hoạch."""
    if hit.type == "Văn bản" and hit.number is not None:
        return replace(hit, type=numbers.type_of(hit.number)[0] if hit.number.symbol else "Công văn")
    return hit


def _is_own(here: Context, hit: Hit) -> bool:
    """The document's own number, in its header or where an annex says what it was issued with."""
    if hit.number is None or not here.number or numbers.render(hit.number) != here.number:
        return False
    if here.type and hit.type != here.type and hit.worded:
        return False
    return not (hit.date and hit.date.is_full and len(here.date) == 10 and hit.date.iso != here.date)


def _place(reader: _Reader, hit: Hit, index: int) -> None:
    """Put a mention with the document that it names."""
    place: int | None
    if hit.number is not None and hit.number.symbol:
        place = _by_number(reader, hit)
    elif hit.number is not None:
        place, hit = _by_serial(reader, hit, index)
    elif hit.amends and hit.form == "short":
        place = next((p for p in reader.ledger.recent() if reader.ledger.entries[p].is_amending), None)
    else:
        place = _by_name(reader, hit)
    if place is not None:
        reader.ledger.mentions[place].append(mention(reader.page, hit))
        reader.ledger.last.append(place)
        reader.findings.extend(doubts(reader.page, hit))


def _join(reader: _Reader, place: int, fresh: Entry) -> int:
    known = reader.ledger.entries[place]
    if (finding := conflict(known, fresh)) is not None:
        reader.findings.append(finding)
    return reader.ledger.update(place, merged(known, fresh))


def _by_number(reader: _Reader, hit: Hit) -> int:
    assert hit.number is not None
    number, ledger, by_year = numbers.render(hit.number), reader.ledger, bool(hit.number.year)
    fresh = entry(reader.page, hit, number)
    fits = [p for p in ledger.numbered(number, hit.type) if agree(ledger.entries[p], fresh, by_year=by_year)]
    if fits:
        place = ledger.latest(fits)
        return _join(reader, fits[0] if place is None else place, fresh)
    for place in ledger.named(fresh.key, hit.type):
        known = ledger.entries[place]
        if not known.number and agree(known, fresh, by_year=True):
            return ledger.update(
                place, merged(replace(known, number=number, resolution="exact", rule="number"), fresh)
            )
    return ledger.add(fresh)


def _by_serial(reader: _Reader, hit: Hit, index: int) -> tuple[int, Hit]:
    """A short form: the one document of that type and serial that the text names whole, before or after."""
    assert hit.number is not None
    ledger, serial, year = reader.ledger, hit.number.serial, hit.number.year
    fresh = entry(reader.page, hit, "")
    fits = [
        p
        for p in ledger.with_serial(serial, hit.type)
        if year in ("", ledger.entries[p].year) and agree(ledger.entries[p], fresh, by_year=False)
    ]
    if len(fits) == 1:
        return _join(reader, fits[0], fresh), hit
    if not fits:
        neighbour = _neighbour(reader, index)
        if neighbour is not None and neighbour.number is not None:
            number = replace(neighbour.number, serial=serial, year=year or neighbour.number.year)
            whole = replace(hit, number=number, form="elliptical")
            return _by_number(reader, whole), whole
        ahead = {numbers.render(n): n for n in _later(reader, hit, index)}
        if len(ahead) == 1:
            return _by_number(reader, replace(hit, number=next(iter(ahead.values())))), hit
        entries = register.nickname(f"{hit.type} {serial}")
        alias = register.meant(entries, _around(reader, hit), on=reader.page.here.date)
        if alias is not None:
            return _by_alias(reader, hit, alias), hit
        return _unresolved(reader, hit, tuple(map(register.candidate, entries))), hit
    known = (ledger.entries[p] for p in fits)
    return _unresolved(
        reader, hit, tuple(Candidate(e.type, e.number, e.name, e.date, e.issuer) for e in known)
    ), hit


def _later(reader: _Reader, hit: Hit, index: int) -> list[numbers.Number]:
    """Whole numbers of that type and serial further on in the text."""
    assert hit.number is not None
    places = [i for i in reader.ahead.get((hit.type, hit.number.serial), []) if i > index]
    found = [n for i in places if (n := reader.hits[i].number) is not None]
    return [n for n in found if hit.number.year in ("", n.year)]


def _around(reader: _Reader, hit: Hit) -> str:
    return reader.page.text[max(0, hit.start - 200) : hit.end + 300]


def _neighbour(reader: _Reader, index: int) -> Hit | None:
    """The next mention in a list of the same type, from which a bare serial takes its symbol."""
    hit = reader.hits[index]
    following = reader.hits[index + 1] if index + 1 < len(reader.hits) else None
    if (
        following is None
        or following.type != hit.type
        or following.number is None
        or not following.number.symbol
    ):
        return None
    return following if _LIST_GAP.fullmatch(reader.page.text, hit.end, following.start) else None


def _unresolved(reader: _Reader, hit: Hit, candidates: tuple[Candidate, ...]) -> int:
    """A serial that two documents bear, or none: left open, with what it may be."""
    assert hit.number is not None
    number = numbers.render(hit.number)
    open_ = reader.ledger.open_serial(number, hit.type)
    if open_ is not None:
        return open_
    name = " ".join(reader.page.text[hit.start : hit.end].split()) if hit.type in _SCHEMES else ""
    reason = "ambiguous" if len(candidates) > 1 else "unknown-target"
    fresh = entry(reader.page, hit, number)
    return reader.ledger.add(
        replace(fresh, name=name, resolution="unresolved", rule="short", candidates=candidates, reason=reason)
    )


def _by_alias(reader: _Reader, hit: Hit, alias: register.Alias) -> int:
    """A nickname that the table of aliases knows: "Đề án 06" is 06/QĐ-TTg of 2022."""
    for place in reader.ledger.numbered(alias.number, alias.type):
        if reader.ledger.entries[place].date in ("", alias.date) or not alias.date:
            return place
    name = " ".join(reader.page.text[hit.start : hit.end].split())
    parsed = numbers.parse(alias.number)
    known = (("number", alias.number), ("date", alias.date), ("issuer", alias.issuer))
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
            register=tuple((k, v) for k, v in known if v),
        )  # fmt: skip
    )


def _by_name(reader: _Reader, hit: Hit) -> int:
    """A name: the document's own earlier mention of it, else the register's, else unknown but named."""
    ledger, on = reader.ledger, reader.page.here.date
    if hit.type not in LAW_TYPES:
        alias = register.meant(register.nickname(hit.name), _around(reader, hit), on=on)
        if alias is not None:
            return _by_alias(reader, hit, alias)
    fresh = entry(reader.page, hit, "")
    fresh = replace(fresh, key=untyped(register.expand(hit.name), hit.type) or hit.key)
    fits = [p for p in ledger.named(fresh.key, hit.type) if named_agree(ledger.entries[p], fresh)]
    if fits:
        place = ledger.latest(fits)
        return _join(reader, fits[0] if place is None else place, fresh)
    laws = register.laws_named(hit.type, hit.name)
    law, rule = register.choose(laws, year=fresh.year, date=fresh.date, on=on)
    if law is None:
        reason = "ambiguous" if laws else "unknown-target"
        candidates = tuple(map(register.candidate, laws))
        return ledger.add(
            replace(fresh, resolution="unresolved", rule="name", reason=reason, candidates=candidates)
        )
    for place in ledger.numbered(law.number, law.type) if law.number else ():
        return _join(reader, place, fresh)
    resolution = "inferred" if rule == "register-in-force" else "alias"
    return ledger.add(
        replace(fresh, number=law.number, resolution=resolution, rule=rule, register=facts(law))
    )


def _point_back(reader: _Reader, hit: Hit) -> None:
    """ "Nghị định này" is the document at hand where the types agree; else, and for "nêu trên", the last such one."""
    here, ledger = reader.page.here, reader.ledger
    if hit.form == "self" and (hit.type == here.type or not ledger.last or not here.type):
        reader.own.append(mention(reader.page, hit))
        return
    fits = [
        p for p in ledger.recent() if hit.type == "Văn bản" or same_type(ledger.entries[p].type, hit.type)
    ]
    if not fits:
        if hit.form == "self":
            reader.own.append(mention(reader.page, hit))
        return
    pointing = replace(mention(reader.page, hit), form="relative")
    for place in _group(reader, fits) if hit.plural else fits[:1]:
        ledger.mentions[place].append(pointing)


def _group(reader: _Reader, fits: list[int]) -> list[int]:
    """The documents that a plural points back to: those named together last, in one paragraph."""
    group: list[int] = []
    previous = -1
    for place in dict.fromkeys(fits):
        start = next((m.start for m in reversed(reader.ledger.mentions[place]) if m.form != "relative"), -1)
        if previous >= 0 and "\n" in reader.page.text[start:previous].strip():
            break
        group.append(place)
        previous = start
    return group


def _share_issuers(ledger: Ledger) -> None:
    """Give a body that a symbol shows only by its kind ("BQL") the full name that the text gives it elsewhere."""
    full: dict[str, set[str]] = {}
    for known in ledger.entries:
        if (token := generic_token(known.number)) and len(known.issuer.split()) > len(GENERIC[token].split()):
            full.setdefault(token, set()).add(known.issuer)
    for place, known in enumerate(ledger.entries if full else ()):
        names = full.get(generic_token(known.number), set())
        if len(names) == 1 and known.issuer in ("", *GENERIC.values()):
            ledger.update(place, replace(known, issuer=next(iter(names))))


def _citations(reader: _Reader) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for known, mentions in zip(reader.ledger.entries, reader.ledger.mentions, strict=True):
        if mentions:
            found.append(_citation(known, tuple(mentions), f"c{len(found) + 1}"))
    here = reader.page.here
    if reader.own:
        own = tuple(reader.own)
        found.append(
            Citation(
                SELF, here.type, here.number, date=here.date, issuer=here.issuer, rule="self", mentions=own
            )
        )
    return tuple(found)


def _citation(known: Entry, mentions: tuple[Mention, ...], id_: str) -> Citation:
    return Citation(
        id_,
        known.type,
        known.number,
        known.name,
        known.year,
        known.date,
        known.issuer,
        known.title,
        known.hit.kind if known.hit is not None else "document",
        known.resolution,
        known.rule,
        _CONFIDENCE[known.resolution],
        known.candidates,
        known.reason,
        known.register,
        mentions,
    )
