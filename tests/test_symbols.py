"""Abbreviations of types and symbols of bodies."""

from nlp import symbols
from nlp.clean import clean
from nlp.number import parse, render


def test_a_term_is_no_part_of_the_body() -> None:
    assert symbols.termless("UBTVQH15") == "UBTVQH"
    assert symbols.is_body("QH13")
    assert not symbols.is_body("13")


def test_what_the_party_shares_with_the_state_is_not_its_own() -> None:
    assert "TW" in symbols.party()
    assert "BTC" in symbols.bodies()
    assert not symbols.party() & symbols.state()


def test_every_symbol_of_the_lexicon_can_be_printed_in_a_number() -> None:
    printed = [s for s in symbols.bodies() if not set("- ") & set(s)]
    odd = [s for s in printed if parse(clean(f"12/QĐ-{s}").text) is None]
    assert odd == []


def test_every_abbreviation_is_kept_as_it_is() -> None:
    numbers = [f"12/{a}-UBND" for a in sorted(symbols.abbreviations())]
    assert [render(n) for n in map(parse, numbers) if n is not None] == numbers
