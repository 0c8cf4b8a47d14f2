"""Lines outside the header that name the document itself: a gazette's running head, a web page's heading."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import dates, lexicon
from nlp.clean import fold
from nlp.formulas import any_of
from nlp.header import REACH, Header, issuer_by_symbol
from nlp.model import Span
from nlp.number import NUMBER, canonical, parse

_TYPE = r"(?P<type>[A-ZĐ][a-zà-ỹ]+(?: [a-zà-ỹ]+){0,3}?)"
_CONTINUED = re.compile(
    rf"^[ \t]*{_TYPE} số:? (?P<number>[^\s,]+) ngày "
    r"(?P<date>\d[^\n]{6,24}?\d{4})\s(?P<title>[^(]{0,800})\(Tiếp theo",
    re.MULTILINE,
)
_PAGED = re.compile(rf"^[ \t#*]*{_TYPE} (?:số:? )?(?P<number>{NUMBER})(?P<rest>[^\n]*)", re.MULTILINE)
_NAMES = any_of(t.name for t in lexicon.types() if t.family != "copy")
_CATALOGUED = re.compile(rf"Loại văn bản[ \t]*[:|][ \t|]*(?P<type>{_NAMES})(?![^\W_])")
_PAGE_TOP = 1_500


def continued(text: str, header: Header) -> Header:
    """The header of a part that the gazette carries on, else unchanged.

    "Thông tư số 102/2018/TT-BTC ngày 14 tháng 11 năm 2018 … (Tiếp theo Công báo số 201 + 202)".
    """
    match = _CONTINUED.search(text, 0, min(len(text), REACH))
    if match is None or header.number or header.date:
        return header
    number = canonical(match["number"])
    return replace(
        header,
        type=match["type"],
        number=number,
        date=dates.read(f"ngày {match['date']}").iso,
        title=" ".join(match["title"].split()),
        issuer=issuer_by_symbol(parse(number)) or header.issuer,
        number_span=Span(*match.span("number")),
    )


def paged(text: str, header: Header) -> Header:
    """The header of a web page whose letterhead was left out, with the number of the page's heading.

    "Nghị định số 35/2026/NĐ-CP Quy định chi tiết …" above "NGHỊ ĐỊNH / Quy định chi tiết …": the heading is
    the document's own only where it repeats type and title.
    """
    if header.number or header.number_span or not header.type or not header.title:
        return header
    for match in _PAGED.finditer(text, 0, min(len(text), _PAGE_TOP, max(header.end, 0))):
        same_type = fold(match["type"]) == fold(header.type)
        if same_type and fold(header.title) in fold(match["rest"]):
            number = canonical(match["number"])
            return replace(
                header,
                number=number,
                issuer=header.issuer or issuer_by_symbol(parse(number)),
                number_span=Span(*match.span("number")),
            )
    return header


def catalogued(text: str, header: Header) -> Header:
    """The header of a page that lists the document's data above a text whose own heading is lost.

    "Số hiệu: 43-TTg Loại văn bản: Chỉ thị" above "Số: 43-TTg": where no type is printed the list tells it.
    """
    match = _CATALOGUED.search(text, 0, min(len(text), _PAGE_TOP)) if not header.type else None
    return replace(header, type=match["type"]) if match else header


__all__ = ["catalogued", "continued", "paged"]
