"""What people decide on identities: kept apart, respected by every rebuild, reversible."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import current, graph, jobs, reviewed, reviews
from kg.entries import Scope
from kg.errors import BadReviews
from kg.identity import final
from kg.lock import writer
from kg.queue import Job, pending, submit
from kg.rdf import nquads
from kg.reviewed import Said
from kg.reviews import Review
from kg.store import Store
from kg.terms import PROV, Iri
from kg.why import counts, doubtful, why
from tests.test_identity import QD_1085, full_date, of_another_year, undated

BASE = "https://luocdo.vn/"
OTHER = Iri("https://luocdo.vn/eli/vn/trung-uong/ttg/quyet-dinh/2021/1085-QĐ-TTg")
MERGED = QD_1085.removeprefix(BASE)


def build(folder: Path, *extractions) -> None:
    with Store.writing(folder) as store:
        touched = Scope()
        for extraction in extractions:
            quads = graph.quads(extraction)
            store.replace(quads[0].graph, quads)
            touched |= current.scope(store, quads[0].graph)
        current.refresh(store, touched)


def said(folder: Path) -> list[str]:
    store = Store.reading(folder)
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


def stub(folder: Path) -> Iri:
    """The document that the undated source names."""
    store = Store.reading(folder)
    (node,) = {
        q.subject
        for q in store.match(None, store.terms.ld("office"))
        if q.subject.startswith(f"{BASE}local/")
    }
    return node


def decide(
    folder: Path,
    verdict: str,
    node: str,
    work: str,
    who: str = "Lan",
    when: str = "2026-01-02T03:04:05Z",
):
    row = {
        "verdict": verdict,
        "node": node.removeprefix(BASE),
        "work": work.removeprefix(BASE),
        "who": who,
        "when": when,
    }
    return jobs.submit(folder, Job("review", {"reviews": [row]}))


def test_a_split_undoes_a_merge_and_a_merge_undoes_the_split(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date())
    before, node = said(tmp_path), stub(tmp_path)
    assert final(Store.reading(tmp_path), node) == QD_1085
    assert decide(tmp_path, "apart", node, QD_1085).done == 1
    store = Store.reading(tmp_path)
    assert final(store, node) == node
    assert list(store.match(node, None, None, store.terms.current))
    decide(tmp_path, "same", node, QD_1085)
    assert final(Store.reading(tmp_path), node) == QD_1085
    decide(tmp_path, "apart", node, QD_1085)
    (tmp_path / reviews.FILE).write_text("verdict\tnode\twork\n", encoding="utf-8")
    with Store.writing(tmp_path) as store:
        current.refresh(store, Scope())
    assert said(tmp_path) == before


def test_a_rebuild_respects_reviews(tmp_path: Path) -> None:
    build(tmp_path / "a", undated(), full_date())
    decide(tmp_path / "a", "apart", stub(tmp_path / "a"), QD_1085)
    (tmp_path / "b").mkdir()
    reviews.write(tmp_path / "b" / reviews.FILE, reviews.read(tmp_path / "a" / reviews.FILE))
    build(tmp_path / "b", full_date(), undated())
    assert said(tmp_path / "b") == said(tmp_path / "a")


def test_a_person_decides_between_candidates(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date(), of_another_year())
    node = stub(tmp_path)
    assert [d.candidates for d in doubtful(Store.reading(tmp_path))] == [(OTHER, QD_1085)]
    decide(tmp_path, "apart", node, OTHER)
    store = Store.reading(tmp_path)
    found = why(store, node)
    assert found is not None
    assert found.decided is not None
    assert (found.final.iri, found.decided.rule, found.decided.confidence) == (QD_1085, "only-one", 0.7)
    assert [(r.verdict, r.who) for r in found.reviews] == [("apart", "Lan")]


def test_two_works_are_one_by_a_persons_word_and_their_stubs_follow(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date(), of_another_year())
    node = stub(tmp_path)
    decide(tmp_path, "same", OTHER, QD_1085)
    store = Store.reading(tmp_path)
    assert final(store, OTHER) == final(store, node) == QD_1085
    assert list(store.match(OTHER, None, None, store.terms.current)) == []
    assert list(store.match(None, None, OTHER, store.terms.current)) == []
    citing = {
        q.subject for q in store.match(None, store.terms.ld("implements"), QD_1085, store.terms.current)
    }
    assert len(citing) == 2
    assert counts(store)["reviewed"] == 1


def test_a_circle_of_reviews_ends(tmp_path: Path) -> None:
    build(tmp_path, full_date(), of_another_year())
    text = f"verdict\tnode\twork\nsame\t{MERGED}\t{OTHER}\nsame\t{OTHER}\teli/x\nsame\teli/x\t{MERGED}\n"
    (tmp_path / reviews.FILE).write_text(text, encoding="utf-8")
    with Store.writing(tmp_path) as store:
        current.refresh(store, Scope())
        assert final(store, OTHER) == final(store, QD_1085)


def test_who_and_when_stand_in_the_runs_only(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date())
    decide(tmp_path, "apart", stub(tmp_path), QD_1085)
    assert not [line for line in said(tmp_path) if "Lan" in line or "2026-01-02" in line]
    store = Store.reading(tmp_path)
    (by,) = store.match(None, PROV("wasAttributedTo"), None, store.terms.runs)
    assert reviewed.said(store, by.subject) == Said("apart", "Lan", "2026-01-02T03:04:05Z")


def test_the_last_word_counts() -> None:
    first = Review("same", "a", "b", "Lan")
    assert reviews.standing([first, Review("apart", "b", "a")]) == (Review("apart", "b", "a"),)
    assert reviews.standing([first, Review("same", "a", "c")]) == (Review("same", "a", "c"),)


def test_a_file_of_reviews_goes_out_and_in(tmp_path: Path) -> None:
    rows = (Review("same", "a", "b", "Lan", "2026-01-02", "gõ nhầm"), Review("apart", "c", "d"))
    reviews.write(tmp_path / "r.tsv", rows)
    assert reviews.read(tmp_path / "r.tsv") == rows
    assert reviews.read(tmp_path / "none.tsv") == ()


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text("verdict\tnode\twork\nsame\ta\tb\nmaybe\ta\tb\n", encoding="utf-8")
    with pytest.raises(
        BadReviews, match=r"r\.tsv:3: cần một trong là một, .*, rồi hai IRI / .*one of same, apart, "
    ):
        reviews.read(tmp_path / "r.tsv")


def test_jobs_wait_while_another_writes_and_are_done_in_order(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date())
    node = stub(tmp_path)
    with writer(tmp_path / "lock"):
        waiting = decide(tmp_path, "apart", node, QD_1085)
        decide(tmp_path, "same", node, QD_1085)
        assert (waiting.done, bool(waiting.waiting)) == (0, True)
        assert len(pending(tmp_path)) == 2
    assert jobs.run(tmp_path).done == 2
    assert pending(tmp_path) == []
    assert final(Store.reading(tmp_path), node) == QD_1085


def test_a_job_that_fails_costs_only_itself(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date())
    submit(tmp_path, Job("dance"))
    submit(tmp_path, Job("import", {"file": str(tmp_path / "none.tsv")}))
    (tmp_path / "queue" / "00000000000000000001-1-000001.json").write_text("{", encoding="utf-8")
    ran = decide(tmp_path, "apart", stub(tmp_path), QD_1085)
    assert (ran.done, [job.kind for job, _ in ran.failed]) == (1, ["?", "dance", "import"])
    assert len(list((tmp_path / "queue" / "failed").iterdir())) == 3
    assert pending(tmp_path) == []


def test_a_job_that_another_process_does_meanwhile_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = submit(tmp_path, Job("read", {"paths": []}))

    def done_elsewhere(file: Path) -> Job:
        file.unlink()
        raise FileNotFoundError(file)

    monkeypatch.setattr(jobs.queue, "read", done_elsewhere)
    assert jobs.run(tmp_path).failed == ()
    assert not waiting.exists()


def test_documents_can_be_queued(tmp_path: Path, examples: Path) -> None:
    file = examples / "qd-126-qd-ubnd-quang-nam-2024.txt"
    assert jobs.submit(tmp_path / "g", Job("read", {"paths": [str(file)]})).done == 1
    assert len(Store.reading(tmp_path / "g").sources()) == 1


def test_why_tells_sources_rule_and_what_is_missing(tmp_path: Path) -> None:
    build(tmp_path, undated(), full_date())
    store = Store.reading(tmp_path)
    found = why(store, QD_1085)
    assert found is not None
    assert [(d.rule, d.missing) for d in found.merged] == [("only-one", ("year",))]
    assert [dict(s.facts).get("date", "") for s in found.said] in (["", "2022-09-15"], ["2022-09-15", ""])
    assert why(store, Iri(f"{BASE}local/none")) is None


def test_taking_back_lets_the_word_before_stand_again() -> None:
    first, second = Review("same", "a", "b", "Lan", "1"), Review("apart", "a", "b", "Minh", "2")
    back = Review("withdraw", "b", "a", "Minh", "3")
    assert reviews.standing([back, second, first]) == (first,)
    assert reviews.standing([first, second, back, Review("withdraw", "a", "b", "Lan", "4"), back]) == ()


def test_a_line_without_a_time_was_said_with_the_one_before_it() -> None:
    early, late, untimed = (
        Review("same", "a", "b", when="1"),
        Review("apart", "a", "b", when="2"),
        Review("same", "a", "b"),
    )
    assert reviews.standing([early, untimed, late]) == (late,)
    assert reviews.standing([late, untimed, early]) == (untimed,)


EDGE = Review(
    "correct", "a", "b", "Lan", "2026-01-02T03:04:05+00:00", "=1+1", "ld:implements", "source/0", "3", "9",
    "- thực hiện “x”\tvà 'y'", "Quyết định 1", "Luật 2", "", "eli:based_on", "eli/c",
)  # fmt: skip


def test_a_file_that_a_spreadsheet_saved_is_the_same_file(tmp_path: Path) -> None:
    kept = replace(EDGE, quote="- thực hiện “x” và 'y'")
    reviews.write(tmp_path / "r.tsv", [EDGE])
    words = (tmp_path / "r.tsv").read_text(encoding="utf-8-sig")
    head, line = words.splitlines()
    assert head.split("\t")[:5] == ["quyết định", "văn bản", "quan hệ", "văn bản kia", "câu làm chứng"]
    assert line.split("\t")[:5] == ["sửa", "Quyết định 1", "thực hiện", "Luật 2", "'- thực hiện “x” và 'y'"]
    assert reviews.read(tmp_path / "r.tsv") == (kept,)
    (tmp_path / "r16.tsv").write_bytes(words.replace("thực hiện\tL", "Thực hiện\tL").encode("utf-16"))
    assert reviews.read(tmp_path / "r16.tsv") == (kept,)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("bác\ta\tb\tthực hiện\tsource/0\t3\t", "cần quan hệ, nguồn, từ ký tự và đến ký tự"),
        ("bác\ta\tb\t\tsource/0\t3\t9", "cần quan hệ, nguồn"),
        ("bác\ta\tb\tyêu quý\tsource/0\t3\t9", "không có quan hệ “yêu quý”"),
        ("bác\ta\t\tthực hiện\tsource/0\t3\t9", "rồi hai IRI"),
    ],
)
def test_what_a_line_lacks_is_named(tmp_path: Path, line: str, message: str) -> None:
    head = "verdict\tnode\twork\trelation\tsource\tstart\tend\n"
    (tmp_path / "r.tsv").write_text(head + line + "\n", encoding="utf-8")
    with pytest.raises(BadReviews, match=message):
        reviews.read(tmp_path / "r.tsv")


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_bytes(b"PK\x03\x04\xff\xff")
    with pytest.raises(BadReviews, match="không phải UTF-8"):
        reviews.read(tmp_path / "r.tsv")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))).map(
    lambda w: " ".join(w.split())
)


@given(
    st.lists(
        st.builds(
            Review,
            st.sampled_from(["same", "apart", "withdraw"]),
            st.just("a"),
            st.just("b"),
            WORDS,
            WORDS,
            WORDS,
        )
    )
)
def test_whatever_is_written_is_read(rows: list[Review]) -> None:
    with tempfile.TemporaryDirectory() as place:
        reviews.write(Path(place) / "r.tsv", rows)
        assert reviews.read(Path(place) / "r.tsv") == tuple(rows)
