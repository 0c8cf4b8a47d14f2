"""What Tesseract took for words: readings of one page compared, dirt left out, names of types mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

DOUBTFUL = 60.0
"""Words below this confidence (of 100) are told in findings, if they hold a digit."""

_DIGIT = re.compile(r"\d")
_TYPES = {
    "nghi dinh": "nghị định",
    "nghi quyet": "nghị quyết",
    "quyet dinh": "quyết định",
    "thong tu": "thông tư",
    "phap lenh": "pháp lệnh",
    "ke hoach": "kế hoạch",
}
"""Names of types, by their letters, that no other words have."""
_DIRT = re.compile(r"[_|`'‘’¡¦¬\\]+")
_SPECK = re.compile(r"^[`'‘’¡¦](?=\w)")
_STROKE = re.compile(r"[líìịïÏÌÍĨ!]")
_EDGES = re.compile(r"^\W+|\W+$")


class Word(NamedTuple):
    """A recognised word, its box in pixels from the top left, and Tesseract's confidence of 100."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


def agreed(readings: Sequence[Sequence[Word]]) -> list[Word]:
    """The surest reading; in each of its words with a digit, what most of the readings see there.

    Where no two agree, the word is doubtful, however sure the reading is of it.
    """
    best = max(readings, key=sureness)
    others = [reading for reading in readings if reading is not best]
    return [_voted(word, others) if _DIGIT.search(word.text) else word for word in best]


def sureness(words: Sequence[Word]) -> float:
    """Mean confidence, of 100, of a reading's letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / max(1, letters)


def _voted(word: Word, others: Sequence[Sequence[Word]]) -> Word:
    seen = [found for reading in others if (found := _in_place_of(word, reading))]
    if any(_core(other) == _core(word) for other in seen):
        return word
    for other in seen:
        if _DIGIT.search(other.text) and sum(_core(again) == _core(other) for again in seen) > 1:
            return word._replace(text=other.text, confidence=other.confidence)
    return word._replace(confidence=min(word.confidence, DOUBTFUL - 1))


def _core(word: Word) -> str:
    return _EDGES.sub("", word.text)


def _in_place_of(word: Word, reading: Sequence[Word]) -> Word | None:
    """The word of another reading that covers the middle of a word, and whose middle it covers."""

    def covers(one: Word, other: Word) -> bool:
        across, down = other.left + other.width / 2, other.top + other.height / 2
        return one.left <= across <= one.left + one.width and one.top <= down <= one.top + one.height

    return next((other for other in reading if covers(word, other) and covers(other, word)), None)


def mended(words: Sequence[Word]) -> list[Word]:
    """Words with the marks of names of types put right: "Nghị dịnh", "NGHỊ ĐINH" can mean but one thing."""
    out = list(words)
    for at, (one, other) in enumerate(pairwise(words)):
        name = _TYPES.get(f"{_bare(one.text)} {_bare(other.text)}")
        if name and one.line == other.line:
            for place, syllable in zip((at, at + 1), name.split(), strict=True):
                out[place] = out[place]._replace(text=_in_case(syllable, out[place].text))
    return out


def _bare(text: str) -> str:
    """Letters without marks, in lower case, without what stands around them."""
    letters = unicodedata.normalize("NFD", _EDGES.sub("", text).lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _in_case(syllable: str, word: str) -> str:
    """A syllable in the place of a word, in its case, with what stands around it."""
    core = _EDGES.sub("", word)
    cased = syllable.upper() if core.isupper() else syllable.title() if core[0].isupper() else syllable
    return word.replace(core, cased)


def without_dirt(row: Sequence[Word]) -> list[Word]:
    """A line without what frames, rulings and specks look like to Tesseract."""
    kept = [word for at, word in enumerate(row) if not _DIRT.fullmatch(word.text) and not _stroke(row, at)]
    if kept:
        kept[0] = kept[0]._replace(text=_SPECK.sub("", kept[0].text))
    return kept


def _stroke(row: Sequence[Word], at: int) -> bool:
    """Whether a word is one upright stroke that stands far from all others."""
    word = row[at]
    if not _STROKE.fullmatch(word.text):
        return False
    before, after = row[:at], row[at + 1 :]
    room = 1.5 * max(other.height for other in row)
    near_left = before and word.left - before[-1].left - before[-1].width < room
    near_right = after and after[0].left - word.left - word.width < room
    return not near_left and not near_right
