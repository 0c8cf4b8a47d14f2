"""What a Word style says of fonts and lists, followed up the chain of ``basedOn``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from nlp.load import legacy
from nlp.load.numbering import W, val

Font = tuple[legacy.Legacy, bool] | None
"""A legacy font as (encoding, capitals only), None for Unicode fonts."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of ``word/styles.xml`` by id, and the font where nothing else is said."""

    by_id: Mapping[str, etree._Element]
    default: Font

    def chain(self, style: str) -> Iterator[tuple[str, etree._Element]]:
        """The style and those it is based on, nearest first, as (id, element)."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield style, self.by_id[style]
            style = val(self.by_id[style], "basedOn")

    def list_of(self, paragraph: etree._Element) -> tuple[str, str, str]:
        """(list id, level, the style that says so) of a paragraph; ("", "", "") where it has no number."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            return val(own, "numId"), val(own, "ilvl"), ""
        for style, element in self.chain(_style(paragraph, "pPr/pStyle")):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                return val(properties, "numId"), val(properties, "ilvl"), style
        return "", "", ""

    def paragraph_font(self, paragraph: etree._Element) -> Font:
        """The font of runs that name none."""
        return self._of_style(_style(paragraph, "pPr/pStyle"), self.default)

    def run_font(self, properties: etree._Element | None, inherited: Font) -> Font:
        """The font of a run with these properties."""
        if properties is None:
            return inherited
        name = _font_name(properties)
        return legacy.of_font(name) if name else self._of_style(val(properties, "rStyle"), inherited)

    def _of_style(self, style: str, otherwise: Font) -> Font:
        for _, element in self.chain(style):
            properties = element.find(f"{W}rPr")
            name = "" if properties is None else _font_name(properties)
            if name:
                return legacy.of_font(name)
        return otherwise


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of a document (None: it has none)."""
    if root is None:
        return Styles({}, None)
    default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    name = "" if default is None else _font_name(default)
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    return Styles(by_id, legacy.of_font(name))


def _font_name(properties: etree._Element) -> str:
    fonts = properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""


def _style(element: etree._Element, path: str) -> str:
    found = element.find("/".join(W + step for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")
