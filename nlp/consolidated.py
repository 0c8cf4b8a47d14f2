"""Consolidated texts (văn bản hợp nhất): the acts that they put together, and who speaks in them.

Pháp lệnh 01/2012/UBTVQH13: a consolidated text opens with the act that was amended and the list of the acts
that amended it, then repeats the act's words; "Thông tư này" is the act, not the consolidated text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from nlp.context import Context
from nlp.cues import rule, single
from nlp.frames import Edge
from nlp.model import SELF
from nlp.reading import Reading, Token

_TYPE, _HEADING = "Văn bản hợp nhất", "VĂN BẢN HỢP NHẤT"
_BODY = re.compile(r"\n\s*(?:“?Căn cứ|Điều 1\.|Chương|CHƯƠNG|Phần)\s")
_HEAD_OF_TEXT, _OPENING, _LIST = 600, 900, 6_000


def base(reading: Reading, here: Context) -> Token | None:
    """The act whose consolidated text this is: the first whose dated mention heads a line.

    None for a document of another type.
    """
    if here.type != _TYPE and (here.type or _HEADING not in reading.plain[:_HEAD_OF_TEXT]):
        return None
    named = [t for t in reading.tokens if not t.is_own and not t.is_mark and t.start < _LIST]
    heads = (t for t in named if "ngày" in reading.low[t.start : t.end] and _heads_line(reading, t))
    return next(heads, named[0] if named else None)


def spoken_by(tokens: list[Token], act: Token) -> list[Token]:
    """The tokens where "Thông tư này" means the act that is consolidated."""
    return [replace(t, ids=act.ids) if _is_this(t) and t.type == act.type else t for t in tokens]


def consolidated(reading: Reading, act: Token) -> Iterable[Edge]:
    """What the opening states: the text consolidates the act and those listed as amending it."""
    yield _whole(act)
    cues = single("amended-by").finditer(reading.low, act.end, act.end + _OPENING)
    lead = next((m for m in cues if m[0].endswith("bởi")), None)
    if lead is None:
        return
    body = _BODY.search(reading.plain, lead.end())
    end = min(body.start() if body else len(reading.low), lead.end() + _LIST)
    for token in reading.unit(lead.end(), end).tokens:
        if token.ids != act.ids and not token.is_own and _starts_item(reading, token, lead.end()):
            yield _whole(token)
            yield Edge(
                token.ids[0], act.ids[0], rule("amended-by"), token.start, token.end, lead.span(), token
            )


def quoting(reading: Reading, at: int) -> str:
    """Whose words a quotation repeats ("Thông tư số … có căn cứ ban hành như sau: “…”"); "" where unsaid."""
    opens = reading.plain.rfind("“", 0, at + 1)
    lead = reading.low.rfind("căn cứ ban hành", max(0, opens - 200), opens)
    if lead < 0:
        return ""
    start = reading.breaks[bisect_right(reading.breaks, lead) - 1]
    tokens = reading.unit(start, lead).tokens
    return tokens[0].ids[0] if tokens else ""


def _whole(token: Token) -> Edge:
    nothing = (token.start, token.start)
    return Edge(SELF, token.ids[0], rule("consolidates"), token.start, token.end, nothing, token)


def _is_this(token: Token) -> bool:
    points = token.form in ("self", "relative")
    return points and token.mention is not None and token.mention.text.endswith("này")


def _heads_line(reading: Reading, token: Token) -> bool:
    line = reading.plain.rfind("\n", 0, token.start) + 1
    return reading.head(line, token.start) == token.start


def _starts_item(reading: Reading, token: Token, first: int) -> bool:
    if not reading.low[first : token.start].strip(" \n:"):
        return True
    start = reading.breaks[bisect_right(reading.breaks, token.start) - 1]
    return reading.head(start, token.start) == token.start
