"""``luocdo status``: whether a document is in force on a day, and who says so."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date

from kg import console
from kg.commands.common import DONE, WRONG, is_day, one, printed_day, reading
from kg.status import LABELS, Statement, Status, status


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if not is_day(arguments.on):
        return WRONG
    store = reading(arguments)
    found = one(store, arguments.document)
    if isinstance(found, int):
        return found
    said = status(store, found.iri, arguments.on or date.today().isoformat())  # noqa: DTZ011 - the user's own day
    console.say(_status_json(said) if arguments.format == "json" else "\n".join(_status_text(said)) + "\n")
    return DONE


def _status_text(said: Status) -> Iterator[str]:
    vietnamese, english = LABELS[said.code]
    yield f"{said.work}"
    yield f"  ngày {printed_day(said.on)}: {vietnamese} / {english}"
    for statement in said.statements:
        yield f"  - {_statement(statement)}"
        for quoted in statement.evidence[:1]:
            yield f"      “{' '.join(quoted.quote.split())}”"
            yield f"      {quoted.path}"
    if said.code == "unknown" and not any(s.by for s in said.statements):
        yield "  Đồ thị không có lời nào về hiệu lực của văn bản này. / The graph holds no word on its force."


_BASES = {
    "stated": "",
    "register": " (theo bảng luật / by the register of laws)",
    "issued": " (ngày ban hành; không rõ ngày có hiệu lực / its date, for want of its day of effect)",
    "": "",
}


def _statement(said: Statement) -> str:
    day = printed_day(said.day) or "không rõ ngày / day unknown"
    if said.by is None:
        names = {
            "issued": "ban hành / issued",
            "entry": "có hiệu lực / in force from",
            "end": "hết hiệu lực / ends",
        }
        return f"{names[said.what]}: {day}{_BASES[said.basis]}"
    acts = {
        "repeals": "bị bãi bỏ bởi / repealed by",
        "replaces": "bị thay thế bởi / replaced by",
        "suspends": "bị ngưng hiệu lực bởi / suspended by",
        "extends": "được kéo dài hiệu lực bởi / extended by",
        "amends": "được sửa đổi, bổ sung bởi / amended by",
    }
    part = " (một phần / in part)" if said.part else ""
    return f"{acts[said.what]} {said.by}{part}: {day}{_BASES[said.basis]}"


def _status_json(said: Status) -> str:
    statements = [
        {
            "what": s.what,
            "day": s.day,
            "basis": s.basis,
            "part": s.part,
            "holds": s.by_day(said.on),
            "by": s.by.iri if s.by else "",
            "label": s.by.label if s.by else "",
            "evidence": [
                {"quote": e.quote, "path": e.path, "start": e.start, "end": e.end} for e in s.evidence
            ],
        }
        for s in said.statements
    ]
    answer = {"iri": said.work.iri, "label": said.work.label, "on": said.on, "status": said.code}
    return json.dumps({**answer, "statements": statements}, ensure_ascii=False, indent=1) + "\n"
