"""What a clerk does with the mouse and the keyboard, in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import openpyxl
import pypdfium2
import pytest

from kg import batch
from kg.explorer import newest
from kg.lookup import find
from kg.store import Store
from nlp import extract
from tests.e2e.conftest import INJECTED, Browser, Site
from tests.helpers_docx import docx

pytestmark = pytest.mark.slow

IriOf = Callable[[str], str]


def test_from_the_search_box_to_the_sentence(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(site.url)
    page.fill("#q", "126 qd ubnd quang nam 2024")
    page.press("#q", "Enter")
    page.wait_for_selector("header:not(.hero) #q")
    page.click("tbody tr:first-child .to")
    page.wait_for_selector(".document h1")
    assert page.inner_text(".document h1") == "Quyết định 126/QĐ-UBND"
    page.click(".document a.button.first")
    page.wait_for_selector(".trace [data-edge]")
    assert page.inner_text(".trace .title") == "Quyết định 126/QĐ-UBND thực hiện Nghị quyết 02/NQ-CP"
    assert "Nghị quyết số 02/NQ-CP" in page.inner_text(".evidence .quote >> nth=0")
    page.click(".evidence .open-place >> nth=0")
    page.wait_for_selector(".paper mark.sought")
    sentence = "".join(page.locator(".paper mark.sought").all_inner_texts())
    assert sentence == "Ban hành Kế hoạch hành động thực hiện Nghị quyết số 02/NQ-CP ngày 05/01/2024"
    page.go_back()
    page.wait_for_selector(".trace [data-edge]")


def test_a_link_opens_the_same_view(browser: Browser, site: Site, iri_of: IriOf) -> None:
    page = browser.page()
    down = iri_of("18-NQ/TW")
    page.goto(f"{site.url}/truy-nguyen?doc={quote(down)}&way=down")
    page.wait_for_selector(".trace [data-node]")
    names = [page.locator("[data-node]").nth(i).get_attribute("aria-label") for i in range(3)]
    assert names[0] is not None
    assert names[0].startswith("Nghị quyết 18-NQ/TW. Ban Chấp hành Trung ương. 25/10/2017")
    page.goto(f"{site.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}&lang=en")
    page.wait_for_selector(".trace .title")
    assert page.inner_text(".trace .title").split("\n")[0].find("implements") > 0


def test_walking_and_opening(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}")
    page.wait_for_selector("[data-node]")
    assert page.locator("[data-node]").count() == 2
    page.locator("[data-node]").first.dblclick()
    page.wait_for_selector("[data-node] >> nth=2")
    assert "open=" in page.url
    page.locator("[data-node]").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('at=')")
    page.click("text=căn cứ >> nth=0")
    page.wait_for_function("location.search.includes('rel=')")


def test_two_documents(browser: Browser, site: Site) -> None:
    page = browser.page()
    words = f"doc={quote('6581/KH-UBND')}&way=between&to={quote('18-NQ/TW')}"
    page.goto(f"{site.url}/truy-nguyen?{words}")
    page.wait_for_selector(".paths li")
    steps = page.locator(".paths li >> nth=0").inner_text()
    assert [w in steps for w in ("6581/KH-UBND", "99/NQ-CP", "50-KL/TW", "18-NQ/TW")] == [True] * 4


def test_edges_go_around_documents(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(
        f"{site.url}/truy-nguyen?doc={quote('99/NQ-CP')}&way=both&rel=implements,basedOn,amends,cites,replaces"
    )
    page.wait_for_selector("[data-node]")
    crossed = page.evaluate(
        """() => {
          const roots = [...document.querySelectorAll('*')].flatMap((e) => e.shadowRoot || []);
          const all = (s) => roots.flatMap((r) => [...r.querySelectorAll(s)]);
          const boxes = all('.node').map((n) => { const r = n.querySelector('.frame');
            return ['x', 'y', 'width', 'height'].map((a) => +r.getAttribute(a)); });
          let bad = 0, edges = 0;
          for (const line of all('.edge .line')) {
            edges++;
            const length = line.getTotalLength();
            for (let at = 12; at < length - 12; at += 3) {
              const p = line.getPointAtLength(at);
              const between = (at, from, size) => at > from + 1 && at < from + size - 1;
              const inside = ([x, y, w, h]) => between(p.x, x, w) && between(p.y, y, h);
              if (boxes.some(inside)) { bad++; break; }
            }
          }
          return [edges, bad];
        }"""
    )
    assert crossed[0] >= 8
    assert crossed[1] == 0


def test_many_of_a_kind_stand_in_one_block(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/truy-nguyen?doc={quote('02/NQ-CP')}&way=down")
    page.wait_for_selector(".block")
    trunk = page.locator(".edge:has-text('× 10')")
    assert trunk.count() == 1
    page.locator("[data-node]:has-text('9005/KH-UBND')").click()
    page.wait_for_selector(".chosen-panel .title:has-text('9005/KH-UBND')")
    page.locator(".chosen-panel .hop").first.click()
    page.wait_for_selector(".chosen-panel .quote")


def test_downloads(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/truy-nguyen?doc={quote('126/QĐ-UBND')}")
    page.wait_for_selector("[data-file]")
    got = {}
    for kind in ("SVG", "PNG", "PDF", "Excel", "Word"):
        with page.expect_download() as waiting:
            page.click(f"[data-file={kind}]")
        got[waiting.value.suggested_filename] = waiting.value.path().read_bytes()
    name = "truy-nguyen-quyet-dinh-126-qd-ubnd"
    assert sorted(got) == [f"{name}.{s}" for s in ("docx", "pdf", "png", "svg", "xlsx")]
    assert "Nghị quyết 02/NQ-CP" in got[f"{name}.svg"].decode()
    assert got[f"{name}.png"].startswith(b"\x89PNG")
    sheet = pypdfium2.PdfDocument(got[f"{name}.pdf"])[0]
    words = " ".join(sheet.get_textpage().get_text_bounded().split())
    assert "Quyết định 126/QĐ-UBND UBND tỉnh Quảng Nam · 22/01/2024" in words
    assert not [o for o in sheet.get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    word = zipfile.ZipFile(io.BytesIO(got[f"{name}.docx"])).read("word/document.xml").decode()
    assert "PHIẾU TRUY NGUYÊN" in word
    assert "thực hiện Nghị quyết số 02/NQ-CP" in word


def test_markup_in_a_document_stays_text(browser: Browser, site: Site, iri_of: IriOf) -> None:
    page = browser.page()
    work = iri_of("9001/KH-UBND")
    for address in (
        f"van-ban?doc={quote(work)}",
        f"truy-nguyen?doc={quote(work)}&at={quote(work)}",
        "?q=9001",
    ):
        page.goto(f"{site.url}/{address}")
        page.wait_for_selector("text=<img src=x onerror= >> nth=0")
        assert page.evaluate("window.hacked") is None


def test_two_people_see_their_own(browser: Browser, site: Site) -> None:
    one, two = browser.page(), browser.page()
    one.goto(f"{site.url}/?q=126")
    two.goto(f"{site.url}/?q=thuc hien&lang=en")
    two.wait_for_selector("text=Find a document", state="attached")
    one.wait_for_selector("text=Tìm văn bản", state="attached")
    one.goto(f"{site.url}/?q=ubnd")
    one.wait_for_selector("text=Tìm văn bản", state="attached")


def test_what_was_meant(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/?q=caii thien moi truong kinh doanh")
    page.click(".meant")
    page.wait_for_selector("tbody tr")
    assert "q=cai+thien+moi+truong+kinh+doanh" in page.url


def test_facets_narrow(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/?q=quang nam")
    page.click("aside label:has-text('Kế hoạch')")
    page.wait_for_function("location.search.includes('type=')")
    page.wait_for_selector("text=Bỏ lọc")
    types = set(page.locator(".to .type").all_inner_texts())
    assert types == {"Kế hoạch"}


def test_the_example_graph_is_one_press_away(browser: Browser, empty: Site) -> None:
    page = browser.page()
    page.goto(empty.url)
    page.click("text=Mở đồ thị mẫu")
    page.wait_for_selector(".search table", timeout=60_000)
    page.click(".tries a")
    page.wait_for_selector(".trace .title")
    assert "Nghị quyết 02/NQ-CP" in page.inner_text(".trace .title")


def test_a_file_is_read_before_it_is_stored(browser: Browser, own: Site, examples: Path) -> None:
    page = browser.page()
    page.goto(f"{own.url}/tai-len")
    page.set_input_files("input[type=file]", str(examples / "kh-35-kh-ubnd-thang-binh-2024.md"))
    page.wait_for_selector("article h2:has-text('Kế hoạch 35/KH-UBND')")
    before = newest(own.folder)
    page.click("text=Đưa 1 văn bản vào đồ thị")
    page.wait_for_selector("text=Đã đưa 1 văn bản vào đồ thị.", timeout=60_000)
    assert newest(own.folder) > before


def test_footnotes_of_a_word_file_are_read(browser: Browser, own: Site, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.docx"
    words = "Kế hoạch này triển khai nhiệm vụ Chính phủ giao về cải thiện môi trường kinh doanh[^1]."
    file.write_bytes(docx([words], {"1": "Nghị quyết số 02/NQ-CP ngày 05/01/2024."}))
    page = browser.page()
    page.goto(f"{own.url}/tai-len")
    page.set_input_files("input[type=file]", str(file))
    page.wait_for_selector("article li:has-text('Nghị quyết 02/NQ-CP')")


def test_two_people_upload_at_the_same_time(browser: Browser, own: Site, tmp_path: Path) -> None:
    """Both are told that it is done, and both documents are in the graph."""
    pages = []
    for number in (9101, 9102):
        file = tmp_path / f"kh-{number}.txt"
        file.write_text(INJECTED.replace("9001", str(number)), encoding="utf-8")
        page = browser.page()
        page.goto(f"{own.url}/tai-len")
        page.set_input_files("input[type=file]", str(file))
        page.wait_for_selector(f"article h2:has-text('{number}/KH-UBND')")
        pages.append(page)
    for page in pages:
        page.click("text=Đưa 1 văn bản vào đồ thị", no_wait_after=True)
    for page in pages:
        page.wait_for_selector("text=Đã đưa 1 văn bản vào đồ thị.", timeout=90_000)
    store = Store.reading(own.folder)
    assert [len(find(store, f"{n}/KH-UBND").works) for n in (9101, 9102)] == [1, 1]


def test_a_newer_graph_is_offered(browser: Browser, own: Site, tmp_path: Path) -> None:
    page = browser.page()
    page.goto(f"{own.url}/?q=9103")
    page.wait_for_selector("text=Không có văn bản nào khớp")
    file = tmp_path / "kh-9103.txt"
    file.write_text(INJECTED.replace("9001", "9103"), encoding="utf-8")
    batch.build([file], own.folder, extract)
    page.fill("#q", "9103 kh ubnd")
    page.press("#q", "Enter")
    page.click("text=Xem bản mới")
    page.wait_for_selector("tbody tr:has-text('9103/KH-UBND')")


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_opens_without_scrolling_sideways(
    browser: Browser, site: Site, iri_of: IriOf, width: int
) -> None:
    page = browser.page(width, 800)
    doc = quote(iri_of("126/QĐ-UBND"))
    pages = {
        "": ".search table",
        f"truy-nguyen?doc={doc}": "[data-node]",
        f"van-ban?doc={doc}&tab=sources": ".paper",
        f"luoc-do?doc={doc}": ".plan",
        "tai-len": "input[type=file]",
        "duyet": ".review h1",
        f"tong-quan?doc={quote('02/NQ-CP')}": ".coverage table",
        "hoi-sparql": ".answers table",
    }
    for address, ready in pages.items():
        page.goto(f"{site.url}/{address}")
        page.wait_for_selector(ready, state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") == width, address


def test_a_question_in_sparql(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/hoi-sparql")
    page.wait_for_selector(".answers table")
    assert page.inner_text(".under .keyword >> nth=0") == "PREFIX"
    assert "Nghị quyết 02/NQ-CP" in page.inner_text(".answers table")
    got = {}
    for kind in ("CSV", "Excel"):
        with page.expect_download() as waiting:
            page.click(f"[data-file={kind}]")
        got[waiting.value.suggested_filename] = waiting.value.path().read_bytes()
    head, first = got["sparql.csv"].decode("utf-8-sig").splitlines()[:2]
    assert head == "quanHệ,vănBản,tên,câuVăn"
    assert ",Nghị quyết 02/NQ-CP," in first
    sheet = openpyxl.load_workbook(io.BytesIO(got["sparql.xlsx"])).active
    assert [c.value for c in sheet[1]] == ["quanHệ", "vănBản", "tên", "câuVăn"]
    page.fill("#query", "PREFIX ld: <https://luocdo.vn/def#>\nCONSTRUCT WHERE { ?a ld:implements ?b }")
    page.press("#query", "Control+Enter")
    page.click("[data-view=graph]")
    page.wait_for_selector(".drawing [data-node]:has-text('126/QĐ-UBND')")
    page.wait_for_selector(".drawing .edge", state="attached")
    page.fill("#query", "SELECT * WHERE { ?a ?b")
    page.click("text=Chạy")
    page.wait_for_selector(".problem:has-text('câu hỏi hỏng')")


def test_the_status_on_a_day(browser: Browser, site: Site, iri_of: IriOf) -> None:
    page = browser.page()
    page.goto(f"{site.url}/van-ban?doc={quote(iri_of('126/QĐ-UBND'))}")
    page.fill("#on", "21/01/2024")
    page.press("#on", "Enter")
    page.wait_for_selector(".force .tag:has-text('chưa có hiệu lực')")
    assert "on=21%2F01%2F2024" in page.url
    page.click("text=hôm nay")
    page.wait_for_selector(".force .tag:has-text('còn hiệu lực')")
    page.fill("#on", "31/02/2024")
    page.press("#on", "Enter")
    page.wait_for_selector("text=Ghi ngày theo dạng")


def test_who_carries_a_resolution_out_in_a_province(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/tong-quan")
    page.fill("#doc", "02/NQ-CP")
    page.select_option(".coverage select", "quang-nam")
    page.wait_for_selector(".coverage tr:has-text('Ủy ban nhân dân tỉnh Quảng Nam'):has-text('sau 17 ngày')")
    page.wait_for_selector(".coverage tr:has-text('Hội đồng nhân dân tỉnh'):has-text('chưa thấy')")
    with page.expect_download() as waiting:
        page.click(".coverage [data-file=CSV]")
    assert "126/QĐ-UBND" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_the_box_in_the_head_finds_from_every_page(browser: Browser, site: Site) -> None:
    page = browser.page()
    page.goto(f"{site.url}/tong-quan?lang=en")
    page.fill("#find", "126 qd ubnd")
    page.press("#find", "Enter")
    page.wait_for_selector("tbody tr:has-text('126/QĐ-UBND')")
    page.wait_for_selector("text=Sort by")


def test_a_card_tells_of_a_citation(browser: Browser, site: Site, iri_of: IriOf) -> None:
    page = browser.page()
    page.goto(f"{site.url}/van-ban?doc={quote(iri_of('126/QĐ-UBND'))}&tab=sources")
    page.hover(".paper a:has-text('31/TTr-SKHĐT')")
    page.wait_for_selector(".card:has-text('chưa có toàn văn')")


def test_a_reader_may_only_read(browser: Browser, locked: Site) -> None:
    page = browser.page()
    page.goto(locked.url)
    page.wait_for_selector(".search table")
    assert page.locator("a:has-text('Truy nguyên')").count() > 0
    assert page.locator("a:has-text('Tải lên')").count() == 0
    assert page.locator("a:has-text('Duyệt')").count() == 0
    for address in ("tai-len", "duyet"):
        page.goto(f"{locked.url}/{address}")
        page.wait_for_selector("text=Trang này chỉ để đọc")
        assert page.locator("input[type=file], .review").count() == 0


def test_zz_nothing_leaves_this_machine(browser: Browser) -> None:
    hosts = {urlsplit(url).hostname for url in browser.asked if urlsplit(url).scheme not in {"data", "blob"}}
    assert hosts == {"127.0.0.1"}
    assert json.dumps(browser.errors) == "[]"
