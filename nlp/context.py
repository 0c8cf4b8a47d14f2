"""What a document knows about itself and lends to what it cites: its province, its date, its issuer.

"UBND tỉnh" in a document of Quảng Nam is Ủy ban nhân dân tỉnh Quảng Nam; "SNV" in a number is that province's
Sở Nội vụ.  Where the document does not make the place certain, the issuer stays without one.
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
from nlp.rules import issuing
from nlp.symbols import termless

_AREA = r"(?:tỉnh|Tỉnh|TỈNH|thành phố|Thành phố|THÀNH PHỐ|TP\.?|[Tt]ỉnh ủy|[Tt]hành ủy)"
_PLACED = re.compile(rf"(?<![^\W_]){_AREA}\s{{1,2}}(?=[A-ZĐÀ-Ỹ])")
_WORD = re.compile(r"[^\W_]+")
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
    """The district or commune that issued it ("huyện Thăng Bình"), "" for any other document."""

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
    if not province and document.issuer not in _central_names():
        province = _named_most(text)
    match = _DISTRICT.search(document.issuer)
    local = f"{match['level']} {match['name']}" if match else ""
    return Context(document.type, document.number, document.date, document.issuer, province, local)


def _province(issuer: str) -> str:
    """The province in the name of a body: after its level, or where it ends the name."""
    for match in _WORD.finditer(issuer):
        found = province_at(issuer, match.start()) if match[0][0].isupper() else None
        if found is None:
            continue
        levelled = issuer[: match.start()].rstrip().endswith(("tỉnh", "thành phố", "ủy", "uỷ"))
        if levelled or found[0] == len(issuer):
            return found[1]
    return ""


@cache
def _central_names() -> frozenset[str]:
    return frozenset(s.name for s in lexicon.symbols() if s.place == "none")


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


_BEFORE = re.compile(r"(?:(?:của|do|Ngày\s[^,]{6,30},)\s{1,8}|(?:^|[.;\n])\s{0,8})(?=[A-ZĐỦƯ])")
_ISSUES = re.compile(
    rf"\s{{1,2}}(?:\([^()]{{1,40}}\)\s)?(?:đã\s)?(?:{'|'.join(issuing().issues)})\s(?:các\s)?|\s{{1,2}}\("
)
_REACH = 140


def body_before(text: str, start: int) -> Issuer | None:
    """The body that a sentence names before its document; None where it names none.

    >>> body_before("theo đề nghị của Sở Nội vụ tại Tờ trình số 547/TTr-SNV", 31).name
    'Sở Nội vụ'
    """
    for match in reversed(list(_BEFORE.finditer(text, max(0, start - _REACH), start))):
        body = read(text, match.end())
        if body is not None and _ISSUES.fullmatch(text, body.end, start):
            return body
    return None


def issuer_of(hit: Hit, here: Context, text: str) -> str:
    """The full name of the issuing body: as the text says, else as the symbol shows; "" where uncertain.

    >>> issuer_of(Hit(0, 11, "Quyết định", "full", parse("126/QĐ-UBND")), Context(province="Quảng Nam"), "")
    'Ủy ban nhân dân tỉnh Quảng Nam'
    """
    if hit.number is not None and len(hit.number.bodies) > 1 and (joint := _by_number(hit.number, here)):
        return joint  # "của Bộ A, Bộ B": the text's first body is only one of them
    body = hit.body or (body_before(text, hit.start) if hit.worded and hit.type not in LAW_TYPES else None)
    by_text = _by_text(body, hit, here) if body is not None else ""
    return by_text or (_by_number(hit.number, here) if hit.number is not None else "") or _by_type(hit)


def _by_text(body: Issuer, hit: Hit, here: Context) -> str:
    if body.name in ("Trung ương", "Đảng bộ"):
        return ""
    if body.kind == "organisation" and hit.number is not None and _is_central(hit.number):
        return _by_number(hit.number, here)  # "Bộ LĐTBXH": the symbol knows the ministry's whole name
    if not body.needs_place:
        return body.name
    if hit.number is not None and body.kind == "council" and not body.level and _is_central(hit.number):
        return _by_number(hit.number, here)
    place = _place_for(body, here)
    if not place:
        return body.name
    bare = body.name.removesuffix(f" {body.level}") if body.level else body.name
    return f"{bare} {place}"


def _is_central(number: Number) -> bool:
    """Whether the symbol is one of a body that needs no place."""
    symbol = _symbols().get(number.bodies[0]) if number.bodies else None
    return symbol is not None and symbol.place == "none"


_PROVINCES_PARTY = re.compile(r".*(?:Tỉnh|Thành) ủy")
_LOCAL_PARTY = re.compile(r".*(?:Huyện|Quận|Thị) ủy")


def _place_for(body: Issuer, here: Context) -> str:
    """What completes a body's name: "tỉnh Quảng Nam", for the Party "Quảng Nam"; "" if uncertain."""
    if body.kind == "party":
        return _party_place(body, here)
    provincial = body.level or here.is_provincial or body.name.startswith("Sở")
    if body.level in ("tỉnh", "") and here.province and provincial:
        return f"{grade(here.province)} {here.province}"
    if body.level == "thành phố" and here.province and grade(here.province) == "thành phố":
        return f"thành phố {here.province}"
    if body.level in _LOCAL_LEVELS and here.local.startswith(body.level + " "):
        return here.local
    return ""


def _party_place(body: Issuer, here: Context) -> str:
    if _PROVINCES_PARTY.fullmatch(body.name):
        return here.province
    if body.level == "tỉnh" and body.name.removesuffix(" tỉnh").endswith("Đảng bộ"):
        return f"tỉnh {here.province}" if here.province else ""
    return here.local.partition(" ")[2] if _LOCAL_PARTY.fullmatch(body.name) else ""


@cache
def _symbols() -> dict[str, lexicon.Symbol]:
    found: dict[str, lexicon.Symbol] = {}
    for symbol in lexicon.symbols():
        for name in (symbol.symbol, *symbol.variants):
            found.setdefault(name, symbol)
    return found


def _by_number(number: Number, here: Context) -> str:
    own = parse(here.number) if here.number else None
    same = own is not None and number.bodies and number.bodies == own.bodies
    if same and number.bodies[0] not in issuing().shared:
        return here.issuer
    # The Party's shape: in "120-CV/BTC" the body is Ban Tổ chức, not Bộ Tài chính.
    party = number.sep == "-" and "/" in number.symbol and not number.is_reversed and number.tokens[0] != "L"
    names = [name for token in number.bodies if (name := _by_symbol(token, here, party=party))]
    return ", ".join(names) if len(names) == len(number.bodies) else ""


def _by_symbol(token: str, here: Context, *, party: bool) -> str:
    symbol = _symbols().get(token) or _symbols().get(termless(token))
    if symbol is None or (not symbol.certain and symbol.kind != "department"):
        return ""
    if party and symbol.kind not in ("party", "legacy"):
        return ""
    if symbol.symbol == "TW" or (symbol.kind == "party" and symbol.place == "any"):
        return ""
    if symbol.place == "none" or symbol.symbol in issuing().generic:
        return symbol.name
    if not here.province:
        return ""
    city = grade(here.province) == "thành phố"
    if symbol.kind == "party":
        name = symbol.name.replace("Tỉnh ủy", "Thành ủy") if city else symbol.name
        return f"{name} {here.province}" if symbol.place == "province" else ""
    if symbol.place == "province" or (symbol.place == "any" and here.is_provincial):
        return f"{symbol.name} {grade(here.province)} {here.province}"
    return ""


def generic_token(number: str) -> str:
    """The body in a number of which a province has many, "" where it has none.

    >>> generic_token("62/BC-BQL"), generic_token("126/QĐ-UBND")
    ('BQL', '')
    """
    parsed = parse(number) if number else None
    return next((token for token in parsed.bodies if token in issuing().generic), "") if parsed else ""


_CENTRAL_COMMITTEE = re.compile("Trung ương|TW")


def _by_type(hit: Hit) -> str:
    """Laws are the National Assembly's, ordinances its Standing Committee's, decrees the Government's."""
    if hit.type == "Nghị quyết" and hit.number is None and _CENTRAL_COMMITTEE.search(hit.name):
        return "Ban Chấp hành Trung ương"
    is_serial = hit.number is not None and not hit.number.symbol
    return "" if is_serial and hit.type != "Nghị định" else issuing().by_type.get(hit.type, "")
