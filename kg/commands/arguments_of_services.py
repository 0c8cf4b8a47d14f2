"""What the commands that analyse the graph or open it to others take."""

from __future__ import annotations

from pathlib import Path

from kg.commands.declaring import LIMITED, Commands, command, graph, limited, store


def declare(commands: Commands) -> None:
    """Declare them, in the order of the help."""
    _analyse(commands)
    _serve(commands)
    _explore(commands)


def _analyse(commands: Commands) -> None:
    parser = command(
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
    store(parser)


def _serve(commands: Commands) -> None:
    parser = command(
        commands,
        "serve",
        "mở đồ thị cho SPARQL và dữ liệu liên kết / serve the graph: SPARQL and linked data",
        "serve:run",
        "Chỉ đọc. Mỗi câu hỏi chạy trong một tiến trình riêng, có hạn về thời gian, số dòng, số byte và "
        "bộ nhớ; câu trả lời luôn đủ, quá hạn thì bị từ chối và nói rõ. / Read only. Each query runs in a "
        "process of its own, within limits of time, rows, bytes and memory; an answer is whole, or refused "
        "with the reason.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ nghe / address to listen on")
    parser.add_argument("--port", type=int, default=8890, help="cổng / port")
    parser.add_argument(
        "--cors",
        metavar="ORIGIN",
        default="",
        help='trang nào được hỏi, "*" là mọi trang / origin allowed to ask',
    )
    parser.add_argument("--log", metavar="FILE", type=Path, help="nhật ký truy cập / access log (JSON lines)")
    limited(parser, *LIMITED)
    graph(parser)


def _explore(commands: Commands) -> None:
    parser = command(
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
    graph(parser)
