"""The forms of an answer, and which one a client wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from kg.endpoint.errors import Refused


@dataclass(frozen=True, slots=True)
class Format:
    """A form of answers: its short name, its media type, further types that mean it, how it is called."""

    name: str
    media: str
    also: tuple[str, ...] = ()
    iri: str = ""

    @property
    def content_type(self) -> str:
        """The value of Content-Type."""
        parameter = "; charset=utf-8; header=present" if self.name == "csv" else "; charset=utf-8"
        return self.media + (parameter if self.media.startswith("text/") else "")


_W3C = "http://www.w3.org/ns/formats/"

TABLES = (
    Format("json", "application/sparql-results+json", ("application/json",), f"{_W3C}SPARQL_Results_JSON"),
    Format(
        "xml", "application/sparql-results+xml", ("application/xml", "text/xml"), f"{_W3C}SPARQL_Results_XML"
    ),
    Format("csv", "text/csv", (), f"{_W3C}SPARQL_Results_CSV"),
    Format("tsv", "text/tab-separated-values", (), f"{_W3C}SPARQL_Results_TSV"),
)
"""For SELECT and ASK; the first is the usual one."""

GRAPHS = (
    Format("turtle", "text/turtle", ("application/x-turtle",), f"{_W3C}Turtle"),
    Format("ntriples", "application/n-triples", ("text/plain",), f"{_W3C}N-Triples"),
    Format("jsonld", "application/ld+json", ("application/json",), f"{_W3C}JSON-LD"),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), f"{_W3C}RDF_XML"),
)
"""For CONSTRUCT and DESCRIBE, and for descriptions; the first is the usual one."""


def choose(accept: str, offered: tuple[Format, ...], name: str = "") -> Format:
    """The format that a client wants: by name (``format=csv``), else by its Accept header (RFC 9110).

    >>> choose("text/csv;q=0.5, application/json", TABLES).name
    'json'

    Raises :class:`Refused` (406) where none of those offered will do.
    """
    for form in offered:
        if name and name in (form.name, form.media):
            return form
    said = accept if name else accept or "*/*"  # some clients send names of their own beside Accept
    if said and (not name or said != "*/*") and (best := _best(said, offered)) is not None:
        return best
    names = ", ".join(f"{f.name} ({f.media})" for f in offered)
    raise Refused(
        HTTPStatus.NOT_ACCEPTABLE,
        f"không có dạng {name or accept!r} cho câu trả lời này; có: {names}",
        f"no form {name or accept!r} for this answer; there are: {names}",
    )


def _best(accept: str, offered: tuple[Format, ...]) -> Format | None:
    ranges = list(_ranges(accept))
    weights = {form.name: _weight(form, ranges) for form in offered}
    best = max(offered, key=lambda form: weights[form.name])  # the first of equals
    return best if weights[best.name] > 0 else None


def prefers_html(accept: str, offered: tuple[Format, ...]) -> bool:
    """Whether a client would rather have a page than any of the formats, as browsers do."""
    ranges = list(_ranges(accept))
    html = _weight(Format("html", "text/html"), [r for r in ranges if r[0] != "*/*"])
    return html > 0 and html >= max(_weight(form, ranges) for form in offered)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (p.strip().lower() for p in part.split(";"))
        q = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
        try:
            yield media, min(max(float(q), 0.0), 1.0)
        except ValueError:
            yield media, 0.0


def _weight(form: Format, ranges: list[tuple[str, float]]) -> float:
    """The weight of a format: that of the narrowest range that holds it."""
    kind = form.media.partition("/")[0]
    for fitting in ((form.media, *form.also), (f"{kind}/*",), ("*/*",)):
        found = [q for media, q in ranges if media in fitting]
        if found:
            return max(found)
    return 0.0
