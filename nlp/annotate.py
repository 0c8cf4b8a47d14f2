"""Citations as links in the text, or in the page, that they were found in.

Plain text becomes HTML, escaped.  A page keeps all that it has: tags are never cut, never nested wrongly; a
citation that straddles a tag is linked piece by piece.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from nlp.align import align
from nlp.clean import Cleaned
from nlp.markup import BLOCKS, VOID, Piece, pieces
from nlp.model import Citation, Extraction, Mention
from nlp.steps import cleaned

Spot = tuple[Citation, Mention]
"""A mention and the document that it names."""
Wrap = Callable[[Citation, Mention], tuple[str, str] | None]
"""What to write before and after a mention, as HTML; None leaves it as it is."""
Href = Callable[[Citation, Mention], str]
"""Where a mention leads; "" leaves it as it is."""
Straddling = Literal["split", "skip"]


@dataclass(frozen=True, slots=True)
class _Link:
    """A span of the source and what goes around it."""

    start: int
    end: int
    before: str
    after: str


def spots(extraction: Extraction) -> list[Spot]:
    """Every mention with its citation, in reading order; the longer one first where two begin together.

    >>> from nlp import extract
    >>> [(c.number, m.text) for c, m in spots(extract("Nghị định 54 và Luật số 80/2015/QH13"))]
    [('54', 'Nghị định 54'), ('80/2015/QH13', 'Luật số 80/2015/QH13')]
    """
    found = [(c, m) for c in extraction.citations for m in c.mentions]
    return sorted(found, key=lambda spot: (spot[1].start, -spot[1].end))


def apart(found: Iterable[Spot]) -> list[Spot]:
    """The spots that do not overlap: of two that do, the one that begins first, then the longer.

    >>> from nlp import extract
    >>> answer = extract("Quyết định số 24 đến số 26/QĐ-UBND")
    >>> [(c.number, m.text) for c, m in apart(spots(answer))]  # 25 stands for itself nowhere
    [('24/QĐ-UBND', 'Quyết định số 24'), ('25/QĐ-UBND', 'số 26/QĐ-UBND')]
    """
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda s: (s[1].start, -s[1].end)):
        if not kept or spot[1].start >= kept[-1][1].end:
            kept.append(spot)
    return kept


def name(citation: Citation) -> str:
    """A citation in few words: "Nghị định 34/2016/NĐ-CP, 2016-05-14, Chính phủ".

    >>> name(Citation("c1", "Nghị định", "34/2016/NĐ-CP", date="2016-05-14", issuer="Chính phủ"))
    'Nghị định 34/2016/NĐ-CP, 2016-05-14, Chính phủ'
    """
    what = citation.name if citation.name and not citation.number else f"{citation.type} {citation.number}"
    return ", ".join(filter(None, (what.strip(), citation.date or citation.year, citation.issuer)))


def annotate(
    source: str,
    found: Extraction | Iterable[Spot],
    *,
    href: Href | None = None,
    wrap: Wrap | None = None,
    is_html: bool = False,
    plain: str = "",
    straddling: Straddling = "split",
    relink: bool = False,
) -> str:
    """``source`` as HTML, its citations linked to ``href``, else inside what ``wrap`` gives, else ``<mark>``.

    ``source`` is the text that was extracted from, or with ``is_html`` the page.  Offsets in a page refer to
    the extraction's text, else to ``plain``, else to what the step "html" makes of the page; its letters are
    found again in the page.  Of overlapping mentions the first counts, then the longer.  ``straddling``: a
    citation that a tag cuts is linked in pieces, or left alone.  What stands in a link of the page's own is
    left alone, unless ``relink``.  What comes from the text is escaped; what ``wrap`` gives is written as is.

    >>> from nlp import extract
    >>> text = "Theo Nghị định 34/2016/NĐ-CP & Luật này"
    >>> annotate(text, extract(text), href=lambda c, m: "/tim?so=" + c.number if c.number else "")
    'Theo <a class="citation" href="/tim?so=34/2016/NĐ-CP">Nghị định 34/2016/NĐ-CP</a> &amp; Luật này'
    >>> page, answer = "<p><i>Nghị định <b>34</i>/2016/NĐ-CP</b></p>", extract("Nghị định 34/2016/NĐ-CP")
    >>> annotate(page, answer, is_html=True, wrap=lambda c, m: ("<u>", "</u>"))
    '<p><i><u>Nghị định </u><b><u>34</u></i><u>/2016/NĐ-CP</u></b></p>'
    """
    chosen = apart(spots(found) if isinstance(found, Extraction) else found)
    around = wrap or _wrapping(href)
    wrapped = [(m, edges) for c, m in chosen if (edges := around(c, m)) is not None]
    if not is_html:
        return _written(source, [_Link(m.start, m.end, *edges) for m, edges in wrapped], escape_words=True)
    text = found.text.text if isinstance(found, Extraction) else plain
    page = cleaned(source, "html", "nfc")
    spans = _spans(text or cleaned(source, "html").text, page, [m for m, _ in wrapped])
    tree = _Tree(source)
    links: list[_Link] = []
    for span, (_, edges) in zip(spans, wrapped, strict=True):
        parts = tree.parts(*span, relink=relink) if span else []
        if len(parts) == 1 or straddling == "split":
            links += (_Link(start, end, *edges) for start, end in parts)
    return _written(source, links, escape_words=False)


def _wrapping(href: Href | None) -> Wrap:
    def link(citation: Citation, mention: Mention) -> tuple[str, str] | None:
        address = href(citation, mention) if href is not None else ""
        return (f'<a class="citation" href="{escape(address)}">', "</a>") if address else None

    def mark(citation: Citation, _: Mention) -> tuple[str, str]:
        return f'<mark class="citation" title="{escape(name(citation))}">', "</mark>"

    return mark if href is None else link


def _spans(text: str, page: Cleaned, mentions: Sequence[Mention]) -> list[tuple[int, int] | None]:
    if not mentions:
        return []
    placed = align(text, page)
    return [placed.span(m.start, m.end) for m in mentions]


class _Tree:
    """The tags and words of a page, to be looked up by place."""

    def __init__(self, source: str) -> None:
        self.pieces = list(pieces(source))
        self.links = [p for p in self.pieces if p.name == "a"]

    def parts(self, start: int, end: int, *, relink: bool) -> list[tuple[int, int]]:
        """The spans to wrap: one where the tags inside are whole and inline, else the words between them."""
        first = bisect_right(self.pieces, start, key=lambda p: p.end)
        inside = self.pieces[first : bisect_left(self.pieces, end, key=lambda p: p.start)]
        before = bisect_left(self.links, start, key=lambda p: p.start)
        in_link = before > 0 and self.links[before - 1].kind == "open"
        if not relink and (in_link or any(p.name == "a" for p in inside)):
            return []
        if inside and (whole := self._whole(first, first + len(inside), start, end)) is not None:
            return [whole]
        words = (p for p in inside if p.kind in ("words", "entity") and not p.text.isspace())
        return _joined((max(start, p.start), min(end, p.end)) for p in words)

    def _whole(self, first: int, last: int, start: int, end: int) -> tuple[int, int] | None:
        """The span, with the tags that stand right beside it, where every tag inside is then matched."""
        opened = closed = 0
        for piece in self.pieces[first:last]:
            if piece.kind == "open" and piece.name not in VOID:
                opened += 1
            elif piece.kind == "close":
                opened, closed = (opened - 1, closed) if opened else (opened, closed + 1)
        grown = self.pieces[max(0, first - closed) : last + opened]
        beside = (*grown[:closed], *grown[len(grown) - opened :])
        if not _balanced(grown) or not all(p.kind in ("open", "close") for p in beside):
            return None
        if (closed and start > self.pieces[first].start) or (opened and end < self.pieces[last - 1].end):
            return None
        return grown[0].start if closed else start, grown[-1].end if opened else end


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words and entities that follow one another are one stretch."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _balanced(inside: Sequence[Piece]) -> bool:
    """Every tag is closed, in order, and none of them is a block."""
    stack: list[str] = []
    for piece in inside:
        if piece.kind == "open" and piece.name not in VOID:
            if piece.name in BLOCKS or piece.name in ("td", "th"):
                return False
            stack.append(piece.name)
        elif piece.kind == "close" and (not stack or stack.pop() != piece.name):
            return False
    return not stack


def _written(source: str, links: Iterable[_Link], *, escape_words: bool) -> str:
    """The source with the links put in; a footnote's words may stand elsewhere in a page than in its text."""
    out: list[str] = []
    position = 0

    def write(upto: int) -> None:
        nonlocal position
        words = source[position:upto]
        out.append(escape(words, quote=False) if escape_words else words)
        position = upto

    for link in sorted(links, key=lambda link: (link.start, link.end)):
        if link.start >= position:
            write(link.start)
            out.append(link.before)
            write(link.end)
            out.append(link.after)
    write(len(source))
    return "".join(out)


__all__ = ["Href", "Spot", "Straddling", "Wrap", "annotate", "apart", "name", "spots"]
