"""The whole way from a text to its statements: layout, find, resolve, relate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nlp import layout as layouts
from nlp.context import context
from nlp.find import find
from nlp.layout import Layout
from nlp.load import from_string, load
from nlp.model import Extraction, Text
from nlp.relate import relate
from nlp.resolve import resolve


def extract(source: Text | Path | str, *, relations: bool = True) -> Extraction:
    """Everything that a document says of documents: its own identity, what it cites, how they relate.

    ``source`` is a loaded :class:`Text`, a path to a file, or the text itself.  Raises
    :class:`nlp.load.LoadError` where a file cannot be read.

    >>> answer = extract("Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ;")
    >>> [(c.type, c.number, c.date, c.issuer) for c in answer.citations]
    [('Nghị định', '34/2016/NĐ-CP', '2016-05-14', 'Chính phủ')]
    """
    text = _loaded(source)
    layout = _sure(layouts.read(text.text), text)
    here = context(text.text, layout.document)
    citations, doubts = resolve(text.text, find(text.text), layout, here)
    found = relate(text.text, layout, citations, here) if relations else ()
    return Extraction(text, layout.document, citations, found, (*text.findings, *layout.findings, *doubts))


def _sure(layout: Layout, text: Text) -> Layout:
    """The layout without the document's own number where the reader of a scan doubts its digits."""
    place = layout.number
    doubts = (f for f in text.findings if f.code == "ocr-doubt")
    if place is None or not any(f.start < place.end and f.end > place.start for f in doubts):
        return layout
    return replace(layout, document=replace(layout.document, number=""))


def _loaded(source: Text | Path | str) -> Text:
    if isinstance(source, Path):
        return load(source)
    return from_string(source) if isinstance(source, str) else source
