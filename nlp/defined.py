"""Defined terms: a name that a document gives to another for its own use.

"Quyết định số 1719/QĐ-TTg … phê duyệt Chương trình mục tiêu quốc gia (sau đây gọi tắt là Chương trình
1719)": from here on "Chương trình 1719" is that decision.  A term is taken only where it begins with a
document's type word and says more than that word, since offices define other things in the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp import lexicon
from nlp.anchors import scan
from nlp.clean import clean, fold, is_moved
from nlp.hits import Hit

_DEFINES = re.compile(
    r"\(\s?(?:sau đây|dưới đây|Sau đây|từ đây)\s[^()\n]{0,24}?(?:gọi|viết)\s[^()\n]{0,12}?là\s?:?\s*"
    r"[\"“”']?(?P<term>[^()\n\"“”';]{3,80}?)[\"“”']?\s?\)"
)
_NUMBERED = re.compile(r"\d/\S*[A-ZĐ]")
_CLAUSE = re.compile(r"[;\n]|\.\s+(?=[A-ZĐÀ-Ỹ])")
_REACH = 700
_MOST = 50
"""How many terms that begin with one letter are looked for, the last ones defined."""
_NEVER = frozenset({"dự án", "hợp đồng", "văn bản", "báo cáo", "biên bản"})
"""Type words under which things that are no documents go as well ("Dự án 1")."""


@dataclass(frozen=True, slots=True)
class _Term:
    words: str
    since: int
    of: Hit
    pattern: re.Pattern[str]


@cache
def _type_words() -> tuple[str, ...]:
    names = {fold(t.name) for t in lexicon.types() if t.family not in ("copy", "licence")}
    return tuple(sorted(names - _NEVER, key=len, reverse=True))


def with_defined(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits and, as aliases, every place where a defined term stands for one of them.

    >>> from nlp.find import find
    >>> text = "Quyết định số 1719/QĐ-TTg (sau đây gọi tắt là Chương trình 1719). Chương trình 1719 nêu rõ …"
    >>> [(text[h.start:h.end], h.of) for h in with_defined(text, find(text)) if h.form == "alias"]
    [('Chương trình 1719', 0), ('Chương trình 1719', 0)]
    """
    return _on_cleaned(text, hits) if is_moved(text) else _found(text, hits)


def _found(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    terms = list(_terms(text, hits)) if "là" in text else []
    if not terms:
        return tuple(hits)
    found: dict[tuple[int, int], Hit] = {(h.start, h.end): h for h in hits}
    for start, end, term in _places(text, terms):
        found[start, end] = Hit(
            start, end, term.of.type, "alias", name=term.words, of=term.of.start, about=end
        )
    return _without_overlaps(sorted(found.values(), key=lambda h: (h.start, -h.end, h.form != "alias")))


def _on_cleaned(text: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The same for a text with decomposed letters, read composed; places lead back to it."""
    cleaned = clean(text)
    starts = cleaned.starts if cleaned.starts is not None else range(len(text) + 1)
    moved = [replace(h, start=bisect_left(starts, h.start), end=bisect_left(starts, h.end)) for h in hits]
    given = {id(after): hit for after, hit in zip(moved, hits, strict=True)}
    back: list[Hit] = []
    for hit in _found(cleaned.text, moved):
        if id(hit) in given:
            back.append(given[id(hit)])
        else:
            start, end = cleaned.raw(hit.start, hit.end)
            of = cleaned.raw(hit.of, hit.of + 1)[0]
            back.append(replace(hit, start=start, end=end, of=of, about=end))
    return tuple(back)


def _terms(text: str, hits: Sequence[Hit]) -> Iterator[_Term]:
    for match in _DEFINES.finditer(text):
        words = " ".join(match["term"].split()).rstrip(" ,.")
        if _type_of(words) and (of := _antecedent(text, hits, match.start(), words)) is not None:
            spaced = r"\s{1,2}".join(map(re.escape, words.split()))
            yield _Term(words, match.start("term"), of, re.compile(rf"(?<![^\W_]){spaced}(?![^\W_]|/)"))


def _type_of(words: str) -> str:
    """The type word that a term begins with, "" where it has none or says nothing more."""
    folded = fold(words)
    head = next((w for w in _type_words() if folded.startswith(w + " ")), "")
    rest = folded[len(head) :].split()
    if _NUMBERED.search(words):  # it names a document by its whole number already
        return ""
    return head if head and words[0].isupper() and rest not in (["này"], ["số"], []) else ""


def _antecedent(text: str, hits: Sequence[Hit], end: int, words: str) -> Hit | None:
    """The document that a term is for: by its serial, by its type, else the one that opens the clause."""
    reach = max(0, end - _REACH)
    left = max([reach, *(m.end() for m in _CLAUSE.finditer(text, reach, end))])
    first = bisect_left(hits, left, key=lambda h: h.start)
    last = bisect_left(hits, end, lo=first, key=lambda h: h.start)
    near = [h for h in hits[first:last] if h.end <= end and h.form not in ("self", "relative")]
    if not near:
        return None
    serials = {s.lstrip("0") for s in re.findall(r"\d+", words)}
    if serials:
        same = [h for h in near if h.number is not None and h.number.serial.lstrip("0") in serials]
        return same[-1] if same else None
    typed = [h for h in near if fold(words).startswith(fold(h.type) + " ")]
    return typed[-1] if typed else near[0]


def _places(text: str, terms: Sequence[_Term]) -> Iterator[tuple[int, int, _Term]]:
    """Where terms stand, each from its definition on; every one begins with a type word."""
    waiting = deque(terms)
    known: dict[str, deque[_Term]] = {}
    for anchor in scan(text):
        while waiting and waiting[0].since <= anchor.start:
            term = waiting.popleft()
            known.setdefault(term.words[0].casefold(), deque(maxlen=_MOST)).append(term)
        for term in known.get(text[anchor.start].casefold(), ()):
            if (match := term.pattern.match(text, anchor.start)) is not None:
                yield match.start(), match.end(), term


def _without_overlaps(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """An alias gives way to a mention that says more, and covers one that says the same or less."""
    out: list[Hit] = []
    for hit in hits:
        last = out[-1] if out else None
        if last is None or hit.start >= last.end:
            out.append(hit)
        elif hit.form == "alias" and last.form != "alias":
            if (hit.end >= last.end and last.number is None) or last.form == "short":
                out[-1] = hit
        elif not (last.form == "alias" and hit.end <= last.end):
            out.append(hit)
    return tuple(out)
