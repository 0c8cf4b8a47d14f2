"""The header of an official document: who issued it, its number, date, type, title and addressees.

The parts stand where Nghị định 30/2020/NĐ-CP, Phụ lục I puts them (the Party: Hướng dẫn 36-HD/VPTW).
What the header leaves blank stays ``""``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp import dates, lexicon
from nlp.bodies import COUNCILS, goes_on, group, head_of, issuer, written_out
from nlp.dateline import Dated, Numbered, dated, mended, numbered, stamped
from nlp.model import Span
from nlp.number import Number, canonical, parse
from nlp.pieces import Kind, Piece, is_capitals, pieces, type_of
from nlp.subject import addressees, title, without_authority, without_lead_in

REACH = 12_000
"""How many characters the header is looked for in."""
CONSOLIDATED = "Văn bản hợp nhất"

_SHORT_REACH, _PAGE_ONE = 4_000, 8_000
_BEFORE, _DEEP = 24, 80
"""How many pieces may stand before the motto, and how many a header may have."""
_STOPS: tuple[Kind, ...] = ("basis", "enacts", "type")
_BLOCK: tuple[Kind, ...] = ("motto", "number", "date", "capitals", "rule", "blank", "gazette")
_NUMBER_LENGTH = 70
_OWN_NUMBER = r"SỐ\s*:?\s*(?P<number>\d[\w./-]*(?:\s[A-ZĐ]+[/-][\w./-]+)?)\s*,?\s*"
_OWN_DATE = r"NGÀY\s+(?P<date>\d.{3,25}?\d{4})\s*"
_IN_HEADING = re.compile(
    rf"CỦA\s+(?P<issuer>[^,;]+?)\s+{_OWN_NUMBER}{_OWN_DATE}(?P<title>.*)", re.IGNORECASE | re.DOTALL
)
_IN_HEADING_LAST = re.compile(
    rf"{_OWN_NUMBER}{_OWN_DATE}CỦA\s+(?P<issuer>[^,;]+?)\s+"
    r"(?P<title>(?:VỀ|V/V|BAN HÀNH|QUY ĐỊNH|HƯỚNG DẪN|PHÊ DUYỆT|SỬA ĐỔI)\s.*)",
    re.IGNORECASE | re.DOTALL,
)
"""Older headings name number and day before the body, or after it."""
_CENTRAL_ORGAN = re.compile(r"của\s+(bộ chính trị|ban bí thư)\b", re.IGNORECASE)
_ATTESTED = re.compile(r"XÁC (?:THỰC|NHẬN) VĂN BẢN HỢP NHẤT")
_CONSOLIDATES = re.compile(
    r"có\s+hiệu\s+lực[^;:]{0,250}được\s+sửa\s+đổi,\s+bổ\s+sung[^;:]{0,60}(?:bởi|theo)\s*:"
    r"|^[ \t]*VĂN BẢN HỢP NHẤT\b",
    re.MULTILINE,
)
_UNDER_HEADING = re.compile(r"VĂN BẢN HỢP NHẤT\s*[-–]\s*(\w.+)")
_EDGES = re.compile(r"^[ .*–-]+|[ .*]+$")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header prints; ``end`` is where the preamble or the body begins."""

    type: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    addressees: tuple[str, ...] = ()
    number_span: Span | None = None
    title_span: Span | None = None
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Top:
    """Where things stand in the list of pieces: -1 where absent.

    ``end`` is the first piece after the header, ``block`` the pieces with body, number and date.
    """

    end: int = 0
    typed: int = -1
    subject: int = -1
    addressee: int = -1
    block: range = range(0)


def read(text: str) -> Header:
    """The header of a cleaned text (:func:`nlp.clean.clean`); empty where it has none.

    >>> text = "BỘ NỘI VỤ\\nSố: 5/QĐ-BNV\\nHà Nội, ngày 3 tháng 5 năm 2025\\nQUYẾT ĐỊNH\\nVề việc bổ nhiệm\\n"
    >>> read(text).number, read(text).title
    ('5/QĐ-BNV', 'bổ nhiệm')
    """
    found = pieces(text, 0, min(len(text), _SHORT_REACH))
    top = _top(found)
    if len(text) > _SHORT_REACH and (_anchor(found) is None or top.end >= len(found)):
        found = pieces(text, 0, min(len(text), REACH))
        top = _top(found)
    head = found[: top.end]
    block = found[top.block.start : top.block.stop]
    number, date = stamped(text, numbered(block), dated(block), _PAGE_ONE)
    words, span = title(head, top.typed, top.subject)
    addressed, after = addressees(found, top.addressee)
    body = _body(head, block, top, span, date.place)
    header = Header(
        type=_type(head, number, top),
        number=mended(number.number, body),
        date=date.date,
        issuer=body or _speaker(head, span),
        title=words,
        addressees=addressed,
        number_span=number.span,
        title_span=span,
        end=after or _end(head, top.typed, span),
    )
    if heading := _IN_HEADING.match(header.title) or _IN_HEADING_LAST.match(header.title):
        header = _from_heading(header, heading)
    organ = _CENTRAL_ORGAN.match(header.title)
    if organ and header.issuer.startswith("Ban Chấp hành Trung ương"):
        header = replace(header, issuer=written_out(organ[1].upper()))
    header = replace(header, title=without_authority(header.title))
    return header if header.issuer else replace(header, issuer=issuer_by_symbol(_parts(number)))


def consolidated(text: str, header: Header) -> Header:
    """The header of a consolidated text, whose number, date and body stand beside its attestation.

    "BỘ TÀI CHÍNH … Số: 06/VBHN-BTC … XÁC THỰC VĂN BẢN HỢP NHẤT … Hà Nội, ngày …" (Pháp lệnh
    01/2012/UBTVQH13).  Unchanged where the text is none.
    """
    if attested := _ATTESTED.search(text):
        found = pieces(text, max(0, attested.start() - 400), min(len(text), attested.end() + 400))
        before = [i for i, p in enumerate(found) if p.start < attested.start() and "./." in p.words]
        found = found[before[-1] + 1 if before else 0 :]
        number, date = numbered(found, containing="VBHN"), dated(found)
        if number.number and header.number != number.number:
            here = next(i for i, p in enumerate(found) if p.start >= attested.start() or p.kind == "number")
            body = issuer(group(_left_column(found[:here])), place=date.place)
            return replace(
                header,
                type=CONSOLIDATED,
                number=number.number,
                date=date.date,
                issuer=body or issuer_by_symbol(_parts(number)),
                number_span=number.span,
            )
    if header.type and _CONSOLIDATES.search(text, 0, min(len(text), header.end + 3_000)):
        return replace(header, type=CONSOLIDATED)
    return header


def _top(found: Sequence[Piece]) -> _Top:
    """The block that the header takes: from the body's name to the type and title, or the addressee."""
    anchor = _anchor(found)
    start = anchor or 0
    while start and anchor is not None and anchor - start < _BEFORE and found[start - 1].kind not in _STOPS:
        start -= 1
    if anchor and (apart := _heading_without_header(found, anchor)) >= 0:
        end = next(i for i in range(apart, anchor) if found[i].kind in ("basis", "enacts"))
        return _Top(end, typed=apart, block=_stamped_block(found, anchor))
    if start and anchor and anchor - start < 4 and found[start - 1].kind == "type":
        start -= 1  # the number stands below the type
    typed = subject = addressee = -1
    end = start
    for end in range(start, min(len(found), start + _DEEP)):
        kind = found[end].kind
        if kind in ("basis", "enacts", "addressee"):
            addressee = end if kind == "addressee" else -1
            break
        if kind == "subject" and subject < 0:
            subject = end
        if kind == "type" and typed < 0:
            typed = end
    else:
        end += 1
    if anchor is None and typed < 0 and (subject < 0 or found[subject].words[:3].lower() != "v/v"):
        return _Top()
    return _Top(end, typed, subject, addressee, range(start, typed if typed > start else end))


def _anchor(found: Sequence[Piece]) -> int | None:
    """The piece that proves a header: the national motto, else a number, on the first page."""
    mottos = (i for i, p in enumerate(found) if p.kind == "motto")
    numbers = (i for i, p in enumerate(found) if p.kind == "number" and len(p.words) <= _NUMBER_LENGTH)
    for index in (next(mottos, None), next(numbers, None)):
        if index is not None and found[index].start <= _PAGE_ONE:
            return index
    return None


def _heading_without_header(found: Sequence[Piece], anchor: int) -> int:
    """A type and its basis that stand before the motto: the header was laid over the page; -1 if none."""
    typed = next((i for i in range(anchor) if found[i].kind == "type"), -1)
    based = typed >= 0 and any(p.kind == "basis" for p in found[typed : min(anchor, typed + _BEFORE)])
    return typed if based else -1


def _stamped_block(found: Sequence[Piece], anchor: int) -> range:
    start = end = anchor
    while start and found[start - 1].kind in _BLOCK:
        start -= 1
    while end < len(found) and found[end].kind in _BLOCK:
        end += 1
    return range(start, end)


def _body(head: Sequence[Piece], block: Sequence[Piece], top: _Top, below: Span | None, place: str) -> str:
    """The issuing body: of the left column above the subject; a council that lost its area finds it below.

    A web page that keeps one line a cell prints "ỦY BAN NHÂN DÂN" alone: its area stands in the line in whose
    name the preamble speaks, else the line of place and date gives it (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    if top.typed < 0 <= top.subject:
        block = [p for p in block if p.start < head[top.subject].start] or block
    names = group(_left_column(block))
    own = written_out(names[-1]) if names else ""
    spoken = _speaker(head, below) if own in COUNCILS else ""
    return spoken if own and spoken.startswith(f"{own} ") else issuer(names, place=place)


def _left_column(block: Sequence[Piece]) -> list[str]:
    """The lines in capitals, and the body that a gazette's heading names: "VĂN BẢN HỢP NHẤT - BỘ NỘI VỤ".

    A word that a cell's width cut off stands with its next line ("ỦY / BAN NHÂN DÂN"); other lone words are
    stamps.
    """
    headings = [_UNDER_HEADING.match(p.words) for p in block if p.kind == "gazette"]
    lines = [m[1] for m in headings if m]
    for line in (_EDGES.sub("", p.words) for p in block if p.kind == "capitals"):
        if lines and goes_on(lines[-1]):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return [line for line in lines if " " in line.replace("- ", " ")]


def _speaker(head: Sequence[Piece], below: Span | None) -> str:
    """The body in whose name the preamble speaks, where no header names it: "CHỦ TỊCH UBND THỊ TRẤN …"."""
    lines = [p.words for p in head if p.kind == "capitals" and below and p.start >= below.end]
    return head_of(" ".join(lines[-2:])) or head_of(lines[-1]) if lines else ""


def _parts(number: Numbered) -> Number | None:
    """The number's parts, or those of its symbol where the serial is blank."""
    if number.number or number.symbol:
        return parse(number.number or f"1/{number.symbol}")
    return None


def issuer_by_symbol(number: Number | None) -> str:
    """The central body that a symbol proves: "BXD" is Bộ Xây dựng, "QH14" Quốc hội."""
    for body in number.bodies if number else ():
        bare = re.sub(r"^(QH|UBTVQH)\d+$", r"\1", body)
        for known in lexicon.symbols():
            if known.certain and known.place == "none" and bare in (known.symbol, *known.variants):
                return known.name
    return ""


def _type(head: Sequence[Piece], number: Numbered, top: _Top) -> str:
    """The printed type; a consolidated text is one whatever it prints; "Công văn" where none is printed."""
    by_symbol = _type_by_symbol(_parts(number))
    if by_symbol == CONSOLIDATED:
        return by_symbol
    if top.typed >= 0 and (printed := type_of(head[top.typed].words)):
        return printed[0]
    if by_symbol:
        return by_symbol
    return "Công văn" if number.span and (top.subject >= 0 or top.addressee >= 0) else ""


def _type_by_symbol(number: Number | None) -> str:
    if number is None or not number.abbrev:
        return ""
    families = ("party",) if number.sep == "-" else ("normative", "administrative")
    known = (t for f in families for t in lexicon.types() if t.family == f and t.abbrev == number.abbrev)
    return next((t.name for t in known), "")


def _end(head: Sequence[Piece], typed: int, below: Span | None) -> int:
    """Where the header ends: after title and number, before authority line and preamble."""
    fixed = head[: typed + 1] if typed >= 0 else head
    ends = [p.end for p in fixed if p.kind in ("motto", "number", "date", "type")]
    return max([*ends, below.end if below else 0], default=0)


def _from_heading(header: Header, heading: re.Match[str]) -> Header:
    """Old texts print all in the heading: "LUẬT CỦA QUỐC HỘI SỐ 13/2008/QH12 NGÀY 03 THÁNG 6 NĂM 2008 …"."""
    body = heading["issuer"]
    return replace(
        header,
        issuer=written_out(body.upper() if is_capitals(body) else body),
        number=header.number or canonical(heading["number"]),
        date=header.date or dates.read(f"ngày {heading['date'].lower()}").iso,
        title=without_lead_in(heading["title"]),
    )


__all__ = ["CONSOLIDATED", "REACH", "Dated", "Header", "consolidated", "issuer_by_symbol", "read"]
