"""A running explorer and a browser; without Playwright or Chromium these tests are skipped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kg import batch
from nlp import extract

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
INJECTED = """ỦY BAN NHÂN DÂN	CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH QUẢNG NAM	Độc lập - Tự do - Hạnh phúc

Số: 9001/KH-UBND	Quảng Nam, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Thực hiện Nghị quyết số 02/NQ-CP <script>window.hacked=1</script><img src=x onerror="window.hacked=2">

Triển khai Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ <b>về cải thiện</b> môi trường kinh doanh.

Nơi nhận:	TM. ỦY BAN NHÂN DÂN
- Lưu: VT.	CHỦ TỊCH
"""


@dataclass
class Site:
    """An explorer that answers at ``url``."""

    url: str
    folder: Path


@dataclass
class Browser:
    """Opens pages and keeps every address that they ask for."""

    inner: Any
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def page(self, width: int = 1366, height: int = 768) -> Any:
        """A page of a session of its own."""
        page = self.inner.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True
        ).new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(30_000)
        return page


def serve(folder: Path, *, read_only: bool = False) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = (
        f"from pathlib import Path; from kg.launch import launch; "
        f"launch(Path({str(folder)!r}), port={port}, open_browser=False, read_only={read_only})"
    )
    with subprocess.Popen([sys.executable, "-c", words], stderr=subprocess.DEVNULL) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            for _ in range(150):
                try:
                    urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).read()
                    break
                except OSError:
                    time.sleep(0.2)
            yield Site(url, folder)
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        inner = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield Browser(inner)
        inner.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[Site]:
    """The example graph, with one hostile document."""
    place = tmp_path_factory.mktemp("e2e")
    shutil.copytree(examples, place / "van-ban")
    (place / "van-ban" / "kh-9001.txt").write_text(INJECTED, encoding="utf-8")
    for number in range(9002, 9011):  # many that carry out one resolution
        words = INJECTED.replace("9001", str(number))
        (place / "van-ban" / f"kh-{number}.txt").write_text(words, encoding="utf-8")
    batch.build([place / "van-ban"], place / "graph", extract)
    yield from serve(place / "graph")


@pytest.fixture
def own(tmp_path: Path, examples: Path) -> Iterator[Site]:
    """An explorer whose graph this test alone writes to."""
    batch.build([examples], tmp_path / "graph", extract)
    yield from serve(tmp_path / "graph")


@pytest.fixture
def locked(site: Site) -> Iterator[Site]:
    """An explorer that may only read."""
    yield from serve(site.folder, read_only=True)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Site]:
    """An explorer without any graph."""
    yield from serve(tmp_path / "graph")


@pytest.fixture
def iri_of(site: Site) -> Callable[[str], str]:
    """The IRI of a document by its number."""
    from kg.lookup import find
    from kg.store import Store

    return lambda words: find(Store.reading(site.folder), words).works[0].iri
