"""What a clerk decides on the review page, with the keyboard, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kg import batch, reviews
from kg.explorer import newest
from kg.identity import final
from kg.lookup import find
from kg.store import Store
from kg.terms import RDF, Iri
from nlp import extract
from tests.e2e.conftest import Browser, Site

pytestmark = pytest.mark.slow


def graph(site: Site) -> Store:
    return Store.reading(site.folder)


def stating(site: Site, subject: str, work: str, relation: str = "ld:implements") -> set[Iri]:
    """The assertions that one document stands so to another, both by their numbers."""
    store = graph(site)
    ends = {RDF("subject"): find(store, subject).works[0].iri, RDF("object"): find(store, work).works[0].iri}
    ends[RDF("predicate")] = store.terms.expand(relation)
    found = [
        {q.subject for q in store.match(None, role, end, store.terms.current)} for role, end in ends.items()
    ]
    return set.intersection(*found)


def said(site: Site) -> list[tuple[str, str, str]]:
    return [(r.verdict, r.who, r.note) for r in reviews.read(site.folder / reviews.FILE)]


def open_(browser: Browser, site: Site, who: str, **query: str) -> Any:
    page = browser.page()
    words = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    page.goto(f"{site.url}/duyet?{words}")
    page.wait_for_selector(".review article", timeout=60_000)  # the server has only just started
    page.fill("#who", who)
    page.locator(".review h1").click()
    return page


def current(page: Any) -> str:
    return str(page.get_attribute(".review article", "data-item"))


def test_a_relation_rejected_with_the_keyboard_stays_rejected(
    browser: Browser, own: Site, examples: Path
) -> None:
    (of, *_) = stating(own, "126/QĐ-UBND", "02/NQ-CP")
    page = browser.page()
    page.goto(f"{own.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}")
    page.click(".evidence .review-this >> nth=0")
    page.wait_for_selector(".review article")
    page.fill("#who", "Nguyễn Thị Lan")
    page.fill("#note", "không phải văn bản này")
    page.press("#note", "Enter")
    page.keyboard.press("r")
    page.wait_for_selector(".told .good", timeout=60_000)
    assert set(said(own)) == {("reject", "Nguyễn Thị Lan", "không phải văn bản này")}
    assert stating(own, "126/QĐ-UBND", "02/NQ-CP") == set()
    batch.build([examples], own.folder, extract, again=True)
    assert stating(own, "126/QĐ-UBND", "02/NQ-CP") == set()
    page.goto(f"{own.url}/duyet?review={quote(of)}")
    page.wait_for_selector("text=Nguyễn Thị Lan bác ngày")


def test_what_was_accepted_says_by_whom(browser: Browser, own: Site) -> None:
    (of, *_) = sorted(stating(own, "126/QĐ-UBND", "02/NQ-CP"))
    page = open_(browser, own, "Nguyễn Thị Lan", review=of)
    page.keyboard.press("a")
    page.wait_for_selector(".told .good", timeout=60_000)
    page.goto(f"{own.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}")
    page.wait_for_selector(".evidence >> text=đã duyệt bởi Nguyễn Thị Lan ngày")
    work = find(graph(own), "126/QĐ-UBND").works[0].iri
    page.goto(f"{own.url}/van-ban?doc={quote(work)}")
    page.wait_for_selector(".relations >> text=đã duyệt bởi Nguyễn Thị Lan ngày")


def test_the_whole_queue_by_keyboard(browser: Browser, own: Site) -> None:
    page = open_(browser, own, "Lan")
    first = current(page)
    page.keyboard.press("j")
    second = current(page)
    page.keyboard.press("k")
    assert current(page) == first != second
    page.keyboard.press("s")
    assert current(page) == second
    page.keyboard.press("r")
    page.keyboard.press("a")
    for _ in range(60):
        if {v for v, _, _ in said(own)} == {"reject", "accept"}:
            break
        page.wait_for_timeout(250)
    assert {v for v, _, _ in said(own)} == {"reject", "accept"}


def test_taking_the_last_word_back(browser: Browser, own: Site) -> None:
    page = open_(browser, own, "Lan")
    first = current(page)
    page.keyboard.press("a")
    page.wait_for_selector(".told .good", timeout=60_000)
    page.keyboard.press("u")
    page.wait_for_selector(f".review article[data-item='{first}']")
    page.wait_for_selector("text=Đã hoàn tác.")
    assert [v for v, _, _ in said(own)][-1] == "withdraw"
    store = graph(own)
    assert list(store.match(None, None, None, store.terms.reviews)) == []


def test_a_relation_is_corrected(browser: Browser, own: Site) -> None:
    (of, *_) = stating(own, "126/QĐ-UBND", "02/NQ-CP")
    page = open_(browser, own, "Lan", review=of)
    page.keyboard.press("c")
    page.select_option("#relation", label="căn cứ")
    page.fill("#other", "99/NQ-CP")
    page.press("#other", "Enter")
    page.click(".hits button:has-text('99/NQ-CP')")
    page.click("#save")
    page.wait_for_selector(".told .good", timeout=60_000)
    assert stating(own, "126/QĐ-UBND", "02/NQ-CP") == set()
    assert stating(own, "126/QĐ-UBND", "99/NQ-CP", "eli:based_on")


def test_what_the_program_missed_is_added_with_its_sentence(browser: Browser, own: Site) -> None:
    (of, *_) = stating(own, "126/QĐ-UBND", "02/NQ-CP")
    page = open_(browser, own, "Lan", review=of)
    page.keyboard.press("n")
    page.fill("#other", "18-NQ/TW")
    page.press("#other", "Enter")
    page.click(".hits button:has-text('18-NQ/TW')")
    page.fill("#sentence", "câu này không có ở đâu cả")
    page.click("#save")
    page.wait_for_selector("text=Không thấy câu này")
    page.fill("#sentence", "Ban hành   Kế hoạch hành động")
    page.click("#save")
    page.wait_for_selector("text=Đã thêm quan hệ.", timeout=60_000)
    assert len(stating(own, "126/QĐ-UBND", "18-NQ/TW")) == 1
    page.goto(f"{own.url}/duyet?view=done")
    page.click(".past a >> nth=0")
    page.wait_for_selector(".review article >> text=Lan thêm ngày")


def test_what_was_missed_is_added_from_the_documents_page(browser: Browser, own: Site) -> None:
    page = browser.page()
    work = find(graph(own), "126/QĐ-UBND").works[0].iri
    page.goto(f"{own.url}/van-ban?doc={quote(work)}")
    page.click("text=Thêm quan hệ máy bỏ sót")
    page.fill("#who", "Lan")
    page.fill("#other", "99/NQ-CP")
    page.press("#other", "Enter")
    page.click(".hits button:has-text('99/NQ-CP')")
    page.fill("#sentence", "Ban hành Kế hoạch hành động")
    page.click("#save")
    page.wait_for_selector("text=Đã thêm quan hệ.", timeout=60_000)
    assert len(stating(own, "126/QĐ-UBND", "99/NQ-CP")) == 1


def test_two_people_at_once(browser: Browser, own: Site) -> None:
    (of, *_) = stating(own, "126/QĐ-UBND", "02/NQ-CP")
    one = open_(browser, own, "Lan", review=of)
    two = open_(browser, own, "Minh", review=of)
    one.keyboard.press("r")
    one.wait_for_selector(".told .good", timeout=60_000)
    two.keyboard.press("a")
    two.wait_for_selector("text=Lan vừa duyệt mục này", timeout=60_000)
    assert {who for _, who, _ in said(own)} == {"Lan", "Minh"}
    assert of in stating(own, "126/QĐ-UBND", "02/NQ-CP")


def test_an_identity_survives_a_rebuild(browser: Browser, own: Site, examples: Path) -> None:
    page = open_(browser, own, "Nguyễn Văn A", kind="identity")
    taken = page.inner_text(".offered strong")
    before = newest(own.folder)
    page.keyboard.press("0")
    page.wait_for_selector(".told .good", timeout=60_000)
    assert newest(own.folder) > before
    (review,) = reviews.read(own.folder / reviews.FILE)
    assert (review.verdict, review.who) == ("apart", "Nguyễn Văn A")
    batch.build([examples], own.folder, extract, again=True)
    store = graph(own)
    node = Iri(store.terms.base + review.node)
    assert final(store, node) == node, taken


def test_filters_narrow_the_queue(browser: Browser, own: Site) -> None:
    page = open_(browser, own, "Lan")
    page.select_option("#by-type", index=1)
    page.wait_for_function("location.search.includes('type=')")
    page.wait_for_selector("text=Bỏ lọc")
    page.select_option("#by-kind", index=1)
    page.wait_for_function("location.search.includes('kind=')")
    page.wait_for_selector(".review article")


def test_nobody_decides_without_a_name(browser: Browser, own: Site) -> None:
    page = open_(browser, own, "")
    page.keyboard.press("a")
    page.wait_for_selector("text=Ghi tên người duyệt")
    assert said(own) == []


def test_a_reader_is_not_offered_a_review(browser: Browser, locked: Site) -> None:
    page = browser.page()
    page.goto(f"{locked.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}")
    page.wait_for_selector(".evidence .quote")
    assert page.locator(".review-this").count() == 0
