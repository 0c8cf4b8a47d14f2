"""Document numbers of every family, as correct documents print them, for property tests."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from nlp import lexicon, symbols
from nlp.rules import numbering

_PRINTED = re.compile(r"[A-ZĐƯÔa-z&.]+")


def _sorted(names: frozenset[str]) -> list[str]:
    return sorted(n for n in names if _PRINTED.fullmatch(n))


def _abbreviations(*families: str) -> list[str]:
    joint = numbering().joint
    found = {t.abbrev for t in lexicon.types() if t.family in families and t.abbrev}
    return sorted(found & symbols.abbreviations() - joint)


STATE = _abbreviations("normative", "administrative", "licence")
PARTY = _abbreviations("party")
_MISPRINTS = frozenset({*numbering().misprints, "ND", "QD"})
_APART = numbering().legacy | frozenset(numbering().terms) | symbols.abbreviations() | _MISPRINTS
BODIES = _sorted(symbols.state() - _APART)
ORGANS = _sorted(symbols.party() - _MISPRINTS)

serials = st.one_of(
    st.integers(1, 99999).map(str),
    st.integers(1, 9).map(lambda n: f"0{n}"),
    st.builds(lambda n, letter: f"{n}{letter}", st.integers(1, 99), st.sampled_from("abcd")),
    st.builds(lambda a, b: f"{a}.{b}", st.integers(10, 99), st.integers(1, 99)),
)
years = st.integers(1945, 2026).map(str)
state_bodies = st.sampled_from(BODIES)
# Only the Government issues decrees: "NĐ-TTg" is read as the misprint that it is.
state_symbols = st.builds(lambda kind, body: f"{kind}-{body}", st.sampled_from(STATE), state_bodies).filter(
    lambda symbol: symbol != "NĐ-TTg"
)
terms = st.integers(1, 20)

administrative = st.builds(lambda n, symbol: f"{n}/{symbol}", serials, state_symbols)
normative = st.builds(lambda n, year, symbol: f"{n}/{year}/{symbol}", serials, years, state_symbols)
letters = st.builds(
    lambda n, body, unit: f"{n}/{body}-{unit}",
    serials,
    state_bodies,
    st.sampled_from(["TH", "KTTH", "NC", "VX", "TCCB"]),
)
laws = st.builds(lambda n, year, term: f"{n}/{year}/QH{term}", serials, years, terms)
ordinances = st.builds(
    lambda n, year, kind, term: f"{n}/{year}/{kind}UBTVQH{term}",
    serials,
    years,
    st.sampled_from(["", "PL-", "NQ-"]),
    terms,
)
party = st.builds(
    lambda n, kind, organ: f"{n}-{kind}/{organ}", serials, st.sampled_from(PARTY), st.sampled_from(ORGANS)
)
joint = st.builds(
    lambda n, year, bodies: f"{n}/{year}/TTLT-{'-'.join(bodies)}",
    serials,
    years,
    st.lists(state_bodies, min_size=2, max_size=4, unique=True),
)
old = st.builds(
    lambda n, symbol: f"{n}{symbol}",
    serials.filter(lambda n: "." not in n),
    st.sampled_from(["-HĐBT", "-CT", "-L/CTN", "/CP", "/TTg", "-BYT/QĐ", "-TTg", " TC/CĐKT", "/QĐ-UB"]),
)
families = {
    "administrative": administrative,
    "normative": normative,
    "letters": letters,
    "laws": laws,
    "ordinances": ordinances,
    "party": party,
    "joint": joint,
    "old": old,
}
printed = st.one_of(*families.values())
