"""Relations borne by footnotes: the phrase before a mark is the title of the document in the note.

"… Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP[^7]" with "[^7]: Quyết định số 126/QĐ-UBND": the
decision carries out the resolution.  The construction may go on after the mark: "Kế hoạch[^68] … theo Đề án
số 10-ĐA/TU".
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.cues import pattern, rule, scan, tail, title_break
from nlp.frames import Frame, Link, Walk
from nlp.model import SELF
from nlp.reading import Token

_DOC = re.compile(pattern(r"(?<!\w){doc}(?!\w)"))
_UNDER = re.compile(r"(?:theo|tại|thuộc|của)(?=\s)")
_ISSUES = re.compile(
    pattern(r",[^;:]{2,160}? (?:ban hành|xây dựng|phê duyệt|có|tham mưu) (?:các |nhiều )?{doc}[^,;:]{0,120}$")
)
_NEW_SUBJECT = re.compile(pattern(r", {agent} "))
_STOPS = re.compile(r"\s*(?:[,;.:)]|và\s|$)")
_OPENING = re.compile(r"[\W_]*(?:(?:để|và|nhằm|việc)\s+)?")
_REACH = 420


def mark(state: Walk, token: Token) -> None:
    """Read a footnote's mark: what the phrase before it says is said of the documents in the note."""
    low = state.reading.low
    gap = low[state.at : token.start]
    broken = title_break().search(gap) or _NEW_SUBJECT.search(gap)
    if not broken or _ISSUES.search(gap):
        for link, other in state.orphans:
            state.govern(replace(link, other=token.ids), other, end=token.start)
    if state.root.place == "opening" and not state.frames:
        _carried_out(state, token)
    state.orphans = []
    state.at = token.end
    if _STOPS.match(low[token.end : token.end + 8]):
        state.frames, state.clause = [], token.end
    else:
        state.frames = [Frame(token, None)]


def _carried_out(state: Walk, token: Token) -> None:
    """ "Triển khai Kế hoạch hành động của UBND tỉnh[^1], …": the plan is the one in the note."""
    low = state.reading.low
    for cue in scan(low, state.clause, token.start):
        names = _DOC.match(low[cue.end : token.start].lstrip())
        opens = "opening" in cue.rule.where and _OPENING.fullmatch(low, state.clause, cue.start)
        if cue.rule.predicate == "implements" and names and opens:
            link = Link(cue.rule, (cue.start, cue.end), (SELF,), state.clause)
            for id_ in token.ids:
                state.add(SELF, id_, link, token, token.start)
        return


def under(state: Walk, lead: int) -> Link | None:
    """A plan drawn up "theo Đề án số 10-ĐA/TU", where the plan's number is in a note."""
    low, found = state.reading.low, rule("under")
    noted = state.frames[0].token if state.frames and state.frames[0].token.is_mark else None
    start = max(noted.end if noted else state.clause, lead - _REACH)
    words = low[start:lead]
    before = low[max(state.clause - _REACH, state.unit.start) : noted.start] if noted else words
    doc = _DOC.search(before)
    if doc is None or not tail("work").allows(words[-tail("work").reach :]) or title_break().search(words):
        return None
    if found.taken_back(words if noted else words[doc.start() :]):
        return None
    at = list(_UNDER.finditer(low, start, lead))[-1].span()
    if noted:
        return Link(found, at, noted.ids, noted.start)
    return Link(found, at, (), start + doc.start())
