"""One document's extraction as quads: pure, deterministic, no blank nodes, no clock.

All quads stand in the source's own graph.  The document and everything that it cites are
``eli:LegalResource``; ``ld:heldIn`` ties the document at hand to its source.  Each relation is a
direct triple and an ``ld:Assertion`` with its evidence; a citation without any relation from the
document counts as ``eli:cites``.  Places in the text are Web Annotation selectors.

Nothing is said twice: what the ontology knows (names of types and bodies, that an ``ld:Mention`` is an
``oa:Annotation``), what follows from another statement (the running number) and what holds of nearly
everything (a citation's kind, that nobody reviewed an assertion yet) is left to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

from kg import iri, naming
from kg.offices import bodies
from kg.terms import (
    DCTERMS,
    ELI,
    OA,
    ORG,
    PROV,
    RDF,
    RDF_TYPE,
    SKOS,
    Iri,
    Literal,
    Quad,
    Term,
    boolean,
    dated,
    decimal,
    integer,
    text,
    vocabulary,
)
from nlp.model import SELF, Candidate, Citation, Document, Extraction, Finding, Mention, Pinpoint, Relation

CONTEXT = 32
"""Characters kept before and after the words for a document that a person may have to identify."""

PARTS = {
    "annex": "phu-luc",
    "chapter": "chuong",
    "section": "muc",
    "article": "dieu",
    "clause": "khoan",
    "point": "diem",
}
"""The parts of a document, widest first, and their slugs in IRIs."""

Triple = tuple[Iri, Iri, Term]


def quads(extraction: Extraction, *, base: str = "") -> list[Quad]:
    """The source graph of an extraction: sorted, equal for equal input."""
    writer = SourceGraph(extraction, base=base)
    return sorted({Quad(*triple, writer.graph) for triple in writer.triples()}, key=order)


def order(quad: Quad) -> tuple[str, str, str, str, str]:
    """The key by which quads are sorted."""
    o = quad.object
    words = (o.value, o.datatype + o.language) if isinstance(o, Literal) else (o, "")
    return quad.subject, quad.predicate, *words, quad.graph


class SourceGraph:
    """What one source says, as triples; :mod:`kg.listing` says in its place what an official list does."""

    def __init__(self, extraction: Extraction, *, base: str) -> None:
        digest = extraction.text.digest or iri.digest(extraction.text.text)
        self.extraction = extraction
        self.base = base
        self.ld = vocabulary(base).ld
        self.terms = vocabulary(base)
        self.graph = iri.graph(digest, base=base)
        self.source = iri.source(digest, base=base)
        self.named = naming.iris(extraction, base=base)

    def triples(self) -> Iterator[Triple]:
        """All of them, with doubles, in no order that counts."""
        yield from self.about_source()
        yield from self._document(self.extraction.document)
        for citation in self.extraction.citations:
            if citation.id != SELF:
                yield from self.work(
                    self.named[citation.id],
                    kind=citation.type,
                    number=citation.number,
                    name=citation.name,
                    date=citation.date or citation.year,
                    issuer=citation.issuer,
                    title=citation.title,
                )
            yield from self._citation(citation)
        for relation in self._relations():
            yield from self.relation(relation)
        for finding in self.extraction.text.findings + self.extraction.findings:
            yield from self._finding(finding)

    def about_source(self) -> Iterator[Triple]:
        """The source itself."""
        loaded = self.extraction.text
        yield self.source, RDF_TYPE, PROV("Entity")
        yield self.source, RDF_TYPE, self.ld("Source")
        yield self.source, DCTERMS("format"), Literal(loaded.format)
        yield self.source, self.ld("digest"), Literal(loaded.digest)
        yield self.source, self.ld("characters"), integer(len(loaded.text))
        if loaded.encoding:
            yield self.source, self.ld("encoding"), Literal(loaded.encoding)

    def _document(self, document: Document) -> Iterator[Triple]:
        node = self.named[SELF]
        yield node, self.ld("heldIn"), self.source
        yield from self.work(
            node,
            kind=document.type,
            number=document.number,
            name="",
            date=document.date,
            issuer=document.issuer,
            title=document.title,
        )
        if len(document.effective) == 10:
            yield node, ELI("first_date_entry_in_force"), dated(document.effective)
        if len(document.expires) == 10:
            yield node, ELI("date_no_longer_in_force"), dated(document.expires)
        if document.signer:
            yield node, self.ld("signer"), text(document.signer)
        for name in document.addressees:
            yield node, self.ld("addressee"), text(name)
        for name in document.recipients:
            yield node, self.ld("recipient"), text(name)

    def work(
        self, node: Iri, *, kind: str, number: str, name: str, date: str, issuer: str, title: str
    ) -> Iterator[Triple]:
        """What is said of a document."""
        yield node, RDF_TYPE, ELI("LegalResource")
        if kind:
            concept = iri.kind(naming.type_slug(kind), base=self.base)
            yield node, ELI("type_document"), concept
            if not naming.type_name(naming.type_slug(kind)):
                yield concept, RDF_TYPE, SKOS("Concept")
                yield concept, SKOS("prefLabel"), text(kind)
        if number:
            yield node, ELI("id_local"), Literal(number)
        if name:
            yield node, self.ld("name"), text(name)
        if date:
            yield node, ELI("date_document") if len(date) == 10 else self.ld("datePrinted"), dated(date)
        if title:
            yield node, DCTERMS("title"), text(title)
        if iri.is_local(node, base=self.base):
            place = naming.office(number, issuer, on=date)
            keeper = "/".join(place) if place else naming.open_office(number, issuer)
            yield node, self.ld("office"), Literal(keeper)
        if issuer:
            yield from self._issuer(node, issuer, date)

    def _issuer(self, node: Iri, issuer: str, date: str) -> Iterator[Triple]:
        found = bodies(issuer, date)
        if not found:
            yield node, self.ld("issuerPrinted"), text(issuer)
        for body in found:
            agent = iri.body(body.area, body.slug, base=self.base)
            yield node, ELI("passed_by"), agent
            if not naming.body_name(body.area, body.slug):
                yield agent, RDF_TYPE, ORG("Organization")
                yield agent, SKOS("prefLabel"), text(body.name)

    def _citation(self, citation: Citation) -> Iterator[Triple]:
        node, work = self._node(citation.id), self.named[citation.id]
        yield node, RDF_TYPE, self.ld("Citation")
        yield node, self.ld("refersTo"), work
        if citation.kind != "document":
            yield node, self.ld("kind"), Literal(citation.kind)
        yield node, self.ld("resolution"), Literal(citation.resolution)
        yield node, self.ld("confidence"), decimal(citation.confidence)
        if citation.rule:
            yield node, self.ld("rule"), Literal(citation.rule)
        if citation.reason:
            yield node, self.ld("reason"), Literal(citation.reason)
        for n, candidate in enumerate(citation.candidates, 1):
            yield from self._candidate(node, self._node(citation.id, "candidate", n), candidate)
        for mention in citation.mentions:
            yield from self._mention(node, work, mention)

    def _candidate(self, citation: Iri, node: Iri, candidate: Candidate) -> Iterator[Triple]:
        yield citation, self.ld("candidate"), node
        yield node, RDF_TYPE, self.ld("Candidate")
        kind, number, name, date, issuer = astuple(candidate)
        yield node, SKOS("prefLabel"), text(" · ".join(filter(None, astuple(candidate))))
        work = naming.work(kind, number, name=name, date=date, issuer=issuer)
        if work is not None:
            yield node, self.ld("mayBe"), iri.mint(work, base=self.base)

    def _mention(self, citation: Iri, work: Iri, mention: Mention) -> Iterator[Triple]:
        node = self._node("mention", mention.start, mention.end)
        yield node, RDF_TYPE, self.ld("Mention")
        yield node, OA("hasBody"), work
        yield node, self.ld("mentionOf"), citation
        yield node, self.ld("form"), Literal(mention.form)
        yield node, self.ld("where"), Literal(mention.where)
        if mention.printed:
            yield node, self.ld("printed"), Literal(mention.printed)
        if mention.footnote:
            yield node, self.ld("footnote"), Literal(mention.footnote)
        yield from self._target(node, mention.start, mention.end)
        yield from self._words(mention.start, mention.end, around=iri.is_local(work, base=self.base))
        for pinpoint in mention.pinpoints:
            yield from self._pinpoint(node, work, pinpoint)

    def _pinpoint(self, mention: Iri, work: Iri, pinpoint: Pinpoint) -> Iterator[Triple]:
        parts = [(part, getattr(pinpoint, part)) for part in PARTS if getattr(pinpoint, part)]
        if not parts:
            return
        node = Iri(f"{work}#" + ".".join(f"{PARTS[part]}-{iri.escape(value)}" for part, value in parts))
        yield mention, self.ld("pinpoint"), node
        yield node, RDF_TYPE, ELI("LegalResourceSubdivision")
        yield node, ELI("is_part_of"), work
        for part, value in parts:
            yield node, self.ld(part), Literal(value)

    def _relations(self) -> Iterator[Relation]:
        """The stated relations, and "cites" for every citation that the document does nothing else with."""
        acted_on = {r.object for r in self.extraction.relations if r.subject == SELF}
        yield from self.extraction.relations
        for citation in self.extraction.citations:
            if citation.id in acted_on or citation.id == SELF or not citation.mentions:
                continue
            m = citation.mentions[0]
            place = (m.text, m.start, m.end)
            yield Relation(SELF, "cites", citation.id, *place, rule="mention", confidence=citation.confidence)

    def relation(self, relation: Relation) -> Iterator[Triple]:
        """A relation: the direct triple, and the assertion with its evidence."""
        subject, target = self.named[relation.subject], self.named[relation.object]
        term = self.terms.term(relation.predicate, relation.sense, part=relation.part)
        place = (str(relation.start), str(relation.end))
        node = iri.assertion(self.source, subject, term, target, *place, base=self.base)
        yield subject, term, target
        yield node, RDF_TYPE, self.ld("Assertion")
        yield node, RDF("subject"), subject
        yield node, RDF("predicate"), term
        yield node, RDF("object"), target
        yield node, PROV("wasDerivedFrom"), self.source
        yield node, self.ld("quote"), text(relation.quote)
        yield node, self.ld("confidence"), decimal(relation.confidence)
        if relation.cue:
            yield node, self.ld("cue"), text(relation.cue)
        if relation.rule:
            yield node, self.ld("rule"), Literal(relation.rule)
        if relation.sense:
            yield node, self.ld("sense"), Literal(relation.sense)
        if relation.part:
            yield node, self.ld("part"), boolean(True)
        for article in relation.touches:
            yield node, self.ld("touches"), text(article)
        yield from self._target(node, relation.start, relation.end)

    def _finding(self, finding: Finding) -> Iterator[Triple]:
        node = self._node("finding", finding.code, finding.start, finding.end)
        yield node, RDF_TYPE, self.ld("Finding")
        yield node, PROV("wasDerivedFrom"), self.source
        yield node, self.ld("code"), Literal(finding.code)
        yield node, DCTERMS("description"), text(finding.message)
        if finding.end > finding.start:
            yield from self._target(node, finding.start, finding.end)

    def _target(self, node: Iri, start: int, end: int) -> Iterator[Triple]:
        """A place in the source's text, by position."""
        target, selector = self._node("char", start, end), self._node("position", start, end)
        yield node, OA("hasTarget"), target
        yield target, OA("hasSource"), self.source
        yield target, OA("hasSelector"), selector
        yield selector, RDF_TYPE, OA("TextPositionSelector")
        yield selector, OA("start"), integer(start)
        yield selector, OA("end"), integer(end)

    def _words(self, start: int, end: int, *, around: bool) -> Iterator[Triple]:
        """The words that stand in a place; the selector of their position selects by them too."""
        words, selector = self.extraction.text.text, self._node("position", start, end)
        yield selector, RDF_TYPE, OA("TextQuoteSelector")
        yield selector, OA("exact"), Literal(words[start:end])
        if around:
            yield selector, OA("prefix"), Literal(words[max(0, start - CONTEXT) : start])
            yield selector, OA("suffix"), Literal(words[end : end + CONTEXT])

    def _node(self, *names: str | int) -> Iri:
        words = (str(name) if isinstance(name, int) else iri.escape(name) for name in names)
        return Iri(f"{self.source}#" + "-".join(words))
