"""The law that amends other laws: "Luật sửa đổi, bổ sung một số điều của Luật bảo hiểm y tế ngày 13/6/2014".

It is one mention of the amending law and one of each amended law in its name; number and date after the last
amended law are the amending law's, unless the register knows better.
"""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import names
from nlp import number as numbers
from nlp.clean import fold
from nlp.hits import Hit
from nlp.lawtail import NUMBER_NEXT, label, named, tailed

_CHANGES = r"[Ss][ửữ]a\s{1,3}đổi"
_PARTS = (
    r"(?:\s{1,3}(?:một\s{1,3}số\s{1,3}(?:[Đđ]iều|nội dung)|(?:các\s)?(?:[Đđ]iều|khoản)[^;:.]{0,40}?)"
    r"(?:\s{1,3}và\s{1,3}(?:Phụ\s{1,3}lục|Danh\s{1,3}mục|Biểu)[^;:.]{0,120}?)?)?"
)
_LAWS = (
    r"(?:các\s{1,3}|\d{1,2}\s{1,3})?(?:[Ll]uật|Bộ\s{1,3}[Ll]uật|Pháp\s{1,3}lệnh|[Pp]háp\s{1,3}lệnh)(?![^\W_])"
)
VERB = re.compile(
    rf"\s{{1,3}}(?:{_CHANGES}(?:\s{{0,3}},?\s{{0,3}}bổ\s{{1,3}}sung)?|[Bb]ổ\s{{1,3}}sung){_PARTS}(?:\s{{1,3}}của)?\s{{1,3}}(?={_LAWS})"
)
"""After the type word: what makes the law an amending one."""
BARE_VERB = re.compile(
    rf"\s{{1,2}}{_CHANGES}\s?,?\s?bổ\ssung(?=\s*[;.,)]|\s+(?:này|nêu|và|thì|có)(?![^\W_]))"
)
"""The amending law named by nothing else: "Luật sửa đổi, bổ sung này"."""
_TYPE = re.compile(
    r"(?P<many>(?:các|\d{1,2})\s{1,3})?(?P<type>Bộ\s{1,3}[Ll]uật|[Ll]uật|[Pp]háp\s{1,3}lệnh)(?![^\W_])"
)
_SCOPE = re.compile(r"\s(?:có\s)?(?:liên quan đến|trong lĩnh vực|về|thuộc lĩnh vực)(?=\s)")
_JOIN = re.compile(r"\s{0,3},\s{0,3}(?:và\s{1,3})?|\s{1,3}và\s{1,3}")


def amending(text: str, start: int, type_: str, verb: re.Match[str]) -> list[Hit]:
    """A law that amends others: its own mention first, then those of the laws in its name; [] where none.

    ``verb`` is a match of :data:`VERB` after the type word at ``start``.

    >>> text = "Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 13 tháng 6 năm 2014"
    >>> [(text[h.start:h.end][-8:], h.amends) for h in amending(text, 0, "Luật", VERB.match(text, 4))]
    [('năm 2014', True), ('iểm y tế', False)]
    """
    inner: list[Hit] = []
    position = verb.end()
    while (kind := _TYPE.match(text, position)) is not None:
        if kind["many"]:
            return [tailed(text, _outer(text, start, _scope(text, kind.end()), type_)), *inner]
        one = _amended(text, kind)
        if one is None:
            break
        inner.append(one)
        join = _JOIN.match(text, one.end)
        if join is None or (one.date is not None and not _is_own(one)):
            break
        position = join.end()
        if VERB.match(text, position + len("Luật")):
            break
    if not inner:
        return []
    outer, inner[-1] = _tails(text, _outer(text, start, inner[-1].end, type_), inner[-1])
    return [outer, *inner]


def _scope(text: str, end: int) -> int:
    """Where a name ends that says what its laws are about: "… của các luật liên quan đến quy hoạch"."""
    scope = _SCOPE.match(text, end)
    name = names.unknown(text, scope.end() if scope else end)
    return name.end if name else end


def _amended(text: str, kind: re.Match[str]) -> Hit | None:
    """A law inside the name of the law that amends it."""
    start, word = kind.start("type"), kind["type"]
    name = names.of_law(text, start, kind.end())
    if name is None:
        return None
    return tailed(text, named(text, start, name, " ".join(word.split()).capitalize()))


def _tails(text: str, outer: Hit, last: Hit) -> tuple[Hit, Hit]:
    """Give number and date after the last amended law to the law that they belong to."""
    whole = tailed(text, outer)
    if whole.end > outer.end or (last.number is None and last.date is None):
        return whole, last
    if _is_own(last):
        number = NUMBER_NEXT.match(text, last.start + len(last.name))
        name = _outer(text, outer.start, number.end() if number else last.end, outer.type)
        return replace(name, end=last.end, date=last.date, about=last.end), replace(last, date=None)
    bare = _untailed(text, last)
    own = replace(last, start=outer.start, type=outer.type, amends=True)
    name = _outer(text, outer.start, bare.end, outer.type)
    return replace(own, name=name.name, key=name.key), bare


def _outer(text: str, start: int, end: int, type_: str) -> Hit:
    name = label(text, start, end)
    return Hit(start, end, type_, "named", name=name, key=" ".join(fold(name).split()[1:]), amends=True)


def _untailed(text: str, hit: Hit) -> Hit:
    end = hit.start + len(hit.type)
    name = names.known(text, end) or names.unknown(text, end)
    return replace(hit, end=name.end if name else hit.end, number=None, printed="", date=None, form="named")


def _is_own(hit: Hit) -> bool:
    """Whether the register says that the number after an amended law's name is that law's own."""
    return hit.number is not None and hit.key in names.keys_of(numbers.render(hit.number))
