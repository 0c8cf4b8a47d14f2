"""The network for Gephi: GEXF 1.3, documents as nodes, relations with their words as edges; streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.network import documents, edges, quoted
from kg.store import Store

_NODES = (*((name, "string") for name in ("number", "issuer", "date", "title")), ("held", "boolean"))
_EDGES = (("relation", "string"), ("quote", "string"))


def gexf(store: Store) -> Iterator[str]:
    """The documents and relations of the derived graph, piece by piece; ``weight`` is the confidence."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="directed" mode="static">\n'
    yield from _attributes("node", _NODES)
    yield from _attributes("edge", _EDGES)
    yield "<nodes>\n"
    for found in documents(store):
        values = (getattr(found, name) for name, _ in _NODES)
        yield f"<node id={quoted(found.iri)} label={quoted(found.label)}>{_values(values)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in edges(store):
        quote, weight = (edge.word(store.terms.ld(name)) for name in ("quote", "confidence"))
        label = edge.relation.label
        yield (
            f"<edge id={quoted(edge.assertion)} source={quoted(edge.subject)} target={quoted(edge.object)} "
            f'label={quoted(label)} weight="{float(weight or 0):g}">{_values((label, quote))}</edge>\n'
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(kind: str, names: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f'<attributes class="{kind}">\n'
    for n, (title, type_) in enumerate(names):
        yield f'<attribute id="{n}" title="{title}" type="{type_}"/>\n'
    yield "</attributes>\n"


def _values(values: Iterable[object]) -> str:
    said = (str(v).lower() if isinstance(v, bool) else str(v) for v in values)
    found = (f'<attvalue for="{n}" value={quoted(v)}/>' for n, v in enumerate(said) if v)
    return f"<attvalues>{''.join(found)}</attvalues>"
