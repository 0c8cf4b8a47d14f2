"""``luocdo serve``: the SPARQL endpoint, linked data and descriptions over HTTP."""

from __future__ import annotations

import argparse
import logging
import sys

from kg import console
from kg.commands.common import DONE, WRONG
from kg.endpoint.limits import MIB, Limits
from kg.paths import graph_folder


def limits(arguments: argparse.Namespace) -> Limits | None:
    """The limits that the arguments set; None, after saying so, where one is not above zero."""
    names = ("seconds", "rows", "megabytes", "memory", "workers", "long")
    said = {name: getattr(arguments, name) for name in names if hasattr(arguments, name)}
    wrong = [name for name, value in said.items() if not value > 0]
    if wrong:
        console.warn(f"--{wrong[0]}: phải lớn hơn 0 / must be above zero")
        return None
    size, memory = said.pop("megabytes") * MIB, said.pop("memory") * MIB
    return Limits(**said, size=size, memory=memory)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    import uvicorn

    from kg.endpoint.server import ACCESS, app

    bounds = limits(arguments)
    if bounds is None:
        return WRONG
    log = (
        logging.FileHandler(arguments.log, encoding="utf-8")
        if arguments.log
        else logging.StreamHandler(sys.stderr)
    )
    log.setFormatter(logging.Formatter("%(message)s"))
    ACCESS.addHandler(log)
    ACCESS.setLevel(logging.INFO)
    ACCESS.propagate = False
    serving = app(graph_folder(arguments.graph), bounds, cors=arguments.cors)
    console.warn(f"http://{arguments.host}:{arguments.port}/sparql (Ctrl+C để dừng / to stop)")
    uvicorn.run(serving, host=arguments.host, port=arguments.port, access_log=False, log_level="warning")
    return DONE
