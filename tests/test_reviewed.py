"""What people decide on single relations: it stands in the place of the program's words, and survives."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest

from kg import current, graph, jobs, matching, reviewed, reviews
from kg.edges import above
from kg.entries import Scope
from kg.lookup import find
from kg.matching import Missing
from kg.queue import Job
from kg.rdf import nquads
from kg.reviews import Review, Verdict
from kg.store import Store
from kg.terms import PROV, RDF, Iri
from kg.trace import up
from nlp.model import Extraction
from tests.factories import report

NQ_02 = "eli/vn/trung-uong/chinh-phu/nghi-quyet/2024/02-NQ-CP"
NQ_99 = "eli/vn/trung-uong/chinh-phu/nghi-quyet/2023/99-NQ-CP"
QD_126 = "eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND"
BASE = "https://luocdo.vn/"


def build(folder: Path, extraction: Extraction | None = None) -> Path:
    with Store.writing(folder) as store:
        touched = Scope()
        for old in store.sources():
            touched |= current.scope(store, old)
            store.drop(old)
        quads = graph.quads(extraction or report())
        store.replace(quads[0].graph, quads)
        current.refresh(store, touched | current.scope(store, quads[0].graph))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "g")


def said(folder: Path, *, people: bool = True) -> list[str]:
    store = Store.reading(folder)
    without = {store.terms.runs} | (set() if people else {store.terms.reviews})
    return nquads(q for q in store.match() if q.graph not in without)


def edges(folder: Path) -> set[tuple[str, str, str]]:
    """The direct triples between documents."""
    store = Store.reading(folder)
    found = store.match(None, None, None, store.terms.current)
    named = [
        q for q in found if not q.subject.startswith(f"{BASE}assertion/") and "/eli/vn/" in str(q.object)
    ]
    return {
        (q.subject.removeprefix(BASE), q.predicate.rpartition("#")[2], str(q.object).removeprefix(BASE))
        for q in named
    }


def assertion(folder: Path, subject: str = QD_126, work: str = NQ_02) -> Iri:
    """The one assertion between two documents."""
    store = Store.reading(folder)
    ends = ((RDF("subject"), Iri(BASE + subject)), (RDF("object"), Iri(BASE + work)))
    found = [{q.subject for q in store.match(None, role, end, store.terms.current)} for role, end in ends]
    (made,) = found[0] & found[1]
    return made


def review(folder: Path, verdict: Verdict, of: Iri, **more: str) -> Review:
    known = matching.matter(Store.reading(folder), of)
    assert known is not None
    made = replace(known, verdict=verdict, **{"who": "Lan", "when": "2026-01-02T03:04:05Z", **more})
    assert jobs.submit(folder, Job("review", {"reviews": [asdict(made)]})).done == 1
    return made


IMPLEMENTS_02 = ("implements", NQ_02)
IMPLEMENTS = {(QD_126, "implements", NQ_02), (QD_126, "ensures_implementation_of", NQ_02)}


def test_a_rejected_relation_vanishes_with_what_follows_from_it(folder: Path) -> None:
    before = edges(folder)
    assert before > IMPLEMENTS
    review(folder, "reject", assertion(folder))
    assert edges(folder) == before - IMPLEMENTS
    assert up(Store.reading(folder), Iri(BASE + QD_126)).paths == ()


def test_taking_a_word_back_gives_the_graph_of_before(folder: Path) -> None:
    before = said(folder)
    of = assertion(folder)
    review(folder, "reject", of)
    assert said(folder) != before
    review(folder, "withdraw", of, when="2026-01-03T00:00:00Z")
    assert said(folder) == before
    assert [r.verdict for r in reviews.read(folder / reviews.FILE)] == ["reject", "withdraw"]


def test_an_accepted_relation_is_certain_and_says_so(folder: Path) -> None:
    of = assertion(folder)
    before = edges(folder)
    review(folder, "accept", of, note="đã đối chiếu")
    store = Store.reading(folder)
    (path,) = up(store, Iri(BASE + QD_126)).paths
    (words,) = path.hops[0].evidence
    assert (words.assertion, words.confidence, words.cue) == (of, 1.0, "thực hiện")
    assert words.start > 0
    assert words.review == reviewed.Said("accept", "Lan", "2026-01-02T03:04:05Z", "đã đối chiếu")
    assert words.review.day == "02/01/2026"
    assert edges(folder) == before


def test_the_machines_own_words_stay_as_they_are(folder: Path) -> None:
    before = [q for q in said(folder) if "/graph/current>" not in q]
    review(folder, "correct", assertion(folder), new_relation="eli:cites")
    after = [q for q in said(folder, people=False) if "/graph/current>" not in q]
    assert after == before


def test_another_predicate(folder: Path) -> None:
    before = edges(folder)
    review(folder, "correct", assertion(folder), new_relation="eli:based_on")
    assert edges(folder) == before - IMPLEMENTS | {(QD_126, "based_on", NQ_02)}


def test_another_object(folder: Path) -> None:
    before = edges(folder)
    review(folder, "correct", assertion(folder), new_work=NQ_99)
    new = {(s, p, NQ_99) for s, p, _ in IMPLEMENTS}
    assert edges(folder) == before - IMPLEMENTS | new
    assert up(Store.reading(folder), Iri(BASE + QD_126)).paths[0].hops[0].object.iri == BASE + NQ_99


def test_the_other_direction(folder: Path) -> None:
    before = edges(folder)
    review(folder, "correct", assertion(folder), new_node=NQ_02, new_work=QD_126)
    assert edges(folder) == before - IMPLEMENTS | {(o, p, s) for s, p, o in IMPLEMENTS}
    assert up(Store.reading(folder), Iri(BASE + QD_126)).paths == ()


def test_a_person_may_say_what_the_program_holds_impossible(folder: Path) -> None:
    review(folder, "correct", assertion(folder), new_node=NQ_99, new_relation="eli:amends", new_work=NQ_02)
    assert (NQ_99, "amends", NQ_02) in edges(folder)


def add(folder: Path, quote: str = "Kế hoạch hành động") -> Review:
    known = matching.matter(Store.reading(folder), assertion(folder))
    assert known is not None
    made = replace(
        known, verdict="add", relation="ld:details", work=NQ_99, work_name="Nghị quyết 99/NQ-CP",
        quote=quote, end=str(int(known.start) + len(quote)), who="Lan",
    )  # fmt: skip
    assert jobs.submit(folder, Job("review", {"reviews": [asdict(made)]})).done == 1
    return made


def test_a_missing_relation_is_added_with_its_sentence(folder: Path) -> None:
    before = said(folder)
    made = add(folder)
    assert {(QD_126, "details", NQ_99), (QD_126, "based_on", NQ_99)} <= edges(folder)
    hops = {h.object.iri: h for p in up(Store.reading(folder), Iri(BASE + QD_126)).paths for h in p.hops}
    (words,) = hops[Iri(BASE + NQ_99)].evidence
    assert (words.quote, words.start, words.confidence) == ("Kế hoạch hành động", int(made.start), 1.0)
    assert words.review is not None
    assert words.review.verdict == "add"
    of = assertion(folder, QD_126, NQ_99)
    review(folder, "reject", of)  # somebody else does not think so
    assert [q for q in said(folder) if "/graph/reviews>" not in q] == before
    assert reviewed.stale(Store.reading(folder), folder) == []


def test_the_last_of_two_people_counts_and_both_are_kept(folder: Path) -> None:
    of = assertion(folder)
    review(folder, "reject", of, who="Lan", when="2026-01-02T00:00:00Z")
    review(folder, "accept", of, who="Minh", when="2026-01-03T00:00:00Z")
    store = Store.reading(folder)
    assert reviewed.said_of(store, of) == reviewed.Said("accept", "Minh", "2026-01-03T00:00:00Z")
    assert [r.who for r in reviews.read(folder / reviews.FILE)] == ["Lan", "Minh"]
    assert len(list(store.match(None, store.terms.ld("verdict")))) == 1


def test_who_when_and_why_are_in_no_compared_graph(folder: Path) -> None:
    review(folder, "accept", assertion(folder), note="vì thế")
    assert not [q for q in said(folder) if "Lan" in q or "2026-01" in q or "vì thế" in q]
    store = Store.reading(folder)
    assert len(list(store.match(None, PROV("wasAttributedTo"), None, store.terms.runs))) == 1


def test_decisions_survive_a_rebuild_and_another_folder(folder: Path, tmp_path: Path) -> None:
    review(folder, "reject", assertion(folder))
    review(
        folder,
        "correct",
        assertion(folder, NQ_99, "eli/vn/trung-uong/tw/ket-luan/2023-02-28/50-KL_TW"),
        new_relation="eli:cites",
    )
    after = said(folder)
    assert said(build(folder)) == after
    reviews.write(tmp_path / "out.tsv", reviews.read(folder / reviews.FILE))
    other = build(tmp_path / "h")
    rows = [asdict(r) for r in reviews.read(tmp_path / "out.tsv")]
    assert jobs.submit(other, Job("review", {"reviews": rows})).done == 1
    assert said(other) == after


def moved(by: int, *, quote: str = "", predicate: str = "", number: str = "") -> Extraction:
    """What another version of the program reads in the same file."""
    made = report()
    first, *others = made.relations
    end = first.end + by - (len(first.quote) - len(quote) if quote else 0)
    first = replace(
        first,
        start=first.start + by,
        end=end,
        quote=quote or first.quote,
        predicate=predicate or first.predicate,
    )  # type: ignore[arg-type]
    cited = [replace(c, date="", year="") if c.id == "c1" and number else c for c in made.citations]
    return replace(made, relations=(first, *others), citations=tuple(cited))


@pytest.mark.parametrize(
    "newer",
    [
        moved(150),
        moved(-20),
        moved(3, quote="hành động thực hiện Nghị quyết số 02/NQ-CP"),
        moved(0, number="open"),
    ],
)
def test_a_newer_version_that_moves_the_place_a_little_is_still_overruled(
    folder: Path, newer: Extraction
) -> None:
    review(folder, "reject", assertion(folder))
    build(folder, newer)
    assert reviewed.stale(Store.reading(folder), folder) == []
    assert not [e for e in edges(folder) if e[:2] == (QD_126, "implements")]


def test_another_document_whose_number_ends_so_is_another(folder: Path) -> None:
    made = review(folder, "reject", assertion(folder))
    newer = moved(3)
    cited = [
        replace(c, number="26/QĐ-UBND", date="", year="") if c.id == "c2" else c for c in newer.citations
    ]
    build(folder, replace(newer, citations=tuple(cited)))
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.PLACE)]
    cited = [replace(c, date="2023-01-22", year="2023") if c.id == "c2" else c for c in newer.citations]
    build(folder, replace(newer, citations=tuple(cited)))
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.PLACE)]


def test_a_word_on_what_is_gone_never_overrules_that_on_its_neighbour(folder: Path) -> None:
    made = report()
    first, *others = made.relations
    twin = replace(first, start=first.start + 150, end=first.end + 150)
    build(folder, replace(made, relations=(first, twin, *others)))
    store = Store.reading(folder)
    (edge,) = [e for e in above(store, Iri(BASE + QD_126)) if e.object == BASE + NQ_02]
    one, other = sorted(edge.assertions, key=lambda a: matching.place(store, a, store.sources()[0]))
    review(folder, "accept", other)
    rejected = review(folder, "reject", one, when="2026-01-03T00:00:00Z")
    build(folder, replace(made, relations=(twin, *others)))
    assert edges(folder) > IMPLEMENTS
    assert reviewed.stale(Store.reading(folder), folder) == [(rejected, Missing.PLACE)]


def test_of_two_documents_of_one_number_the_word_stays_with_its_own(folder: Path) -> None:
    made = report()
    first, *others = made.relations
    bare = replace(made.citations[1], id="c8", date="", year="", issuer="")
    cited = (*made.citations, bare)
    build(folder, replace(made, citations=cited, relations=(replace(first, subject="c8"), *others)))
    (local,) = {e for e in edges(folder) if e[1:] == IMPLEMENTS_02}
    review(folder, "reject", assertion(folder, local[0]))
    near, far = (replace(first, start=first.start + by, end=first.end + by) for by in (1, 3))
    build(folder, replace(made, citations=cited, relations=(near, replace(far, subject="c8"), *others)))
    assert {e for e in edges(folder) if e[1:] == IMPLEMENTS_02} == {(QD_126, *IMPLEMENTS_02)}
    assert reviewed.stale(Store.reading(folder), folder) == []


def test_an_accepted_relation_stands_against_a_newer_version(folder: Path) -> None:
    review(folder, "accept", assertion(folder))
    build(folder, moved(2, predicate="basedOn"))
    assert edges(folder) > IMPLEMENTS
    assert (QD_126, "based_on", NQ_02) not in edges(folder)


def test_a_rejection_says_nothing_of_another_relation(folder: Path) -> None:
    review(folder, "reject", assertion(folder))
    build(folder, moved(2, predicate="basedOn"))
    assert (QD_126, "based_on", NQ_02) in edges(folder)
    ((kept, missing),) = reviewed.stale(Store.reading(folder), folder)
    assert (kept.verdict, missing) == ("reject", Missing.PLACE)


def test_what_fits_nothing_any_more_is_kept_and_listed(folder: Path) -> None:
    made = review(folder, "correct", assertion(folder), new_work=NQ_99)
    words = report()
    build(folder, replace(words, relations=words.relations[1:]))
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.PLACE)]
    build(folder, moved(1500))
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.PLACE)]
    build(folder)
    assert reviewed.stale(Store.reading(folder), folder) == []
    assert (QD_126, "implements", NQ_99) in edges(folder)


def test_a_source_or_a_document_that_is_gone_is_named(folder: Path) -> None:
    made = review(folder, "correct", assertion(folder), new_work="eli/vn/nowhere/x/luat/1999/1-L")
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.DOCUMENT)]
    other = report()
    build(folder, replace(other, text=replace(other.text, digest="f" * 64)))
    assert reviewed.stale(Store.reading(folder), folder) == [(made, Missing.SOURCE)]
    assert find(Store.reading(folder), "126/QĐ-UBND").works


def test_nothing_is_written_where_nothing_changed(folder: Path) -> None:
    review(folder, "accept", assertion(folder), note="vì thế", when="2026-01-02T03:04:05+00:00")
    add(folder)
    with Store.writing(folder) as store:
        assert not reviewed.changes(store, folder)


def test_one_word_after_another_gives_what_all_at_once_give(folder: Path, tmp_path: Path) -> None:
    kl_50 = "eli/vn/trung-uong/tw/ket-luan/2023-02-28/50-KL_TW"
    review(folder, "accept", assertion(folder))
    review(folder, "reject", assertion(folder, NQ_99, kl_50), when="2026-01-03T00:00:00Z")
    review(folder, "correct", assertion(folder), new_relation="eli:cites", when="2026-01-04T00:00:00Z")
    add(folder)
    other = build(tmp_path / "h")
    rows = [asdict(r) for r in reviews.read(folder / reviews.FILE)]
    assert jobs.submit(other, Job("review", {"reviews": rows})).done == 1
    assert said(other) == said(folder)
    with Store.writing(folder) as store:
        assert not reviewed.changes(store, folder)


def test_a_word_after_an_edit_by_hand_takes_the_edit_up_too(folder: Path) -> None:
    before = edges(folder)
    review(folder, "reject", assertion(folder))
    (folder / reviews.FILE).unlink()
    kl_50 = "eli/vn/trung-uong/tw/ket-luan/2023-02-28/50-KL_TW"
    review(folder, "accept", assertion(folder, NQ_99, kl_50))
    assert edges(folder) == before


def test_editing_the_file_by_hand_is_taken_up(folder: Path) -> None:
    before = said(folder)
    review(folder, "reject", assertion(folder))
    (folder / reviews.FILE).unlink()
    with Store.writing(folder) as store:
        current.refresh(store, Scope())
    assert said(folder) == before
