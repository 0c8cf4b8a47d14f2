"""The end of an official document: who signed it, and who receives it.

Signature with capacity (TM., KT., TL., TUQ., Q.; the Party's T/M, K/T, T/L) and "Nơi nhận" as in Nghị định
30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.bodies import is_body
from nlp.clean import fold
from nlp.formulas import ANNEX_HEADINGS, CAPACITIES, LOWER, OFFICES, RANKS, SURNAMES, UPPER, any_of
from nlp.pieces import Piece, is_capitals, pieces

REACH = 6_000
"""How many characters a closing may take."""

_TRIES, _LOOK = 40, 600
"""How many lists, and how many signatures, without an end mark before them are looked into."""
_OFFICES = any_of(o.upper() for o in OFFICES)
_CAPACITY = rf"(?:{any_of(CAPACITIES)})(?:\.\s*|\s+)(?=[{UPPER}]{{2}})"
_STARTS = re.compile(
    rf"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)[ *_.-]*(?::|\n)|(?<![^\W_]){_CAPACITY}|XÁC THỰC VĂN BẢN HỢP NHẤT"
    rf"|(?:^|[\t|])[ *]*(?:Q\.\s*)?(?:{_OFFICES})(?![^\W\d_])[^\n\t|{LOWER}]*(?=[\n\t|]|\Z)",
    re.MULTILINE,
)
_END_MARK = re.compile(r"\./\.|\.\s?/\s?\.")
_CAPACITIES = re.compile(rf"(?:{_CAPACITY})+")
_OFFICE = re.compile(rf"(?:{_CAPACITY})*(?:QUYỀN\s+)?(?:{_OFFICES})(?![^\W\d_])")
_OFFICE_NAME = re.compile(rf"(?:{any_of(fold(o) for o in OFFICES)})(?!\w)")
_RANK = re.compile(rf"(?:(?:{any_of(RANKS)})(?:[.:,]\s*|\s+))+", re.IGNORECASE)
_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]*(?:['’][{UPPER}{LOWER}]+)?|[{UPPER}]{{2,}})"
_NAME = re.compile(rf"{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}}")
_TRAILING_NAME = re.compile(rf"[.;)\]]\s+({_SYLLABLE}(?: {_SYLLABLE}){{1,4}})$")
_PLACEHOLDERS = frozenset({"họ và tên", "họ tên", "chữ ký", "ký tên", "người ký"})
_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã ký|da ky|daky|đã kí|chữ ký|ký tên)[^\])]*[\])]?|^[^\W\d]{1,4}\]", re.IGNORECASE
)
_RECIPIENTS = re.compile(r"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)[\s.]*(?::\s*|-(?=\s*(?:-|\n|$))|)\s*")
_ITEM = re.compile(r"(?:^|(?<=[;.:,])\s*|\s{2,})[-–+•]\s*")
_ANNEX = re.compile(
    rf"(?:{any_of(h.capitalize() for h in ANNEX_HEADINGS)}|{any_of(h.upper() for h in ANNEX_HEADINGS)})\b"
    r"|\((?:Kèm|Ban hành)"
)
_STOPS = " :;.,*"
_BREAKS = ("basis", "enacts", "motto", "type", "number")


@dataclass(frozen=True, slots=True)
class Closing:
    """``start`` to ``end`` in the text; both the length of the text where there is no closing."""

    start: int
    end: int
    signer: str = ""
    recipients: tuple[str, ...] = ()


def read(text: str, start: int) -> Closing:
    """The closing of a cleaned text whose body begins at ``start``.

    >>> text = "./.\\nNơi nhận:\\n- Như Điều 3;\\n- Lưu: VT.\\nKT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC\\nTrần Văn An"
    >>> read(text, 0).signer, read(text, 0).recipients
    ('Trần Văn An', ('Như Điều 3', 'Lưu: VT'))
    """
    at = _start(text, start)
    if at < 0:
        return Closing(len(text), len(text))
    found = pieces(text, at, min(len(text), at + REACH))
    signer, signed_to = _signer(found)
    after = next(
        (i for i, p in enumerate(found) if p.start >= signed_to > 0 and _begins_annex(p)), len(found)
    )
    recipients, listed_to = _recipients(found[:after])
    if recipients and not signer:
        signer, signed_to = _bare_signer([p for p in found if p.start >= listed_to])
    return Closing(at, max(signed_to, listed_to, at), signer, recipients)


def _start(text: str, start: int) -> int:
    """Where the document's own closing begins, -1 where it has none.

    The first list or signature that follows an end mark ("./."); without one, the first that is filled in:
    a form in an annex has neither names nor recipients, even where it has an end mark.
    """
    filled = -1
    tried = {True: 0, False: 0}
    for match in _STARTS.finditer(text, start):
        at = match.start() + (match[0][0] in "\n\t|")
        if _END_MARK.search(text, max(start, at - 500), at) and (filled < 0 or _names_signer(text, at)):
            return _line_start(text, at, start)
        listing = match[0][0] == "N"
        if filled < 0 and tried[listing] < _TRIES:
            tried[listing] += 1
            found = pieces(text, at, min(len(text), at + _LOOK))
            if _is_filled(_recipients(found)[0]) if listing else _signer(found)[0]:
                filled = at
    return _line_start(text, filled, start) if filled >= 0 else -1


def _is_filled(entries: Sequence[str]) -> bool:
    """A list of recipients, not the dotted one of a form: "- Lưu: ….."."""
    return bool(entries) and not any(".." in e or "…" in e or fold(e) == "lưu" for e in entries)


def _names_signer(text: str, at: int) -> bool:
    return bool(_signer(pieces(text, at, min(len(text), at + _LOOK)))[0])


def _line_start(text: str, at: int, start: int) -> int:
    """The start of the line, unless words stand before the place, as in text that was run together."""
    line = max(start, text.rfind("\n", start, at) + 1)
    return at if any(c.isalnum() for c in text[line:at]) else line


def _signer(found: Sequence[Piece]) -> tuple[str, int]:
    """The printed name below the office, without rank or degree, and the offset after the last signature."""
    name, end = "", 0
    held = False
    trailing: tuple[str, int] | None = None
    for piece in found:
        words = _SIGNED.sub(" ", piece.words).strip(" .*|[]")
        office = _OFFICE.search(words)
        if office and not (name and held):
            held, words = True, words[office.end() :]
        elif not held and not name and not words.startswith("-"):
            continue
        if not name and (match := _TRAILING_NAME.search(words)):
            trailing = trailing or (match[1], piece.end)
        while held and (office := _OFFICE.match(words.strip())):
            words = words.strip()[office.end() :]
        bare = _RANK.sub("", words.strip(" .,-–:"), count=1).strip()
        if held and _is_name(bare):
            name, end, held = name or _spelt(bare), piece.end, False
        elif _begins_annex(piece) or _ANNEX.match(words) or (name and not held and _is_sentence(words)):
            break
    if not name and trailing and held:
        return _spelt(trailing[0]), trailing[1]
    return name, end


def _bare_signer(following: Sequence[Piece]) -> tuple[str, int]:
    """A name alone below the recipients, where a scan lost the office: it needs a surname."""
    for piece in following[:8]:
        bare = _RANK.sub("", piece.words.strip(" .|"), count=1)
        if _is_name(bare) and bare.split()[0].lower() in SURNAMES:
            return _spelt(bare), piece.end
        if piece.kind != "blank" and len(bare) > 3:
            break
    return "", 0


def _begins_annex(piece: Piece) -> bool:
    return piece.kind in _BREAKS or bool(_ANNEX.match(piece.words))


def _is_sentence(words: str) -> bool:
    return bool(words) and not words.startswith("-") and not is_capitals(words)


def _is_name(words: str) -> bool:
    """Two to six capitalised syllables that name no body or office; in capitals they need a surname."""
    if not _NAME.fullmatch(words) or len(words) > 40 or is_body(words):
        return False
    folded = fold(words)
    if folded in _PLACEHOLDERS or _OFFICE_NAME.match(folded):
        return False
    return not is_capitals(words) or words.split()[0].lower() in SURNAMES


def _spelt(name: str) -> str:
    return name.title() if is_capitals(name) else name


def _recipients(found: Sequence[Piece]) -> tuple[tuple[str, ...], int]:
    """The list after "Nơi nhận:" up to "Lưu"; a signature that the page sets beside it is left out."""
    entries: list[str] = []
    end = 0
    listing = False
    for piece in found:
        words = piece.words
        if not listing:
            match = _RECIPIENTS.match(words)
            if match is None:
                continue
            listing, end = True, piece.end
            words = words[match.end() :]
        if _OFFICE.match(words) or _CAPACITIES.match(words):
            continue
        first, *items = (_without_signature(i) for i in _ITEM.split(words))
        if first and entries and not entries[-1].endswith((";", ".")) and not _is_name(first):
            entries[-1] += f" {first}"
            end = piece.end
        for item in items:
            entries.append(item)
            end = piece.end
        filed = bool(entries) and entries[-1].lower().startswith("lưu")
        if filed and (words.endswith(".") or piece.kind == "blank"):
            break
    return tuple(e.rstrip(_STOPS) for e in entries if e.rstrip(_STOPS)), end


def _without_signature(item: str) -> str:
    """A recipient without the capacity or office that stands beside it on the line."""
    cut = re.search(rf"\s(?:{_CAPACITY}|(?:{_OFFICES})(?![^\W\d_]))", item)
    return (item[: cut.start()] if cut else item).strip()
