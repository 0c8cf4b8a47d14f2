"""The parts that every command's arguments are declared with."""

from __future__ import annotations

import argparse
from typing import Any, TypeAlias

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
