"""``luocdo show``, ``export`` and ``query``: the graph itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from kg import console
from kg.commands.common import DONE, FAILED, WRONG, one, reading
from kg.export import export
from kg.lookup import Node, node
from kg.store import Store
from kg.terms import NAMESPACES, RDF, Iri


def show(arguments: argparse.Namespace) -> int:
    """Run ``show``."""
    store = reading(arguments)
    found = one(store, arguments.document)
    if isinstance(found, int):
        return found
    acts, acted_on = list(_edges(store, found.iri, "subject")), list(_edges(store, found.iri, "object"))
    if arguments.format == "json":
        answer = {
            **{
                name: getattr(found, name)
                for name in ("iri", "label", "number", "issuer", "date", "title", "held")
            },
            "acts": [{"predicate": p, "label": label, "iri": n.iri} for p, label, _, n in acts],
            "acted_on": [{"predicate": p, "label": label, "iri": n.iri} for p, label, _, n in acted_on],
        }
        console.say(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
        return DONE
    console.say(f"{found}\n")
    for words in (found.title, found.iri, "có toàn văn" if found.held else "chỉ được dẫn, chưa có toàn văn"):
        console.say(f"  {words}\n" if words else "")
    for _, label, _, other in acts:
        console.say(f"  → {label} {other}\n")
    for _, _, label, other in acted_on:
        console.say(f"  ← {label} {other}\n")
    return DONE


def _edges(store: Store, work: Iri, role: str) -> Iterator[tuple[str, str, str, Node]]:
    """Predicate, how it reads up and down, and the document at the other end; each once."""
    current, other = store.terms.current, "object" if role == "subject" else "subject"
    found = set()
    for quad in store.match(None, RDF(role), work, current):
        for term in store.objects(quad.subject, RDF("predicate"), current):
            for end in store.objects(quad.subject, RDF(other), current):
                found.add((Iri(str(term)), Iri(str(end))))
    for term, end in sorted(found):
        relation = store.terms.by_term[term]
        yield relation.predicate, relation.label, relation.label_down, node(store, end)


def write(arguments: argparse.Namespace) -> int:
    """Run ``export``."""
    pieces = export(reading(arguments), arguments.format, scope=arguments.scope)
    if not arguments.output:
        for piece in pieces:
            console.say(piece)
        return DONE
    with arguments.output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
    return DONE


def query(arguments: argparse.Namespace) -> int:
    """Run ``query``: over the derived graph; the sources are its named graphs."""
    import pyoxigraph as ox

    if bool(arguments.file) == bool(arguments.query):
        console.warn("cần tệp .rq hoặc -q / give a .rq file, or -q")
        return WRONG
    store = reading(arguments)
    prefixes = {n.prefix: n.iri for n in (*NAMESPACES, store.terms.ld)}
    try:
        words = arguments.query or arguments.file.read_text(encoding="utf-8")
        answer = store.inner.query(
            words,
            prefixes=prefixes,
            base_iri=store.terms.base,
            default_graph=ox.NamedNode(store.terms.current),
            named_graphs=[ox.NamedNode(g) for g in store.graphs()],
        )
    except (SyntaxError, OSError, ValueError) as error:
        console.warn(f"câu hỏi hỏng / bad query: {' '.join(str(error).split())}")
        return FAILED
    if isinstance(answer, ox.QuerySolutions):
        if arguments.format == "table":
            heads = [v.value for v in answer.variables]
            rows = [["" if cell is None else _cell(cell) for cell in solution] for solution in answer]
            console.say(console.table(heads, rows, widest=90) if heads else "")
            return DONE
        form = {
            "json": ox.QueryResultsFormat.JSON,
            "csv": ox.QueryResultsFormat.CSV,
            "tsv": ox.QueryResultsFormat.TSV,
        }
        console.say((answer.serialize(format=form[arguments.format]) or b"").decode())
    elif isinstance(answer, ox.QueryTriples):
        console.say("".join(sorted(f"{triple} .\n" for triple in answer)))
    else:
        console.say(f"{'true' if answer else 'false'}\n")
    return DONE


def _cell(term: object) -> str:
    return str(getattr(term, "value", term))
