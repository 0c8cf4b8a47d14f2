"""What the commands on bodies, effect, identity and official lists take."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.commands.declaring import FORM, NUMBER, Commands, command, graph, store


def declare(commands: Commands) -> None:
    """Declare them, in the order of the help."""
    _body(commands)
    _status(commands)
    _identity(commands)
    _review(commands)
    _import(commands)


def _on(parser: argparse.ArgumentParser, help_: str) -> None:
    parser.add_argument("--on", metavar="DATE", default="", help=help_)


def _body(commands: Commands) -> None:
    parser = command(
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
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORM)


def _status(commands: Commands) -> None:
    parser = command(
        commands,
        "status",
        "văn bản còn hiệu lực không, vào một ngày / whether a document is in force on a day",
        "status:run",
        "Theo những gì đồ thị biết: ngày có và hết hiệu lực mà văn bản ghi, văn bản nào bãi bỏ, thay thế, "
        "ngưng hiệu lực nó. Không có lời nào nói thì trả lời là chưa rõ. / From the days of force that "
        "documents state and from what repeals, replaces or suspends it; where nothing is stated: unknown.",
    )
    parser.add_argument("document", metavar="NUMBER", help=NUMBER)
    _on(parser, "vào ngày, như 2024-06-01; mặc định hôm nay / as of a day; by default today")
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORM)
    store(parser)


def _identity(commands: Commands) -> None:
    parser = command(
        commands,
        "identity",
        "vì sao các chỗ dẫn là một văn bản; tách, gộp / why citations are one document; split, merge",
        "identity:run",
        "Không có tùy chọn thì kể các chỗ chưa chắc. Mọi lần dựng lại đều theo ý kiến tách, gộp; luocdo "
        "review xuất, nhập các ý kiến. / Without options: what is doubtful. Every rebuild respects what was "
        "split and merged; luocdo review exports and imports the decisions.",
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
    parser.add_argument("--format", choices=("text", "json"), default="text", help=FORM)
    store(
        parser,
        "hỏi máy chủ SPARQL này; ý kiến ghi ở thư mục rồi đưa lên / ask this server; decisions go there too",
    )


def _review(commands: Commands) -> None:
    parser = command(
        commands,
        "review",
        "duyệt từng quan hệ; xuất, nhập các ý kiến / review single relations; export and import decisions",
        "review:run",
        "list (mặc định): những gì chờ duyệt, đáng ngờ và hệ trọng nhất trước, và ý kiến không còn khớp. "
        "accept, reject, correct, undo: theo IRI của phát biểu (assertion). export, import: tệp TSV mở được "
        "bằng Excel, có cả ý kiến về định danh. Mọi lần dựng lại đều theo; ý kiến sau cùng có hiệu lực. / "
        "list (the default): what waits, the most doubtful and weighty first, and decisions that fit nothing "
        "any more. accept, reject, correct, undo take IRIs of assertions; export and import a TSV for "
        "spreadsheets, with the decisions on identities. Every rebuild respects them; the last word counts.",
    )
    actions = ("list", "accept", "reject", "correct", "undo", "export", "import")
    parser.add_argument("action", nargs="?", choices=actions, default="list", help="việc / what to do")
    parser.add_argument(
        "what", metavar="IRI|FILE", nargs="*", help="phát biểu, hoặc tệp / assertions, or a file"
    )
    parser.add_argument(
        "--relation", metavar="NAME", default="", help="sửa: quan hệ, như “căn cứ” / correct: to"
    )
    parser.add_argument(
        "--subject", metavar="NUMBER", default="", help="sửa: văn bản thứ nhất / correct: the first"
    )
    parser.add_argument(
        "--object", metavar="NUMBER", default="", help="sửa: văn bản kia / correct: the other"
    )
    parser.add_argument("--turn", action="store_true", help="sửa: đảo chiều / correct: the other direction")
    parser.add_argument("--by", metavar="NAME", default="", help="ai quyết định / who decides")
    parser.add_argument("--note", metavar="WORDS", default="", help="lý do / the reason")
    store(parser, "đưa ý kiến lên máy chủ SPARQL này nữa / bring the decisions to this SPARQL server too")


def _import(commands: Commands) -> None:
    parser = command(
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
    graph(parser)
