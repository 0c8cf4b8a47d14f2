"""``luocdo export`` and ``query``: the graph itself."""

from __future__ import annotations

import argparse

from kg import console
from kg.commands.common import DONE, FAILED, WRONG, reading
from kg.export import export
from kg.terms import NAMESPACES


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
