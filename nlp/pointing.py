"""Words that point back: "Nghị định này", "Quyết định nêu trên", "các văn bản trên"."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from nlp.anchors import ANY
from nlp.hits import Hit
from nlp.ledger import Ledger, same_type
from nlp.placing import Page

_TOGETHER = 2_000
"""How far apart two neighbours among the documents may stand that a plural means."""


def pointed(page: Page, ledger: Ledger, hit: Hit) -> tuple[int, ...] | None:
    """The places in the ledger that the words stand for; None where they mean the document at hand.

    "Nghị định này" is the document at hand where the types agree; else, and for "nêu trên", it is the last
    document of that type.

    >>> from nlp import extract
    >>> answer = extract("Nghị định số 34/2016/NĐ-CP; Thông tư số 25/2011/TT-BTP. Nghị định nêu trên")
    >>> [(m.text, m.form) for m in answer.citations[0].mentions]
    [('Nghị định số 34/2016/NĐ-CP', 'full'), ('Nghị định nêu trên', 'relative')]
    """
    here = page.here
    if hit.form == "self" and (hit.type == here.type or ledger.is_empty or not here.type):
        return None
    fits = (p for p in ledger.recent() if hit.type == ANY or same_type(ledger.entries[p].type, hit.type))
    places = _together(page.text, ledger, fits) if hit.plural else tuple(islice(fits, 1))
    return None if hit.form == "self" and not places else places


def _together(text: str, ledger: Ledger, places: Iterable[int]) -> tuple[int, ...]:
    """The documents that a plural points back to: those named together last, in one paragraph."""
    group: list[int] = []
    previous = -1
    for place in dict.fromkeys(places):
        start = ledger.last_start(place)
        if group and (previous - start > _TOGETHER or "\n" in text[start:previous].strip()):
            break
        group.append(place)
        previous = start
    return tuple(group)
