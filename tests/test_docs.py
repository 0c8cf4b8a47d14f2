"""The documents cannot drift: examples run, links lead somewhere, the reference is the program's own.

A fenced block marked ``console run`` or ``pycon run`` is run.  The blocks of one page share a folder that
holds ``examples/``, and run in order.
"""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import kg
import nlp
from kg.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("CHANGELOG.md"), *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```(?P<kind>console|pycon) run\n(?P<body>.*?)^```$", re.M | re.S)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
LINK = re.compile(r"(?<!`)!?\[[^\]\n]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Command:
    """One ``$ `` line of a block and the output lines that the page shows under it."""

    line: str
    expected: tuple[str, ...]


def commands(body: str) -> Iterator[Command]:
    line, expected = "", []
    for printed in body.splitlines():
        if printed.startswith("$ "):
            if line:
                yield Command(line, tuple(expected))
            line, expected = printed[2:], []
        else:
            expected.append(printed.rstrip())
    if line:
        yield Command(line, tuple(expected))


def pattern(expected: tuple[str, ...]) -> str:
    """A line ``…`` stands for any number of lines; no lines at all for any output."""
    if not expected:
        return r"(?s:.*)"
    return "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in expected)


def environment(folder: Path) -> dict[str, str]:
    scripts = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": scripts + os.pathsep + os.environ.get("PATH", ""),
        "LUOCDO_GRAPH": str(folder / "graph"),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


def run_console(body: str, folder: Path) -> None:
    for command in commands(body):
        run = subprocess.run(
            command.line,
            shell=True,
            cwd=folder,
            env=environment(folder),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, f"$ {command.line}\n{run.stdout}{run.stderr}"
        printed = "".join(line.rstrip() + "\n" for line in run.stdout.splitlines())
        assert re.fullmatch(pattern(command.expected), printed), f"$ {command.line}\n{printed}"


def run_pycon(body: str, folder: Path, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(body, names, "page", None, 0)
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    report: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        runner.run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    assert not runner.failures, "".join(report)


def marked(page: Path) -> list[re.Match[str]]:
    return list(BLOCK.finditer(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if marked(page)], ids=lambda page: page.name)
def test_examples_run(page: Path, tmp_path: Path, examples: Path) -> None:
    shutil.copytree(examples, tmp_path / "examples")
    names: dict[str, object] = {"__name__": "page"}
    for block in marked(page):
        if block["kind"] == "console":
            run_console(block["body"], tmp_path)
        else:
            run_pycon(block["body"], tmp_path, names)


def modules() -> list[str]:
    found = [package.__name__ for package in (nlp, kg)]
    for package in (nlp, kg):
        found += [module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return found


@pytest.mark.parametrize("module", modules())
def test_docstring_examples(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for test in doctest.DocTestFinder().find(importlib.import_module(module)):
        runner.run(test, out=report.append)
    assert not runner.failures, "".join(report)


def test_every_mark_is_understood() -> None:
    for page in PAGES:
        fences = re.findall(r"^```\w+ run.*$", page.read_text(encoding="utf-8"), re.M)
        assert len(fences) == len(marked(page)), page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    targets = [link.split("#")[0] for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


def test_every_page_is_reachable_from_the_index() -> None:
    seen: set[Path] = set()
    todo = [ROOT / "docs" / "index.md"]
    while todo:
        page = todo.pop()
        if page in seen:
            continue
        seen.add(page)
        links = [link.split("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
        todo += [(page.parent / link).resolve() for link in links if link.endswith(".md")]
    assert {page for page in PAGES if page.parent.name == "docs"} - seen == set()


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_and_option_has_help(reference: ModuleType) -> None:
    without = [name for name, help_, _ in reference.commands() if not help_]
    for name, _, parser in reference.commands():
        without += [f"{name} {a.dest}" for a in reference.arguments(parser) if not a.help]
    assert without == []


def test_the_reference_is_the_programs_own(reference: ModuleType) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == reference.page(), "run: make docs"


def test_the_picture_is_the_programs_own(tmp_path: Path, examples: Path) -> None:
    shutil.copytree(examples, tmp_path / "examples")
    run_console(
        "$ luocdo build examples --graph graph\n"
        '$ luocdo trace "126/QĐ-UBND" --up --format svg --output trace.svg --graph graph\n',
        tmp_path,
    )
    committed = ROOT / "docs" / "img" / "trace-126.svg"
    drawn = (tmp_path / "trace.svg").read_text(encoding="utf-8")
    assert drawn == committed.read_text(encoding="utf-8"), "run: make docs"


FENCED = re.compile(r"^```[^\n]*\n(.*?)^```$", re.M | re.S)


def _named() -> list[tuple[str, str]]:
    """Every line of a fenced block that runs the command, with its page."""
    found = []
    for page in PAGES:
        for block in FENCED.findall(page.read_text(encoding="utf-8")):
            lines = (line.removeprefix("$ ").partition("  #")[0] for line in block.splitlines())
            found += [(page.name, line) for line in lines if line.startswith("luocdo ")]
    return found


@pytest.mark.parametrize(("page", "line"), _named())
def test_every_command_of_the_pages_is_understood(page: str, line: str) -> None:
    words = shlex.split(line)[1:]
    assert build_parser().parse_args(words).command == words[0], page


@pytest.mark.parametrize(
    ("expected", "printed", "matches"),
    [
        ((), "anything\nat all\n", True),
        (("a", "b"), "a\nb\n", True),
        (("a",), "a\nb\n", False),
        (("a", "…"), "a\nb\nc\n", True),
        (("…", "c"), "a\nb\nc\n", True),
        (("a (1)?",), "a (1)?\n", True),
    ],
)
def test_expected_output(expected: tuple[str, ...], printed: str, matches: bool) -> None:
    assert bool(re.fullmatch(pattern(expected), printed)) is matches


def test_a_wrong_example_fails(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="other"):
        run_console("$ echo other\nthis\n", tmp_path)
    with pytest.raises(AssertionError, match="exit 3"):
        run_console("$ exit 3\n", tmp_path)
    with pytest.raises(AssertionError, match="Expected"):
        run_pycon(">>> 1 + 1\n3\n", tmp_path, {})
