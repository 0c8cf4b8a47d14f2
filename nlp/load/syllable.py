"""Does a text look Vietnamese?  The measure by which an encoding is chosen.

A written syllable is onset + vowels + coda with at most one tone, a closed set: "nghị", "quyết",
"định" are syllables, "nghÞ", "quyÕt", "®Þnh" (TCVN3 read as Latin-1) are not.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:uyê|iêu|yêu|uya|uyu|uây|uôi|ươi|ươu|oai|oao|oay|oeo"
    r"|a[iouy]?|ă|â[uy]?|eo?|êu?|iê|i[au]?|o[aăeio]?|ôi?|ơi?|u[aâêiôơey]?|ư[aơiu]?|yê?)"
    r"(?:ch?|k|m|ng?|nh|p|t)?"
)


def is_syllable(word: str) -> bool:
    """Whether ``word`` is a well-formed Vietnamese syllable ("quyết", "Đắk"; not "®Þnh", "Straße").

    >>> is_syllable("Nghị"), is_syllable("nghÞ"), is_syllable("chuyện")
    (True, False, True)
    """
    bare = unicodedata.normalize("NFD", word.lower())
    toneless = bare.translate(_TONES)
    if len(bare) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def vietnamese_share(text: str) -> tuple[float, int]:
    """Share of the words with marks that are Vietnamese syllables, and how many words have marks.

    Only words with a letter beyond ASCII are asked: plain ones say nothing about the encoding.

    >>> vietnamese_share("Nghị quyết của Chính phủ")
    (1.0, 5)
    """
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    if not words:
        return 0.0, 0
    return sum(map(is_syllable, words)) / len(words), len(words)
