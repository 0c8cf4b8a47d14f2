"""How quick the explorer is on many documents: search, a document, a trace; in the browser with --browser.

    python bench/explorer.py --documents 100000 --graph FOLDER [--browser]

Documents are made up: 1 in 40 central, each provincial one carries out a central one, each district's a
provincial one (:mod:`generated`).  Figures are medians of 20 in milliseconds on this machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from generated import blocks

from kg import dossier, explore, readying, search
from kg.explore import Question
from kg.explorer import Explorer, newest
from kg.rdf import from_nquads
from kg.store import Store
from kg.terms import Quad, Vocabulary

RUNS = 20
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
VISIT = "a => { history.pushState(null, '', a); window.dispatchEvent(new PopStateEvent('popstate')) }"


def quads(terms: Vocabulary, count: int) -> Iterator[Quad]:
    """The graph ``current`` of so many documents, quad by quad."""
    return (quad for block in blocks(terms, count) for quad in from_nquads(block))


def build(folder: Path, count: int) -> None:
    """Write the graph and publish it."""
    start = time.perf_counter()
    with Store.writing(folder) as store:
        for block in blocks(store.terms, count):
            store.load([block])
        triples = len(store.inner)
    readying.make(folder)
    print(f"graph: {count} documents, {triples} triples, {time.perf_counter() - start:.0f} s")


def median(action: Callable[[int], object]) -> float:
    """The median of some runs, in milliseconds."""
    took = []
    for n in range(RUNS):
        start = time.perf_counter()
        action(n)
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def library(folder: Path) -> None:
    """What the pages ask, without a browser."""
    start = time.perf_counter()
    index = search.index(folder)
    print(f"search index: {time.perf_counter() - start:.1f} s, {index.file.stat().st_size / 1e6:.0f} MB")
    questions = {
        "a number": lambda n: f"{n * 37 + 1} qd ubnd quang nam",
        "words of a title": lambda n: f"{('giam ngheo', 'chuyen doi so', 'nong thon moi')[n % 3]} dot {n}",
        "a common word": lambda n: ("ubnd", "ke hoach", "quyet dinh")[n % 3],
        "a slip of the pen": lambda n: f"chuyen doii so dot {n}",
        "nothing (first page)": lambda _: "",
    }
    for name, question in questions.items():
        print(f"search, {name}: {median(lambda n, q=question: index.search(q(n))):.0f} ms")  # type: ignore[misc]
    store = Store.reading(folder)
    hits = index.search("quyet dinh quang nam", limit=RUNS).hits
    central = index.search("nghi quyet nq cp", order="cited", limit=RUNS).hits
    print(f"document: {median(lambda n: dossier.dossier(Explorer(store), hits[n].iri)):.0f} ms")
    took = once(lambda: dossier.dossier(Explorer(store), central[0].iri))
    print(f"document cited by {central[0].cited}: {took:.0f} ms")
    for name, one in (("up", hits), ("down", central)):
        took = median(lambda n, o=one, w=name: explore.view(Explorer(store), Question(o[n].iri, w)))  # type: ignore[misc]
        print(f"trace {name}: {took:.0f} ms")
    wide = frozenset({"implements", "details", "basedOn"})
    took = median(lambda n: explore.view(Explorer(store), Question(hits[n].iri, "up", None, wide)))
    print(f"trace up by bases: {took:.0f} ms")


def once(action: Callable[[], object]) -> float:
    """One run, in milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def in_browser(folder: Path) -> None:
    """What a reader waits for, in headless Chromium."""
    from playwright.sync_api import sync_playwright

    port = 8765
    words = (
        "from pathlib import Path; from kg.launch import launch; "
        f"launch(Path({str(folder)!r}), port={port}, open_browser=False)"
    )
    hits = search.index(folder).search("quyet dinh quang nam", limit=RUNS).hits
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen([sys.executable, "-c", words]) as server, sync_playwright() as started:
        try:
            time.sleep(5)
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
            browser = started.chromium.launch(executable_path=chromium, args=list(FLAGS))
            page = browser.new_page(viewport={"width": 1366, "height": 768})

            def first(_: int) -> None:
                page.goto(url)
                page.wait_for_selector(".search tbody tr")

            first(0)
            print(f"first page ready: {median(first):.0f} ms")

            def ask(n: int) -> None:
                page.fill("#q", hits[n].number.replace("/", " "))
                page.press("#q", "Enter")
                page.wait_for_selector(f".to b:text-is('{hits[n].number}')")

            print(f"search to results: {median(ask):.0f} ms")

            def walk(address: str, selector: str) -> Callable[[int], None]:
                def go(n: int) -> None:
                    page.evaluate(VISIT, f"{url}/{address}{quote(hits[n].iri)}")
                    page.wait_for_selector(f"{selector} >> text={hits[n].label} >> nth=0")

                return go

            print(f"document page: {median(walk('van-ban?doc=', 'h1')):.0f} ms")
            print(f"trace picture: {median(walk('truy-nguyen?doc=', '.chip')):.0f} ms")

            def choose(n: int) -> None:
                page.locator(".node").nth(n % page.locator(".node").count()).dispatch_event("click")
                page.wait_for_function("() => true")

            print(f"click to change: {median(choose):.0f} ms")
            browser.close()
        finally:
            server.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--graph", type=Path, required=True)
    parser.add_argument("--browser", action="store_true")
    arguments = parser.parse_args()
    if not newest(arguments.graph):
        build(arguments.graph, arguments.documents)
    assert isinstance(Store.reading(arguments.graph).inner, ox.Store)
    library(arguments.graph)
    if arguments.browser:
        in_browser(arguments.graph)


if __name__ == "__main__":
    main()
