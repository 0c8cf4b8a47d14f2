"""Where the characters of an extracted text stand in the text that it was extracted from.

Loaders collapse spaces, put ``[^7]`` for a footnote's mark and move the note's words; the letters stay.  So
the two are compared without blanks: letter by letter while they agree; where they part, from the next few
letters that are found again nearby, else from the next long run found anywhere.  Linear in both.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from nlp.clean import Cleaned
from nlp.steps import cleaned

_FEW, _NEAR, _MARK = 6, 200, 12
"""Nearby: so many letters agree, so far on in the source, after a mark or bullet of at most so many."""
_RUN, _EVERY = 20, 8
"""Anywhere: so many letters agree; the source is indexed at every eighth."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each character of the extracted text the letter of the source that it is; -1 where it is none."""

    places: array[int]
    source: Cleaned

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The source span of an extracted one; None where its letters do not stand together and in order."""
        found = [place for place in self.places[start:end] if place >= 0]
        if not found or found[-1] - found[0] > len(found) + _MARK:
            return None
        in_order = all(a <= b for a, b in pairwise(found))
        return self.source.raw(found[0], found[-1] + 1) if in_order else None


def align(extracted: str, source: Cleaned) -> Alignment:
    """Find every letter of ``extracted`` again in what ``source`` was cleaned from.

    >>> page = "<p>Nghị&#160;định <b>54</b><sup>1</sup></p>"
    >>> start, end = align("Nghị định 54[^1]", cleaned(page, "html")).span(0, 12)
    >>> page[start:end]
    'Nghị&#160;định <b>54'
    """
    ours, theirs = _letters(cleaned(extracted, "nfc")), _letters(source)
    pair = _Pair(ours.text, theirs.text)
    places = array("q", [-1]) * len(extracted)
    i = j = 0
    while i < len(ours.text):
        if j < len(theirs.text) and ours.text[i] == theirs.text[j]:
            for at in range(*ours.raw(i, i + 1)):
                places[at] = j
            i, j = i + 1, j + 1
        else:
            i, j = pair.nearby(i, j) or pair.anywhere(i, j)
    return Alignment(places, theirs)


def _letters(text: Cleaned) -> Cleaned:
    """The text without blanks; ``raw`` leads back to the text with them."""
    kept = [i for i, letter in enumerate(text.text) if not letter.isspace()]
    letters = "".join(text.text[i] for i in kept)
    if text.starts is None or text.ends is None:
        return Cleaned(letters, kept, [i + 1 for i in kept])
    return Cleaned(letters, [text.starts[i] for i in kept], [text.ends[i] for i in kept])


@dataclass(slots=True)
class _Pair:
    """Two runs of letters that are to be brought together again."""

    ours: str
    theirs: str
    index: dict[str, list[int]] = field(default_factory=dict)

    def nearby(self, i: int, j: int) -> tuple[int, int] | None:
        for skipped in range(_MARK):
            few = self.ours[i + skipped : i + skipped + _FEW]
            found = self.theirs.find(few, j, j + _NEAR) if len(few) == _FEW else -1
            if found >= 0:
                return i + skipped, found
        return None

    def anywhere(self, i: int, j: int) -> tuple[int, int]:
        """The next pair of places that a long run of letters shares; ours at its end where there is none."""
        if not self.index:
            for at in range(0, max(1, len(self.theirs) - _RUN + 1), _EVERY):
                self.index.setdefault(self.theirs[at : at + _RUN], []).append(at)
        for at in range(i, len(self.ours) - _RUN + 1):
            places = self.index.get(self.ours[at : at + _RUN])
            if places:
                after = bisect_left(places, j)
                there = places[after if after < len(places) else 0]
                while at > i and there > 0 and self.ours[at - 1] == self.theirs[there - 1]:
                    at, there = at - 1, there - 1
                return at, there
        return len(self.ours), j
