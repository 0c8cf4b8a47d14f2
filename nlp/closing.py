"""The end of an official document: who signed it, and who receives it.

Signature with capacity (TM., KT., TL., TUQ., Q.; the Party's T/M, K/T, T/L) and "Nơi nhận" as in Nghị định
30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp import signatures
from nlp.clean import fold
from nlp.formulas import LOWER
from nlp.pieces import Piece, pieces
from nlp.signatures import (
    CAPACITY,
    CAPACITY_MARKS,
    OFFICE,
    OFFICE_WORDS,
    SMALL_OFFICE,
    Signature,
    bare_signer,
    begins_annex,
    is_name,
)

REACH = 6_000
"""How many characters a closing may take."""

_TRIES, _LOOK = 40, 600
"""How many lists, and how many signatures, without an end mark before them are looked into."""
_STARTS = re.compile(
    rf"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)[ *_.-]*(?::|\n)|(?<![^\W_]){CAPACITY}|XÁC THỰC VĂN BẢN HỢP NHẤT"
    rf"|(?:^|[\t|])[ *]*(?:Q\.\s*)?(?:{OFFICE_WORDS})(?![^\W\d_])[^\n\t|{LOWER}]*(?=[\n\t|]|\Z)"
    rf"|^[ *|]*(?=[^\n]{{5,60}}\n\s{{0,9}}[\[(]\s?[Đđ]){SMALL_OFFICE}[ *]*\n\s*[\[(]\s*[Đđ](?:ã ký|Ã KÝ)",
    re.MULTILINE,
)
_END_MARK = re.compile(r"\./\.|\.\s?/\s?\.")
_RECIPIENTS = re.compile(r"N(?:ơi|ƠI)\s+(?:nhận|NHẬN)[\s.]*(?::\s*|-(?=\s*(?:-|\n|$))|)\s*")
_ITEM = re.compile(r"(?:^|(?<=[;.:,])\s*|\s{2,})[-–+•]\s*")
_STOPS = " :;.,*"


@dataclass(frozen=True, slots=True)
class Closing:
    """``start`` to ``end`` in the text; both the length of the text where there is no closing."""

    start: int
    end: int
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def signer(self) -> str:
        """The name of the first who signs, "" where none is printed."""
        return self.signatures[0].name if self.signatures else ""


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
    signed, signed_to = signatures.read(found, text=text)
    after = next((i for i, p in enumerate(found) if p.start >= signed_to > 0 and begins_annex(p)), len(found))
    recipients, listed_to = _recipients(found[:after])
    if recipients and not signed and (signed := bare_signer([p for p in found if p.start >= listed_to])):
        signed_to = signed[0].span.end
    return Closing(at, max(signed_to, listed_to, at), signed, recipients)


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
            if _is_filled(_recipients(found)[0]) if listing else signatures.read(found, text=text)[0]:
                filled = at
    return _line_start(text, filled, start) if filled >= 0 else -1


def _is_filled(entries: Sequence[str]) -> bool:
    """A list of recipients, not the dotted one of a form: "- Lưu: ….."."""
    return bool(entries) and not any(".." in e or "…" in e or fold(e) == "lưu" for e in entries)


def _names_signer(text: str, at: int) -> bool:
    return bool(signatures.read(pieces(text, at, min(len(text), at + _LOOK)), text=text)[0])


def _line_start(text: str, at: int, start: int) -> int:
    """The start of the line, unless words stand before the place, as in text that was run together."""
    line = max(start, text.rfind("\n", start, at) + 1)
    return at if any(c.isalnum() for c in text[line:at]) else line


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
        if OFFICE.match(words) or CAPACITY_MARKS.match(words):
            continue
        first, *items = (_without_signature(i) for i in _ITEM.split(words))
        if first and entries and not entries[-1].endswith((";", ".")) and not is_name(first):
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
    cut = re.search(rf"\s(?:{CAPACITY}|(?:{OFFICE_WORDS})(?![^\W\d_]))", item)
    return (item[: cut.start()] if cut else item).strip()
