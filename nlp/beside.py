"""Beside whom a document stands in a row: what one verb governs, told by kind, rank and what is known.

"Nghị định A sửa đổi Nghị định B và Nghị định C": C is amended as well; "Luật A được sửa đổi bởi Luật số 1,
Luật B": B is not.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from nlp import lexicon
from nlp.cues import scan, title_break
from nlp.frames import Frame, Walk
from nlp.reading import Token

_WAITING = 8


def beside(state: Walk, token: Token, *, pure: bool, outermost: bool = False) -> None:
    """Put the document beside the innermost open one of its kind: a decree stands beside a decree."""
    same = [i for i, f in enumerate(state.frames) if f.token.kind == token.kind]
    gap = title_break("more").sub(",", state.reading.low[state.at : token.start])
    top = len(state.frames) - 1 if pure else 0
    index = first = 1 if state.frames[0].token.is_own and len(state.frames) > 1 else 0
    if not outermost and ";" not in gap:
        alone = max(top, first) if _may_follow(state, top, token) else first
        index = same[-1] if same else alone
        if pure and top > index and _takes_any(state.frames[top]):
            index = top
        elif index > 0 and _list_goes_on(state, index, token, gap):
            index -= 1
    link = state.frames[index].link
    acted = link is not None and link.rule.passive and index > 0
    if acted and _named(token) and not _named(state.frames[index].token):
        index -= 1  # "Luật A được sửa đổi bởi Luật số 1, Luật B": B stands beside A
        link = state.frames[index].link
    state.open(index, Frame(token, link))
    if link is None:
        return
    if link.other:
        state.govern(link, token)
    elif any(link is waiting for waiting, _ in state.orphans[-_WAITING:]):
        state.orphans.append((link, token))
    elif any(link is waiting for waiting, _ in state.purposes[-_WAITING:]):
        state.purposes.append((link, token))


def _named(token: Token) -> bool:
    """The mention carries a law's name ("Luật Đất đai số …"), not a bare number nor "sửa đổi …"."""
    words = token.mention.text.split() if token.mention else []
    return token.kind in ("Luật", "Pháp lệnh") and not {"số", "sửa"} & {w.lower() for w in words[:3]}


def _takes_any(frame: Frame) -> bool:
    """ "tạm ngưng hiệu lực Nghị định số … và Nghị quyết số …": what sleeps may be of several kinds."""
    return frame.link is not None and frame.link.rule.predicate in ("suspends", "extends")


def _list_goes_on(state: Walk, index: int, token: Token, gap: str) -> bool:
    """ "Nghị định A; Nghị định B sửa đổi Nghị định A, Nghị định C": after A, named again, the list goes on.

    After "và" it does so only where C amends A as well; else C is amended together with A.
    """
    frame, amender = state.frames[index], state.frames[index - 1]
    link, own = frame.link, amender.token
    if link is None or link.rule.predicate != "amends" or link.rule.passive:
        return False
    if own.is_own or own.end > token.start or token.ids[0] in state.named:
        return False
    if state.named.get(frame.token.ids[0], own.start) >= own.start:
        return False
    return _amends(state, token, frame.token) if "và" in gap.split() else not _passive(amender)


def _passive(frame: Frame) -> bool:
    return frame.link is not None and frame.link.rule.passive


def _amends(state: Walk, amender: Token, amended: Token) -> bool:
    """Whether the next document after one is the amended one, with a verb between them."""
    tokens, low = state.unit.tokens, state.reading.low
    place = bisect_right(tokens, amender.start, key=lambda t: t.start)
    if place == len(tokens) or tokens[place].ids != amended.ids:
        return False
    return any(c.rule.predicate == "amends" for c in scan(low, amender.end, tokens[place].start))


def _may_follow(state: Walk, index: int, token: Token) -> bool:
    """Whether a document of another kind may stand beside an open one.

    A law is not amended by a decree, and what details something ranks below it (Luật 64/2025/QH15, Điều 4).
    """
    link = state.frames[index].link
    if link is None or index == 0:
        return True
    if link.rule.predicate == "details":
        return rank(token) < rank(state.frames[index - 1].token)
    return link.rule.predicate not in ("amends", "replaces", "repeals")


@cache
def _ladder() -> dict[tuple[str, str], int]:
    """The best rank of a type by an issuer's symbol; by any issuer under the symbol ""."""
    found: dict[tuple[str, str], int] = {}
    for row in sorted(lexicon.ranks(), key=lambda r: r.rank):
        found.setdefault((row.type, row.symbol), row.rank)
        found.setdefault((row.type, ""), row.rank)
    return found


def rank(token: Token) -> int:
    """The place of a document on the ladder of Luật 64/2025/QH15, Điều 4 (1 the highest); 99 off it.

    Its symbol tells who issued it ("NQ-CP"); without one it has the best place of its type.
    """
    issuer = token.symbol.rpartition("-")[2]
    return _ladder().get((token.type, issuer), _ladder().get((token.type, ""), lexicon.OFF_LADDER))
