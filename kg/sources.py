"""The text behind a source: its file found and read again, the archive that holds it opened.

A text is given only if the file still is what was read: then every offset of the graph is right in it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from kg import iri
from kg.paths import resource
from kg.store import Store
from kg.terms import PROV, Iri, Literal
from nlp import load
from nlp.model import Text


def text_of(store: Store, source: Iri, folder: Path) -> Text | None:
    """The text of a source of the graph in ``folder``; None where its file is gone or changed."""
    terms = store.terms
    graph = iri.graph_of(source, base=terms.base)
    digest = next(
        (o.value for o in store.objects(source, terms.ld("digest"), graph) if isinstance(o, Literal)), ""
    )
    for place, inside in _places(store, source, folder):
        try:
            data = load.read(place)
            if not inside:
                found = data if _digest(data) == digest else None
            else:
                name = str(place)
                members = load.members(data, source=name)
                found = next(
                    (
                        c
                        for n, c in members
                        if isinstance(c, bytes) and n == name + inside and _digest(c) == digest
                    ),
                    None,
                )
            if found is not None:
                return load.from_bytes(found, source=str(place) + inside)
        except load.LoadError:
            continue
    return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _places(store: Store, source: Iri, folder: Path) -> Iterator[tuple[Path, str]]:
    """Where the file may lie, and the way to the document inside it ("" where it is the file)."""
    terms = store.terms
    for quad in store.match(None, terms.ld("read"), source, terms.runs):
        path = _word(store, quad.subject)
        archives = store.objects(quad.subject, PROV("wasInformedBy"), terms.runs)
        outer = _word(store, Iri(str(archives[0]))) if archives else path
        inside = path.removeprefix(outer)
        for location in store.objects(quad.subject, PROV("atLocation"), terms.runs):
            yield place_of(str(location)), inside
        yield Path(outer), inside
        if not Path(outer).is_absolute():
            yield folder.parent / outer, inside
            yield resource("examples").parent / outer, inside


def _word(store: Store, reading: Iri) -> str:
    found = store.objects(reading, store.terms.ld("path"), store.terms.runs)
    return next((o.value for o in found if isinstance(o, Literal)), "")


def place_of(uri: str) -> Path:
    """The path behind a ``file:`` address; bytes that are no UTF-8 survive."""
    path = urlsplit(uri).path
    return Path(url2pathname(path) if sys.platform == "win32" else os.fsdecode(unquote_to_bytes(path)))
