"""Who signs an official document: name, title of office, and in what capacity.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7: TM. (thay mặt), KT. (ký thay), TL. (thừa lệnh), TUQ. (thừa ủy
quyền), Q. (quyền); the Party writes T/M, K/T, T/L (Hướng dẫn 36-HD/VPTW).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlp.bodies import is_body, written_out
from nlp.clean import fold
from nlp.formulas import ANNEX_HEADINGS, CAPACITIES, LOWER, OFFICES, RANKS, SURNAMES, UPPER, any_of
from nlp.model import Span
from nlp.pieces import Piece, is_capitals

OFFICE_WORDS = any_of(o.upper() for o in OFFICES)
CAPACITY = rf"(?:{any_of(CAPACITIES)})(?:\.\s*|\s+)(?=[{UPPER}]{{2}})"
CAPACITY_MARKS = re.compile(rf"(?:{CAPACITY})+")
OFFICE = re.compile(rf"(?:{CAPACITY})*(?:QUYỀN\s+)?(?:{OFFICE_WORDS})(?![^\W\d_])")
SMALL_OFFICE = (
    rf"(?=[{UPPER}])(?i:(?:quyền\s+)?(?:{any_of(OFFICES)}))(?![^\W\d_])(?:\s+[{UPPER}{LOWER} ]{{2,40}})?"
)
"""An office in small letters, as old texts print it above "(Đã ký)": "Phó Chủ tịch"."""
_SMALL_OFFICE = re.compile(SMALL_OFFICE)
_SHORT = 60
_ONE_CAPACITY = re.compile(CAPACITY)
_OFFICE_NAME = re.compile(rf"(?:{any_of(fold(o) for o in OFFICES)})(?!\w)")
_RANK = re.compile(rf"^(?:(?:{any_of(RANKS)})(?:[.:,]\s*|\s+))+", re.IGNORECASE)
_SYLLABLE = rf"(?:[{UPPER}][{LOWER}]*(?:['’][{UPPER}{LOWER}]+)?|[{UPPER}]{{2,}})"
_NAME = re.compile(rf"{_SYLLABLE}(?:[ -]{_SYLLABLE}){{1,5}}")
_TRAILING_NAME = re.compile(rf"[.;)\]]\s+({_SYLLABLE}(?: {_SYLLABLE}){{1,4}})$")
_PLACEHOLDERS = frozenset({"họ và tên", "họ tên", "chữ ký", "ký tên", "người ký"})
_SIGNED = re.compile(
    r"[\[(]?\s*(?:đã ký|da ky|daky|đã kí|chữ ký|ký tên)[^\])]*[\])]?|^[^\W\d]{1,4}\]", re.IGNORECASE
)
_ANNEX = re.compile(
    rf"(?:{any_of(h.capitalize() for h in ANNEX_HEADINGS)}|{any_of(h.upper() for h in ANNEX_HEADINGS)})\b"
    r"|\((?:Kèm|Ban hành)"
)
_BREAKS = ("basis", "enacts", "motto", "type", "number")
_TITLE = re.compile(rf"(?:{CAPACITY})+(?:(?:QUYỀN\s+)?(?:{OFFICE_WORDS})(?![^\W\d_]))?|{OFFICE.pattern}")
_LEADS = re.compile(r"(?:(?:phó|quyền|chánh(?! án)|tổng(?= giám| bí| thư| thanh| kiểm)) )+")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Nguyễn Văn Bình".

    ``capacity`` is printed before the office ("KT.", "TM. KT.", "T/M"), "" where the head signs; ``for_body``
    in whose name or place ("Ủy ban nhân dân", "Chủ tịch"); ``office`` the signer's own ("Phó Chủ tịch").
    """

    capacity: str
    for_body: str
    office: str
    name: str
    span: Span


@dataclass(slots=True)
class _Block:
    """The lines in capitals above a name, as far as they are read."""

    lines: list[str] = field(default_factory=list)
    start: int = -1

    def add(self, words: str, at: int) -> None:
        if self.start < 0:
            self.start = at
        cuts = sorted({0, *(m.start() for m in _TITLE.finditer(words)), len(words)})
        self.lines += [w for a, b in pairwise(cuts) if (w := words[a:b].strip(" .,-–"))]


def read(found: Sequence[Piece], *, text: str = "") -> tuple[tuple[Signature, ...], int]:
    """The signatures in the pieces of a closing, and the offset after the last one.

    ``text`` is what the pieces were cut from: a joint document sets its signatures side by side.

    >>> from nlp.pieces import pieces
    >>> text = "KT. CHỦ TỊCH\\nPHÓ CHỦ TỊCH\\n\\nNguyễn Văn Bình\\n"
    >>> [(s.capacity, s.for_body, s.office, s.name) for s in read(pieces(text, 0, len(text)))[0]]
    [('KT.', 'Chủ tịch', 'Phó Chủ tịch', 'Nguyễn Văn Bình')]
    """
    found = _shouted(found)
    if columns := _columns(found, text):
        signed = [read(column)[0] for column in columns]
        together = tuple(s for part in signed for s in part)
        return together, max((s.span.end for s in together), default=0)
    signatures: list[Signature] = []
    block = _Block()
    held = False
    trailing: tuple[str, int] | None = None
    for piece in found:
        words = _SIGNED.sub(" ", piece.words).strip(" .*|[]")
        office = OFFICE.search(words)
        if office and not (signatures and held):
            held = True
            block.add(words[office.start() : office.end()], piece.start)
            words = words[office.end() :]
        elif not held and not signatures and not words.startswith("-"):
            if (marks := CAPACITY_MARKS.search(words)) and is_capitals(words[marks.start() :]):
                block.add(words[marks.start() :], piece.start)
            continue
        if not signatures and (match := _TRAILING_NAME.search(words)):
            trailing = trailing or (match[1], piece.end)
        while held and (office := OFFICE.match(words.strip())):
            block.add(office[0], piece.start)
            words = words.strip()[office.end() :]
        bare = _RANK.sub("", words.strip(" .,-–:"), count=1).strip()
        if held and is_name(bare):
            signatures.append(_signature(block, spelt(bare), piece.end))
            block, held = _Block(), False
        elif begins_annex(piece) or _ANNEX.match(words) or (signatures and not held and _is_sentence(words)):
            break
        elif held and block.lines and is_capitals(bare) and not bare.startswith("-"):
            block.lines[-1] += f" {bare}"
        elif not held and (marks := CAPACITY_MARKS.match(words)) and is_capitals(words):
            block.add(words, piece.start)
    if not signatures and trailing and held:
        return (_signature(block, spelt(trailing[0]), trailing[1]),), trailing[1]
    return tuple(signatures), signatures[-1].span.end if signatures else 0


def _shouted(found: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with an office in small letters set in capitals, where a signature or a name follows it."""
    short = [i for i, p in enumerate(found) if p.kind == "words" and len(p.words) <= _SHORT]
    shown = list(found)
    for index in (i for i in short if _SMALL_OFFICE.fullmatch(found[i].words)):
        after = next((p for p in found[index + 1 :] if p.kind != "blank"), None)
        if after is not None and (_SIGNED.fullmatch(after.words) or is_name(after.words)):
            shown[index] = replace(found[index], words=found[index].words.upper(), kind="capitals")
    return shown


def _columns(found: Sequence[Piece], text: str) -> list[list[Piece]]:
    """The pieces of each column, where two offices stand on one line; none where they do not."""
    rows: list[list[Piece]] = []
    for piece in found if text else ():
        if rows and "\n" not in text[rows[-1][-1].end : piece.start]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    first = next((i for i, row in enumerate(rows) if sum(bool(OFFICE.match(p.words)) for p in row) > 1), -1)
    if first < 0:
        return []
    width = len(rows[first])
    return [[row[c] for row in rows[first:] if len(row) == width] for c in range(width)]


def bare_signer(following: Sequence[Piece]) -> tuple[Signature, ...]:
    """A name alone below the recipients, where a scan lost the office: it needs a surname."""
    for piece in following[:8]:
        bare = _RANK.sub("", piece.words.strip(" .|"), count=1)
        if is_name(bare) and bare.split()[0].lower() in SURNAMES:
            return (Signature("", "", "", spelt(bare), Span(piece.start, piece.end)),)
        if piece.kind != "blank" and len(bare) > 3:
            break
    return ()


def _signature(block: _Block, name: str, end: int) -> Signature:
    """Capacity, the one stood for, and the signer's own office, from the lines above the name."""
    marks: list[str] = []
    stood: list[str] = []
    own: list[str] = []
    for line in block.lines:
        capacities = CAPACITY_MARKS.match(line)
        if capacities:
            marks += [c[0].strip() for c in _ONE_CAPACITY.finditer(capacities[0] + "XX")]
        rest = line[capacities.end() :] if capacities else line
        acting = bool(capacities) and marks[-1].strip(".") == "Q"
        if not capacities and not own and stood and is_body(line) and not OFFICE.match(line):
            stood[-1] += f" {line}"  # a joint document: "KT. BỘ TRƯỞNG / BỘ TÀI CHÍNH / THỨ TRƯỞNG"
        elif capacities and not acting:
            stood.append(rest)
        elif own and not OFFICE.match(line):
            own[-1] += f" {line}"
        else:
            own.append(rest)
    shown = [mark if mark.endswith(".") or "/" in mark else f"{mark}." for mark in marks]
    return Signature(
        " ".join(shown),
        office_name(stood[0]) if stood else "",
        office_name(own[-1]) if own else "",
        name,
        Span(block.start, end),
    )


def office_name(printed: str) -> str:
    """A title of office or a body as a sentence writes it.

    >>> office_name("PHÓ CHỦ TỊCH"), office_name("GIÁM ĐỐC SỞ NỘI VỤ"), office_name("ỦY BAN NHÂN DÂN")
    ('Phó Chủ tịch', 'Giám đốc Sở Nội vụ', 'Ủy ban nhân dân')
    """
    office = OFFICE.match(printed)
    if office is None:
        return written_out(printed)
    title = " ".join(office[0].lower().split())
    lead = match[0] if (match := _LEADS.match(title)) else ""
    title = lead.title() + title[len(lead) :].capitalize()
    rest = printed[office.end() :].strip()
    return f"{title} {written_out(rest)}" if rest else title


def begins_annex(piece: Piece) -> bool:
    """The piece belongs to what follows a closing: an annex's heading, another header."""
    return piece.kind in _BREAKS or bool(_ANNEX.match(piece.words))


def _is_sentence(words: str) -> bool:
    return bool(words) and not words.startswith("-") and not is_capitals(words)


def is_name(words: str) -> bool:
    """Two to six capitalised syllables that name no body or office; in capitals they need a surname.

    "Đoàn Ngọc Lâm" is a name, since a body writes its next words small ("Đoàn Thanh niên").
    """
    named_like_body = is_body(words) and (is_capitals(words) or words.split()[0].lower() not in SURNAMES)
    if not _NAME.fullmatch(words) or len(words) > 40 or named_like_body:
        return False
    folded = fold(words)
    if folded in _PLACEHOLDERS or _OFFICE_NAME.match(folded):
        return False
    return not is_capitals(words) or words.split()[0].lower() in SURNAMES


def spelt(name: str) -> str:
    """A name in capitals as it is written in a sentence: "TRẦN VĂN NAM" is "Trần Văn Nam"."""
    return name.title() if is_capitals(name) else name
