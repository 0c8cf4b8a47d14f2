"""Characters that look alike, composed and folded under an offset map.

Official texts arrive with non-breaking spaces, soft hyphens, decomposed vowels, the Icelandic ``Ð`` for
``Đ`` and Cyrillic capitals typed for Latin ones.  The finder reads a cleaned copy; offsets are mapped back,
and the surface stays what the document printed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
# PDF readers give a hyphen at a line's end as U+0002 or U+FFFE.
_LOOKALIKE = dict(zip("АВЕКМНОРСТХУІЈЅаеорсухіј", "ABEKMHOPCTXYIJSaeopcyxij", strict=True)) | {
    "Ð": "Đ",
    "ð": "đ",
    "Ɖ": "Đ",
}
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_DASHES, "-")
    | {"\u2044": "/", "\u2215": "/", "\uff0f": "/", "\x02": "-", "\ufffe": "-"}
    | _LOOKALIKE
)
_ODD = re.compile("[" + _SPACES + _DASHES + "\x02\ufffe\u2044\u2215\uff0f" + "".join(_LOOKALIKE) + "]")
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MOVES = re.compile(f"[{_DROPPED}]+|[^\\W\\d_][\u0300-\u036f]+")
_SUSPECT = re.compile(f"[{_DROPPED}\u0300-\u036f]")


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
    if _ODD.search(text):
        text = text.translate(_SAME_LENGTH)
    if not _SUSPECT.search(text):
        return Cleaned(text)
    pieces: list[str] = []
    starts, ends = array("q"), array("q")
    last = 0

    def keep(upto: int) -> None:
        pieces.append(text[last:upto])
        starts.extend(range(last, upto))
        ends.extend(range(last + 1, upto + 1))

    for move in _MOVES.finditer(text):
        keep(move.start())
        composed = "" if move[0][0] in _DROPPED else unicodedata.normalize("NFC", move[0])
        pieces.append(composed)
        starts.extend([move.start()] * len(composed))
        ends.extend([move.end()] * len(composed))
        last = move.end()
    keep(len(text))
    return Cleaned("".join(pieces), starts, ends)


_PLACED = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_PLACE = re.compile("|".join(_PLACED))


def fold(words: str) -> str:
    """A key for comparing names: casefolded, composed, one way of placing tone marks, single spaces, no commas.

    >>> fold("Luật Phòng , chống  ma tuý") == fold("luật phòng, chống ma túy")
    True
    """
    words = unicodedata.normalize("NFC", words).casefold().translate(_SAME_LENGTH)
    words = _PLACE.sub(lambda m: _PLACED[m[0]], words)
    return " ".join(re.findall(r"[^\W_]+", words))
