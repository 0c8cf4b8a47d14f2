"""What an act does in its own articles: lists after a colon, annexed lists, and what ceases.

"Bãi bỏ các Quyết định sau đây: 1. Quyết định số …; 2. Quyết định số …": the verb before the colon governs
each item.  "Nghị định số … hết hiệu lực kể từ ngày Nghị định này có hiệu lực": what ceases stands before
its verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from nlp.beside import rank
from nlp.chains import groups
from nlp.context import Context
from nlp.cues import Cue, pattern, rule, scan, single
from nlp.frames import Edge, Root
from nlp.model import SELF
from nlp.reading import Reading, Token, Unit

ACTS = frozenset(
    (
        "Hiến pháp|Sắc lệnh|Luật|Bộ luật|Pháp lệnh|Lệnh|Nghị quyết|Nghị quyết liên tịch|Nghị định|Quyết định"
        "|Chỉ thị|Thông tư|Thông tư liên tịch|Quy định|Văn bản hợp nhất"
    ).split("|")
)
"""Documents whose articles change other documents."""
_ENACTS = re.compile(
    r"^[\s*]*(?:(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|LỆNH)\s*:|Điều \d+\.)", re.MULTILINE
)
_PARTS = re.compile(pattern(r"(?<!\w)(?:{parts}|quy chế|điều lệ|quy định)(?!\w)"))
_HISTORY = re.compile(r"(?:đã|chưa|khi|nếu|trường hợp|trước khi|sau khi|không|sẽ)\s+$")
_FROM_NOW = re.compile(r"[^.;]{0,200}?(?:kể từ|từ|vào)\s+(?:ngày|thời điểm)[^.;]{0,80}?này(?!\w)")
_SINCE = re.compile(r"(?:kể từ|từ)\s+(?:ngày|thời điểm)[^.;]{0,60}?này\s+(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực")
_COLON = re.compile(r":[\s\"“]*(?:[^.:;\n]*[\t|][^.:;\n]*\n[\s|-]*)*$")
_THESE = re.compile(
    pattern(r"(?<!\w)(?:các|những|một số) {doc}[^:;.]{0,120}(?:sau|gồm|dưới đây|sau đây)[^:;.]{0,10}$")
)
_FOLLOWS = re.compile(r"(?<!\w)(?:sau|gồm|dưới đây)(?!\w)")
_NEW_ARTICLE = re.compile(r"\n[\s*#>]*(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|Mục)\s+\w+")
_ANNEXED = re.compile(
    pattern(r"(?:bãi bỏ|hủy bỏ|hết hiệu lực)[^.;:]{0,240}?(?:danh mục|phụ lục)[^.;:]{0,120}?(?:kèm theo|này)")
)
_OF_REPEALED = re.compile(r"bãi\s+bỏ|hết\s+hiệu\s+lực|hủy\s+bỏ")
_CELL = re.compile(pattern(r"[\s|]*(?:\d{1,3}[\s|.)]*)?(?:{doc})?[\s|]*(?:số:?[\s|]*)?"))
_BEFORE_ITEM = ' \n\t“"*_(|'
_ADJACENT, _NEAR, _LEAD, _ANNEX_HEAD, _CELLS = 1_500, 40, 500, 600, 700


def partial(named: str) -> bool:
    """Whether the words between cue and number name something in the document, not the document.

    >>> partial("khoản 3 điều 8 "), partial("các ")
    (True, False)
    """
    return _PARTS.search(named) is not None


def acts(reading: Reading, here: Context) -> bool:
    """Whether the document is an act, whose articles change others; of a fragment its enacting words tell.

    A piece of text without a heading is an act where it has articles or says "QUYẾT ĐỊNH:".
    """
    return here.type in ACTS or (not here.type and _ENACTS.search(reading.plain) is not None)


class Listing:
    """Lists that a verb governs from afar, read item by item in the order of the text."""

    def __init__(self, reading: Reading, *, acting: bool, subject: str = SELF) -> None:
        self.reading, self.acting, self.own = reading, acting, subject
        self.cue: Cue | None = None
        self.subject: tuple[str, ...] = ()
        self.end = -1
        self.before: Token | None = None
        self.annexed = self._annexed() if acting else None

    def read(self, unit: Unit, root: Root) -> Iterable[Edge]:
        """What the unit states as an item of a list, and what ceases in it."""
        yield from self._ceasing(unit, root)
        yield from self._row(unit)
        yield from self._next_cell(unit)
        first = unit.tokens[0]
        head = self.reading.head(unit.start, unit.end)
        if self.reading.low[head : min(first.lead, first.start)].strip(_BEFORE_ITEM) or first.is_own:
            self.cue = None
            return
        self._open(unit)
        if self.cue is not None:
            row = groups(self.reading, unit, unit.end)
            yield from self._governed(self.cue, row if row and row[0] is first else [first])
            self.end = unit.end

    def _governed(self, cue: Cue, row: list[Token]) -> Iterable[Edge]:
        for token in row:
            near = token.end - cue.start <= _LEAD
            start = cue.start if near else token.start
            named = self.reading.low[token.lead : token.start]
            for other in self.subject:
                for id_ in token.ids:
                    subject, object_ = (id_, other) if cue.rule.passive else (other, id_)
                    if subject != object_:
                        span = (cue.start, cue.end)
                        yield Edge(subject, object_, cue.rule, start, token.end, span, token, named)

    def _open(self, unit: Unit) -> None:
        """Find the verb before the colon that this item follows, or keep the one that is open."""
        plain = self.reading.plain
        if _COLON.search(plain[max(0, unit.start - _LEAD) : unit.start]):
            self.cue, self.subject = self._lead(unit.start)
        elif self.cue is not None:
            between = "\n" + plain[self.end : unit.start]
            if unit.start - self.end > _ADJACENT or _NEW_ARTICLE.search(between):
                self.cue = None

    def _lead(self, at: int) -> tuple[Cue | None, tuple[str, ...]]:
        """The cue of the sentence that ends in a colon at ``at``, and who acts."""
        reading, low = self.reading, self.reading.low
        colon = low.rfind(":", 0, at)
        start = reading.head(reading.breaks[bisect_right(reading.breaks, colon) - 1], colon)
        tokens = [t for t in reading.unit(start, colon).tokens if not t.is_mark]
        last = tokens[-1] if tokens else None
        enacting = self.acting and not reading.quoted(at)
        ceases = single("ceases").search(low, start, colon)
        if ceases and enacting and not _HISTORY.search(low[start : ceases.start()]):
            return Cue(rule("ceases"), ceases.start(), ceases.end()), (self.own,)
        for cue in reversed(list(scan(low, last.end if last else start, colon))):
            named, head = low[cue.end : colon], low[start : cue.start]
            if cue.rule.passive:
                if last is not None and not named.strip():
                    return cue, tokens[0].ids
                continue
            acting = last.is_own if last else enacting and not head.strip()
            governs = "operative" in cue.rule.where and _FOLLOWS.search(named)
            if acting and governs and not cue.rule.taken_back(head):
                return cue, (self.own,)
        first = next(scan(low, start, min(colon, start + _NEAR)), None) if enacting else None
        opens = first is not None and first.start == start and "operative" in first.rule.where
        if opens and _THESE.search(low, last.end if last else start, colon):
            return first, (self.own,)
        return None, ()

    def _ceasing(self, unit: Unit, root: Root) -> Iterable[Edge]:
        """ "Nghị định số … hết hiệu lực kể từ ngày Nghị định này có hiệu lực"."""
        if not self.acting:
            return
        low = self.reading.low
        since = _SINCE.search(low, unit.start, unit.end)
        for match in single("ceases").finditer(low, unit.tokens[0].end, unit.end):
            if _HISTORY.search(low[max(unit.start, match.start() - 20) : match.start()]):
                continue
            now = _FROM_NOW.match(low, match.end(), unit.end) or (since and since.end() <= match.start())
            if self.reading.quoted(match.start()) or not (now or root.place == "operative"):
                continue
            cue = Cue(rule("ceases"), match.start(), match.end())
            for token in groups(self.reading, unit, match.start()):
                named = low[token.lead : token.start]
                for id_ in token.ids:
                    if id_ != self.own:
                        span = match.span()
                        yield Edge(self.own, id_, cue.rule, token.start, cue.end, span, token, named)
            return

    def _annexed(self) -> tuple[int, Cue] | None:
        """Where an annexed list of repealed documents begins, and the article's words that repeal them."""
        annex = next((r.start for r in self.reading.layout.regions if r.where == "annex"), None)
        if annex is None:
            return None
        start = self.reading.at(annex)
        match = _ANNEXED.search(self.reading.low, 0, start)
        if match is None or not _OF_REPEALED.search(self.reading.low, start, start + _ANNEX_HEAD):
            return None
        cue = next(scan(self.reading.low, match.start(), match.end()), None)
        return start, Cue(rule("repeals"), match.start(), cue.end if cue else match.end())

    def _next_cell(self, unit: Unit) -> Iterable[Edge]:
        """A cell of its own, "Được thay thế bởi Thông tư số …", said of the document of the row."""
        first, before = unit.tokens[0], self.before
        self.before = next((t for t in unit.tokens if not t.is_own and not t.is_mark), before)
        reading = self.reading
        start = reading.head(unit.start, first.start)
        if before is None or first.is_mark or first.start - before.end > _CELLS:
            return
        if not reading.plain[start].isupper():
            return
        cue = next(scan(reading.low, start, first.start), None)
        if cue is None or cue.start != start or not cue.rule.passive or cue.rule.tail is None:
            return
        self.before = before
        below = rank(first) > rank(before)
        if not below and cue.rule.tail.allows(reading.low[cue.end : first.lead]):
            for id_ in first.ids:
                if id_ != before.ids[0]:
                    span = (cue.start, cue.end)
                    yield Edge(id_, before.ids[0], cue.rule, start, first.end, span, first)

    def _row(self, unit: Unit) -> Iterable[Edge]:
        """A row of the annexed list, whose first document is repealed."""
        if self.annexed is None or unit.start < self.annexed[0]:
            return
        token, cue = unit.tokens[0], self.annexed[1]
        if not token.is_own and _CELL.fullmatch(self.reading.low, unit.start, token.start):
            for id_ in token.ids:
                yield Edge(self.own, id_, cue.rule, token.start, token.end, (cue.start, cue.end), token)
