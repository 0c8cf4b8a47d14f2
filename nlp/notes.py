"""Footnotes: the mark in the sentence and the note's own words.

Two printed forms are read.  Word text that was flattened keeps ``[footnoteRef:7]`` in the sentence
and puts ``[7:  Quyết định số 126/QĐ-UBND …]`` after the paragraph; Markdown and our loaders keep
``[^7]`` and put ``[^7]: …`` on a line of its own.  A bare figure or "(1)" is no certain mark and is
left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.model import Finding, Note, Span

_TOKEN = re.compile(
    r"\[(?:footnoteRef:(?P<word>\w{1,10})\]|\^(?P<mark>[^\]\s\[]{1,20})\](?P<colon>:?)|(?P<body>\d{1,4}):(?=\s))?|\]"
)
_CONTINUED = re.compile(r"(?:\n[ \t]*)*\n(?: {4}|\t)[^\n]*\S[^\n]*")
_LINE_HEAD = frozenset("\n\r\t|>")


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    span: Span


def notes(text: str) -> tuple[Note, ...]:
    """The footnotes of a text, in the order of their marks.

    >>> text = "thực hiện Kế hoạch số 2335[footnoteRef:3] [3:  Kế hoạch số 2335/KH-UBND]"
    >>> [(n.label, text[n.body.start:n.body.end]) for n in notes(text)]
    [('3', 'Kế hoạch số 2335/KH-UBND')]
    """
    return pair(text)[0]


def pair(text: str) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    """Notes, and a finding for every mark without a note and every note without a mark.

    A label that is used twice (two parts that both number from 1) binds each mark to the nearest
    note that follows it; a mark that none follows takes the nearest one before.
    """
    marks, bodies = _parts(text)
    if not marks and not bodies:
        return (), ()
    by_label: dict[str, list[_Part]] = {}
    for body in bodies:
        by_label.setdefault(body.label, []).append(body)
    found: list[Note] = []
    findings: list[Finding] = []
    bound: set[int] = set()
    for mark in marks:
        same = by_label.get(mark.label)
        if not same:
            message = f"Dấu chú thích {mark.label} không có nội dung"
            findings.append(_finding("mark-without-note", message, mark))
            continue
        body = same[min(bisect_left(same, mark.span.end, key=lambda b: b.span.start), len(same) - 1)]
        bound.add(body.span.start)
        found.append(Note(mark.label, mark.span, body.span))
    findings += [
        _finding("note-without-mark", f"Chú thích {body.label} không có dấu trong bài", body)
        for body in bodies
        if body.span.start not in bound
    ]
    return tuple(found), tuple(sorted(findings, key=lambda f: f.start))


def _finding(code: str, message: str, part: _Part) -> Finding:
    return Finding(code, message, part.span.start, part.span.end)


def _parts(text: str) -> tuple[list[_Part], list[_Part]]:
    """Marks and bodies, each in order of place; one pass over the brackets."""
    marks: list[_Part] = []
    bodies: list[_Part] = []
    opened: tuple[str, int] | None = None  # label and first offset of the flattened note we are in
    depth = 0
    last_close = -1
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if label := token["body"]:
            if opened:
                bodies.append(_trimmed(text, opened[0], opened[1], _cut(text, opened[1], start, last_close)))
            opened, depth, last_close = (label, end), 1, -1
        elif label := token["word"]:
            marks.append(_Part(label, Span(start, end)))
        elif label := token["mark"]:
            if token["colon"] and _heads_line(text, start):
                bodies.append(_trimmed(text, label, end, _paragraph_end(text, end)))
            else:
                marks.append(_Part(label, Span(start, end - len(token["colon"]))))
        elif opened:
            depth += 1 if text[start] == "[" else -1
            if text[start] == "]":
                last_close = start
            if not depth:
                bodies.append(_trimmed(text, opened[0], opened[1], start))
                opened = None
    if opened:
        bodies.append(_trimmed(text, opened[0], opened[1], _cut(text, opened[1], len(text), last_close)))
    return marks, bodies


def _cut(text: str, start: int, end: int, last_close: int) -> int:
    """Where a note whose brackets do not balance ends: its last bracket, else its line."""
    if last_close > start:
        return last_close
    newline = text.find("\n", start, end)
    return end if newline < 0 else newline


def _trimmed(text: str, label: str, start: int, end: int) -> _Part:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return _Part(label, Span(start, end))


def _heads_line(text: str, start: int) -> bool:
    while start and text[start - 1] == " ":
        start -= 1
    return not start or text[start - 1] in _LINE_HEAD


def _paragraph_end(text: str, start: int) -> int:
    """The end of the line, and of the indented lines that continue it."""
    end = text.find("\n", start)
    if end < 0:
        return len(text)
    for line in _continued(text, end):
        end = line
    return end


def _continued(text: str, end: int) -> Iterator[int]:
    while line := _CONTINUED.match(text, end):
        end = line.end()
        yield end
