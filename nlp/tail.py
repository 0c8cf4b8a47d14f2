"""What follows a number or a name: its date, its issuer, and where its title begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp import dates, issuers

GAP = r"[\s*_]{0,4}"
"""Blanks and the marks of Markdown's bold and italic."""
NO = rf"(?:(?:số|Số|SỐ|sô|só|sổ|sồ|s)(?![^\W\d_]){GAP}:?{GAP})"
"""Scans and old web pages lose the vowel: "Nghị định s20/2008/NĐ-CP"."""

QUANTITY = r"[^\W_]|\s?%|[.,/]\d|\s?[/-]\s?\d|\s?tháng"
"""After a bare serial: what makes it a ratio, an amount or a date."""
_CODE_MARK = r"\([A-Z]\d{1,2}\)\s?"
_BARE_DATE = rf"(?<=[\s(]){dates.NUMERIC}"
_DATED = re.compile(rf"[\s,*_(]{{0,4}}(?:{_CODE_MARK})?(?P<date>{dates.DATE}|{_BARE_DATE})")
_CODE = re.compile(r"\s?\(\s?[A-Z]\d{1,2}\s?\)(?=\s*,?\s*ngày)")
_CAPITAL_NEXT = r"\s{1,2}(?=[A-ZĐỦƯ])"
_OF = re.compile(rf"[\s,*_]{{1,4}}(?:được\s)?(?:của|do|bởi|CỦA){_CAPITAL_NEXT}")
_GLUED_OF = re.compile(rf"của{_CAPITAL_NEXT}")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number: ``end`` of the mention, date, issuer, and ``about``, where the title begins."""

    end: int
    about: int
    date: dates.Date | None = None
    body: issuers.Issuer | None = None


def dated(text: str, end: int, *, year: str = "") -> Tail:
    """The date and the issuer after a number or name, in either order.

    ``year`` is the number's own: "năm 2016" after "34/2016/NĐ-CP" is then no part of the mention.

    >>> tail = dated("Nghị định 55/2015/NĐ-CP của Chính phủ ngày 09/6/2015 về tín dụng", 23, year="2015")
    >>> tail.date.iso, tail.body.name, tail.end
    ('2015-06-09', 'Chính phủ', 52)
    """
    code = _CODE.match(text, end)
    match = _DATED.match(text, code.end() if code else end)
    date = None
    if match is not None and not (year and match["date"].startswith(("năm", "NĂM"))):
        date, end = dates.read(match["date"]), match.end()
    of = _OF.match(text, end) or _GLUED_OF.match(text, end)
    body = issuers.read(text, of.end()) if of is not None else None
    if body is None:
        return Tail(end, end, date)
    match = _DATED.match(text, body.end) if date is None else None
    if match is not None and match["date"].startswith(("ngày", "NGÀY")):
        return Tail(match.end(), match.end(), dates.read(match["date"]), body)
    return Tail(end, body.end, date, body)
