"""Automatic numbers of Word lists: what numbering.xml makes the reader see before a paragraph.

Official templates often number "Điều 1.", "I.", "1.", "a)" this way, so that the words "Điều 1." stand
nowhere in the file's text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PLACE = re.compile(r"%([1-9])")
_BULLETS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "o": "o"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def render(value: int, form: str) -> str:
    """A counter in a Word number format: ``render(4, "upperRoman") == "IV"``.

    Unknown formats are written in decimal, as Word does.
    """
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        digits, rest = "", value
        for size, letters in _ROMAN:
            digits += letters * (rest // size)
            rest %= size
        return digits.upper() if form == "upperRoman" else digits
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{value:02d}" if form == "decimalZero" else str(value)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its pattern ("Điều %1.") and what parts it from the text."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    gap: str = " "
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted."""

    abstract_of: Mapping[str, str]
    levels: Mapping[str, Mapping[int, Level]]
    overrides: Mapping[str, Mapping[int, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a paragraph style is tied to in list ``number``."""
        levels = self.levels.get(self.abstract_of.get(number, ""), {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph of list ``number`` and give its label with the gap: ``"Điều 1. "``."""
        abstract = self.abstract_of.get(number, "")
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts[abstract]
        restart = self.overrides.get(number, {}).get(depth)
        if restart is not None and (number, depth) not in self.begun:
            counts[depth] = restart
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self.begun.add((number, depth))
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            mark = _BULLETS.get(level.pattern, level.pattern)
            return mark + level.gap if mark.isprintable() and mark.strip() else ""

        def value(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            part = levels.get(at, Level())
            form = "decimal" if level.legal and at != depth else part.form
            return render(counts.get(at, part.start), form)

        label = _PLACE.sub(value, level.pattern)
        return label + level.gap if label.strip() else ""


def _int(element: etree._Element | None, default: int) -> int:
    try:
        return default if element is None else int(element.get(f"{W}val", ""))
    except ValueError:
        return default


def val(parent: etree._Element, name: str, default: str = "") -> str:
    """``w:val`` of a child: ``val(paragraph_properties, "pStyle")``."""
    child = parent.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _level(element: etree._Element) -> Level:
    gap = {"nothing": ""}.get(val(element, "suff"), " ")
    return Level(
        _int(element.find(f"{W}start"), 1),
        val(element, "numFmt", "decimal"),
        val(element, "lvlText"),
        gap,
        element.find(f"{W}isLgl") is not None,
        val(element, "pStyle"),
    )


def _depth(element: etree._Element) -> int:
    text = element.get(f"{W}ilvl", "0")
    return int(text) if text.isdigit() else 0


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of ``word/numbering.xml`` (None: a document without lists)."""
    if root is None:
        return Numbering({}, {}, {})
    levels = {
        abstract.get(f"{W}abstractNumId", ""): {
            _depth(lvl): _level(lvl) for lvl in abstract.iterfind(f"{W}lvl")
        }
        for abstract in root.iterfind(f"{W}abstractNum")
    }
    abstract_of: dict[str, str] = {}
    overrides: dict[str, dict[int, int]] = {}
    for num in root.iterfind(f"{W}num"):
        number = num.get(f"{W}numId", "")
        abstract_of[number] = val(num, "abstractNumId")
        for override in num.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                overrides.setdefault(number, {})[_depth(override)] = _int(start, 1)
            replaced = override.find(f"{W}lvl")
            if replaced is not None:
                own = f"num-{number}"
                levels[own] = levels.get(own) or dict(levels.get(abstract_of[number], {}))
                levels[own][_depth(override)] = _level(replaced)
                abstract_of[number] = own
    return Numbering(abstract_of, levels, overrides)
