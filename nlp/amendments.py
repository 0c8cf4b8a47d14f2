"""What an amending act changes, item by item: the places that its relation touches.

"Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP" names the decree; the items under it,
"1. Sửa đổi khoản 1 Điều 8 như sau: …", name its places and no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nlp.cues import pattern
from nlp.frames import Edge
from nlp.model import SELF, Pinpoint
from nlp.pinpoints import pinpoints_before
from nlp.reading import Reading, Token

_LINE = re.compile(
    r"^[ \t*#>]*(?:(?:Điều|ĐIỀU)[ \t]+(?P<article>\d{1,3}[a-zđ]?)[ \t]*[.:]"
    r"|(?P<item>\d{1,3})[.)]|(?P<point>[a-zđ]{1,2})\))[ \t]*(?=[A-ZĐ“])",
    re.MULTILINE,
)
_CHANGES = r"(?:sửa đổi|bổ sung|bãi bỏ|hủy bỏ|huỷ bỏ|thay thế|thay|đính chính|bỏ)"
_VERB = re.compile(pattern(rf"(?:{_CHANGES}(?:,? và |, | ))+"), re.IGNORECASE)
_PASSIVE = re.compile(pattern(rf" được {_CHANGES}"))
_CLOSE = re.compile(
    pattern(r" như sau| vào (?:sau|trước|cuối)| thành | bằng cụm từ|[:;]|\.(?=\s|$)|“[^”]{0,300}”")
)
_ALONE = re.compile(r"(?<!\w)(?:điểm|khoản)\s[^.:;“]{0,60}$", re.IGNORECASE)
_REACH, _HEADING = 400, 1_500


@dataclass(slots=True)
class _Place:
    """Where the reading of items stands: what the article amends, and the article that an item names."""

    amends: Edge | None = None
    article: str = ""


def touched(reading: Reading, edges: Sequence[Edge], title: tuple[int, int] | None) -> Iterator[Edge]:
    """For every item of an amending article an edge to the amended document with the places it names.

    >>> from nlp import extract
    >>> act = "QUYẾT ĐỊNH:\\nĐiều 1. Sửa đổi một số điều của Quyết định số 12/2020/QĐ-UBND"
    >>> [r.touches for r in extract(act + "\\n1. Sửa đổi khoản 1 Điều 8 như sau:").relations]
    [('khoản 1 Điều 8',)]
    """
    own = {e.token.start: e for e in edges if e.subject == SELF and e.rule.predicate == "amends"}
    if not own:
        return
    whole = {e.object: e for at, e in own.items() if title is not None and title[0] <= at < title[1]}
    default = next(iter(whole.values())) if len(whole) == 1 else None
    place = _Place()
    lines = list(_lines(reading))
    for number, line in enumerate(lines):
        following = lines[number + 1].start() if number + 1 < len(lines) else len(reading.plain)
        end = min(following, line.end() + (_HEADING if line["article"] else _REACH))
        named = [t for t in reading.unit(line.end(), end).tokens if not (t.is_own or reading.quoted(t.start))]
        if line["article"]:
            place = _article(own, named, default)
        if place.amends is None or (named and not line["article"]):
            continue
        pinpoints = _pinpoints(reading, line, end, place) if not named else ()
        if line["item"]:
            place.article = _only(pinpoints)
        if pinpoints:
            yield _at(place.amends, pinpoints)


def _lines(reading: Reading) -> Iterable[re.Match[str]]:
    """The numbered lines of the act's own words, those it puts into another act left out."""
    return (m for m in _LINE.finditer(reading.plain) if not reading.quoted(m.end()))


def _article(own: Mapping[int, Edge], named: Sequence[Token], default: Edge | None) -> _Place:
    """What an article amends: what its heading says so of, else the only document of the title."""
    heading = {own[t.start].object: own[t.start] for t in named if t.start in own}
    if heading:
        edge = next(iter(heading.values()))
        pinpoints = edge.token.mention.pinpoints if edge.token.mention else ()
        return _Place(edge, _only(pinpoints)) if len(heading) == 1 else _Place()
    return _Place(None if named else default)


def _only(pinpoints: Iterable[Pinpoint]) -> str:
    articles = {p.article for p in pinpoints if p.article}
    return articles.pop() if len(articles) == 1 else ""


def _pinpoints(reading: Reading, line: re.Match[str], end: int, place: _Place) -> tuple[Pinpoint, ...]:
    """The places that an item changes: "Sửa đổi khoản 1 Điều 8 như sau", "Khoản 1 Điều 8 được bãi bỏ"."""
    plain, start = reading.plain, line.end()
    verb = _VERB.match(plain, start, end)
    passive = None if verb else _PASSIVE.search(reading.low, start, end)
    if passive is not None:
        return _of(plain[start : passive.start()], place.article)
    if verb is None:
        return ()
    found: list[Pinpoint] = []
    at = verb.end()
    for close in _CLOSE.finditer(plain, at, end):
        found += _of(plain[at : close.start()], place.article)
        at = close.end()
        if found or close[0][0] in ":.":
            break
    return tuple(found)


def _of(words: str, article: str) -> tuple[Pinpoint, ...]:
    """The places at the end of some words; "khoản 1" alone belongs to the article that the item is under."""
    found = pinpoints_before(words, len(words))
    if not found and article and _ALONE.search(words):
        found = pinpoints_before(f"{words.rstrip()} Điều {article}", len(words.rstrip()) + len(article) + 6)
    return found


def _at(edge: Edge, pinpoints: tuple[Pinpoint, ...]) -> Edge:
    mention = replace(edge.token.mention, pinpoints=pinpoints) if edge.token.mention else None
    return replace(edge, token=replace(edge.token, mention=mention))
