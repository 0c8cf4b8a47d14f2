"""Mentions of laws, codes, ordinances and the Constitution: by name, by number, or by both.

"Luật Đất đai năm 2013", "Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính".  The law that
amends another is read in :mod:`nlp.amending`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import amending, dates, names
from nlp import number as numbers
from nlp.anchors import Anchor
from nlp.hits import Hit, numbered
from nlp.lawtail import NUMBER_NEXT, is_laws, label, named, tailed
from nlp.lists import members
from nlp.names import Name
from nlp.rules import finder
from nlp.tail import dated

_SELF = re.compile(r"\s{1,2}này(?![^\W_])")
_BACK = re.compile(rf"\s{{1,2}}(?:{'|'.join(finder().back)})(?![^\W_])")
_DAY = re.compile(rf"[\s,(*_\"”]{{0,4}}(?P<date>{dates.DATE})")
_ABOUT = re.compile(r"(?:\scủa Quốc hội)?\s(?:về\s)?")
_NATION = re.compile(
    r"\s(?:nước\s)?(?:Cộng\s?hò?[òa]a?\s(?:xã hội chủ nghĩa|XHCN)|CHXHCN)\sViệt\sNam", re.IGNORECASE
)
_DRAFT = re.compile(rf"(?:{'|'.join(finder().drafts)})\s$", re.IGNORECASE)
_TO_BE = re.compile(r"\s?\(?\s?(?:sửa đổi|thay thế)(?=\s?[).;,\n\t])")
"""After the name: "Luật Đất đai (sửa đổi)" is still to come …"""
_IN_FORCE = re.compile(
    r"(?:Điều\s\d+\s(?:của\s)?|Căn cứ\s|căn cứ\s|theo\s|tại\s|thi hành\s|một số điều của\s|quy định của\s)$"
)
"""… unless these words stand before it."""


def law_hits(text: str, anchor: Anchor) -> list[Hit]:
    """The mention that a law's type word opens, and those inside its name; [] where none.

    >>> text = "Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000"
    >>> [text[h.start:h.end] for h in law_hits(text, Anchor(0, 4, "Luật", "document"))] == [text]
    True
    """
    start, end, type_ = anchor.start, anchor.end, anchor.type
    if anchor.plural and text[start].islower():
        return []
    if (back := _SELF.match(text, end)) is not None:
        return [Hit(start, back.end(), type_, "self", about=back.end())]
    if (back := _BACK.match(text, end)) is not None:
        return [Hit(start, back.end(), type_, "relative", plural=anchor.plural, about=back.end())]
    if type_ == "Hiến pháp":
        return _constitution(text, start, end)
    if (verb := amending.VERB.match(text, end)) is not None:
        return amending.amending(text, start, type_, verb)
    if (verb := amending.BARE_VERB.match(text, end)) is not None:
        stop = verb.end()
        return [Hit(start, stop, type_, "short", name=label(text, start, stop), amends=True, about=stop)]
    if (match := NUMBER_NEXT.match(text, end)) is not None:
        return _numbered(text, start, type_, match)
    name = names.of_law(text, start, end)
    if name is None:
        return _dated_only(text, start, end, type_)
    hit = tailed(text, named(text, start, name, type_))
    return [] if _is_draft(text, hit) else [hit]


def _constitution(text: str, start: int, end: int) -> list[Hit]:
    nation = _NATION.match(text, end)
    name = Name(nation.end() if nation else end, "hiến pháp")
    hit = tailed(text, named(text, start, name, "Hiến pháp"))
    is_plain_word = nation is None and hit.date is None and text[start].islower()
    return [] if is_plain_word else [hit]


def _numbered(text: str, start: int, type_: str, match: re.Match[str]) -> list[Hit]:
    """ "Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính"."""
    number = numbers.parse(match["num"])
    if number is None or not is_laws(number):
        return []
    tail = dated(text, match.end("num"), year=number.year)
    hit = numbered(start, type_, number, match["num"], tail)
    lead = _ABOUT.match(text, tail.about)
    name = names.known(text, lead.end() - 1) if lead is not None else None
    if lead is not None and name is not None:
        hit = replace(hit, name=f"{type_} {label(text, lead.end(), name.end)}", key=name.key)
    return members(text, hit)


def _dated_only(text: str, start: int, end: int, type_: str) -> list[Hit]:
    """A law cited by nothing but its day: "Pháp lệnh ngày 22 tháng 1 năm 1981"."""
    match = _DAY.match(text, end)
    if match is None or not match["date"].startswith("ngày") or text[start].islower():
        return []
    stop = match.end("date")
    return [Hit(start, stop, type_, "named", name=type_, date=dates.read(match["date"]), about=stop)]


def _is_draft(text: str, hit: Hit) -> bool:
    """ "dự thảo Luật Đất đai (sửa đổi)": a law that does not exist yet is no target."""
    if hit.number is not None or hit.date is not None:
        return False
    left = max(0, hit.start - 40)
    if _TO_BE.match(text, hit.end) and not _IN_FORCE.search(text, left, hit.start):
        return True
    return _DRAFT.search(text, max(0, hit.start - 24), hit.start) is not None
