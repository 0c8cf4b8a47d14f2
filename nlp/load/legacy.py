"""The Vietnamese encodings of before Unicode: TCVN3 (ABC fonts) and VNI (VNI fonts).

Both were typed into Western code pages, so "Nghị quyết" shows as "NghÞ quyÕt" (TCVN3) or
"Nghò quyeát" (VNI) once the font is gone.  TCVN3 has one byte a letter (TCVN 5712:1993, VN3), its
capitals live in fonts of their own (``.VnTimeH``); VNI writes a letter and its marks as two bytes.
"""

from __future__ import annotations

import re
from typing import Literal

from nlp.load.syllable import vietnamese_share

Legacy = Literal["tcvn3", "vni"]

_TCVN3_LETTERS = (
    "a1ĂÂÊÔƠƯĐăâêôơưđ b5àảãáạ bbằẳẵắ c6ặầẩẫấậè ceẻẽéẹềểễếệìỉ dcĩíịò e1ỏõóọồổỗốộờởỡớợù f1ủũúụừửữứựỳỷỹýỵ"
)
TCVN3: dict[int, str] = {
    int(run[:2], 16) + i: letter for run in _TCVN3_LETTERS.split() for i, letter in enumerate(run[2:])
}
"""Windows-1252 code (that is, the byte) -> letter."""

# The second letter of each pair, in the order of the first row's vowels with their marks.
_VNI_MARKS = {
    "a": ("øùûõïêèéúüëâàáåãä", "àáảãạăằắẳẵặâầấẩẫậ"),
    "e": ("øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    "o": ("øùûõïâàáåãä", "òóỏõọôồốổỗộ"),
    "u": ("øùûõï", "ùúủũụ"),
    "y": ("øùûõ", "ỳýỷỹ"),
    "ô": ("øùûõï", "ờớởỡợ"),
    "ö": ("øùûõï", "ừứửữự"),
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    lower = dict(_VNI_SINGLE)
    for base, (marks, letters) in _VNI_MARKS.items():
        lower.update({base + mark: letter for mark, letter in zip(marks, letters, strict=True)})
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in lower.items()}
    upper = {key.upper(): letter.upper() for key, letter in lower.items()}
    return lower | mixed | upper


VNI: dict[str, str] = _vni_table()
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")


def _capital_word(match: re.Match[str]) -> str:
    """TCVN3 capitals with marks lose their case with the font: "QUYếT" was set as QUYẾT."""
    word = match.group()
    shown = [c for c in word if c.isascii()]
    return word.upper() if len(shown) > 1 and all(c.isupper() for c in shown) else word


def decode(text: str, encoding: Legacy, *, capitals: bool = False) -> str:
    """Text typed in a legacy font, as Western letters, in Unicode (NFC).

    ``capitals``: the font was a capital font (``.VnTimeH``).

    >>> decode("NghÞ quyÕt sè 02/NQ-CP", "tcvn3"), decode("Nghò quyeát", "vni")
    ('Nghị quyết số 02/NQ-CP', 'Nghị quyết')
    """
    if encoding == "vni":
        return _VNI_PAIR.sub(lambda pair: VNI[pair.group()], text)
    letters = text.translate(TCVN3)
    return letters.upper() if capitals else _WORD.sub(_capital_word, letters)


def detect(sample: str) -> Legacy | None:
    """Which legacy font the whole text was typed in, or None where it is not certain.

    Asked of whole documents, never of a line: "Müller" alone would be changed.

    >>> detect("Céng hßa x· héi chñ nghÜa ViÖt Nam"), detect("Herr Müller aus Köln")
    ('tcvn3', None)
    """
    share, _ = vietnamese_share(sample)
    if share > 0.5:
        return None
    best: Legacy | None = None
    best_share = max(0.7, share + 0.3)
    encodings: tuple[Legacy, ...] = ("tcvn3", "vni")
    for encoding in encodings:
        found, marked = vietnamese_share(decode(sample, encoding))
        if marked >= 4 and found > best_share:
            best, best_share = encoding, found
    return best


def of_font(name: str) -> tuple[Legacy, bool] | None:
    """What a font's name says: (encoding, capital font), or None for a Unicode font.

    >>> of_font(".VnTimeH"), of_font("VNI-Times"), of_font("Times New Roman")
    (('tcvn3', True), ('vni', False), None)
    """
    bare = name.strip().lower()
    if bare.startswith(".vn"):
        return "tcvn3", bare.endswith("h")
    return ("vni", False) if bare.startswith("vni-") else None
