"""A mention as the answer shows it, and the entry that it alone makes."""

from nlp import layout
from nlp.context import Context
from nlp.find import find
from nlp.ledger import Entry
from nlp.model import Mention
from nlp.placing import Page, citation, conflict, doubts, entry, facts, mention
from nlp.register import law_numbered


def page(text: str) -> Page:
    return Page(text, layout.read(text), Context(province="Quảng Nam"))


def test_a_mention_in_a_footnote_bears_its_label() -> None:
    text = "đã ban hành Kế hoạch[^7].\n[^7]: Quyết định số 126/QĐUBND ngày 22/01/2024\n"
    (hit,) = find(text)
    assert mention(page(text), hit) == Mention(
        hit.start, hit.end, "Quyết định số 126/QĐUBND ngày 22/01/2024", "full", "footnote", "126/QĐUBND", "7"
    )


def test_what_is_printed_as_it_should_be_is_not_repeated() -> None:
    text = "Quyết định số 126/QĐ-UBND"
    (hit,) = find(text)
    assert mention(page(text), hit).printed == ""


def test_an_entry_says_only_what_the_text_says() -> None:
    text = "Quyết định số 126/QĐ-UBND ngày 22/01/2024 ban hành Kế hoạch hành động"
    (hit,) = find(text)
    made = entry(page(text), hit, "126/QĐ-UBND")
    assert (made.date, made.year, made.issuer, made.title) == (
        "2024-01-22",
        "2024",
        "Ủy ban nhân dân tỉnh Quảng Nam",
        "ban hành Kế hoạch hành động",
    )


def test_a_year_is_no_date() -> None:
    text = "Quyết định số 126/QĐ-UBND năm 2024"
    (hit,) = find(text)
    made = entry(page(text), hit, "126/QĐ-UBND")
    assert (made.date, made.year) == ("", "2024")


def test_the_day_may_open_the_sentence() -> None:
    text = "Ngày 10/4/2026, Sở Công Thương ban hành Văn bản số 1936/SCT-CN"
    (hit,) = find(text)
    made = entry(page(text), hit, "1936/SCT-CN")
    assert (made.date, made.issuer) == ("2026-04-10", "Sở Công Thương tỉnh Quảng Nam")


def test_facts_of_the_register() -> None:
    law = law_numbered("31/2024/QH15", "Luật")
    assert dict(facts(law)) == {
        "number": "31/2024/QH15",
        "name": "Luật Đất đai",
        "date": "2024-01-18",
        "effective": "2024-08-01",
    }
    assert facts(None) == ()


def test_doubts_say_what_to_look_at() -> None:
    text = "Thông báo số 53/TBVPCP ngày 31/02/2024"
    (hit,) = find(text)
    found = list(doubts(page(text), hit))
    assert [(f.code, f.start, f.end) for f in found] == [
        ("bad-date", 0, len(text)),
        ("misprinted-number", 0, len(text)),
    ]
    assert "ngày 31/02/2024" in found[0].message


def test_two_dates_conflict_unless_one_is_part_of_the_other() -> None:
    text = "Kế hoạch số 5/KH-UBND"
    (hit,) = find(text)
    known = Entry("Kế hoạch", "5/KH-UBND", date="2024-03-01")
    assert conflict(known, Entry("Kế hoạch", "5/KH-UBND", date="2024-03-02", hit=hit)) is not None
    assert conflict(known, Entry("Kế hoạch", "5/KH-UBND", date="2024-03", hit=hit)) is None
    assert conflict(known, Entry("Kế hoạch", "5/KH-UBND", hit=hit)) is None


def test_an_open_document_is_less_certain() -> None:
    said = (Mention(0, 1, "x", "full"),)
    sure = citation(Entry("Kế hoạch", "5/KH-UBND"), said, "c1")
    doubtful = citation(Entry("Kế hoạch", "5", resolution="unresolved", rule="short"), said, "c2")
    assert sure.confidence > doubtful.confidence
    assert (sure.id, sure.kind) == ("c1", "document")
