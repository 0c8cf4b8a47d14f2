"""Mentions in text: one linear pass, no thinking.

A type word ("Nghị định") opens a mention; its number, name and date follow in any of the ways that offices
print them.  A list shares its type word, and its symbol where only the last number carries one
(:mod:`nlp.lists`).  Numbers that stand alone are mentions where their symbol proves them to be a document's
(:mod:`nlp.lone`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from nlp import names, register
from nlp import number as numbers
from nlp.anchors import Anchor, scan
from nlp.clean import Cleaned, clean, fold
from nlp.hits import Hit, numbered
from nlp.laws import law_hits
from nlp.lists import members
from nlp.lone import is_no_target, lone
from nlp.model import Form
from nlp.names import LAW_TYPES
from nlp.number import LONE, NUMBER, SERIAL, SPACED, YEAR, Number
from nlp.rules import finder
from nlp.tail import GAP, NO, QUANTITY, dated

_NUMBERED = re.compile(rf"{GAP}[:(]?{GAP}(?P<no>{NO})?(?P<num>{NUMBER})")
_SPACED = re.compile(rf"{GAP}:?{GAP}(?P<no>{NO})?(?P<num>{SPACED})(?![^\W_])")
_BARE = re.compile(rf"{GAP}:?{GAP}(?P<no>{NO})?(?P<num>{SERIAL}(?:{YEAR})?)(?!{QUANTITY})")
_POINTS_BACK = re.compile(rf"\s{{1,2}}(?:này|(?P<back>{'|'.join(finder().back)}))(?![^\W_])")

_OF_GOVERNMENT = (
    r"(?:\scủa\s(?:Chính phủ|Bộ trưởng Bộ|Bộ)(?:(?!\svà\s(?:Nghị|Thông|Quyết|Luật))[^,.;:\d]){0,40}?)?"
)
_SUBJECT = r"(?:về|(?:quy định|hướng dẫn)(?:\schi tiết)?(?:\svề)?|xử phạt)"
_DESCRIBED = re.compile(rf"{_OF_GOVERNMENT}\s{_SUBJECT}(?=\s[^\W\d])")
"""A decree or circular named by its subject alone: "tại Nghị định về quản lý chi phí đầu tư"."""
_DECREE = r"(?:Nghị định|Thông tư)"
_REFERRING = re.compile(rf"tại\s(?:{_DECREE}\scủa\s[^,.;:\d]{{2,40}}\svà\s)?$|{_DECREE}\snày\s?,\s$")
"""What a decree without a number stands after: "tại", or another in a row with it."""

_NAMED_BEFORE_DAY = re.compile(
    r"\s[^\W\d_][^\d;:.\n()“”]{5,200}?(?=(?:,?\s+(?:ký|lập|ban\s+hành))?(?P<day>\s+ngày\s+\d))"
)
_TELLS = re.compile(
    r"\s(?:được|phải|đã|sẽ|bị|này|có hiệu lực|áp dụng|do(?=\s[A-ZĐ]))(?![^\W_])"
    r"|\s(?:từ|trước|sau|đến|vào|qua|trong)$"
)
"""A sentence about the paper, whose day is not the paper's: "Quy chế mới áp dụng từ ngày …"."""
_ANOTHER = re.compile(r"(?<![^\W_])(?:Căn cứ|Chiểu|Luật|Bộ luật|Pháp lệnh|Hiến pháp|Nghị|Quyết|Thông|Sắc)\s")
_COMMITTEE = r"(?:lần thứ\s[^\W\d]+\s)?(?:Ban Chấp hành\s)?(?:Trung ương|TW)(?:\s(?:Đảng|lần thứ))?"
_TH = r"(?:\d{1,2}|[^\W\d]{2,4}(?=[\s,(]+[Kk]h))"
_PLENUM = re.compile(rf"\s(?:Hội nghị\s)?(?:{_COMMITTEE}\s{_TH})[\s,(]{{1,3}}[Kk]h[oó][aá]\s[IVX]{{1,5}}\)?")
"""Resolutions of the Central Committee go by plenum and term: "Nghị quyết Trung ương 6 khóa X"."""
_FOLLOWING = re.compile(r"\s{0,3}([^\W\d_]+)")
_DATE_NEXT = re.compile(r"\s{1,2}(?:ngày\s{1,2}\d|năm\s(?:19|20)\d\d(?!\d))")


def find(text: str) -> tuple[Hit, ...]:
    """Every place where the text names a document, in order; offsets are those of ``text``.

    >>> text = "theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023 của UBND tỉnh"
    >>> [text[h.start:h.end] for h in find(text)]
    ['Quyết định số 2817/QĐ-UBND ngày 25/12/2023']
    """
    cleaned = clean(text)
    found = _all(cleaned.text)
    return tuple(found) if cleaned.starts is None else tuple(_moved(hit, cleaned) for hit in found)


def _moved(hit: Hit, cleaned: Cleaned) -> Hit:
    start, end = cleaned.raw(hit.start, hit.end)
    about = cleaned.raw(hit.about - 1, hit.about)[1] if hit.about else 0
    return replace(hit, start=start, end=end, about=about)


def _all(text: str) -> list[Hit]:
    """One sweep over type words and numbers; a number inside a mention is that mention's own."""
    found: list[Hit] = []
    singles = LONE.finditer(text)
    single = next(singles, None)
    upto = 0
    last: Anchor | None = None
    for anchor in chain(scan(text), [None]):
        limit = anchor.start if anchor is not None else len(text)
        while single is not None and single.end() <= limit:
            hit = lone(text, single, last) if single.start() >= upto else None
            found += [hit] if hit is not None else []
            single = next(singles, None)
        if anchor is None:
            break
        last = anchor
        if anchor.start >= upto and (hits := _opened(text, anchor)):
            found += hits
            upto = max(hit.end for hit in hits)
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return _with_bodies(text, found)


_BESIDE = re.compile(r"\s*(?:,|và|,\s*và)\s*")


def _with_bodies(text: str, hits: list[Hit]) -> list[Hit]:
    """The body named after the last of a row is all the row's: "Quyết định số 217-QĐ/TW và Quyết định …"."""
    for place in reversed(range(len(hits) - 1)):
        one, other = hits[place], hits[place + 1]
        if other.body is None or one.body is not None or one.number is None or other.number is None:
            continue
        alike = one.type == other.type and one.number.symbol == other.number.symbol != ""
        if alike and _BESIDE.fullmatch(text, one.end, other.start):
            hits[place] = replace(one, body=other.body)
    return hits


def _opened(text: str, anchor: Anchor) -> Sequence[Hit]:
    """The mentions that a type word opens: several in a list, or where a law's name holds another's."""
    if anchor.type in LAW_TYPES and (hits := law_hits(text, anchor)):
        return hits
    head = _by_number(text, anchor) or _by_subject(text, anchor) or _back(text, anchor)
    if head is None:
        return ()
    return members(text, head) if head.number is not None else [head]


def _by_number(text: str, anchor: Anchor) -> Hit | None:
    """A mention by number: whole, in the old spaced form, or a bare serial."""
    match = _NUMBERED.match(text, anchor.end) or _after_date(text, anchor)
    if match is not None and "(" in text[anchor.end : match.start("num")] and text[anchor.start].islower():
        return None  # "đã báo cáo (1105/UBND-TH)": the word is a verb
    number = numbers.parse(match["num"]) if match is not None else None
    if match is not None and number is not None:
        if is_no_target(anchor.type, number):
            return None
        if not match["no"] and register.nickname(name := f"{anchor.type} {match['num']}"):
            return Hit(anchor.start, match.end(), anchor.type, "alias", name=name, about=match.end())
        return _numbered(text, anchor, number, match)
    match = _SPACED.match(text, anchor.end)
    number = numbers.parse(match["num"]) if match is not None else None
    if match is not None and number is not None:
        return _numbered(text, anchor, number, match)
    match = _BARE.match(text, anchor.end)
    if match is not None and anchor.kind != "licence" and _may_be_bare(text, anchor, match):
        serial, _, year = match["num"].replace(" ", "").partition("/")
        return _numbered(text, anchor, Number(serial, year), match)
    return None


def _numbered(text: str, anchor: Anchor, number: Number, match: re.Match[str]) -> Hit:
    tail = dated(text, match.end("num"), year=number.year)
    if tail.date is None and match.start() > anchor.end:
        early = dated(text, anchor.end)
        tail = replace(tail, date=early.date, body=tail.body or early.body)
    return numbered(
        anchor.start, anchor.type, number, match["num"], tail, kind=anchor.kind, plural=anchor.plural
    )


def _after_date(text: str, anchor: Anchor) -> re.Match[str] | None:
    """The number after its date: "Quyết định ngày 25/12/2023 của UBND tỉnh số 2817/QĐ-UBND"."""
    tail = dated(text, anchor.end)
    match = _NUMBERED.match(text, tail.about) if tail.date is not None and tail.date.is_full else None
    return match if match is not None and match["no"] else None


def _may_be_bare(text: str, anchor: Anchor, match: re.Match[str]) -> bool:
    """Whether digits after a type word are its number: "Nghị định 54", not "Kế hoạch 5 năm"."""
    following = _FOLLOWING.match(text, match.end())
    word = following[1].casefold() if following and not _DATE_NEXT.match(text, match.end()) else ""
    if match["no"]:
        return word not in ("điều", "khoản")
    if match["num"].startswith("0") and register.nickname(f"{anchor.type} {match['num']}"):
        return True
    if anchor.type not in finder().bare or word in finder().units or len(match["num"]) == 1:
        return False
    return text[anchor.start].isupper() or "/" in match["num"] or anchor.type in finder().bare_in_small


def _by_subject(text: str, anchor: Anchor) -> Hit | None:
    """A mention by what the document is about, or by the meeting that adopted it."""
    if anchor.type in ("Nghị định", "Thông tư") and not anchor.plural:
        match = _DESCRIBED.match(text, anchor.end)
        referring = _REFERRING.search(text, max(0, anchor.start - 80), anchor.start)
        end = names.described(text, match.end()) if match and referring else 0
        return _named(text, anchor, end) if match and end > match.end() else None
    if anchor.type == "Nghị quyết":
        match = _PLENUM.match(text, anchor.end)
        return _named(text, anchor, match.end()) if match else None
    if end := register.scheme_end(text, anchor.start):
        return replace(_named(text, anchor, end), form="alias")
    return _by_day(text, anchor) if anchor.type in finder().by_day and not anchor.plural else None


def _by_day(text: str, anchor: Anchor) -> Hit | None:
    """A paper without a number, by its name and day: "Biên bản bàn giao tài sản ngày 03/5/2021 của Sở A"."""
    match = _NAMED_BEFORE_DAY.match(text, anchor.end)
    if match is None or not text[anchor.start].isupper():
        return None
    if _ANOTHER.search(match[0]) or _TELLS.search(match[0]):
        return None
    tail = dated(text, match.start("day"))
    if tail.date is None or not tail.date.is_full:
        return None
    hit = _named(text, anchor, match.end())
    return replace(hit, end=tail.end, date=tail.date, body=tail.body, about=tail.about)


def _named(text: str, anchor: Anchor, end: int) -> Hit:
    name = " ".join(text[anchor.start : end].split())
    return Hit(anchor.start, end, anchor.type, "named", name=name, key=fold(name), about=end)


def _back(text: str, anchor: Anchor) -> Hit | None:
    """ "Nghị định này", "các văn bản nêu trên": what was named before."""
    match = _POINTS_BACK.match(text, anchor.end)
    if match is None:
        return None
    form: Form = "relative" if match["back"] or anchor.plural else "self"
    return Hit(anchor.start, match.end(), anchor.type, form, plural=anchor.plural, about=match.end())
