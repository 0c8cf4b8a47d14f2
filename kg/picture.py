"""A trace as SVG, drawn by ourselves: bands by rank, Vietnamese labels, the sentences under the picture.

No browser and no Graphviz.  Colours are Okabe and Ito's, which the colour-blind tell apart; kinds of
edges differ in their strokes as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import PurePath

from kg.layers import BOX, MARGIN, ROW, Box, Layout, Point, layout
from kg.lookup import Node
from kg.trace import Hop, Trace

SHOWN = 60
"""Relations drawn at most; a larger picture is read by nobody."""

_FONT = "'Noto Sans','Segoe UI','DejaVu Sans',Arial,sans-serif"
_TOP = 84
_TINTS = ("#fbf1ee", "#eef4fa", "#eef7f2", "#fbf8ea", "#f3f4f7", "#f6f6f6")
_INK, _SOFT, _PAPER, _START, _FRAME = "#1d2733", "#5d6875", "#ffffff", "#0b3a66", "#7d8894"
_STROKES = {
    "implements": ("#0072B2", ""),
    "details": ("#00795a", ""),
    "basedOn": ("#6b7480", "7 4"),
    "amends": ("#C44E00", ""),
    "replaces": ("#C44E00", "2 3"),
    "repeals": ("#C44E00", "9 3 2 3"),
}
_OTHER = ("#8a6d9e", "3 4")
_BOLD, _SMALL, _NOTE = 13.5, 11.5, 12.0
_DIRECTIONS = {
    "up": "ngược lên văn bản gốc",
    "down": "xuôi xuống cấp dưới",
    "both": "văn bản gốc và văn bản cấp dưới",
}


def svg(trace: Trace, *, sentences: bool = True) -> str:
    """The trace as an SVG document; without ``sentences`` only the picture."""
    hops = trace.hops[:SHOWN]
    nodes = list(
        {n.iri: n for n in (trace.start, *(n for h in hops for n in (h.subject, h.object)))}.values()
    )
    placed = layout(nodes, hops, {n.iri: _box_width(n) for n in nodes})
    bottom = _TOP + len(placed.rows) * ROW
    notes = list(_notes(hops, bottom + 36, placed.width)) if sentences and hops else []
    height = notes[-1][0] + 24 if notes else bottom
    title = escape(_title(trace))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {placed.width:.0f} {height:.0f}" '
        f'width="{placed.width:.0f}" height="{height:.0f}" role="img" aria-label="{title}" '
        f'font-family="{_FONT}">',
        f"<title>{title}</title>",
        f"<defs>{''.join(map(_marker, sorted({h.relation.predicate for h in hops})))}</defs>",
        f'<rect width="{placed.width:.0f}" height="{height:.0f}" rx="10" fill="{_PAPER}"/>',
        *_heading(trace, hops, placed.width),
        f'<g transform="translate(0,{_TOP})">',
        *_bands(placed),
        *(_edge(hop, route) for hop, route in zip(hops, placed.routes, strict=True)),
        *(line for box in placed.boxes for line in _box(box, start=box.node == trace.start)),
        *_pills(hops, placed),
        "</g>",
        *(line for _, line in notes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _title(trace: Trace) -> str:
    if trace.target is not None:
        return f"{trace.start.label} → {trace.target.label}"
    return f"{trace.start.label}: {_DIRECTIONS[trace.direction]}"


def _heading(trace: Trace, hops: tuple[Hop, ...], width: float) -> Iterator[str]:
    count = f"{len(trace.nodes)} văn bản · {len(trace.hops)} quan hệ"
    if len(hops) < len(trace.hops):
        count += f" (vẽ {len(hops)})"
    yield _text(MARGIN, 38, _title(trace), size=19, weight=700)
    yield _text(MARGIN, 62, trace.start.issuer or trace.start.title, size=13, fill=_SOFT)
    yield _text(width - MARGIN, 38, count, size=13, fill=_SOFT, anchor="end")
    x = width - MARGIN
    for label, kind in sorted({(h.relation.label, h.relation.predicate) for h in hops}, reverse=True):
        colour, dashes = _STROKES.get(kind, _OTHER)
        yield _text(x, 62, label, size=12, fill=colour, anchor="end")
        x -= _length(label, 12) + 8
        yield f'<line x1="{x - 26:.0f}" y1="58" x2="{x:.0f}" y2="58" {_stroke(colour, dashes)}/>'
        x -= 48


def _bands(placed: Layout) -> Iterator[str]:
    for n, band in enumerate(placed.rows):
        tint = _TINTS[band.rank % len(_TINTS)]
        yield f'<rect y="{n * ROW}" width="{placed.width:.0f}" height="{ROW}" fill="{tint}"/>'
        if n == 0 or placed.rows[n - 1] != band:
            yield _text(MARGIN, n * ROW + 22, band.label, size=12, fill=_SOFT)


def _box_width(node: Node) -> float:
    return max(_length(_name(node), _BOLD) * 1.1, _length(_under(node), _SMALL), 110.0) + 28


def _name(node: Node) -> str:
    return _short(node.label, 44)


def _under(node: Node) -> str:
    issuer = node.issuer.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
    return " · ".join(filter(None, (_short(issuer, 40), node.day)))


def _box(box: Box, *, start: bool) -> Iterator[str]:
    """A document: filled where the trace begins, with a broken frame where its text is not held."""
    node = box.node
    fill, frame, ink, soft = (_START, _START, _PAPER, "#d5e2ee") if start else (_PAPER, _FRAME, _INK, _SOFT)
    dashes = "" if node.held or start else ' stroke-dasharray="5 3"'
    yield (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{BOX}" rx="7" fill="{fill}" '
        f'stroke="{frame}" stroke-width="1.3"{dashes}><title>{escape(str(node))}</title></rect>'
    )
    yield _text(box.x + 14, box.y + 21, _name(node), size=_BOLD, weight=700, fill=ink)
    yield _text(box.x + 14, box.y + 38, _under(node), size=_SMALL, fill=soft)


def _edge(hop: Hop, route: tuple[Point, ...]) -> str:
    colour, dashes = _STROKES.get(hop.relation.predicate, _OTHER)
    (x, y), *rest = route
    path = f"M{x:.1f},{y:.1f}"
    for x2, y2 in rest:
        bend = (y2 - y) * 0.5
        path += f" C{x:.1f},{y + bend:.1f} {x2:.1f},{y2 - bend:.1f} {x2:.1f},{y2:.1f}"
        x, y = x2, y2
    end = f'marker-end="url(#{hop.relation.predicate})"'
    return f'<path d="{path}" fill="none" {_stroke(colour, dashes)} {end}/>'


def _pills(hops: tuple[Hop, ...], placed: Layout) -> Iterator[str]:
    """On every edge its number and how it reads; pills give way to each other along their edges."""
    taken: list[tuple[Point, float]] = []
    for number, (hop, route) in enumerate(zip(hops, placed.routes, strict=True), 1):
        colour, _ = _STROKES.get(hop.relation.predicate, _OTHER)
        words = f"{number} · {hop.relation.label}"
        width = _length(words, _SMALL) + 16
        x, y = _free(route, width, taken)
        taken.append(((x, y), width))
        yield (
            f'<rect x="{x - width / 2:.1f}" y="{y - 10:.1f}" width="{width:.1f}" height="20" rx="10" '
            f'fill="{_PAPER}" stroke="{colour}"/>'
        )
        yield _text(x, y + 4, words, size=_SMALL, fill=colour, anchor="middle")


def _free(route: tuple[Point, ...], width: float, taken: list[tuple[Point, float]]) -> Point:
    """The middle of a route's last stretch, or the place along it that covers the fewest pills."""
    (x1, y1), (x2, y2) = route[-2:]
    places = [_on_curve(x1, y1, x2, y2, share) for share in (0.5, 0.36, 0.64, 0.22, 0.78, 0.1, 0.9)]

    def covered(place: Point) -> float:
        return sum(
            max(0.0, (width + other) / 2 + 4 - abs(place[0] - x)) * max(0.0, 22 - abs(place[1] - y))
            for (x, y), other in taken
        )

    return min(places, key=covered)


def _on_curve(x1: float, y1: float, x2: float, y2: float, t: float) -> Point:
    ease = t * t * (3 - 2 * t)
    middle = 3 * t * (1 - t) * ((1 - t) * 0.5 + t * 0.5) + t**3
    return x1 + (x2 - x1) * ease, y1 + (y2 - y1) * middle


def _notes(hops: tuple[Hop, ...], top: float, width: float) -> Iterator[tuple[float, str]]:
    """The sentences under the picture: the line's height on the page, and the line."""
    yield top, _text(MARGIN, top, "Câu văn làm chứng", size=13.5, weight=700)
    y = top + 6
    for number, hop in enumerate(hops, 1):
        colour, _ = _STROKES.get(hop.relation.predicate, _OTHER)
        head = f"{number}. {hop.subject.label} {hop.relation.label} {hop.object.label}"
        y += 24
        yield y, _text(MARGIN, y, head, size=12.5, weight=600, fill=colour)
        for best in hop.evidence[:1]:
            for line in _wrapped(f"“{' '.join(best.quote.split())}”", width - 2 * MARGIN - 20, _NOTE):
                y += 18
                yield y, _text(MARGIN + 20, y, line, size=_NOTE)
            y += 17
            yield y, _text(MARGIN + 20, y, place(hop, name_only=True), size=11, fill=_SOFT)


def place(hop: Hop, *, name_only: bool = False) -> str:
    """Where the best evidence of a hop stands, how certain it is, and how much more there is."""
    best = hop.evidence[0]
    path = PurePath(best.path).name if name_only else best.path
    confidence = f"{best.confidence:.2f}".replace(".", ",")
    more = f" · và {len(hop.evidence) - 1} chỗ khác" if len(hop.evidence) > 1 else ""
    return f"{path or best.source}, ký tự {best.start}–{best.end} · độ tin cậy {confidence}{more}"


def _wrapped(words: str, width: float, size: float) -> Iterable[str]:
    line = ""
    for word in words.split():
        if line and _length(f"{line} {word}", size) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _short(words: str, length: int) -> str:
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _length(words: str, size: float) -> float:
    """About how wide the words are in pixels, in the widest of the fonts that may draw them."""
    plain = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    wide = sum(c.isupper() or c in "mwMW—…→" for c in plain)
    narrow = sum(c in "ilj.,:;/·|'()[] -tfrI1" for c in plain)
    return (len(plain) * 0.61 + wide * 0.12 - narrow * 0.22) * size


def _text(
    x: float, y: float, words: str, *, size: float, weight: int = 400, fill: str = _INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _stroke(colour: str, dashes: str) -> str:
    return f'stroke="{colour}" stroke-width="2"' + (f' stroke-dasharray="{dashes}"' if dashes else "")


def _marker(kind: str) -> str:
    colour, _ = _STROKES.get(kind, _OTHER)
    return (
        f'<marker id="{kind}" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0,0.8 L9.5,5 L0,9.2 z" fill="{colour}"/></marker>'
    )
