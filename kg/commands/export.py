"""``luocdo export``: the graph in other people's formats."""

from __future__ import annotations

import argparse

from kg import console
from kg.commands.common import DONE, WRONG, reading
from kg.export import FORMATS, export, write


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    form = arguments.format
    if arguments.output:
        for path in write(reading(arguments), form, arguments.output, scope=arguments.scope):
            console.warn(f"{path}: {path.stat().st_size} byte")
        return DONE
    if form not in FORMATS:
        console.warn(f"--format {form}: cần --output / needs --output")
        return WRONG
    for piece in export(reading(arguments), form, scope=arguments.scope):
        console.say(piece)
    return DONE
