"""Mentions of laws, codes, ordinances and the Constitution: by name, by number, or by both.

"Luật Đất đai năm 2013", "Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính", and the law that
amends another: "Luật sửa đổi, bổ sung một số điều của Luật bảo hiểm y tế ngày 13 tháng 6 năm 2014" is one mention
of the amending law and one of the amended.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import dates, names
from nlp import number as numbers
from nlp.clean import fold
from nlp.hits import Hit
from nlp.lists import members
from nlp.names import Name
from nlp.number import NUMBER, Number
from nlp.rules import finder
from nlp.tail import NO, dated

_SELF = re.compile(r"\s{1,2}này(?![^\W_])")
_BACK = re.compile(r"\s{1,2}(?:" + "|".join(finder().back) + r")(?![^\W_])")
_NUMBER = re.compile(
    rf"[\s,(*_\"”]{{0,4}}(?:(?:Luật|Bộ luật|Pháp lệnh)\s)?(?P<no>{NO})?(?P<num>{NUMBER})(?![^\W_])"
)
_DATE = re.compile(rf"[\s,(*_\"”]{{0,4}}(?P<date>{dates.DATE}|(?<=\s){dates.NUMERIC})")
_YEAR = re.compile(r"\s(?:năm\s)?(?P<year>(?:19|20)\d\d)(?![\d/.-]|\s?[-/]\s?\d)")
_OF_ASSEMBLY = re.compile(
    r"[\s,]{1,3}(?:đã\s)?(?:của|do|được)\s(?:Quốc hội|(?:Ủy|Uỷ) [Bb]an [Tt]hường vụ Quốc h[ộố]i)"
    r"(?:\s(?:khóa|nước)[^,;.()]{0,60}?)?(?:\s(?:thông qua|ban hành))?(?=[\s,]{1,3}(?:số|ngày)\s)"
)
_AMENDING = re.compile(
    r"\s{1,2}(?P<verb>[Ss][ửữ]a\sđổi(?:\s?,?\s?bổ\ssung)?|[Bb]ổ\ssung)(?:\s(?:một\ssố\s(?:[Đđ]iều|nội dung)|(?:các\s)?(?:[Đđ]iều|khoản)[^;:.]{0,40}?))?(?:\scủa)?\s(?=(?:các\s|\d{1,2}\s)?(?:[Ll]uật|Bộ [Ll]uật|Pháp lệnh|[Pp]háp lệnh)(?![^\W_]))"
)
_TYPE = re.compile(r"(?P<many>các\s|\d{1,2}\s)?(?P<type>Bộ [Ll]uật|[Ll]uật|[Pp]háp lệnh)(?![^\W_])")
_SCOPE = re.compile(r"\s(?:có\s)?(?:liên quan đến|trong lĩnh vực|về|thuộc lĩnh vực)(?=\s)")
_JOIN = re.compile(r"\s?,\s?(?:và\s)?|\svà\s")
_ABOUT = re.compile(r"(?:\scủa Quốc hội)?\s(?:về\s)?")
_NATION = re.compile(
    r"\s(?:nước\s)?(?:Cộng\s?hò?[òa]a?\s(?:xã hội chủ nghĩa|XHCN)|CHXHCN)\sViệt\sNam", re.IGNORECASE
)
_PLAIN = re.compile(r"(?<![^\W_])(?:pháp|dự|bộ|án|kỷ|kỉ|trật|âm|môn)\s$", re.IGNORECASE)
_DRAFT = re.compile(r"(?:" + "|".join(finder().drafts) + r")\s$", re.IGNORECASE)
_TO_BE = re.compile(r"\s?\(?\s?(?:sửa đổi|thay thế)(?=\s?[).;,\n\t])")
_IN_FORCE = re.compile(
    r"(?:Điều\s\d+\s(?:của\s)?|Căn cứ\s|căn cứ\s|theo\s|tại\s|thi hành\s|một số điều của\s|quy định của\s)$"
)


_AMENDING_BARE = re.compile(
    r"\s{1,2}[Ss][ửữ]a\sđổi\s?,?\s?bổ\ssung(?=\s*[;.,)]|\s+(?:này|nêu|và|thì|có)(?![^\W_]))"
)


def law_hits(text: str, start: int, end: int, type_: str, *, plural: bool) -> list[Hit]:
    """The mention that opens with the type word at ``[start, end)``, and those inside its name; [] where none.

    >>> text = "Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000"
    >>> [text[h.start:h.end] for h in law_hits(text, 0, 4, "Luật", plural=False)] == [text]
    True
    """
    if plural and text[start : start + 1].islower():
        return []
    if (back := _SELF.match(text, end)) is not None:
        return [Hit(start, back.end(), type_, "self", about=back.end())]
    if (back := _BACK.match(text, end)) is not None:
        return [Hit(start, back.end(), type_, "relative", plural=plural, about=back.end())]
    if type_ == "Hiến pháp":
        return _constitution(text, start, end)
    amending = _AMENDING.match(text, end)
    if amending is not None:
        return _amending(text, start, end, type_, amending)
    if (bare := _AMENDING_BARE.match(text, end)) is not None:
        return [
            Hit(
                start,
                bare.end(),
                type_,
                "short",
                name=_surface(text, start, bare.end()),
                amends=True,
                about=bare.end(),
            )
        ]
    numbered = _NUMBER.match(text, end)
    if numbered is not None:
        return _numbered(text, start, end, type_, numbered)
    name = _name(text, start, end)
    if name is None:
        return _dated_only(text, start, end, type_)
    hit = _tailed(
        text,
        Hit(
            start,
            name.end,
            type_,
            "named",
            name=_surface(text, start, name.end),
            key=name.key,
        ),
    )
    if _is_draft(text, hit, name):
        return []
    return [hit]


def _dated_only(text: str, start: int, end: int, type_: str) -> list[Hit]:
    """A law cited by nothing but its day: "Pháp lệnh ngày 22 tháng 1 năm 1981"."""
    match = _DATE.match(text, end)
    if match is None or not match["date"].startswith("ngày") or text[start].islower():
        return []
    return [
        Hit(
            start,
            match.end("date"),
            type_,
            "named",
            name=type_,
            date=dates.read(match["date"]),
            about=match.end("date"),
        )
    ]


def _is_draft(text: str, hit: Hit, name: Name) -> bool:
    """ "dự thảo Luật Đất đai (sửa đổi)": a law that does not exist yet is no target."""
    if hit.number is not None or hit.date is not None:
        return False
    before = text[max(0, hit.start - 40) : hit.start]
    if _TO_BE.match(text, hit.end) and not _IN_FORCE.search(before):
        return True
    return _DRAFT.search(before[-24:]) is not None


def _name(text: str, start: int, end: int) -> Name | None:
    lower = text[start].islower()
    found = names.known(text, end)
    if _PLAIN.search(text[max(0, start - 6) : start]):
        return None
    if found is not None:
        return found
    if lower:
        return None
    return names.unknown(text, end)


def _surface(text: str, start: int, end: int) -> str:
    return re.sub(r"\s+([,;])", r"\1", " ".join(re.sub(r"[*_]", "", text[start:end]).split()))


def _constitution(text: str, start: int, end: int) -> list[Hit]:
    nation = _NATION.match(text, end)
    stop = nation.end() if nation else end
    hit = _tailed(
        text,
        Hit(start, stop, "Hiến pháp", "named", name=_surface(text, start, stop), key="hiến pháp"),
    )
    if nation is None and hit.date is None and text[start].islower():
        return []
    return [hit]


def _numbered(text: str, start: int, end: int, type_: str, match: re.Match[str]) -> list[Hit]:
    """ "Luật số 15/2012/QH13 ngày 20/6/2012 về Xử lý vi phạm hành chính"."""
    number = numbers.parse(match["num"])
    if number is None or not _is_laws(number):
        return []
    tail = dated(text, match.end("num"), year=number.year); stop,date,body,about=tail.end,tail.date,tail.body,tail.about
    hit = Hit(
        start, stop, type_, "full", number=number, printed=match["num"], date=date, body=body, about=about
    )
    lead = _ABOUT.match(text, about)
    name = names.known(text, lead.end() - 1) if lead else None
    if name is not None and lead is not None:
        hit = replace(hit, name=f"{type_} {_surface(text, lead.end(), name.end)}", key=name.key)
    return members(text, hit, -1)


def _is_laws(number: Number) -> bool:
    last = number.tokens[-1] if number.tokens else ""
    return last.startswith(("QH", "UBTVQH", "CTN", "LCT", "HĐNN", "TVQH", "L", "SL"))


def _tailed(text: str, hit: Hit) -> Hit:
    """Add number, date and year after a name, in whatever order they come."""
    end, number, printed, date = hit.end, hit.number, hit.printed, hit.date
    for _ in range(3):
        of = _OF_ASSEMBLY.match(text, end)
        position = of.end() if of else end
        match = _NUMBER.match(text, position) if number is None else None
        if match is not None and (parsed := numbers.parse(match["num"])) is not None and _is_laws(parsed):
            number, printed, end = parsed, match["num"], match.end()
            continue
        match = _DATE.match(text, position) if date is None else None
        if match is not None and not (number and number.year and match["date"].startswith("năm")):
            date, end = dates.read(match["date"]), match.end("date")
            continue
        match = _YEAR.match(text, end) if date is None and number is None else None
        if match is not None:
            date, end = dates.Date(match["year"], match[0]), match.end()
            continue
        break
    form = "full" if number is not None else hit.form
    return replace(hit, end=end, number=number, printed=printed, date=date, form=form, about=end)


def _amending(text: str, start: int, end: int, type_: str, verb: re.Match[str]) -> list[Hit]:
    """A law that amends others: its own mention first, then those of the laws in its name."""
    inner: list[Hit] = []
    position = verb.end()
    while (kind := _TYPE.match(text, position)) is not None:
        if kind["many"]:
            scope = _SCOPE.match(text, kind.end())
            name = names.unknown(text, scope.end() if scope else kind.end())
            stop = name.end if name else kind.end()
            return [_tailed(text, _outer(text, start, stop, type_)), *inner]
        one = _amended(text, kind)
        if one is None:
            break
        inner.append(one)
        join = _JOIN.match(text, one.end)
        if (
            join is None
            or (one.date is not None and not _is_numbers_own(one))
            or _AMENDING.match(text, join.end() + len("Luật"))
        ):
            break
        position = join.end()
    if not inner:
        return []
    outer, inner[-1] = _shared_tail(text, _outer(text, start, inner[-1].end, type_), inner[-1])
    return [outer, *inner]


def _amended(text: str, kind: re.Match[str]) -> Hit | None:
    """A law inside the name of the law that amends it."""
    upper = kind["type"][0].isupper()
    name = _name(text, kind.start("type"), kind.end()) if upper else names.known(text, kind.end())
    if name is None:
        return None
    label = _surface(text, kind.start("type"), name.end)
    hit = Hit(
        kind.start("type"),
        name.end,
        _type_name(kind["type"]),
        "named",
        name=label,
        key=name.key,
    )
    return _tailed(text, hit)


def _shared_tail(text: str, outer: Hit, last: Hit) -> tuple[Hit, Hit]:
    """Give number and date after the last amended law to the law that they belong to.

    They are the amending law's ("Luật sửa đổi … của Luật bảo hiểm y tế ngày 13/6/2014"), unless the register says
    that the number is the amended law's own.
    """
    whole = _tailed(text, outer)
    if whole.end > outer.end or (last.number is None and last.date is None):
        return whole, last
    if _is_numbers_own(last):
        number = _NUMBER.match(text, last.start + len(last.name))
        name = _outer(text, outer.start, number.end() if number else last.end, outer.type)
        return replace(name, end=last.end, date=last.date, about=last.end), replace(last, date=None)
    form = "full" if last.number is not None else "named"
    bare = _untailed(text, last)
    name = _outer(text, outer.start, bare.end, outer.type)
    return replace(
        name,
        end=last.end,
        number=last.number,
        printed=last.printed,
        date=last.date,
        about=last.end,
        form=form,
    ), bare


def _outer(text: str, start: int, end: int, type_: str) -> Hit:
    label = _surface(text, start, end)
    return Hit(
        start,
        end,
        type_,
        "named",
        name=label,
        key=" ".join(fold(label).split()[1:]),
        amends=True,
    )


def _untailed(text: str, hit: Hit) -> Hit:
    name = names.known(text, hit.start + len(hit.type)) or names.unknown(text, hit.start + len(hit.type))
    return replace(hit, end=name.end if name else hit.end, number=None, printed="", date=None, form="named")


def _is_numbers_own(hit: Hit) -> bool:
    """Whether the register says that the number after an amended law's name is that law's own."""
    return hit.number is not None and hit.key in names.keys_of(numbers.render(hit.number))


def _type_name(word: str) -> str:
    return word[0].upper() + word[1:].casefold()
