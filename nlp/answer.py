"""The JSON edge: an :class:`Extraction` as the plain dicts that ``luocdo extract`` prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from nlp.model import Citation, Document, Extraction

IriOf = Callable[[Document | Citation], str]


def to_dict(extraction: Extraction, *, iri_of: IriOf | None = None) -> dict[str, Any]:
    """The answer in the form of the contract: document, citations, relations, findings.

    ``iri_of`` gives the IRI of the document and of each citation; without it "iri" is "".

    >>> from nlp import extract
    >>> answer = to_dict(extract("theo Nghị định số 34/2016/NĐ-CP"))
    >>> [(c["id"], c["number"], c["mentions"][0]["start"]) for c in answer["citations"]]
    [('c1', '34/2016/NĐ-CP', 5)]
    """
    name = iri_of or (lambda _: "")
    return {
        "source": extraction.text.source,
        "document": {"iri": name(extraction.document), **asdict(extraction.document)},
        "citations": [_citation(c, name(c)) for c in extraction.citations],
        "relations": [asdict(r) for r in extraction.relations],
        "findings": [asdict(f) for f in extraction.findings],
    }


def _citation(citation: Citation, iri: str) -> dict[str, Any]:
    plain = asdict(citation)
    return {
        "id": plain.pop("id"),
        "iri": iri,
        "kind": plain.pop("kind"),
        **plain,
        "register": dict(citation.register),
    }
