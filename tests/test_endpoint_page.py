"""The page of the endpoint in a real browser: the worked questions run, and nothing is asked elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers_endpoint import build, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def test_a_worked_question_runs_in_the_browser(tmp_path: Path, examples: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    graph = build(tmp_path / "graph", examples)
    asked: list[str] = []
    said: list[str] = []
    with serving(graph) as address, playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/sparql")
        page.select_option("#examples", label="Văn bản nào sửa đổi, bổ sung văn bản nào")
        page.wait_for_selector(".yasr table tbody tr")
        assert "1073/QĐ-UBND" in page.inner_text(".tabPanel.active .yasr table")
        page.screenshot(path=str(tmp_path / "page.png"))
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert said == []
