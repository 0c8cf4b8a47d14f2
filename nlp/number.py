"""The grammar of document numbers: ``parse``, canonical form, ``render``.

A State document is numbered ``serial/TYPE-BODY`` ("2817/QĐ-UBND"), a normative one carries its year
("34/2016/NĐ-CP"), a công văn has no type ("1105/UBND-TH") (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục III;
Luật 64/2025/QH15).  A Party document is ``serial-TYPE/ORGAN`` ("18-NQ/TW", Hướng dẫn 36-HD/VPTW).  Older forms
("53-HĐBT", "500-BYT/QĐ", "84 TC/CĐKT") are kept as printed.  A printed form is mended only where the grammar
leaves one reading: ``53/TBVPCP`` can only be ``53/TB-VPCP``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from nlp import lexicon

_TOKEN = (
    r"(?:TTrg|TTr|CTrPH|CTr|TTg|Tg|QyĐ|QYĐ|[SB]NgV|ThU|NQ\.?LT"
    r"|[A-ZĐƯÔ][A-ZĐƯÔÂÊ&]{0,24}(?:I?[\dIlO]{1,3})?)(?![^\W_])"
)
SERIAL = r"(?:[lI](?=\d{2,4}\s?/))?\d[\dOIl]{0,4}(?:\.\d{1,3})?(?:\s?[a-zđA-EĐ](?![^\W_]))?"
YEAR = r"\s?/\s?(?:(?:19|20|2O)[\dOIl]{2}(?!\d)|\d{2,3}(?=\s?[/-]\s?[A-ZĐ]))"
_PARTED = r"\s[-/]\s(?=(?:UBND|HĐND|CP|TTg|TU|TW|HU|VP|S[A-ZĐ]|B[A-ZĐ]))"
SYMBOL = rf"{_TOKEN}(?:(?:\s?[-/]|[-/.]\s|[-/]\s?\n?|{_PARTED}){_TOKEN}|\.\d{{1,2}}(?!\d)){{0,9}}"
NUMBER = rf"{SERIAL}(?:{YEAR}\s?[-/]\s?|\s?[-/]\s{{0,2}}){SYMBOL}"
"""A whole number with its symbol, as it may be printed (spaces and line breaks at the joints)."""
SPACED = rf"{SERIAL}\s?(?:{_TOKEN})(?:[-/]{_TOKEN})+"
"""The old form with a space (or nothing) for the slash, "84 TC/CĐKT": only after a type word."""

_WHOLE = re.compile(rf"(?P<serial>{SERIAL})(?:(?P<year>{YEAR}))?\s*(?P<sep>[-/]|\s|)\s*(?P<symbol>{SYMBOL})")
_SPLIT = re.compile(r"\s*([-/])\s*|\s+")
_LEGACY_BODIES = frozenset({"UB", "LB", "HĐBT", "CTN", "TC", "CT"})
_NEVER_PARTY = frozenset({"TTg", "CP", "UBND", "HĐND", "CTUBND", "VPCP"})
"""Bodies with no namesake in the Party: "38-CT/TTg" can only be 38/CT-TTg, but "120-CV/BTC" is Ban Tổ chức's."""


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
        return tuple(t for t in re.split(r"[-/]", self.symbol) if t)

    @property
    def abbrev(self) -> str:
        """The type's abbreviation in the symbol, "" for a công văn ("1105/UBND-TH") or a law ("80/2015/QH13").

        >>> parse("2817/QĐ-UBND").abbrev, parse("500-BYT/QĐ").abbrev, parse("1105/UBND-TH").abbrev
        ('QĐ', 'QĐ', '')
        """
        tokens = self.tokens
        for token in tokens[:1] + tokens[1:2] * (self.is_reversed):
            if token in abbreviations():
                return token
        return ""

    @property
    def is_reversed(self) -> bool:
        """The body stands before the type, as in "500-BYT/QĐ" and "07/2000/BYT-QĐ"."""
        tokens = self.tokens
        return len(tokens) == 2 and tokens[0] not in abbreviations() and tokens[1] in abbreviations()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The symbols of the issuing bodies: "NĐ-CP" is ("CP",); a công văn's drafting unit is left out."""
        tokens = self.tokens
        if not tokens:
            return ()
        if self.is_reversed:
            return tokens[:1]
        if tokens[0] in JOINT:
            return tokens[1:]
        if tokens[0] in abbreviations():
            return tuple(t for t in tokens[1:] if t not in abbreviations())[:1]
        return tokens[:1]


JOINT = frozenset({"TTLT", "NQLT", "CTrPH", "CTPH", "KHPH", "QCPH", "KHLT", "LB"})
"""Abbreviations that are followed by more than one issuing body."""


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of all types that stand in numbers ("QĐ", "TTr", "TTLT")."""
    return frozenset(t.abbrev for t in lexicon.types() if t.abbrev) - {"L"} | JOINT


def is_body(symbol: str) -> bool:
    """Whether a token is the symbol of a body in the lexicon: "UBND", "QH15", "UBTVQH14"."""
    return symbol in _bodies() or re.sub(r"\d+$", "", symbol) in _bodies()


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
    """The types that the symbol can stand for: "66-QĐ/TW" is a Quyết định or a Quy định; () without abbreviation."""
    return tuple(name for name, _ in _types().get(number.abbrev, ()))


def type_of(number: Number) -> tuple[str, Literal["document", "licence"]]:
    """The likeliest type by the symbol alone, and its kind; ("Công văn", "document") where it shows none.

    >>> type_of(parse("5231/KH-UBND")), type_of(parse("1584/GP-BTNMT")), type_of(parse("1105/UBND-TH"))
    (('Kế hoạch', 'document'), ('Giấy phép', 'licence'), ('Công văn', 'document'))
    """
    if known := _types().get(number.abbrev):
        return known[0][0], "licence" if known[0][1] == "licence" else "document"
    return _BY_BODY.get(
        re.sub(r"\d+$", "", number.tokens[-1] if number.tokens else ""), "Công văn"
    ), "document"


_BY_BODY = {
    "CP": "Nghị định",
    "HĐBT": "Nghị định",
    "TTg": "Quyết định",
    "QH": "Luật",
    "UBTVQH": "Nghị quyết",
    "CTN": "Luật",
}
"""Numbers without an abbreviation that are no công văn: "80/CP", "327/TTg", "80/2015/QH13"."""


@cache
def _bodies() -> frozenset[str]:
    return frozenset(name for s in lexicon.symbols() for name in (s.symbol, *s.variants))


@cache
def _party() -> frozenset[str]:
    return (
        frozenset(name for s in lexicon.symbols() if s.kind == "party" for name in (s.symbol, *s.variants))
        - _state()
    )


@cache
def _state() -> frozenset[str]:
    return frozenset(name for s in lexicon.symbols() if s.kind != "party" for name in (s.symbol, *s.variants))


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
    match = _WHOLE.fullmatch(printed.strip())
    if match is None:
        return Number(_digits(printed.strip())) if re.fullmatch(SERIAL, printed.strip()) else None
    tokens, seps = _tokens(match["symbol"])
    year = _full_year(_digits(re.sub(r"[\s/]", "", match["year"] or "")))
    tokens, seps = _mend(tokens, seps)
    sep = match["sep"] if match["sep"] in ("-", "/") else " "
    return _shape(Number(_digits(re.sub(r"\s", "", match["serial"])), year, sep), tokens, seps)


def _full_year(year: str) -> str:
    """ "98" can only be 1998; a year that lost a figure ("009") stays as printed."""
    return f"19{year}" if len(year) == 2 and year >= "45" else year


def canonical(printed: str) -> str:
    """The canonical spelling of a printed number, or the printed one without spaces where it is no number.

    >>> canonical("56/2022/TTBTC"), canonical("866/QĐ-Tg"), canonical("80/2015/QHI3")
    ('56/2022/TT-BTC', '866/QĐ-TTg', '80/2015/QH13')
    """
    number = parse(printed)
    return render(number) if number else re.sub(r"\s", "", printed)


def _digits(serial: str) -> str:
    head = re.match(r"[lI]?\d[\dOIl]*", serial)
    if head is None:
        return serial
    return head[0].replace("O", "0").replace("I", "1").replace("l", "1") + serial[head.end() :]


def _tokens(symbol: str) -> tuple[list[str], list[str]]:
    parts = [p for p in _SPLIT.split(symbol.strip()) if p]
    return parts[0::2], parts[1::2]


_MISPRINTS = {
    "Tg": "TTg",
    "TTG": "TTg",
    "UNBD": "UBND",
    "TƯ": "TW",
    "QYĐ": "QyĐ",
    "TTR": "TTr",
    "HDND": "HĐND",
}


def _mend(tokens: list[str], seps: list[str]) -> tuple[list[str], list[str]]:
    """Repair what can be read in one way only, and drop a tail that is no part of a symbol."""
    out: list[str] = []
    marks: list[str] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        token = _MISPRINTS.get(token, token)
        if (token in ("ND", "QD") and following) or (token == "ND" and following == "CP"):
            token = token.replace("D", "Đ")
        term = re.fullmatch(r"(QH|UBTVQH|HĐNN|QHK|UBTVQHK|UBPLTP)([\dIlO]{1,3})", token)
        if term:
            token = term[1] + _digits("0" + term[2])[1:]
        if out == ["NĐ"] and token == "TTg":
            token = "CP"  # a decree is the Government's (Luật 64/2025/QH15, Điều 4)
        if index == 0 and token not in _bodies() and token not in abbreviations():
            glued = _unglue(token)
            if glued:
                out.extend(glued)
                marks.append("-")
                if index < len(seps):
                    marks.append(seps[index])
                continue
        out.append(token)
        if index < len(seps):
            marks.append(seps[index])
    return out, marks


def _unglue(token: str) -> tuple[str, str] | None:
    """ "TBVPCP" is TB + VPCP, since VPCP is a body's symbol; None where it cannot be split, or in two ways."""
    splits = [
        (token[:cut], token[cut:])
        for cut in range(2, min(6, len(token)))
        if token[:cut] in abbreviations() and token[cut:] in _bodies()
    ]
    return splits[0] if len(splits) == 1 else None


def _shape(number: Number, tokens: list[str], seps: list[str]) -> Number:
    """Set slash and hyphen as the family of the number demands; leave older forms as printed."""
    symbol = tokens[0] + "".join(s + t for s, t in zip(seps, tokens[1:], strict=False))
    if len(tokens) >= 2 and tokens[0] in abbreviations():
        body = tokens[1]
        if body in _party() and not number.year and len(tokens) == 2:
            return replace(number, sep="-", symbol=f"{tokens[0]}/{body}")
        if body in _state() and body not in _LEGACY_BODIES and tokens[0] not in JOINT:
            if number.sep == "/" or (number.sep == "-" and len(tokens) == 2 and body in _NEVER_PARTY):
                return replace(number, sep="/", symbol="-".join(tokens))
    elif len(tokens) == 1 and re.fullmatch(r"(QH|UBTVQH)\d+", tokens[0]):
        return replace(number, sep="/", symbol=symbol)
    return replace(number, symbol=symbol)
