"""The head of a document in pieces: lines and table cells, and what each one is.

A two-column header comes out of Word as cells parted by tabs, out of PDF as lines that run across
both columns, out of HTML one line a cell, out of Markdown between pipes, out of flattened text on one
line.  All of them become the same sequence of pieces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nlp import lexicon
from nlp.formulas import BASIS, GAZETTE_HEADINGS, LOWER, MARKINGS, OFFICES, UPPER, any_of, leads

Kind = Literal[
    "blank",
    "rule",
    "motto",
    "number",
    "date",
    "subject",
    "type",
    "addressee",
    "basis",
    "enacts",
    "gazette",
    "capitals",
    "words",
]

_CELL = re.compile(r"[\n\t|\f]|<br ?/?>|\\(?=\n)|(?<=\S) {4,}(?=\S)(?![\d/\-.…]|tháng|năm|ngày)")
_MARKUP = re.compile(
    r"\*+|^[\s#>]+(?=\S)|\\(?=[-.\[\]*_#])|\[\^[^\]]*\]|\[footnoteRef:\d+\]|</?[a-zA-Z]{1,6}/?>|~~"
)
_SPACES = re.compile(r"\s+")
_PLACE = (
    r"(?:T[Pp]\.?\s*|[Tt]hành phố\s+|[Tt]ỉnh\s+)?"
    rf"(?:[{UPPER}][{LOWER}]+(?:\s*[-'’]?\s*[{UPPER}][{LOWER}]+){{0,6}}|HCM)"
)
_BLANK = r"[\s.…_]{0,30}"
DATED = (
    rf"(?:(?P<place>{_PLACE})\s*[,.;]?\s*)?[Nn]gày(?P<day>{_BLANK}\d{{0,2}}{_BLANK})"
    rf"tháng(?P<month>{_BLANK}\d{{0,2}}{_BLANK})"
    r"năm\s*(?:(?P<year>(?:19|20)\d{2})\d{0,2}(?!\d)|20[.…_\s]{0,10}|[.…_]*)"
)
"""The place-and-date line; day, month and year may be left blank; a note's figure may stick to the year."""
_ANY_DATED = re.sub(r"\?P<\w+>", "?:", DATED)
_DATED_SHORT = rf"{_PLACE}\s*,\s*(?:ngày\s+)?\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
_MOTTO = (
    r"(?<!NƯỚC[ \n])C\w{1,2}NG\s*H\S{1,3}\s*X\S{0,2}\s*H\w{1,2}I\s*CH\w{1,2}\s*NGH\w{1,2}A\s*VI\w{1,2}T\s*NAM"
    r"|(?:Độc\s*lập|ĐỘC\s*LẬP)\W{1,8}(?:Tự\s*do|TỰ\s*DO)\W{1,8}(?:Hạnh\s*phúc|HẠNH\s*PHÚC)"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
)
"""The national motto, or the Party's name; a letter of it may be misread ("XàHỘI")."""
_CUT = re.compile(
    rf"(?P<motto>{_MOTTO})"
    rf"|(?P<date>(?<![\w/-]){_PLACE}\s*,\s*{_ANY_DATED}|^\s*{_ANY_DATED}\s*$|^\s*{_DATED_SHORT}\s*$)"
    r"|(?P<subject>(?<!\w)[Vv]/[Vv](?!\w))|(?P<rule>[-–—_=*~]{3,})|(?P<number>(?<![\w(])(?:Số|SỐ)\s*:)"
)
_SYLLABLE = f"[{UPPER}][{LOWER}]+"
_WRAPPED = re.compile(
    rf"(?P<motto>{_MOTTO})"
    rf"|(?P<date>(?<![^\n\t| ])(?P<cut>{_SYLLABLE})\n[ ]*(?P<rest>{_SYLLABLE}(?: {_SYLLABLE})?)"
    rf"\s*,\s*{_ANY_DATED}|(?<![^\n\t| ]){_PLACE}\s*,[ ]*{_ANY_DATED})"
)
"""Motto and date over two lines of a cell, as web pages wrap them: "CỘNG HÒA XÃ HỘI / CHỦ NGHĨA VIỆT NAM"."""
_SAMPLE = 120
"""How many characters at its head tell that a long line is no line of capitals."""
_FLAT_LENGTH = 300
"""A longer line may hold the whole document, whose paragraphs were run together."""
_FLAT = re.compile(
    r"(?<=\s)(?=Căn cứ\s|Kính gửi|QUYẾT (?:ĐỊNH|NGHỊ)\s*:|Điều 1\."
    rf"|(?:{any_of(o.upper() for o in OFFICES)})[{UPPER} ]*Căn cứ\s)"
    rf"|(?<=[{LOWER},.]\s)(?=(?:[{UPPER}]{{2,}}\s)+Căn cứ\s)"
)
_NUMBER = re.compile(
    r"(?:(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Lệnh)\s+)?"
    r"(?:[Ss][ốỐ]\s*:|S[ốỐ](?:\s*(?=\d)|(?=[\s.…_]*[-/]\s*[A-ZĐ])))"
)
_GAZETTE = re.compile(
    rf"CÔNG BÁO\s*/|(?:{any_of(w.upper() for w in GAZETTE_HEADINGS)})(?!\w)|\d{{1,4}}$"
    rf"|[(\[]?(?:{any_of(m.upper() for m in MARKINGS)})(?: LẦN \d+)?[)\]]?$"
)
_SEAL = re.compile(r"\s*(?:Ký bởi|Người ký|Cơ quan|Email|Ngày ký|Thời gian ký)\s*:\s*\S")
"""The electronic seal that the gazette prints across its first page."""
_ADDRESSEE = re.compile(r"kính\s+gửi\b", re.IGNORECASE)
_BASIS = re.compile(rf"[-–+*\s]*(?:{leads(BASIS)})(?!\w)")
_ENACTS = re.compile(
    r"(?:QUYET\s+(?:DINH|NGHI)|NGHI\s+QUYET|CHI\s+THI|LENH|THONG TU|KET LUAN"
    r"|SAC(?:\s+LENH)?|DINH\s+RANG)\s*:$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or cell, or a part of one: ``kind``, its words cleaned of markup, and its place.

    ``fresh`` is true where a line or cell begins.
    """

    kind: Kind
    words: str
    start: int
    end: int
    fresh: bool = True


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """The pieces of ``text[start:end]``, in order, without overlap.

    >>> text = "BỘ NỘI VỤ\\tĐẢNG CỘNG SẢN VIỆT NAM\\nSố: 5/QĐ-BNV\\tHà Nội, ngày 3 tháng 5 năm 2025"
    >>> [p.kind for p in pieces(text, 0, len(text))]
    ['capitals', 'motto', 'number', 'date']
    """
    found: list[Piece] = []
    at = start
    for kind, begin, stop in _wrapped(text, start, end):
        if begin > at:
            _cells(text, at, begin, found)
        found.append(Piece(kind, _words(text[begin:stop]), begin, stop))
        at = stop + text.startswith("\n", stop, end)
    _cells(text, at, end, found)
    return found


def _wrapped(text: str, start: int, end: int) -> Iterator[tuple[Kind, int, int]]:
    """The phrases of a header that go over a line's end, which the cutting of lines would miss."""
    for phrase in _WRAPPED.finditer(text, start, end):
        whole = " ".join((phrase["cut"] or "", phrase["rest"] or "")).strip()
        if "\n" in phrase[0].strip() and (not whole or whole in _province_names()):
            kind: Kind = "motto" if phrase["motto"] else "date"
            yield kind, phrase.start(), phrase.end()


@cache
def _province_names() -> frozenset[str]:
    return frozenset(p.name for p in lexicon.provinces())


def _cells(text: str, start: int, end: int, found: list[Piece]) -> None:
    """Append the pieces of every line and cell."""
    at = start
    for mark in _CELL.finditer(text, start, end):
        _cut(text, at, mark.start(), found)
        at = mark.end()
    _cut(text, at, end, found)


def _cut(text: str, start: int, end: int, found: list[Piece]) -> None:
    """Append the pieces of one line or cell; one that is too long to be one is parted first."""
    if end - start > _FLAT_LENGTH:
        for boundary in _FLAT.finditer(text, start, end):
            _cut_line(text, start, boundary.start(), found)
            start = boundary.start()
    _cut_line(text, start, end, found)


def _cut_line(text: str, start: int, end: int, found: list[Piece]) -> None:
    """Append the pieces of one line: fixed phrases stand alone."""
    line = text[start:end]
    if not line.strip():
        found.append(Piece("blank", "", start, end))
        return
    if _SEAL.match(line):
        found.append(Piece("gazette", _words(line), start, end))
        return
    at = 0
    fresh = True
    for phrase in _CUT.finditer(line):
        kind = phrase.lastgroup
        if phrase.start() > at and line[at : phrase.start()].strip():
            _append(line, at, phrase.start(), start, found, fresh)
            fresh = False
        if kind in ("motto", "rule", "date"):
            words = _words(line[phrase.start() : phrase.end()])
            found.append(Piece(kind, words, start + phrase.start(), start + phrase.end(), fresh))  # type: ignore[arg-type]
            at, fresh = phrase.end(), False
        else:
            at = phrase.start()
    if line[at:].strip():
        _append(line, at, len(line), start, found, fresh)


def _append(line: str, at: int, end: int, offset: int, found: list[Piece], fresh: bool) -> None:
    words = _words(line[at:end])
    found.append(Piece(_kind(words), words, offset + at, offset + end, fresh))


def _words(printed: str) -> str:
    return _SPACES.sub(" ", _MARKUP.sub("", printed)).strip(" \\")


def _kind(words: str) -> Kind:
    if not any(c.isalnum() for c in words):
        return "rule" if words else "blank"
    if _NUMBER.match(words):
        return "number"
    if words[:3].lower() == "v/v" or words.startswith(("Về việc ", "VỀ ")):
        return "subject"
    if _GAZETTE.match(words):
        return "gazette"
    if _ADDRESSEE.match(words):
        return "addressee"
    if _BASIS.match(words):
        return "basis"
    if words.endswith(":") and _ENACTS.match(_bare(words)):
        return "enacts"
    if type_of(words):
        return "type"
    return "capitals" if is_capitals(words) else "words"


def is_capitals(words: str) -> bool:
    """All capitals but for the small letters of abbreviations: "BỘ NỘI VỤ", "HĐND và UBND" is none.

    Old capital fonts leave accented letters small: "SắC LệNH".
    """
    if words.isupper():
        return sum(c.isalpha() for c in words) >= 2
    if not words[:1].isupper() or (len(words) > 2 * _SAMPLE and not is_capitals(words[:_SAMPLE])):
        return False
    letters = [c for c in words if c.isalpha()]
    small = sum(c.islower() and c.isascii() for c in letters)
    return small * 12 <= len(letters) and 2 * sum(c.isupper() for c in letters) > len(letters)


def type_of(words: str) -> tuple[str, str] | None:
    """The type that a heading prints in capitals, and what follows it on the line.

    >>> type_of("THÔNG TƯ LIÊN TỊCH"), type_of("QUYẾT ĐỊNH Về việc ủy quyền"), type_of("Quyết định này")
    (('Thông tư liên tịch', ''), ('Quyết định', 'Về việc ủy quyền'), None)
    """
    match = _types().match(words) or (_types().match(words.upper()) if is_capitals(words) else None)
    if match is None:
        scanned = _scanned_types().get(_bare(words)) if is_capitals(words) else None
        return (scanned, "") if scanned else None
    rest = words[match.end() :].strip(" .*")
    if rest[:1].islower() or rest[:1] in (":", ",", ";", "/"):
        return None
    return _type_names()[" ".join(match[1].split())], "" if rest.isdigit() else rest


@cache
def _type_names() -> dict[str, str]:
    """Types by their name in capitals, other words for them included."""
    known = [t for t in lexicon.types() if t.family != "licence"]
    return {name.upper(): t.name for t in known for name in (*t.variants, t.name)}


@cache
def _scanned_types() -> dict[str, str]:
    """Types of two words and more by their bare letters: a scan reads "QUYÉT ĐỊNH", "QUYET ĐỊNH"."""
    found: dict[str, str] = {}
    for printed, name in _type_names().items():
        key = _bare(printed)
        found[key] = name if " " in key and found.get(key, name) == name else ""
    return found


def _bare(words: str) -> str:
    """Capitals without marks, for what a scanner misread."""
    marked = unicodedata.normalize("NFD", words.upper().replace("Đ", "D"))
    return "".join(c for c in marked if not unicodedata.combining(c)).strip(" .*")


@cache
def _types() -> re.Pattern[str]:
    names = any_of(_type_names()).replace("\\ ", r"\s+")
    return re.compile(f"({names})(?![^\\W\\d])")
