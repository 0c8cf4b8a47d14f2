"""The end of an official document: signature, recipients, and the dates between which it is in force.

Signature with capacity (TM., KT., TL., TUQ., Q.; the Party's T/M, K/T, T/L) and "Nơi nhận" as in Nghị định
30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9; the attestation of a consolidated text as in Pháp lệnh
01/2012/UBTVQH13.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp import dates
from nlp.bodies import is_body
from nlp.clean import fold
from nlp.formulas import ANNEX_HEADINGS, CAPACITIES, OFFICES, RANKS, SURNAMES, any_of
from nlp.pieces import Piece, is_capitals, pieces

REACH = 6_000
"""How many characters a closing may take."""

_OFFICES = any_of(o.upper() for o in OFFICES)
_CAPACITY = rf"(?:{any_of(CAPACITIES)})(?:\.\s*|\s+)(?=[A-ZĐÀ-Ỹ]{{2}})"
_STARTS = re.compile(
    rf"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)[ *_]*(?::|\n)|(?<![^\W_])(?:{_CAPACITY})|XÁC THỰC VĂN BẢN HỢP NHẤT|(?:^|[\t|])[ *]*(?:Q\.\s*)?(?:{_OFFICES})(?![^\W\d_])[^\n\t|a-zà-ỹ]*(?=[\n\t|]|$)",
    re.MULTILINE,
)
_END_MARK = re.compile(r"\./\.|\.\s?/\s?\.")
_OFFICE = re.compile(rf"(?:(?:{any_of(CAPACITIES)})[. ]\s*)*(?:(?:QUYỀN\s+)?(?:{_OFFICES}))(?![^\W\d_])")
_RANK = re.compile(rf"(?:(?:{any_of(RANKS)})(?:[.:,]\s*|\s+))+", re.IGNORECASE)
_SYLLABLE = r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?:['’][A-ZĐa-zà-ỹ]+)?|[A-ZĐÀ-Ỹ]{2,})"
_NAME = re.compile(rf"{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}}")
_TRAILING_NAME = re.compile(rf"[.;)\]]\s+({_SYLLABLE}(?: {_SYLLABLE}){{1,4}})$")
_SIGNED = re.compile(r"[\[(]?\s*(?:đã ký|da ky|daky|ký tên|đã kí)[^\])]*[\])]?", re.IGNORECASE)
_ANNEX = re.compile(rf"(?:{any_of(h.capitalize() for h in ANNEX_HEADINGS)}|{any_of(h.upper() for h in ANNEX_HEADINGS)})\b|\((?:Kèm|Ban hành)")
_RECIPIENTS = re.compile(r"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)\s*:?\s*")
_ITEM = re.compile(r"(?:^|(?<=[;.:,])\s*|\s{2,})[-–+•]\s*")
_IN_FORCE = re.compile(
    r"(?P<type>[A-ZĐ][a-zà-ỹđ]+(?: [a-zà-ỹđ]+){0,2}) này\s+(?:chính\s+thức\s+)?(?:sẽ\s+)?có\s+hiệu\s+lực(?P<tail>[^.;\n]{0,40}(?:\n?[^.;\n]){0,160})"
)
_EXPIRES = re.compile(r"(?:đến\s+hết|đến|tới|hết\s+hiệu\s+lực\s+(?:kể\s+)?(?:từ|sau))\s+(?P<date>ngày\s+\d[^.;\n]{6,30})")
_FROM = re.compile(r"^[^.;]*?(?:kể\s+|tính\s+)?từ\s+(?:(?P<date>ngày\s+\d[^.;]{6,28})|(?P<signing>(?:ngày\s+)?(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua)))")
_SENTENCE_START = re.compile(r"(?:^|[\n.)\]:*|\-])[ \t*]*\Z")
_PASSED = re.compile(r"thông\s+qua\s+(?=ngày\s+\d)[^.;]{8,40}")


@dataclass(frozen=True, slots=True)
class Closing:
    """``start`` to ``end`` in the text; both the length of the text where there is no closing."""

    start: int
    end: int
    signer: str = ""
    recipients: tuple[str, ...] = ()


def read(text: str, start: int) -> Closing:
    """The closing of a cleaned text whose body begins at ``start``.

    >>> text = "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./.\\nNơi nhận:\\n- Như Điều 3;\\n- Lưu: VT.\\nKT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC\\nTrần Văn An"
    >>> read(text, 0).signer, read(text, 0).recipients
    ('Trần Văn An', ('Như Điều 3', 'Lưu: VT'))
    """
    at = _start(text, start)
    if at < 0:
        return Closing(len(text), len(text))
    found = pieces(text, at, min(len(text), at + REACH))
    signer, signed_to = _signer(found)
    recipients, listed_to = _recipients(found)
    return Closing(at, max(signed_to, listed_to, at), signer, recipients)


def _start(text: str, start: int) -> int:
    """Where the document's own closing begins: the first that follows an end mark, else the first with "Nơi nhận"."""
    first_list = first_signature = -1
    for match in _STARTS.finditer(text, start):
        at = match.start() + (match[0][:1] in "\n\t|")
        before = text[max(start, at - 500) : at]
        if _END_MARK.search(before):
            return _line_start(text, at, start)
        if match[0][0] == "N" and match[0][1] in "ơƠ":
            if first_list < 0 and _recipients(pieces(text, at, min(len(text), at + 600)))[0]:
                first_list = at
        elif first_signature < 0 and _signer(pieces(text, at, min(len(text), at + 600)))[0]:
            first_signature = at
    found = [at for at in (first_list, first_signature) if at >= 0]
    return _line_start(text, min(found), start) if found else -1


def _line_start(text: str, at: int, start: int) -> int:
    return max(start, text.rfind("\n", start, at) + 1)


def _signer(found: Sequence[Piece]) -> tuple[str, int]:
    """The printed name below the office, without rank or degree, and the offset after it."""
    held = False
    trailing: tuple[str, int] | None = None
    for piece in found:
        words = _SIGNED.sub(" ", piece.words).strip(" .*|[]")
        if not held and (office := _OFFICE.search(words)):
            held = True
            words = words[office.end() :]
        if not held and not words.startswith("-"):
            continue
        if match := _TRAILING_NAME.search(words):
            trailing = trailing or (match[1], piece.end)
        while held and (office := _OFFICE.match(words.strip())):
            words = words.strip()[office.end() :]
        name = _RANK.sub("", words.strip(" .,-–:"), count=1).strip()
        if held and _is_name(name):
            return _spelt(name), piece.end
        if held and (piece.kind in ("basis", "enacts", "motto", "type", "number") or _ANNEX.match(words)):
            break
    return (_spelt(trailing[0]), trailing[1]) if trailing and held else ("", 0)


def _is_name(words: str) -> bool:
    if not _NAME.fullmatch(words) or _OFFICE.match(words) or len(words) > 40:
        return False
    if is_capitals(words):
        return words.split()[0].lower() in SURNAMES and not is_body(words)
    return not is_body(words) and len(words.split()) <= 6


def _spelt(name: str) -> str:
    return name.title() if is_capitals(name) else name


def _recipients(found: Sequence[Piece]) -> tuple[tuple[str, ...], int]:
    """ "Nơi nhận:" and its list up to "Lưu"; a signature that the page sets beside it is left out."""
    entries: list[str] = []
    end = 0
    listing = False
    for piece in found:
        words = piece.words
        if not listing:
            match = _RECIPIENTS.search(words)
            if match is None:
                continue
            listing, end = True, piece.end
            words = words[match.end() :]
        if _OFFICE.match(words) or _CAPACITY_HEAD.match(words):
            continue
        items = [i.strip() for i in _ITEM.split(words)]
        if items[0] and entries and not entries[-1].endswith((";", ".")) and not _is_name(items[0]):
            entries[-1] += f" {items[0]}"
            end = piece.end
        for item in items[1:]:
            entries.append(_OFFICE.sub("", item).strip())
            end = piece.end
        if entries and entries[-1].lower().startswith("lưu") and entries[-1].endswith("."):
            break
    return tuple(e.rstrip(" ;.*").strip() for e in entries if e.rstrip(" ;.*")), end


_CAPACITY_HEAD = re.compile(_CAPACITY)


def in_force(text: str, start: int, end: int, *, type: str, signed: str) -> tuple[str, str]:
    """From when and until when the document says it is in force, ISO or "".

    "Quyết định này có hiệu lực kể từ ngày ký" is the document's own date.

    >>> in_force("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2024.", 0, 63, type="Nghị định", signed="")
    ('2024-05-01', '')
    """
    effective = expires = ""
    for match in _IN_FORCE.finditer(text, start, end):
        before = text[max(start, match.start() - 60) : match.start()]
        if not fold(match["type"]).endswith(fold(type)) or not _SENTENCE_START.search(before):
            continue
        tail = re.sub(r"\s+", " ", match["tail"])
        if begins := _FROM.match(tail):
            found = dates.read(begins["date"]).iso if begins["date"] else signed if len(signed) == 10 else ""
            effective = found or effective
        if ends := _EXPIRES.search(tail):
            found = dates.read(ends["date"]).iso
            expires = found if found != effective else expires
    return effective, expires


def passed(text: str, start: int, end: int) -> str:
    """The day on which an assembly passed its act: "… thông qua ngày 13 tháng 11 năm 2020", ISO or ""."""
    last = ""
    for match in _PASSED.finditer(text, max(start, end - 1_500), end):
        last = dates.read(match[0]).iso or last
    return last
