"""The subject of a document (trích yếu) over all its lines, and to whom it is addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp import lexicon
from nlp.bodies import is_body
from nlp.clean import fold
from nlp.formulas import OFFICES, OPENINGS, UNFINISHED, any_of
from nlp.model import Span
from nlp.pieces import Piece, is_capitals, type_of

_LEAD_IN = re.compile(r"(?:[Vv]/[Vv]|[Vv]ề\s+việc|VỀ\s+VIỆC)\s*:?\s*")
_OPENING = re.compile(rf"(?:{any_of(OPENINGS)})(?!\w)")
_DIVISION = re.compile(
    r"\(?(?:[IVX]+|[A-D]|\d{1,2})[.)/-]\s|(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Điều|ĐIỀU)\s+[IVX\d]|[-+•]\s"
)
_OFFICE = re.compile(rf"(?:{any_of(fold(o) for o in OFFICES)})(?!\w)")
_OF_BODY = re.compile(r"CỦA\s")
_TYPE_LAST = re.compile(
    rf"\s(?:{any_of(t.name for t in lexicon.types() if ' ' in t.name and t.family != 'licence')})$",
    re.IGNORECASE,
)
"""A document's type at the end of a line: its number follows."""
_ABOUT = re.compile(r"(?:[Vv]ề|VỀ)\s")
_MEETING = re.compile(
    r"(?:HỘI NGHỊ|ĐẠI HỘI|BAN CHẤP HÀNH|TRUNG ƯƠNG|KH(?:ÓA|OÁ)|LẦN THỨ|ĐẢNG)(?!\w)", re.IGNORECASE
)
"""The lines of a Party resolution that name the meeting; its subject stands below them."""
_AUTHORITY = re.compile(r"CỦA\s+(?P<body>[^,;.\d]{3,80}?)\s+(?=(?:V/v|VỀ|[Vv]ề)\s)")
_ACT = re.compile(rf"(?:{any_of(t.name for t in lexicon.types() if t.family != 'licence')})\s+số\s*:?\s*\d")
_DATED_NUMBER = re.compile(r"\bngày\s.+\s(?:19|20)\d{2}\b", re.IGNORECASE)
_REMARK = re.compile(r"\((?:Kèm|Ban hành|Cấp|Theo|Tiếp|Áp dụng|Dùng|Đính)")
_WIRES = re.compile(r"\b(?:điện|gửi)\s*:$")
_NOTE_FIGURE = re.compile(r"(?<=[a-zà-ỹ])\d{1,2}$")
_BULLET = re.compile(r"[-–+•]\s*")
_KINH_GUI = re.compile(r"^kính\s+gửi\s*:?\s*", re.IGNORECASE)


def without_lead_in(title: str) -> str:
    """A subject without "V/v" or "Về việc": "V/v bổ nhiệm" is "bổ nhiệm"."""
    return title[lead.end() :] if (lead := _LEAD_IN.match(title)) else title


def without_authority(title: str) -> str:
    """A subject without the name, in capitals, of who speaks: the heading's words, not the subject's.

    >>> without_authority("CỦA BỘ CHÍNH TRỊ về kinh tế biển"), without_authority("CỦA NHÂN DÂN VỀ RỪNG")
    ('về kinh tế biển', 'CỦA NHÂN DÂN VỀ RỪNG')
    """
    lead = _AUTHORITY.match(title)
    if lead is None or not (is_body(lead["body"]) or _OFFICE.match(fold(lead["body"]))):
        return title
    return without_lead_in(title[lead.end() :])


def title(head: Sequence[Piece], typed: int, subject: int) -> tuple[str, Span | None]:
    """The subject and its place: the lines below the type, or from "V/v" on where no type is printed.

    ``typed`` and ``subject`` are the pieces that hold them, -1 where there is none.
    """
    if typed >= 0:
        printed = type_of(head[typed].words)
        words = [printed[1]] if printed and printed[1] else []
        if words and _names_authority(words[0], head[typed + 1 :]):
            words = []
        parts = [head[typed]] * len(words)
        index = typed + 1
    elif subject >= 0:
        parts, words, index = [head[subject]], [head[subject].words], subject + 1
    else:
        return "", None
    for place, piece in enumerate(head[index:], index):
        beside = typed < 0 and piece.kind in ("motto", "date")
        above = not words and piece.kind in ("blank", "rule", "gazette")
        if beside or above or (words and piece.kind == "blank" and _is_cut(words, head[place + 1 :])):
            continue
        if _ends(head, place, words):
            break
        if words and all(map(_MEETING.match, words)) and _is_subject(piece.words, words):
            parts, words = [], []
        parts.append(piece)
        words.append(piece.words)
    if not words:
        return "", None
    whole = without_lead_in(" ".join(words)).strip(" *_-")
    return _NOTE_FIGURE.sub("", whole), Span(parts[0].start, parts[-1].end)


def _is_subject(line: str, meeting: Sequence[str]) -> bool:
    """Below the meeting's name stands "về …", or, below a name in capitals, "Một số vấn đề …"."""
    return bool(_ABOUT.match(line)) or (is_capitals(" ".join(meeting)) and not is_capitals(line))


def _names_authority(words: str, following: Sequence[Piece]) -> bool:
    """ "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH": the line names who decides, the subject stands below."""
    after = next((p for p in following if p.kind not in ("blank", "rule")), None)
    lead = _OF_BODY.match(words)
    return lead is not None and is_body(words[lead.end() :]) and after is not None and after.kind == "subject"


def _is_cut(words: Sequence[str], following: Sequence[Piece]) -> bool:
    """The subject goes on past a blank line: in small letters, with the day of an old heading, or a number.

    "QUYẾT ĐỊNH / CỦA BỘ NỘI VỤ SỐ 5/NV // NGÀY 3-5-1988 VỀ VIỆC …", "… THỰC HIỆN QUYẾT ĐỊNH // SỐ 7/NV".
    """
    after = next((p for p in following if p.kind != "blank"), None)
    if after is None:
        return False
    if after.kind == "words" and after.words[:1].islower():
        return True
    if after.kind == "number":
        return _TYPE_LAST.search(" ".join(words)) is not None
    return bool(_OF_BODY.match(words[0])) and after.words.upper().startswith("NGÀY ")


def _ends(head: Sequence[Piece], index: int, words: Sequence[str]) -> bool:
    """The subject does not go on in this piece."""
    piece = head[index]
    if piece.kind not in ("words", "capitals", "subject", "number", "type"):
        return True
    if not words:
        return piece.kind == "number" or piece.words.startswith("(") or bool(_DIVISION.match(piece.words))
    open_line = words[-1].split()[-1].lower() in UNFINISHED or words[-1].endswith((",", "-"))
    open_line = open_line or (piece.kind == "number" and bool(_TYPE_LAST.search(words[-1])))
    if piece.kind == "number":
        return not open_line and not (_OF_BODY.match(words[0]) and _DATED_NUMBER.search(piece.words))
    if piece.words.startswith("("):
        return is_capitals(words[-1]) or bool(_REMARK.match(piece.words))
    if _DIVISION.match(piece.words) or _WIRES.search(piece.words):
        return True
    if piece.kind in ("capitals", "type") and not open_line:
        if not is_capitals(" ".join(words)) or _OFFICE.match(fold(piece.words)):
            return len(piece.words.split()) > 1
        return is_body(piece.words) and _precedes_basis(head[index:])
    return not open_line and bool(_OPENING.match(piece.words) or _tells_force(head[index:]))


def _tells_force(rest: Sequence[Piece]) -> bool:
    """The first sentence of a consolidated text: "Thông tư số 5/2015/TT-BX …, có hiệu lực kể từ ngày …"."""
    said = " ".join(piece.words for piece in rest[:8])
    return bool(_ACT.match(said)) and "có hiệu lực" in said


def _precedes_basis(rest: Sequence[Piece]) -> bool:
    """Nothing but capitals, rules and blanks stand before the first basis: this line is the authority."""
    return all(p.kind in ("capitals", "blank", "rule", "gazette") for p in rest)


def addressees(found: Sequence[Piece], index: int) -> tuple[tuple[str, ...], int]:
    """The list after "Kính gửi:", one entry a body, and the offset after it.

    ``index`` is the piece with "Kính gửi", -1 where there is none.
    """
    if index < 0:
        return (), 0
    end = found[index].end
    first = _BULLET.sub("", _KINH_GUI.sub("", found[index].words), count=1)
    entries = [first] if first else []
    for piece in found[index + 1 : index + 60]:
        if piece.kind == "blank":
            if entries:
                break
            continue
        if piece.kind not in ("words", "capitals") or (entries and _begins_body(piece.words, entries[-1])):
            break
        if not entries or entries[-1].endswith(";") or _BULLET.match(piece.words):
            entries.append(_BULLET.sub("", piece.words, count=1))
        else:
            entries[-1] += f" {piece.words}"
        end = piece.end
    return tuple(e.strip(" ;.,") for e in entries if e.strip(" ;.,")), end


def _begins_body(words: str, last: str) -> bool:
    """The body begins here, not another line of the list."""
    if _BULLET.match(words):
        return False
    return (
        last.endswith(".")
        or bool(_OPENING.match(words))
        or (not last.endswith((",", ";")) and words[:1].isupper())
    )
