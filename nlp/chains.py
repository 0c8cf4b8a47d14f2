"""Who acts on whom inside one sentence: a walk over its mentions, each governed by what stands before it.

"Kế hoạch số 6581/KH-UBND về triển khai thực hiện Nghị quyết số 99/NQ-CP của Chính phủ thực hiện Kết luận số
50-KL/TW": in a chain of titles each document acts on the next one only.  The walk keeps the open titles on a
stack, the outermost first; a conjunction puts a document beside one of them, a cue under the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from nlp import lexicon
from nlp.cues import Cue, Place, Rule, pattern, rule, scan, single, tail, title_break
from nlp.model import SELF
from nlp.reading import Reading, Token, Unit

_ITEM = r"(?:(?:\d+[.)]|[a-zđ]\)|[-–+*•])\s+)?"
_LIST = re.compile(rf"\s*(?:của\s[^,;.:]{{2,80}}?)?(?:\s*(?:[,;/]|(?<!\w)(?:và|hoặc|cùng|với)(?!\w)))+\s*{_ITEM}(?:(?:các|của|tại|theo|bởi)\s+)*")
_AFTER_TITLE = re.compile(rf"(?:[,;]|\svà|,\s*và)\s*{_ITEM}(?:(?:các|của)\s+)*$")
_THROUGH = re.compile(r"(?:^|[\s,;])(?:và|,|;|cùng)\s[^;.]{0,160}?(?:tại|theo)\s+$")
_ISSUES = re.compile(pattern(r",[^;:]{2,160}? (?:ban hành|xây dựng|phê duyệt|ký) $"))
_ISSUES_NOTED = re.compile(pattern(r",[^;:]{2,160}? (?:ban hành|xây dựng|phê duyệt|có|tham mưu) (?:các |nhiều )?{doc}(?:[^,;:]{0,120})$"))
_DOC = re.compile(pattern(r"(?<!\w){doc}(?!\w)"))
_ANOTHER = re.compile(pattern(r"(?:(?:,|;|(?<!\w)(?:và|hoặc)) (?:các |những )?{doc}|(?<!\w)(?:các|những|một số|nhiều) {doc}(?:, {doc})*) $"))
_SEVERAL = re.compile(pattern(r"(?<!\w)(?:các|những|một số|nhiều) {doc}(?:, {doc})* $"))
_UNDER = re.compile(r"(?:theo|tại|thuộc|của)(?=\s)")
_DEMANDS = re.compile(pattern(r"[,.] {agent} [^.;]{0,90}?(?<!\w)(?:yêu cầu|chỉ đạo|ban hành|xây dựng kế hoạch|đề nghị)(?!\w)"))
_OPENING_HEAD = re.compile(r"[\W_]*(?:(?:để|và|nhằm|việc)\s+)?")
_OPERATIVE_HEAD = re.compile(r"[\W_]*(?:(?:nay|đồng thời)[,\s]+)?")
_FREE = frozenset({"answers", "purpose"})
_REACH, _QUOTE = 420, 700


@dataclass(frozen=True, slots=True)
class Root:
    """What stands before the first document of a sentence: the document at hand, in this place; or nobody.

    ``default`` governs a document that no other cue governs: in a preamble each item is a basis.
    """

    place: Place | None = None
    default: Rule | None = None
    subject: str = SELF


@dataclass(frozen=True, slots=True)
class Edge:
    """One document acts on another; spans are those of the working copy."""

    subject: str
    object: str
    rule: Rule
    start: int
    end: int
    cue: tuple[int, int]
    token: Token
    named: str = ""
    """What stands between the cue and the number ("một số điều của")."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a document is governed: by which cue, and who is at its other end (empty: not known yet)."""

    rule: Rule
    cue: tuple[int, int]
    other: tuple[str, ...]
    start: int
    named: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    token: Token
    link: Link | None


@dataclass(slots=True)
class _Walk:
    reading: Reading
    unit: Unit
    root: Root
    frames: list[_Frame] = field(default_factory=list)
    orphans: list[tuple[Link, Token]] = field(default_factory=list)
    """Documents acted on by one that is not named yet: by the note whose mark follows, or by the next document."""
    edges: list[Edge] = field(default_factory=list)
    purposes: list[tuple[Link, Token]] = field(default_factory=list)
    at: int = 0
    clause: int = 0
    closes: list[tuple[int, int]] = field(default_factory=list)
    """Ends of the mentions that hold others in their name, with the height of the stack to go back to."""


def walk(reading: Reading, unit: Unit, root: Root = Root()) -> list[Edge]:  # noqa: B008
    """The relations that one sentence states."""
    state = _Walk(reading, unit, root)
    state.at = state.clause = reading.head(unit.start, unit.end)
    for token in unit.tokens:
        _close(state, token.start)
        if token.start < state.at:
            continue
        if token.is_mark:
            _mark(state, token)
        else:
            _mention(state, token)
    if state.purposes and _DEMANDS.search(reading.low, state.purposes[-1][1].end, unit.end):
        for link, token in state.purposes:
            _emit(state, replace(link, other=(SELF,)), token)
    return state.edges


def groups(reading: Reading, unit: Unit, end: int) -> list[Token]:
    """The documents that stand on their own, side by side, right before ``end``: not those in their titles."""
    state = _Walk(reading, unit, Root())
    state.at = state.clause = reading.head(unit.start, unit.end)
    bare = Link(rule("ceases"), (unit.start, unit.start), (), unit.start)
    row: list[Token] = []
    for token in unit.tokens:
        _close(state, token.start)
        if token.start < state.at or token.end > end or token.is_mark:
            continue
        _mention(state, token)
        own = len(state.frames) == 1 and state.frames[0].token is token
        if own and state.frames[0].link is None:
            state.frames[0], row = _Frame(token, bare), [token]
        elif own and state.frames[0].link is bare:
            row.append(token)
    return [t for t in row if not t.is_own]


def _close(state: _Walk, before: int) -> None:
    """Leave the names that ended; one that goes on after its last inner name (a date) is whole."""
    while state.closes and state.closes[-1][0] <= before:
        end, height = state.closes.pop()
        if end > state.at:
            state.at, state.frames = end, state.frames[:height]


def _mention(state: _Walk, token: Token) -> None:
    low, lead = state.reading.low, max(state.at, min(token.lead, token.start))
    gap = low[state.at : lead]
    if state.frames and _LIST.fullmatch(gap):
        _beside(state, token, pure=True)
    elif (cue := _governing(state, lead)) is None or not _under_cue(state, cue, token, lead):
        _ungoverned(state, token, gap, lead, cued=cue is not None)
    nested = any(t.start < token.end for t in state.unit.tokens if t.start > token.start)
    if nested:
        state.closes.append((token.end, len(state.frames)))
    state.at = token.start if nested else token.end


def _governing(state: _Walk, lead: int) -> Cue | None:
    """The last cue before the mention that still reaches it."""
    low = state.reading.low
    for cue in reversed(list(scan(low, max(state.at, lead - _REACH), lead))):
        if state.root.default is not None and cue.rule.predicate in ("basedOn", "respondsTo"):
            continue
        if cue.rule.tail is not None and cue.rule.tail.allows(low[cue.end : lead]):
            return cue
    return None


def _under_cue(state: _Walk, cue: Cue, token: Token, lead: int) -> bool:
    """Put the document under what the cue's verb belongs to; False where the verb has no subject that counts."""
    low, found = state.reading.low, cue.rule
    head = low[state.at : cue.start]
    named = low[cue.end : lead]
    if state.frames and found.id != "purpose":
        index = _subject(state, cue, token, head)
        if index is not None:
            subject = state.frames[index].token
            link = Link(found, (cue.start, cue.end), subject.ids, subject.start, named)
            state.frames = [*state.frames[: index + 1], _Frame(token, link)]
            _emit(state, link, token)
            return True
    if state.root.default is not None:
        return False
    _new_clause(state, cue.start)
    link = Link(found, (cue.start, cue.end), (), state.clause, named)
    if _SEVERAL.search(low, state.clause, cue.start):
        return False
    if state.root.place in found.where and _root_head(state, cue) and not found.taken_back(low[state.clause : cue.start]):
        link = replace(link, other=(state.root.subject,))
        state.frames = [_Frame(token, link)]
        _emit(state, link, token)
    elif "note" in found.where and not found.taken_back(low[state.clause : cue.start]):
        state.frames = [_Frame(token, link)]
        state.orphans.append((link, token))
    elif found.id == "purpose" and state.root.place is None:
        state.frames = [_Frame(token, link)]
        state.purposes.append((link, token))
    else:
        return False
    return True


def _subject(state: _Walk, cue: Cue, token: Token, head: str) -> int | None:
    """Which open title the cue stands in; None where the sentence has gone on to something else."""
    top = len(state.frames) - 1
    own = state.frames[0].token.is_own
    bare = head.strip(" \n\t,;")
    if _ANOTHER.search(head):
        return None
    if title_break().search(head.rstrip(" \n;,") if own else head) or cue.rule.taken_back(head):
        return None
    if cue.rule.passive:
        if state.reading.plain[cue.start].isupper():
            return 0
        same = [i for i, f in enumerate(state.frames) if f.token.kind == token.kind]
        return same[-1] if same else top
    if bare in ("", "và") and head.strip() and top > 0:
        top -= 1
    place: Place = "self" if state.frames[top].token.is_own else "chain"
    if bare.endswith(" và") and place == "chain" and cue.rule.predicate == "implements":
        return None
    return top if place in cue.rule.where else None


def _root_head(state: _Walk, cue: Cue) -> bool:
    """Whether the cue stands where the document at hand speaks of itself."""
    place, low = state.root.place, state.reading.low
    if place == "title":
        return not state.frames
    if place == "opening":
        if cue.rule.id in _FREE:
            return cue.start - state.clause < 200
        return _OPENING_HEAD.fullmatch(low, state.reading.head(state.unit.start, state.unit.end), cue.start) is not None
    start = state.reading.head(state.unit.start, state.unit.end)
    if _OPERATIVE_HEAD.fullmatch(low, start, cue.start) is not None:
        return True
    first = next(scan(low, start, cue.start), None)
    return first is not None and "operative" in first.rule.where and _OPERATIVE_HEAD.fullmatch(low, start, first.start) is not None


def _ungoverned(state: _Walk, token: Token, gap: str, lead: int, *, cued: bool) -> None:
    """A document before which no verb stands: beside another, the next item of a preamble, or by itself."""
    first = state.frames[0].link if state.frames else None
    if first is not None and first.rule.predicate == "respondsTo" and _THROUGH.search(gap):
        state.frames = state.frames[:1]
        _beside(state, token, pure=False)
        return
    ending = _AFTER_TITLE.search(gap)
    if state.frames and ending and not cued and not title_break().search(gap[: ending.start()]):
        _beside(state, token, pure=False, outermost=gap[ending.start()] == ";")
        return
    if state.orphans and _ISSUES.search(gap):
        for link, other in state.orphans:
            whole = Link(rule("issued-to-carry-out"), link.cue, token.ids, link.start)
            _emit(state, whole, other, end=token.end)
        state.orphans, state.frames = [], [_Frame(token, None)]
        return
    if not state.frames and state.root.default is not None and not cued:
        start = state.reading.head(state.unit.start, state.unit.end)
        link = Link(state.root.default, _words(state.reading.low, start, lead), (state.root.subject,), start)
        state.frames = [_Frame(token, link)]
        _emit(state, link, token)
        return
    under = None if cued else _under(state, lead)
    if state.frames and under is None and (state.root.default is not None or not title_break().search(gap)):
        state.frames = [*state.frames, _Frame(token, None)]
        return
    _new_clause(state, lead)
    state.frames = [_Frame(token, under)]
    if under is not None and under.other:
        _emit(state, under, token)
    elif under is not None:
        state.orphans.append((under, token))


def _under(state: _Walk, lead: int) -> Link | None:
    """A plan drawn up "theo Đề án số 10-ĐA/TU", where its number is in a note."""
    low, found = state.reading.low, rule("under")
    mark = state.frames[0].token if state.frames and state.frames[0].token.is_mark else None
    start = mark.end if mark else state.clause
    before = low[max(state.clause - _REACH, state.unit.start) : mark.start] if mark else low[start:lead]
    words = low[start:lead]
    doc = _DOC.search(before)
    if doc is None or not tail("work").allows(words[-tail("work").reach :]) or title_break().search(words):
        return None
    if found.taken_back(words if mark else words[doc.start() :]):
        return None
    at = [m for m in _UNDER.finditer(low, start, lead)][-1]
    return Link(found, (at.start(), at.end()), mark.ids if mark else (), mark.start if mark else start + doc.start())


def _mark(state: _Walk, mark: Token) -> None:
    """A footnote's mark: the phrase before it is the title of the document in the note."""
    low = state.reading.low
    gap = low[state.at : mark.start]
    broken = title_break().search(gap) or re.search(pattern(r", {agent} "), gap)
    if not broken or _ISSUES_NOTED.search(gap):
        for link, token in state.orphans:
            _emit(state, replace(link, other=mark.ids), token, end=mark.start)
    if state.root.place == "opening" and not state.frames:
        _emit_noted(state, mark)
    state.orphans = []
    state.at = mark.end
    goes_on = not re.match(r"\s*(?:[,;.:)]|và\s|$)", low[mark.end : mark.end + 8])
    state.frames = [_Frame(mark, None)] if goes_on else []
    if not goes_on:
        state.clause = mark.end


def _emit_noted(state: _Walk, mark: Token) -> None:
    """ "Triển khai Kế hoạch hành động của UBND tỉnh[^1], …": the plan is the one in the note."""
    low = state.reading.low
    for cue in scan(low, state.clause, mark.start):
        if cue.rule.predicate == "implements" and "opening" in cue.rule.where and _DOC.match(low[cue.end : mark.start].lstrip()):
            if _OPENING_HEAD.fullmatch(low, state.clause, cue.start):
                link = Link(cue.rule, (cue.start, cue.end), (SELF,), state.clause)
                for id_ in mark.ids:
                    _add(state, SELF, id_, link, mark, mark.start)
        return


def _beside(state: _Walk, token: Token, *, pure: bool, outermost: bool = False) -> None:
    """Put the document beside the innermost open one of its kind: a decree stands beside a decree."""
    same = [i for i, f in enumerate(state.frames) if f.token.kind == token.kind]
    gap = state.reading.low[state.at : token.start]
    top = len(state.frames) - 1 if pure else 0
    index = 0 if outermost or ";" in gap else same[-1] if same else top if _may_follow(state, top, token) else 0
    link = state.frames[index].link
    if link is not None and link.rule.passive and index > 0 and _named(token) and not _named(state.frames[index].token):
        index -= 1  # "Luật A được sửa đổi bởi Luật số 1, Luật B": B stands beside A
        link = state.frames[index].link
    state.frames = [*state.frames[:index], _Frame(token, link)]
    if link is None:
        return
    if link.other:
        _emit(state, link, token)
    elif any(link == l for l, _ in state.orphans):
        state.orphans.append((link, token))
    elif any(link == l for l, _ in state.purposes):
        state.purposes.append((link, token))


def _named(token: Token) -> bool:
    """The mention carries a law's name ("Luật Đất đai số …"), not a bare number, nor does it say that it amends."""
    words = token.mention.text.split() if token.mention else []
    return token.kind in ("Luật", "Pháp lệnh") and not {"số", "sửa"} & {w.lower() for w in words[:3]}


def _may_follow(state: _Walk, index: int, token: Token) -> bool:
    """Whether a document of another kind may stand beside an open one: a decree amends no law, a circular details one."""
    link = state.frames[index].link
    if link is None or index == 0:
        return True
    if link.rule.predicate == "details":
        return _rank(token.type) < _rank(state.frames[index - 1].token.type)
    return link.rule.predicate not in ("amends", "replaces", "repeals")


@cache
def _ranks() -> dict[str, int]:
    rows = sorted(lexicon.types(), key=lambda t: -t.rank)
    return {t.name: t.rank for t in rows}


def _rank(type_: str) -> int:
    return _ranks().get(type_, 99)


def _new_clause(state: _Walk, upto: int) -> None:
    """Forget what stood before the last break: phrases before a mark begin after it."""
    ends = [m.end() for m in title_break().finditer(state.reading.low, max(state.at, state.clause), upto) if m[0][0] in ";.:\t|"]
    if ends:
        state.clause, state.orphans = ends[-1], []
    state.frames = []


def _emit(state: _Walk, link: Link, token: Token, *, end: int = 0) -> None:
    for other in link.other:
        for id_ in token.ids:
            if link.rule.passive:
                _add(state, id_, other, link, token, token.end)
            else:
                _add(state, other, id_, link, token, end or token.end)


def _add(state: _Walk, subject: str, object_: str, link: Link, token: Token, end: int) -> None:
    if subject == object_ or object_ == SELF:
        return
    if link.rule.id == "replaces" and token.lead < token.start:
        link = replace(link, rule=rule("replaces-words"))
    while end > token.end and not state.reading.low[end - 1].strip():
        end -= 1
    start = link.start if end - link.start <= _QUOTE else link.cue[0]
    while start < link.cue[0] and state.reading.low[start] in " \n\t-–,;:.":
        start += 1
    state.edges.append(Edge(subject, object_, link.rule, start, max(end, token.end if link.rule.passive else token.start), link.cue, token, link.named))


def _words(low: str, start: int, lead: int) -> tuple[int, int]:
    """The cue of a preamble clause: its first words."""
    for id_ in ("basis-clause", "answers"):
        match = single(id_).search(low, start, min(lead, start + 40))
        if match:
            return match.span()
    return start, min(lead, start + 6)



__all__: Sequence[str] = ("Edge", "Link", "Root", "groups", "walk")
