"""Finding one of many documents that bear the same number, without reading them all."""

from __future__ import annotations

import pytest

from kg import lookup
from kg.iri import Work, mint
from kg.keys import key
from kg.lookup import find
from kg.store import Store
from kg.terms import DCTERMS, ELI, RDFS, Iri, Literal, Quad, dated, text

AREAS = ("quang-nam", "da-nang", "lam-dong", "nghe-an", "can-tho", "gia-lai")
YEARS = range(2005, 2017)


@pytest.fixture(scope="module")
def store() -> Store:
    """A decision 126 of every province and year, and a resolution 126."""
    found = Store.memory()
    rows = [(area, "ubnd", "quyet-dinh", year, "126/QĐ-UBND") for area in AREAS for year in YEARS]
    for area, office, kind, year, number in [
        *rows,
        ("trung-uong", "chinh-phu", "nghi-quyet", 2010, "126/NQ-CP"),
    ]:
        work = mint(Work(area, office, kind, str(year), number), base=found.terms.base)
        facts = {
            RDFS("label"): text(f"Văn bản {number}"),
            ELI("id_local"): Literal(number),
            ELI("number"): Literal("126"),
            ELI("date_document"): dated(f"{year}-0{1 + len(area) % 8}-22"),
            DCTERMS("title"): text("Kế hoạch giảm nghèo" if area == "da-nang" else "Kế hoạch"),
            found.terms.ld("key"): Literal(key(number)),
        }
        found.add(Quad(work, p, o, found.terms.current) for p, o in facts.items())
    return found


def read(store: Store, question: str, monkeypatch: pytest.MonkeyPatch) -> tuple[lookup.Found, int]:
    """What is found, and of how many documents the facts were read."""
    seen: list[Iri] = []
    taken = lookup.node
    monkeypatch.setattr(lookup, "node", lambda s, work: seen.append(work) or taken(s, work))
    return find(store, question), len(seen)


def test_place_and_year_are_known_from_the_iri(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found, count = read(store, "126 qđ ubnd Quảng Nam 2010", monkeypatch)
    assert [n.iri.split("/")[-5:-1] for n in found.works] == [["quang-nam", "ubnd", "quyet-dinh", "2010"]]
    assert (found.more, count) == (0, 1)


def test_a_day_is_looked_up_among_those_of_the_year(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found, count = read(store, "126/QĐ-UBND ngày 22/02/2011 Quảng Nam", monkeypatch)
    assert [n.date for n in found.works] == ["2011-02-22"]
    assert count == 2


def test_of_very_many_the_first_are_listed_and_the_rest_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, count = read(store, "126/QĐ-UBND", monkeypatch)
    assert (len(found.works), found.more, count) == (50, 22, 50)
    assert [n.date for n in found.works] == sorted(n.date for n in found.works)


def test_words_of_a_title_still_find(store: Store) -> None:
    assert {n.iri.split("/")[-5] for n in find(store, "126/QĐ-UBND giảm nghèo 2012").works} == {"da-nang"}


def test_a_running_number_takes_its_type_from_the_iri(store: Store) -> None:
    assert [n.number for n in find(store, "nghị quyết 126").works] == ["126/NQ-CP"]


def test_the_nearest_bear_the_same_number(store: Store) -> None:
    found = find(store, "126/QĐ-UBNX")
    assert found.works == ()
    assert {n.number for n in found.nearest} == {"126/QĐ-UBND"}
