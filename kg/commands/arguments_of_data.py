"""What the commands take that carry the graph to other tools: export, queries, clusters."""

from __future__ import annotations

from pathlib import Path

from kg.commands.declaring import FORM, Commands, command, limited, store


def declare(commands: Commands) -> None:
    """Declare them, in the order of the help."""
    _export(commands)
    _query(commands)
    _batch(commands)
    _load(commands)


def _export(commands: Commands) -> None:
    parser = command(
        commands,
        "export",
        "xuất đồ thị / export the graph",
        "export:run",
        "turtle, nquads, ntriples, jsonld cho công cụ RDF; parquet (thư mục bốn bảng) cho pandas, R, Spark; "
        "graphml, gexf cho Gephi; xlsx cho văn phòng; csv là bảng quan hệ, tables là bốn bảng CSV. Ghi dần, "
        "không tốn bộ nhớ theo cỡ đồ thị. / RDF; four Parquet tables in a folder; networks for Gephi; a "
        "workbook; csv is the table of relations, tables all four as CSV. Written in flat memory.",
    )
    formats = (
        "turtle",
        "nquads",
        "ntriples",
        "jsonld",
        "graphml",
        "gexf",
        "csv",
        "tables",
        "parquet",
        "xlsx",
    )
    parser.add_argument("--format", choices=formats, default="turtle", help="dạng / format")
    parser.add_argument(
        "--scope",
        choices=("current", "sources", "all"),
        default="",
        help="với RDF: đồ thị chung, từng nguồn, hay tất cả / of RDF: the derived graph, the sources, or all",
    )
    parser.add_argument(
        "--output",
        metavar="PATH",
        type=Path,
        help="tệp, hay thư mục cho parquet và tables / a file; for parquet and tables a folder",
    )
    store(parser)


def _query(commands: Commands) -> None:
    parser = command(
        commands,
        "query",
        "hỏi đồ thị bằng SPARQL / ask the graph in SPARQL",
        "query:run",
        "Mặc định hỏi đồ thị chung; mỗi nguồn là một đồ thị có tên. Cùng giới hạn và dạng trả lời với luocdo "
        "serve. / The derived graph is the default graph, each source a named graph. Limits and forms of "
        "answers are those of luocdo serve.",
    )
    parser.add_argument(
        "file", metavar="FILE.rq", nargs="?", type=Path, help="tệp câu hỏi / a file with the query"
    )
    parser.add_argument("-q", "--query", metavar="SPARQL", default="", help="câu hỏi / the query itself")
    tables, graphs = ("json", "xml", "csv", "tsv"), ("turtle", "ntriples", "jsonld", "rdfxml")
    parser.add_argument("--format", choices=("table", *tables, *graphs), default="table", help=FORM)
    limited(parser, "seconds", "rows", "megabytes", "memory")
    store(parser)


def _batch(commands: Commands) -> None:
    parser = command(
        commands,
        "batch",
        "đọc thật nhiều văn bản, nhiều máy / read very many documents, on many machines",
        "batch:run",
        "INPUT là thư mục, hay Parquet có cột id và text. Mỗi phần ghi N-Quads, Parquet và bảng lỗi của nó, "
        "trọn vẹn hoặc không có gì; chạy lại thì làm tiếp các phần còn thiếu. Sau đó: luocdo load. / INPUT "
        "is a folder, or Parquet with the columns id and text. Each share writes N-Quads, Parquet and "
        "its table of failures, whole or not at all; run again to go on. Then: luocdo load.",
    )
    parser.add_argument("input", metavar="INPUT", type=Path, help="thư mục hay Parquet / a folder or Parquet")
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="thư mục kết quả / the folder of results")
    parser.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="trên máy này, hay cụm Spark / on this machine, or on a Spark cluster",
    )
    parser.add_argument(
        "--master", metavar="URL", default="local[*]", help="cụm / the cluster: spark://host:7077, local[4]"
    )
    parser.add_argument(
        "--shares", metavar="N", type=int, default=200, help="chia mấy phần (200) / shares of the work"
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=int,
        default=0,
        help="số tiến trình của local; mặc định mỗi nhân một / readers",
    )
    parser.add_argument("--base", default="", help="gốc của IRI; mặc định LUOCDO_BASE / base of the IRIs")


def _load(commands: Commands) -> None:
    parser = command(
        commands,
        "load",
        "đưa kết quả của luocdo batch vào đồ thị / put what luocdo batch wrote into the graph",
        "batch:load",
    )
    parser.add_argument("output", metavar="OUTPUT", type=Path, help="thư mục kết quả / the folder of results")
    parser.add_argument(
        "--base", default="", help="gốc của IRI, khi lập đồ thị mới / base of the IRIs of a new graph"
    )
    store(parser, "đưa cả đồ thị lên máy chủ SPARQL này / bring the graph to this SPARQL server as well")
