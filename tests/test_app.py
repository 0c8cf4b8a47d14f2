"""The pages' logic without a browser; clicks are tested in tests/e2e."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest

from tests.helpers_explorer import folder  # noqa: F401 - a fixture

PAGES = ("search", "trace", "document", "diagram", "upload", "overview", "sparql")


def run(root: Path, monkeypatch: pytest.MonkeyPatch, graph: Path, **query: str) -> AppTest:
    monkeypatch.setenv("LUOCDO_GRAPH", str(graph))
    monkeypatch.syspath_prepend(str(root))
    app = AppTest.from_file(str(root / "app.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    return app


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_runs(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,  # noqa: F811
    page: str,
    language: str,
) -> None:
    app = run(root, monkeypatch, folder, doc="126/QĐ-UBND", lang=language)
    app.run()
    if page != "search":
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception


def test_without_a_graph_the_examples_are_offered(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = run(root, monkeypatch, tmp_path / "none").run()
    assert not app.exception
    assert [b.label for b in app.button] == ["Mở đồ thị mẫu"]


def test_every_word_has_both_languages(root: Path) -> None:
    table = tomllib.loads((root / "components" / "strings.toml").read_text(encoding="utf-8"))
    wrong = [(s, k) for s, words in table.items() for k, v in words.items() if len(v) != 2 or not all(v)]
    assert wrong == []
