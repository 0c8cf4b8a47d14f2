"""``luocdo show``: what the graph knows of a document, and the text beside its evidence."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from kg import console
from kg.commands.common import DONE, FAILED, one, reading
from kg.evidence import Evidence, evidence
from kg.lookup import Node, node
from kg.paths import graph_folder
from kg.sources import text_of
from kg.store import Store
from kg.terms import PROV, RDF, Iri
from nlp.model import Text

AROUND = 60
"""Characters shown before and after a quote."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of the document: ``up`` where it acts, with the words that state it."""

    up: bool
    predicate: str
    label: str
    other: Node
    evidence: tuple[Evidence, ...]


def run(arguments: argparse.Namespace) -> int:
    """Run ``show``."""
    store = reading(arguments)
    texts = _Texts(store, arguments)
    question = arguments.document.strip()
    if (quoted := _statement(store, question)) is not None:
        return _place(quoted, texts)
    if question.startswith(f"{store.terms.base}source/"):
        return _whole(Iri(question), texts, [])
    found = one(store, question)
    if isinstance(found, int):
        return found
    edges = [*_edges(store, found.iri, up=True), *_edges(store, found.iri, up=False)]
    if arguments.format == "json":
        _json(found, edges, texts)
        return DONE
    console.say(f"{found}\n")
    for fact in (found.title, found.iri, "có toàn văn" if found.held else "chỉ được dẫn, chưa có toàn văn"):
        console.say(f"  {fact}\n" if fact else "")
    for edge in edges:
        console.say(f"  {'→' if edge.up else '←'} {edge.label} {edge.other}\n")
        for words in edge.evidence if arguments.evidence else ():
            console.say(f"      {texts.quote(words)}\n      {texts.where(words)}\n")
    if arguments.text:
        held = store.objects(found.iri, store.terms.ld("heldIn"), store.terms.current)
        said = [e for edge in edges for e in edge.evidence]
        return max((_whole(Iri(str(source)), texts, said) for source in held), default=FAILED)
    return DONE


def _edges(store: Store, work: Iri, *, up: bool) -> Iterator[Edge]:
    current = store.terms.current
    role, other = ("subject", "object") if up else ("object", "subject")
    found: dict[tuple[Iri, Iri], list[Iri]] = {}
    for quad in store.match(None, RDF(role), work, current):
        for term in store.objects(quad.subject, RDF("predicate"), current):
            for end in store.objects(quad.subject, RDF(other), current):
                found.setdefault((Iri(str(term)), Iri(str(end))), []).append(quad.subject)
    for (term, end), assertions in sorted(found.items()):
        relation = store.terms.by_term[term]
        label = relation.label if up else relation.label_down
        yield Edge(up, relation.predicate, label, node(store, end), tuple(evidence(store, assertions)))


def _statement(store: Store, iri: str) -> Evidence | None:
    """The evidence that an assertion's IRI names."""
    if not iri.startswith(f"{store.terms.base}assertion/"):
        return None
    made = next(store.match(Iri(iri), PROV("wasDerivedFrom"), None, store.terms.current), None)
    return next(evidence(store, [Iri(iri)]), None) if made else None


class _Texts:
    """The texts of sources, each read once."""

    def __init__(self, store: Store, arguments: argparse.Namespace) -> None:
        self.store, self.folder = store, graph_folder(arguments.graph)
        self._read: dict[Iri, Text | None] = {}

    def of(self, source: Iri) -> Text | None:
        """The text of a source, None where its file is gone or changed."""
        if source not in self._read:
            self._read[source] = text_of(self.store, source, self.folder)
        return self._read[source]

    def page(self, said: Evidence) -> str:
        """The page that a quote stands on, "" where there are none."""
        text = self.of(said.source)
        pages = text.pages if text else ()
        return next((p.label for p in pages if p.start <= said.start < p.end), "")

    def where(self, said: Evidence) -> str:
        """File, page, line, characters, confidence, and who looked at it."""
        text = self.of(said.source)
        line = f", dòng {text.text.count(chr(10), 0, said.start) + 1}" if text else ""
        page = f", trang {page}" if (page := self.page(said)) else ""
        sure = f"{said.confidence:.2f}".replace(".", ",")
        by = f", duyệt bởi {said.review.who} ngày {said.review.day}" if said.review else ""
        return f"{said.path}{page}{line}, ký tự {said.start}–{said.end}, độ tin cậy {sure}{by}"

    def quote(self, said: Evidence) -> str:
        """The quote among the words around it; alone where the file is gone or changed."""
        text = self.of(said.source)
        if text is None:
            return f"“{said.quote}”"
        before = text.text[max(0, said.start - AROUND) : said.start].rpartition("\n")[2]
        after = text.text[said.end : said.end + AROUND].partition("\n")[0]
        return " ".join(f"{before}{marked(text.text[said.start : said.end])}{after}".split())


def marked(words: str) -> str:
    """Words that catch the eye: by colour on a terminal, else in brackets."""
    return f"\x1b[7m{words}\x1b[0m" if sys.stdout.isatty() else f"[[{words}]]"


def _place(said: Evidence, texts: _Texts) -> int:
    console.say(f"{texts.quote(said)}\n{texts.where(said)}\n")
    return DONE if texts.of(said.source) else _gone(said.path)


def _whole(source: Iri, texts: _Texts, said: list[Evidence]) -> int:
    """The whole text, the quotes in it marked."""
    text = texts.of(source)
    if text is None:
        return _gone(source)
    console.say(f"\n── {text.source} ──\n")
    at = 0
    for start, end in sorted({(e.start, e.end) for e in said if e.source == source}):
        if start >= at:
            console.say(text.text[at:start] + marked(text.text[start:end]))
            at = end
    console.say(text.text[at:])
    return DONE


def _gone(name: str) -> int:
    console.warn(
        f"{name}: tệp gốc đã mất hoặc đã đổi, hãy chạy lại luocdo build / "
        "the file is gone or changed: run luocdo build again"
    )
    return FAILED


def _json(found: Node, edges: list[Edge], texts: _Texts) -> None:
    fields = ("iri", "label", "number", "issuer", "date", "title", "held")
    answer = {name: getattr(found, name) for name in fields}
    for key, up in (("acts", True), ("acted_on", False)):
        answer[key] = [
            {
                "predicate": e.predicate,
                "label": e.label,
                "iri": e.other.iri,
                "evidence": [
                    {
                        "assertion": s.assertion,
                        "quote": s.quote,
                        "source": s.source,
                        "path": s.path,
                        "page": texts.page(s),
                        "start": s.start,
                        "end": s.end,
                        "confidence": s.confidence,
                        "review": asdict(s.review) if s.review else None,
                    }
                    for s in e.evidence
                ],
            }
            for e in edges
            if e.up is up
        ]
    console.say(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
