"""The grammar of document numbers: ``parse``, canonical form, ``render``.

A State document is numbered ``serial/TYPE-BODY`` ("2817/QĐ-UBND"), a normative one carries its year
("34/2016/NĐ-CP"), a công văn has no type ("1105/UBND-TH") (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục
III; Luật 64/2025/QH15).  A Party document is ``serial-TYPE/ORGAN`` ("18-NQ/TW", Hướng dẫn 36-HD/VPTW).
Older forms ("53-HĐBT", "500-BYT/QĐ", "84 TC/CĐKT") are kept as printed.  A printed form is mended only
where the grammar leaves one reading: ``53/TBVPCP`` can only be ``53/TB-VPCP``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from nlp import lexicon
from nlp.rules import numbering
from nlp.symbols import abbreviations, bodies, mixed, party, state, termless

_CAPITAL = "[A-ZĐƯÔ][A-ZĐƯÔÂÊ&]{0,24}"
_MIXED = "|".join(map(re.escape, mixed()))
_TERM = r"(?:I?[\dIlO]{1,3})?"
_TOKEN = rf"(?>(?:{_MIXED}|{_CAPITAL}{_TERM})(?![^\W_]))"
"""One part of a symbol: "NĐ", "TTg", "QH15".  Atomic, so that a long symbol is never tried anew."""
_MORE = r"[\dOIl]{0,4}(?:\.\d{1,3})?(?:\s?[a-zđA-EĐ](?![^\W_]))?"
SERIAL = rf"(?:[lI](?=\d{{2,4}}\s?/))?\d{_MORE}"
_FULL_YEAR = r"(?:19|20|2O)[\dOIl]{2}(?!\d)"
_SHORT_YEAR = r"\d{2,3}(?=\s?[/-]\s?[A-ZĐ])"
YEAR = rf"\s?/\s?(?:{_FULL_YEAR}|{_SHORT_YEAR})"
_PARTED = r"\s[-/]\s(?=(?:UBND|HĐND|CP|TTg|TU|TW|HU|VP|S[A-ZĐ]|B[A-ZĐ]))"
_DOT = r"(?:(?<=QĐ)|(?<=NĐ)|(?<=NQ)|(?<=KH)|(?<=TB))\.(?=(?:TTg|CP|UBND|UB|HĐND|TU|TW)(?![^\W_]))"
"""A slip of the typist for the hyphen: "QĐ.TTg"."""
_JOINT = rf"(?:\s?[-/]|[-/]\s?\n?|{_DOT})"
_YEAR_LAST = r"\s?/\s?(?:19|20)\d\d(?![\d/])"
"""As enterprises number: "12/CV-KT/2011"."""
SYMBOL = rf"{_TOKEN}(?>{_PARTED}{_TOKEN})?(?>{_JOINT}{_TOKEN}|\.\d{{1,2}}(?!\d)){{0,9}}(?:{_YEAR_LAST})?"
_AFTER_YEAR, _AFTER_SERIAL = r"\s?[-/]\s?", r"\s?[-/]\s{0,2}"
_REST = rf"(?:{YEAR}{_AFTER_YEAR}|{_AFTER_SERIAL}){SYMBOL}"
NUMBER = rf"{SERIAL}{_REST}"
"""A whole number with its symbol, as it may be printed (spaces and line breaks at the joints)."""
SPACED = rf"{SERIAL}\s?(?:{_TOKEN})(?:[-/]{_TOKEN})+"
"""The old form with a space (or nothing) for the slash, "84 TC/CĐKT": only after a type word."""

_ALONE = r"(?<!\w[\dlI])(?<![/.,-][\dlI])(?<!\d\s[\dlI])"
LONE = re.compile(rf"[\dlI]{_ALONE}(?:(?<=\d)|(?=\d{{2,4}}\s?/)\d){_MORE}{_REST}(?![^\W_])")
"""A number that is no part of a longer one; begins with a class, which the engine looks for fast."""

_SEP = r"(?P<sep>[-/]|\s|)"
_WHOLE = re.compile(rf"(?P<serial>{SERIAL})(?:(?P<year>{YEAR}))?\s*{_SEP}\s*(?P<symbol>{SYMBOL})")
_SERIAL = re.compile(SERIAL)
_SPLIT = re.compile(rf"\s*([-/]|{_DOT})\s*")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its parts: "34/2016/NĐ-CP" is serial 34, year 2016, separator "/", symbol "NĐ-CP".

    A number that stands alone ("Nghị quyết số 1241") has no symbol.
    """

    serial: str
    year: str = ""
    sep: str = "/"
    symbol: str = ""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The symbol's parts: "TTLT-BTP-BNV" is ("TTLT", "BTP", "BNV")."""
        return _symbol(self.symbol).tokens

    @property
    def abbrev(self) -> str:
        """The type's abbreviation in the symbol, "" for a công văn or a law ("80/2015/QH13").

        >>> parse("2817/QĐ-UBND").abbrev, parse("500-BYT/QĐ").abbrev, parse("1105/UBND-TH").abbrev
        ('QĐ', 'QĐ', '')
        """
        return _symbol(self.symbol).abbrev

    @property
    def bodies(self) -> tuple[str, ...]:
        """The symbols of the issuing bodies: "NĐ-CP" is ("CP",); a công văn's drafting unit is left out.

        >>> parse("02/2008/TTLT-BTP-BNV").bodies, parse("1105/UBND-TH").bodies
        (('BTP', 'BNV'), ('UBND',))
        """
        return _symbol(self.symbol).bodies

    @property
    def is_reversed(self) -> bool:
        """The body stands before the type, as in "500-BYT/QĐ" and "07/2000/BYT-QĐ"."""
        return _symbol(self.symbol).is_reversed


@dataclass(frozen=True, slots=True)
class _Symbol:
    tokens: tuple[str, ...]
    abbrev: str
    bodies: tuple[str, ...]
    is_reversed: bool = False


@lru_cache(maxsize=8192)
def _symbol(symbol: str) -> _Symbol:
    """What the parts of a symbol stand for."""
    tokens = tuple(t for t in re.split("[-/]", symbol) if t)
    if not tokens:
        return _Symbol((), "", ())
    known = abbreviations()
    if len(tokens) == 2 and tokens[0] not in known and tokens[1] in known:
        return _Symbol(tokens, tokens[1], tokens[:1], is_reversed=True)
    if tokens[0] in numbering().joint:
        return _Symbol(tokens, tokens[0], tokens[1:])
    if tokens[0] in known:
        return _Symbol(tokens, tokens[0], tuple(t for t in tokens[1:] if t not in known)[:1])
    return _Symbol(tokens, "", tokens[:1])


@cache
def _types() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[str, str]] = {}
    for t in lexicon.types():
        if t.abbrev and t.family != "copy":
            found.setdefault(t.abbrev, {}).setdefault(
                t.name, "licence" if t.family == "licence" else "document"
            )
    return {abbrev: tuple(names.items()) for abbrev, names in found.items()}


def types_of(number: Number) -> tuple[str, ...]:
    """The types that the symbol can stand for; () where it names none.

    >>> types_of(parse("66-QĐ/TW"))
    ('Quyết định', 'Quy định')
    """
    return tuple(name for name, _ in _types().get(number.abbrev, ()))


def type_of(number: Number) -> tuple[str, Literal["document", "licence"]]:
    """The likeliest type by the symbol alone, and its kind; ("Công văn", "document") where it shows none.

    >>> type_of(parse("5231/KH-UBND")), type_of(parse("1584/GP-BTNMT")), type_of(parse("1105/UBND-TH"))
    (('Kế hoạch', 'document'), ('Giấy phép', 'licence'), ('Công văn', 'document'))
    """
    if known := _types().get(number.abbrev):
        return known[0][0], "licence" if known[0][1] == "licence" else "document"
    last = termless(number.tokens[-1]) if number.tokens else ""
    return numbering().by_body.get(last, "Công văn"), "document"


def render(number: Number) -> str:
    """The canonical spelling: ``render(parse(x)) == x`` for every correct ``x``.

    >>> render(Number("34", "2016", "/", "NĐ-CP"))
    '34/2016/NĐ-CP'
    """
    year = f"/{number.year}" if number.year else ""
    return f"{number.serial}{year}" + (f"{number.sep}{number.symbol}" if number.symbol else "")


@lru_cache(maxsize=65536)
def parse(printed: str) -> Number | None:
    """The parts of a printed number in canonical form; None where it is no number.

    >>> render(parse("53/TBVPCP")), render(parse("10- ĐA/TU")), render(parse("18-NQ-TW"))
    ('53/TB-VPCP', '10-ĐA/TU', '18-NQ/TW')
    >>> [render(parse(n)) for n in ("11/2024/QĐUBND", "38-CT/TTg", "500-BYT/QĐ", "66.13/2026/NQ-CP")]
    ['11/2024/QĐ-UBND', '38/CT-TTg', '500-BYT/QĐ', '66.13/2026/NQ-CP']
    >>> parse("QĐ-UBND") is None
    True
    """
    printed = printed.strip()
    match = _WHOLE.fullmatch(printed)
    if match is None:
        return Number(_digits(printed)) if _SERIAL.fullmatch(printed) else None
    tokens, joints = _mended(*_split(match["symbol"]))
    year = _full_year(_digits(_unspaced(match["year"] or "").strip("/")))
    number = Number(_digits(_unspaced(match["serial"])), year, match["sep"].strip() or " ")
    return _shaped(number, tokens, joints)


def _full_year(year: str) -> str:
    """ "98" can only be 1998; a year that lost a figure ("009") stays as printed."""
    return f"19{year}" if len(year) == 2 and year >= "45" else year


def canonical(printed: str) -> str:
    """The canonical spelling of a printed number, or the printed one without spaces where it is no number.

    >>> canonical("56/2022/TTBTC"), canonical("866/QĐ-Tg"), canonical("80/2015/QHI3")
    ('56/2022/TT-BTC', '866/QĐ-TTg', '80/2015/QH13')
    """
    number = parse(printed)
    return render(number) if number else _unspaced(printed)


def _unspaced(printed: str) -> str:
    return "".join(printed.split())


def _digits(serial: str) -> str:
    head = re.match(r"[lI]?\d[\dOIl]*", serial)
    if head is None:
        return serial
    return head[0].replace("O", "0").replace("I", "1").replace("l", "1") + serial[head.end() :]


def _split(symbol: str) -> tuple[list[str], list[str]]:
    """The parts of a printed symbol, and what joins them."""
    parts = _SPLIT.split(symbol)
    return parts[0::2], parts[1::2]


def _mended(tokens: list[str], joints: list[str]) -> tuple[list[str], list[str]]:
    """Repair what can be read in one way only: misprints, a term's figures, a missing hyphen."""
    out: list[str] = []
    marks: list[str] = []
    for index, printed in enumerate(tokens):
        token = _term(numbering().misprints.get(printed, printed))
        if token in ("ND", "QD") and index == 0 and len(tokens) > 1:
            token = token.replace("D", "Đ")  # typed without its stroke
        if out == ["NĐ"] and token == "TTg":
            token = "CP"  # a decree is the Government's (Luật 64/2025/QH15, Điều 4)
        glued = _unglued(token) if index == 0 else None
        if glued is not None:
            out.append(glued[0])
            marks.append("-")
            token = glued[1]
        out.append(token)
        marks += joints[index : index + 1]
    return out, marks


def _term(token: str) -> str:
    """The figures of a term that were read as letters: "QHI3" is "QH13"."""
    term = _termed().fullmatch(token)
    return term["body"] + _digits("0" + term["term"])[1:] if term else token


@cache
def _termed() -> re.Pattern[str]:
    return re.compile(rf"(?P<body>{'|'.join(numbering().terms)})(?P<term>[\dIlO]{{1,3}})")


def _unglued(token: str) -> tuple[str, str] | None:
    """ "TBVPCP" is TB + VPCP; None where no body's symbol ends it, or where it can be split in two ways."""
    if token in bodies() or token in abbreviations():
        return None
    splits = [(token[:cut], token[cut:]) for cut in range(2, min(6, len(token)))]
    known = [(kind, body) for kind, body in splits if kind in abbreviations() and body in bodies()]
    return known[0] if len(known) == 1 else None


_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)\d+")


def _shaped(number: Number, tokens: list[str], joints: list[str]) -> Number:
    """Set slash and hyphen as the family of the number demands; leave older forms as printed."""
    symbol = tokens[0] + "".join(j + t for j, t in zip(joints, tokens[1:], strict=True))
    if len(tokens) >= 2 and tokens[0] in abbreviations():
        kind, body = tokens[:2]
        if body in party() and not number.year and len(tokens) == 2:
            return replace(number, sep="-", symbol=f"{kind}/{body}")
        if body not in state() or body in numbering().legacy or kind in numbering().joint:
            return replace(number, symbol=symbol)
        exchanged = number.sep == "-" and len(tokens) == 2 and body in numbering().never_party
        if number.sep == "/" or exchanged:
            return replace(number, sep="/", symbol="-".join(tokens))
    elif len(tokens) == 1 and _ASSEMBLY.fullmatch(symbol):
        return replace(number, sep="/", symbol=symbol)
    return replace(number, symbol=symbol)
