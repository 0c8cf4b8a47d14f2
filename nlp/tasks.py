"""The tasks that a directive or a plan gives: who does what, until when.

"Giao Sở Tài chính … trước ngày 15/6/2026", "Sở Nội vụ chủ trì …", a heading "2. Sở Xây dựng" with what stands
below it, and the rows of a plan's table.  A deadline is given as far as it is printed: a day, a month (a
quarter's last one), a year; what is not printed stays "".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.bodies import is_body
from nlp.clean import fold
from nlp.deadlines import cell_deadline, deadline, without_deadline
from nlp.formulas import LOWER, UPPER, any_of
from nlp.layout import Layout
from nlp.model import Span
from nlp.structure import Division
from nlp.taskwords import DATA, any_word

_LEAD = r"[ \t>*_|]*(?:[-–+•][ \t]*)?(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[a-zđ])\\?[.)]\s*)?[*_]*"
_ASSIGNED = re.compile(
    rf"{_LEAD}(?:(?:Trong đó|Đồng thời|Riêng)[,\s]+)?(?:{any_word('assigns')})\s+"
    rf"(?=[{UPPER}]|các\s|thủ trưởng\s)",
    re.IGNORECASE,
)
_ORDERED = re.compile(rf"^.*[\s(](?i:{any_word('assigns')})\s+(?=[{UPPER}]|các\s|thủ trưởng\s)")
_NOUN = (
    r"tổ chức(?:\s*,|\s+(?:cá nhân|có liên quan|liên quan|khác|thành viên|đơn vị|chính trị|đảng|kinh tế"
    r"|đoàn thể|nêu|thực thi)\b)|xây dựng\s*[:.;]"
)
_PART = r"(?<!chương )(?<!quá )(?<!tờ )(?<!quy )(?<!công )(?<!lộ )(?<!tiến )(?<!cơ quan )(?<!được )"
_ACTS = re.compile(rf"(?<=[\s,]){_PART}(?!{_NOUN})(?:{any_word('acts')})(?![^\W_])|:")
_BODY_WORDS = re.compile(
    rf"(?:{any_of(fold(b) for b in DATA['bodies'])}"
    rf"|các (?:{any_of(fold(b) for b in DATA['groups'])}))(?!\w)"
)
_NO_NAME = re.compile(
    rf"\s(?:{any_word('unnamed')})(?![^\W_])|^(?:{any_word('lookalikes')})(?![^\W_])", re.IGNORECASE
)
_ENFORCED = re.compile(
    rf"chịu\s+trách\s+nhiệm\s+(?:thi\s+hành|thực\s+hiện)\s+[{UPPER}][{LOWER}]+(?:\s[{LOWER}]+)?\s+này"
)
_LONGEST_BODY = 260
_PARAGRAPH = re.compile(rf"[^\n]+(?:\n(?=[ \t]*[{LOWER}](?!\d?[).]))[^\n]+)*")
"""A line, and those that go on with it in small letters, as a page breaks them."""
_STOP = re.compile(rf"(?:[;.](?=\s+[{UPPER}\-–+]|\s*$))")
_ROW = re.compile(r"^[^\n]*(?:\t|\|)[^\n]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:+-]+")


@dataclass(frozen=True, slots=True)
class Task:
    """One task: ``body`` as printed, ``deadline`` ISO as far as printed or "", ``what`` is to be done.

    ``text[span.start:span.end] == quote``: the sentence, or the row of the table.
    """

    body: str
    deadline: str
    what: str
    span: Span
    quote: str


def tasks(text: str, layout: Layout) -> tuple[Task, ...]:
    """The tasks in the body and the annexes, in order.

    >>> from nlp.layout import read
    >>> text = "1. Giao Sở Tài chính tham mưu bố trí kinh phí, hoàn thành trước ngày 15/6/2026.\\n"
    >>> [(t.body, t.deadline, t.what) for t in tasks(text, read(text))]
    [('Sở Tài chính', '2026-06-15', 'tham mưu bố trí kinh phí')]
    """
    regions = [r for r in layout.regions if r.where in ("body", "annex")]
    found: list[Task] = []
    for region in regions:
        rows, taken = _rows(text, region.start, region.end)
        found += rows
        found += _stated(text, region.start, region.end, taken, layout.divisions)
    return tuple(sorted(found, key=lambda t: t.span.start))


def _stated(
    text: str, start: int, end: int, taken: Sequence[Span], divisions: Sequence[Division]
) -> Iterator[Task]:
    """Tasks that a sentence states, by itself or under a heading that names the body."""
    heads = [d for d in divisions if start <= d.span.start < end]
    for line in _PARAGRAPH.finditer(text, start, end):
        if _inside(taken, line.start()):
            continue
        heading = _heading_body(text, heads, line.start())
        for at, stop in _sentences(line[0], line.start()):
            if task := _task(text, at, stop, heading):
                yield task


def _task(text: str, at: int, stop: int, heading: tuple[str, int]) -> Task | None:
    """The task of a sentence; ``heading`` is the body whose heading holds it, and where the heading ends."""
    sentence = text[at:stop]
    assigned = _ASSIGNED.match(sentence)
    lead = assigned or re.match(_LEAD, sentence)
    begin = lead.end() if lead else 0
    act = _ACTS.search(sentence, begin, begin + _LONGEST_BODY)
    named = " ".join(sentence[begin : act.start()].split()).strip(" ,:*_") if act else ""
    ordered = _ORDERED.match(f" {named}")
    if ordered:
        named = f" {named}"[ordered.end() :]
    body, rest = "", begin
    if act and (assigned or ordered or named[:1].isupper()) and _names_body(named):
        body, rest = named, act.end() if act[0] == ":" else act.start()
    elif heading[0] and at >= heading[1]:
        body = heading[0]
    if not body or _ENFORCED.search(sentence):
        return None
    when = deadline(sentence)
    what = without_deadline(sentence[rest:])
    if not what:
        return None
    quote = sentence.strip()
    first = at + sentence.index(quote)
    return Task(body, when, what, Span(first, first + len(quote)), quote)


def _names_body(words: str) -> bool:
    if (
        not 0 < len(words) < _LONGEST_BODY
        or _NO_NAME.search(words)
        or not (words[0].isupper() or " " in words)
    ):
        return False
    return is_body(words) or bool(_BODY_WORDS.match(fold(words)))


def _heading_body(text: str, heads: Sequence[Division], at: int) -> tuple[str, int]:
    """The body that the nearest heading above names: "2. Sở Tài chính", "3. Giám đốc Sở Nội vụ:"."""
    index = bisect_right(heads, at, key=lambda d: d.span.start) - 1
    if index < 0:
        return "", 0
    for division in reversed(heads[max(0, index - 40) : index + 1]):
        if division.span.end <= at:
            continue
        line_end = text.find("\n", division.span.start)
        line_end = division.span.end if line_end < 0 else line_end
        if line_end >= at + 1:
            continue
        words = text[division.span.start : line_end].strip()
        lead = _ASSIGNED.match(words) or re.match(_LEAD, words)
        bare = words[lead.end() :].strip(" *_") if lead else words
        ends = bare.endswith(":") or not bare.endswith((".", ";", ","))
        bare = bare.rstrip(" :")
        if ends and _names_body(bare) and not _ACTS.search(f" {bare} "):
            return " ".join(bare.split()), line_end
    return "", 0


def _sentences(line: str, offset: int) -> Iterator[tuple[int, int]]:
    at = 0
    for stop in _STOP.finditer(line):
        if stop.start() - at > 3:
            yield offset + at, offset + stop.start()
        at = stop.end()
    if line[at:].strip():
        yield offset + at, offset + len(line.rstrip())


def _rows(text: str, start: int, end: int) -> tuple[list[Task], list[Span]]:
    """The tasks of tables whose head names what is to be done and by whom, and the place of those tables."""
    found: list[Task] = []
    taken: list[Span] = []
    columns: dict[str, int] = {}
    last = -1
    for row in _ROW.finditer(text, start, end):
        if last >= 0 and text[last : row.start()].strip():
            columns = {}
        cells = _cells(row[0])
        if head := _columns(cells):
            columns, last = head, row.end()
            taken.append(Span(*row.span()))
            continue
        if not columns:
            continue
        last = row.end()
        taken.append(Span(*row.span()))
        body, what, when = (_cell(cells, columns.get(key, -1)) for key in ("body", "what", "deadline"))
        if body and what and any(c.isalpha() for c in body):
            quote = row[0].strip()
            first = row.start() + row[0].index(quote)
            found.append(Task(body, cell_deadline(when), what, Span(first, first + len(quote)), quote))
    return found, taken


def _cells(row: str) -> list[str]:
    if "\t" in row:
        return row.split("\t")
    return [] if _RULE.fullmatch(row) else row.strip().strip("|").split("|")


def _cell(cells: Sequence[str], index: int) -> str:
    return " ".join(cells[index].replace("*", " ").split()) if 0 <= index < len(cells) else ""


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what; empty where the row is no head of a plan's table."""
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        words = fold(cell)
        if len(words) > 80 or (_is("beside", words) and not _is("body", words)):
            continue
        for key in ("body", "deadline", "what"):
            if key not in found and _is(key, words):
                found[key] = index
                break
    return found if {"body", "what"} <= found.keys() else {}


def _is(key: str, words: str) -> bool:
    return any(name in words for name in _column_names(key))


@cache
def _column_names(key: str) -> tuple[str, ...]:
    return tuple(fold(name) for name in DATA["columns"][key])


def _inside(spans: Sequence[Span], at: int) -> bool:
    index = bisect_right(spans, at, key=lambda s: s.start) - 1
    return index >= 0 and at < spans[index].end


__all__ = ["Task", "tasks"]
