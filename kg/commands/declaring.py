"""The parts that every command's arguments are declared with."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias

from kg.endpoint.limits import MIB, Limits

Commands: TypeAlias = "argparse._SubParsersAction[Any]"

NUMBER = "số, tên hoặc IRI / a number, a name or an IRI"
OUTPUT = "ghi vào tệp / write to a file"
FORM = "dạng kết quả / form of the answer"


def command(commands: Commands, name: str, help_: str, run: str, more: str = "") -> argparse.ArgumentParser:
    """A command with its help; ``run`` is ``module:function`` in :mod:`kg.commands`."""
    description = f"{help_}\n\n{more}" if more else help_
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=description)
    parser.set_defaults(run=run)
    return parser


def graph(parser: argparse.ArgumentParser) -> None:
    """The option that names the graph's folder."""
    parser.add_argument(
        "--graph",
        metavar="DIR",
        default="",
        help="thư mục đồ thị; mặc định LUOCDO_GRAPH, rồi thư mục dữ liệu của người dùng / the graph's folder",
    )


def store(parser: argparse.ArgumentParser, help_: str = "") -> None:
    """The options that name the graph: its folder, or the SPARQL server that holds it."""
    graph(parser)
    parser.add_argument(
        "--store",
        metavar="URL",
        default="",
        help=help_ or "hỏi máy chủ SPARQL này thay cho thư mục / ask this SPARQL server, not the folder",
    )


def limited(parser: argparse.ArgumentParser, *names: str) -> None:
    """The options that set limits of the endpoint, by their names."""
    for name in names:
        kind, value, help_ = LIMITED[name]
        parser.add_argument(f"--{name}", metavar="N", type=kind, default=value, help=f"{help_} ({value:g})")


_USUAL = Limits()
LIMITED: dict[str, tuple[type, float, str]] = {
    "seconds": (float, _USUAL.seconds, "giây cho mỗi câu hỏi / seconds a query"),
    "rows": (int, _USUAL.rows, "dòng mỗi câu trả lời / rows an answer"),
    "megabytes": (int, _USUAL.size // MIB, "MiB mỗi câu trả lời / MiB an answer"),
    "memory": (int, _USUAL.memory // MIB, "MiB bộ nhớ mỗi câu hỏi / MiB of memory a query"),
    "workers": (int, _USUAL.workers, "câu hỏi chạy cùng lúc / queries at once"),
    "long": (int, _USUAL.long, "câu hỏi lâu cùng lúc / long queries at once"),
}
"""Each limit: its kind, its usual value, its help."""
