"""The register of named laws and of nicknames: which document a name means, on a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from nlp import lexicon
from nlp.clean import fold, fold_word
from nlp.lexicon import Alias, Law
from nlp.model import Candidate
from nlp.names import key_of, untyped

__all__ = [
    "Alias",
    "Law",
    "amending_key",
    "candidate",
    "choose",
    "expand",
    "law_numbered",
    "laws_named",
    "meant",
    "nickname",
]


@cache
def _by_key() -> dict[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = {}
    for law in lexicon.laws():
        found.setdefault((law.type, key_of(law)), []).append(law)
    return {key: tuple(sorted(laws, key=lambda law: law.date)) for key, laws in found.items()}


@cache
def _by_number() -> dict[tuple[str, str], Law]:
    """Laws by number and type; of two, the first."""
    return {(law.number, law.type): law for law in reversed(lexicon.laws()) if law.number}


@cache
def _expansions() -> tuple[re.Pattern[str], dict[str, str]]:
    full = {a.abbrev: a.expansion for a in lexicon.abbreviations()}
    longest_first = sorted(full, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), full


def expand(name: str) -> str:
    """Write the abbreviations in a name out.

    >>> expand("Luật Ban hành VBQPPL")
    'Luật Ban hành văn bản quy phạm pháp luật'
    """
    pattern, full = _expansions()
    return pattern.sub(lambda match: full[match[0]], name)


def law_numbered(number: str, type_: str) -> Law | None:
    """The law that bears a number, if it is of the type named (26/2012/QH13 is a law and a resolution).

    >>> law_numbered("80/2015/QH13", "Luật").name
    'Luật Ban hành văn bản quy phạm pháp luật'
    """
    return _by_number().get((number, type_))


def laws_named(type_: str, name: str) -> tuple[Law, ...]:
    """All laws of a name, oldest first.

    >>> [law.number for law in laws_named("Luật", "Luật đất đai")][-2:]
    ['45/2013/QH13', '31/2024/QH15']
    """
    key = untyped(expand(name), type_)
    if key.startswith("sửa đổi"):
        return _amending().get((type_, amending_key(key)), ())
    return _by_key().get((type_, key), ()) or _by_key().get((type_, key.removeprefix("về ")), ())


_NUMBERS = re.compile(r"\b(?:số )?\d+ \d{4} \w+\b|\b(?:và|các|bổ sung|một số điều|của)\b")


def amending_key(key: str) -> str:
    """What a law amends, whatever joins the names.

    >>> amending_key("sửa đổi bổ sung một số điều của luật đất đai và luật nhà ở")
    'sửa đổi luật đất đai luật nhà ở'
    """
    return " ".join(_NUMBERS.sub(" ", key).split())


@cache
def _amending() -> dict[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = {}
    for (type_, key), laws in _by_key().items():
        if key.startswith("sửa đổi"):
            found.setdefault((type_, amending_key(key)), []).extend(laws)
    return {key: tuple(sorted(laws, key=lambda law: law.date)) for key, laws in found.items()}


def choose(laws: tuple[Law, ...], *, year: str, date: str, on: str) -> tuple[Law | None, str]:
    """The law that a name means, and by which rule: stated date, then stated year, then in force.

    ``on`` is the day on which: the citing document's date, "" where unknown; a law cannot be cited before
    it was passed.

    >>> law, rule = choose(laws_named("Luật", "Luật Đất đai"), year="", date="", on="2020-03-01")
    >>> law.number, rule
    ('45/2013/QH13', 'register-in-force')
    """
    if date:
        same = [law for law in laws if law.date == date]
        return (same[0], "register-date") if len(same) == 1 else (None, "")
    if year:
        same = [law for law in laws if law.date.startswith(year) or law.number.split("/")[1:2] == [year]]
        return (same[0], "register-year") if len(same) == 1 else (None, "")
    passed = [law for law in laws if law.certain or len(laws) == 1]
    if len(on) >= len("2024"):
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
    """What a nickname may mean: one document, or several that share it.

    >>> [a.number for a in nickname("đề án số 06")], len(nickname("Nghị quyết 18"))
    (['06/QĐ-TTg'], 2)
    """
    key = fold(words)
    return _aliases().get(key.replace(" số ", " "), ()) or _aliases().get(key, ())


_WORD = re.compile(r"[\s,*_-]{0,4}(?P<word>[^\W_]+)")
_LONG = 4
_END = "\0"


@cache
def _schemes() -> dict[str, Any]:
    root: dict[str, Any] = {}
    for alias in lexicon.aliases():
        words = fold(alias.alias).split()
        if len(words) >= _LONG:
            node = root
            for word in words:
                node = node.setdefault(word, {})
            node[_END] = True
    return root


def scheme_end(text: str, start: int) -> int:
    """Where the long name of a scheme ends that begins at ``start``; 0 where none does.

    >>> text = "thực hiện Chương trình Chuyển đổi số quốc gia đến năm 2025"
    >>> text[10:scheme_end(text, 10)]
    'Chương trình Chuyển đổi số quốc gia'
    """
    node, position, best = _schemes(), start, 0
    while (match := _WORD.match(text, position)) is not None:
        step = node.get(fold_word(match["word"]))
        if step is None:
            break
        node, position = step, match.end()
        if _END in node:
            best = position
    return best


def meant(entries: tuple[Alias, ...], around: Callable[[], str], *, on: str) -> Alias | None:
    """The one document that a nickname means, given the words around it; None where that is not certain.

    >>> meant(nickname("Nghị quyết 18"), lambda: "sắp xếp tổ chức bộ máy", on="").date
    '2017-10-25'
    """
    possible = [a for a in entries if not (on and a.date and a.date[: len(on)] > on)]
    if any(a.topic for a in possible):
        near = fold(around())
        topical = [a for a in possible if any(fold(topic) in near for topic in a.topic)]
        if len(topical) == 1:
            return topical[0]
    return possible[0] if len(possible) == 1 and not possible[0].clash else None


def candidate(law: Law | Alias) -> Candidate:
    """A register entry as a candidate.

    >>> candidate(law_numbered("31/2024/QH15", "Luật")).name
    'Luật Đất đai'
    """
    if isinstance(law, Law):
        return Candidate(law.type, law.number, law.name, law.date)
    return Candidate(law.type, law.number, law.alias, law.date, law.issuer)
