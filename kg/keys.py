"""How a number or a name is looked up: folded, so that any spelling finds it."""

from __future__ import annotations

import re
import unicodedata


def fold(words: str) -> str:
    """Lower case without marks, đ as d: for searching only, never in an identity.

    >>> fold("Quyết định số 126/QĐ-UBND")
    'quyet dinh so 126/qd-ubnd'
    """
    flat = unicodedata.normalize("NFD", words.casefold().replace("đ", "d").replace("ð", "d"))
    return "".join(c for c in flat if not unicodedata.combining(c))


def tokens(words: str) -> list[str]:
    """The folded words and numbers: ``tokens("126 qđ ubnd") == ["126", "qd", "ubnd"]``."""
    return re.findall(r"[a-z0-9]+", fold(words))


def key(number: str) -> str:
    """A number without separators and leading zeros, or a name without spaces.

    >>> key("126/QĐ-UBND"), key("02/NQ-CP") == key("2 nq cp")
    ('126qdubnd', True)
    """
    return joined(tokens(number))


def joined(words: list[str]) -> str:
    """The key that folded words make together."""
    return "".join(word.lstrip("0") or word for word in words)
