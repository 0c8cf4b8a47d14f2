"""``luocdo analyse``: tables and pictures of the shape of the graph, or of a part of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from kg import analyse, console
from kg.commands.common import DONE, FAILED, WRONG, reading

HELP = "phân tích đồ thị: trung tâm, nhóm, độ dài chuỗi, vòng tròn / the shape of the graph"
MORE = (
    "In bảng ra màn hình; --output ghi bảng CSV và hình SVG vào thư mục. Chuỗi và vòng tròn tính trên quan "
    "hệ thực hiện, quy định chi tiết và căn cứ. / Prints tables; --output writes CSV tables and SVG "
    "pictures into a folder. Chains and circles are those of implementing, detailing and legal bases."
)
_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments, but for ``--graph``."""
    parser.add_argument(
        "--follow", metavar="PREDICATE,…", default="", help="chỉ các quan hệ này / only these relations"
    )
    parser.add_argument("--since", metavar="DATE", default="", help="từ ngày / from a date: 2020, 2020-01-31")
    parser.add_argument("--until", metavar="DATE", default="", help="đến ngày / until a date")
    parser.add_argument("--place", metavar="PLACE", default="", help='nơi / place, như / as "quang-nam"')
    parser.add_argument("--output", metavar="DIR", type=Path, help="ghi vào thư mục / write into a folder")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    store = reading(arguments)
    follow = frozenset(filter(None, arguments.follow.split(",")))
    known = {r.predicate for r in store.terms.relations}
    if follow - known:
        wrong = ", ".join(sorted(follow - known))
        console.warn(f"không hiểu {wrong}; có: {', '.join(sorted(known))} / unknown: {wrong}")
        return WRONG
    chosen = {"since": arguments.since, "until": arguments.until, "place": arguments.place}
    try:
        whole = analyse.subgraph(store, predicates=follow, **chosen)
        acting = analyse.subgraph(store, predicates=(follow & analyse.ACTING) or analyse.ACTING, **chosen)
        tables = analyse.analyse(whole, acting)
        for table in tables:
            console.say(f"{table.title}: {len(table.rows)}\n")
            rows = [[str(cell) for cell in row] for row in table.rows[:_SHOWN]]
            console.say(console.table(table.columns, rows) + "\n" if rows else "\n")
        if arguments.output:
            from kg import plots

            for path in (*analyse.write(tables, arguments.output), *plots.write(tables, arguments.output)):
                console.say(f"{path}\n")
    except ModuleNotFoundError as error:
        console.warn(
            f"thiếu {error.name}: hãy cài “luocdo[analyse]” / {error.name} is missing: install “luocdo[analyse]”"
        )
        return FAILED
    return DONE
