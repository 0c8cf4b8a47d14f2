"""What waits for a person, in which order, and what deciding on it means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import deciding, doubts, reviews
from kg.doubts import OfIdentity, OfRelation
from kg.explorer import Explorer
from kg.store import Store
from kg.terms import ELI, Iri
from nlp.model import Extraction
from tests.factories import report
from tests.test_reviewed import BASE, NQ_02, NQ_99, QD_126, assertion, build


def sure(*confidences: float) -> Extraction:
    """The report with these confidences for its relations, in their order."""
    made = report()
    relations = (replace(r, confidence=c) for r, c in zip(made.relations, confidences, strict=True))
    return replace(made, relations=tuple(relations))


def explorer(folder: Path) -> Explorer:
    return Explorer(Store.reading(folder))


def waiting(folder: Path) -> list[tuple[str, str]]:
    found = doubts.queue(explorer(folder))
    return [(d.subject.label, d.object.label) for d in found if isinstance(d, OfRelation)]


def test_what_is_certain_does_not_wait(tmp_path: Path) -> None:
    build(tmp_path / "g", sure(0.97, 0.9, 0.97, 0.97, 0.97))
    assert doubts.queue(explorer(tmp_path / "g")) == []


def test_what_more_hangs_on_comes_first_at_equal_doubt(tmp_path: Path) -> None:
    build(tmp_path / "g", sure(0.5, 0.5, 0.5, 0.97, 0.97))
    found = doubts.queue(explorer(tmp_path / "g"))
    assert [d.depends for d in found] == sorted((d.depends for d in found), reverse=True)
    assert found[0].depends > 0
    assert set(waiting(tmp_path / "g")) == {
        ("Quyết định 126/QĐ-UBND", "Nghị quyết 02/NQ-CP"),
        ("Kế hoạch 6581/KH-UBND", "Nghị quyết 99/NQ-CP"),
        ("Nghị quyết 99/NQ-CP", "Kết luận 50-KL/TW"),
    }


def test_the_least_certain_comes_first_at_equal_weight(tmp_path: Path) -> None:
    build(tmp_path / "g", sure(0.6, 0.97, 0.97, 0.5, 0.97))
    confidences = [d.confidence for d in doubts.relations(explorer(tmp_path / "g"))]
    assert confidences == [0.5, 0.6]


def test_what_was_decided_is_gone_from_the_queue_and_counted(tmp_path: Path) -> None:
    folder = build(tmp_path / "g", sure(0.5, 0.97, 0.97, 0.97, 0.97))
    (doubt,) = doubts.queue(explorer(folder))
    assert isinstance(doubt, OfRelation)
    right = (doubt.subject.iri, doubt.relation.term, doubt.object.iri)
    store = Store.reading(folder)
    deciding.submit(folder, deciding.on_relation(store, doubt.assertions, right, who="Lan"))
    assert doubts.queue(explorer(folder)) == []
    assert doubts.reviewed(explorer(folder)) == 1


def test_what_was_rejected_can_be_looked_at_again(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    of = assertion(folder)
    deciding.submit(folder, deciding.on_relation(Store.reading(folder), [of], None, who="Lan"))
    found = doubts.about(explorer(folder), of)
    assert isinstance(found, OfRelation)
    assert (found.edge, found.subject.label, found.object.label) == (
        None,
        "Quyết định 126/QĐ-UBND",
        "Nghị quyết 02/NQ-CP",
    )
    (words,) = doubts.evidence(explorer(folder), found)
    assert words.quote == "Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP"
    assert words.start > 0


@pytest.mark.parametrize("iri", ["", "x", "https://luocdo.vn/assertion/0", "https://luocdo.vn/<b>"])
def test_what_is_nothing_is_no_doubt(tmp_path: Path, iri: str) -> None:
    assert doubts.about(explorer(build(tmp_path / "g")), iri) is None


def test_identities_wait_in_the_same_queue(explorer_of_examples: Explorer) -> None:
    kinds = {type(d) for d in doubts.queue(explorer_of_examples)}
    assert kinds == {OfIdentity, OfRelation}


@pytest.fixture(scope="module")
def explorer_of_examples(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Explorer:
    from kg import batch
    from nlp import extract

    folder = tmp_path_factory.mktemp("doubts") / "g"
    batch.build([examples], folder, extract)
    return explorer(folder)


def test_what_holds_says_what_the_verdict_is(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    store, of = Store.reading(folder), assertion(folder)
    read = (Iri(BASE + QD_126), store.terms.ld("implements"), Iri(BASE + NQ_02))
    other = (Iri(BASE + QD_126), ELI("based_on"), Iri(BASE + NQ_99))
    turned = (read[2], read[1], read[0])

    def verdict(right: deciding.Triple | None) -> tuple[str, str, str, str]:
        (made,) = deciding.on_relation(store, [of], right, who="Lan")
        return made.verdict, made.new_node, made.new_relation, made.new_work

    assert verdict(read) == ("accept", "", "", "")
    assert verdict(None) == ("reject", "", "", "")
    assert verdict(other) == ("correct", "", "eli:based_on", NQ_99)
    assert verdict(turned) == ("correct", NQ_02, "", QD_126)


def test_accepting_what_another_corrected_keeps_the_correction(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    store, of = Store.reading(folder), assertion(folder)
    other = (Iri(BASE + QD_126), ELI("based_on"), Iri(BASE + NQ_02))
    deciding.submit(folder, deciding.on_relation(store, [of], other, who="Lan"))
    found = doubts.about(explorer(folder), of)
    assert isinstance(found, OfRelation)
    shown = (found.subject.iri, found.relation.term, found.object.iri)
    assert shown == other
    (again,) = deciding.on_relation(Store.reading(folder), [of], shown, who="Minh")
    assert (again.verdict, again.new_relation) == ("correct", "eli:based_on")
    read = doubts.by_program(explorer(folder), of)
    assert read is not None
    assert read.relation.predicate == "implements"


def test_what_a_person_added_can_be_corrected_by_another(tmp_path: Path) -> None:
    folder = build(tmp_path / "g")
    store = Store.reading(folder)
    source = store.objects(assertion(folder), Iri("http://www.w3.org/ns/prov#wasDerivedFrom"))[0]
    right = (Iri(BASE + QD_126), store.terms.ld("details"), Iri(BASE + NQ_99))
    made = deciding.added(
        store, Iri(str(source)), right, report().text.text, "Kế hoạch\nhành  động", who="Lan"
    )
    assert made is not None
    assert (made.quote, int(made.end) - int(made.start)) == ("Kế hoạch hành động", 18)
    deciding.submit(folder, [made])
    of = assertion(folder, QD_126, NQ_99)
    turned = (right[2], right[1], right[0])
    both = deciding.on_relation(Store.reading(folder), [of], turned, who="Minh")
    assert [r.verdict for r in both] == ["reject", "add"]
    deciding.submit(folder, both)
    assert assertion(folder, NQ_99, QD_126)
    (same,) = deciding.on_relation(
        Store.reading(folder), [assertion(folder, NQ_99, QD_126)], turned, who="Hoa"
    )
    assert (same.verdict, same.who) == ("add", "Hoa")


def test_words_that_do_not_stand_in_the_text_are_not_added(tmp_path: Path) -> None:
    store = Store.reading(build(tmp_path / "g"))
    right = (Iri(BASE + QD_126), store.terms.ld("details"), Iri(BASE + NQ_99))
    for quote in ("không có", "", "  "):
        assert deciding.added(store, Iri(f"{BASE}source/0"), right, "văn bản", quote, who="Lan") is None


@given(st.text(), st.text(min_size=1).filter(lambda w: bool(w.split())), st.text())
def test_a_quote_is_found_however_it_is_spaced(before: str, quote: str, after: str) -> None:
    found = deciding.find(before + " " + quote + after, " \n ".join(quote.split()))
    assert found is not None
    start, end = found
    assert (before + " " + quote + after)[start:end].split() == quote.split()


def test_taking_back_names_the_same_matters() -> None:
    said = [reviews.Review("same", "a", "b", "Lan", "1"), reviews.Review("apart", "c", "d", "Lan", "1")]
    back = deciding.taken_back(said, who="Minh")
    assert [(r.verdict, r.matter, r.who) for r in back] == [
        ("withdraw", ("a", "b"), "Minh"),
        ("withdraw", ("c", "d"), "Minh"),
    ]
