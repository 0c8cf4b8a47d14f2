"""``luocdo serve``: the SPARQL endpoint, linked data and descriptions over HTTP."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from kg import console
from kg.commands.common import DONE, WRONG
from kg.endpoint.limits import MIB, Limits
from kg.paths import graph_folder

HELP = "mở đồ thị cho SPARQL và dữ liệu liên kết / serve the graph: SPARQL and linked data"
MORE = (
    "Chỉ đọc. Mỗi câu hỏi chạy trong một tiến trình riêng, có hạn về thời gian, số dòng, số byte và bộ nhớ; "
    "câu trả lời luôn đủ, quá hạn thì bị từ chối và nói rõ. / Read only. Each query runs in a process of its "
    "own, within limits of time, rows, bytes and memory; an answer is whole, or refused with the reason."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments, but for ``--graph``."""
    usual = Limits()
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ nghe / address to listen on")
    parser.add_argument("--port", type=int, default=8890, help="cổng / port")
    parser.add_argument(
        "--cors",
        metavar="ORIGIN",
        default="",
        help='trang nào được hỏi, "*" là mọi trang / origin allowed to ask',
    )
    parser.add_argument("--log", metavar="FILE", type=Path, help="nhật ký truy cập / access log (JSON lines)")
    for name, kind, value, help_ in (
        ("seconds", float, usual.seconds, "giây cho mỗi câu hỏi / seconds a query"),
        ("rows", int, usual.rows, "dòng mỗi câu trả lời / rows an answer"),
        ("megabytes", int, usual.size // MIB, "MiB mỗi câu trả lời / MiB an answer"),
        ("memory", int, usual.memory // MIB, "MiB bộ nhớ mỗi câu hỏi / MiB of memory a query"),
        ("workers", int, usual.workers, "câu hỏi chạy cùng lúc / queries at once"),
        ("long", int, usual.long, "câu hỏi lâu cùng lúc / long queries at once"),
    ):
        parser.add_argument(f"--{name}", metavar="N", type=kind, default=value, help=f"{help_} ({value:g})")


def limits(arguments: argparse.Namespace) -> Limits | None:
    """The limits that the arguments set; None, after saying so, where one is not above zero."""
    names = ("seconds", "rows", "megabytes", "memory", "workers", "long")
    wrong = [name for name in names if not getattr(arguments, name) > 0]
    if wrong:
        console.warn(f"--{wrong[0]}: phải lớn hơn 0 / must be above zero")
        return None
    return Limits(
        seconds=arguments.seconds,
        rows=arguments.rows,
        size=arguments.megabytes * MIB,
        memory=arguments.memory * MIB,
        workers=arguments.workers,
        long=arguments.long,
    )


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
