"""Pictures of every page for the documentation: ``python -m tests.e2e.screenshots [FOLDER]``.

Three widths (office screen, tablet, phone) of the example graph, in ``docs/img`` by default.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import sync_playwright

from kg import batch
from nlp import extract
from tests.e2e.conftest import CHROMIUM, FLAGS, serve

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = {"": (1366, 768), "-tablet": (820, 1100), "-phone": (390, 844)}
DOC = quote("https://luocdo.vn/eli/vn/quang-nam/ubnd/quyet-dinh/2024/126-QĐ-UBND")
PAGES = {
    "search": ("", ".search table"),
    "results": ("?q=cai thien moi truong", ".search table"),
    "trace": (f"truy-nguyen?doc={DOC}&way=both", ".stage [data-node]"),
    "document": (f"van-ban?doc={DOC}&tab=implements", ".paper"),
    "diagram": (f"luoc-do?doc={DOC}", ".plan"),
    "upload": ("tai-len", "input[type=file]"),
    "review": ("duyet", ".review h1"),
    "overview": (f"tong-quan?doc={quote('02/NQ-CP')}&place=quang-nam", ".coverage table"),
    "sparql": ("hoi-sparql", ".answers table"),
}


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, contextlib.chdir(ROOT), sync_playwright() as started:
        graph = Path(place) / "graph"
        batch.build([Path("examples")], graph, extract)
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for site in serve(graph):
            for suffix, (width, height) in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                for name, (address, ready) in PAGES.items():
                    page.goto(f"{site.url}/{address}")
                    page.wait_for_selector(ready, state="attached")
                    page.wait_for_timeout(900)
                    file = folder / f"{name}{suffix}.png"
                    page.screenshot(path=str(file))
                    Image.open(file).convert("P", palette=Image.Palette.ADAPTIVE, colors=96).save(
                        file, optimize=True
                    )
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img")
