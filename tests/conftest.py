"""What every test shares: where things are, and a graph folder that is nobody's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session", autouse=True)
def _no_foreign_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the graph of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUOCDO_GRAPH", str(tmp_path_factory.mktemp("graph") / "default"))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example set that the project ships."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """``shared("gold/docs/03.json")``: a file of the data that lies beside some checkouts; else a skip."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{name} lies beside this project's own machines only")
        return path

    return find


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser tests come last: Playwright keeps an event loop running that others would meet."""
    items.sort(key=lambda item: "e2e" in item.path.parts)
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker("slow")
