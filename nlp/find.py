"""Mentions in text: one linear pass, no thinking.

A type word ("Nghị định") opens a mention; its number, name and date follow in any of the ways that offices print
them.  A list shares its type word, and its symbol where only the last number carries one (:mod:`nlp.lists`).
Numbers that stand alone are mentions where their symbol proves them to be a document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick_rs

from nlp import names, register
from nlp import number as numbers
from nlp.clean import Cleaned, clean, fold
from nlp.hits import Hit
from nlp.laws import law_hits
from nlp.lexicon import types
from nlp.lists import members
from nlp.names import LAW_TYPES
from nlp.number import NUMBER, SERIAL, SPACED, YEAR, Number
from nlp.rules import finder
from nlp.tail import GAP, NO, dated

_NUMBERED = re.compile(rf"{GAP}[:(]?{GAP}(?P<no>{NO})?(?P<num>{NUMBER})")
_SPACED = re.compile(rf"{GAP}:?{GAP}(?P<no>{NO})?(?P<num>{SPACED})(?![^\W_])")
_BARE = re.compile(
    rf"{GAP}:?{GAP}(?P<no>{NO})?(?P<num>{SERIAL}(?:{YEAR})?)(?![^\W_]|\s?%|[.,/]\d|\s?[/-]\s?\d|\s?tháng)"
)
_POINTS_BACK = re.compile(r"\s{1,2}(?:này(?![^\W_])|(?P<back>" + "|".join(finder().back) + r")(?![^\W_]))")
_DESCRIBED = re.compile(
    r"(?:\scủa\s(?:Chính phủ|Bộ trưởng Bộ|Bộ)[^,.;:\d]{0,40}?)?\s(?:về|(?:quy định|hướng dẫn)(?:\schi tiết)?(?:\svề)?|xử phạt)(?=\s[^\W\d])"
)
"""A decree or circular named by its subject alone, as annotators of VNLegalText mark it."""
_REFERRING = re.compile(r"tại\s$")
_PLENUM = re.compile(
    r"\s(?:Hội nghị\s)?(?:(?:lần thứ\s[^\W\d]+\s)?(?:Ban Chấp hành\s)?(?:Trung ương|TW)(?:\s(?:Đảng|lần thứ))?\s(?:\d{1,2}|[^\W\d]{2,4}(?=[\s,(]+[Kk]h)))"
    r"[\s,(]{1,3}[Kk]h[oó][aá]\s[IVX]{1,5}\)?"
)
"""Resolutions of the Central Committee go by plenum and term: "Nghị quyết Trung ương 6 khóa X"."""
_FOLLOWING = re.compile(r"\s{0,3}([^\W\d_]+)")
_DATE_NEXT = re.compile(r"\s{1,2}(?:ngày\s{1,2}\d|năm\s(?:19|20)\d\d(?!\d))")
_CLOSE = re.compile(r"\s[^.,;:\n\d()\[\]“”\"]{2,60}")
_OF_BODY = re.compile(r"\s(?:của|do|liên tịch|Liên tịch|giữa)\s[^.;:\n\d()]{2,100}")
_ALONE = re.compile(rf"(?<![^\W])(?<![/.,-])(?<!\d\s)(?P<num>{NUMBER})(?![^\W_])")
_NO_BEFORE = re.compile(rf"{NO}$")
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Anchor:
    start: int
    end: int
    type: str
    kind: str
    plural: bool = False


@cache
def _anchors() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, str], ...]]:
    patterns: dict[str, tuple[str, str]] = {}
    for doctype in types():
        if doctype.family == "copy":
            continue
        kind = "licence" if doctype.family == "licence" else "document"
        for word in (doctype.name, *doctype.variants):
            for form in _casings(word):
                patterns.setdefault(form, (doctype.name, kind))
    for word in ("văn bản", "Văn bản", "VĂN BẢN"):
        patterns[word] = ("Văn bản", "document")
    machine = ahocorasick_rs.AhoCorasick(list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return machine, tuple(patterns.values())


def _casings(word: str) -> set[str]:
    """How a type's name is printed: "Thông tư liên tịch", "thông tư liên tịch", "Thông tư Liên tịch", capitals …"""
    parts = word.casefold().split()
    mixed = {
        " ".join([parts[0].capitalize(), *parts[1:i], parts[i].capitalize(), *parts[i + 1 :]])
        for i in range(1, len(parts))
    }
    return {
        word,
        word.casefold(),
        word.upper(),
        word.title(),
        " ".join([parts[0].capitalize(), *parts[1:]]),
    } | mixed


def _scan(text: str) -> Iterator[_Anchor]:
    machine, meanings = _anchors()
    for which, start, end in machine.find_matches_as_indexes(text):
        if (start and _LETTER.match(text, start - 1)) or (_LETTER.match(text, end) and not text[end].isdigit()):
            continue
        name, kind = meanings[which]
        plural = text[max(0, start - 4) : start].casefold() in ("các ", "hai ", "ác ", "số ")
        yield _Anchor(start, end, name, kind, plural)


def find(text: str) -> tuple[Hit, ...]:
    """Every place where the text names a document, in order; offsets are those of ``text``.

    >>> [text[h.start:h.end] for text in ["theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023 của UBND tỉnh"] for h in find(text)]
    ['Quyết định số 2817/QĐ-UBND ngày 25/12/2023']
    """
    cleaned = clean(text)
    found = _all(cleaned.text)
    if cleaned.starts is None:
        return tuple(found)
    return tuple(_moved(hit, cleaned) for hit in found)


def _moved(hit: Hit, cleaned: Cleaned) -> Hit:
    start, end = cleaned.raw(hit.start, hit.end)
    about = cleaned.raw(hit.about - 1, hit.about)[1] if hit.about else 0
    return replace(hit, start=start, end=end, about=about)


def _all(text: str) -> list[Hit]:
    found: list[Hit] = []
    upto = 0
    for anchor in _scan(text):
        if anchor.start < upto:
            continue
        hits = (
            law_hits(text, anchor.start, anchor.end, anchor.type, plural=anchor.plural)
            if anchor.type in LAW_TYPES
            else []
        )
        if not hits:
            head = _headed(text, anchor)
            if head is None:
                continue
            hits = members(text, head, len(found)) if head.number is not None else [head]
        found.extend(hits)
        upto = max(hit.end for hit in hits)
    found = _with_lone_numbers(text, found)
    return found


def _headed(text: str, anchor: _Anchor) -> Hit | None:
    """A mention that a type word opens, by number, or by "này" and "nêu trên"."""
    match = _NUMBERED.match(text, anchor.end)
    if match is not None:
        number = numbers.parse(match["num"])
        if number is None or _is_no_target(text, anchor, number):
            return None
        if not match["no"] and register.nickname(name := f"{anchor.type} {match['num']}"):
            return Hit(anchor.start, match.end(), anchor.type, "alias", name=name, about=match.end())
        return _finish(text, anchor, number, match)
    match = _SPACED.match(text, anchor.end)
    if match is not None and (number := numbers.parse(match["num"])) is not None:
        return _finish(text, anchor, number, match)
    match = _BARE.match(text, anchor.end)
    if match is not None and anchor.kind != "licence" and _may_be_bare(text, anchor, match):
        number = _bare_number(match["num"])
        return _finish(text, anchor, number, match)
    match = _DESCRIBED.match(text, anchor.end) if anchor.type in ("Nghị định", "Thông tư") else None
    if (
        match is not None
        and not anchor.plural
        and _REFERRING.search(text, max(0, anchor.start - 8), anchor.start)
    ):
        end = names.described(text, match.end())
        if end > match.end():
            name = " ".join(text[anchor.start : end].split())
            return Hit(anchor.start, end, anchor.type, "named", name=name, key=fold(name), about=end)
    match = _PLENUM.match(text, anchor.end) if anchor.type == "Nghị quyết" else None
    if match is not None:
        name = " ".join(text[anchor.start : match.end()].split())
        return Hit(
            anchor.start, match.end(), anchor.type, "named", name=name, key=fold(name), about=match.end()
        )
    match = _POINTS_BACK.match(text, anchor.end)
    if match is not None:
        form = "relative" if match["back"] or anchor.plural else "self"
        return Hit(anchor.start, match.end(), anchor.type, form, plural=anchor.plural, about=match.end())  # type: ignore[arg-type]
    return None


def _bare_number(printed: str) -> Number:
    serial, _, year = printed.replace(" ", "").partition("/")
    return Number(serial, year)


def _may_be_bare(text: str, anchor: _Anchor, match: re.Match[str]) -> bool:
    """Whether digits after a type word are its number: "Nghị định 54", not "Kế hoạch 5 năm"."""
    following = _FOLLOWING.match(text, match.end())
    word = following[1].casefold() if following and not _DATE_NEXT.match(text, match.end()) else ""
    if match["no"]:
        return word not in ("điều", "khoản")
    if match["num"].startswith("0") and register.nickname(f"{anchor.type} {match['num']}"):
        return True
    if anchor.type not in finder().bare or word in finder().units:
        return False
    return len(match["num"]) > 1 and (
        text[anchor.start].isupper()
        or "/" in match["num"]
        or anchor.type in ("Nghị định", "Nghị quyết", "Thông tư")
    )


def _is_no_target(text: str, anchor: _Anchor, number: Number) -> bool:
    tokens = number.tokens
    if tokens and tokens[0] in finder().courts:
        return True
    return anchor.type == "Hợp đồng" and not any(numbers.is_body(b) for b in number.bodies)


def _finish(text: str, anchor: _Anchor, number: Number, match: re.Match[str]) -> Hit:
    """Add date and issuer to a numbered mention."""
    tail = dated(text, match.end("num"), year=number.year); end,date,body,about=tail.end,tail.date,tail.body,tail.about
    return Hit(
        anchor.start, end, anchor.type, "full" if number.symbol else "short", number=number, printed=match["num"],
        date=date, body=body, kind="licence" if anchor.kind == "licence" else "document", plural=anchor.plural, about=about,
    )  # fmt: skip


def _with_lone_numbers(text: str, found: list[Hit]) -> list[Hit]:
    """Add the numbers that no type word opens: "số 5231/KH-UBND", "(1105/UBND-TH)"."""
    spans = iter([(h.start, max(h.end, 0)) for h in found])
    span = next(spans, None)
    extra: list[Hit] = []
    for match in _ALONE.finditer(text):
        while span is not None and span[1] <= match.start("num"):
            span = next(spans, None)
        if span is not None and span[0] < match.end("num"):
            continue
        number = numbers.parse(match["num"])
        hit = _lone(text, match, number) if number is not None else None
        if hit is not None:
            extra.append(hit)
    if not extra:
        return found
    shift = sorted(
        [*((h, i) for i, h in enumerate(found)), *((h, -1) for h in extra)],
        key=lambda p: (p[0].start, -p[0].end),
    )
    places = {old: new for new, (_, old) in enumerate(shift) if old >= 0}
    return [replace(h, lead=places[h.lead]) if h.lead >= 0 else h for h, _ in shift]


def _lone(text: str, match: re.Match[str], number: Number) -> Hit | None:
    start = match.start("num")
    window = text[max(0, start - 24) : start]
    no = _NO_BEFORE.search(window)
    before = (window[: no.start()] if no else window).rstrip(" :*_(").casefold()
    if before.endswith(finder().guards) or number.tokens[0] in finder().courts:
        return None
    if not _is_documents(number, numbered=no is not None):
        return None
    type_, kind = numbers.type_of(number)
    begin = start - (len(window) - no.start()) if no else start
    begin, type_ = _far_type(text, begin, type_, number)
    tail = dated(text, match.end("num"), year=number.year); end,date,body,about=tail.end,tail.date,tail.body,tail.about
    return Hit(
        begin,
        end,
        type_,
        "full",
        number=number,
        printed=match["num"],
        date=date,
        body=body,
        kind=kind,
        worded=begin < start - 4,
        about=about,
    )


def _is_documents(number: Number, *, numbered: bool) -> bool:
    """Whether a number with no type word can only be a document's: its body, or "số" and its type, are known."""
    if any(numbers.is_body(b) for b in number.bodies):
        return bool(number.abbrev or numbered or number.year or len(number.tokens) > 1)
    return bool(number.abbrev) and numbered and len(number.tokens) > 1


def _far_type(text: str, start: int, type_: str, number: Number) -> tuple[int, str]:
    """The type word that stands apart from its number: "Nghị định của Chính phủ số 132/2008/NĐ-CP"."""
    left = max(0, start - 130)
    last = None
    for last in _scan(text[left:start]):
        pass
    if last is None:
        return start, type_
    fits = last.type == type_ or last.type in numbers.types_of(number) or (type_, last.type) in _READ_AS
    between = text[left + last.end : start]
    if not fits or not (_CLOSE.fullmatch(between) or _OF_BODY.fullmatch(between)):
        return start, type_
    return left + last.start, type_ if type_ == "Thông tư liên tịch" else last.type


_READ_AS = frozenset(
    {
        ("Thông tư liên tịch", "Thông tư"),
        ("Luật", "Nghị quyết"),
        ("Luật", "Bộ luật"),
        ("Nghị quyết", "Pháp lệnh"),
        ("Công văn", "Văn bản"),
    }
)
"""(type by the symbol, type word) pairs that go together besides equal ones."""
