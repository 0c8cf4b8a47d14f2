"""The title that a text gives a document right after naming it: "… về đẩy mạnh cải cách hành chính"."""

from __future__ import annotations

import re

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
    title = " ".join(text[lead.end() : stop.start() if stop else limit].split()).rstrip(" ,*_")
    return title if len(title) >= _LEAST else ""
