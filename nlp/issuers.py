"""Issuing bodies as a sentence names them: "của UBND tỉnh", "của Bộ trưởng Bộ Công Thương", "của Ban Bí thư".

A body is read at a place in the text and written out in full; whose province "UBND tỉnh" is, is the business
of :mod:`nlp.context`, which knows the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from nlp import lexicon
from nlp.bodies import written_out
from nlp.bodynames import name_end
from nlp.clean import fold, fold_word
from nlp.formulas import SHORT_BODIES
from nlp.rules import issuing

LEVELS = {
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "tp.": "thành phố",
    "huyện": "huyện",
    "quận": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "tx.": "thị xã",
    "thị trấn": "thị trấn",
    "xã": "xã",
    "phường": "phường",
    "đặc khu": "đặc khu",
}
"""The word for an area as printed in small letters, and written out."""
_LEVEL = re.compile(
    r"(?P<level>tỉnh|thành\s+phố|TP\.?|Tp\.?|huyện|quận|thị\s+xã|TX\.?|thị\s+trấn|xã|phường|đặc\s+khu)(?![^\W_])"
)


_AREA_LAST = re.compile(rf"\s(?P<level>{'|'.join(map(re.escape, LEVELS))})$", re.IGNORECASE)


def _pattern(words: str) -> str:
    """A pattern in which a space stands for any run of white space."""
    return words.replace(" ", r"\s+")


def _any_of(words: Iterable[str]) -> str:
    return _pattern("|".join(words))


_MEETING = _pattern(
    r"(?:Hội nghị (?:lần thứ [^\W_]+(?: [^\W_]+)? )?(?:của )?(?=Ban Chấp hành Trung ương|Trung ương))?"
)
"""\"Hội nghị lần thứ sáu Ban Chấp hành Trung ương\" is the Committee itself."""
_PERSON = rf"(?:(?P<person>{_any_of(issuing().persons)})[\s,]{{1,3}})?"
_CENTRAL = _pattern(
    r"Thủ tướng(?: Chính phủ)?|Chính phủ|Quốc hội|(?:Ủy|Uỷ) [Bb]an [Tt]hường vụ Quốc h[ộố]i|UBTVQH"
    r"|Chủ tịch nước|[Hh]ội đồng (?:Bộ trưởng|Nhà nước|Chính phủ)|Bộ Chính trị|Ban Bí thư"
    r"|Ban Chấp hành Trung ương(?: Đảng(?: (?:Cộng sản Việt Nam|CSVN))?)?|BCHTW(?: Đảng)?|Trung ương"
)
_COUNCIL = _pattern(
    r"(?P<council>UBND|HĐND|(?:Ủy|Uỷ) ban [Nn]hân dân|Hội đồng [Nn]hân dân|Thường trực HĐND"
    r"|Thường trực Hội đồng nhân dân)"
)
_ORGAN = _pattern(r"(?:Ban Thường vụ|BTV|Ban Chấp hành|Thường trực|Ban Tổ chức|Ban Tuyên giáo|Văn phòng) ")
_COMMITTEE = r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s?(?:ủy|uỷ)"
_PARTY = rf"(?P<party>(?:{_ORGAN})?(?:{_COMMITTEE}|Đảng\s+bộ))"
_NAMED = rf"(?P<named>(?:{_any_of(issuing().heads)})(?![^\W_]))"
_HEAD = re.compile(rf"{_MEETING}{_PERSON}(?P<body>{_CENTRAL}|{_COUNCIL}|{_PARTY}|{_NAMED})(?![^\W_])")
_COUNCIL_NEXT = re.compile(_pattern(r" (?=UBND|HĐND|(?:Ủy|Uỷ) ban [Nn]hân|Hội đồng [Nn]hân)"))
_PARTY_WORD = re.compile(r"(Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s?(?:ủy|uỷ)")
_GAP = re.compile(r"[\s*_]{1,4}")
_WORDISH = re.compile(r"[\s*_,-]{0,4}(?P<word>[^\W_]+)")
_CAPITAL = re.compile(r"[ \t]{0,2}(?P<word>[^\W_]+)")
_END = "\0"
_Tree = dict[str, Any]
_PLACE_WORDS = 4
"""How many capitalised words a place's name may have."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body named in the text: "Ủy ban nhân dân tỉnh" has level "tỉnh", and no place as yet.

    ``kind`` is council, party, department or "" (a body that needs no place).
    """

    end: int
    name: str
    level: str = ""
    place: str = ""
    kind: str = ""

    @property
    def needs_place(self) -> bool:
        """The name is not whole without a place that the text has not given."""
        return not self.place and (self.kind in ("council", "party", "department") or bool(self.level))


def _tree(entries: list[tuple[str, Any]]) -> _Tree:
    root: _Tree = {}
    for name, value in entries:
        node = root
        for word in fold(name).split():
            node = node.setdefault(word, {})
        node[_END] = value
    return root


@cache
def _names() -> _Tree:
    organs = [
        lexicon.Symbol("", name, "", "party", "none", "", "", certain=True) for name in issuing().organs
    ]
    return _tree([(s.name, s) for s in (*lexicon.symbols(), *organs)])


@cache
def _provinces() -> _Tree:
    return _tree([(p.name, p) for p in lexicon.provinces()])


def _longest(tree: _Tree, text: str, start: int) -> tuple[int, Any] | None:
    node, best, position = tree, None, start
    while (match := _WORDISH.match(text, position)) is not None:
        step = node.get(fold_word(match["word"]))
        if step is None:
            break
        node, position = step, match.end()
        if _END in node:
            best = (position, node[_END])
    return best


def province_at(text: str, start: int) -> tuple[int, str] | None:
    """The province whose name begins at ``start``: its end and its name ("Quảng Nam").

    >>> province_at("tỉnh Quảng Nam", 5)
    (14, 'Quảng Nam')
    """
    found = _longest(_provinces(), text, start)
    return (found[0], found[1].name) if found else None


@lru_cache(maxsize=256)
def grade(province: str) -> str:
    """ "tỉnh" or "thành phố", as the province was called last.

    >>> grade("Huế"), grade("Lào Cai")
    ('thành phố', 'tỉnh')
    """
    return next((p.kind for p in reversed(lexicon.provinces()) if p.name == province), "tỉnh")


def read(text: str, start: int) -> Issuer | None:
    """The body named at ``start``, written out in full; None where no body stands.

    >>> read("UBND tỉnh Quảng Nam về việc", 0).name
    'Ủy ban nhân dân tỉnh Quảng Nam'
    >>> read("Bộ trưởng Bộ Công thương quy định", 0).name
    'Bộ Công Thương'
    """
    head = _HEAD.match(text, start)
    if head is None:
        in_capitals = text[start : start + 6].replace(" ", "").isupper()
        found = _longest(_names(), text, start) if in_capitals else None
        return Issuer(found[0], found[1].name) if found is not None and found[1].place == "none" else None
    words = " ".join(head["body"].split())
    if head["council"]:
        name = "Hội đồng nhân dân" if "HĐND" in words or "ội đồng" in words else "Ủy ban nhân dân"
        return _placed(text, head.end(), name, "council")
    if head["party"]:
        return _party(text, head.end(), _party_name(words))
    if head["named"]:
        return _named(text, *head.span("body"))
    return Issuer(head.end(), _central(words))


def _party(text: str, end: int, name: str) -> Issuer:
    """A Party committee; "Đảng ủy UBND tỉnh" is the one of the council."""
    council = _council_after(text, end)
    return replace(council, name=f"{name} {council.name}") if council else _placed(text, end, name, "party")


def _council_after(text: str, end: int) -> Issuer | None:
    """The council whose organ was named up to ``end``: "Ban cán sự đảng" of "Ủy ban nhân dân tỉnh"."""
    inner = _COUNCIL_NEXT.match(text, end)
    return read(text, inner.end()) if inner is not None else None


def _central(words: str) -> str:
    if words.startswith("Thủ tướng"):
        return "Thủ tướng Chính phủ"
    if words == "UBTVQH" or "hường vụ" in words:
        return "Ủy ban Thường vụ Quốc hội"
    if words.startswith(("BCHTW", "Ban Chấp hành Trung ương")) or words == "Trung ương":
        return "Ban Chấp hành Trung ương"
    return words[0].upper() + words[1:]


def _party_name(words: str) -> str:
    return _PARTY_WORD.sub(r"\1 ủy", words).replace("BTV", "Ban Thường vụ")


def _placed(text: str, end: int, name: str, kind: str) -> Issuer:
    gap = _GAP.match(text, end)
    if gap is None:
        return Issuer(end, name, kind=kind)
    level = _LEVEL.match(text, gap.end())
    if level is not None:
        rank = LEVELS[" ".join(level["level"].casefold().split())]
        place = _place(text, level.end(), rank)
        if place is not None:
            return Issuer(place[0], f"{name} {rank} {place[1]}", rank, place[1], kind)
        return Issuer(level.end(), f"{name} {rank}", rank, "", kind)
    province = province_at(text, gap.end())
    if province is not None and text[gap.end()].isupper():
        between = " " if kind == "party" else f" {grade(province[1])} "
        return Issuer(province[0], f"{name}{between}{province[1]}", "tỉnh", province[1], kind)
    return Issuer(end, name, kind=kind)


def _place(text: str, start: int, rank: str) -> tuple[int, str] | None:
    if rank in ("tỉnh", "thành phố"):
        province = province_at(text, start)
        if province is not None and text[start : start + 4].strip(" *_\n\t")[:1].isupper():
            return province
        if rank == "tỉnh":
            return None
    end = _capitals(text, start, most=_PLACE_WORDS)
    return (end, " ".join(text[start:end].split())) if end > start else None


def _capitals(text: str, start: int, *, most: int) -> int:
    """The end of a run of capitalised words from ``start`` on: a proper name."""
    position, count = start, 0
    while count < most and (match := _CAPITAL.match(text, position)) is not None:
        if not match["word"][0].isupper() or (count and len(match["word"]) > 1 and match["word"].isupper()):
            break
        position, count = match.end(), count + 1
    return position


def _named(text: str, start: int, head: int) -> Issuer | None:
    """A body by its proper name: the longest in the lexicon, else up to what can be no part of a name."""
    found = _longest(_names(), text, start)
    if found is not None:
        end, symbol = found
        if symbol.place == "none":
            return Issuer(end, symbol.name)
        if (council := _council_after(text, end)) is not None:
            return replace(council, name=f"{symbol.name} {council.name}")
        longer = name_end(text, head) if symbol.name in issuing().generic.values() else end
        if longer <= end:
            return _placed(text, end, symbol.name, "department")
        return _by_words(text, start, longer)
    token = _CAPITAL.match(text, start)
    if token is not None and (symbol := _symbols().get(token["word"])) is not None:
        if symbol.place == "none" or symbol.kind == "steering":
            return Issuer(token.end(), symbol.name)
        return _placed(text, token.end(), symbol.name, "department")
    end = name_end(text, head)
    return _by_words(text, start, end) if end > head else None


def _by_words(text: str, start: int, end: int) -> Issuer:
    """A body whose name no lexicon knows; a level that ends it wants a place."""
    words = " ".join(text[start:end].split())
    if not SHORT_BODIES.keys().isdisjoint(words.lower().split()):
        words = written_out(words)
    if (area := _AREA_LAST.search(words)) is not None:
        return Issuer(end, words, LEVELS[area["level"].casefold()], kind="organisation")
    return _placed(text, end, words, "department" if words.startswith("Sở") else "organisation")


@cache
def _symbols() -> dict[str, lexicon.Symbol]:
    return {s.symbol: s for s in lexicon.symbols()}
