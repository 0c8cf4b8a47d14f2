"""Cleaning text in steps of one's own choice, with the way back to the original offsets.

luocdo itself reads a text through :func:`nlp.clean.clean` and never changes what it was given.  Who feeds it
something else (a web page, text with odd spaces) cleans first, extracts, and maps the spans back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, get_args

from nlp.clean import Cleaned, clean
from nlp.markup import visible

Step = Literal["html", "nfc", "spaces", "hyphens", "lookalikes"]
STEPS: tuple[str, ...] = get_args(Step)

_BLANKS = "\\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 "
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SPACES = re.compile(f"[{_ZERO_WIDTH}]+|[{_BLANKS}][{_BLANKS}{_ZERO_WIDTH}]*")
_NFC = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_HYPHENS = re.compile("\u00ad+|[\u2010-\u2015\u2212\uff0d\x02\ufffe]")
_LOOKALIKES = re.compile("[\u00d0\u00f0\u0189\u0400-\u045f\u2044\u2215\uff0f]")


class StepError(ValueError):
    """No step of that name."""

    def __init__(self, name: str) -> None:
        known = ", ".join(STEPS)
        super().__init__(f"không có bước “{name}”; có: {known} / no step “{name}”; there are: {known}")


def cleaned(text: str, *steps: Step) -> Cleaned:
    """``text`` after the steps, in the order given, and the way back: ``.text`` and ``.raw(start, end)``.

    - ``html``: tags go, entities are read, blocks end in a line break, cells in a tab; scripts, styles and
      comments are no text;
    - ``nfc``: decomposed letters are composed ("ê" + dot below is "ệ");
    - ``spaces``: a run of any blanks on one line is one space, what has no width goes;
    - ``hyphens``: every dash is "-", soft hyphens go;
    - ``lookalikes``: Cyrillic and Icelandic letters become the Vietnamese ones meant; odd slashes "/".

    Raises :class:`StepError`.

    >>> page = "<p>Quyết định số <b>126/Q&ETH;&ndash;UBND</b></p>"
    >>> read = cleaned(page, "html", "lookalikes", "hyphens")
    >>> read.text
    'Quyết định số 126/QĐ-UBND\\n'
    >>> page[slice(*read.raw(14, 25))]
    '126/Q&ETH;&ndash;UBND'
    """
    whole = Cleaned(text)
    for name in steps:
        if name not in _STEPS:
            raise StepError(name)
        whole = _after(whole, _STEPS[name](whole.text))
    return whole


def _after(first: Cleaned, second: Cleaned) -> Cleaned:
    """Two steps as one; the second was made on the text of the first."""
    if second.starts is None or second.ends is None:
        return Cleaned(second.text, first.starts, first.ends)
    if first.starts is None or first.ends is None:
        return second
    starts = [first.starts[i] for i in second.starts]
    ends = [first.ends[i - 1] for i in second.ends]
    return Cleaned(second.text, starts, ends)


def _rewritten(text: str, pieces: Iterator[tuple[int, int, str]]) -> Cleaned:
    """``text`` with spans replaced; every new character leads back to its whole span."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for start, end, new in pieces:
        out += (text[last:start], new)
        starts += (*range(last, start), *([start] * len(new)))
        ends += (*range(last + 1, start + 1), *([end] * len(new)))
        last = end
    if not out:
        return Cleaned(text)
    out.append(text[last:])
    starts.extend(range(last, len(text)))
    ends.extend(range(last + 1, len(text) + 1))
    return Cleaned("".join(out), starts, ends)


@cache
def _folded(printed: str) -> str:
    return clean(printed).text


def _folding(pattern: re.Pattern[str]) -> Callable[[str], Cleaned]:
    """The step that does what :func:`nlp.clean.clean` does, for the characters of one class."""

    def step(text: str) -> Cleaned:
        found = ((m.start(), m.end(), _folded(m[0])) for m in pattern.finditer(text))
        return _rewritten(text, (f for f in found if text[f[0] : f[1]] != f[2]))

    return step


def _spaced(text: str) -> Cleaned:
    found = ((m.start(), m.end(), "" if m[0][0] in _ZERO_WIDTH else " ") for m in _SPACES.finditer(text))
    return _rewritten(text, (f for f in found if text[f[0] : f[1]] != f[2]))


def _html(text: str) -> Cleaned:
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in visible(text):
        out.append(piece.text)
        if piece.end - piece.start == len(piece.text):
            starts.extend(range(piece.start, piece.end))
            ends.extend(range(piece.start + 1, piece.end + 1))
        else:
            starts.extend([piece.start] * len(piece.text))
            ends.extend([piece.end] * len(piece.text))
    return Cleaned("".join(out), starts, ends)


_STEPS: dict[str, Callable[[str], Cleaned]] = {
    "html": _html,
    "nfc": _folding(_NFC),
    "spaces": _spaced,
    "hyphens": _folding(_HYPHENS),
    "lookalikes": _folding(_LOOKALIKES),
}

__all__ = ["STEPS", "Step", "StepError", "cleaned"]
