"""``luocdo batch`` and ``luocdo load``: many documents, on many machines, then into a graph."""

from __future__ import annotations

import argparse
import os

from kg import cluster, console
from kg.commands.common import DONE, FAILED, WRONG, bring
from kg.paths import graph_folder
from nlp import extract


def run(arguments: argparse.Namespace) -> int:
    """Run ``batch``."""
    if arguments.shares < 1 or arguments.jobs < 0:
        console.warn("--shares, --jobs: cần số dương / must be positive")
        return WRONG
    if not arguments.input.exists():
        console.warn(f"{arguments.input}: không có / does not exist")
        return FAILED
    options = {"base": arguments.base, "shares": arguments.shares}
    if arguments.engine == "spark":
        done = cluster.run_spark(
            arguments.input, arguments.output, extract, master=arguments.master, **options
        )
    else:
        jobs = arguments.jobs or os.cpu_count() or 1
        done = cluster.run_here(arguments.input, arguments.output, extract, jobs=jobs, **options)
    read, failed = sum(d.read for d in done), sum(d.failed for d in done)
    console.say(f"{read} văn bản đã đọc, {failed} lỗi, {len(done)} phần mới; {arguments.output}\n")
    if failed:
        console.warn(f"văn bản lỗi và lý do / failures and reasons: {arguments.output / 'failed'}")
    return FAILED if failed else DONE


def load(arguments: argparse.Namespace) -> int:
    """Run ``load``."""
    if not (arguments.output / "documents").is_dir():
        console.warn(f"{arguments.output}: không phải kết quả của luocdo batch / not what luocdo batch wrote")
        return FAILED
    folder = graph_folder(arguments.graph)
    triples = cluster.load(arguments.output, folder, base=arguments.base)
    console.say(f"đồ thị {folder}: {triples} bộ ba\n")
    bring(folder, arguments.store)
    return DONE
