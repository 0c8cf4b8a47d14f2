"""What follows from the sources, written so that a kill at any moment costs only work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import batch, deriving, jobs
from kg.entries import Scope, verdicts
from kg.journal import Journal
from kg.queue import Job
from kg.rdf import from_nquads, nquads
from kg.store import Store
from kg.terms import ELI, RDF, Literal, Quad
from nlp.model import Citation, Document, Extraction, Mention, Relation, Text

PROVINCE = "Ủy ban nhân dân tỉnh Quảng Nam"


def citing(text: Text) -> Extraction:
    """ "5 2024-01-22 7": decision 5/QĐ-UBND, which cites the decision 7/QĐ-UBND, which implements 1/NQ-CP.

    The year of the cited decision is not stated, so that who it is depends on the other sources.
    """
    number, date, *cited = text.text.split()
    found = [Citation("c0", "Nghị quyết", "1/NQ-CP", date="2024-01-05", issuer="Chính phủ")]
    acts = []
    for n, other in enumerate(cited, 1):
        where = text.text.rindex(other)
        mention = Mention(where, where + len(other), other, "short")
        found.append(
            Citation(f"c{n}", "Quyết định", f"{other}/QĐ-UBND", issuer=PROVINCE, mentions=(mention,))
        )
        acts.append(Relation(f"c{n}", "implements", "c0", other, where, where + len(other)))
    document = Document("Quyết định", f"{number}/QĐ-UBND", date, PROVINCE)
    return Extraction(text, document, tuple(found), tuple(acts))


def put(folder: Path, **words: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, line in words.items():
        (folder / f"{name}.txt").write_text(line, encoding="utf-8")
    return folder


def said(folder: Path) -> list[str]:
    """The whole graph but the runs."""
    store = Store.reading(folder)
    return nquads(q for q in store.match() if q.graph != store.terms.runs)


class Killed(BaseException):
    """Nothing catches it."""


class Chance:
    """Lets so many writes of a store pass and a share of the next, and then no more."""

    def __init__(self, passing: int, share: float) -> None:
        self.left = passing
        self.share = share
        self.over = False

    def some(self, whole: list[object]) -> list[object]:
        if self.over:
            raise Killed
        self.over = self.left == 0 and bool(whole)  # of a set, which part is not the same every time
        self.left -= bool(whole)
        return whole[: int(len(whole) * self.share)] if self.over else whole

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        load, add, remove, exchange = Store.load, Store.add, Store.remove, Store.exchange

        def loading(store: Store, data: Iterable[bytes]) -> None:
            load(store, self.some([line + b"\n" for line in b"".join(data).splitlines()]))  # type: ignore[arg-type]
            self.check()

        def adding(store: Store, quads: Iterable[Quad]) -> None:
            found = list(quads)
            if len(self.some(list(found))) == len(found):  # one transaction: all or nothing
                add(store, found)
            self.check()

        def removing(store: Store, quads: Iterable[Quad]) -> None:
            remove(store, self.some(list(quads)))  # type: ignore[arg-type]
            self.check()

        def exchanging(store: Store, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
            removed, added = list(gone), list(new)
            if not self.over and len(self.some([*removed, *added])) == len(removed) + len(added):
                exchange(store, removed, added)
            self.check()

        patch.setattr(Store, "exchange", exchanging)
        patch.setattr(Store, "load", loading)
        patch.setattr(Store, "add", adding)
        patch.setattr(Store, "remove", removing)

    def check(self) -> None:
        if self.over:
            raise Killed


BEFORE = {"a": "1 2024-02-01 7", "b": "2 2024-03-01 7 8", "c": "7 2023-05-05"}
AFTER = {"a": "1 2024-02-01 9", "c": "7 2022-05-05", "d": "8 2023-01-01 7", "e": "9 2023-06-01"}


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_build_that_is_killed_at_any_write_comes_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    changed = put(put(tmp_path / "changed", **BEFORE), **AFTER)
    batch.build([changed], tmp_path / "undisturbed", citing)
    wanted = said(tmp_path / "undisturbed")
    kills = 0
    for moment in range(100):
        folder, graph = put(tmp_path / f"in{moment}", **BEFORE), tmp_path / f"g{moment}"
        batch.build([folder], graph, citing)
        put(folder, **AFTER)
        chance = Chance(moment, share)
        with monkeypatch.context() as patch:
            chance.watch(patch)
            try:
                batch.build([folder], graph, citing)
            except Killed:
                kills += 1
        batch.build([folder], graph, citing, resume=True)
        assert said(graph) == wanted, moment
        if not chance.over:
            break
    assert kills == moment >= 6


def test_only_what_was_still_to_do_is_derived_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, graph = put(tmp_path / "in", **BEFORE), tmp_path / "g"
    batch.build([folder], graph, citing)
    put(folder, f="30 2024-04-01")
    derived: list[str] = []
    difference = deriving.current.difference

    def watched(store: Store, subjects: list[str]) -> object:
        derived.extend(subjects)
        return difference(store, subjects)

    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise Killed

        patch.setattr(deriving.current, "difference", stop)
        with pytest.raises(Killed):
            batch.build([folder], graph, citing)
    monkeypatch.setattr(deriving.current, "difference", watched)
    batch.build([folder], graph, citing, resume=True)
    assert {name.rpartition("/")[2] for name in derived} == {
        "30-QĐ-UBND",
        "1-NQ-CP",
        "quyet-dinh",
        "nghi-quyet",
        "ubnd",
        "chinh-phu",
    }


def test_a_review_after_a_kill_publishes_nothing_half_derived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, graph = put(tmp_path / "in", **BEFORE), tmp_path / "g"
    batch.build([folder], graph, citing)
    put(folder, **AFTER)

    def stop(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(deriving.current, "difference", stop)
        with pytest.raises(Killed):
            batch.build([folder], graph, citing)
    words = {"verdict": "apart", "node": "eli/vn/x", "work": "eli/vn/y", "when": "2026-01-02T03:04:05Z"}
    assert jobs.submit(graph, Job("review", {"reviews": [words]})).done == 1
    batch.build([folder], tmp_path / "undisturbed", citing)
    reviewed = [line for line in said(graph) if "/review" not in line]
    assert len(reviewed) < len(said(graph))
    assert reviewed == said(tmp_path / "undisturbed")


def test_what_leads_to_an_assertion_goes_last(tmp_path: Path) -> None:
    batch.build([put(tmp_path / "in", **BEFORE)], tmp_path / "g", citing)
    store = Store.reading(tmp_path / "g")
    (law,) = (q.subject for q in store.match(None, ELI("id_local"), Literal("1/NQ-CP"), store.terms.current))
    acting = [q.subject for q in store.match(None, store.terms.ld("implements"), law, store.terms.current)]
    copy = Store.memory(base=store.terms.base)
    copy.add(q for q in store.match() if q.graph == store.terms.current)
    change = deriving.change(copy, acting, verdicts(copy))
    gone = [quad.predicate for quad in from_nquads(change.gone)]
    assert RDF("subject") in gone
    assert set(gone[gone.index(RDF("subject")) :]) == {RDF("subject")}
    assert change.new == b""


def test_workers_decide_and_derive_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "in", **BEFORE, **{f"n{n}": f"{n} 2024-01-01 {n + 1}" for n in range(10, 40)})
    batch.build([folder], tmp_path / "one", citing)
    for name in ("NODES", "SUBJECTS", "FEW", "SPOOL"):
        monkeypatch.setattr(deriving, name, 2)
    with monkeypatch.context() as patch:
        patch.setattr(batch, "_read", lambda reader, tasks, run, *_: _here(reader, tasks))
        batch.build([folder], tmp_path / "several", citing, jobs=2)
    assert said(tmp_path / "several") == said(tmp_path / "one")


def _here(reader: batch.Reader, tasks: Iterable[batch.Task]) -> Iterable[object]:
    for task in tasks:
        for message in reader(task):
            yield task, message
        yield task, batch.Finished()


def test_shares_hold_everything_once_and_keep_a_number_together() -> None:
    journal = Journal()
    journal.touch({f"n{n}": f"{n // 3}/QĐ" if n % 2 else "" for n in range(300)})  # type: ignore[misc]
    shares = list(journal.touched(20))
    assert len(shares) > 10
    assert sorted(node for share in shares for node in share) == sorted(f"n{n}" for n in range(300))
    for number in {number for share in shares for number in share.values() if number}:
        assert sum(number in share.values() for share in shares) == 1
    assert deriving.Scope is Scope
    journal.decided()
    assert list(journal.touched(20)) == [{}]
