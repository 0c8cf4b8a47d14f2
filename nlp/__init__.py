"""luocdo's language half: text in, statements with evidence out; knows nothing of RDF.

>>> from nlp import extract
>>> [c.number for c in extract("theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023").citations]
['2817/QĐ-UBND']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nlp.extraction import extract

__all__ = ["extract"]


def __getattr__(name: str) -> Any:
    """Load the reader when it is first asked for: a trace needs only the lexicon."""
    if name != "extract":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from nlp.extraction import extract

    return extract
