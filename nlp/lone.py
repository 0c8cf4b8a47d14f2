"""Numbers that no type word opens: "số 5231/KH-UBND", "(1105/UBND-TH)"."""

from __future__ import annotations

import re

from nlp import number as numbers
from nlp.anchors import Anchor
from nlp.hits import Hit, numbered
from nlp.number import Number
from nlp.rules import finder
from nlp.symbols import is_body
from nlp.tail import NO, dated

_NO_BEFORE = re.compile(rf"{NO}$")
_BEFORE = 24
_FAR = 130
"""How far before its number a type word may stand."""
_CLOSE = re.compile(r"\s[^.,;:\n\d()\[\]“”\"]{2,60}")
_OF_BODY = re.compile(r"\s(?:của|do|liên tịch|Liên tịch|giữa)\s[^.;:\n\d()]{2,100}")
_JOINT = "Thông tư liên tịch"
_READ_AS = frozenset(
    {
        (_JOINT, "Thông tư"),
        ("Luật", "Nghị quyết"),
        ("Luật", "Bộ luật"),
        ("Nghị quyết", "Pháp lệnh"),
        ("Công văn", "Văn bản"),
    }
)
"""(type by the symbol, type word) pairs that go together besides equal ones."""


def lone(text: str, match: re.Match[str], anchor: Anchor | None) -> Hit | None:
    """The mention that a number makes by itself; None where nothing proves it to be a document's.

    ``match`` is one of :data:`nlp.number.LONE`, ``anchor`` the last type word before it.

    >>> from nlp.number import LONE
    >>> text = "nêu tại Văn bản của Sở Công Thương số 1936/SCT-CN; mã hồ sơ số 12/SCT-CN"
    >>> [lone(text, m, Anchor(8, 15, "Văn bản", "document")) for m in LONE.finditer(text)][1] is None
    True
    """
    number = numbers.parse(match[0])
    if number is None:
        return None
    type_, kind = numbers.type_of(number)
    if is_no_target(type_, number):
        return None
    start = match.start()
    left = max(0, start - _BEFORE)
    no = _NO_BEFORE.search(text, left, start)
    begin = no.start() if no is not None else start
    if not _is_documents(number, numbered=no is not None) or _is_guarded(text[left:begin]):
        return None
    far = _far_type(text, begin, type_, number, anchor)
    if far is not None:
        begin, type_ = far
    elif _is_sample(text, begin):
        return None
    tail = dated(text, match.end(), year=number.year)
    return numbered(begin, type_, number, match[0], tail, kind=kind, worded=far is not None)


def is_no_target(type_: str, number: Number) -> bool:
    """Whether the number is no document's to cite: courts' papers, contracts of no public body.

    >>> is_no_target("Quyết định", Number("12", "2020", "/", "QĐST-HNGĐ"))
    True
    """
    if number.tokens and number.tokens[0] in finder().courts:
        return True
    return type_ == "Hợp đồng" and not any(is_body(b) for b in number.bodies)


_SAMPLE = re.compile(r"(?:Ví dụ|Thí dụ|VD)[^\n]{0,120}(?:\n\s{0,3})?(?:[Ss]ố\s?:?\s?)?$")


def _is_sample(text: str, start: int) -> bool:
    """A number that a guide gives as an example of form: "Ví dụ: Báo cáo của đại hội, Số 16-BC/ĐH"."""
    left = max(0, start - 150)
    return "dụ" in text[left:start] and _SAMPLE.search(text, left, start) is not None


def _is_guarded(before: str) -> bool:
    """Whether the words before a number say that it is a standard's, a dossier's, a stamp's …"""
    return before.rstrip(" :*_(").casefold().endswith(finder().guards)


def _is_documents(number: Number, *, numbered: bool) -> bool:
    """Whether a number alone can only be a document's: its body, or "số" and its type, are known."""
    if any(is_body(b) for b in number.bodies):
        return bool(number.abbrev or numbered or number.year or len(number.tokens) > 1)
    return bool(number.abbrev) and numbered and len(number.tokens) > 1


def _far_type(
    text: str, start: int, type_: str, number: Number, anchor: Anchor | None
) -> tuple[int, str] | None:
    """The type word that stands apart from its number: "Nghị định của Chính phủ số 132/2008/NĐ-CP"."""
    if anchor is None or not start - _FAR <= anchor.start < anchor.end <= start:
        return None
    fits = anchor.type in (type_, *numbers.types_of(number)) or (type_, anchor.type) in _READ_AS
    if not fits or not any(p.fullmatch(text, anchor.end, start) for p in (_CLOSE, _OF_BODY)):
        return None
    return anchor.start, type_ if type_ == _JOINT else anchor.type
