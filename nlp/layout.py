"""The parts of an official document: header, preamble, body, closing, annexes, footnotes.

After Nghị định 30/2020/NĐ-CP (State) and Hướng dẫn 36-HD/VPTW (Party).  The document's own identity is
what header and closing print; what they leave blank stays ``""``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

from nlp import closing, force, header, headings, notes, preamble
from nlp.annexes import Annex, annexes
from nlp.bodies import head_of, written_out
from nlp.clean import Cleaned, clean
from nlp.model import Document, Finding, Note, Span, Where
from nlp.preamble import Clause, ClauseKind
from nlp.signatures import Signature
from nlp.structure import Division, divisions

_Part = TypeVar("_Part", Annex, Division, Signature)
_TAIL, _LETTERHEAD = 3_000, 1_000
_ANNEX_LOOK, _ANNEX_LETTERS = 2_000, 20
_REPORTING_BODY = (
    r"(?:UBND|Ủy ban nhân dân|Sở|Bộ|Ban|Cục|Chi cục|Văn phòng|Phòng|Công an|Thanh tra|Đảng ủy|Tỉnh ủy|Trường"
    r"|Trung tâm)\s[^,;.:\n]{2,90}?"
)
_REPORTING = re.compile(
    rf"[,;.]\s+(?P<body>{_REPORTING_BODY})\s+(?:(?:xin|trân trọng|kính)\s+)+"
    r"(?:báo cáo|trình|gửi|đề nghị|thông báo)"
)
_ENACTING = re.compile(
    r"[;.]\s*\n[ \t*_]*(?P<body>(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Ủy ban|Hội đồng|UBND|HĐND|Bộ trưởng"
    r"|Thống đốc|Chánh án|Viện trưởng|Tổng)[^;.,\n]{0,90}?)\s+ban hành\s+"
    r"(?:Bộ luật|Luật|Nghị|Pháp lệnh|Thông tư|Quyết|Chỉ thị)"
)


@dataclass(frozen=True, slots=True)
class Region:
    """One part of the text; regions follow one another without gap and cover it."""

    where: Where
    start: int
    end: int


@dataclass(slots=True)
class _Outline:
    """The divisions of a cleaned text, read when they are first asked for."""

    cleaned: Cleaned = field(default_factory=lambda: Cleaned(""))
    ranges: tuple[tuple[int, int], ...] = ()
    length: int = 0
    _known: tuple[Division, ...] | None = None

    def divisions(self) -> tuple[Division, ...]:
        if self._known is None:
            self._known = _mapped(self.cleaned, divisions(self.cleaned.text, self.ranges), self.length)
        return self._known


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is built: its identity, its parts, its divisions, who signs it, its footnotes.

    ``title`` and ``number`` are where the document prints its own title and number.
    """

    document: Document
    regions: tuple[Region, ...]
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: Span | None = None
    number: Span | None = None
    annexes: tuple[Annex, ...] = ()
    signatures: tuple[Signature, ...] = ()
    _bodies: tuple[Note, ...] = field(default=(), repr=False)
    _outline: _Outline = field(default_factory=_Outline, repr=False, compare=False)

    @property
    def divisions(self) -> tuple[Division, ...]:
        """Articles, clauses, points and headings of the body and of each annex, in order of place."""
        return self._outline.divisions()

    def where(self, offset: int) -> Where:
        """The part that an offset lies in; inside a note's words it is "footnote"."""
        index = bisect_right(self.regions, offset, key=lambda r: r.start) - 1
        return self.regions[index].where if index >= 0 else "body"

    def note_at(self, offset: int) -> Note | None:
        """The footnote whose words hold the offset."""
        index = bisect_right(self._bodies, offset, key=lambda n: n.body.start) - 1
        if index >= 0 and offset < self._bodies[index].body.end:
            return self._bodies[index]
        return None


def read(text: str) -> Layout:
    """The layout of a document's text, in any form that the loaders give.

    >>> text = "BÁO CÁO\\nTình hình cải cách hành chính\\n\\nI. KẾT QUẢ\\nTrên đây là báo cáo./."
    >>> layout = read(text)
    >>> layout.document.type, layout.document.title, layout.where(text.index("KẾT QUẢ"))
    ('Báo cáo', 'Tình hình cải cách hành chính', 'body')
    """
    cleaned = clean(text)
    words = cleaned.text
    head = header.read(words)
    head = headings.paged(words, headings.continued(words, header.consolidated(words, head)))
    head = headings.catalogued(words, head)
    opening, body = preamble.extent(words, head.end, consolidated=head.type == header.CONSOLIDATED)
    end = closing.read(words, body)
    bound, findings = notes.pair(text)
    after = _annex(words, end)
    closed = end.start < len(words)
    found = annexes(words, after if closed else body, len(words), closed=closed, draft=not head.number)
    starts = _annex_starts(after, [a.span.start for a in found], closed=closed) or [len(words)]
    parts: list[tuple[int, Where]] = [
        (0, "header"),
        (opening, "preamble"),
        (body, "body"),
        (end.start if closed else starts[0], "closing"),
        *((at, "annex") for at in starts),
    ]
    cuts = [(_raw(cleaned, at, len(text)), where) for at, where in parts]
    ranges = [(body, parts[3][0]), *pairwise([*starts, len(words)])]
    by_body = sorted((n for n in bound if n.body.end > n.body.start), key=lambda n: n.body.start)
    ordered = {n.body.start: n for n in by_body}
    return Layout(
        _identity(words, head, (opening, body), end),
        _regions(cuts, tuple(n.body for n in ordered.values()), len(text)),
        bound,
        findings,
        _raw_span(cleaned, head.title_span),
        _raw_span(cleaned, head.number_span),
        _mapped(cleaned, found, len(text)),
        _mapped(cleaned, end.signatures, len(text)),
        tuple(ordered.values()),
        _Outline(cleaned, tuple(ranges), len(text)),
    )


def clauses(text: str, layout: Layout) -> tuple[Clause, ...]:
    """The clauses of the preamble, in order: on what the document is based, who proposed it.

    >>> text = "QUYẾT ĐỊNH\\nVề bổ nhiệm\\nCăn cứ Luật A và B;\\nTheo đề nghị của Sở Nội vụ,\\nQUYẾT ĐỊNH:\\n"
    >>> [(c.kind, text[c.span.start : c.span.end]) for c in clauses(text, read(text))]
    [('basis', 'Căn cứ Luật A và B'), ('proposal', 'Theo đề nghị của Sở Nội vụ')]
    """
    parts = [r for r in layout.regions if r.where == "preamble"]
    return preamble.clauses(text, parts[0].start, parts[-1].end) if parts else ()


def _identity(words: str, head: header.Header, opening: tuple[int, int], end: closing.Closing) -> Document:
    """The document's identity; sentences are asked for date, issuer and force only where it has a type."""
    if not head.type:
        return Document(
            number=head.number,
            date=head.date,
            issuer=head.issuer,
            signer=end.signer,
            recipients=end.recipients,
        )
    body = opening[1]
    date = head.date or force.passed(words, body, end.start)
    effective, expires = force.in_force(words, body, end.start, type_name=head.type, signed=date)
    return Document(
        type=head.type,
        number=head.number,
        date=date,
        issuer=head.issuer or _enacting(words, *opening) or _reporting(words, body, end.start),
        title=head.title,
        signer=end.signer,
        effective=effective,
        expires=expires,
        addressees=head.addressees,
        recipients=end.recipients,
    )


def _enacting(words: str, start: int, end: int) -> str:
    """The body that enacts at the preamble's end: "Chính phủ ban hành Nghị định …"."""
    match = _ENACTING.search(words, start, end)
    return (head_of(match["body"]) or written_out(match["body"])) if match else ""


def _reporting(words: str, body: int, end: int) -> str:
    """The body that reports in the last sentence: "…, Sở Nội vụ tỉnh Quảng Nam kính báo cáo …"."""
    found = [m["body"] for m in _REPORTING.finditer(words, max(body, end - _TAIL), end)]
    return written_out(found[-1]) if found else ""


def _annex(words: str, end: closing.Closing) -> int:
    """Where the annexes begin: after the signature, if more than blanks and page numbers follows."""
    following = words[end.end : end.end + _ANNEX_LOOK]
    return end.end if sum(c.isalpha() for c in following) >= _ANNEX_LETTERS else len(words)


def _annex_starts(after: int, headings: list[int], *, closed: bool) -> list[int]:
    """Where the regions of the annexes begin; what little stands before the first heading belongs to it."""
    if closed and headings and headings[0] - after <= _LETTERHEAD:
        return [after, *headings[1:]]
    return [after, *headings] if closed else headings


def _raw(cleaned: Cleaned, at: int, length: int) -> int:
    if at >= len(cleaned.text):
        return length
    return cleaned.raw(at, at + 1)[0] if at else 0


def _mapped(cleaned: Cleaned, parts: tuple[_Part, ...], length: int) -> tuple[_Part, ...]:
    """Parts with the spans of the printed text."""
    if cleaned.starts is None:
        return parts
    spans = (Span(_raw(cleaned, p.span.start, length), _raw(cleaned, p.span.end, length)) for p in parts)
    return tuple(replace(part, span=span) for part, span in zip(parts, spans, strict=True))


def _raw_span(cleaned: Cleaned, span: Span | None) -> Span | None:
    return Span(*cleaned.raw(span.start, span.end)) if span and span.end > span.start else None


def _regions(cuts: Sequence[tuple[int, Where]], bodies: Sequence[Span], length: int) -> tuple[Region, ...]:
    """A contiguous cover: the parts in order, each footnote's words cut out of the part that holds them."""
    found: list[Region] = []
    at = 0

    def upto(end: int, where: Where) -> None:
        nonlocal at
        if end > at:
            found.append(Region(where, at, end))
            at = end

    waiting = iter([*bodies, Span(length, length)])
    note = next(waiting)
    for (_, where), (end, _) in zip(cuts, [*cuts[1:], (length, "annex")], strict=True):
        while note.start < end:
            upto(note.start, where)
            upto(note.end, "footnote")
            note = next(waiting)
        upto(end, where)
    return tuple(found)


__all__ = [
    "Annex",
    "Clause",
    "ClauseKind",
    "Division",
    "Layout",
    "Region",
    "Signature",
    "clauses",
    "read",
]
