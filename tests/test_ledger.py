"""The documents of one text, and how each is found again."""

import pytest

from nlp.hits import Hit
from nlp.ledger import Entry, Ledger, agree, bare, merged, named_agree, place_of, same_type
from nlp.model import Mention

DECISION = Entry("Quyết định", "126/QĐ-UBND", issuer="Ủy ban nhân dân tỉnh Quảng Nam", year="2024")


def said(start: int) -> Mention:
    return Mention(start, start + 1, "x", "full")


def test_documents_are_found_by_number_serial_and_name() -> None:
    ledger = Ledger()
    first = ledger.add(DECISION)
    law = ledger.add(Entry("Luật", "31/2024/QH15", key="đất đai"))
    assert list(ledger.numbered("126/QĐ-UBND", "Quyết định")) == [first]
    assert list(ledger.numbered("126/QĐ-UBND", "Nghị quyết")) == []
    assert ledger.with_serial("31", "Luật") == [law]
    assert ledger.with_name("đất đai", "Luật") == [law]
    assert ledger.with_name("", "Luật") == []


def test_an_ordinances_number_is_one_with_and_without_its_type() -> None:
    ledger = Ledger()
    place = ledger.add(Entry("Pháp lệnh", "28/2005/PL-UBTVQH11"))
    assert list(ledger.numbered("28/2005/UBTVQH11", "Pháp lệnh")) == [place]
    assert bare("28/2005/PL-UBTVQH11") == "28/2005/UBTVQH11"


def test_the_latest_of_a_number_comes_first() -> None:
    ledger = Ledger()
    places = [ledger.add(DECISION) for _ in range(3)]
    assert list(ledger.numbered(DECISION.number, DECISION.type)) == places[::-1]


def test_what_is_learnt_later_is_indexed() -> None:
    ledger = Ledger()
    place = ledger.add(Entry("Luật", key="đất đai"))
    ledger.update(place, Entry("Luật", "31/2024/QH15", key="đất đai"))
    assert list(ledger.numbered("31/2024/QH15", "Luật")) == [place]
    assert ledger.with_name("đất đai", "Luật") == [place]


def test_an_open_serial_is_no_document_of_that_serial() -> None:
    ledger = Ledger()
    place = ledger.add(Entry("Nghị quyết", "18", resolution="unresolved"))
    assert ledger.with_serial("18", "Nghị quyết") == []
    assert ledger.open_serial("18", "Nghị quyết") == place
    assert ledger.open_serial("19", "Nghị quyết") is None


def test_who_was_named_last() -> None:
    ledger = Ledger()
    one, other = ledger.add(DECISION), ledger.add(DECISION)
    assert ledger.is_empty
    ledger.mention(other, said(0))
    ledger.mention(one, said(10))
    ledger.point(other, said(20))
    assert list(ledger.recent()) == [one, other]
    assert ledger.latest([one, other]) == one
    assert (ledger.last_start(one), ledger.last_start(other)) == (10, 0)
    assert [len(m) for m in ledger.mentions] == [1, 2]


def test_a_joint_circular_is_called_a_circular() -> None:
    ledger = Ledger()
    place = ledger.add(Entry("Thông tư liên tịch", "02/2008/TTLT-BTP-BNV"))
    assert list(ledger.numbered("02/2008/TTLT-BTP-BNV", "Thông tư")) == [place]
    assert same_type("Bộ luật", "Luật")
    assert not same_type("Nghị định", "Nghị quyết")


@pytest.mark.parametrize(
    ("other", "by_year", "one"),
    [
        (Entry("Quyết định"), False, True),
        (Entry("Quyết định", issuer="Ủy ban nhân dân tỉnh Lào Cai"), False, False),
        (Entry("Quyết định", issuer="Ủy ban nhân dân tỉnh"), False, True),
        (Entry("Quyết định", year="2023"), False, False),
        (Entry("Quyết định", year="2023"), True, True),
        (Entry("Quyết định", issuer="Ủy ban nhân dân tỉnh Lào Cai"), True, False),
    ],
)
def test_whether_two_mentions_agree(other: Entry, by_year: bool, one: bool) -> None:
    assert agree(DECISION, other, by_year=by_year) is one


@pytest.mark.parametrize(
    ("known", "fresh", "one"),
    [
        (Entry("Luật", year="2013"), Entry("Luật"), True),
        (Entry("Luật", year="2013"), Entry("Luật", year="2013"), True),
        (Entry("Luật", year="2013"), Entry("Luật", year="2024"), False),
        (Entry("Luật"), Entry("Luật", year="2024"), True),
        (Entry("Luật", register=(("date", "2013-11-29"),)), Entry("Luật", year="2024"), False),
        (
            Entry("Luật", date="2013-11-29", year="2013"),
            Entry("Luật", date="2013-11-30", year="2013"),
            False,
        ),
    ],
)
def test_whether_a_name_can_mean_the_document(known: Entry, fresh: Entry, one: bool) -> None:
    assert named_agree(known, fresh) is one


def test_what_two_mentions_say_together() -> None:
    first = Entry("Quyết định", "5/QĐ-UBND", date="2024-05", year="2024", issuer="Ủy ban nhân dân tỉnh")
    second = Entry(
        "Quyết định", "5/QĐ-UBND", date="2024-05-14", issuer="Ủy ban nhân dân tỉnh Lào Cai", title="quy chế"
    )
    both = merged(first, second)
    assert (both.date, both.issuer, both.title) == ("2024-05-14", "Ủy ban nhân dân tỉnh Lào Cai", "quy chế")
    assert merged(first, Entry("Quyết định", date="2023-01-01")).date == "2024-05"


def test_places_in_names() -> None:
    assert place_of("Ủy ban nhân dân huyện Thăng Bình") == "Thăng Bình"
    assert place_of("Chính phủ") == ""


def test_amending_laws_are_told_apart() -> None:
    assert Entry("Luật", hit=Hit(0, 1, "Luật", "named", amends=True)).is_amending
    assert not Entry("Luật").is_amending
