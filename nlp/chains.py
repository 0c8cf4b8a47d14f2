"""Who acts on whom inside one sentence: a walk over its mentions, each governed by what stands before it.

"Kế hoạch số 6581/KH-UBND về triển khai thực hiện Nghị quyết số 99/NQ-CP của Chính phủ thực hiện Kết luận số
50-KL/TW": in a chain of titles each document acts on the next one only.  The walk keeps the open titles on a
stack, the outermost first; a conjunction puts a document beside one of them, a cue under the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp import footborne
from nlp.beside import beside
from nlp.cues import Cue, Place, pattern, rule, scan, single, title_break
from nlp.frames import Edge, Frame, Link, Root, Walk
from nlp.model import SELF
from nlp.reading import Reading, Token, Unit

_ITEM = r"(?:(?:\d+[.)]|[a-zđ]\)|[-–+*•])\s+)?"
_JOIN = r"(?:\s*(?:[,;/]|(?<!\w)(?:và|hoặc|cùng|với)(?!\w)))+"
_LIST = re.compile(rf"\s*(?:của\s[^,;.:]{{2,80}}?)?{_JOIN}\s*{_ITEM}(?:(?:các|của|tại|theo|bởi)\s+)*")
_THESE = pattern(r"các {doc}(?: của [^,;:.]{2,60}?)? ?: ?")
_AFTER_TITLE = re.compile(rf"(?:[,;]|\svà|,\s*và)\s*{_ITEM}(?:(?:các|của)\s+)*(?:{_THESE})?$")
_OPINION = re.compile(
    pattern(
        r"(?:^|[ ,;])(?:và|,|;) (?:ý kiến|sự chỉ đạo|chỉ đạo|chủ trương|kết luận|thống nhất) "
        "[^;.]{0,160}?tại $"
    )
)
"""What a body said in a paper of its own, beside other bases: "…; ý kiến của Bộ Nội vụ tại Công văn số …"."""
_STUDIES = frozenset({"học tập", "quán triệt", "nghiên cứu", "phổ biến", "tuyên truyền"})
_NEXT_BASIS = re.compile(r"\.\s+$")
_THROUGH = re.compile(r"(?:^|[\s,;])(?:và|,|;|cùng|\))\s[^;.]{0,160}?(?:(?:tại|theo)\s+|\()$")
_ISSUES = re.compile(pattern(r",[^;:]{2,160}? (?:ban hành|xây dựng|phê duyệt|ký) $"))
_SEVERAL = re.compile(pattern(r"(?<!\w)(?:các|những|một số|nhiều) {doc}(?:, {doc})* $"))
_ANOTHER = re.compile(pattern(r"(?:,|;|(?<!\w)(?:và|hoặc)) (?:các |những )?{doc} $"))
_DEMANDS = re.compile(
    pattern(r"[,.] {agent} [^.;]{0,90}?(?<!\w)(?:yêu cầu|chỉ đạo|ban hành|xây dựng kế hoạch|đề nghị)(?!\w)")
)
_OPENING_HEAD = re.compile(r"[\W_]*(?:(?:để|và|nhằm|việc)\s+)?")
_OPERATIVE_HEAD = re.compile(r"[\W_]*(?:(?:nay|đồng thời)[,\s]+)?")
_AGAIN = re.compile(r"\((?:(?:sau đây|dưới đây)?\s*(?:gọi(?:\s+tắt)?\s+là|viết\s+tắt\s+là)\s*:?\s*)?$")
_FREE = frozenset({"answers", "purpose", "was-sent"})
_REACH, _NEAR = 420, 200


def walk(reading: Reading, unit: Unit, root: Root = Root()) -> list[Edge]:  # noqa: B008
    """The relations that one sentence states."""
    state = Walk(reading, unit, root)
    state.at = state.clause = reading.head(unit.start, unit.end)
    for token, after in _in_order(unit):
        _close(state, token.start)
        if token.start < state.at:
            continue
        if token.is_mark:
            footborne.mark(state, token)
        else:
            _mention(state, token, after)
    if state.purposes and _DEMANDS.search(reading.low, state.purposes[-1][1].end, unit.end):
        for link, token in state.purposes:
            state.govern(replace(link, other=(SELF,)), token)
    return state.edges


def groups(reading: Reading, unit: Unit, end: int) -> list[Token]:
    """The documents that stand on their own, side by side, right before ``end``; none in their titles."""
    state = Walk(reading, unit, Root())
    state.at = state.clause = reading.head(unit.start, unit.end)
    bare = Link(rule("ceases"), (unit.start, unit.start), (), unit.start)
    row: list[Token] = []
    for token, after in _in_order(unit):
        _close(state, token.start)
        if token.start < state.at or token.end > end or token.is_mark:
            continue
        _mention(state, token, after)
        own = len(state.frames) == 1 and state.frames[0].token is token
        if own and state.frames[0].link is None:
            state.frames[0], row = Frame(token, bare), [token]
        elif own and state.frames[0].link is bare:
            row.append(token)
    return [t for t in row if not t.is_own]


def _in_order(unit: Unit) -> Iterator[tuple[Token, int]]:
    """Each token with the place where the next one begins: before the token's end where it holds others."""
    after = [t.start for t in unit.tokens[1:]]
    yield from zip(unit.tokens, [*after, unit.end + 1], strict=False)


def _close(state: Walk, before: int) -> None:
    """Leave the names that ended; one that goes on after its last inner name (a date) is whole."""
    while state.closes and state.closes[-1][0] <= before:
        end, height = state.closes.pop()
        if end > state.at:
            state.at, state.frames = end, state.frames[:height]


def _mention(state: Walk, token: Token, after: int) -> None:
    low, lead = state.reading.low, max(state.at, min(token.lead, token.start))
    gap = low[state.at : lead]
    if _named_again(state, token, gap):
        return
    if state.frames and _LIST.fullmatch(gap):
        beside(state, token, pure=True)
    else:
        cue = _governing(state, lead, pinned=lead < token.start)
        if cue is None or not _under_cue(state, cue, token, lead):
            _ungoverned(state, token, gap, lead, cued=cue is not None)
    nested = token.start < after < token.end
    if nested:
        state.closes.append((token.end, len(state.frames)))
    state.at = token.start if nested else token.end
    state.named.setdefault(token.ids[0], token.start)


def _named_again(state: Walk, token: Token, gap: str) -> bool:
    """ "Nghị định số … của Chính phủ quy định … (Nghị định số …)": its short name closes a title."""
    if not _AGAIN.search(gap) or not state.reading.low.startswith(")", token.end):
        return False
    height = next((i for i, f in enumerate(state.frames, start=1) if f.token.ids == token.ids), 0)
    if height:
        state.frames, state.at = state.frames[:height], token.end + 1
    return height > 0


def _governing(state: Walk, lead: int, *, pinned: bool) -> Cue | None:
    """The last cue before the mention that still reaches it."""
    low = state.reading.low
    for cue in reversed(list(scan(low, max(state.at, lead - _REACH), lead))):
        if state.root.default is not None and cue.rule.predicate in ("basedOn", "respondsTo"):
            continue
        if cue.rule.tail is not None and cue.rule.tail.allows(low[cue.end : lead], pinned=pinned):
            return cue
    return None


def _under_cue(state: Walk, cue: Cue, token: Token, lead: int) -> bool:
    """Put the document under what the cue's verb belongs to; False where no subject of it counts."""
    low, found = state.reading.low, cue.rule
    head = low[state.at : cue.start]
    named = low[cue.end : lead]
    if state.frames and found.id != "purpose":
        index = _subject(state, cue, token, head)
        if index is not None:
            subject = state.frames[index].token
            link = Link(found, (cue.start, cue.end), subject.ids, subject.start, named, subject)
            state.open(index + 1, Frame(token, link))
            state.govern(link, token)
            return True
    if state.root.default is not None:
        return _new_purpose(state, cue, token, head)
    first = state.frames[0].link if state.frames else None
    if first and first.other == (state.root.subject,) and _second_verb(head.strip(" \n\t,;"), cue):
        state.frames = [Frame(token, replace(first, cue=(cue.start, cue.end)))]
        state.govern(state.frames[0].link or first, token)
        return True
    state.new_clause(cue.start)
    link = Link(found, (cue.start, cue.end), (), state.clause, named)
    before = max(state.clause, cue.start - _NEAR)
    several = _SEVERAL.search(low, before, cue.start)
    if several and found.predicate != "implements":
        return False
    taken_back = found.taken_back(low[before : cue.start])
    if state.root.place in found.where and not (taken_back or several) and _root_head(state, cue):
        link = replace(link, other=(state.root.subject,))
        state.frames = [Frame(token, link)]
        state.govern(link, token)
    elif "note" in found.where and not taken_back:
        state.frames = [Frame(token, link)]
        state.orphans.append((link, token))
    elif found.id == "purpose" and state.root.place is None:
        state.frames = [Frame(token, link)]
        state.purposes.append((link, token))
    else:
        return False
    return True


def _new_purpose(state: Walk, cue: Cue, token: Token, head: str) -> bool:
    """A preamble that goes on with "; Thực hiện Kết luận số …": the act carries it out."""
    starts = re.search(r"(?:^|[;.\n])[\s\W_]*$", head)
    if starts is None or cue.rule.predicate != "implements" or "opening" not in cue.rule.where:
        return False
    link = Link(cue.rule, (cue.start, cue.end), (state.root.subject,), cue.start)
    state.frames = [Frame(token, link)]
    state.govern(link, token)
    return True


def _subject(state: Walk, cue: Cue, token: Token, head: str) -> int | None:
    """Which open title the cue stands in; None where the sentence has gone on to something else."""
    top = len(state.frames) - 1
    own = state.frames[0].token.is_own
    bare = head.strip(" \n\t,;")
    if _ANOTHER.search(head) or _SEVERAL.search(head):
        return None
    same = [i for i, f in enumerate(state.frames) if f.token.kind == token.kind]
    cell = cue.rule.passive and state.reading.plain[cue.start].isupper()
    said = head.rstrip(" \n;,") if own else head
    if cue.rule.passive and (same or cell):
        said = said.replace(";", ",") if state.root.default is not None else said
        broken = title_break("passive")
    else:
        broken = title_break()
    if broken.search(said) or cue.rule.taken_back(head):
        return None
    if cell:
        return 0
    if cue.rule.passive:
        return same[-1] if same else top
    if bare in ("", "và") and head.strip() and top > 0:
        top -= 1
    place: Place = "self" if state.frames[top].token.is_own else "chain"
    if _second_verb(bare, cue) and place == "chain":
        return None
    return top if place in cue.rule.where else None


def _second_verb(head: str, cue: Cue) -> bool:
    """ "Thực hiện A về du lịch và triển khai B": the speaker's verb; "A về học tập và triển khai B": of A."""
    *said, last = head.split() or [""]
    joined = last == "và" and said and " ".join(said[-2:]) not in _STUDIES
    return bool(joined) and cue.rule.predicate == "implements"


def _root_head(state: Walk, cue: Cue) -> bool:
    """Whether the cue stands where the document at hand speaks of itself."""
    place, low = state.root.place, state.reading.low
    start = state.reading.head(state.unit.start, state.unit.end)
    if place == "title":
        return not state.frames
    if place == "opening":
        if cue.rule.id in _FREE:
            return cue.start - state.clause < _NEAR
        return _OPENING_HEAD.fullmatch(low, start, cue.start) is not None
    if _OPERATIVE_HEAD.fullmatch(low, start, cue.start) is not None:
        return True
    first = next(scan(low, start, min(cue.start, start + _NEAR)), None)
    if first is None or "operative" not in first.rule.where:
        return False
    return _OPERATIVE_HEAD.fullmatch(low, start, first.start) is not None


def _ungoverned(state: Walk, token: Token, gap: str, lead: int, *, cued: bool) -> None:
    """A document before which no verb stands: beside another, the next item of a preamble, or by itself."""
    first = state.frames[0].link if state.frames else None
    predicate = first.rule.predicate if first is not None else ""
    through = predicate == "respondsTo" and _THROUGH.search(gap)
    if through or (predicate in ("basedOn", "implements", "respondsTo") and _OPINION.search(gap)):
        state.frames = state.frames[:1]
        beside(state, token, pure=False)
        return
    if state.frames and state.root.default is not None and not cued and _NEXT_BASIS.search(gap):
        beside(state, token, pure=False, outermost=True)
        return
    ending = _AFTER_TITLE.search(gap)
    title = title_break("more").sub(",", gap[: ending.start()]) if ending else ""
    if state.frames and ending and not cued and (_is_member(state, token) or not title_break().search(title)):
        beside(state, token, pure=False, outermost=gap[ending.start()] == ";")
        return
    if state.orphans and _ISSUES.search(gap):
        for link, other in state.orphans:
            whole = Link(rule("issued-to-carry-out"), link.cue, token.ids, link.start)
            state.govern(whole, other, end=token.end)
        state.orphans, state.frames = [], [Frame(token, None)]
        return
    if not state.frames and state.root.default is not None and not cued:
        start = state.reading.head(state.unit.start, state.unit.end)
        link = Link(state.root.default, _words(state.reading.low, start, lead), (state.root.subject,), start)
        state.frames = [Frame(token, link)]
        state.govern(link, token)
        return
    under = None if cued else footborne.under(state, lead)
    if state.frames and under is None and (state.root.default is not None or not title_break().search(gap)):
        state.open(len(state.frames), Frame(token, None))
        return
    state.new_clause(lead)
    state.frames = [Frame(token, under)]
    if under is not None and under.other:
        state.govern(under, token)
    elif under is not None:
        state.orphans.append((under, token))


def _is_member(state: Walk, token: Token) -> bool:
    """A number without a type word: it can only go on with the list of its symbol, whatever titles hold."""
    bare = token.mention is not None and token.mention.text[:1] in "sS0123456789"
    return bare and any(f.token.symbol == token.symbol and f.link is not None for f in state.frames)


def _words(low: str, start: int, lead: int) -> tuple[int, int]:
    """The cue of a preamble clause: its first words."""
    for id_ in ("basis-clause", "answers"):
        match = single(id_).search(low, start, min(lead, start + 40))
        if match:
            return match.span()
    return start, min(lead, start + 6)
