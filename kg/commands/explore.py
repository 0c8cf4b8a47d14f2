"""``luocdo explore``: the explorer in the browser."""

from __future__ import annotations

import argparse

from kg.commands.common import DONE
from kg.launch import launch
from kg.paths import graph_folder


def run(arguments: argparse.Namespace) -> int:
    """Serve the explorer until it is interrupted."""
    launch(
        graph_folder(arguments.graph),
        port=arguments.port,
        open_browser=not arguments.no_browser,
        read_only=arguments.read_only,
    )
    return DONE
