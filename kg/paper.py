"""Our own SVG pictures as PDF: lines stay lines, words stay words, and the font travels inside.

Only what ``kg.picture`` and the explorer draw is known here: groups moved by translation, rectangles,
straight lines, paths of M, L, C and Z, words in one size and weight, arrow heads as markers at the end.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from functools import cache

from lxml import etree
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kg.errors import GraphError
from kg.paths import resource

LARGEST = 8_000_000
"""Characters of a picture that are taken at most."""
_READABLE = 0.55
"""Points for a unit of the picture below which a larger sheet is taken."""
_OWN = 0.75
_LONGEST = 14_000.0
"""Of a sheet of the picture's own size: points for a unit, points along a side at most."""
_EDGE = 24.0
_ABSENT = str.maketrans({"→": "›", "←": "‹", "⟲": "(vòng)"})
"""Signs that the font lacks, and what stands for them."""
_STEP = re.compile(r"([MLCZmlcz])|(-?\d*\.?\d+(?:e-?\d+)?)")
_MOVED = re.compile(r"translate\(\s*(-?[\d.]+)[ ,]+(-?[\d.]+)\s*\)")

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]


class BadPicture(GraphError):  # noqa: N818 - the names say what is wrong
    """What should become a PDF is not a picture of ours."""

    def __init__(self) -> None:
        super().__init__(
            "hình không đọc được; hãy mở lại trang", "the picture cannot be read; open the page again"
        )


def pdf(picture: str, *, title: str = "luocdo") -> bytes:
    """An SVG picture as a PDF of one page: A4, A3, or a sheet of its own where it could not be read there.

    Raises :class:`BadPicture` where the text is no SVG or is too long.
    """
    root = _parsed(picture)
    left, top, width, height = _frame(root)
    sheet = _sheet(width, height)
    scale = min((sheet[0] - 2 * _EDGE) / width, (sheet[1] - 2 * _EDGE) / height, 1.2)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=sheet)
    canvas.setTitle(title)
    canvas.setCreator("luocdo")
    # the picture's y grows downwards, the paper's upwards
    canvas.translate((sheet[0] - width * scale) / 2 - left * scale, sheet[1] - _EDGE + top * scale)
    canvas.scale(scale, -scale)
    clip = canvas.beginPath()
    clip.rect(left, top, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    markers = {str(m.get("id")): _marker(m) for m in root.iter("{*}marker")}
    _group(canvas, root, markers)
    canvas.save()
    return buffer.getvalue()


def _parsed(picture: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        if len(picture) > LARGEST:
            raise BadPicture
        root = etree.fromstring(picture.encode(), parser)
    except etree.XMLSyntaxError:
        raise BadPicture from None
    if etree.QName(root).localname != "svg":
        raise BadPicture
    return root


def _frame(root: etree._Element) -> tuple[float, float, float, float]:
    found = [float(n) for n in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    if len(found) != 4 or min(found[2:]) <= 0:
        raise BadPicture
    return found[0], found[1], found[2], found[3]


def _sheet(width: float, height: float) -> tuple[float, float]:
    """A4 or A3 where the picture can be read on it, else a sheet of the picture's own size."""
    for sheet in (A4, A3):
        size = landscape(sheet) if width >= height else sheet
        if min((size[0] - 2 * _EDGE) / width, (size[1] - 2 * _EDGE) / height) >= _READABLE:
            return float(size[0]), float(size[1])
    scale = min(_OWN, _LONGEST / max(width, height))
    return width * scale + 2 * _EDGE, height * scale + 2 * _EDGE


@cache
def _font(*, bold: bool) -> str:
    """The name of the font, made known with its first use."""
    name = "NotoSans-Bold" if bold else "NotoSans-Regular"
    pdfmetrics.registerFont(TTFont(name, str(resource("vendor/noto") / f"{name}.ttf")))
    return name


def _group(canvas: Canvas, group: etree._Element, markers: dict[str, tuple[str, float]]) -> None:
    for part in group:
        kind = str(part.tag).rpartition("}")[2]  # comments have no name
        if kind == "g":
            canvas.saveState()
            if moved := _MOVED.search(part.get("transform", "")):
                canvas.translate(float(moved[1]), float(moved[2]))
            _group(canvas, part, markers)
            canvas.restoreState()
        elif kind in _DRAWN and part.get("opacity") != "0":
            canvas.saveState()
            if kind == "text":
                _words(canvas, part)
            else:
                _shape(canvas, part, kind, markers)
            canvas.restoreState()


_DRAWN = frozenset({"rect", "line", "path", "text"})


def _shape(canvas: Canvas, part: etree._Element, kind: str, markers: dict[str, tuple[str, float]]) -> None:
    faint = _number(part, "opacity", 1.0)
    fill = _colour(part.get("fill", "#000000"), faint * _number(part, "fill-opacity", 1.0))
    stroke = _colour(part.get("stroke", "none"), faint)
    if fill:
        canvas.setFillColor(fill)
    if stroke:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(_number(part, "stroke-width", 1.0))
        canvas.setLineCap(1 if part.get("stroke-linecap") == "round" else 0)
        canvas.setDash([float(n) for n in re.findall(r"[\d.]+", part.get("stroke-dasharray", ""))])
    painted = {"stroke": int(stroke is not None), "fill": int(fill is not None and kind != "line")}
    if kind == "rect":
        x, y, width, height = (_number(part, name) for name in ("x", "y", "width", "height"))
        round_ = min(_number(part, "rx"), width / 2, height / 2)
        canvas.roundRect(x, y, width, height, round_, **painted)
        return
    segments = list(_segments(part, kind))
    canvas.drawPath(_path(canvas, segments), **painted)
    end = re.search(r"#([\w-]+)", part.get("marker-end", ""))
    if end and end[1] in markers:
        _arrow(canvas, segments, *markers[end[1]])


def _segments(part: etree._Element, kind: str) -> Iterator[Segment]:
    if kind == "line":
        yield "M", ((_number(part, "x1"), _number(part, "y1")),)
        yield "L", ((_number(part, "x2"), _number(part, "y2")),)
        return
    steps: list[tuple[str, list[float]]] = []
    for letter, number in _STEP.findall(part.get("d", "")):
        if letter:
            steps.append((letter.upper(), []))
        elif steps:
            steps[-1][1].append(float(number))
    for letter, numbers in steps:
        points = tuple(zip(numbers[::2], numbers[1::2], strict=False))
        size = 3 if letter == "C" else 1
        if letter == "Z":
            yield letter, ()
        for at in range(0, len(points) - size + 1, size):
            yield letter if at == 0 or letter != "M" else "L", points[at : at + size]


def _path(canvas: Canvas, segments: list[Segment]) -> object:
    path = canvas.beginPath()
    for letter, points in segments:
        flat = [n for point in points for n in point]
        if letter == "M":
            path.moveTo(*flat)
        elif letter == "L":
            path.lineTo(*flat)
        elif letter == "C":
            path.curveTo(*flat)
        else:
            path.close()
    return path


def _marker(marker: etree._Element) -> tuple[str, float]:
    shape = marker.find("{*}path")
    return (shape.get("fill", "#000000") if shape is not None else "#000000"), _arrow_size(marker)


def _arrow_size(marker: etree._Element) -> float:
    """The length of an arrow's head in units of the picture; markers else count in widths of the line."""
    size = _number(marker, "markerWidth", 3.0)
    return size if marker.get("markerUnits") == "userSpaceOnUse" else size * 2


def _arrow(canvas: Canvas, segments: list[Segment], colour: str, size: float) -> None:
    points = [point for _, found in segments for point in found]
    (x, y), before = points[-1], next((p for p in reversed(points) if math.dist(p, points[-1]) > 0.1), None)
    if before is None:
        return
    angle = math.atan2(y - before[1], x - before[0])
    head = canvas.beginPath()
    for step, (along, across) in enumerate(((0.0, 0.0), (-size, -size * 0.44), (-size, size * 0.44))):
        place = (
            x + along * math.cos(angle) - across * math.sin(angle),
            y + along * math.sin(angle) + across * math.cos(angle),
        )
        (head.lineTo if step else head.moveTo)(*place)
    head.close()
    filled = _colour(colour, 1.0)
    if filled:
        canvas.setFillColor(filled)
        canvas.drawPath(head, stroke=0, fill=1)


def _words(canvas: Canvas, part: etree._Element) -> None:
    words = "".join(map(str, part.itertext())).translate(_ABSENT)
    weight = part.get("font-weight", "400")
    font, size = _font(bold=weight == "bold" or int(weight) >= 600), _number(part, "font-size", 12.0)
    wide = pdfmetrics.stringWidth(words, font, size)
    squeezed = min(1.0, _number(part, "textLength", wide) / wide) if wide else 1.0
    shift = {"middle": 0.5, "end": 1.0}.get(part.get("text-anchor", ""), 0.0)
    if fill := _colour(part.get("fill", "#000000"), 1.0):
        canvas.setFillColor(fill)
    canvas.translate(_number(part, "x") - shift * wide * squeezed, _number(part, "y"))
    canvas.scale(squeezed, -1)
    canvas.setFont(font, size)
    canvas.drawString(0, 0, words)


def _number(part: etree._Element, name: str, other: float = 0.0) -> float:
    try:
        return float(part.get(name, other))
    except ValueError:
        return other


def _colour(said: str, alpha: float) -> Color | None:
    """A colour as "#0b3a66" or "#fff"; None where nothing is to be painted."""
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}){1,2}", said):
        return None
    long = said if len(said) == 7 else "#" + "".join(2 * c for c in said[1:])
    found = HexColor(long)
    return Color(found.red, found.green, found.blue, alpha=alpha)
