"""An extraction in the forms that other programs read: JSON lines, tables, BIO, Web Annotation, displaCy.

Pure functions: an :class:`Extraction` in, a string (or plain dict) out, nothing read or written.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

from nlp.annotate import Spot, apart, name, spots
from nlp.answer import IriOf, to_dict
from nlp.model import SELF, Extraction
from nlp.palette import group_of, groups
from nlp.pinpoints import place

Table = Literal["mentions", "citations", "relations"]
TABLES: tuple[str, ...] = get_args(Table)
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
_TOKEN = re.compile(r"\w+|[^\w\s]|\n+")

Row = dict[str, str | int | float]


def to_jsonl(extraction: Extraction, *, iri_of: IriOf | None = None) -> str:
    """The whole answer as one line of JSON, with its line break.

    >>> from nlp import extract
    >>> to_jsonl(extract("Nghị định 54"))[:42]
    '{"source": "", "document": {"iri": "", "ty'
    """
    return json.dumps(to_dict(extraction, iri_of=iri_of), ensure_ascii=False) + "\n"


def to_csv(
    extraction: Extraction, *, table: Table = "mentions", header: bool = True, iri_of: IriOf | None = None
) -> str:
    """One table of an extraction as CSV (RFC 4180, header line): mentions, citations or relations.

    Every row names its source, so that the tables of many documents can be put together; then only the first
    has its header.

    >>> from nlp import extract
    >>> to_csv(extract("theo Luật số 80/2015/QH13")).splitlines()[1]
    ',c1,Luật,80/2015/QH13,5,25,Luật số 80/2015/QH13,,full,body,,'
    """
    rows = {"mentions": _mentions, "citations": _citations, "relations": _relations}[table]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS[table], lineterminator="\r\n")
    if header:
        writer.writeheader()
    for row in rows(extraction, iri_of or (lambda _: "")):
        writer.writerow({"source": extraction.text.source, **row})
    return out.getvalue()


COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": tuple(
        "source citation type number start end text printed form where footnote pinpoints".split()
    ),
    "citations": tuple(
        "source id iri kind type number name year date issuer title resolution rule confidence"
        " mentions".split()
    ),
    "relations": tuple(
        "source subject subject_name predicate sense object object_name part touches quote start end"
        " cue rule confidence".split()
    ),
}


def _mentions(extraction: Extraction, _: IriOf) -> Iterator[Row]:
    for citation, mention in spots(extraction):
        yield {
            "citation": citation.id,
            "type": citation.type,
            "number": citation.number,
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
            "printed": mention.printed,
            "form": mention.form,
            "where": mention.where,
            "footnote": mention.footnote,
            "pinpoints": "; ".join(map(place, mention.pinpoints)),
        }


def _citations(extraction: Extraction, iri_of: IriOf) -> Iterator[Row]:
    for citation in extraction.citations:
        row: Row = {c: getattr(citation, c) for c in COLUMNS["citations"] if hasattr(citation, c)}
        yield row | {"iri": iri_of(citation), "mentions": len(citation.mentions)}


def _relations(extraction: Extraction, _: IriOf) -> Iterator[Row]:
    names = _names(extraction)
    for relation in extraction.relations:
        row: Row = {c: getattr(relation, c) for c in COLUMNS["relations"] if hasattr(relation, c)}
        yield row | {
            "subject_name": names[relation.subject],
            "object_name": names[relation.object],
            "part": int(relation.part),
            "touches": "; ".join(relation.touches),
        }


def _names(extraction: Extraction) -> dict[str, str]:
    own = extraction.document
    return {c.id: f"{c.type} {c.number or c.name}".strip() for c in extraction.citations} | {
        SELF: f"{own.type} {own.number}".strip()
    }


def to_bio(extraction: Extraction) -> str:
    """One token a line with its tag, an empty line between paragraphs, as CoNLL-2003 has it.

    Tags are "B-" and "I-" with the document type, its blanks as "_": ``B-Nghị_định``; "O" elsewhere.  Words
    that point back ("Nghị định này") are tagged as well; of overlapping mentions the first counts.

    >>> from nlp import extract
    >>> to_bio(extract("theo Nghị định 54")).splitlines()
    ['theo O', 'Nghị B-Nghị_định', 'định I-Nghị_định', '54 I-Nghị_định']
    """
    lines: list[str] = []
    for token, tag in _tagged(extraction.text.text, apart(spots(extraction))):
        if token.isspace():
            lines.append("")
        else:
            lines.append(f"{token} {tag}")
    return "\n".join(lines) + "\n"


def _tagged(text: str, chosen: Iterable[Spot]) -> Iterator[tuple[str, str]]:
    position = 0
    for citation, mention in chosen:
        yield from ((m[0], "O") for m in _TOKEN.finditer(text, position, mention.start))
        label, prefix = citation.type.replace(" ", "_") or "Văn_bản", "B"
        for match in _TOKEN.finditer(text, mention.start, mention.end):
            if not match[0].isspace():
                yield match[0], f"{prefix}-{label}"
                prefix = "I"
        position = mention.end
    yield from ((m[0], "O") for m in _TOKEN.finditer(text, position))


def to_displacy(extraction: Extraction, *, iri_of: IriOf | None = None) -> dict[str, Any]:
    """What ``spacy.displacy.render(…, style="ent", manual=True)`` draws; colours: :func:`displacy_options`.

    >>> from nlp import extract
    >>> to_displacy(extract("theo Luật số 80/2015/QH13"))["ents"]
    [{'start': 5, 'end': 25, 'label': 'Luật', 'kb_id': '80/2015/QH13', 'kb_url': '#'}]
    """
    iri = iri_of or (lambda _: "")
    ents = [
        {
            "start": mention.start,
            "end": mention.end,
            "label": citation.type,
            "kb_id": citation.number or citation.name,
            "kb_url": iri(citation) or "#",
        }
        for citation, mention in apart(spots(extraction))
    ]
    own = " ".join(filter(None, (extraction.document.type, extraction.document.number)))
    return {"text": extraction.text.text, "ents": ents, "title": own or None}


def displacy_options(extraction: Extraction) -> dict[str, Any]:
    """The colours of the types in an extraction, for displaCy's ``options``.

    >>> from nlp import extract
    >>> displacy_options(extract("Luật số 80/2015/QH13"))["colors"]
    {'LUẬT': '#cfe3f5'}
    """
    tints = {g.id: g.tint for g in groups()}
    return {"colors": {c.type.upper(): tints[group_of(c).id] for c in extraction.citations if c.type}}


def to_web_annotation(extraction: Extraction, *, iri_of: IriOf | None = None, source: str = "") -> str:
    """Mentions and relations as a Web Annotation collection (W3C, JSON-LD), one annotation each.

    A mention is *identified* by the IRI of its document, or by its name where ``iri_of`` gives none; a
    relation *describes* its quote.  Places are given by position (code points) and by quote.  ``source`` is
    the IRI of the text, else one made of its SHA-256 (RFC 6920).

    >>> from nlp import extract
    >>> page = json.loads(to_web_annotation(extract("theo Luật số 80/2015/QH13")))["first"]
    >>> page["items"][0]["target"]["selector"][1]
    {'type': 'TextQuoteSelector', 'exact': 'Luật số 80/2015/QH13', 'prefix': 'theo ', 'suffix': ''}
    """
    text, place = extraction.text.text, source or _hashed(extraction.text.text)
    iri, names = iri_of or (lambda _: ""), _names(extraction)
    items: list[dict[str, Any]] = []

    def add(motivation: str, body: Any, start: int, end: int) -> None:
        items.append(
            {
                "id": f"{place}#annotation-{len(items) + 1}",
                "type": "Annotation",
                "motivation": motivation,
                "body": body,
                "target": {"source": place, "selector": _selectors(text, start, end)},
            }
        )

    for citation, mention in spots(extraction):
        add("identifying", iri(citation) or _body(name(citation)), mention.start, mention.end)
    for r in extraction.relations:
        add("describing", _body(f"{names[r.subject]} {r.predicate} {names[r.object]}"), r.start, r.end)
    collection = {
        "@context": ANNOTATION_CONTEXT,
        "id": f"{place}#annotations",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"id": f"{place}#annotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "ni:///sha-256;" + urlsafe_b64encode(digest).decode().rstrip("=")


def _body(words: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "vi"}


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]


__all__ = [
    "ANNOTATION_CONTEXT",
    "COLUMNS",
    "TABLES",
    "Table",
    "displacy_options",
    "to_bio",
    "to_csv",
    "to_displacy",
    "to_jsonl",
    "to_web_annotation",
]
