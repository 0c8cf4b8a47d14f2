"""Word lists that a clerk can correct."""

from nlp import lexicon, rules
from nlp.lexicon import types


def test_longer_words_are_tried_first() -> None:
    for words in (
        rules.finder().back,
        rules.finder().drafts,
        rules.issuing().persons,
        rules.naming().phrases,
    ):
        assert list(words) == sorted(words, key=lambda word: (-len(word), word))


def test_types_in_the_lists_are_types_of_the_lexicon() -> None:
    known = {t.name for t in types()}
    assert rules.finder().bare_in_small <= rules.finder().bare <= known
    assert set(rules.numbering().by_body.values()) <= known
    assert set(rules.issuing().by_type) <= known


def test_bodies_in_the_lists_are_bodies_of_the_lexicon() -> None:
    names = {s.name for s in lexicon.symbols()} | set(rules.issuing().organs)
    assert set(rules.issuing().by_type.values()) <= names
    symbols = {name for s in lexicon.symbols() for name in (s.symbol, *s.variants)}
    assert set(rules.issuing().generic) <= symbols


def test_a_misprint_is_mended_to_what_is_none() -> None:
    misprints = rules.numbering().misprints
    assert not set(misprints.values()) & set(misprints)


def test_titles_begin_with_verbs() -> None:
    assert "ban hành" in rules.titling().verbs
