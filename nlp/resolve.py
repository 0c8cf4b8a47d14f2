"""Mentions to citations: who is who in this document.

A mention with a whole number is its document's own name.  Short forms ("Nghị quyết số 1241"), names without a year
and words that point back are tied to what the document said before; where two documents fit, the mention stays
unresolved, with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp import number as numbers
from nlp import register
from nlp.clean import fold
from nlp.context import GENERIC, Context, generic_token, issuer_of
from nlp.dates import date_before
from nlp.hits import Hit
from nlp.layout import Layout
from nlp.model import SELF, Candidate, Citation, Finding, Mention, Resolution
from nlp.names import LAW_TYPES
from nlp.pinpoints import pinpoints_before
from nlp.titles import title_after


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document in the making: what all its mentions say of it."""

    type: str
    number: str = ""
    key: str = ""
    name: str = ""
    date: str = ""
    year: str = ""
    issuer: str = ""
    hit: Hit | None = None
    resolution: Resolution = "exact"
    rule: str = "number"
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    register: tuple[tuple[str, str], ...] = ()
    title: str = ""


@dataclass(slots=True)
class _State:
    """The resolver's working memory over one document."""

    text: str
    here: Context
    layout: Layout
    entries: list[_Entry]
    mentions: list[list[Mention]]
    findings: list[Finding]
    last: list[int]
    """Indices of entries in the order of their mentions, for words that point back."""
    own: list[Mention]


def resolve(
    text: str, hits: Sequence[Hit], layout: Layout, here: Context
) -> tuple[tuple[Citation, ...], tuple[Finding, ...]]:
    """The distinct documents that the mentions name, in order of first mention, and what is doubtful about them.

    >>> from nlp import extract
    >>> answer = extract("Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024 … theo Nghị quyết số 1241")
    >>> [(c.number, len(c.mentions)) for c in answer.citations]
    [('1241/NQ-UBTVQH15', 2)]
    """
    state = _State(text, here, layout, [], [], [], [], [])
    whole = [_complete(hit) for hit in hits]
    ahead = _serials_ahead(whole)
    for index, hit in enumerate(whole):
        if hit.form in ("self", "relative"):
            _point_back(state, hit)
        elif _is_own(state, hit):
            state.own.append(_mention(state, hit))
        else:
            _place(state, hit, whole, index, ahead)
    _share_issuers(state)
    citations = [
        _citation(entry, tuple(mentions), f"c{n + 1}")
        for n, (entry, mentions) in enumerate(p for p in zip(state.entries, state.mentions, strict=True) if p[1])
    ]
    if state.own:
        citations.append(Citation(SELF, here.type, here.number, date=here.date, issuer=here.issuer, rule="self", mentions=tuple(state.own)))
    return tuple(citations), tuple(state.findings)


def _share_issuers(state: _State) -> None:
    """Give a body that a symbol shows only by its kind ("BQL") the full name that the text gives it elsewhere."""
    full: dict[str, set[str]] = {}
    for entry in state.entries:
        if (token := generic_token(entry.number)) and len(entry.issuer.split()) > len(GENERIC[token].split()):
            full.setdefault(token, set()).add(entry.issuer)
    for index, entry in enumerate(state.entries):
        names = full.get(generic_token(entry.number), set())
        if len(names) == 1 and entry.issuer in ("", *GENERIC.values()):
            state.entries[index] = replace(entry, issuer=next(iter(names)))


def _complete(hit: Hit) -> Hit:
    """Settle the type of a mention whose word and symbol differ: "Văn bản số 5231/KH-UBND" is a Kế hoạch."""
    if hit.type == "Văn bản" and hit.number is not None:
        return replace(hit, type=numbers.type_of(hit.number)[0] if hit.number.symbol else "Công văn")
    return hit


def _serials_ahead(hits: Sequence[Hit]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for index, hit in enumerate(hits):
        if hit.number is not None and hit.number.symbol:
            found.setdefault((hit.type, hit.number.serial), []).append(index)
    return found


def _is_own(state: _State, hit: Hit) -> bool:
    """The document's own number, in its header or where an annex says what it was issued with."""
    if hit.number is None or not state.here.number or numbers.render(hit.number) != state.here.number:
        return False
    if state.here.type and hit.type != state.here.type and hit.worded:
        return False
    return not (hit.date and hit.date.is_full and len(state.here.date) == 10 and hit.date.iso != state.here.date)


def _place(state: _State, hit: Hit, hits: Sequence[Hit], index: int, ahead: dict[tuple[str, str], list[int]]) -> None:
    """Put a mention with the document that it names."""
    if hit.number is not None and hit.number.symbol:
        found = _by_number(state, hit)
    elif hit.number is not None:
        found, hit = _by_serial(state, hit, hits, index, ahead)
    elif hit.amends and hit.form == "short":
        amending = [i for i in reversed(state.last) if (head := state.entries[i].hit) is not None and head.amends]
        if not amending:
            return
        found = amending[0]
    else:
        found = _by_name(state, hit)
    state.mentions[found].append(_mention(state, hit))
    state.last.append(found)
    _doubts(state, hit)


def _by_number(state: _State, hit: Hit) -> int:
    assert hit.number is not None
    number = numbers.render(hit.number)
    fresh = _entry(state, hit, number)
    for index in reversed(range(len(state.entries))):
        entry = state.entries[index]
        if _bare_number(entry.number) == _bare_number(number) and _same_type(entry.type, hit.type) and _agree(entry, fresh, bool(hit.number.year)):
            state.entries[index] = _merged(entry, fresh)
            return index
    if fresh.key or hit.type in LAW_TYPES:
        for index, entry in enumerate(state.entries):
            if not entry.number and entry.key and entry.key == fresh.key and entry.type == hit.type and _agree(entry, fresh, True):
                state.entries[index] = _merged(replace(entry, number=number, resolution="exact", rule="number"), fresh)
                return index
    return _add(state, fresh)


def _bare_number(number: str) -> str:
    """ "28/2005/PL-UBTVQH11" and "28/2005/UBTVQH11" are one ordinance."""
    return number.replace("/PL-UBTVQH", "/UBTVQH")


def _same_type(one: str, other: str) -> bool:
    loose = {"Thông tư liên tịch": "Thông tư", "Bộ luật": "Luật"}
    return loose.get(one, one) == loose.get(other, other)


def _agree(one: _Entry, other: _Entry, numbered_by_year: bool) -> bool:
    """Whether two mentions of a number can be one document: no date, place or year speaks against it."""
    if numbered_by_year:
        return not (_place_of(one.issuer) and _place_of(other.issuer) and _place_of(one.issuer) != _place_of(other.issuer))
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return False
    if one.year and other.year and one.year != other.year:
        return False
    return not (one.issuer and other.issuer and _conflict(one.issuer, other.issuer))


def _conflict(one: str, other: str) -> bool:
    a, b = _place_of(one), _place_of(other)
    return bool(a and b and a != b)


def _place_of(issuer: str) -> str:
    match = re.search(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) (?P<name>[A-ZĐÀ-Ỹ].*)$", issuer)
    return match["name"] if match else ""


def _entry(state: _State, hit: Hit, number: str) -> _Entry:
    stated = (hit.date or date_before(state.text, hit.start)) if number else hit.date
    date = stated.iso if stated is not None else ""
    year = (hit.number.year if hit.number is not None else "") or date[:4]
    date = date if len(date) > len("2026") else ""
    law = register.law_numbered(number, hit.type) if number and hit.type in LAW_TYPES else None
    known = tuple((k, v) for k, v in (("name", law.name), ("date", law.date), ("effective", law.effective_from)) if v) if law else ()
    key = hit.key or (_law_key(law.name, hit.type) if law else "")
    resolution: Resolution = "exact"
    rule = {"full": "number", "elliptical": "list"}.get(hit.form, hit.form)
    return _Entry(
        hit.type, number, key, hit.name, date, year, issuer_of(hit, state.here, state.text), hit, resolution, rule, (), "", known,
        title_after(state.text, hit.about) if hit.about else "",
    )  # fmt: skip


def _law_key(name: str, type_: str) -> str:
    words, kind = fold(name).split(), fold(type_).split()
    return " ".join(words[len(kind) :] if words[: len(kind)] == kind else words)


def _merged(entry: _Entry, fresh: _Entry) -> _Entry:
    """What both mentions say, the first one first; the date that is whole wins."""
    longer = len(fresh.date) > len(entry.date) and fresh.date.startswith(entry.date)
    placed = _place_of(fresh.issuer) and not _place_of(entry.issuer)
    return replace(
        entry, date=fresh.date if longer or not entry.date else entry.date, year=entry.year or fresh.year,
        issuer=fresh.issuer if placed or not entry.issuer else entry.issuer, name=entry.name or fresh.name,
        key=entry.key or fresh.key, title=entry.title or fresh.title, register=entry.register or fresh.register,
    )  # fmt: skip


def _add(state: _State, entry: _Entry) -> int:
    state.entries.append(entry)
    state.mentions.append([])
    return len(state.entries) - 1


def _by_serial(state: _State, hit: Hit, hits: Sequence[Hit], index: int, ahead: dict[tuple[str, str], list[int]]) -> tuple[int, Hit]:
    """A short form: the one document of that type and serial that the text names whole, before or after."""
    assert hit.number is not None
    serial, year = hit.number.serial, hit.number.year
    fresh = _entry(state, hit, "")
    fits = [
        i for i, e in enumerate(state.entries)
        if e.number and e.resolution != "unresolved" and _same_type(e.type, hit.type)
        and _serial(e.number) == serial and (not year or year == e.year) and _agree(e, fresh, False)
    ]  # fmt: skip
    if len(fits) == 1:
        state.entries[fits[0]] = _merged(state.entries[fits[0]], fresh)
        return fits[0], hit
    neighbour = _neighbour(state.text, hits, index) if not fits else None
    if neighbour is not None and neighbour.number is not None:
        whole = replace(hit, number=replace(neighbour.number, serial=serial, year=year or neighbour.number.year), form="elliptical")
        return _by_number(state, whole), whole
    later = [i for i in ahead.get((hit.type, serial), []) if i > index and (not year or _year(hits[i]) == year)]
    distinct = {numbers.render(n) for i in later if (n := hits[i].number) is not None}
    if len(distinct) == 1 and not fits:
        return _by_number(state, replace(hit, number=hits[later[0]].number)), hit
    entries = register.nickname(f"{hit.type} {serial}")
    around = state.text[max(0, hit.start - 200) : hit.end + 300]
    alias = register.meant(entries, around, on=state.here.date) if not fits else None
    if alias is not None:
        return _by_alias(state, hit, alias), hit
    known = [Candidate(e.type, e.number, e.name, e.date, e.issuer) for e in (state.entries[i] for i in fits)]
    return _unresolved(state, hit, (*known, *(map(register.candidate, entries) if not known else ()))), hit


def _unresolved(state: _State, hit: Hit, candidates: tuple[Candidate, ...]) -> int:
    """A serial that two documents bear, or none: left open, with what it may be."""
    assert hit.number is not None
    number = numbers.render(hit.number)
    for i, entry in enumerate(state.entries):
        if entry.resolution == "unresolved" and entry.number == number and entry.type == hit.type:
            return i
    name = " ".join(state.text[hit.start : hit.end].split()) if hit.type in SCHEMES else ""
    reason = "ambiguous" if len(candidates) > 1 else "unknown-target"
    return _add(state, replace(_entry(state, hit, number), name=name, resolution="unresolved", rule="short", candidates=candidates, reason=reason))


SCHEMES = ("Đề án", "Chương trình", "Dự án")
"""What has a name rather than a number: "Đề án số 13"."""


def _year(hit: Hit) -> str:
    return hit.number.year if hit.number is not None else ""


def _serial(number: str) -> str:
    parsed = numbers.parse(number)
    return parsed.serial if parsed else ""


_LIST_GAP = re.compile(r"\s*(?:,|;|và|,\s*và|hoặc)\s*")


def _neighbour(text: str, hits: Sequence[Hit], index: int) -> Hit | None:
    """The next mention in a list of the same type, from which a bare serial takes its symbol."""
    hit = hits[index]
    for nxt in hits[index + 1 : index + 2]:
        if nxt.type == hit.type and nxt.number is not None and nxt.number.symbol and _LIST_GAP.fullmatch(text, hit.end, nxt.start):
            return nxt
    return None


def _by_alias(state: _State, hit: Hit, alias: register.Alias) -> int:
    known = tuple((k, v) for k, v in (("number", alias.number), ("date", alias.date), ("issuer", alias.issuer)) if v)
    year = alias.number.split("/")[1] if re.fullmatch(r"\S+/\d{4}/\S+", alias.number) else ""
    for index, entry in enumerate(state.entries):
        if entry.number == alias.number and entry.type == alias.type and (not entry.date or not alias.date or entry.date == alias.date):
            return index
    name = " ".join(state.text[hit.start : hit.end].split())
    return _add(state, _Entry(alias.type, alias.number, fold(name), name, "", year, alias.issuer, hit, "alias", "alias", (), "", known))


def _by_name(state: _State, hit: Hit) -> int:
    """A name: the document's own earlier mention of it, else the register's, else unknown but named."""
    if hit.kind == "document" and hit.type not in LAW_TYPES and (entries := register.nickname(hit.name)):
        alias = register.meant(entries, state.text[max(0, hit.start - 200) : hit.end + 200], on=state.here.date)
        if alias is not None:
            return _by_alias(state, hit, alias)
    fresh = _entry(state, hit, "")
    fresh = replace(fresh, key=_law_key(register.expand(hit.name), hit.type) or hit.key)
    fits = [
        i for i, e in enumerate(state.entries)
        if e.key == fresh.key and e.type == hit.type and _named_agree(e, fresh)
    ]  # fmt: skip
    if fits:
        index = next((i for i in reversed(state.last) if i in fits), fits[-1])
        state.entries[index] = _merged(state.entries[index], fresh)
        return index
    laws = register.laws_named(hit.type, hit.name)
    law, rule = register.choose(laws, year=fresh.year, date=fresh.date, on=state.here.date)
    if law is not None:
        known = tuple((k, v) for k, v in (("number", law.number), ("name", law.name), ("date", law.date), ("effective", law.effective_from)) if v)
        same = [i for i, e in enumerate(state.entries) if law.number and e.number == law.number and e.type == law.type]
        if same:
            state.entries[same[0]] = _merged(state.entries[same[0]], fresh)
            return same[0]
        number = law.number if re.fullmatch(r"\S+", law.number or "") else ""
        return _add(state, replace(fresh, number=number, resolution="inferred" if rule == "register-in-force" else "alias", rule=rule, register=known))
    reason = "ambiguous" if laws else "unknown-target"
    return _add(state, replace(fresh, resolution="unresolved", rule="name", reason=reason, candidates=tuple(map(register.candidate, laws))))


def _named_agree(entry: _Entry, fresh: _Entry) -> bool:
    """A name without a year means the law of that name that the document has; a year or date must not differ."""
    if fresh.date and entry.date and len(fresh.date) == len(entry.date) == 10:
        return fresh.date == entry.date
    known = dict(entry.register).get("date", "")
    if fresh.year:
        return (entry.year or known[:4]) in ("", fresh.year) and not (fresh.date and not entry.date and entry.year != fresh.year)
    return True


def _point_back(state: _State, hit: Hit) -> None:
    """ "Nghị định này" is the document at hand where the types agree; else, and for "nêu trên", the last such one."""
    if hit.form == "self" and (hit.type == state.here.type or not state.last or not state.here.type):
        state.own.append(_mention(state, hit))
        return
    fits = [i for i in reversed(state.last) if hit.type == "Văn bản" or _same_type(state.entries[i].type, hit.type)]
    if not fits:
        if hit.form == "self":
            state.own.append(_mention(state, hit))
        return
    mention = replace(_mention(state, hit), form="relative")
    for index in _group(state, fits) if hit.plural else fits[:1]:
        state.mentions[index].append(mention)


def _group(state: _State, fits: list[int]) -> list[int]:
    """The documents that a plural points back to: those named together last, no more than a paragraph away."""
    group: list[int] = []
    previous = -1
    for index in dict.fromkeys(fits):
        place = next((m.start for m in reversed(state.mentions[index]) if m.form != "relative"), -1)
        if previous >= 0 and "\n" in state.text[place:previous].strip():
            break
        group.append(index)
        previous = place
    return group


def _mention(state: _State, hit: Hit) -> Mention:
    surface = state.text[hit.start : hit.end]
    printed = ""
    if hit.number is not None and hit.number.symbol and hit.form != "elliptical" and hit.printed:
        canonical = numbers.render(hit.number)
        printed = hit.printed if hit.printed != canonical else ""
    note = state.layout.note_at(hit.start)
    return Mention(
        hit.start, hit.end, surface, hit.form, state.layout.where(hit.start), printed,
        note.label if note else "", pinpoints_before(state.text, hit.start),
    )  # fmt: skip


def _doubts(state: _State, hit: Hit) -> None:
    if hit.date is not None and not hit.date.iso:
        message = f"Không đọc được ngày “{hit.date.printed}”; để trống, xin kiểm tra bản gốc"
        state.findings.append(Finding("bad-date", message, hit.start, hit.end))
    if hit.number is not None and hit.number.symbol and hit.printed and hit.form == "full":
        canonical, printed = numbers.render(hit.number), re.sub(r"\s", "", hit.printed)
        if canonical != printed:
            state.findings.append(Finding("misprinted-number", f"Số in là “{hit.printed}”, đọc là “{canonical}”", hit.start, hit.end))
    if hit.date is not None and hit.date.is_full and len(state.here.date) == 10 and hit.date.iso > state.here.date:
        state.findings.append(Finding("later-date", f"Văn bản được dẫn đề ngày {hit.date.iso}, sau ngày của văn bản này ({state.here.date})", hit.start, hit.end))


_CONFIDENCE = {"exact": 0.99, "alias": 0.97, "inferred": 0.9, "fallback": 0.7, "unresolved": 0.4}


def _citation(entry: _Entry, mentions: tuple[Mention, ...], id_: str) -> Citation:
    kind = entry.hit.kind if entry.hit is not None else "document"
    return Citation(
        id_, entry.type, entry.number, entry.name, entry.year, entry.date, entry.issuer, entry.title, kind,
        entry.resolution, entry.rule, _CONFIDENCE[entry.resolution], entry.candidates, entry.reason, entry.register, mentions,
    )  # fmt: skip
