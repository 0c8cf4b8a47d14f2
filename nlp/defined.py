"""Defined terms: a name that a document gives to another for its own use.

"Quyết định số 1719/QĐ-TTg … phê duyệt Chương trình mục tiêu quốc gia (sau đây gọi tắt là Chương trình 1719)":
from here on "Chương trình 1719" is that decision.  A term is taken only where it begins with a document's type
word and says more than that word, since offices define other things in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp import lexicon
from nlp.clean import fold
from nlp.hits import Hit

_DEFINES = re.compile(
    r"\(\s?(?:sau đây|dưới đây|Sau đây|từ đây)\s[^()\n]{0,24}?(?:gọi|viết)\s[^()\n]{0,12}?là\s?:?\s*"
    r"[\"“”']?(?P<term>[^()\n\"“”';]{3,80}?)[\"“”']?\s?\)"
)
_CLAUSE = re.compile(r"[;\n]|\.\s+(?=[A-ZĐÀ-Ỹ])")
_REACH = 700
_NEVER = frozenset({"dự án", "hợp đồng", "văn bản", "báo cáo", "biên bản"})
"""Type words under which things that are no documents go as well ("Dự án 1")."""


@dataclass(frozen=True, slots=True)
class _Term:
    words: str
    start: int
    since: int
    of: Hit


@cache
def _type_words() -> frozenset[str]:
    names = {fold(t.name) for t in lexicon.types() if t.family not in ("copy", "licence")}
    return frozenset(names - _NEVER)


def with_defined(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits and, as aliases, every place where a defined term stands for one of them.

    >>> from nlp.find import find
    >>> text = "Quyết định số 1719/QĐ-TTg (sau đây gọi tắt là Chương trình 1719). Chương trình 1719 nêu rõ …"
    >>> [(text[h.start:h.end], h.of) for h in with_defined(text, find(text)) if h.form == "alias"]
    [('Chương trình 1719', 0), ('Chương trình 1719', 0)]
    """
    terms = list(_terms(text, hits)) if "là" in text else []
    if not terms:
        return tuple(hits)
    found: dict[tuple[int, int], Hit] = {(h.start, h.end): h for h in hits}
    for term in terms:
        for match in _places(text, term):
            found[match.span()] = Hit(
                match.start(), match.end(), term.of.type, "alias", name=term.words, of=term.of.start, about=match.end()
            )
    return _without_overlaps(sorted(found.values(), key=lambda h: (h.start, -h.end, h.form != "alias")))


def _terms(text: str, hits: Sequence[Hit]) -> Iterator[_Term]:
    for match in _DEFINES.finditer(text):
        words = " ".join(match["term"].split()).rstrip(" ,.")
        if _type_of(words) and (of := _antecedent(text, hits, match.start(), words)) is not None:
            yield _Term(words, match.start("term"), match.start("term"), of)


def _type_of(words: str) -> str:
    """The type word that a term begins with, "" where it has none or says nothing more."""
    folded = fold(words)
    head = next((w for w in sorted(_type_words(), key=len, reverse=True) if folded.startswith(w + " ")), "")
    rest = folded[len(head) :].split()
    return head if head and words[0].isupper() and rest not in (["này"], ["số"], []) else ""


def _antecedent(text: str, hits: Sequence[Hit], end: int, words: str) -> Hit | None:
    """The document that a term is defined for: by its serial, else by its type, else the one the clause opens with."""
    left = max(0, end - _REACH)
    for left in (m.end() for m in _CLAUSE.finditer(text, left, end)):
        pass
    near = [h for h in hits if left <= h.start and h.end <= end and h.form not in ("self", "relative")]
    if not near:
        return None
    serials = {s.lstrip("0") for s in re.findall(r"\d+", words)}
    if serials:
        same = [h for h in near if h.number is not None and h.number.serial.lstrip("0") in serials]
        return same[-1] if same else None
    typed = [h for h in near if fold(words).startswith(fold(h.type) + " ")]
    return typed[-1] if typed else near[0]


def _places(text: str, term: _Term) -> Iterator[re.Match[str]]:
    """Where the term stands from its definition on, spaces and line breaks alike."""
    pattern = re.compile(r"(?<![^\W_])" + r"\s{1,2}".join(map(re.escape, term.words.split())) + r"(?![^\W_]|/)")
    return pattern.finditer(text, term.since)


def _without_overlaps(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """An alias gives way to a mention that says more, and covers one that says the same or less."""
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        if last is None or hit.start >= last.end:
            out.append(hit)
        elif hit.form == "alias" and last.form != "alias":
            if hit.end >= last.end and last.number is None or last.form == "short":
                out[-1] = hit
        elif not (last.form == "alias" and hit.end <= last.end):
            out.append(hit)
    return tuple(out)
