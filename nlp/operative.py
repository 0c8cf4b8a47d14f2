"""What an act does in its own articles: lists after a colon, what ceases, and consolidated texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from nlp.chains import Edge, Root, groups
from nlp.context import Context
from nlp.cues import Cue, pattern, rule, scan, single
from nlp.model import SELF
from nlp.reading import Reading, Token, Unit

ACTS = frozenset({
    "Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị quyết liên tịch", "Nghị định", "Quyết định", "Thông tư",
    "Thông tư liên tịch", "Lệnh", "Chỉ thị", "Quy định", "Hiến pháp", "Văn bản hợp nhất",
})  # fmt: skip
"""Documents whose articles change other documents."""
_ENACTS = re.compile(r"^[\s*]*(?:(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|LỆNH)\s*:|Điều \d+\.)", re.MULTILINE)
_PARTS = re.compile(pattern(r"(?<!\w)(?:{parts}|quy chế|điều lệ|quy định)(?!\w)"))
_HISTORY = re.compile(r"(?:đã|chưa|khi|nếu|trường hợp|trước khi|sau khi|không|sẽ)\s+$")
_FROM_NOW = re.compile(r"[^.;]{0,200}?(?:kể từ|từ|vào)\s+(?:ngày|thời điểm)[^.;]{0,80}?này(?!\w)")
_SINCE = re.compile(r"(?:kể từ|từ)\s+(?:ngày|thời điểm)[^.;]{0,60}?này\s+(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực")
_COLON = re.compile(r":[\s\"“]*(?:[^.:;\n]*[\t|][^.:;\n]*\n[\s|-]*)*$")
_NEW_ARTICLE = re.compile(r"\n[\s*#>]*(?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|Mục)\s+\w+")
_BODY = re.compile(r"\n\s*(?:“?Căn cứ|Điều 1\.|Chương|CHƯƠNG|Phần)\s")
_HEAD_OF_TEXT, _OPENING, _LIST_REACH = 600, 900, 6_000
_ADJACENT = 1_500
_LEAD = 500


def partial(named: str) -> bool:
    """Whether the words between cue and number name something in the document, not the document.

    >>> partial("khoản 3 điều 8 "), partial("các ")
    (True, False)
    """
    return _PARTS.search(named) is not None


def quoted(reading: Reading, at: int) -> bool:
    """Whether a place lies in words that an amending act puts into another one ("… như sau: “…”")."""
    before = reading.plain.rfind("“", max(0, at - 20_000), at)
    return before >= 0 and reading.plain.find("”", before, at) < 0


def acts(reading: Reading, here: Context) -> bool:
    """Whether the document is an act, whose articles change others; of a fragment its enacting words tell.

    A piece of text without a heading is an act where it has articles or says "QUYẾT ĐỊNH:".
    """
    return here.type in ACTS or not here.type and _ENACTS.search(reading.plain) is not None


class Listing:
    """Lists that a verb before a colon governs, read item by item."""

    def __init__(self, reading: Reading, *, acting: bool, subject: str = SELF) -> None:
        self.reading, self.acting, self.own = reading, acting, subject
        self.cue: Cue | None = None
        self.subject: tuple[str, ...] = ()
        self.end = -1

    def read(self, unit: Unit, root: Root) -> Iterable[Edge]:
        """What the unit states as an item of a list, and what ceases in it."""
        yield from self._ceasing(unit, root)
        first = unit.tokens[0]
        low = self.reading.low
        heads = not low[self.reading.head(unit.start, unit.end) : min(first.lead, first.start)].strip(" \n\t“\"*_(|")
        if not heads or first.is_own:
            self.cue = None
            return
        self._open(unit)
        if self.cue is None:
            return
        row = [t for t in groups(self.reading, unit, unit.end) if not t.is_mark]
        if first not in row:
            row = [first]
        passive = self.cue.rule.passive
        for token in row if row[0] is first else [first]:
            for other in self.subject:
                for id_ in token.ids:
                    pair = (id_, other) if passive else (other, id_)
                    if pair[0] != pair[1]:
                        near = token.end - self.cue.start <= _LEAD
                        yield Edge(*pair, self.cue.rule, self.cue.start if near else token.start, token.end,
                                   (self.cue.start, self.cue.end), token, low[token.lead : token.start])  # fmt: skip
        self.end = unit.end

    def _open(self, unit: Unit) -> None:
        """Find the verb before the colon that this item follows, or keep the one that is open."""
        before = self.reading.plain[max(0, unit.start - _LEAD) : unit.start]
        if _COLON.search(before):
            self.cue, self.subject = self._lead(unit.start)
            return
        between = self.reading.plain[self.end : unit.start] if self.end >= 0 else ""
        if self.cue is not None and (unit.start - self.end > _ADJACENT or _NEW_ARTICLE.search("\n" + between)):
            self.cue = None

    def _lead(self, at: int) -> tuple[Cue | None, tuple[str, ...]]:
        """The cue of the sentence that ends in a colon at ``at``, and who acts."""
        reading, low = self.reading, self.reading.low
        colon = low.rfind(":", 0, at)
        place = bisect_right(reading.breaks, colon) - 1
        start = reading.head(reading.breaks[place], colon)
        tokens = [t for t in reading.unit(start, colon).tokens if not t.is_mark]
        last = tokens[-1] if tokens else None
        ceases = single("ceases").search(low, start, colon)
        if ceases and self.acting and not _HISTORY.search(low[start : ceases.start()]) and not quoted(reading, at):
            return Cue(rule("ceases"), ceases.start(), ceases.end()), (self.own,)
        for cue in reversed(list(scan(low, last.end if last else start, colon))):
            named = low[cue.end : colon]
            if cue.rule.passive and last is not None and not named.strip():
                return cue, tokens[0].ids
            if cue.rule.passive or "operative" not in cue.rule.where or cue.rule.taken_back(low[start : cue.start]):
                continue
            if not re.search(r"(?<!\w)(?:sau|gồm|dưới đây)(?!\w)", named):
                continue
            if last is not None and last.is_own:
                return cue, (self.own,)
            if last is None and self.acting and not low[start : cue.start].strip() and not quoted(reading, at):
                return cue, (self.own,)
        return None, ()

    def _ceasing(self, unit: Unit, root: Root) -> Iterable[Edge]:
        """ "Nghị định số … hết hiệu lực kể từ ngày Nghị định này có hiệu lực"."""
        low = self.reading.low
        for match in single("ceases").finditer(low, unit.tokens[0].end, unit.end):
            if _HISTORY.search(low[max(unit.start, match.start() - 20) : match.start()]):
                continue
            from_now = _FROM_NOW.match(low, match.end(), min(len(low), unit.end))
            if not from_now and root.place != "operative" and not _SINCE.search(low, unit.start, match.start()):
                continue
            if quoted(self.reading, match.start()) or not self.acting:
                continue
            for token in groups(self.reading, unit, match.start()):
                named = low[token.lead : token.start]
                for id_ in token.ids:
                    if id_ == self.own:
                        continue
                    yield Edge(self.own, id_, rule("ceases"), token.start, match.end(), match.span(), token, named)
            return


def quoting(reading: Reading, at: int) -> str:
    """Whose words a quotation repeats: "Thông tư số … có căn cứ ban hành như sau: “Căn cứ …”"; "" where unsaid."""
    opens = reading.plain.rfind("“", 0, at + 1)
    lead = reading.low.rfind("căn cứ ban hành", max(0, opens - 200), opens)
    if lead < 0:
        return ""
    place = bisect_right(reading.breaks, lead) - 1
    tokens = reading.unit(reading.breaks[place], lead).tokens
    return tokens[0].ids[0] if tokens else ""


def base(reading: Reading, here: Context) -> Token | None:
    """The act whose consolidated text this is: the first one that it names; None for any other document."""
    if here.type != "Văn bản hợp nhất" and (here.type or "VĂN BẢN HỢP NHẤT" not in reading.plain[:_HEAD_OF_TEXT]):
        return None
    named = [t for t in reading.tokens if not t.is_own and not t.is_mark and t.start < _LIST_REACH]
    heads = (t for t in named if "ngày" in reading.low[t.start : t.end] and _heads_line(reading, t))
    return next(heads, named[0] if named else None)


def _heads_line(reading: Reading, token: Token) -> bool:
    line = reading.plain.rfind("\n", 0, token.start) + 1
    return reading.head(line, token.start) == token.start


def as_base(tokens: list[Token], act: Token) -> list[Token]:
    """In a consolidated text "Thông tư này" is the act that is consolidated."""
    return [
        replace(t, ids=act.ids) if t.form in ("self", "relative") and t.type == act.type and t.mention and t.mention.text.endswith("này") else t
        for t in tokens
    ]


def consolidated(reading: Reading, act: Token) -> Iterable[Edge]:
    """The acts that a consolidated text puts together: the one of its opening, and those named as amending it."""
    found = rule("consolidates")
    yield Edge(SELF, act.ids[0], found, act.start, act.end, (act.start, act.start), act)
    match = next((m for m in single("amended-by").finditer(reading.low, act.end, act.end + _OPENING) if m[0].endswith("bởi")), None)
    if match is None:
        return
    stop = _BODY.search(reading.plain, match.end())
    end = min(stop.start() if stop else len(reading.low), match.end() + _LIST_REACH)
    row = reading.unit(match.end(), end).tokens
    for token in row:
        if token.ids != act.ids and not token.is_own and _starts_item(reading, token, match.end()):
            yield Edge(SELF, token.ids[0], found, token.start, token.end, (token.start, token.start), token)
            yield Edge(token.ids[0], act.ids[0], rule("amended-by"), token.start, token.end, match.span(), token)


def _starts_item(reading: Reading, token: Token, first: int) -> bool:
    if not reading.low[first : token.start].strip(" \n:"):
        return True
    place = bisect_right(reading.breaks, token.start) - 1
    return reading.head(reading.breaks[place], token.start) == token.start
