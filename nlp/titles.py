"""The title that a text gives a document: after naming it, or in the phrase that its footnote hangs on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.anchors import scan
from nlp.model import Note
from nlp.rules import titling

_VERBS = "|".join(titling().verbs)
_LEAD = re.compile(rf"[\s,*_]{{0,3}}(?:(?P<lead>về việc|[Vv]/v|về)\s|(?=(?:{_VERBS})\s))")
_ANOTHER = r",\s(?:Nghị|Quyết|Thông|Luật|Chỉ thị|Kế hoạch|Công văn)\s?\w*\s(?:số|định|tư)"
_STOP = re.compile(rf"[;.:\n\t\[]|\s\(sau đây|{_ANOTHER}|$")
_MOST = 400
_LEAST = 4


def title_after(text: str, start: int) -> str:
    """The title that begins at ``start``, without its lead-in, on one line; "" where none is given.

    >>> text = "Kết luận số 638-KL/TU ngày 09/10/2024 về tiếp tục thực hiện Nghị quyết số 16-NQ/TU; đồng thời"
    >>> title_after(text, 37)
    'tiếp tục thực hiện Nghị quyết số 16-NQ/TU'
    """
    lead = _LEAD.match(text, start)
    if lead is None:
        return ""
    limit = lead.end() + _MOST
    stop = _STOP.search(text, lead.end(), min(len(text), limit))
    title = " ".join(text[lead.end() : stop.start() if stop else limit].split()).strip(" ,*_")
    return title if len(title) >= _LEAST else ""


_NUMBERED = re.compile(r"\s(?:số\s)?\d")
_CLAUSE = re.compile(r"[;:\n]|[.!?]\s")
_SUBJECT_LEAD = re.compile(r"^\s*(?:về việc|[Vv]/v|về)\s")


def title_before(text: str, notes: Sequence[Note], note: Note, type_: str) -> str:
    """The phrase before a footnote's mark, from its type word on: the title of what the note cites.

    >>> from nlp.notes import notes
    >>> text = "đã có Kế hoạch chuyển đổi số năm 2024[^4], trong đó\\n[^4]: Kế hoạch số 521/KH-UBND"
    >>> title_before(text, notes(text), notes(text)[0], "Kế hoạch")
    'chuyển đổi số năm 2024'
    """
    mark = note.mark.start
    left = max(0, mark - _MOST)
    at = bisect_left(notes, mark, key=lambda n: n.mark.start)
    if at and notes[at - 1].mark.start < mark:
        left = max(left, notes[at - 1].mark.end)
    phrase = text[max([left, *(m.end() for m in _CLAUSE.finditer(text, left, mark))]) : mark]
    first = next((a for a in scan(phrase) if phrase[a.start].isupper()), None)
    if first is None or _NUMBERED.match(phrase, first.end):
        return ""
    title = phrase[first.end if first.type == type_ else first.start :]
    title = _SUBJECT_LEAD.sub("", " ".join(title.split())).strip(" ,*_")
    return title if len(title) >= _LEAST else ""
