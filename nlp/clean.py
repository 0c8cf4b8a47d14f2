"""Characters that look alike, composed and folded under an offset map.

Official texts arrive with non-breaking spaces, soft hyphens, decomposed vowels, the Icelandic ``Ð`` for
``Đ`` and Cyrillic capitals typed for Latin ones.  The finder reads a cleaned copy; offsets are mapped back,
and the surface stays what the document printed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import overload

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\x02\ufffe"
"""PDF readers give a hyphen at a line's end as U+0002 or U+FFFE."""
_SLASHES = "\u2044\u2215\uff0f"
_LETTERS = dict(zip("АВЕКМНОРСТХУІЈЅаеорсухіјÐðƉ", "ABEKMHOPCTXYIJSaeopcyxijĐđĐ", strict=True))
_FOLDED = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SLASHES, "/") | _LETTERS
_SAME_LENGTH = str.maketrans(_FOLDED)
_ODD = re.compile(f"[{''.join(_FOLDED)}]")

_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_MOVES = re.compile(f"[{_DROPPED}]+|[^\\W\\d_](?:[{_DROPPED}]*[{_MARKS}])+")
_SUSPECT = re.compile(f"[{_DROPPED}{_MARKS}]")
_BLOCK = 1 << 20
"""How many characters are folded at a time, so that memory does not grow with what is odd in them."""
_DROP = dict.fromkeys(map(ord, _DROPPED))


class _Runs(Sequence[int]):
    """Places of characters, kept as runs in which they advance one by one: a few numbers for a long text."""

    __slots__ = ("_at", "_length", "_shift")

    def __init__(self, shift: int) -> None:
        self._at, self._shift, self._length = array("I", [0]), array("i", [shift]), 0

    def extend(self, count: int, start: int) -> None:
        """The next ``count`` characters stand at ``start``, ``start + 1`` …"""
        if count and start - self._length != self._shift[-1]:
            self._at.append(self._length)
            self._shift.append(start - self._length)
        self._length += count

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        return index + self._shift[bisect_right(self._at, index) - 1]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the way back: ``raw(start, end)`` gives the span in the original.

    ``starts`` and ``ends`` hold the original span of each cleaned character; None where none moved.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a cleaned span that is not empty.

        >>> clean("Nghị\u00adquyết số 02").raw(0, 4)
        (0, 4)
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def clean(text: str) -> Cleaned:
    """Fold look-alikes, compose vowels, drop invisible characters; offsets can be mapped back.

    >>> clean("126/QÐ\u2013UBND").text
    '126/QĐ-UBND'
    >>> clean("126/Q\u00adĐ-UBND").raw(0, 6)
    (0, 7)
    """
    text = "".join(
        _ODD.sub(lambda match: _FOLDED[match[0]], text[start : start + _BLOCK])
        for start in range(0, len(text), _BLOCK)
    )
    if not _SUSPECT.search(text):
        return Cleaned(text)
    out = StringIO()
    starts, ends = _Runs(0), _Runs(1)
    last = 0

    def keep(upto: int) -> None:
        out.write(text[last:upto])
        starts.extend(upto - last, last)
        ends.extend(upto - last, last + 1)

    for move in _MOVES.finditer(text):
        keep(move.start())
        composed = unicodedata.normalize("NFC", move[0].translate(_DROP))
        out.write(composed)
        for _ in composed:
            starts.extend(1, move.start())
            ends.extend(1, move.end())
        last = move.end()
    keep(len(text))
    return Cleaned(out.getvalue(), starts, ends)


def is_moved(text: str) -> bool:
    """Whether cleaning moves characters: some are decomposed or invisible.

    >>> is_moved("Luật"), is_moved("Lua\u0323\u0302t")
    (False, True)
    """
    return _SUSPECT.search(text) is not None


_PLACED = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_PLACE = re.compile("|".join(_PLACED))


def fold(words: str) -> str:
    """A key for comparing names: small letters, composed, tone marks in one place, single spaces, no marks.

    >>> fold("Luật Phòng , chống  ma tuý") == fold("luật phòng, chống ma túy")
    True
    """
    words = unicodedata.normalize("NFC", words).casefold().translate(_SAME_LENGTH)
    words = _PLACE.sub(lambda match: _PLACED[match[0]], words)
    return " ".join(re.findall(r"[^\W_]+", words))


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """:func:`fold` for a single word, remembered.

    >>> fold_word("Uỷ")
    'ủy'
    """
    return fold(word)
