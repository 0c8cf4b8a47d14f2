"""A document made ready for reading relations: its words in lower case, its sentences, its mentions in order.

The working copy is composed and lower-cased, with footnote marks blanked; offsets of tokens are those of the
copy, and :meth:`Reading.raw` leads back to the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp.clean import Cleaned, clean
from nlp.formulas import LOWER, UNFINISHED
from nlp.layout import Layout
from nlp.model import SELF, Citation, Mention, Note

_CAPITAL = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_ABBREVIATED = "".join(rf"(?<!{w}\.)" for w in ("TP", "Tp", "TX", "TT", "TS", "GS", "KT", "TM", "TL"))
_NUMBERED = r"(?<!\s\d\.)(?<!\s\d\d\.)"
_SENTENCE = re.compile(
    rf"[.!?…\n](?:(?<=\n)|{_ABBREVIATED}{_NUMBERED}[”\")\]/.]{{0,3}}(?=\s+[“\"(\[]?[{_CAPITAL}0-9–•*+-]))"
)
_BULLET = r"\d{1,3}(?:\.\d{1,2}){0,3}[.)]|[a-zđ]{1,2}\)|\(\d{1,2}\)"
_MARKER = re.compile(
    rf"\s*(?:[-–+*•▪>]+\s|(?:{_BULLET})\s|(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|Phần)\s+[\dIVX]+[.:]?\s"
    r"|[IVX]{1,5}[.)]\s|Căn cứ\s|Theo đề nghị\s)"
)
_NEW_PARAGRAPH = re.compile(rf"[ \t]*\n\s*[“\"(\[*_]*[{_CAPITAL}]|[-_*=]{{4,}}\s*\n")
_STAMP = r"(?:Người ký|Ký bởi)\s*:[^\n]*(?:\n\s*(?:Email|Cơ quan|Đơn vị|Thời gian ký|Ngày ký)\s*:[^\n]*)+"
_LINE_END = r"[^\S\n]*\n"
_HEAD_OF_PAGE = rf"(?:\d{{1,4}}{_LINE_END}\s*+)?CÔNG BÁO/Số[^\n]*(?:\n\s*+\d{{1,4}}(?={_LINE_END}))?"
_FURNITURE = re.compile(rf"(?<!\s)(?={_LINE_END})\s*+(?:(?:{_STAMP}|{_HEAD_OF_PAGE})\s*)+")
"""What a page carries besides its text: the gazette's running heads, the stamp of a digital signature."""
_GOES_ON = re.compile(rf"[ \t]*[{LOWER}]{{2,}}[ ,](?=[{LOWER}])")
"""A line that begins with words in small letters goes on with the one before."""
_CLEARED = 24
_TYPE_REACH = 30
_QUOTE = re.compile(r"(?P<line>(?:^|\n)[ \t]*)?“|”")
_AMENDS_AGAIN = re.compile(
    r"\n[ \t]*(?:Điều\s+\d+[.:]|\d{1,3}\.)\s+(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay|Hiệu lực|Điều khoản thi hành)"
)
_LONGEST_QUOTE = 20_000
_HEAD = re.compile(rf"(?:\s|[-–+*•▪>#|_]|{_BULLET}|điều \d+[a-z]?\s?[.:]|\d{{1,3}}\t)*")
_WRAPPED = 0.2
_PART = 1 << 16
_WORD = re.compile(r"\S")
_KIND = {"Bộ luật": "Luật", "Thông tư liên tịch": "Thông tư", "Văn bản": "Công văn"}


@dataclass(frozen=True, slots=True)
class Token:
    """A mention, or the mark of a footnote that names documents, in reading order.

    ``ids`` are the citations it stands for (several only for a mark); ``lead`` is where its pinpoints begin,
    ``symbol`` what follows the number ("NQ-CP").
    """

    start: int
    end: int
    lead: int
    ids: tuple[str, ...]
    type: str
    form: str
    mention: Mention | None = None
    symbol: str = ""

    @property
    def is_mark(self) -> bool:
        """It is a footnote's mark and stands for the documents of the note."""
        return self.mention is None

    @property
    def kind(self) -> str:
        """The type by which documents stand side by side: a code is a law, a joint circular a circular."""
        return _KIND.get(self.type, self.type)

    @property
    def is_own(self) -> bool:
        """It means the document at hand."""
        return self.ids == (SELF,)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or an item of a list, with the tokens in it."""

    start: int
    end: int
    tokens: tuple[Token, ...]


class Reading:
    """The text of a document as relations are read in it."""

    def __init__(self, text: str, layout: Layout, citations: Sequence[Citation]) -> None:
        self.text, self.layout = text, layout
        self.cleaned: Cleaned = clean(text)
        words = self.cleaned.text
        marks = {n.mark.start: n for n in layout.notes}
        pieces, last = [], 0
        for note in sorted(marks.values(), key=lambda n: n.mark.start):
            start, end = self.at(note.mark.start), self.at(note.mark.end)
            pieces += [words[last:start], " " * (end - start)]
            last = end
        self.cleaned = replace(self.cleaned, text="")  # only the way back is needed from here on
        words = "".join([*pieces, words[last:]]) if pieces else words
        pieces.clear()
        self.plain = _FURNITURE.sub(_blank, words)
        del words
        self.low = _lower(self.plain)
        self.tokens = self._tokens(citations, list(marks.values()))
        self.breaks = self._breaks()
        self.quotes = _quotes(self.plain)

    def at(self, raw: int) -> int:
        """The place in the working copy of a place in the text."""
        starts = self.cleaned.starts
        return raw if starts is None else bisect_left(starts, raw)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text of a span of the working copy that is not empty."""
        return self.cleaned.raw(start, end)

    def head(self, start: int, end: int) -> int:
        """Where the words of an item begin after its bullet or number."""
        match = _HEAD.match(self.low, start, end)
        return match.end() if match else start

    def quoted(self, at: int) -> bool:
        """Whether a place lies in words that an amending act puts into another one ("… như sau: “…”")."""
        place = bisect_right(self.quotes, (at, len(self.plain)))
        return place > 0 and at < self.quotes[place - 1][1]

    def unit(self, start: int, end: int) -> Unit:
        """A unit of one's own making, such as the title, with its tokens (footnotes' own words left out)."""
        first = bisect_left(self.tokens, start, key=lambda t: t.start)
        last = bisect_left(self.tokens, end, key=lambda t: t.start)
        return Unit(start, end, tuple(self.tokens[first:last]))

    def units(self) -> list[Unit]:
        """The sentences and items that hold tokens, in order."""
        found: list[Unit] = []
        index = 0
        while index < len(self.tokens):
            place = bisect_right(self.breaks, self.tokens[index].start)
            start = self.breaks[place - 1] if place else 0
            end = self.breaks[place] if place < len(self.breaks) else len(self.low)
            last = index
            while last < len(self.tokens) and self.tokens[last].start < end:
                end = max(end, self.tokens[last].end)
                last += 1
            found.append(Unit(start, end, tuple(self.tokens[index:last])))
            index = last
        return found

    def _tokens(self, citations: Sequence[Citation], notes: Sequence[Note]) -> list[Token]:
        found: list[Token] = []
        inside: dict[int, list[_Inside]] = {}
        for citation in citations:
            symbol = citation.number.rpartition("/")[2]
            for mention in citation.mentions:
                end = self.at(mention.end)
                start = self._typed(self.at(mention.start), mention, citation.type)
                places = [self.at(p.start) for p in mention.pinpoints if p.start < mention.start]
                lead = min(places, default=start)
                which = ((citation.id,), citation.type, mention.form, mention, symbol)
                found.append(Token(start, end, lead, *which))
                note = self.layout.note_at(mention.start) if mention.where == "footnote" else None
                if note is not None:
                    named = (mention.start, mention.end, citation.id, citation.type)
                    inside.setdefault(note.body.start, []).append(named)
        for note in notes:
            if heads := _named(self.text, note, inside.get(note.body.start, [])):
                start, end = self.at(note.mark.start), self.at(note.mark.end)
                ids = tuple(dict.fromkeys(id_ for _, _, id_, _ in heads))
                found.append(Token(start, end, start, ids, heads[0][3], "note"))
        return sorted(found, key=lambda t: (t.start, -t.end))

    def _typed(self, start: int, mention: Mention, type_: str) -> int:
        """Where a mention begins whose type word is cut in two by a line's end ("Quyết\\nđịnh số …")."""
        if not type_ or mention.text[:1].isupper():
            return start
        cut = _type_word(type_).search(self.low, max(0, start - _TYPE_REACH), start)
        return cut.start() if cut else start

    def _breaks(self) -> list[int]:
        """Where sentences, items and notes begin; the title stands apart from the sentence below it."""
        plain = self.plain
        lines = plain.count("\n")
        soft = lines > 20 and len(re.findall(r"\n[a-zà-ỹđ]{2}", plain)) > _WRAPPED * lines
        found = [0]
        for match in _SENTENCE.finditer(plain):
            at = match.end()
            cleared = plain.startswith(" " * _CLEARED, at)
            if plain[match.start()] != "\n" or self._ends(match.start(), at, soft=soft or cleared):
                found.append(at)
        spans = [note.body for note in self.layout.notes]
        for span in [*spans, self.layout.title] if self.layout.title else spans:
            found += [self.at(span.start), self.at(span.end)]
        return sorted(set(found))

    def _ends(self, before: int, at: int, *, soft: bool) -> bool:
        """Whether a line's end is also a paragraph's; in a text whose lines are wrapped most are not."""
        if _goes_on(self.plain, before):
            return False
        if not soft:
            return _GOES_ON.match(self.plain, at) is None or self.plain[before - 1 : before] in tuple(".;:”")
        previous = self.plain[max(0, before - 40) : before].rstrip()
        at = self._past(at)
        if previous.endswith((".", ";", ":", "”", "./")) or _MARKER.match(self.plain, at, at + 40):
            return True
        return _NEW_PARAGRAPH.match(self.plain, at, at + 40) is not None

    def _past(self, at: int) -> int:
        """Where the text goes on after what was cleared away."""
        plain = self.plain
        if not plain.startswith(" " * _CLEARED, at):
            return at
        words = _WORD.search(plain, at)
        return words.start() if words else at


def _quotes(plain: str) -> list[tuple[int, int]]:
    """The outermost quotations; one that nothing closes ends where the act amends again."""
    found: list[tuple[int, int]] = []
    start = depth = 0
    for match in _QUOTE.finditer(plain):
        if depth and (match["line"] or match.start() - start > _LONGEST_QUOTE):
            found.append(_unclosed(plain, start, match.start()))
            depth = 0
        if match[0][-1] == "“":
            start = start if depth else match.end() - 1
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    if depth:
        found.append(_unclosed(plain, start, len(plain)))
    return found


def _unclosed(plain: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, start + _LONGEST_QUOTE)
    again = _AMENDS_AGAIN.search(plain, start, end)
    return start, again.start() if again else end


def _blank(match: re.Match[str]) -> str:
    return "\n" + " " * (len(match[0]) - 1)


@cache
def _type_word(type_: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, type_.casefold().split())) + r"\s+\Z")


def _goes_on(plain: str, newline: int) -> bool:
    """Whether a line ends in a word after which no paragraph ends ("… một số điều của")."""
    words = plain[max(0, newline - 12) : newline].rsplit(None, 1)
    return bool(words) and words[-1].casefold() in UNFINISHED


def _lower(words: str) -> str:
    """Small letters, each in its place; part by part, since ``str.lower`` needs much room at once."""
    return "".join(_low_part(words[at : at + _PART]) for at in range(0, len(words), _PART))


def _low_part(words: str) -> str:
    low = words.lower()
    return low if len(low) == len(words) else "".join(c.lower() if len(c.lower()) == 1 else c for c in words)


_JOINED = re.compile(r"\s*(?:của\s[^,;]{2,60}?)?(?:\s*(?:[,;]|(?<!\w)(?:và|hoặc)(?!\w)))+\s*")
_OPENS = 30
_Inside = tuple[int, int, str, str]
"""A mention in a note: start, end, citation's id and type."""


def _named(text: str, note: Note, mentions: list[_Inside]) -> list[_Inside]:
    """The documents that a note names: the first, if it opens the note, and those joined to it."""
    found: list[_Inside] = []
    at = note.body.start
    for mention in sorted(mentions):
        if found and mention[0] < at:
            continue
        gap = text[at : mention[0]]
        if (found and _JOINED.fullmatch(gap) is None) or (not found and len(gap.strip()) > _OPENS):
            break
        found.append(mention)
        at = mention[1]
    return found
