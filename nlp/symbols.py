"""The parts of a number's symbol: abbreviations of types and symbols of bodies."""

from __future__ import annotations

from functools import cache

from nlp import lexicon
from nlp.rules import numbering


@cache
def abbreviations() -> frozenset[str]:
    """The abbreviations of all types that stand in numbers.

    >>> {"QĐ", "TTr", "TTLT"} <= abbreviations(), "L" in abbreviations()
    (True, False)
    """
    return frozenset(t.abbrev for t in lexicon.types() if t.abbrev) - {"L"} | numbering().joint


@cache
def bodies() -> frozenset[str]:
    """Every symbol of an issuing body, in every spelling."""
    return frozenset(name for s in lexicon.symbols() for name in (s.symbol, *s.variants))


@cache
def state() -> frozenset[str]:
    """The symbols of bodies of the State; the Party's may share them."""
    return frozenset(name for s in lexicon.symbols() if s.kind != "party" for name in (s.symbol, *s.variants))


@cache
def party() -> frozenset[str]:
    """The symbols that only the Party uses.

    >>> "TU" in party(), "BTC" in party()
    (True, False)
    """
    return bodies() - state()


@cache
def mixed() -> tuple[str, ...]:
    """The parts that are not capitals only, misprints among them, the longest first.

    >>> {"TTg", "QyĐ", "BNgG"} <= set(mixed())
    True
    """
    known = bodies() | abbreviations() | frozenset(numbering().misprints) | numbering().printed
    found = {name for name in known if not name.isupper() or "." in name}
    return tuple(sorted((n for n in found if not set("- /") & set(n)), key=lambda n: (-len(n), n)))


def is_body(symbol: str) -> bool:
    """Whether a part is the symbol of a body in the lexicon, with its term or without.

    >>> is_body("UBND"), is_body("UBTVQH14"), is_body("ABCD")
    (True, True, False)
    """
    return symbol in bodies() or termless(symbol) in bodies()


def termless(symbol: str) -> str:
    """A body's symbol without the term that it may carry.

    >>> termless("UBTVQH15"), termless("UBND")
    ('UBTVQH', 'UBND')
    """
    return symbol.rstrip("0123456789")
