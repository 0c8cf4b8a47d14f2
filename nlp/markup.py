"""HTML as it was written: where its tags, its entities and its visible words stand.

Only places are wanted here, so that links can be put into a page without touching anything else of it;
:mod:`nlp.load.html` reads a page as a document.  One pass, never a step back: a tag that is not closed runs
to the end, as in browsers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

_UNREAD = "script|style|title|textarea|noscript|template|select|iframe|svg|math|object|xmp|noembed|noframes"
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol"
    " optgroup option p pre section summary table tbody tfoot thead tr ul".split()
)
"""Elements that end a line of text."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements without an end tag."""
_CELLS = frozenset(("td", "th"))

_MARKUP = re.compile(
    r"(?P<skip><!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![a-zA-Z]))[^>]*(?:>|\Z))"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))?|[^>=])*)(?:>|\Z)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?)"
    r"|(?P<words>[^<&]+|[<&])",
    re.DOTALL,
)
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE) for name in _UNREAD.split("|")}


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the source: visible words, an entity, or a tag; ``text`` is what a reader sees of it."""

    kind: Literal["words", "entity", "open", "close"]
    start: int
    end: int
    text: str = ""
    name: str = ""
    attributes: str = ""


def pieces(source: str) -> Iterator[Piece]:
    """Tags and visible words in order; scripts, styles, titles, form fields and comments are left out.

    >>> [(p.kind, p.text or p.name) for p in pieces("<p>Điều&nbsp;5<script>if (a < b) …</script></p>")]
    [('open', 'p'), ('words', 'Điều'), ('entity', '\\xa0'), ('words', '5'), ('close', 'p')]
    """
    position = 0
    while position < len(source):
        match = _MARKUP.match(source, position)
        assert match is not None  # the last alternative takes any one character
        position = match.end()
        if match["skip"]:
            continue
        if match["words"]:
            yield Piece("words", match.start(), match.end(), match["words"])
        elif match["entity"]:
            yield Piece("entity", match.start(), match.end(), unescape(match["entity"]))
        else:
            name = match["name"].lower()
            if name in _RAW_ENDS and not match["close"] and not match["rest"].endswith("/"):
                position = _end_of_raw(source, name, position)
                continue
            kind: Literal["open", "close"] = "close" if match["close"] else "open"
            yield Piece(kind, match.start(), match.end(), "", name, match["rest"])


def _end_of_raw(source: str, name: str, position: int) -> int:
    """Where an element ends whose content is no text of the page."""
    end = _RAW_ENDS[name].search(source, position)
    if end is None:
        return len(source)
    close = source.find(">", end.end())
    return close + 1 if close >= 0 else len(source)


def visible(source: str) -> Iterator[Piece]:
    """What a reader sees, in order: words, entities, and a line break or tab where a block or cell ends.

    >>> "".join(p.text for p in visible("<tr><td>Số&nbsp;<td>126<tr><p>Điều 1.</p>"))
    'Số\\xa0\\t126\\nĐiều 1.\\n'
    """
    broken = True
    for piece in pieces(source):
        if piece.kind in ("words", "entity"):
            if piece.text:
                broken = broken if piece.text.isspace() else piece.text.endswith("\n")
                yield piece
        elif (piece.name in BLOCKS and not broken) or piece.name == "br":
            broken = True
            yield Piece(piece.kind, piece.start, piece.end, "\n", piece.name)
        elif piece.name in _CELLS and piece.kind == "open" and not broken:
            yield Piece(piece.kind, piece.start, piece.end, "\t", piece.name)
