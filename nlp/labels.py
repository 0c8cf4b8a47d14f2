"""Labels at the head of a line: "Điều 5.", "Chương II", "I.", "2.1.", "a)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp.formulas import UPPER

Style = Literal["part", "chapter", "section", "subsection", "article", "capital", "roman", "arabic", "letter"]

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of điểm, in order (Nghị định 30/2020/NĐ-CP, Phụ lục I: the Vietnamese alphabet)."""
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("nhất", "hai|nhì", "ba", "tư|bốn", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười"), 1
    )
    for word in words.split("|")
}
_WORDS: dict[str, Style] = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "điều": "article",
    "khoản": "article",
}
_LEAD = r"[ \t>#*_|]*"
_WORDED = re.compile(
    rf"{_LEAD}(?P<word>P(?:hần|HẦN)|C(?:hương|HƯƠNG)|M(?:ục|ỤC)|T(?:iểu mục|IỂU MỤC)|Đ(?:iều|IỀU)"
    r"|Khoản(?=\s+thứ))"
    rf"\s+(?:(?P<figure>\d{{1,4}})(?P<suffix>[a-zđ]?\d?)|(?P<roman>[IVXLC]+)(?P<more>[a-z]?)"
    rf"|(?:thứ|THỨ)\s+(?P<ordinal>\w+)|(?P<capital>[A-Z]))"
    rf"(?:\s*\\?[.:)]|\s+[-–]|\**\s*$|(?P<loose>\s+(?=[*“(]*[{UPPER}])))[ \t]*"
)
_NUMBERED = re.compile(
    rf"{_LEAD}(?:(?P<path>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}})(?:\\?[.)/]|\s?[-–](?=\s))"
    rf"|(?P<roman>[IVXL]{{1,7}})\s?\\?[.)/–-]|(?P<capital>[A-H])\s?\\?[.)/–-](?![A-Z]{{1,4}}\W)"
    rf"|(?P<letter>[a-zđ])(?P<figure>\d?)\\?[.)])(?P<gap>[ \t*_]*)(?=[*“\"(]*(?P<first>\w))"
)
CANDIDATE = re.compile(
    rf"^{_LEAD}(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}\s?\\?[.)/–-]|[IVXLA-H]{{1,7}}\s?\\?[.)/–-]|[a-zđ]\d?\\?[.)]"
    r"|(?:P[hH]|C[hH]|M[uụỤ]|T[iI]|Đ[iI]|Kho)\w+[ \t])[^\n]*",
    re.MULTILINE,
)
"""A line that may begin with a label: what :func:`label_of` is asked about."""
_DATE = re.compile(r"\s*\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{4}")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FORBIDDEN = re.compile(r"\t.*\t|^\s*\|.*\|.*\|")
"""A row of a table: two cell borders or more."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its style, ``path`` of ordinals ("2.1" is (2, 1)), as printed, and its place in the line.

    ``capital``: a capital, a figure or a quotation mark follows, as at the head of a sentence; ``loose``:
    nothing parts the label from it, as in "Điều 5 Nghị định này".
    """

    style: Style
    path: tuple[int, ...]
    printed: str
    at: int
    end: int
    suffix: str = ""
    capital: bool = True
    loose: bool = False


def label_of(line: str) -> Label | None:
    """The label that a line begins with, None where it begins with none.

    >>> label = label_of("2.1. Về đất đai")
    >>> label.style, label.path, label.printed
    ('arabic', (2, 1), '2.1')
    >>> label_of("Điều 5 của Luật này"), label_of("15/6/2026 là hạn"), label_of("- Điều 1. Phạm vi")
    (None, None, None)
    """
    if match := _WORDED.match(line):
        return _worded(match)
    match = _NUMBERED.match(line)
    if match is None or _DATE.match(line) or _FORBIDDEN.search(line):
        return None
    return _numbered(match)


def _worded(match: re.Match[str]) -> Label | None:
    style = _WORDS[match["word"].lower()]
    ordinal = _value(match)
    if not ordinal:
        return None
    names = ("figure", "roman", "ordinal", "capital")
    name = next(n for n in names if match[n])
    printed = match[name] + (match["suffix"] or match["more"] or "")
    place = match.start("word"), match.end()
    return Label(style, (ordinal,), printed, *place, match["suffix"] or "", loose=match["loose"] is not None)


def _value(match: re.Match[str]) -> int:
    if match["figure"]:
        return int(match["figure"])
    if match["roman"]:
        return roman(match["roman"])
    if match["capital"]:
        return ord(match["capital"]) - ord("A") + 1
    return _ORDINALS.get(match["ordinal"].lower(), 0)


def _numbered(match: re.Match[str]) -> Label | None:
    first = match["first"]
    spaced = bool(match["gap"])
    capital = first.isupper() or not first.isalpha()
    place = match.end()
    if path := match["path"]:
        if not spaced and not first.isupper():
            return None
        return Label(
            "arabic", tuple(map(int, path.split("."))), path, match.start("path"), place, "", capital
        )
    if not spaced and not capital and match["letter"] is None:
        return None  # "V/v", "A.b"
    if figure := match["roman"]:
        if not (value := roman(figure)):
            return None
        return Label("roman", (value,), figure, match.start("roman"), place, "", capital)
    if letter := match["capital"]:
        return Label(
            "capital", (ord(letter) - ord("A") + 1,), letter, match.start("capital"), place, "", capital
        )
    letter = match["letter"]
    if letter not in LETTERS:
        return None
    printed = letter + match["figure"]
    path_ = (LETTERS.index(letter) + 1,)
    return Label("letter", path_, printed, match.start("letter"), place, match["figure"], True)


def roman(figure: str) -> int:
    """The value of a Roman figure, 0 where it is none.

    >>> roman("XIV"), roman("IVI")
    (14, 0)
    """
    total = 0
    for sign, following in zip(figure, [*figure[1:], ""], strict=True):
        value = _ROMAN[sign]
        total += -value if following and _ROMAN[following] > value else value
    return total if _spelt(total) == figure else 0


def _spelt(value: int) -> str:
    out = ""
    for number, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= number:
            out += sign
            value -= number
    return out


__all__ = ["LETTERS", "Label", "Style", "label_of", "roman"]
