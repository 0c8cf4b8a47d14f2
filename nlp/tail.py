"""What follows a number or a name: its date, its issuer, and where its title begins."""

from __future__ import annotations

import re

from nlp import dates, issuers

GAP = r"[\s*_]{0,4}"
NO = rf"(?:(?:số|Số|SỐ|sô|só)(?![^\W\d_]){GAP}:?{GAP})"

_DATED = re.compile(
    rf"[\s,*_(]{{0,4}}(?:\([A-Z]\d{{1,2}}\)\s?)?(?P<date>{dates.DATE}|(?<=[\s(]){dates.NUMERIC})"
)
_CODE = re.compile(r"\s?\(\s?[A-Z]\d{1,2}\s?\)(?=\s*,?\s*ngày)")
_OF = re.compile(r"[\s,*_]{1,4}(?:được\s)?(?:của|do|bởi|CỦA)\s{1,2}(?=[A-ZĐỦƯ])")
_GLUED_OF = re.compile(r"của\s{1,2}(?=[A-ZĐỦƯ])")


def dated(
    text: str, end: int, *, year: str = ""
) -> tuple[int, dates.Date | None, issuers.Issuer | None, int]:
    """The date and the issuer after a number or name: (end of the mention, date, issuer, where the title begins).

    "… ngày 25/12/2023 của UBND tỉnh" and "… của Chính phủ ngày 19/6/2015" are both read.  ``year`` is the
    number's own: "năm 2016" after "34/2016/NĐ-CP" is then no part of the mention.
    """
    date: dates.Date | None = None
    code = _CODE.match(text, end)
    match = _DATED.match(text, code.end() if code else end)
    if match is not None and not (year and match["date"].startswith(("năm", "NĂM"))):
        date, end = dates.read(match["date"]), match.end()
    about = end
    body: issuers.Issuer | None = None
    of = _OF.match(text, end) or _GLUED_OF.match(text, end)
    if of is not None:
        body = issuers.read(text, of.end())
        if body is not None:
            about = body.end
            match = _DATED.match(text, body.end) if date is None else None
            if match is not None and match["date"].startswith(("ngày", "NGÀY")):
                date, end = dates.read(match["date"]), match.end()
                about = end
    return end, date, body, about
