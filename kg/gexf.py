"""The graph for Gephi: GEXF 1.3, documents as nodes, relations with their words as edges; streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from kg.lookup import node
from kg.store import Store
from kg.terms import ELI, RDF, RDF_TYPE, Iri, Literal

_NODES = (*((name, "string") for name in ("number", "issuer", "date", "title")), ("held", "boolean"))
_EDGES = (("relation", "string"), ("quote", "string"))
_BAD = {n: "\ufffd" for n in (*range(0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)}


def gexf(store: Store) -> Iterator[str]:
    """The documents and relations of the derived graph, piece by piece; ``weight`` is the confidence."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    yield from _attributes("node", _NODES)
    yield from _attributes("edge", _EDGES)
    yield "<nodes>\n"
    for quad in store.match(None, RDF_TYPE, ELI("LegalResource"), store.terms.current):
        found = node(store, quad.subject)
        values = (getattr(found, name) for name, _ in _NODES)
        yield f"<node id={_quoted(found.iri)} label={_quoted(found.label)}>{_values(values)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for quad in store.match(None, RDF("predicate"), None, store.terms.current):
        relation = store.terms.by_term.get(Iri(str(quad.object)))
        facts = {q.predicate: q.object for q in store.match(quad.subject, None, None, store.terms.current)}
        if relation is None:
            continue
        quote, weight = (_word(facts.get(store.terms.ld(name))) for name in ("quote", "confidence"))
        ends = f"source={_quoted(str(facts[RDF('subject')]))} target={_quoted(str(facts[RDF('object')]))}"
        yield (
            f"<edge id={_quoted(quad.subject)} {ends} label={_quoted(relation.label)} "
            f'weight="{float(weight or 0):g}">{_values((relation.label, quote))}</edge>\n'
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(kind: str, names: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for n, (title, type_) in enumerate(names):
        yield f'<attribute id="{n}" title="{title}" type="{type_}"/>\n'
    yield "</attributes>\n"


def _values(values: Iterable[object]) -> str:
    said = (str(v).lower() if isinstance(v, bool) else str(v) for v in values)
    found = (f'<attvalue for="{n}" value={_quoted(v)}/>' for n, v in enumerate(said) if v)
    return f"<attvalues>{''.join(found)}</attvalues>"


def _quoted(words: str) -> str:
    return quoteattr(words.translate(_BAD), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _word(value: object) -> str:
    return value.value if isinstance(value, Literal) else ""
