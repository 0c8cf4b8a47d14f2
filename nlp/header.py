"""The header of an official document: who issued it, its number, date, type, title and addressees.

The parts stand where Nghị định 30/2020/NĐ-CP, Phụ lục I puts them (the Party: Hướng dẫn 36-HD/VPTW).
What the header leaves blank stays ``""``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp import dates, lexicon
from nlp.bodies import group, head_of, is_body, issuer
from nlp.clean import fold
from nlp.formulas import OFFICES, OPENINGS, UNFINISHED, any_of
from nlp.model import Span
from nlp.number import NUMBER, SPACED, SYMBOL, canonical, parse
from nlp.pieces import DATED, Kind, Piece, is_capitals, pieces, type_of

REACH = 12_000
"""How many characters the header is looked for in."""
_SHORT_REACH = 4_000

CONSOLIDATED = "Văn bản hợp nhất"
_PAGE_ONE = 8_000
_BEFORE, _DEEP = 24, 80
"""How many pieces may stand before the motto, and how many a header may have."""
_ANCHORS: tuple[Kind, ...] = ("motto", "number")
_NUMBERED = re.compile(r"^.*?[Ss][ốỐ]\s*[:.]?\s*(?P<rest>.*)", re.DOTALL)
_WHOLE = re.compile(rf"(?:{NUMBER}|{SPACED})")
_LOOSE = re.compile(r"\d[\w.]*(?:\s?[-/]\s?[\w.&]+)+")
_BLANK_SERIAL = re.compile(rf"[\s.…_]*[-/]\s*(?P<symbol>{SYMBOL})")
_DATED = re.compile(DATED)
_DATED_SHORT = re.compile(r"(?P<place>[^,]+),\s*(?:ngày\s+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})$")
_LEAD_IN = re.compile(r"(?:[Vv]/[Vv]|[Vv]ề\s+việc|VỀ\s+VIỆC)\s*:?\s*")
_OPENING = re.compile(rf"(?:{any_of(OPENINGS)})(?![\w])")
_DIVISION = re.compile(r"(?:\(?(?:[IVX]+|[A-D]|\d{1,2})[.)/-]\s|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Điều|ĐIỀU)\s+[IVX\d]|[-+•]\s)")
_OFFICE = re.compile(rf"(?:{any_of(fold(o) for o in OFFICES)})(?!\w)")
_ATTESTED = re.compile(r"XÁC (?:THỰC|NHẬN) VĂN BẢN HỢP NHẤT")
_CONSOLIDATES = re.compile(r"có\s+hiệu\s+lực[^;:]{0,250}được\s+sửa\s+đổi,\s+bổ\s+sung[^;:]{0,60}(?:bởi|theo)\s*:")
_GAZETTE_CONSOLIDATES = re.compile(r"^\s*VĂN BẢN HỢP NHẤT\b", re.MULTILINE)
_UNDER_HEADING = re.compile(r"VĂN BẢN HỢP NHẤT\s*[-–]\s*(\w.+)")
_STAMP = re.compile(r"^[ \t]*(\d{1,5})[.,]?((?:[ \t/]+\d{1,2})*)[ \t]*$", re.MULTILINE)
_CARRIED_ON = re.compile(r"\(Tiếp theo (?:và hết )?Công báo|\(Tiếp theo (?:kỳ|số)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header prints; ``symbol`` is known where the number is left blank ("QĐ-SCT").

    ``end`` is where the preamble or the body begins.
    """

    type: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    place: str = ""
    symbol: str = ""
    addressees: tuple[str, ...] = ()
    number_span: Span | None = None
    title_span: Span | None = None
    end: int = 0


def read(text: str) -> Header:
    """The header of a cleaned text (:func:`nlp.clean.clean`); empty where it has none.

    >>> read("BỘ NỘI VỤ\\nSố: 5/QĐ-BNV\\nHà Nội, ngày 3 tháng 5 năm 2025\\nQUYẾT ĐỊNH\\nVề việc bổ nhiệm\\nCăn cứ").title
    'bổ nhiệm'
    """
    found = pieces(text, 0, min(len(text), _SHORT_REACH))
    top = _top(found)
    if len(text) > _SHORT_REACH and (_anchor(found) is None or top.end >= len(found)):
        found = pieces(text, 0, min(len(text), REACH))
        top = _top(found)
    head = found[: top.end]
    typed = top.typed
    block = found[top.block.start : top.block.stop]
    numbered = _first(block, "number", 0)
    number, symbol, number_span = _number(block, numbered)
    date, place, blanks = _date(block)
    title, title_span = _title(head, typed, top.subject)
    names = group(_left_column(block))
    body = issuer(names, place=place)
    addressees, addressed = _addressees(found, top.addressee)
    header = Header(
        type=_type(head, number, symbol, top, numbered is not None),
        number=number,
        date=date,
        issuer=body or _speaker(head, title_span),
        title=title,
        place=place,
        symbol=symbol,
        addressees=addressees,
        number_span=number_span,
        title_span=title_span,
        end=addressed or _end(head, typed, title_span),
    )
    if not header.issuer:
        header = replace(header, issuer=issuer_by_symbol(number or symbol))
    if (symbol and not number) or blanks:
        header = _stamped(text, header, blanks)
    return header


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


def _top(found: Sequence[Piece]) -> _Top:
    """The block that the header takes: from the body's name to the type and title, or the addressee."""
    anchor = _anchor(found)
    start = anchor or 0
    while anchor and start and anchor - start < _BEFORE and found[start - 1].kind not in ("basis", "enacts", "type"):
        start -= 1
    if anchor and (apart := _heading_without_header(found, anchor)) >= 0:
        end = next(i for i in range(apart, anchor) if found[i].kind in ("basis", "enacts"))
        return _Top(end, typed=apart, block=_stamped_block(found, anchor))
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
    if anchor is None and typed < 0 and subject < 0:
        return _Top()
    return _Top(end, typed, subject, addressee, range(start, typed if typed >= 0 else end))


def _anchor(found: Sequence[Piece]) -> int | None:
    """The piece that proves a header: the national motto, else a number, on the first page."""
    for kind in _ANCHORS:
        index = _first(found, kind, 0)
        if index is not None and found[index].start <= _PAGE_ONE:
            return index
    return None


def _heading_without_header(found: Sequence[Piece], anchor: int) -> int:
    """A type and its basis that stand well before the motto: the header was laid over the page; -1 if none."""
    for index in range(anchor):
        if found[index].kind == "type":
            based = any(p.kind == "basis" for p in found[index : min(anchor, index + _BEFORE)])
            return index if based else -1
    return -1


def _stamped_block(found: Sequence[Piece], anchor: int) -> range:
    kinds = ("motto", "number", "date", "capitals", "rule", "blank", "gazette")
    start = end = anchor
    while start and found[start - 1].kind in kinds:
        start -= 1
    while end < len(found) and found[end].kind in kinds:
        end += 1
    return range(start, end)


def _first(found: Sequence[Piece], kind: Kind, start: int) -> int | None:
    return next((i for i in range(start, len(found)) if found[i].kind == kind), None)


def _number(head: Sequence[Piece], index: int | None) -> tuple[str, str, Span | None]:
    """The canonical number, or the symbol alone where the serial is left blank."""
    if index is None:
        return "", "", None
    piece = head[index]
    words = piece.words
    following = index + 1
    while words.endswith(("-", "/")) and following < len(head) and head[following].kind == "capitals":
        words += head[following].words
        following += 1
    match = _NUMBERED.match(words)
    rest = re.sub(r"\s*([-/])\s*", r"\1", match["rest"]) if match else ""
    span = Span(piece.start, head[following - 1].end)
    if whole := _WHOLE.match(rest) or _LOOSE.match(rest):
        return canonical(whole[0]), "", span
    if blank := _BLANK_SERIAL.match(rest):
        symbol = canonical(f"1/{blank['symbol']}")[2:]
        if serial := _serial_beside_date(head):
            return canonical(f"{serial.words}/{symbol}"), "", Span(serial.start, serial.end)
        return "", symbol, span
    return "", "", span


def _serial_beside_date(head: Sequence[Piece]) -> Piece | None:
    """A stamped serial on the line of place and date: "142 Ngãi Giao, ngày 29 tháng 3 năm 2024"."""
    for piece, following in pairwise(head):
        if following.kind == "date" and not following.fresh and piece.fresh and piece.words.isdigit():
            return piece
    return None


def _date(head: Sequence[Piece]) -> tuple[str, str, tuple[str, ...]]:
    """ISO date, place, and which of day and month are left blank."""
    index = _first(head, "date", 0)
    if index is None:
        return "", "", ()
    match = _DATED.search(head[index].words) or _DATED_SHORT.match(head[index].words)
    if match is None:
        return "", "", ()
    day, month, year = (re.sub(r"\D", "", match[part] or "") for part in ("day", "month", "year"))
    blanks = tuple(name for name, value in (("day", day), ("month", month)) if not value)
    return iso(day, month, year), (match["place"] or "").strip(), blanks


def iso(day: str, month: str, year: str) -> str:
    """The date as far as it is printed; "" where it cannot be.

    >>> iso("", "5", "2026"), iso("31", "2", "2026"), iso("5", "", "2026"), iso("", "", "20")
    ('2026-05', '', '2026', '')
    """
    if len(year) != 4:
        return ""
    if not month:
        return year
    if not 1 <= int(month) <= 12:
        return ""
    if not day:
        return f"{year}-{int(month):02d}"
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    last = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[int(month) - 1]
    return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(day) <= last else ""


def _left_column(block: Sequence[Piece]) -> list[str]:
    """The lines in capitals: the names of the bodies."""
    named = [_UNDER_HEADING.match(p.words) for p in block if p.kind == "gazette"]
    return [m[1] for m in named if m] + [re.sub(r"^[ .*–-]+|[ .*]+$", "", p.words) for p in block if p.kind == "capitals" and " " in p.words.replace("- ", " ")]


def _speaker(head: Sequence[Piece], title: Span | None) -> str:
    """The body in whose name the preamble speaks, where no header names it: "CHỦ TỊCH UBND THỊ TRẤN …"."""
    lines = [p.words for p in head if p.kind == "capitals" and title and p.start >= title.end]
    return head_of(" ".join(lines[-2:])) or head_of(lines[-1]) if lines else ""


def issuer_by_symbol(number: str) -> str:
    parsed = parse(number if number[:1].isdigit() else f"1/{number}") if number else None
    for body in parsed.bodies if parsed else ():
        for known in lexicon.symbols():
            if known.certain and known.place == "none" and body in (known.symbol, *known.variants):
                return known.name
        if re.fullmatch(r"QH\d+", body):
            return "Quốc hội"
        if re.fullmatch(r"UBTVQH\d+", body):
            return "Ủy ban Thường vụ Quốc hội"
    return ""


def _type(head: Sequence[Piece], number: str, symbol: str, top: _Top, numbered: bool) -> str:
    """The printed type; a consolidated text is one whatever it prints; "Công văn" where none is printed."""
    by_symbol = _type_by_symbol(number or symbol)
    if by_symbol == CONSOLIDATED:
        return by_symbol
    if top.typed >= 0 and (printed := type_of(head[top.typed].words)):
        return printed[0]
    if by_symbol:
        return by_symbol
    return "Công văn" if numbered and (top.subject >= 0 or top.addressee >= 0) else ""


def _type_by_symbol(number: str) -> str:
    parsed = parse(number if number[:1].isdigit() else f"1/{number}") if number else None
    if parsed is None:
        return ""
    party = parsed.sep == "-"
    families = ("party",) if party else ("normative", "administrative")
    return next((t.name for f in families for t in lexicon.types() if t.family == f and t.abbrev == parsed.abbrev != ""), "")


def _title(head: Sequence[Piece], typed: int, subject: int) -> tuple[str, Span | None]:
    """The subject (trích yếu) over all its lines, without its lead-in."""
    if typed >= 0:
        printed = type_of(head[typed].words)
        first = printed[1] if printed else ""
        parts = [head[typed]] if first else []
        words = [first] if first else []
        index = typed + 1
    elif subject >= 0:
        parts, words, index = [head[subject]], [head[subject].words], subject + 1
    else:
        return "", None
    while index < len(head):
        piece = head[index]
        if piece.kind in ("motto", "date") and typed < 0:
            index += 1
            continue
        if piece.kind in ("blank", "rule", "gazette") and not words:
            index += 1
            continue
        if _ends_title(head, index, words):
            break
        parts.append(piece)
        words.append(piece.words)
        index += 1
    if not words:
        return "", None
    title = _LEAD_IN.sub("", " ".join(words), count=1) if _LEAD_IN.match(" ".join(words)) else " ".join(words)
    return re.sub(r"(?<=[a-zà-ỹ])\d{1,2}$", "", title.strip(" *_-")), Span(parts[0].start, parts[-1].end)


def _ends_title(head: Sequence[Piece], index: int, words: Sequence[str]) -> bool:
    piece = head[index]
    if piece.kind not in ("words", "capitals", "subject", "number", "type", "gazette"):
        return True
    if piece.kind == "gazette" or (piece.kind == "number" and words):
        return not (piece.kind == "number" and words and words[-1].split()[-1].lower() in UNFINISHED)
    if not words:
        return piece.words.startswith("(") or bool(_DIVISION.match(piece.words))
    if piece.words.startswith("(") and is_capitals(words[-1]) is False and words[-1][-1:] not in ",-":
        return bool(re.match(r"\((?:Kèm|Ban hành|Cấp|Theo|Tiếp|Áp dụng|Dùng|Đính)", piece.words))
    if piece.words.startswith("("):
        return True
    if _DIVISION.match(piece.words):
        return True
    open_line = words[-1].split()[-1].lower() in UNFINISHED or words[-1].endswith((",", "-"))
    if piece.kind in ("capitals", "type") and not open_line:
        if not is_capitals(" ".join(words)) or _OFFICE.match(fold(piece.words)):
            return len(piece.words.split()) > 1
        return is_body(piece.words) and _precedes_basis(head, index)
    return bool(_OPENING.match(piece.words)) and not open_line


def _precedes_basis(head: Sequence[Piece], index: int) -> bool:
    """Nothing but capitals, rules and blanks stand between here and the first basis."""
    return all(p.kind in ("capitals", "blank", "rule", "gazette") for p in head[index:])


def _addressees(found: Sequence[Piece], index: int) -> tuple[tuple[str, ...], int]:
    """ "Kính gửi:" and its list, one entry a body, and the offset after it."""
    if index < 0:
        return (), 0
    end = found[index].end
    first = re.sub(r"^kính\s+gửi\s*:?\s*", "", found[index].words, flags=re.IGNORECASE)
    lines = [first] if first else []
    for piece in found[index + 1 : index + 60]:
        if piece.kind == "blank" and (lines or piece.start > found[index].end + 40):
            if lines:
                break
            continue
        if piece.kind not in ("words", "capitals", "blank"):
            break
        listed = re.match(r"[-–+•]\s*", piece.words)
        if piece.kind != "blank" and not listed and lines and (first and lines[-1].endswith((".", ";")) or _is_sentence(piece.words, lines)):
            break
        if piece.kind != "blank":
            lines.append(piece.words)
            end = piece.end
    entries: list[str] = []
    for line in lines:
        if re.match(r"[-–+•]", line) or not entries or entries[-1].endswith(";"):
            entries.append(line.lstrip("-–+• "))
        else:
            entries[-1] += f" {line}"
    return tuple(e.strip(" ;.") for e in entries if e.strip(" ;.")), end


def _is_sentence(words: str, lines: Sequence[str]) -> bool:
    """The body begins here, not another line of the last addressee."""
    return lines[-1].endswith(".") or bool(_OPENING.match(words)) or (not lines[-1].endswith((",", ";")) and words[:1].isupper())


def _end(head: Sequence[Piece], typed: int, title_span: Span | None) -> int:
    """Where the header ends: after title and number, before authority line and preamble."""
    fixed = head[: typed + 1] if typed >= 0 else head
    ends = [p.end for p in fixed if p.kind in ("motto", "number", "date", "type")]
    return max([*ends, title_span.end if title_span else 0], default=0)


def consolidated(text: str, header: Header) -> Header:
    """The header of a consolidated text, whose number, date and body stand beside its attestation.

    "BỘ TÀI CHÍNH … Số: 06/VBHN-BTC … XÁC THỰC VĂN BẢN HỢP NHẤT … Hà Nội, ngày …" (Pháp lệnh 01/2012/UBTVQH13).
    Unchanged where the text is none.
    """
    attested = _ATTESTED.search(text)
    if attested:
        found = pieces(text, max(0, attested.start() - 400), min(len(text), attested.end() + 400))
        mark = max((i for i, p in enumerate(found) if p.start < attested.start() and "./." in p.words), default=-1)
        found = found[mark + 1 :]
        numbered = next((i for i, p in enumerate(found) if p.kind == "number" and "VBHN" in p.words), None)
        number, _, span = _number(found, numbered)
        if number and not header.number.endswith(number):
            here = next(i for i, p in enumerate(found) if p.start >= attested.start() or p.kind == "number")
            date, place, _ = _date(found)
            return replace(
                header,
                type=CONSOLIDATED,
                number=number,
                date=date,
                issuer=issuer(group(_left_column(found[:here])), place=place) or issuer_by_symbol(number),
                number_span=span,
            )
    opening = text[: header.end + 3_000]
    if header.type and (_CONSOLIDATES.search(opening) or _GAZETTE_CONSOLIDATES.search(opening)):
        return replace(header, type=CONSOLIDATED)
    return header


def _stamped(text: str, header: Header, blanks: tuple[str, ...]) -> Header:
    """A serial, day and month that were stamped into the blanks and stand on a line of their own.

    Taken only where one line of the first pages has exactly as many figures as there are blanks.
    """
    wanted = (["serial"] if header.symbol and not header.number else []) + list(blanks)
    found = []
    for match in _STAMP.finditer(text, 0, min(len(text), _PAGE_ONE)):
        figures = [match[1], *re.findall(r"\d+", match[2])]
        if len(figures) == len(wanted) >= 2:
            found.append((figures, match))
    if len(found) != 1:
        return header
    figures, match = found[0]
    values = dict(zip(wanted, figures, strict=True))
    month = values.get("month", header.date[5:7])
    date = iso(values.get("day", ""), month, header.date[:4]) if "day" in values else header.date
    if "day" in values and not date:
        return header
    number = canonical(f"{values['serial']}/{header.symbol}") if "serial" in values else header.number
    span = Span(match.start(1), match.end(1)) if "serial" in values else header.number_span
    return replace(header, number=number, date=date, number_span=span)


__all__ = ["REACH", "Header", "canonical", "dates", "iso", "read"]
