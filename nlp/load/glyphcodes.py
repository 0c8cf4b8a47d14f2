"""Repairs PDF text whose letters are not Unicode, though the page shows them well.

Some programs that stamp or sign a file rewrite its fonts without saying which code is which letter.
Two such faults are undone, font by font, and only where the result is Vietnamese:

- codes of Windows-1252 read as Mac Roman: "ng‡y th·ng" is "ngày tháng";
- numbers of glyphs instead of letters: "4X\\ӃW ÿӏQK" is "Quyết định".  TrueType fonts number their
  glyphs in one order: ASCII from 3 on, the Mac letters, and the Vietnamese letters in one stretch
  whose beginning differs from font to font and is found by trying.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nlp.load.syllable import is_syllable

Table = Mapping[int, str]
"""Code as PDFium gives it -> letter."""

_MAC_FROM_98 = (
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁ"
    "ËÈÍÎÏÌÓÔÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇŁłŠšŽž¦ÐðÝýÞþ"
)
_GLYPHS: Table = {
    **{glyph: chr(glyph + 29) for glyph in range(3, 98)},
    **dict(enumerate(_MAC_FROM_98, start=98)),
    0xFF: "đ",
    0x102: "Ă",
    0x103: "ă",
    0x108: "Đ",
    0x1AC: "Ĩ",
    0x1AD: "ĩ",
    0x1C9: "Ũ",
    0x1CA: "ũ",
}
_PARTS = re.compile(r"[\s\d()\[\].,;:!?/\-–“”\"'+÷]+")
_VIETNAMESE = range(0x1EA0, 0x1EFA)
_HORNS = ("Ơ", "ơ", "Ư", "ư")
_HORNS_BEFORE = 0x3A
"""How far the glyphs of Ơ ơ Ư ư stand before that of Ạ, in the fonts that were seen."""


def garbled(text: str) -> bool:
    """Whether a page's text is not the Vietnamese that it must once have been.

    >>> garbled("ng‡y th·ng n„m c·c v‡ h‡nh ph·p CÙng l‡m X‚y"), garbled("Quyết định của Ủy ban")
    (True, False)
    """
    good, marked = _syllables(text)
    return marked >= 8 and good < 0.6 * marked


def learn(words: Mapping[str, Sequence[str]]) -> dict[str, Table]:
    """For each font (name -> words set in it) the table that makes its words Vietnamese.

    Fonts that are well as they are, or that no table helps, are left out.  What was found for a font
    with many words is tried first on those with few.
    """
    learnt: dict[str, Table] = {}
    for font, found in sorted(words.items(), key=lambda item: -len(item[1])):
        table = _table(list(dict.fromkeys(found))[:400], list(learnt.values()))
        if table:
            learnt[font] = table
    return learnt


def _score(words: Sequence[str], table: Table) -> float:
    """Share of the words with other than ASCII letters that are syllables under a table."""
    good, marked = _syllables(" ".join(word.translate(table) for word in words))
    return good / marked if marked else 0


def _syllables(text: str) -> tuple[int, int]:
    """How many words with other than ASCII letters are syllables, and how many there are."""
    marked = [part for part in _PARTS.split(text) if not part.isascii()]
    return sum(map(is_syllable, marked)), len(marked)


def _table(words: Sequence[str], known: Sequence[Table]) -> Table:
    codes = {ord(letter) for word in words for letter in word}
    best: Table = {}
    reached = max(0.7, _score(words, {}) + 0.2)
    for table in (*known, _mac_read(codes), *_glyph_tables(codes)):
        score = _score(words, table)
        if score > reached:
            best, reached = table, score
    return best


def _mac_read(codes: set[int]) -> Table:
    table = {}
    for code in codes:
        try:
            if code == ord("£"):
                table[code] = "Á"  # PDFium reads Mac code C1 as the pound sign
            elif code != ord("Ã"):  # the letter of "XÃ" stays; "Ì", as which it could be read, is rare
                table[code] = chr(code).encode("mac_roman").decode("windows-1252")
        except UnicodeError:
            return {}
    return table


def _glyph_tables(codes: set[int]) -> Sequence[Table]:
    """One table for each place where the Vietnamese letters may begin."""
    high = sorted(code for code in codes if code > max(_GLYPHS))
    if not high or high[-1] - high[0] > 0x400:
        return [_GLYPHS]
    tables = []
    for first in range(high[-1] - len(_VIETNAMESE) + 1, high[-1] + 1):
        table = dict(_GLYPHS)
        table.update({first + at: chr(letter) for at, letter in enumerate(_VIETNAMESE)})
        table.update({first - _HORNS_BEFORE + at: letter for at, letter in enumerate(_HORNS)})
        tables.append(table)
    return tables
