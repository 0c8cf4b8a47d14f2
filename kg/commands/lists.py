"""``luocdo import``: official lists into the graph, or only what would be."""

from __future__ import annotations

import argparse

from kg import console, jobs, listing
from kg.commands.common import DONE, FAILED, reading
from kg.errors import GraphError, NoGraph
from kg.paths import graph_folder
from kg.queue import Job
from kg.rows import Plan
from kg.store import Store

SHOWN = 20
"""Conflicts shown, unless nothing is written."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    folder, code = graph_folder(arguments.graph), DONE
    for file in arguments.files:
        try:
            store = reading(arguments)
        except NoGraph:
            store = Store.memory()
        try:
            made = listing.plan(store, file)
            _report(made, every=arguments.dry_run)
            listing.check(made)
        except GraphError as error:
            console.warn(str(error))
            code = FAILED
            continue
        if not arguments.dry_run:
            ran = jobs.submit(folder, Job("import", {"file": str(file.resolve())}))
            for _, reason in ran.failed:
                console.warn(reason)
            if ran.waiting:
                console.warn(f"đang chờ ghi / waiting to be written: {ran.waiting}")
            code = FAILED if ran.failed else code
    return code


def _report(made: Plan, *, every: bool) -> None:
    for conflict in made.conflicts if every else made.conflicts[:SHOWN]:
        console.warn(f"{made.file}:{conflict}")
    if not every and len(made.conflicts) > SHOWN:
        console.warn(
            f"… {len(made.conflicts) - SHOWN} nữa; xem hết: --dry-run / more; see all with --dry-run"
        )
    left = len({c.line for c in made.conflicts if c.left_out})
    console.say(
        f"{made.file.name}: {made.rows} dòng, {made.identified} văn bản đủ định danh, {made.open_} chưa đủ; "
        f"{len(made.conflicts)} chỗ cần xem, {left} dòng có điều bị bỏ\n"
    )
    if made.kind == "relations":
        console.say(
            f"  chiều quan hệ / direction: {made.agreeing} đúng / right, {made.reversed_} ngược / reversed\n"
        )
