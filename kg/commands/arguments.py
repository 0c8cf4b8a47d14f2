"""What each command takes, declared without importing what it does: ``luocdo --help`` is quick.

``run`` names the function, ``module:function`` in :mod:`kg.commands`; it gives the exit code.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[Any]"

_NUMBER = "số, tên hoặc IRI / a number, a name or an IRI"
_OUTPUT = "ghi vào tệp / write to a file"
_FORM = "dạng kết quả / form of the answer"


def declare(commands: Commands) -> None:
    """Declare every command, in the order of the help."""
    _extract(commands)
    _build(commands)
    _trace(commands)
    _show(commands)
    _export(commands)
    _query(commands)
    _sources(commands)


def _command(commands: Commands, name: str, help_: str, run: str, more: str = "") -> argparse.ArgumentParser:
    description = f"{help_}\n\n{more}" if more else help_
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help_, description=description)
    parser.set_defaults(run=run)
    return parser


def _graph(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--graph",
        metavar="DIR",
        default="",
        help="thư mục đồ thị; mặc định LUOCDO_GRAPH, rồi thư mục dữ liệu của người dùng / the graph's folder",
    )


def _extract(commands: Commands) -> None:
    parser = _command(
        commands,
        "extract",
        "đọc văn bản: viện dẫn và quan hệ / read documents: citations and relations",
        "extract:run",
        "Một tệp cho một đối tượng JSON; nhiều tệp cho mỗi tệp một dòng. Vị trí đếm theo ký tự (mã "
        "điểm Unicode) của văn bản mà --format text in ra. / One file gives one JSON object, several "
        "give one a line; offsets count the characters of what --format text prints.",
    )
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="tệp văn bản / documents")
    parser.add_argument("--format", choices=("json", "table", "text"), default="json", help=_FORM)
    parser.add_argument(
        "--jsonl",
        metavar="FILE",
        type=Path,
        help='mỗi dòng {"id": …, "text": …} cho một dòng kết quả / one answer a line for lines of this form',
    )
    parser.add_argument("--base", default="", help="gốc của IRI; mặc định LUOCDO_BASE / base of the IRIs")


def _build(commands: Commands) -> None:
    parser = _command(
        commands,
        "build",
        "đưa văn bản vào đồ thị / put documents into the graph",
        "build:run",
        "Tệp đã đọc và không đổi thì bỏ qua; tệp đã đổi thay phần của chính nó; tệp không đọc được "
        "chỉ mất chính nó. / A file that was read and did not change is passed over; one that "
        "changed replaces its own part; one that cannot be read costs only itself.",
    )
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="tệp hoặc thư mục / files or folders"
    )
    _graph(parser)
    parser.add_argument(
        "--again", action="store_true", help="đọc lại cả tệp không đổi / read unchanged files as well"
    )
    parser.add_argument(
        "--base", default="", help="gốc của IRI, khi lập đồ thị mới / base of the IRIs of a new graph"
    )


def _trace(commands: Commands) -> None:
    parser = _command(
        commands,
        "trace",
        "truy nguyên: văn bản này thực hiện văn bản nào / trace which document carries out which",
        "trace:run",
        "Đi theo quan hệ thực hiện và quy định chi tiết; chỉ khi không tới văn bản trung ương nào "
        'mới đi theo căn cứ. Số gõ thế nào cũng được: "126 qđ ubnd", "Quyết định 126/QĐ-UBND Quảng '
        'Nam 2024". / Follows what implements and details; legal bases only where nothing else leads '
        "to a central act. Numbers may be typed in any spelling.",
    )
    parser.add_argument("document", metavar="NUMBER", help=_NUMBER)
    parser.add_argument(
        "--up", action="store_true", help="ngược lên văn bản gốc (mặc định) / up to the central acts"
    )
    parser.add_argument(
        "--down",
        action="store_true",
        help="xuôi xuống cấp dưới; cùng --up thì cả hai / what hangs under it; with --up, both",
    )
    parser.add_argument(
        "--to", metavar="NUMBER", help="đường giữa hai văn bản / the way between two documents"
    )
    parser.add_argument(
        "--follow",
        metavar="PREDICATE,…",
        default="",
        help="chỉ đi theo các quan hệ này, như implements,basedOn / follow only these relations",
    )
    parser.add_argument(
        "--depth", metavar="N", type=int, default=12, help="số bước nhiều nhất / steps at most"
    )
    parser.add_argument("--format", choices=("text", "json", "svg"), default="text", help=_FORM)
    parser.add_argument("--output", metavar="FILE", type=Path, help=_OUTPUT)
    _graph(parser)


def _show(commands: Commands) -> None:
    parser = _command(
        commands, "show", "đồ thị biết gì về một văn bản / what the graph knows of a document", "graph:show"
    )
    parser.add_argument("document", metavar="NUMBER", help=_NUMBER)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORM)
    _graph(parser)


def _export(commands: Commands) -> None:
    parser = _command(commands, "export", "xuất đồ thị / export the graph", "graph:write")
    formats = ("turtle", "nquads", "ntriples", "jsonld", "graphml", "csv")
    parser.add_argument("--format", choices=formats, default="turtle", help="dạng / format")
    parser.add_argument(
        "--scope",
        choices=("current", "sources", "all"),
        default="",
        help="phần nào: đồ thị chung, từng nguồn, hay tất cả / the derived graph, the sources, or all",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help=_OUTPUT)
    _graph(parser)


def _query(commands: Commands) -> None:
    parser = _command(
        commands,
        "query",
        "hỏi đồ thị bằng SPARQL / ask the graph in SPARQL",
        "graph:query",
        "Mặc định hỏi đồ thị chung; mỗi nguồn là một đồ thị có tên. / The derived graph is the "
        "default graph, each source a named graph.",
    )
    parser.add_argument(
        "file", metavar="FILE.rq", nargs="?", type=Path, help="tệp câu hỏi / a file with the query"
    )
    parser.add_argument("-q", "--query", metavar="SPARQL", default="", help="câu hỏi / the query itself")
    parser.add_argument("--format", choices=("table", "json", "csv", "tsv"), default="table", help=_FORM)
    _graph(parser)


def _sources(commands: Commands) -> None:
    help_ = "liệt kê nguồn của đồ thị / list what the graph was built from"
    _graph(_command(commands, "sources", help_, "build:sources"))
