"""What each command takes, declared without importing what it does: ``luocdo --help`` is quick.

``run`` names the function, ``module:function`` in :mod:`kg.commands`; it gives the exit code.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeAlias

from kg.endpoint.limits import MIB, Limits

Commands: TypeAlias = "argparse._SubParsersAction[Any]"

_NUMBER = "số, tên hoặc IRI / a number, a name or an IRI"
_OUTPUT = "ghi vào tệp / write to a file"
_FORM = "dạng kết quả / form of the answer"


def declare(commands: Commands) -> None:
    """Declare every command, in the order of the help."""
    _extract(commands)
    _evaluate(commands)
    _build(commands)
    _trace(commands)
    _show(commands)
    _export(commands)
    _query(commands)
    _sources(commands)
    _body(commands)
    _status(commands)
    _identity(commands)
    _import(commands)
    _analyse(commands)
    _serve(commands)
    _explore(commands)


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
    forms = ("json", "table", "text", "html", "jsonl", "csv", "csv-citations", "csv-relations")
    parser.add_argument(
        "--format", choices=(*forms, "bio", "webannotation", "displacy"), default="json", help=_FORM
    )
    parser.add_argument(
        "--jsonl",
        metavar="FILE",
        type=Path,
        help='mỗi dòng {"id": …, "text": …} cho một dòng kết quả / one answer a line for lines of this form',
    )
    parser.add_argument("--base", default="", help="gốc của IRI; mặc định LUOCDO_BASE / base of the IRIs")


def _evaluate(commands: Commands) -> None:
    parser = _command(
        commands,
        "evaluate",
        "so với đáp án: độ chính xác, độ phủ / compare with gold answers: precision and recall",
        "evaluate:run",
        'Đáp án là tệp JSON: document, citations, relations và tên tệp nguồn ở "file". In P, R, F1 theo loại '
        "quan hệ, mỗi quy tắc đúng sai mấy lần, và những chỗ sai. / Gold answers are JSON files with "
        "citations, relations and the name of their source. Prints P, R and F1 by predicate, how often each "
        "rule was right, and the misses.",
    )
    parser.add_argument(
        "gold",
        metavar="GOLD",
        type=Path,
        help="đáp án: thư mục hoặc một tệp / gold answers: a folder or a file",
    )
    parser.add_argument(
        "sources", metavar="SOURCES", type=Path, help="thư mục văn bản / the folder of the documents"
    )
    parser.add_argument(
        "--worst",
        metavar="N",
        type=int,
        default=20,
        help="mỗi loại in mấy chỗ sai / misses to print of a kind",
    )


def _build(commands: Commands) -> None:
    parser = _command(
        commands,
        "build",
        "đưa văn bản vào đồ thị / put documents into the graph",
        "build:run",
        "Đọc cả tệp nén và thư. Tệp đã đọc và không đổi thì bỏ qua; tệp đã đổi thay phần của chính nó; "
        "tệp không đọc được chỉ mất chính nó, lý do ghi trong build-report.tsv ở thư mục đồ thị. / Archives "
        "and mails are opened. A file that was read and did not change is passed over; one that changed "
        "replaces its own part; one that cannot be read costs only itself, and build-report.tsv in the "
        "graph's folder says why.",
    )
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=Path,
        help="tệp, tệp nén hoặc thư mục / files, archives or folders",
    )
    _graph(parser)
    parser.add_argument(
        "--jobs", metavar="N", type=int, default=0, help="số tiến trình đọc; mặc định mỗi nhân một / readers"
    )
    parser.add_argument(
        "--resume",
        action="store_true",
        help="làm tiếp lần bị ngắt, không thử lại tệp đã lỗi / go on after a kill, failures are not retried",
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help="gỡ nguồn mà tệp không còn trong PATH / remove sources whose files under PATH are gone",
    )
    parser.add_argument(
        "--timeout", metavar="S", type=float, default=600, help="giây cho mỗi văn bản / seconds a document"
    )
    parser.add_argument(
        "--memory",
        metavar="MB",
        type=int,
        default=2048,
        help="bộ nhớ mỗi tiến trình / memory of a reader",
    )
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
        commands,
        "show",
        "đồ thị biết gì về một văn bản / what the graph knows of a document",
        "show:run",
        "IRI của một phát biểu (assertion) mở đúng câu văn nói điều đó; IRI của một nguồn (source) in cả văn "
        "bản. / The IRI of an assertion opens the sentence that states it, that of a source prints its text.",
    )
    parser.add_argument("document", metavar="NUMBER", help=_NUMBER)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORM)
    parser.add_argument(
        "--evidence", action="store_true", help="kèm câu văn của mỗi quan hệ / with the words that state it"
    )
    parser.add_argument(
        "--text", action="store_true", help="in toàn văn, đánh dấu chỗ dẫn / the whole text, quotes marked"
    )
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


def _on(parser: argparse.ArgumentParser, help_: str) -> None:
    parser.add_argument("--on", metavar="DATE", default="", help=help_)


def _body(commands: Commands) -> None:
    parser = _command(
        commands,
        "body",
        "cơ quan này là ai, nay cơ quan nào trả lời / who a body was, and who answers for it now",
        "body:run",
        'Tên đầy đủ hay viết tắt, hoa hay thường: "Sở Nội vụ Quảng Nam", "STC tỉnh Quảng Nam". Nhiều cơ '
        "quan cùng tên thì kể hết; --on chọn cơ quan của ngày đó. / Any spelling; several bodies of one "
        "name are all shown, and --on chooses that of the day.",
    )
    parser.add_argument("name", metavar="NAME", help="tên cơ quan / the body's name")
    _on(parser, "vào ngày, như 2024-06-01; mặc định hôm nay / as of a day; by default now")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORM)


def _status(commands: Commands) -> None:
    parser = _command(
        commands,
        "status",
        "văn bản còn hiệu lực không, vào một ngày / whether a document is in force on a day",
        "status:run",
        "Theo những gì đồ thị biết: ngày có và hết hiệu lực mà văn bản ghi, văn bản nào bãi bỏ, thay thế, "
        "ngưng hiệu lực nó. Không có lời nào nói thì trả lời là chưa rõ. / From the days of force that "
        "documents state and from what repeals, replaces or suspends it; where nothing is stated: unknown.",
    )
    parser.add_argument("document", metavar="NUMBER", help=_NUMBER)
    _on(parser, "vào ngày, như 2024-06-01; mặc định hôm nay / as of a day; by default today")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORM)
    _graph(parser)


def _identity(commands: Commands) -> None:
    parser = _command(
        commands,
        "identity",
        "vì sao các chỗ dẫn là một văn bản; tách, gộp / why citations are one document; split, merge",
        "identity:run",
        "Không có tùy chọn thì kể các chỗ chưa chắc. Ý kiến tách, gộp ghi ở reviews.tsv trong thư mục đồ "
        "thị, và mọi lần dựng lại đều theo. / Without options: what is doubtful. Decisions stand in "
        "reviews.tsv in the graph's folder, and every rebuild respects them.",
    )
    parser.add_argument(
        "--why", metavar="IRI", default="", help="giải thích / explain; một số cũng được / or a number"
    )
    parser.add_argument(
        "--split",
        metavar="IRI",
        nargs="+",
        help="tách khỏi văn bản đã gộp, hoặc khỏi các IRI sau / keep apart from its work, or the others",
    )
    parser.add_argument(
        "--merge", metavar="IRI", nargs=2, help="cái trước chính là cái sau / the first is the second"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="ai quyết định / who decides")
    parser.add_argument("--note", metavar="WORDS", default="", help="lý do / the reason")
    parser.add_argument(
        "--export", metavar="FILE", type=Path, help="chép các ý kiến ra tệp / copy the decisions to a file"
    )
    parser.add_argument(
        "--apply",
        metavar="FILE",
        type=Path,
        help="áp dụng các ý kiến trong tệp / apply the decisions of a file",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help=_FORM)
    _graph(parser)


def _import(commands: Commands) -> None:
    parser = _command(
        commands,
        "import",
        "nhập danh sách văn bản, danh sách sửa đổi / import official lists",
        "lists:run",
        "Bảng TSV có cột type, number (date, issuer, title, effective_from) hoặc amending_number, action, "
        "amended_number. Mâu thuẫn với đồ thị được kể ra; dòng ngược chiều bị bỏ, danh sách ngược chiều bị "
        "từ chối. / Tables with these columns; what differs from the graph is shown, rows that run backwards "
        "are left out, and a list that does is refused.",
    )
    parser.add_argument("files", metavar="FILE.tsv", nargs="+", type=Path, help="danh sách / lists")
    parser.add_argument(
        "--dry-run", action="store_true", help="chỉ xem, không ghi / only show, write nothing"
    )
    _graph(parser)


def _analyse(commands: Commands) -> None:
    parser = _command(
        commands,
        "analyse",
        "phân tích đồ thị: trung tâm, nhóm, độ dài chuỗi, vòng tròn / the shape of the graph",
        "analyse:run",
        "In bảng ra màn hình; --output ghi bảng CSV và hình SVG vào thư mục. Chuỗi, vòng tròn tính trên quan "
        "hệ thực hiện, quy định chi tiết và căn cứ. / Prints tables; --output writes CSV tables and SVG "
        "pictures into a folder. Chains and circles are those of implementing, detailing and legal bases.",
    )
    parser.add_argument(
        "--follow", metavar="PREDICATE,…", default="", help="chỉ các quan hệ này / only these relations"
    )
    parser.add_argument("--since", metavar="DATE", default="", help="từ ngày / from a date: 2020, 2020-01-31")
    parser.add_argument("--until", metavar="DATE", default="", help="đến ngày / until a date")
    parser.add_argument("--place", metavar="PLACE", default="", help='nơi / place, như / as "quang-nam"')
    parser.add_argument("--output", metavar="DIR", type=Path, help="ghi vào thư mục / write into a folder")
    _graph(parser)


def _serve(commands: Commands) -> None:
    parser = _command(
        commands,
        "serve",
        "mở đồ thị cho SPARQL và dữ liệu liên kết / serve the graph: SPARQL and linked data",
        "serve:run",
        "Chỉ đọc. Mỗi câu hỏi chạy trong một tiến trình riêng, có hạn về thời gian, số dòng, số byte và "
        "bộ nhớ; câu trả lời luôn đủ, quá hạn thì bị từ chối và nói rõ. / Read only. Each query runs in a "
        "process of its own, within limits of time, rows, bytes and memory; an answer is whole, or refused "
        "with the reason.",
    )
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
    _graph(parser)


def _explore(commands: Commands) -> None:
    parser = _command(
        commands,
        "explore",
        "mở trang tra cứu trong trình duyệt / open the explorer in the browser",
        "explore:run",
        "Tìm, truy nguyên, xem văn bản, duyệt và SPARQL, chỉ mở cho máy này. / Search, trace, documents, "
        "review and SPARQL, for this machine alone.",
    )
    parser.add_argument("--port", type=int, default=8501, help="cổng / port")
    parser.add_argument("--no-browser", action="store_true", help="không mở trình duyệt / open no browser")
    parser.add_argument(
        "--read-only", action="store_true", help="không tải lên, không duyệt / without upload and review"
    )
    _graph(parser)
