"""The vocabulary as one HTML page, made from ``luocdo.ttl`` and the table of types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.namespace import split_uri

from nlp import lexicon

_SECTIONS = (
    (OWL.Class, "Lớp", "Classes"),
    (OWL.ObjectProperty, "Quan hệ", "Relations"),
    (OWL.DatatypeProperty, "Thuộc tính", "Properties"),
    (OWL.NamedIndividual, "Giá trị", "Values"),
)
_FACTS = (
    (RDFS.subClassOf, "là một loại / kind of"),
    (RDFS.subPropertyOf, "thu hẹp / refines"),
    (RDFS.domain, "của / of"),
    (RDFS.range, "nhận / takes"),
)
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}
body{color:#1b1f24;background:#fff}
h1{font-size:1.7rem}h2{margin-top:2.5rem;border-bottom:1px solid #d0d7de}
h3{font-family:ui-monospace,monospace;font-size:1rem;margin:1.6rem 0 0}
h3 b{font-family:system-ui,sans-serif;margin-left:.6rem}
p{margin:.2rem 0}.en{color:#57606a}.facts{font-size:.9rem}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #d0d7de;padding:.3rem .5rem;text-align:left}
a{color:#0550ae}nav a{margin-right:1rem}
"""


def render(vocabulary: Path) -> str:
    """The page of a vocabulary file: ``render(resource("ontology") / "luocdo.ttl")``."""
    graph = Graph().parse(vocabulary)
    return "\n".join((*_head(graph), *_terms(graph), *_types(), "</main></body></html>", ""))


def _head(graph: Graph) -> Iterator[str]:
    ontology = next(graph.subjects(RDF.type, OWL.Ontology))
    title = _words(graph, ontology, RDFS.label, "vi")
    yield '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><main>"
    yield f"<h1>{title}</h1>"
    yield f"<p>{_words(graph, ontology, RDFS.comment, 'vi')}</p>"
    yield f'<p class="en" lang="en">{_words(graph, ontology, RDFS.comment, "en")}</p>'
    links = (f'<a href="#{_anchor(en)}">{vi} / {en}</a>' for _, vi, en in _SECTIONS)
    yield f'<nav>{"".join(links)}<a href="#types">Loại văn bản / Types</a></nav>'


def _terms(graph: Graph) -> Iterator[str]:
    for kind, vi, en in _SECTIONS:
        yield f'<h2 id="{_anchor(en)}">{vi} / {en}</h2>'
        own = {s for s in graph.subjects(RDF.type, kind) if (s, RDFS.isDefinedBy, None) in graph}
        for term in sorted(s for s in own if isinstance(s, URIRef)):
            yield from _term(graph, term)


def _term(graph: Graph, term: URIRef) -> Iterator[str]:
    name = split_uri(term)[1]
    yield f'<h3 id="{name}">ld:{name} <b>{_words(graph, term, RDFS.label, "vi")}</b></h3>'
    yield f"<p>{_words(graph, term, RDFS.comment, 'vi')}</p>"
    yield f'<p class="en" lang="en">{_words(graph, term, RDFS.comment, "en")}</p>'
    facts = []
    for predicate, words in _FACTS:
        values = sorted(o for o in graph.objects(term, predicate) if isinstance(o, URIRef))
        if values:
            facts.append(f"{words}: {', '.join(_link(graph, o) for o in values)}")
    if facts:
        yield f'<p class="facts">{" · ".join(facts)}</p>'


def _types() -> Iterator[str]:
    yield '<h2 id="types">Loại văn bản / Types of documents</h2>'
    yield "<table><thead><tr><th>Loại</th><th>Type</th><th>Ký hiệu</th><th>Bậc</th></tr></thead><tbody>"
    for name in sorted({t.name for t in lexicon.types()}):
        rows = [t for t in lexicon.types() if t.name == name]
        rank = min(t.rank for t in rows)
        cells = (
            name,
            rows[0].gloss_en,
            ", ".join(_once(t.abbrev for t in rows)),
            "" if rank == lexicon.OFF_LADDER else str(rank),
        )
        yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _anchor(words: str) -> str:
    return words.lower().replace(" ", "-")


def _link(graph: Graph, term: URIRef) -> str:
    name = escape(graph.namespace_manager.curie(term))
    own = (term, RDFS.isDefinedBy, None) in graph
    return f'<a href="{"#" + split_uri(term)[1] if own else escape(term)}">{name}</a>'


def _words(graph: Graph, node: object, predicate: URIRef, language: str) -> str:
    found = (o for o in graph.objects(node, predicate) if getattr(o, "language", "") == language)  # type: ignore[arg-type]
    return escape(str(next(found, "")))
