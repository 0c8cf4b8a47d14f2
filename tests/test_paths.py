from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg import paths

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation: the data package beside a ``kg`` that stands in no checkout."""
    (tmp_path / "luocdo_data" / "examples").mkdir(parents=True)
    (tmp_path / "luocdo_data" / "ontology").mkdir()
    (tmp_path / "site" / "kg").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site" / "kg" / "paths.py"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "luocdo_data", raising=False)
    return tmp_path / "luocdo_data"


@pytest.mark.parametrize("name", ["ontology", "examples", "pyproject.toml"])
def test_a_checkout_has_its_own_files(name: str) -> None:
    assert paths.resource(name) == ROOT / name


@pytest.mark.parametrize("name", ["examples", "ontology"])
def test_a_wheel_has_them_in_its_data_package(wheel: Path, name: str) -> None:
    assert paths.resource(name) == wheel / name


def test_what_is_missing_is_named(wheel: Path) -> None:
    with pytest.raises(FileNotFoundError, match="“vendor” is missing"):
        paths.resource("vendor")


def test_the_graph_folder_is_given_set_or_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOCDO_GRAPH", raising=False)
    assert paths.graph_folder() == paths.data_folder() / "graph"
    monkeypatch.setenv("LUOCDO_GRAPH", "/srv/graph")
    assert paths.graph_folder() == Path("/srv/graph")
    assert paths.graph_folder("mine") == Path("mine")


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_DATA_HOME", "/data/luocdo"),
        ("win32", "LOCALAPPDATA", "/data/luocdo"),
        ("linux", "", "/home/clerk/.local/share/luocdo"),
        ("win32", "", "/home/clerk/AppData/Local/luocdo"),
        ("darwin", "", "/home/clerk/Library/Application Support/luocdo"),
    ],
)
def test_the_data_folder_by_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/clerk"))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "/data")
    assert paths.data_folder() == Path(expected)
