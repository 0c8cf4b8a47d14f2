"""The parts of an official document: header, preamble, body, closing, annexes, footnotes.

After Nghị định 30/2020/NĐ-CP (State) and Hướng dẫn 36-HD/VPTW (Party).  The document's own identity is
what header and closing print; what they leave blank stays ``""``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from nlp import closing, force, header, notes, preamble
from nlp.bodies import head_of, written_out
from nlp.clean import Cleaned, clean
from nlp.model import Document, Finding, Note, Span, Where
from nlp.preamble import Clause, ClauseKind

_TAIL = 3_000
_REPORTING = re.compile(
    r"[,;.]\s+(?P<body>(?:UBND|Ủy ban nhân dân|Sở|Bộ|Ban|Cục|Chi cục|Văn phòng|Phòng|Công an|Thanh tra|Đảng ủy|Tỉnh ủy|Trường|Trung tâm)"
    r"\s[^,;.:\n]{2,90}?)\s+(?:xin\s+|trân trọng\s+)*(?:kính|trân trọng|xin)\s+(?:báo cáo|trình|gửi|đề nghị|thông báo)"
)
_ENACTING = re.compile(
    r"[;.]\s*\n[ \t*_]*(?P<body>(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban|Hội đồng|UBND|HĐND|Bộ trưởng|Thống đốc|Chánh án|Viện trưởng|Tổng)"
    r"[^;.,\n]{0,90}?)\s+ban hành\s+(?:Bộ luật|Luật|Nghị|Pháp lệnh|Thông tư|Quyết|Chỉ thị)"
)

@dataclass(frozen=True, slots=True)
class Region:
    """One part of the text; regions follow one another without gap and cover it."""

    where: Where
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is built: its identity, its parts, its footnotes.

    ``title`` and ``number`` are where the document prints its own title and number.
    """

    document: Document
    regions: tuple[Region, ...]
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: Span | None = None
    number: Span | None = None
    _starts: tuple[int, ...] = ()
    _bodies: tuple[Note, ...] = ()

    def where(self, offset: int) -> Where:
        """The part that an offset lies in; inside a note's words it is "footnote"."""
        index = bisect_right(self._starts, offset) - 1
        return self.regions[index].where if 0 <= index < len(self.regions) else "body"

    def note_at(self, offset: int) -> Note | None:
        """The footnote whose words hold the offset."""
        index = bisect_right(self._bodies, offset, key=lambda n: n.body.start) - 1
        if index >= 0 and offset < self._bodies[index].body.end:
            return self._bodies[index]
        return None


def read(text: str) -> Layout:
    """The layout of a document's text, in any form that the loaders give.

    >>> read("BÁO CÁO\\nTình hình cải cách hành chính năm 2024\\n\\nI. KẾT QUẢ").document.title
    'Tình hình cải cách hành chính năm 2024'
    """
    cleaned = clean(text)
    words = cleaned.text
    head = header.read(words)
    head = header.continued(words, header.consolidated(words, head))
    if not head.issuer and head.type:
        head = replace(head, issuer=_enacting(words, head.end))
    opening, body = preamble.extent(words, head.end, consolidated=head.type == header.CONSOLIDATED)
    end = closing.read(words, body)
    document = _identity(words, head, body, end)
    bound, findings = notes.pair(text)
    cuts = [(0, "header"), (opening, "preamble"), (body, "body"), (end.start, "closing"), (_annex(words, end), "annex")]
    regions = _regions([(_raw(cleaned, at, len(text)), where) for at, where in cuts], bound, len(text))  # type: ignore[misc]
    return Layout(
        document,
        regions,
        bound,
        findings,
        _raw_span(cleaned, head.title_span),
        _raw_span(cleaned, head.number_span),
        tuple(r.start for r in regions),
        tuple({n.body.start: n for n in sorted(bound, key=lambda n: n.body.start) if n.body.end > n.body.start}.values()),
    )


def clauses(text: str, layout: Layout) -> tuple[Clause, ...]:
    """The clauses of the preamble, in order: on what the document is based, who proposed it.

    >>> text = "QUYẾT ĐỊNH\\nVề việc bổ nhiệm\\nCăn cứ Luật A;\\nXét đề nghị của Sở Nội vụ,\\nQUYẾT ĐỊNH:\\nĐiều 1. Bổ nhiệm"
    >>> [c.kind for c in clauses(text, read(text))]
    ['basis', 'proposal']
    """
    spans = [r for r in layout.regions if r.where == "preamble"]
    if not spans:
        return ()
    return preamble.clauses(text, spans[0].start, spans[-1].end)


def _identity(words: str, head: header.Header, body: int, end: closing.Closing) -> Document:
    date = head.date
    if not date:
        date = force.passed(words, body, end.start)
    effective, expires = force.in_force(words, body, end.start, type_name=head.type, signed=date) if head.type else ("", "")
    return Document(
        type=head.type,
        number=head.number,
        date=date,
        issuer=head.issuer or (_reporting(words, body, end.start) if head.type else ""),
        title=head.title,
        signer=end.signer,
        effective=effective,
        expires=expires,
        addressees=head.addressees,
        recipients=end.recipients,
    )


def _enacting(words: str, start: int) -> str:
    """The body that enacts at the preamble's end: "Chính phủ ban hành Nghị định …"."""
    match = _ENACTING.search(words, start, min(len(words), start + preamble.REACH))
    return head_of(match["body"]) or written_out(match["body"]) if match else ""


def _reporting(words: str, body: int, end: int) -> str:
    """The body that reports in the last sentence: "…, Sở Nội vụ tỉnh Quảng Nam kính báo cáo …"."""
    found = list(_REPORTING.finditer(words, max(body, end - _TAIL), end))
    return written_out(found[-1]["body"]) if found else ""


def _annex(words: str, end: closing.Closing) -> int:
    """Where the annexes begin: after the signature, if more than blanks and page numbers follows."""
    rest = re.sub(r"[\W\d_]+", "", words[end.end : end.end + 2_000])
    return end.end if len(rest) >= 20 else len(words)


def _raw(cleaned: Cleaned, at: int, length: int) -> int:
    if at >= len(cleaned.text):
        return length
    return cleaned.raw(at, at + 1)[0] if at else 0


def _raw_span(cleaned: Cleaned, span: Span | None) -> Span | None:
    return Span(*cleaned.raw(span.start, span.end)) if span and span.end > span.start else None


def _regions(cuts: list[tuple[int, Where]], bound: tuple[Note, ...], length: int) -> tuple[Region, ...]:
    """A contiguous cover: the parts in order, each footnote's words cut out of the part that holds it."""
    found: list[Region] = []
    bodies = iter(sorted({(n.body.start, n.body.end) for n in bound if n.body.end > n.body.start}))
    note = next(bodies, None)
    for index, (start, where) in enumerate(cuts):
        end = cuts[index + 1][0] if index + 1 < len(cuts) else length
        at = max(start, found[-1].end if found else 0)
        while note and note[0] < end:
            if note[0] > at:
                found.append(Region(where, at, note[0]))
            if note[1] > max(at, note[0]):
                found.append(Region("footnote", max(at, note[0]), note[1]))
            at = max(at, note[1])
            note = next(bodies, None)
        if end > at:
            found.append(Region(where, at, end))
    return tuple(found)


__all__ = ["Clause", "ClauseKind", "Layout", "Region", "clauses", "read"]
