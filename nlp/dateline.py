"""Number and date of a document as its header prints them, or as they were stamped into its blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nlp import dates, lexicon
from nlp.model import Span
from nlp.number import NUMBER, SPACED, SYMBOL, canonical
from nlp.pieces import DATED, Piece

_AFTER_SO = re.compile(r"^.*?[Ss][ốỐ]\s*[:.]?\s*(?P<rest>.*)", re.DOTALL)
_WHOLE = re.compile(rf"(?:{NUMBER}|{SPACED})")
_LOOSE = re.compile(r"\d{1,5}(?:\.\d{1,3})?[a-zA-ZĐđ]?(?:[-/][\w.&]+)+")
_BLANK_SERIAL = re.compile(rf"[\s.…_]*[-/]\s*(?P<symbol>{SYMBOL})")
_JOINTS = re.compile(r"\s*([-/])\s*")
_DOTTED_LINE = re.compile(r"^(\d+)[ .,…]+(?=[/-])")
_DATED = re.compile(DATED)
_DATED_SHORT = re.compile(
    r"(?P<place>[^,]+),\s*(?:ngày\s+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})$"
)
_STAMP = re.compile(r"^[ \t]*(\d{1,5})[.,]?((?:[ \t/]+\d{1,2})*)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A canonical number and its place; ``symbol`` alone is known where the serial is left blank."""

    number: str = ""
    symbol: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """ISO date as far as printed, the place, and which of day and month are left blank."""

    date: str = ""
    place: str = ""
    blanks: tuple[str, ...] = ()


def numbered(block: Sequence[Piece], *, containing: str = "") -> Numbered:
    """The first number of a header block: "Số: 12/QĐ-SCT", "Luật số: 69/2020/QH14", "Số:     /KH-UBND".

    A symbol that is broken at its hyphen goes on in the next line.
    """
    index = next((i for i, p in enumerate(block) if p.kind == "number" and containing in p.words), None)
    if index is None:
        return Numbered()
    words = block[index].words
    following = index + 1
    while following < len(block) and _breaks_off(words, block[following]):
        words += block[following].words
        following += 1
    span = Span(block[index].start, block[following - 1].end)
    match = _AFTER_SO.match(words)
    rest = _DOTTED_LINE.sub(r"\1", _JOINTS.sub(r"\1", match["rest"])) if match else ""
    whole = _WHOLE.match(rest)
    if whole is None or rest[whole.end() : whole.end() + 1] in ("-", "/"):
        whole = _LOOSE.match(rest) or whole
    if whole:
        return Numbered(canonical(whole[0]), "", span)
    if blank := _BLANK_SERIAL.match(rest):
        symbol = canonical(f"1/{blank['symbol']}")[2:]
        if serial := _serial_beside_date(block):
            return Numbered(canonical(f"{serial.words}/{symbol}"), "", Span(serial.start, serial.end))
        return Numbered("", symbol, span)
    return Numbered("", "", span)


def _breaks_off(words: str, following: Piece) -> bool:
    """The number goes on in the next line: "Số: 12/QĐ-" / "UBND", "Số:" / "34/2024/QĐ-UBND"."""
    if words.endswith(("-", "/")):
        return following.kind == "capitals"
    return words.endswith(":") and following.words[:1].isdigit() and "/" in following.words


_ALIKE = str.maketrans(
    dict.fromkeys("IlTi1|", "T")
    | dict.fromkeys("O0ÔƠQ", "O")
    | dict.fromkeys("ĐÐ", "D")
    | dict.fromkeys("ƯV", "U")
    | dict.fromkeys("8", "B")
    | dict.fromkeys("5$", "S")
    | dict.fromkeys("esq9", "g")
)
"""Letters that scanners take for one another."""


def mended(number: str, issuer: str) -> str:
    """A number whose symbol a scanner misread, where the body that the header prints proves the symbol.

    >>> mended("64/QĐ-TIs", "Thủ tướng Chính phủ"), mended("64/QĐ-TIg", "Bộ Nội vụ")
    ('64/QĐ-TTg', '64/QĐ-TIg')
    >>> mended("2351/TCHQGSQL", "Tổng cục Hải quan")
    '2351/TCHQ-GSQL'
    """
    head, joint, last = number.rpartition("-")
    for known in lexicon.symbols():
        proved = known.name == issuer and known.certain
        unit = last.rpartition(f"/{known.symbol}")[2] if proved and not joint else ""
        if 2 <= len(unit) <= 5 and unit.isalpha() and unit.isupper():
            return f"{number.removesuffix(unit)}-{unit}"  # the hyphen before a letter's drafting unit is lost
        proved = proved and bool(joint)
        if proved and last not in known.variants and _alike(last, known.symbol):
            return f"{head}{joint}{known.symbol}"
    return number


def _alike(read: str, meant: str) -> bool:
    return read.translate(_ALIKE) == meant.translate(_ALIKE)


def _serial_beside_date(block: Sequence[Piece]) -> Piece | None:
    """A stamped serial on the line of place and date: "142 Ngãi Giao, ngày 29 tháng 3 năm 2024"."""
    for piece, following in pairwise(block):
        if following.kind == "date" and not following.fresh and piece.fresh and piece.words.isdigit():
            return piece
    return None


def dated(block: Sequence[Piece]) -> Dated:
    """The line of place and date: "Lào Cai, ngày      tháng 5 năm 2026"."""
    words = next((p.words for p in block if p.kind == "date"), "")
    match = _DATED.search(words) or _DATED_SHORT.match(words)
    if match is None:
        return Dated()
    day, month, year = (re.sub(r"\D", "", match[part] or "") for part in ("day", "month", "year"))
    blanks = tuple(name for name, value in (("day", day), ("month", month)) if not value)
    return Dated(iso(day, month, year), (match["place"] or "").strip(), blanks)


def iso(day: str, month: str, year: str) -> str:
    """The date as far as it is printed; "" where it cannot be.

    >>> iso("", "5", "2026"), iso("31", "2", "2026"), iso("5", "", "2026"), iso("", "", "20")
    ('2026-05', '', '2026', '')
    """
    if len(year) != 4:
        return ""
    if not month:
        return year
    if not day:
        return f"{year}-{int(month):02d}" if 1 <= int(month) <= 12 else ""
    return dates.read(f"{day}/{month}/{year}").iso


def stamped(text: str, number: Numbered, date: Dated, reach: int) -> tuple[Numbered, Dated]:
    """A serial, day and month stamped into the blanks that stand on a line of their own: "7432 21".

    Taken only where exactly one line within ``reach`` has as many figures as there are blanks.
    """
    wanted = (["serial"] if number.symbol and not number.number else []) + list(date.blanks)
    if len(wanted) < 2:
        return number, date
    found = []
    for match in _STAMP.finditer(text, 0, min(len(text), reach)):
        figures = [match[1], *re.findall(r"\d+", match[2])]
        if len(figures) == len(wanted):
            found.append((figures, match))
    if len(found) != 1:
        return number, date
    figures, match = found[0]
    values = dict(zip(wanted, figures, strict=True))
    if date.blanks:
        day = iso(values.get("day", ""), values.get("month", date.date[5:7]), date.date[:4])
        if not day:
            return number, date
        date = Dated(day, date.place)
    if "serial" in values:
        number = Numbered(canonical(f"{values['serial']}/{number.symbol}"), "", Span(*match.span(1)))
    return number, date
