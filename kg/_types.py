"""Types of documents by name, and where they stand on the ladder of acts."""

from __future__ import annotations

from kg.iri import slug
from nlp import lexicon


def types_named(name: str) -> tuple[lexicon.DocType, ...]:
    """The types of a name or a word printed for it, in any casing and tone spelling.

    >>> {t.name for t in types_named("QUI ĐỊNH")}
    {'Quy định'}
    """
    return tuple(t for t in lexicon.types() if slug(name) in map(slug, (t.name, *t.variants)))


def rank(type_name: str, *, symbol: str = "", level: str = "") -> int:
    """Where a document stands on the ladder of Luật 64/2025/QH15, Điều 4: 1 is the Constitution.

    99 for what the ladder leaves out.

    >>> rank("Luật"), rank("Quyết định", symbol="TTg"), rank("Kế hoạch", symbol="UBND", level="province")
    (2, 6, 99)
    """
    for row in lexicon.ranks():
        if row.type == type_name and row.symbol in ("", symbol) and row.place in ("", level):
            return row.rank
    return lexicon.OFF_LADDER
