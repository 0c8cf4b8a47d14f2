"""The register of named laws and of nicknames: which document a name means, on a day."""

from __future__ import annotations

import re
from functools import cache

from nlp import lexicon
from nlp.clean import fold
from nlp.lexicon import Alias, Law
from nlp.model import Candidate
from nlp.names import key_of, untyped


@cache
def _by_key() -> dict[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = {}
    for law in lexicon.laws():
        found.setdefault((law.type, key_of(law)), []).append(law)
    return {key: tuple(sorted(laws, key=lambda law: law.date)) for key, laws in found.items()}


@cache
def _by_number() -> dict[str, tuple[Law, ...]]:
    found: dict[str, list[Law]] = {}
    for law in lexicon.laws():
        if law.number:
            found.setdefault(law.number, []).append(law)
    return {number: tuple(laws) for number, laws in found.items()}


@cache
def _expansions() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{re.escape(a.abbrev)}\b"), a.expansion) for a in lexicon.abbreviations())


def expand(name: str) -> str:
    """Write the abbreviations in a name out.

    >>> expand("Luật Ban hành VBQPPL")
    'Luật Ban hành văn bản quy phạm pháp luật'
    """
    for pattern, expansion in _expansions():
        name = pattern.sub(expansion, name)
    return name


def law_numbered(number: str, type_: str) -> Law | None:
    """The law that bears a number, if it is of the type named (26/2012/QH13 is a law and a resolution)."""
    return next((law for law in _by_number().get(number, ()) if law.type == type_), None)


def laws_named(type_: str, name: str) -> tuple[Law, ...]:
    """All laws of a name, oldest first: "Luật Đất đai" of 1987, 1993, 2003, 2013, 2024."""
    key = untyped(expand(name), type_)
    if key.startswith("sửa đổi"):
        return _amending().get((type_, amending_key(key)), ())
    return _by_key().get((type_, key), ()) or _by_key().get((type_, key.removeprefix("về ")), ())


_NUMBERS = re.compile(r"\b(?:số )?\d+ \d{4} \w+\b|\b(?:và|các|bổ sung|một số điều|của)\b")


def amending_key(key: str) -> str:
    """What a law amends, whatever joins the names: "sửa đổi luật đất đai luật nhà ở"."""
    return " ".join(_NUMBERS.sub(" ", key).split())


@cache
def _amending() -> dict[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = {}
    for (type_, key), laws in _by_key().items():
        if key.startswith("sửa đổi"):
            found.setdefault((type_, amending_key(key)), []).extend(laws)
    return {k: tuple(sorted(v, key=lambda law: law.date)) for k, v in found.items()}


def choose(laws: tuple[Law, ...], *, year: str, date: str, on: str) -> tuple[Law | None, str]:
    """The law that a name means, and by which rule: stated date, then stated year, then in force on the day ``on``.

    ``on`` is the citing document's date, "" where unknown; a law cannot be cited before it was passed.
    """
    if date:
        same = [law for law in laws if law.date == date]
        return (same[0], "register-date") if len(same) == 1 else (None, "")
    if year:
        same = [law for law in laws if law.date.startswith(year) or law.number.split("/")[1:2] == [year]]
        return (same[0], "register-year") if len(same) == 1 else (None, "")
    passed = [law for law in laws if law.certain or len(laws) == 1]
    if on and len(on) >= 4:
        passed = [law for law in passed if law.date and law.date[: len(on)] <= on]
        force = [law for law in passed if (law.effective_from or law.date)[: len(on)] <= on] or passed[-1:]
        return (force[-1], "register-in-force") if force else (None, "")
    return (passed[0], "register-only") if len(laws) == 1 and passed else (None, "")


@cache
def _aliases() -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    for alias in lexicon.aliases():
        found.setdefault(fold(alias.alias), []).append(alias)
    return {key: tuple(entries) for key, entries in found.items()}


def nickname(words: str) -> tuple[Alias, ...]:
    """What a nickname may mean: "Đề án 06" is one document, "Nghị quyết 18" two."""
    return _aliases().get(fold(words).replace(" số ", " "), ()) or _aliases().get(fold(words), ())


def meant(entries: tuple[Alias, ...], around: str, *, on: str) -> Alias | None:
    """The one document that a nickname means, given the words around it; None where that is not certain."""
    possible = [a for a in entries if not (on and a.date and a.date[: len(on)] > on)]
    near = fold(around)
    topical = [a for a in possible if any(fold(t) in near for t in a.topic)]
    if len(topical) == 1:
        return topical[0]
    return possible[0] if len(possible) == 1 and not possible[0].clash else None


def candidate(law: Law | Alias) -> Candidate:
    """A register entry as a candidate."""
    name = law.name if isinstance(law, Law) else law.alias
    issuer = "" if isinstance(law, Law) else law.issuer
    return Candidate(law.type, law.number, name, law.date, issuer)
