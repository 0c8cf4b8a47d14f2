"""``luocdo query``: a question in SPARQL, within the limits and in the formats of the endpoint."""

from __future__ import annotations

import argparse

import pyoxigraph as ox

from kg import console
from kg.commands.common import DONE, FAILED, WRONG
from kg.endpoint import guard
from kg.endpoint.command import limits
from kg.endpoint.elsewhere import ask_server
from kg.endpoint.pool import ask_once
from kg.paths import graph_folder


def run(arguments: argparse.Namespace) -> int:
    """Run the command: over the derived graph; the sources are its named graphs."""
    if bool(arguments.file) == bool(arguments.query):
        console.warn("cần tệp .rq hoặc -q / give a .rq file, or -q")
        return WRONG
    bounds = limits(arguments)
    if bounds is None:
        return WRONG
    try:
        words = arguments.query or arguments.file.read_text(encoding="utf-8")
        is_table = guard.read(words).form in ("SELECT", "ASK")
        shown = "json" if is_table else "turtle"
        form = shown if arguments.format == "table" else arguments.format
        if arguments.store:
            answer = ask_server(arguments.store, words, form, limits=bounds)
        else:
            answer = ask_once(graph_folder(arguments.graph), words, form, limits=bounds)
    except UnicodeDecodeError:
        console.warn(f"{arguments.file}: không phải UTF-8 / not UTF-8")
        return FAILED
    if arguments.format == "table" and is_table:
        console.say(_table(answer.body))
    else:
        console.say_exactly(answer.body.decode())
    return DONE


def _table(body: bytes) -> str:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return f"{'true' if found else 'false'}\n"
    heads = [v.value for v in found.variables]
    rows = [[_cell(cell) for cell in solution] for solution in found]
    return console.table(heads, rows, widest=90) if heads else ""


def _cell(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))
