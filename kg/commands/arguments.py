"""What each command takes, declared without importing what it does: ``luocdo --help`` is quick.

``run`` names the function, ``module:function`` in :mod:`kg.commands`; it gives the exit code.
"""

from __future__ import annotations

from pathlib import Path

from kg.commands import arguments_of_data, arguments_of_questions, arguments_of_services
from kg.commands.declaring import FORM, NUMBER, OUTPUT, Commands, command, store


def declare(commands: Commands) -> None:
    """Declare every command, in the order of the help."""
    _extract(commands)
    _evaluate(commands)
    _build(commands)
    _trace(commands)
    _show(commands)
    arguments_of_data.declare(commands)
    _sources(commands)
    arguments_of_questions.declare(commands)
    arguments_of_services.declare(commands)


def _extract(commands: Commands) -> None:
    parser = command(
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
        "--format", choices=(*forms, "bio", "webannotation", "displacy"), default="json", help=FORM
    )
    parser.add_argument(
        "--jsonl",
        metavar="FILE",
        type=Path,
        help='mỗi dòng {"id": …, "text": …} cho một dòng kết quả / one answer a line for lines of this form',
    )
    parser.add_argument("--base", default="", help="gốc của IRI; mặc định LUOCDO_BASE / base of the IRIs")


def _evaluate(commands: Commands) -> None:
    parser = command(
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
    parser = command(
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
    store(parser, "đưa cả đồ thị lên máy chủ SPARQL này / bring the graph to this SPARQL server as well")
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
    parser = command(
        commands,
        "trace",
        "truy nguyên: văn bản này thực hiện văn bản nào / trace which document carries out which",
        "trace:run",
        "Đi theo quan hệ thực hiện và quy định chi tiết; chỉ khi không tới văn bản trung ương nào "
        'mới đi theo căn cứ. Số gõ thế nào cũng được: "126 qđ ubnd", "Quyết định 126/QĐ-UBND Quảng '
        'Nam 2024". / Follows what implements and details; legal bases only where nothing else leads '
        "to a central act. Numbers may be typed in any spelling.",
    )
    parser.add_argument("document", metavar="NUMBER", help=NUMBER)
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
    parser.add_argument(
        "--limit",
        metavar="N",
        type=int,
        default=200,
        help="xuôi: số văn bản mỗi trang / down: documents a page",
    )
    parser.add_argument(
        "--skip",
        metavar="N",
        type=int,
        default=0,
        help="xuôi: bỏ qua N văn bản đầu / down: pass over the first N",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "svg", "pdf", "xlsx", "docx"), default="text", help=FORM
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help=OUTPUT)
    store(parser)


def _show(commands: Commands) -> None:
    parser = command(
        commands,
        "show",
        "đồ thị biết gì về một văn bản / what the graph knows of a document",
        "show:run",
        "IRI của một phát biểu (assertion) mở đúng câu văn nói điều đó; IRI của một nguồn (source) in cả văn "
        "bản. / The IRI of an assertion opens the sentence that states it, that of a source prints its text.",
    )
    parser.add_argument("document", metavar="NUMBER", help=NUMBER)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORM)
    parser.add_argument(
        "--evidence", action="store_true", help="kèm câu văn của mỗi quan hệ / with the words that state it"
    )
    parser.add_argument(
        "--text", action="store_true", help="in toàn văn, đánh dấu chỗ dẫn / the whole text, quotes marked"
    )
    store(parser)


def _sources(commands: Commands) -> None:
    help_ = "liệt kê nguồn của đồ thị / list what the graph was built from"
    store(command(commands, "sources", help_, "build:sources"))
