"""Where the name of a law begins and ends.

Laws, codes, ordinances and the Constitution are cited by name ("Luật Phòng, chống ma túy", "Luật NSNN").  A
name that the register knows ends where the longest known name ends; an unknown one ends at the first word
that cannot belong to one, and word segmentation decides where such a word is half of another ("hàng không").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from nlp import lexicon
from nlp.clean import fold, fold_word
from nlp.rules import naming

LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")

_WORD = re.compile(r"[\s,*_-]{1,4}(?P<word>[^\W_]+)")
_FIRST = re.compile(r"[\s*_\"“]{1,4}(?P<word>[^\W_]+)")
_ABOUT = re.compile(r"[\s*_\"“]{1,4}về(?=\s)")
_TYPE_WORD = re.compile("(?:luật|bộ luật|pháp lệnh) ")
_END = "\0"
"""The key under which a node of the tree of names holds the name that ends there; no word has it."""

_REACH, _LONGEST, _LONGEST_DESCRIPTION = 260, 160, 200
_MARK = r"[.;:()\[\]\"”“…!?]|\n|\t|[-–]\s"
_NEXT_CLAUSE = r"(?:Luật|Bộ luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Điều|[Kk]hoản|[Đđ]iểm|các|thì|trừ|nếu)\b"
_NEXT_DOCUMENT = r"(?:các|Nghị|Thông|Luật|Bộ|Pháp|Quyết|Điều|[Kk]hoản|quy định|văn bản|pháp luật|hướng dẫn)\b"
_FIGURES = r"(?:số|Số)\s*:?\s*\d|(?:ngày|năm|tháng)\s\d"
_GLUED = r"(?<=[a-zà-ỹ])\d{1,2}(?![\w/])"
_HARD = re.compile(rf"{_GLUED}|\s*(?:{_MARK}|,\s*{_NEXT_CLAUSE}|{_FIGURES}|và\s{_NEXT_DOCUMENT})")
"""What ends any name."""
_BOUND = re.compile(r"\s*(?:số|Số|ngày|năm)\s*:?\s*\d")
_VERB = re.compile(r"\s(?:quy định|được|thì|này|là|theo|trừ|nếu|của Quốc hội|do|trước|sau|từ|đến)(?![^\W_])")
"""Words that no name holds; where none stands before "ngày" or "số", all of it is the name."""
_BLANK = " ,*_"
_NOTED = re.compile(r"(?P<word>[^\W\d_]{2,})\d{1,2}")
"""A word with the mark of a footnote, which flattened text glues on: "Luật Thuế thu nhập doanh nghiệp1"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name found after a type word: where it ends, and its folded key ("đất đai")."""

    end: int
    key: str


@cache
def _tree() -> dict[str, Any]:
    """Every known name, word by word."""
    root: dict[str, Any] = {}
    keys = {key_of(law) for law in lexicon.laws()}
    keys |= {_TYPE_WORD.sub("", fold(name), count=1) for name in _names_only()}
    for words in (key.split() for key in sorted(keys) if key):
        for start in (0, 1) if words[0] == "về" else (0,):
            node = root
            for word in words[start:]:
                node = node.setdefault(word, {})
            node[_END] = " ".join(words)
    return root


def _names_only() -> list[str]:
    table = (files("nlp.lexicon") / "law_names.tsv").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line and not line.startswith("#")][1:]


@cache
def _keys_by_number() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for law in lexicon.laws():
        found.setdefault(law.number, set()).add(key_of(law))
    return {number: frozenset(keys) for number, keys in found.items() if number}


def key_of(law: lexicon.Law) -> str:
    """The folded name without its type word.

    >>> key_of(lexicon.laws()[-1]) == untyped(lexicon.laws()[-1].name, lexicon.laws()[-1].type)
    True
    """
    return untyped(law.name, law.type)


def untyped(name: str, type_: str) -> str:
    """A folded name without its type word.

    >>> untyped("Luật Đất đai", "Luật")
    'đất đai'
    """
    words, kind = fold(name).split(), fold(type_).split()
    return " ".join(words[len(kind) :] if words[: len(kind)] == kind else words)


def keys_of(number: str) -> frozenset[str]:
    """The keys of the laws in the register that bear this number.

    >>> keys_of("80/2015/QH13")
    frozenset({'ban hành văn bản quy phạm pháp luật'})
    """
    return _keys_by_number().get(number, frozenset())


@cache
def _expansions() -> dict[str, tuple[str, ...]]:
    return {a.abbrev: tuple(fold(a.expansion).split()) for a in lexicon.abbreviations()}


_OTHER_WORD = re.compile(r"(?<![^\W_])(?:pháp|dự|bộ|án|kỷ|kỉ|trật|âm|môn)\s$", re.IGNORECASE)
"""Before "luật", these make it another word: "pháp luật", "kỷ luật"."""


def of_law(text: str, start: int, end: int) -> Name | None:
    """The name after the type word at ``[start, end)``; after one in small letters only a known name.

    >>> of_law("theo pháp luật đất đai", 10, 14) is None
    True
    """
    if _OTHER_WORD.search(text, max(0, start - 6), start):
        return None
    return known(text, end) or (None if text[start].islower() else unknown(text, end))


def known(text: str, start: int) -> Name | None:
    """The longest name in the register that begins at ``start`` (just after the type word).

    >>> text = "Luật Phòng , chống ma tuý ngày 09 tháng 12 năm 2000"
    >>> text[:known(text, 4).end]
    'Luật Phòng , chống ma tuý'
    """
    about = _ABOUT.match(text, start)
    return _longest(text, start) or (_longest(text, about.end()) if about is not None else None)


def _longest(text: str, start: int) -> Name | None:
    node, best, position = _tree(), None, start
    matcher = _FIRST
    while (match := matcher.match(text, position)) is not None:
        matcher = _WORD
        words = _expansions().get(match["word"]) or (fold_word(match["word"]),)
        step: dict[str, Any] | None = node
        for word in words:
            step = step.get(word) if step is not None else None
        if step is None:
            noted = _NOTED.fullmatch(match["word"])
            step = node.get(fold_word(noted["word"])) if noted else None
            return (
                Name(match.start("word") + noted.end("word"), step[_END])
                if noted and step and _END in step
                else best
            )
        node, position = step, match.end()
        if _END in node:
            best = Name(position, node[_END])
    return best


def unknown(text: str, start: int) -> Name | None:
    """Where a name that no register knows ends; None where no name begins.

    >>> text = "Pháp lệnh ưu đãi người có công với cách mạng được sửa đổi"
    >>> text[:unknown(text, 9).end]
    'Pháp lệnh ưu đãi người có công với cách mạng'
    """
    first = _FIRST.match(text, start)
    if first is None or first["word"] in naming().other_words:
        return None
    if first["word"].casefold() in naming().no_beginnings or first["word"][0].isdigit():
        return None
    hard = _HARD.search(text, first.start(), start + _REACH)
    limit = hard.start() if hard else min(len(text), start + _LONGEST)
    window = text[start:limit]
    whole = hard and _BOUND.match(text, limit) and not _VERB.search(window)
    end = start + (len(window.rstrip(_BLANK)) if whole else _name_length(window))
    key = fold(text[start:end])
    return Name(end, key) if key else None


def described(text: str, start: int) -> int:
    """Where the words end that describe a document instead of a number.

    >>> text = "Nghị định về quản lý chi phí đầu tư xây dựng để thẩm tra dự toán"
    >>> text[:described(text, 12)]
    'Nghị định về quản lý chi phí đầu tư xây dựng'
    """
    hard = _HARD.search(text, start, start + _LONGEST_DESCRIPTION)
    limit = hard.start() if hard else min(len(text), start + _LONGEST)
    return start + _name_length(text[start:limit])


@cache
def _stops() -> re.Pattern[str]:
    phrases = "|".join(p.replace(" ", r"\s+") for p in naming().phrases)
    words = "|".join(sorted(naming().stops))
    return re.compile(
        rf"(?<![^\W_])(?:(?P<phrase>{phrases})|(?P<word>{words})|(?<=..)về)(?![^\W_])",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=4096)
def _name_length(window: str) -> int:
    """The length of the part of ``window`` that can be a name.

    A name may begin with what ends others ("Pháp lệnh quy định thể lệ bầu cử") where nothing else ends it.
    """
    stops = list(_stops().finditer(window))
    if "," not in window and all(not window[: stop.start()].strip(_BLANK) for stop in stops):
        return len(window.rstrip(_BLANK))
    halves: frozenset[int] | None = None
    cut = len(window)
    for stop in stops:
        if stop["word"]:
            halves = _halves(window) if halves is None else halves
            if stop.start() in halves:
                continue
        cut = stop.start()
        break
    return len(_closed(window[:cut]).rstrip(_BLANK))


def _halves(window: str) -> frozenset[int]:
    """Where the syllables begin that are part of a longer word."""
    return frozenset(
        begin + syllable.start()
        for begin, end in compounds(window)
        if " " in window[begin:end]
        for syllable in re.finditer(r"\S+", window[begin:end])
    )


def _closed(window: str) -> str:
    """The name up to its comma, unless the comma is inside it.

    It is in a list that "và" closes ("nhập cảnh, xuất cảnh và …"), before certain words ("Phòng, chống") and
    after a single syllable, which names no law ("Phòng, trừ sâu hại").
    """
    head, comma, tail = window.partition(",")
    inside = (
        " và " in tail
        or _after_comma().match(tail)
        or (" " not in head.strip() and tail.lstrip()[:1].islower())
    )
    return window if not comma or inside else head


@cache
def _after_comma() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(naming().after_comma)})\b")


def compounds(window: str) -> list[tuple[int, int]]:
    """Word segmentation by underthesea, as spans of ``window``: "không" is half of a word here.

    >>> ["Hàng không dân dụng"[a:b] for a, b in compounds("Hàng không dân dụng")]
    ['Hàng không', 'dân dụng']
    """
    from underthesea import word_tokenize

    spans: list[tuple[int, int]] = []
    position = 0
    for word in word_tokenize(window, use_token_normalize=False):
        syllables = word.split()
        start = window.find(syllables[0], position) if syllables else -1
        if start < 0:
            continue
        position = start
        for syllable in syllables:
            position = window.find(syllable, position) + len(syllable)
        spans.append((start, position))
    return spans
