"""What follows the name of a law: number, date and year, in whatever order they come."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import dates
from nlp import number as numbers
from nlp.hits import Hit
from nlp.model import Form
from nlp.names import Name
from nlp.number import NUMBER, Number
from nlp.tail import NO

_MARKS = r"[\s,(*_\"”]{0,4}"
NUMBER_NEXT = re.compile(
    rf"{_MARKS}(?:(?:Luật|Bộ luật|Pháp lệnh)\s)?(?P<no>{NO})?(?P<num>{NUMBER})(?![^\W_])"
)
_DATE = re.compile(rf"{_MARKS}(?P<date>{dates.DATE}|(?<=\s){dates.NUMERIC})")
_YEAR = re.compile(r"\s(?:năm\s)?(?P<year>(?:19|20)\d\d)(?![\d/-]|\.\d|\s?[-/]\s?\d)")
_ASSEMBLY = r"(?:Quốc hội|(?:Ủy|Uỷ) [Bb]an [Tt]hường vụ Quốc h[ộố]i)"
_TERM = r"(?:\s(?:khóa|nước)[^,;.()]{0,60}?)?"
_OF_ASSEMBLY = re.compile(
    rf"[\s,]{{1,3}}(?:đã\s)?(?:của|do|được)\s{_ASSEMBLY}{_TERM}(?:\s(?:thông qua|ban hành))?"
    r"(?=[\s,]{1,3}(?:số|ngày)\s)"
)
_LAWS_SYMBOLS = ("QH", "UBTVQH", "CTN", "LCT", "HĐNN", "TVQH", "L", "SL")
_MARKDOWN = re.compile(r"[*_]")
_BEFORE_MARK = re.compile(r"\s+([,;])")


def is_laws(number: Number) -> bool:
    """Whether a number can be a law's or an ordinance's, by the symbol that ends it.

    >>> is_laws(numbers.parse("80/2015/QH13")), is_laws(numbers.parse("34/2016/NĐ-CP"))
    (True, False)
    """
    return bool(number.tokens) and number.tokens[-1].startswith(_LAWS_SYMBOLS)


def label(text: str, start: int, end: int) -> str:
    """A name as the answer shows it: on one line, without the marks of Markdown.

    >>> label("Luật **Phòng , chống**\\nma túy", 0, 29)
    'Luật Phòng, chống ma túy'
    """
    return _BEFORE_MARK.sub(r"\1", " ".join(_MARKDOWN.sub("", text[start:end]).split()))


def named(text: str, start: int, name: Name, type_: str) -> Hit:
    """The mention of a law by a name that was read after its type word."""
    return Hit(start, name.end, type_, "named", name=label(text, start, name.end), key=name.key)


def tailed(text: str, hit: Hit) -> Hit:
    """Add number, date and year after a name.

    >>> hit = tailed("Luật Đất đai số 31/2024/QH15 ngày 18/01/2024", Hit(0, 12, "Luật", "named"))
    >>> hit.end, hit.number.serial, hit.date.iso, hit.form
    (44, '31', '2024-01-18', 'full')
    """
    end, number, printed, date = hit.end, hit.number, hit.printed, hit.date
    for _ in range(3):
        of = _OF_ASSEMBLY.match(text, end)
        position = of.end() if of is not None else end
        match = NUMBER_NEXT.match(text, position) if number is None else None
        parsed = numbers.parse(match["num"]) if match is not None else None
        if match is not None and parsed is not None and is_laws(parsed):
            number, printed, end = parsed, match["num"], match.end()
            continue
        match = _DATE.match(text, position) if date is None else None
        if match is not None and not (number and number.year and match["date"].startswith("năm")):
            date, end = dates.read(match["date"]), match.end("date")
            continue
        match = _YEAR.match(text, end) if date is None and number is None else None
        if match is None:
            break
        date, end = dates.Date(match["year"], match[0]), match.end()
    form: Form = "full" if number is not None else hit.form
    return replace(hit, end=end, number=number, printed=printed, date=date, form=form, about=end)
