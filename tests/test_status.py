"""Whether a document is in force on a day, from what is stated and never from silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import current, graph
from kg import status as of
from kg.entries import Scope
from kg.status import status
from kg.store import Store
from kg.terms import Iri
from nlp.model import SELF, Document
from tests.factories import UBND, small

OLD = Iri("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2023/442-QĐ-UBND")


def store_of(*extractions) -> Store:
    store = Store.memory()
    touched = Scope()
    for extraction in extractions:
        quads = graph.quads(extraction)
        store.replace(quads[0].graph, quads)
        touched |= current.scope(store, quads[0].graph)
    current.refresh(store, touched)
    return store


def old(effective: str = "2023-03-08", expires: str = ""):
    document = Document("Quyết định", "442/QĐ-UBND", "2023-03-08", UBND, effective=effective, expires=expires)
    return small(f"Quyết định 442 {effective} {expires}", document, {})


def acting(predicate: str, *, date: str = "2024-05-06", effective: str = "", part: bool = False):
    """A later decision that acts on the old one."""
    words = f"Quyết định này {predicate} {part} Quyết định số 442/QĐ-UBND {date} {effective}"
    made = small(
        words,
        Document("Quyết định", "1073/QĐ-UBND", date, UBND, effective=effective),
        {"c1": ("Quyết định", "442/QĐ-UBND", "2023-03-08", UBND)},
        ((SELF, predicate, "c1", words),),
    )
    return replace(made, relations=tuple(replace(r, part=part) for r in made.relations))


def code(store: Store, on: str) -> str:
    return status(store, OLD, on).code


@pytest.mark.parametrize(
    ("on", "expected"), [("2023-03-07", "not-yet"), ("2023-03-08", "in-force"), ("2030-01-01", "in-force")]
)
def test_from_the_day_that_it_states(on: str, expected: str) -> None:
    assert code(store_of(old()), on) == expected


def test_issued_is_not_yet_in_force() -> None:
    store = store_of(old(effective="2023-04-01"))
    assert [code(store, day) for day in ("2023-03-01", "2023-03-20", "2023-04-01")] == [
        "not-yet",
        "not-yet",
        "in-force",
    ]


def test_nothing_is_in_force_because_nothing_is_said() -> None:
    store = store_of(old(effective=""))
    found = status(store, OLD, "2024-01-01")
    assert found.code == "unknown"
    assert [(s.what, s.day) for s in found.statements] == [("issued", "2023-03-08")]
    assert code(store_of(acting("amends")), "2024-06-01") == "unknown"


@pytest.mark.parametrize("predicate", ["repeals", "replaces"])
def test_a_repeal_counts_from_the_day_on_which_the_repealing_act_enters_into_force(predicate: str) -> None:
    store = store_of(old(), acting(predicate, effective="2024-06-15"))
    assert [code(store, day) for day in ("2024-05-10", "2024-06-14", "2024-06-15")] == [
        "in-force",
        "in-force",
        "expired",
    ]
    last = status(store, OLD, "2024-07-01").statements[-1]
    assert (last.what, last.day, last.basis) == (predicate, "2024-06-15", "stated")
    assert last.by is not None
    assert last.by.number == "1073/QĐ-UBND"
    assert "442/QĐ-UBND" in last.evidence[0].quote


def test_else_from_its_date_and_says_so() -> None:
    store = store_of(old(), acting("repeals"))
    assert [code(store, day) for day in ("2024-05-05", "2024-05-06")] == ["in-force", "expired"]
    assert status(store, OLD, "2025-01-01").statements[-1].basis == "issued"


def test_a_repeal_of_unknown_day_leaves_it_unknown() -> None:
    assert code(store_of(old(), acting("repeals", date="")), "2024-06-01") == "unknown"


@pytest.mark.parametrize(
    ("predicate", "part", "expected"),
    [
        ("repeals", True, "partly"),
        ("replaces", True, "partly"),
        ("suspends", False, "suspended"),
        ("suspends", True, "partly"),
        ("amends", False, "in-force"),
        ("cites", False, "in-force"),
    ],
)
def test_what_other_acts_do(predicate: str, part: bool, expected: str) -> None:
    assert code(store_of(old(), acting(predicate, part=part)), "2024-06-01") == expected


def test_its_own_end_counts_from_that_day() -> None:
    store = store_of(old(expires="2025-12-31"))
    assert [code(store, day) for day in ("2025-12-30", "2025-12-31")] == ["in-force", "expired"]


def test_an_extension_lifts_its_own_end() -> None:
    store = store_of(old(expires="2024-12-31"), acting("extends"))
    assert code(store, "2025-06-01") == "in-force"


def test_the_register_knows_when_laws_entered_into_force() -> None:
    law = Iri("https://luocdo.vn/eli/vn/trung-uong/quoc-hoi/luat/2024/31-2024-QH15")
    cited = {"c1": ("Luật", "31/2024/QH15", "2024-01-18", "Quốc hội")}
    store = store_of(
        small("Căn cứ Luật số 31/2024/QH15", Document("Kế hoạch", "1/KH-UBND", "2025-01-01", UBND), cited)
    )
    found = status(store, law, "2024-07-31")
    assert found.code == "not-yet"
    assert ("entry", "2024-08-01", "register") in {(s.what, s.day, s.basis) for s in found.statements}
    assert status(store, law, "2024-08-01").code == "in-force"


def test_of_those_that_act_on_a_document_only_what_decides_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Iri] = []
    taken = of.above
    monkeypatch.setattr(of, "above", lambda store, work: read.append(work) or taken(store, work))
    carrying = [
        small(
            f"Kế hoạch {n} thực hiện Quyết định số 442/QĐ-UBND",
            Document("Kế hoạch", f"{n}/KH-UBND", "2024-02-01", UBND),
            {"c1": ("Quyết định", "442/QĐ-UBND", "2023-03-08", UBND)},
            ((SELF, "implements", "c1", "thực hiện Quyết định số 442/QĐ-UBND"),),
        )
        for n in range(1, 5)
    ]
    assert code(store_of(old(), acting("repeals"), *carrying), "2024-06-01") == "expired"
    assert [iri.rpartition("/")[2] for iri in read] == ["1073-QĐ-UBND"]
