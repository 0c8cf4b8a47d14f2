"""From when and until when a document says that it is in force, and when an assembly passed it."""

from __future__ import annotations

import re

from nlp import dates
from nlp.clean import fold
from nlp.formulas import LOWER, UPPER

_PASSED_REACH = 1_500
_IN_FORCE = re.compile(
    rf"(?P<type>[{UPPER}][{LOWER}]+(?: [{LOWER}]+){{0,3}})\s+này"
    r"(?:\s+(?:đã\s+)?được\s[^.;]{0,250}?(?:,|\s+và))?\s+(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?P<tail>[^.;]{0,200})"
)
_SENTENCE_START = re.compile(r"(?:^|[\n.)\]:*|-])[ \t*_]*\Z")
_DAY = r"ngày\s+\d[^.;]{6,28}"
_FROM = re.compile(
    rf"^[^.;]*?(?:kể\s+|tính\s+)?từ\s+(?:(?P<date>{_DAY})"
    r"|(?:ngày\s+)?(?:được\s+)?(?:ký|ban\s+hành|thông\s+qua))"
)
_UNTIL = re.compile(
    rf"(?:đến\s+hết|đến\s+trước|đến|tới|hết\s+hiệu\s+lực\s+(?:kể\s+)?(?:từ|sau))\s+(?P<date>{_DAY})"
)
_PASSED = re.compile(r"thông\s+qua\s+(?=ngày\s+\d)[^.;]{8,40}")


def in_force(text: str, start: int, end: int, *, type_name: str, signed: str) -> tuple[str, str]:
    """From when and until when a document of this type says that it is in force, ISO or "".

    "Quyết định này có hiệu lực kể từ ngày ký" is ``signed``, the document's own date.  Only a sentence that
    begins with the document itself counts: "Khoản 2 Điều 5 Nghị định này có hiệu lực …" speaks of a part.

    >>> text = "Điều 3. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 5 năm 2024."
    >>> in_force(text, 0, len(text), type_name="Nghị định", signed="2024-03-15")
    ('2024-05-01', '')
    """
    effective = expires = ""
    for match in _IN_FORCE.finditer(text, start, end):
        before = text[max(start, match.start() - 60) : match.start()]
        if not fold(match["type"]).endswith(fold(type_name)) or not _SENTENCE_START.search(before):
            continue
        tail = " ".join(match["tail"].split())
        if begins := _FROM.match(tail):
            own = signed if len(signed) == 10 else ""
            effective = (dates.read(begins["date"]).iso if begins["date"] else own) or effective
        if ends := _UNTIL.search(tail):
            last = dates.read(ends["date"]).iso
            expires = last if last != effective else expires
    return effective, expires


def passed(text: str, start: int, end: int) -> str:
    """The day on which an assembly passed its act, ISO or "": "… thông qua ngày 13 tháng 11 năm 2020".

    >>> text = "Luật này được Quốc hội khóa XIV, kỳ họp thứ 10 thông qua ngày 13 tháng 11 năm 2020."
    >>> passed(text, 0, len(text))
    '2020-11-13'
    """
    last = ""
    for match in _PASSED.finditer(text, max(start, end - _PASSED_REACH), end):
        last = dates.read(match[0]).iso or last
    return last
