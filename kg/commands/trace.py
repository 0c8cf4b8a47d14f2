"""``luocdo trace``: up, down, between; as text, JSON, a picture, or files for the office."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

from kg import console, picture, trace
from kg.commands.common import DONE, WRONG, one, reading
from kg.lookup import Node
from kg.picture import place
from kg.trace import Hop, Path, Trace


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    store = reading(arguments)
    follow = frozenset(filter(None, arguments.follow.split(",")))
    known = {r.predicate for r in store.terms.relations}
    numbers = {"--depth": arguments.depth - 1, "--limit": arguments.limit - 1, "--skip": arguments.skip}
    if follow - known or min(numbers.values()) < 0:
        wrong = ", ".join([*sorted(follow - known), *(name for name, n in numbers.items() if n < 0)])
        console.warn(f"không hiểu {wrong}; có: {', '.join(sorted(known))} / unknown: {wrong}")
        return WRONG
    if arguments.to and (arguments.up or arguments.down):
        console.warn("--to không đi cùng --up, --down / --to goes without --up and --down")
        return WRONG
    start = one(store, arguments.document)
    if isinstance(start, int):
        return start
    if arguments.to:
        end = one(store, arguments.to)
        if isinstance(end, int):
            return end
        found = trace.between(store, start.iri, end.iri, follow=follow, depth=arguments.depth)
    else:
        options: Any = {"follow": follow, "depth": arguments.depth}
        if arguments.down:
            options |= {"limit": arguments.limit, "skip": arguments.skip}
        way = trace.both if arguments.up and arguments.down else trace.down if arguments.down else trace.up
        found = way(store, start.iri, **options)
    content = FORMATS[arguments.format](found)
    if arguments.output:
        arguments.output.write_bytes(content.encode() if isinstance(content, str) else content)
    elif isinstance(content, str):
        console.say(content)
    else:
        console.warn(f"--format {arguments.format}: cần --output / needs --output")
        return WRONG
    return DONE


def _pdf(found: Trace) -> bytes:
    from kg import paper  # late: it loads reportlab

    return paper.pdf(picture.svg(found), title=found.start.label)


def _office(kind: str) -> Callable[[Trace], bytes]:
    def write(found: Trace) -> bytes:
        from kg import report  # late: it loads the writers of Word and Excel

        return report.FORMATS[kind][0](found)

    return write


def text(found: Trace) -> str:
    """A trace for the terminal."""
    return "\n".join(_text(found)) + "\n"


def _text(found: Trace) -> Iterator[str]:
    yield str(found.start)
    if found.start.title:
        yield f"  {found.start.title}"
    yield ""
    if not found.paths:
        yield _nothing(found)
        return
    if found.by_basis:
        yield "Không có đường thực hiện nào tới văn bản trung ương; dưới đây đi cả theo căn cứ."
        yield ""
    first = found.paths[0]
    if found.target is None and first.nearest and not found.is_below(first):
        central = first.hops[first.nearest - 1].object
        yield f"Văn bản trung ương gần nhất: {central} ({first.nearest} bước)"
        yield ""
    above = [path for path in found.paths if not found.is_below(path)]
    for n, path in enumerate(above, 1):
        yield f"{n}. {path.hops[0].subject.label}"
        for hop in path.hops:
            yield from _hop(hop, "   ", f"↑ {hop.relation.label} {hop.object}")
        yield ""
    if len(above) < len(found.paths):
        yield from _tree(found, [path for path in found.paths if found.is_below(path)])
    if found.next:
        of = f"/{found.total}" if found.total else ""
        yield f"Còn nữa: đã kể {found.next}{of} văn bản bên dưới; xem tiếp: --skip {found.next} / "
        yield f"There is more: {found.next}{of} documents below were shown; go on with --skip {found.next}"
    elif found.cut:
        yield "Còn nữa: chưa kể hết. / There is more than is shown."


def _nothing(found: Trace) -> str:
    if found.target is not None:
        return f"Không thấy đường nào giữa {found.start.label} và {found.target.label} trong đồ thị."
    if found.direction == "down":
        return "Không thấy văn bản nào thực hiện văn bản này trong đồ thị."
    return "Không thấy văn bản này thực hiện hay căn cứ văn bản nào trong đồ thị."


def _tree(found: Trace, paths: list[Path]) -> Iterator[str]:
    shown = {found.start.iri}
    for path in paths:
        for depth, hop in enumerate(reversed(path.hops), 1):
            if hop.subject.iri not in shown:
                shown.add(hop.subject.iri)
                yield from _hop(hop, "   " * depth, f"↓ {hop.relation.label_down} {hop.subject}")
    yield ""


def _hop(hop: Hop, margin: str, line: str) -> Iterator[str]:
    yield f"{margin}{line}"
    for said in hop.evidence[:1]:
        yield f"{margin}    “{' '.join(said.quote.split())}”"
        yield f"{margin}    {place(hop)}"


def as_json(found: Trace) -> str:
    """A trace as one JSON object."""
    answer = {
        "direction": found.direction,
        "start": _node(found.start),
        "target": _node(found.target) if found.target else None,
        "by_basis": found.by_basis,
        "cut": found.cut,
        "next": found.next or None,
        "total": found.total,
        "paths": [
            {
                "confidence": round(p.confidence, 4),
                "nearest_central": p.nearest or None,
                "hops": list(map(_edge, p.hops)),
            }
            for p in found.paths
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _node(node: Node) -> dict[str, Any]:
    names = ("iri", "label", "number", "issuer", "date", "title", "held")
    return {name: getattr(node, name) for name in names}


def _edge(hop: Hop) -> dict[str, Any]:
    relation = hop.relation
    return {
        "subject": _node(hop.subject),
        "predicate": relation.predicate,
        "sense": relation.sense,
        "part": relation.part,
        "term": relation.term,
        "object": _node(hop.object),
        "confidence": hop.confidence,
        "evidence": [
            {
                "quote": e.quote,
                "source": e.source,
                "path": e.path,
                "start": e.start,
                "end": e.end,
                "confidence": e.confidence,
                "rule": e.rule,
                "cue": e.cue,
            }
            for e in hop.evidence
        ],
    }


FORMATS: dict[str, Callable[[Trace], str | bytes]] = {
    "text": text,
    "json": as_json,
    "svg": picture.svg,
    "pdf": _pdf,
    "xlsx": _office("Excel"),
    "docx": _office("Word"),
}
"""The forms of an answer; bytes need a file."""
