"""Until when something is to be done, as a directive or a plan prints it."""

from __future__ import annotations

import re

from nlp import dates
from nlp.taskwords import any_word

_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|tháng\s+\d{1,2}\s+năm\s+\d{4})(?!\d)"
_MONTH = r"tháng\s+(?P<month>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<month_year>\d{4})(?!\d)"
_QUARTER = r"quý\s+(?P<quarter>IV|I{1,3}|[1-4])\s*(?:/|-|\s+năm\s+|\s+)\s*(?P<quarter_year>\d{4})(?!\d)"
_YEAR = r"năm\s+(?P<year>20\d{2})(?!\d|\s*[-–]\s*\d)"
_WHEN = rf"(?:(?P<day>{_DAY})|{_MONTH}|{_QUARTER}|{_YEAR})"
_DEADLINE = re.compile(
    rf"[,;(]?\s*(?<![^\W_])(?:{any_word('deadlines')})(?:\s+(?:là|vào|trong|trước|hết|cuối|đầu))*\s*:?\s+{_WHEN}",
    re.IGNORECASE,
)
_FIRM = re.compile(r"trước|nhất|hoàn thành|xong|hết|hạn|thời gian|không quá", re.IGNORECASE)
_CELL_DATE = re.compile(_WHEN, re.IGNORECASE)
_SPAN_OF_TIME = re.compile(
    r"\bgiai đoạn\b|\bhằng\b|\bhàng (?:năm|quý|tháng)\b|\bthường xuyên\b", re.IGNORECASE
)
_QUARTERS = {"I": "03", "II": "06", "III": "09", "IV": "12", "1": "03", "2": "06", "3": "09", "4": "12"}


def deadline(words: str) -> str:
    """The first deadline that is stated, ISO as far as printed, "" where none is.

    >>> deadline("hoàn thành trong tháng 5/2026"), deadline("xong trước ngày 15 tháng 6 năm 2026")
    ('2026-05', '2026-06-15')
    >>> deadline("trong quý II/2026"), deadline("trước ngày 15 hằng tháng"), deadline("Luật ngày 3/5/2024")
    ('2026-06', '', '')
    """
    for match in _DEADLINE.finditer(words):
        before = words[max(0, match.start() - 12) : match.start()]
        bare = match["day"] is None and not _FIRM.search(match[0]) and match["year"]
        if not bare and not _SPAN_OF_TIME.search(before) and (when := _iso(match)):
            return when
    return ""


def _iso(match: re.Match[str]) -> str:
    if match["day"]:
        return dates.read(re.sub(r"^(?!ngày)", "ngày ", re.sub(r"\s*([/.-])\s*", r"\1", match["day"]))).iso
    if match["month"]:
        return f"{match['month_year']}-{int(match['month']):02d}" if 1 <= int(match["month"]) <= 12 else ""
    if match["quarter"]:
        return f"{match['quarter_year']}-{_QUARTERS[match['quarter'].upper()]}"
    return match["year"]


def without_deadline(rest: str) -> str:
    """The task's words on one line, without the deadline that ends them.

    >>> without_deadline("bố trí kinh phí, hoàn thành trước ngày 15/6/2026")
    'bố trí kinh phí'
    """
    words = " ".join(rest.split()).strip(" ,:;./*_|)")
    last = None
    for match in _DEADLINE.finditer(words):
        last = match
    if last and not words[last.end() :].strip(" ).,;"):
        words = words[: last.start()].rstrip(" ,;(")
    return words


def cell_deadline(words: str) -> str:
    """The deadline that a table's cell prints, "" where it prints none or one that comes again and again.

    >>> cell_deadline("Quý II/2026"), cell_deadline("6/2026"), cell_deadline("Hằng năm")
    ('2026-06', '2026-06', '')
    """
    if _SPAN_OF_TIME.search(words):
        return ""
    stated = list(_CELL_DATE.finditer(words))
    return _iso(stated[-1]) if stated else _short(words)


def _short(words: str) -> str:
    """ "6/2026", "2026" and "Quý II-2026" in a cell that holds nothing else."""
    bare = words.strip(" .;")
    if month := re.fullmatch(r"(?:Tháng\s+)?(\d{1,2})[/-](\d{4})", bare, re.IGNORECASE):
        return f"{month[2]}-{int(month[1]):02d}" if 1 <= int(month[1]) <= 12 else ""
    return bare if re.fullmatch(r"20\d{2}", bare) else ""
