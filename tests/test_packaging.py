"""What the wheel carries, what the lock holds, what Make promises."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

LOCK_LINE = re.compile(r"([a-z0-9][a-z0-9.-]*)==(\S+)( ; .+?)?( \\)?$|    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.fixture(scope="module")
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wheel_names(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def name_of(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-")


def tracked(root: Path) -> list[str]:
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    out = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [name for name in out.stdout.split("\0") if name and (root / name).exists()]


def test_the_wheel_has_only_three_packages(wheel_names: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"nlp", "kg", "luocdo_data"}


def test_the_wheel_carries_every_file_that_runs(root: Path, wheel_names: set[str]) -> None:
    folders = ("ontology/", "examples/", "pages/", "components/", "vendor/")
    expected = set()
    for name in tracked(root):
        if name.startswith(("nlp/", "kg/")):
            expected.add(name)
        elif name.startswith(folders) or name in {"app.py", "pyproject.toml"}:
            expected.add(f"luocdo_data/{name}")
    assert expected - wheel_names == set()


def test_the_wheel_is_typed(wheel_names: set[str]) -> None:
    assert {"nlp/py.typed", "kg/py.typed"} <= wheel_names


def test_entry_points_are_the_projects_and_load(project: dict) -> None:
    installed = {(point.group, point.name): point for point in distribution("luocdo").entry_points}
    declared = {("console_scripts", name) for name in project["project"]["scripts"]}
    declared |= {
        (group, name) for group, names in project["project"]["entry-points"].items() for name in names
    }
    assert set(installed) == declared
    for point in installed.values():
        assert callable(point.load()), point


def test_what_the_packages_import_is_declared(root: Path, project: dict) -> None:
    imported = set()
    for path in [*root.glob("nlp/**/*.py"), *root.glob("kg/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"nlp", "kg"}
    givers = packages_distributions()
    needed = {min(givers.get(name, [name])).lower().replace("_", "-") for name in foreign}
    extras = project["project"]["optional-dependencies"]
    weight = [line for extra, lines in extras.items() if extra not in ("dev", "bench") for line in lines]
    declared = {name_of(line) for line in [*project["project"]["dependencies"], *weight]}
    assert needed - declared == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-servers.lock"])
def test_the_lock_is_pins_and_hashes_only(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LOCK_LINE.match(line)] == []


def test_the_lock_has_every_declared_dependency(root: Path, project: dict) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = {match[1] for match in re.finditer(r"^([a-z0-9][a-z0-9.-]*)==", lock, re.M)}
    declared = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    assert {name_of(line) for line in declared} - locked == set()


def test_nothing_committed_names_a_registry_or_this_machine(root: Path) -> None:
    host = re.compile(
        "|".join(["pythonhosted" + r"\.org", "--(extra-)?index" + "-url[ =]", '"resolv' + 'ed":'])
    )
    found = []
    for name in tracked(root):
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if name != "tests/test_packaging.py" and (host.search(text) or f"{root}/" in text):
            found.append(name)
    assert found == []


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_says_what_is_missing(root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    old = tmp_path / "python-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    cases = (("", "Python 3.11 or newer is missing"), (str(old), "is not Python 3.11 or newer"))
    for python, message in cases:
        run = subprocess.run(
            ["make", "test", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode != 0
        assert message in run.stderr
        assert not (tmp_path / ".venv").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_lists_every_target(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.M)
    run = subprocess.run(["make", "-s", "help"], cwd=root, capture_output=True, text=True, check=True)
    assert [name for name in phony.split() if f"make {name} " not in run.stdout] == ["check-python"]


def test_the_licence_is_apache_in_full(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
