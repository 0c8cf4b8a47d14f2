"""Confidence is counted: what counts as right, what a share is drawn towards, what the tables say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import calibrate
from nlp.calibrate import fit, left_out, reliability, table
from nlp.confidence import Confidences, confidence, shipped
from nlp.judged import Judged, citations, hidden_numbers, references
from nlp.model import SELF, Citation, Document, Extraction, Mention, Text


def wanted(number: str = "", **more: Any) -> dict[str, Any]:
    return {"id": "c1", "type": "Nghị định", "number": number, "name": "", "year": "", "date": "", **more}


def cited(number: str = "", **more: Any) -> Citation:
    mention = Mention(0, 5, more.pop("text", "x"), more.pop("form", "full"), printed=more.pop("printed", ""))
    fields = {"id": "c1", "type": "Nghị định", "rule": "number", "mentions": (mention,)} | more
    return Citation(number=number, **fields)


def rights(gold: list[dict[str, Any]], *found: Citation) -> list[bool]:
    answer = Extraction(Text(""), Document(), found)
    return [j.right for j in citations("a", {"citations": gold}, answer)]


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (wanted("34/2016/NĐ-CP"), cited("34/2016/NĐ-CP"), True),
        (wanted("34/2016/NĐ-CP"), cited("34/2016/nđ-cp "), True),
        (wanted("34/2016/NĐ-CP"), cited("35/2016/NĐ-CP"), False),
        (wanted("34/2016/NĐ-CP", number_alt=["35/2016/NĐ-CP"]), cited("35/2016/NĐ-CP"), True),
        (wanted("5/UBND"), cited("5/UBND", type="Công văn"), False),
        (wanted("5/UBND", type="Công văn|Văn bản"), cited("5/UBND", type="Văn bản"), True),
        (wanted("1/NQ", date="2024-01-05"), cited("1/NQ", type="Nghị định", date="2024-01-05"), True),
        (wanted("1/NQ", date="2024-01-05"), cited("1/NQ", date="2024-01-06"), False),
        (wanted("1/NQ", date="2024-01-05", date_alt="2024-01-06"), cited("1/NQ", date="2024-01-06"), True),
        (wanted("1/NQ", date=""), cited("1/NQ", date="2024-01-06"), True),
        (wanted("1/NQ", year="2024"), cited("1/NQ", year="2023"), False),
        (wanted(name="Luật Đất đai", type="Luật"), cited(type="Luật", name="Luật đất đai"), True),
        (wanted(name="Luật Đất đai", type="Luật"), cited(type="Luật", text="Luật Đất đai năm 2013"), True),
        (wanted(name="Luật Đất đai", type="Luật"), cited(type="Luật", name="Luật Nhà ở"), False),
    ],
)
def test_what_is_right(gold: dict[str, Any], found: Citation, right: bool) -> None:
    assert rights([gold], found) == [right]


def test_of_two_for_one_the_second_is_wrong() -> None:
    gold = [wanted("34/2016/NĐ-CP")]
    assert rights(gold, cited("34/2016/NĐ-CP"), cited("34/2016/NĐ-CP", id="c2")) == [True, False]


def test_the_document_itself_is_not_judged() -> None:
    assert rights([], cited("1/NQ", id=SELF)) == []


def test_form_and_dirt_are_those_of_counted_mentions() -> None:
    back = Mention(0, 3, "x", "relative", printed="")
    mended = Mention(5, 8, "y", "short", printed="53/TBVPCP")
    answer = Extraction(Text(""), citations=(cited("1/NQ", mentions=(back, mended), resolution="inferred"),))
    judged = list(citations("a", {"citations": []}, answer))
    assert judged == [Judged("a", "number", False, "inferred", "short", True)]


def test_the_register_is_judged_on_laws_whose_number_is_known() -> None:
    law = wanted("31/2024/QH15", type="Luật", name="Luật Đất đai", year="2024")
    gold = {"document": {"date": "2024-12-01"}, "citations": [law, wanted("34/2016/NĐ-CP", name="x")]}
    assert list(hidden_numbers("a", gold)) == [
        Judged("a", "register-year", True, "alias", "named"),
        Judged("a", "register-in-force", True, "inferred", "named"),
    ]
    before = gold | {"document": {"date": "2020-12-01"}}
    assert [j.right for j in hidden_numbers("a", before)] == [True, False]


def test_sentences_with_marked_references() -> None:
    text = "theo Nghị định số 34/2016/NĐ-CP và Quyết định số 5/QĐ-TTg, Kế hoạch số 6/KH-UBND"
    row = {"id": 1, "text": text, "refs": [[5, 31, "NĐ"], [34, 57, "TT"]]}
    assert [(j.source, j.right) for j in references([json.dumps(row)])] == [
        ("refs 0", True),
        ("refs 0", False),
    ]
    hidden = json.dumps(row | {"ignore": [30, 90]})
    assert [j.right for j in references([hidden])] == [True]


# -- shares -----------------------------------------------------------------------------------


def cases(
    rule: str, form: str, right: int, wrong: int, *, source: str = "a", dirty: bool = False
) -> list[Judged]:
    return [Judged(source, rule, n < right, "exact", form, dirty) for n in range(right + wrong)]


def test_few_cases_are_drawn_towards_the_rest_of_their_rule() -> None:
    made = fit(
        [*cases("number", "full", 60, 0), *cases("number", "short", 0, 1), *cases("name", "named", 20, 19)]
    )
    overall = 81 / 102
    assert made.overall == overall
    assert made.rules["name"] == pytest.approx((20 + 4 * overall) / 43)
    rest = (60 + 4 * overall) / 64
    assert made.buckets["number/short"] == pytest.approx((0 + 4 * rest) / 5)
    assert made.buckets["name/named"] == pytest.approx(made.rules["name"])


def test_what_was_mended_is_counted_apart_and_together() -> None:
    made = fit([*cases("number", "full", 90, 0), *cases("number", "full", 5, 5, dirty=True)])
    assert made.of("number", "exact", form="full", dirty=True) < 0.7 < made.of("number", "exact", form="full")
    assert made.of("number", "exact", form="other", dirty=True) == made.rules["number"]
    assert made.of("unheard-of", "exact") == made.resolutions["exact"]
    assert made.of("unheard-of", "unheard-of") == made.overall


JUDGED = st.builds(
    Judged,
    st.sampled_from("ab"),
    st.sampled_from("xy"),
    st.booleans(),
    st.sampled_from("er"),
    st.sampled_from("fg"),
    st.booleans(),
)


@given(st.lists(JUDGED, max_size=30))
def test_shares_are_between_none_and_all(judged: list[Judged]) -> None:
    made = fit(judged)
    for j in judged:
        assert 0 < made.of(j.rule, j.resolution, form=j.form, dirty=j.dirty) < 1
    assert len(left_out(judged, judged)) == len(judged)


def test_a_document_does_not_vouch_for_itself() -> None:
    judged = cases("number", "full", 50, 0, source="a") + cases("number", "full", 0, 50, source="b")
    stated = dict.fromkeys(left_out(judged, judged))
    assert sorted((round(p, 3), right) for p, right in stated) == [(0.001, True), (0.999, False)]


def test_the_table_is_read_back_as_it_was_counted() -> None:
    judged = [*cases("number", "full", 9, 1), *cases("name", "named", 2, 2, dirty=True)]
    raw, made = tomllib.loads(table(judged)), fit(judged)
    read = Confidences(raw["bucket"], raw["rule"], raw["resolution"], raw["overall"])
    for rule, form, dirty in (("number", "full", False), ("name", "named", True), ("name", "x", False)):
        again = read.of(rule, "exact", form=form, dirty=dirty)
        assert again == pytest.approx(made.of(rule, "exact", form=form, dirty=dirty), abs=5e-5)
    assert '"number/full" = ' in table(judged)
    assert "# 9 of 10" in table(judged)


def test_reliability_without_cases() -> None:
    assert reliability([]).endswith("0 cases.")


# -- what is shipped, and the command ---------------------------------------------------------


def test_the_shipped_table_knows_the_rules_that_resolve() -> None:
    made = shipped()
    assert {"number", "short", "name", "register-year", "register-in-force"} <= set(made.rules)
    for rule in made.rules:
        assert 0.5 < confidence(rule, "exact") < 1
    weak = confidence("short", "unresolved", form="short")
    assert weak < confidence("number", "exact", form="full")


def test_the_command_works_on_the_shipped_examples(
    examples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    for name in ("qd-126-qd-ubnd-quang-nam-2024", "nq-18-nq-tw-2017"):
        (gold / f"{name}.json").write_text((examples / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    (gold / "zz-lost.json").write_text('{"file": "lost.txt"}')
    page = tmp_path / "confidence.md"
    page.write_text("a\n<!-- counted -->\nold\n<!-- end -->\nb\n", encoding="utf-8")
    monkeypatch.setattr(calibrate, "_DOCS", page)
    monkeypatch.setattr(calibrate, "TABLE", str(tmp_path / "table.toml"))
    assert calibrate.main([str(gold), str(examples), "--write"]) == 0
    printed = capsys.readouterr()
    assert "lost.txt: bỏ qua" in printed.err
    written = (tmp_path / "table.toml").read_text(encoding="utf-8")
    assert printed.out.startswith(written)
    assert tomllib.loads(written)["overall"] > 0.8
    told = page.read_text(encoding="utf-8")
    assert told.startswith("a\n<!-- counted -->\n### Citations of 2 documents\n")
    assert "old" not in told
    assert told.endswith("<!-- end -->\nb\n")


def test_folders_come_in_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        calibrate.main(["gold"])
    assert "GOLD SOURCES" in capsys.readouterr().err
