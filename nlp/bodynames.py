"""Where the name of a body ends that no lexicon knows: "Ban Xúc tiến và Hỗ trợ đầu tư về việc …".

Offices below the ministries, steering committees and associations are too many for a list.  Their names run
on in small letters and with "và", so what ends them is what cannot be part of a name: a mark, a verb of
issuing, "về", the next document or the next body.
"""

from __future__ import annotations

import re

from nlp import lexicon
from nlp.formulas import any_of
from nlp.rules import issuing

_MOST = 18
"""How many words a name may have after its first."""
_GAP = r"(?P<gap>[ \t]*(?:-[ \t]+|\n[ \t]*|,\s)?)"
_NEXT = re.compile(rf"{_GAP}(?P<word>[^\W\d_]+|(?:(?<=đạo )|(?<=tra ))\d{{2,4}})")
_ENDS = re.compile(rf"(?:{any_of(issuing().name_ends)})(?![^\W_])|số\s*:?\s*\d".replace("\\ ", r"\s+"))
_HELD = re.compile(
    rf"(?<![^\W_])(?:{any_of(issuing().name_words)})(?![^\W_])".replace("\\ ", r"\s+"), re.IGNORECASE
)
_HELD_MOST = 24
"""How many characters such words take."""
_TYPES = any_of(t.name for t in lexicon.types() if t.family != "copy")
_AND = re.compile(
    rf"(?:và|hoặc)\s+(?:(?:{any_of(issuing().heads)})(?=\s+[A-ZĐ])|UBND|HĐND|{_TYPES}|các|của)(?![^\W_])"
)
_SMALL = re.compile(
    r"(?:chỉ đạo|chỉ huy|quản lý|công tác|kiểm tra|thanh tra|thi đua|quản trị|thành viên|chuyên trách"
    r"|liên ngành|bầu cử|nghĩa vụ|tư vấn|thẩm định)(?![^\W_])"
)
"""Second words that a name may have in small letters: "Ban chỉ đạo", "Đoàn kiểm tra"."""
_LINKS = ("và", "của", "các", "trực", "thuộc")
_PREVENTION = re.compile(r"[Pp]hòng,?\s")


def name_end(text: str, head: int) -> int:
    """Where the name ends whose first noun ("Ban", "Hội đồng") ends at ``head``; ``head`` where none follows.

    >>> text = "Tiểu ban Tổ chức phục vụ Đại hội về phân công nhiệm vụ"
    >>> text[: name_end(text, 8)]
    'Tiểu ban Tổ chức phục vụ Đại hội'
    """
    end = at = head
    for count in range(_MOST):
        match = _NEXT.match(text, at)
        if match is None or not _belongs(text, head, match, count):
            break
        at = match.end()
        if match["word"] not in _LINKS:
            end = at
    return end


def _belongs(text: str, head: int, match: re.Match[str], count: int) -> bool:
    """The next word is part of the name."""
    at, small = match.start("word"), match["word"][0].islower()
    if not count:
        return (not small or _SMALL.match(text, at) is not None) and not match["gap"].strip()
    joins_council = match["word"] == "và" and text[head:at].rstrip().endswith(("ĐBQH", "Quốc hội"))
    ends = _ENDS.match(text, at) and not _held(text, head, at)
    if ends or (_AND.match(text, at) and not joins_council):
        return False
    if "," in match["gap"]:
        return small and _PREVENTION.search(text, head, at) is not None
    return "\n" not in match["gap"] or small


def _held(text: str, head: int, at: int) -> bool:
    """The word goes together with its neighbour: "trình" in "công trình", "giao" in "giao thông"."""
    around = _HELD.finditer(text, max(head, at - _HELD_MOST), at + _HELD_MOST)
    return any(words.start() <= at < words.end() for words in around)


__all__ = ["name_end"]
