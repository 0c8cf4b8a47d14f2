"""The text of a document as HTML: its mentions marked, and the quotes of its relations laid under them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from html import escape
from itertools import pairwise

from nlp.annotate import Spot, apart, spots
from nlp.model import SELF, Citation, Document, Extraction, Mention
from nlp.palette import group_of

Href = Callable[[Document | Citation], str]


class View:
    """What every part of the page asks for: names, groups, and which relations touch a citation."""

    def __init__(self, extraction: Extraction, href: Href) -> None:
        self.extraction, self.href = extraction, href
        self.names = {c.id: named(c) for c in extraction.citations} | {SELF: "Văn bản này"}
        self.groups = {c.id: group_of(c) for c in extraction.citations}
        self.spots = apart(spots(extraction))
        self._starts = [m.start for _, m in self.spots]
        self.edges: dict[str, list[str]] = defaultdict(list)
        for number, relation in enumerate(extraction.relations, 1):
            for id_ in dict.fromkeys((relation.subject, relation.object)):
                self.edges[id_].append(f"r{number}")

    def anchor(self, mention: Mention) -> str:
        """Where a mention stands in the page; one inside another stands where that one does."""
        at = bisect_right(self._starts, mention.start) - 1
        return f"m{self._starts[at]}" if at >= 0 else ""

    def chip(self, id_: str) -> str:
        """A document's name in its colour."""
        if id_ == SELF or id_ not in self.groups:
            return f"<b>{escape(self.names.get(id_, id_))}</b>"
        return f'<a class="m g-{self.groups[id_].id}" href="#{id_}">{unbroken(self.names[id_])}</a>'


def named(citation: Citation) -> str:
    """What a reader calls it: "Luật Đất đai (31/2024/QH15)", "Quyết định 126/QĐ-UBND".

    >>> named(Citation("c1", "Luật", "31/2024/QH15", "Luật Đất đai"))
    'Luật Đất đai (31/2024/QH15)'
    """
    if citation.number and citation.name:
        return f"{citation.name} ({citation.number})"
    return f"{citation.type} {citation.number}".strip() if citation.number else citation.name or citation.type


def unbroken(name: str) -> str:
    """A name in which lines do not break inside the number."""
    words = (escape(word, quote=False) for word in name.split(" "))
    return " ".join(
        f'<span class="n">{word}</span>' if "/" in word or "-" in word else word for word in words
    )


def marked(view: View) -> str:
    """The text with its mentions marked, and the quotes of its relations laid under them."""
    text = view.extraction.text.text
    chosen = view.spots
    quotes = [(r.start, r.end, f"r{n}") for n, r in enumerate(view.extraction.relations, 1)]
    cuts = {0, len(text)} | {edge for start, end, _ in quotes for edge in (start, end)}
    cuts |= {edge for _, m in chosen for edge in (m.start, m.end)}
    order = sorted(cuts)
    covering = _covering(order, quotes)
    marks = iter(chosen)
    mark = next(marks, None)
    out: list[str] = []
    for start, end in pairwise(order):
        while mark is not None and mark[1].end <= start:
            mark = next(marks, None)
        words = escape(text[start:end], quote=False)
        inside = mark if mark is not None and mark[1].start <= start else None
        first = inside is not None and start == inside[1].start
        out.append(_piece(view, words, inside, covering[start], first=first))
    return "".join(out)


def _covering(order: list[int], quotes: Iterable[tuple[int, int, str]]) -> dict[int, tuple[str, ...]]:
    """For each piece of the text, by its start, the relations whose quote covers it."""
    opens: dict[int, list[str]] = defaultdict(list)
    closes: dict[int, list[str]] = defaultdict(list)
    for start, end, id_ in quotes:
        if start < end:
            opens[start].append(id_)
            closes[end].append(id_)
    current: dict[str, None] = {}
    found: dict[int, tuple[str, ...]] = {}
    for at in order:
        for id_ in closes[at]:
            current.pop(id_, None)
        current |= dict.fromkeys(opens[at])
        found[at] = tuple(current)
    return found


def _piece(view: View, words: str, spot: Spot | None, edges: tuple[str, ...], *, first: bool) -> str:
    quoted = f' data-edges="{" ".join(edges)}"' if edges else ""
    if spot is None:
        return f'<span class="q"{quoted}>{words}</span>' if edges else words
    citation, mention = spot
    anchor = f' id="{view.anchor(mention)}"' if first else ""
    look = "own" if citation.id == SELF else f"m g-{view.groups[citation.id].id}"
    acts = " ".join(view.edges[citation.id])
    return (
        f'<a class="{look}{" q" if edges else ""}"{anchor} href="#{escape(citation.id)}"'
        f' data-cited="{escape(citation.id)}" data-acts="{acts}"{quoted}>{words}</a>'
    )
