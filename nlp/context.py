"""What a document knows about itself and lends to what it cites: its province, its date, its issuer.

"UBND tỉnh" in a document of Quảng Nam is Ủy ban nhân dân tỉnh Quảng Nam; "SNV" in a number is that province's Sở
Nội vụ.  Where the document does not make the place certain, the issuer stays without one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from nlp import lexicon
from nlp.hits import Hit
from nlp.issuers import Issuer, grade, province_at, read
from nlp.model import Document
from nlp.names import LAW_TYPES
from nlp.number import Number, parse

_PLACED = re.compile(
    r"(?<![^\W_])(?:tỉnh|Tỉnh|TỈNH|thành phố|Thành phố|THÀNH PHỐ|TP\.?|[Tt]ỉnh ủy|[Tt]hành ủy)\s{1,2}(?=[A-ZĐÀ-Ỹ])"
)
_DISTRICT = re.compile(
    r"(?<![^\W_])(?P<level>huyện|quận|thị xã|xã|phường|thị trấn)\s(?P<name>[^\W_]+(?:\s[^\W_]+){0,3})$"
)
_LOCAL_LEVELS = frozenset({"huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})


@dataclass(frozen=True, slots=True)
class Context:
    """The citing document as far as identity needs it; unknown is ""."""

    type: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    province: str = ""
    local: str = ""
    """The district or commune that issued it ("huyện Thăng Bình"), "" for a province's or a central document."""

    @property
    def is_provincial(self) -> bool:
        """It was issued at the level of the province."""
        return bool(self.province) and not self.local


def context(text: str, document: Document) -> Context:
    """The context of a document, from its own identity, else from the one province that it keeps naming.

    >>> context("Báo cáo của UBND tỉnh Quảng Nam …", Document(issuer="Sở Nội vụ tỉnh Quảng Nam")).province
    'Quảng Nam'
    """
    province = _province(document.issuer)
    if not province and not _is_central(document.issuer):
        province = _named_most(text)
    match = _DISTRICT.search(document.issuer)
    local = f"{match['level']} {match['name']}" if match else ""
    return Context(document.type, document.number, document.date, document.issuer, province, local)


def _province(issuer: str) -> str:
    for match in re.finditer(r"[^\W_]+", issuer):
        if match[0][0].isupper() and (found := province_at(issuer, match.start())) is not None:
            if issuer[: match.start()].rstrip().endswith(("tỉnh", "thành phố", "ủy", "uỷ")) or found[
                0
            ] == len(issuer):
                return found[1]
    return ""


@cache
def _central_names() -> frozenset[str]:
    return frozenset(s.name for s in lexicon.symbols() if s.place == "none")


def _is_central(issuer: str) -> bool:
    return issuer in _central_names()


def _named_most(text: str) -> str:
    """The province of a text that names one province far more often than any other.

    The only one named, or one named at least three times and in two of three places.
    """
    counts: Counter[str] = Counter()
    for match in _PLACED.finditer(text):
        found = province_at(text, match.end())
        if found is not None:
            counts[found[1]] += 1
    if not counts:
        return ""
    (first, most), total = counts.most_common(1)[0], sum(counts.values())
    return first if len(counts) == 1 or (most >= 3 and most * 3 >= total * 2) else ""


@cache
def _symbols() -> dict[str, lexicon.Symbol]:
    found: dict[str, lexicon.Symbol] = {}
    for symbol in lexicon.symbols():
        for name in (symbol.symbol, *symbol.variants):
            found.setdefault(name, symbol)
    return found


_BEFORE = re.compile(r"(?:của|do|Ngày\s[^,]{6,30},)\s(?=[A-ZĐỦƯ])")
_ISSUES = re.compile(
    r"\s{1,2}(?:\([^()]{1,40}\)\s)?(?:đã\s)?(?:tại|ban hành|ký ban hành|có|gửi|trình tại|thể hiện tại|nêu tại)\s(?:các\s)?"
)


def body_before(text: str, start: int) -> Issuer | None:
    """The body that a sentence names before its document: "theo đề nghị của Sở Nội vụ tại Tờ trình số 547/TTr-SNV"."""
    left = max(0, start - 140)
    for match in reversed(list(_BEFORE.finditer(text, left, start))):
        body = read(text, match.end())
        if body is not None and _ISSUES.fullmatch(text, body.end, start):
            return body
    return None


def issuer_of(hit: Hit, here: Context, text: str) -> str:
    """The full name of the issuing body: as the text says, else as the symbol shows, with its place where certain."""
    body = hit.body or (body_before(text, hit.start) if hit.worded and hit.type not in LAW_TYPES else None)
    by_text = _by_text(body, hit, here) if body is not None else ""
    return by_text or (_by_number(hit.number, here) if hit.number is not None else "") or _by_type(hit)


def _by_text(body: Issuer, hit: Hit, here: Context) -> str:
    if body.name in ("Trung ương", "Đảng bộ"):
        return ""
    if not body.needs_place:
        return body.name
    if (
        hit.number is not None
        and body.kind == "council"
        and not body.level
        and _symbol_needs_none(hit.number)
    ):
        return _by_number(hit.number, here)
    place = _place_for(body.level, body, here)
    if not place:
        return body.name
    bare = body.name.removesuffix(f" {body.level}") if body.level else body.name
    return f"{bare} {place}"


def _symbol_needs_none(number: Number) -> bool:
    symbol = _symbols().get(number.bodies[0]) if number.bodies else None
    return symbol is not None and symbol.place == "none"


def _place_for(level: str, body: Issuer, here: Context) -> str:
    """The place that completes a body's name: "tỉnh Quảng Nam", for the Party "Quảng Nam"; "" where uncertain."""
    if body.kind == "party":
        if re.match(r".*(?:Tỉnh|Thành) ủy$", body.name):
            return here.province
        if body.name.endswith("Đảng bộ") and level == "tỉnh":
            return f"tỉnh {here.province}" if here.province else ""
        return here.local.partition(" ")[2] if re.match(r".*(?:Huyện|Quận|Thị) ủy$", body.name) else ""
    if (
        level in ("tỉnh", "")
        and here.province
        and (level or here.is_provincial or body.name.startswith("Sở"))
    ):
        return f"{grade(here.province)} {here.province}"
    if level == "thành phố" and here.province and grade(here.province) == "thành phố":
        return f"thành phố {here.province}"
    if level in _LOCAL_LEVELS and here.local.startswith(level + " "):
        return here.local
    return ""


def _by_number(number: Number, here: Context) -> str:
    own = parse(here.number) if here.number else None
    if own is not None and number.bodies and number.bodies == own.bodies and number.bodies[0] not in _SHARED:
        return here.issuer
    names = [name for token in number.bodies if (name := _by_symbol(token, number, here))]
    return ", ".join(names) if len(names) == len(number.bodies) else ""


def _by_symbol(token: str, number: Number, here: Context) -> str:
    bare = re.sub(r"\d+$", "", token)
    symbol = _symbols().get(token) or _symbols().get(bare)
    if symbol is None or (not symbol.certain and symbol.kind != "department"):
        return ""
    if symbol.symbol == "TW" or (symbol.kind == "party" and symbol.place == "any"):
        return ""
    if symbol.place == "none" or symbol.symbol in GENERIC:
        return symbol.name
    if symbol.kind == "party":
        return f"{_party(symbol.name, here)}" if symbol.place == "province" and here.province else ""
    if symbol.place == "province" or (symbol.place == "any" and here.is_provincial):
        return f"{symbol.name} {grade(here.province)} {here.province}" if here.province else ""
    return ""


_SHARED = frozenset({"UBND", "HĐND", "UB", "TU", "TW", "CTUBND"})
"""Symbols that a province and its districts share: the citing document's own says nothing about the cited one's."""
GENERIC = {"BCĐ": "Ban Chỉ đạo", "BQL": "Ban Quản lý", "BTT": "Ban Thường trực"}
"""Symbols of bodies of which a province has many: the symbol shows the kind, not which."""


def generic_token(number: str) -> str:
    """The generic body in a number: "BQL" in "62/BC-BQL", "" in "126/QĐ-UBND"."""
    parsed = parse(number) if number else None
    return next((token for token in parsed.bodies if token in GENERIC), "") if parsed else ""


def _party(name: str, here: Context) -> str:
    name = name.replace("Tỉnh ủy", "Thành ủy") if grade(here.province) == "thành phố" else name
    return f"{name} {here.province}"


def _by_type(hit: Hit) -> str:
    """Laws and codes are the National Assembly's, ordinances its Standing Committee's (Hiến pháp 2013, Điều 70, 74)."""
    if hit.number is not None and not hit.number.symbol:
        return {"Nghị định": "Chính phủ"}.get(hit.type, "")
    if hit.type == "Nghị quyết" and re.search(r"Trung ương|TW", hit.name):
        return "Ban Chấp hành Trung ương"
    return {
        "Luật": "Quốc hội",
        "Bộ luật": "Quốc hội",
        "Hiến pháp": "Quốc hội",
        "Pháp lệnh": "Ủy ban Thường vụ Quốc hội",
        "Nghị định": "Chính phủ",
    }.get(hit.type, "")
