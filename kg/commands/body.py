"""``luocdo body``: who a body was, who answers for it now, by which act."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from kg import console
from kg.commands.common import DONE, FAILED, WRONG, is_day, printed_day
from kg.register import Answer, Body, register


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if not is_day(arguments.on):
        return WRONG
    known = register()
    found = known.by_name(arguments.name, on=arguments.on) or known.by_name(arguments.name)
    answers = [(b, known.answering(b, on=arguments.on or "9999-12-31")) for b in found]
    if arguments.format == "json":
        console.say(json.dumps([_body_json(*a) for a in answers], ensure_ascii=False, indent=1) + "\n")
    elif answers:
        console.say("\n".join("\n".join(_body_text(*a)) for a in answers) + "\n")
    if not found:
        console.warn(f"không biết cơ quan “{arguments.name}” / no body of that name")
        console.warn('Ghi cả địa phương: "Sở Nội vụ Quảng Nam" / give the place as well')
        return FAILED
    if len(found) > 1:
        console.warn(
            f"“{arguments.name}” có thể là {len(found)} cơ quan; thêm --on NGÀY / add --on DATE to choose"
        )
    return DONE


def _body_text(known: Body, answer: Answer) -> Iterator[str]:
    yield f"{known.name} ({known.symbol}) · {known.id}"
    start, end = printed_day(known.valid_from), printed_day(known.valid_to)
    if start or end:
        yield f"  có từ {start or '?'} đến {end or 'nay'} / from {start or '?'} to {end or 'now'}"
    for before in register().before(known):
        yield f"  tiếp nhận / took over from: {before.name} ({before.id})"
    for event in answer.events:
        act = f", {event.act}" if event.act else ""
        doubt = "" if event.certain else " (chưa kiểm chứng / unverified)"
        into = (
            ", ".join(_named(after) for after in event.after)
            or "không cơ quan nào tiếp nhận trọn / nobody as a whole"
        )
        yield f"  {printed_day(event.date)}: {_CHANGES[event.change]} → {into}{act}{doubt}"
    if answer.events:
        now = ", ".join(b.name for b in answer.bodies) or "chưa rõ / not known"
        yield f"  nay trả lời / answers now: {now}"


_CHANGES = {
    "merged_into": "sáp nhập vào / merged into",
    "split_into": "chia tách thành / split into",
    "renamed_to": "đổi tên thành / renamed to",
    "upgraded_to": "nâng cấp thành / upgraded to",
    "abolished_into": "kết thúc hoạt động / abolished",
}


def _named(id_: str) -> str:
    area, _, office = id_.rpartition("/")
    found = register().body(area, office)
    return found.name if found else id_


def _body_json(known: Body, answer: Answer) -> dict[str, Any]:
    return {
        **asdict(known),
        "id": known.id,
        "events": [asdict(e) for e in answer.events],
        "answers": [{"id": b.id, "name": b.name} for b in answer.bodies],
    }
