"""The table of cues: every rule is sound, says why, and finds its own words."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from nlp import cues
from nlp.model import PREDICATES
from tests.helpers_relate import relations, standing


def read(words: str) -> list[tuple[str, str]]:
    return [(c.rule.id, words[c.start : c.end]) for c in cues.scan(words, 0, len(words))]


def test_every_rule_says_what_it_states_and_why() -> None:
    for rule in cues.rules().values():
        assert rule.predicate in PREDICATES, rule.id
        assert rule.sense in ("", "carriesOut", "continues", "urges"), rule.id
        assert len(rule.why) > 15, rule.id
        assert 0.5 <= rule.confidence < 1, rule.id


def test_only_implements_has_senses() -> None:
    assert {r.predicate for r in cues.rules().values() if r.sense} == {"implements"}


def test_ids_are_words_with_hyphens() -> None:
    assert [i for i in cues.rules() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", i)] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("được sửa đổi, bổ sung bởi nghị định", [("amended-by", "được sửa đổi, bổ sung bởi")]),
        ("về sửa đổi, bổ sung một số điều tại thông tư", [("amends", "sửa đổi, bổ sung")]),
        ("ban hành kèm theo quyết định", []),
        ("bổ sung kinh phí", []),
        ("bổ sung một số điều của", [("supplements", "bổ sung một số")]),
        ("thay thế cụm từ", [("replaces-words", "thay thế cụm từ")]),
        ("tiếp tục triển khai thực hiện", [("continues", "tiếp tục triển khai thực hiện")]),
        ("đôn đốc thực hiện", [("urges", "đôn đốc thực hiện")]),
        ("kéo dài thời gian giải ngân", []),
        ("kéo\nthời gian", []),
        ("kéo dài\nthời gian thực hiện", [("extends", "kéo dài\nthời gian thực hiện")]),
        ("quy định chi tiết và hướng dẫn thi hành", [("details", "quy định chi tiết và hướng dẫn thi hành")]),
    ],
)
def test_scan(words: str, found: list[tuple[str, str]]) -> None:
    assert read(words) == found


@pytest.mark.parametrize(
    ("tail", "words", "allowed"),
    [
        ("object", " một số điều của quy chế ban hành kèm theo ", True),
        ("object", " công suất theo quy định tại ", False),
        ("direct", " các ", True),
        ("direct", " quy chế của tỉnh tại ", False),
        ("law", " một số điều của ", True),
        ("duty", " các nội dung tại ", True),
        ("duty", " thủ tục theo quy định tại ", False),
        ("duty", " thủ tục hành chính tại ", False),
    ],
)
def test_tails(tail: str, words: str, allowed: bool) -> None:
    assert cues.tail(tail).allows(words) is allowed


def test_before_a_pinpoint_anything_may_stand_but_theo() -> None:
    tail = cues.tail("object")
    assert tail.allows(" số thứ tự 44 ", pinned=True)
    assert not tail.allows(" số thứ tự 44 ")
    assert not tail.allows(" mức thu theo ", pinned=True)


@pytest.mark.parametrize("rule", cues.rules().values(), ids=cues.rules().keys())
def test_every_rule_reads_its_example(rule: cues.Rule) -> None:
    assert rule.id in {r.rule for r in relations(standing(rule.at, rule.example))}


def test_unknown_rule() -> None:
    with pytest.raises(KeyError):
        cues.rule("no-such-rule")


def test_the_page_lists_the_rules_as_they_are() -> None:
    path = Path(__file__).resolve().parent.parent / "docs" / "relations.py"
    spec = importlib.util.spec_from_file_location("relations_page", path)
    assert spec is not None
    assert spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    written = path.with_suffix(".md").read_text(encoding="utf-8")
    assert page.page(written) == written, "docs/relations.md: python docs/relations.py"
