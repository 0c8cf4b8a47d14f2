"""Automatic numbers of OpenDocument lists, counted as those of Word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from nlp.load.numbering import Level, Numbering
from nlp.load.opendocument import STYLE, TEXT

_FORMS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
_PLACE = re.compile(r"%(\d+)%")


def read_lists(*roots: etree._Element | None) -> Numbering:
    """The list styles of a document's parts; a list is named by its style."""
    levels = {
        style.get(f"{STYLE}name", ""): dict(_levels(style))
        for root in roots
        if root is not None
        for style in root.iter(f"{TEXT}list-style")
    }
    return Numbering({name: name for name in levels}, levels, {})


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in style:
        depth = element.get(f"{TEXT}level", "")
        if not depth.isdigit():
            continue
        if element.tag == f"{TEXT}list-level-style-bullet":
            yield int(depth) - 1, Level(1, "bullet", element.get(f"{TEXT}bullet-char", ""))
        elif element.tag == f"{TEXT}list-level-style-number":
            form = _FORMS.get(element.get(f"{STYLE}num-format", ""), "none")
            start = element.get(f"{TEXT}start-value", "1")
            yield (
                int(depth) - 1,
                Level(int(start) if start.isdigit() else 1, form, _pattern(element, int(depth))),
            )


def _pattern(element: etree._Element, depth: int) -> str:
    """ "Điều %1." from the newer attribute for it, else from prefix, shown levels and suffix."""
    written = next((value for name, value in element.items() if str(name).endswith("}num-list-format")), None)
    if written is not None:
        return _PLACE.sub(r"%\1", str(written))
    shown = element.get(f"{TEXT}display-levels", "1")
    first = depth - (int(shown) if shown.isdigit() else 1) + 1
    places = ".".join(f"%{level}" for level in range(max(1, first), depth + 1))
    return element.get(f"{STYLE}num-prefix", "") + places + element.get(f"{STYLE}num-suffix", "")
