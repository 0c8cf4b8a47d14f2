"""The preamble: on what a document is based, at whose proposal, and after considering what.

"Căn cứ …;" one clause a line (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6); commas and "và" inside
titles part nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from nlp.formulas import BASIS, CONSIDER, PROPOSAL, UPPER, leads
from nlp.model import Span
from nlp.pieces import is_capitals

ClauseKind = Literal["basis", "proposal", "consider"]
REACH = 40_000
"""How many characters a preamble may take."""

_UNBASED = 3_000
_BULLET = r"[ \t>*_|–+\-]*"
_ACT = r"(?:Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+(?:định|quyết)|Quyết\s+định|Chỉ\s+thị|Thông\s+tư|Quy\s+chế)"
_BY_ACT = rf"Theo(?=\s+{_ACT}\s)"
"""After other bases "Theo Quyết định số …" is one too; "Theo Tờ trình số …", "Theo đề nghị" are proposals."""

_LEAD = re.compile(
    rf"(?:^{_BULLET}|(?<=[;.\t|])[ *_–+\-]*|(?<=[{UPPER}] ))(?:(?P<basis>{leads(BASIS)})|(?P<act>{_BY_ACT}))"
    r"(?!\w|\s+(?:lời\s+)?đề\s+nghị)"
    rf"|^{_BULLET}(?:(?P<proposal>{leads(PROPOSAL)})|(?P<consider>{leads(CONSIDER)}))(?!\w)"
    rf"|(?<=;)[ *_–+\-]*(?P<late>{leads(PROPOSAL)})(?!\w)",
    re.MULTILINE,
)
_BODY = re.compile(
    rf"^{_BULLET}(?P<enacts>(?:QUY[ẾẼÉÊE]T\s+(?:[ĐD][ỊI]NH|NGHỊ)|NGHỊ\s+QUYẾT|CHỈ\s+THỊ|LỆNH|QUY\s+ĐỊNH|KẾT\s+LUẬN"
    r"|THÔNG\s+BÁO|HƯỚNG\s+DẪN)\s*:?[ \t*]*$|(?:S[Ắắ]C(?:\s+LỆNH)?|Đ[Ịị]NH\s+R[Ằằ]NG)\s*:[ \t*]*$)"
    rf"|^{_BULLET}(?:(?:Điều|Khoản)\s+(?:1\b|thứ\s+nhất)|ĐIỀU\s+1\b|Chương\s+(?:I|1)\b|CHƯƠNG\s+(?:I|1)\b"
    r"|P(?:hần|HẦN)\s+(?:I|1|thứ nhất|THỨ NHẤT)\b"
    rf"|Mục\s+(?:I|1)\b|(?:I|A|1)\s*[.\-)/]\s*\S)|(?P<inline>QUY[ẾẼÉÊE]T\s+(?:[ĐD][ỊI]NH|NGHỊ)\s*:)",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"^[ \t*_]*(?:Điều 1\b|Chương I\b|Phần thứ nhất)", re.MULTILINE)
_PAGE_FOOT = re.compile(r"\n[ \t]*(?:CÔNG BÁO/|Ký bởi|Người ký|\d{1,4}[ \t]*\n|\d{1,2} [“\"A-ZĐ])")
"""Where a page ends inside a clause: a running head, a page's number, the seal of the gazette, a footnote."""
_LINE_STOP = re.compile(r"[;.,][ \t*_]*\n")
_STOP = re.compile(r"[;.][ \t*_]*(?=\n|$)|\n[ \t]*\n")


_KINDS: dict[str, ClauseKind] = {
    "basis": "basis",
    "act": "basis",
    "proposal": "proposal",
    "late": "proposal",
    "consider": "consider",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the preamble: "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;"."""

    kind: ClauseKind
    span: Span


def extent(text: str, start: int, *, consolidated: bool = False) -> tuple[int, int]:
    """Where the preamble of a cleaned text begins and ends; empty where the first paragraph is no basis.

    ``start`` is the end of the header; a line that names the authority ("BỘ TRƯỞNG BỘ NỘI VỤ") belongs in,
    and in a consolidated text the list of the acts that it consolidates.
    """
    limit = min(len(text), start + REACH)
    first = _LEAD.search(text, start, limit)
    if first is None or not (first["basis"] or first["proposal"]):
        return start, _enacted(text, start, limit)
    between = text[start : first.start()]
    if _ARTICLE.search(between) if consolidated else not _only_authority(between):
        return start, start
    marker = _BODY.search(text, first.end(), limit)
    if marker is None:
        return start, _last_clause_end(text, first.start(), limit)
    if marker["enacts"] or marker["inline"]:
        return start, marker.end()
    return start, _sentence_end(text, first.start(), marker.start())


def _enacted(text: str, start: int, limit: int) -> int:
    """Where a preamble without any basis ends, ``start`` if there is none.

    The authority's line in capitals and the enacting word prove it: "CHỦ TỊCH CHÍNH PHỦ … Vì … SẮC:".
    """
    marker = _BODY.search(text, start, min(limit, start + _UNBASED))
    opening = next((line for line in text[start:limit].split("\n", 8)[:8] if any(map(str.isalpha, line))), "")
    if marker and (marker["enacts"] or "").rstrip(" \t*").endswith(":") and is_capitals(opening.strip(" *")):
        return marker.end()
    return start


def _only_authority(between: str) -> bool:
    """Nothing but capitals stands between header and first clause, or one introducing sentence (VBHN)."""
    words = [w for w in between.split() if any(c.isalpha() for c in w)]
    return len(words) <= 40 and sum(w == w.upper() or is_capitals(w) for w in words) * 2 >= len(words)


def _sentence_end(text: str, start: int, marker: int) -> int:
    """The preamble of a decree runs to its first article; that of a report ends with its last clause."""
    last = _last_clause_end(text, start, marker)
    return marker if text[marker:].lstrip("\n >*").lower().startswith(("điều", "chương", "phần")) else last


def _last_clause_end(text: str, start: int, limit: int) -> int:
    end = start
    for lead in _LEAD.finditer(text, start, limit):
        if lead.start() - end > 3_000:
            break
        stop = _STOP.search(text, lead.end(), limit)
        end = stop.end() if stop else limit
    return end


def clauses(text: str, start: int, end: int) -> tuple[Clause, ...]:
    """The clauses of the preamble ``text[start:end]``, each without its final punctuation.

    >>> text = "Căn cứ Luật A và Luật B, C;\\nTheo đề nghị của Giám đốc Sở Nội vụ,\\nQUYẾT ĐỊNH:"
    >>> [(c.kind, text[c.span.start:c.span.end]) for c in clauses(text, 0, len(text))]
    [('basis', 'Căn cứ Luật A và Luật B, C'), ('proposal', 'Theo đề nghị của Giám đốc Sở Nội vụ')]
    """
    leads = list(_LEAD.finditer(text, start, end))
    found: list[Clause] = []
    for index, lead in enumerate(leads):
        group = lead.lastgroup or "basis"
        kind = _KINDS[group]
        first = lead.start(group)
        last = leads[index + 1].start() if index + 1 < len(leads) else _clause_end(text, lead.end(), end)
        if foot := _PAGE_FOOT.search(text, first, last):
            last = foot.start()
        if kind != "basis" and (stop := _STOP.search(text, first, last)):
            last = stop.start()
        while last > first and not (text[last - 1].isalnum() or text[last - 1] in ')"”'):
            last -= 1
        found.append(Clause(kind, Span(first, last)))
    return tuple(found)


def _clause_end(text: str, start: int, end: int) -> int:
    """The last clause ends with its line that ends in a stop, or before the enacting word."""
    marker = _BODY.search(text, start, end)
    limit = marker.start() if marker else end
    stop = _LINE_STOP.search(text, start, limit)
    return stop.start() if stop else limit
