"""``luocdo analyse``: tables and pictures of the shape of the graph, or of a part of it."""

from __future__ import annotations

import argparse

from kg import analyse, console
from kg.commands.common import DONE, FAILED, WRONG, reading

_SHOWN = 10


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    store = reading(arguments)
    follow = frozenset(filter(None, arguments.follow.split(",")))
    known = {r.predicate for r in store.terms.relations}
    if follow - known:
        wrong = ", ".join(sorted(follow - known))
        console.warn(f"không hiểu {wrong}; có: {', '.join(sorted(known))} / unknown: {wrong}")
        return WRONG
    chosen = {"since": arguments.since, "until": arguments.until, "place": arguments.place}
    try:
        whole = analyse.subgraph(store, predicates=follow, **chosen)
        acting = analyse.subgraph(store, predicates=(follow & analyse.ACTING) or analyse.ACTING, **chosen)
        tables = analyse.analyse(whole, acting)
        for table in tables:
            console.say(f"{table.title}: {len(table.rows)}\n")
            rows = [[str(cell) for cell in row] for row in table.rows[:_SHOWN]]
            console.say(console.table(table.columns, rows) + "\n" if rows else "\n")
        if arguments.output:
            from kg import plots

            for path in (*analyse.write(tables, arguments.output), *plots.write(tables, arguments.output)):
                console.say(f"{path}\n")
    except ModuleNotFoundError as error:
        console.warn(
            f"thiếu {error.name}: hãy cài “luocdo[analyse]” / "
            f"{error.name} is missing: install “luocdo[analyse]”"
        )
        return FAILED
    return DONE
