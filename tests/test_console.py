from __future__ import annotations

import io
import sys

import pytest

from kg import console


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", out := io.StringIO())
    progress = console.Progress(2)
    progress.step("a.txt")
    assert out.getvalue() == ""


def test_progress_counts_and_clears_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", out := Terminal())
    progress = console.Progress(2)
    progress.step("a.txt")
    assert "1/2 · " in out.getvalue()
    assert out.getvalue().endswith("a.txt")
    progress.step("b.txt")
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_warning_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", out := io.StringIO())
    console.warn("a\nb.txt: hỏng")
    assert out.getvalue() == "a\\nb.txt: hỏng\n"


@pytest.mark.parametrize(
    ("typed", "chosen"), [("2\n", 2), ("0\n", None), ("4\n", None), ("x\n", None), ("", None)]
)
def test_a_choice_is_asked_for(monkeypatch: pytest.MonkeyPatch, typed: str, chosen: int | None) -> None:
    monkeypatch.setattr(sys, "stderr", out := Terminal())
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    assert console.ask("Chọn: ", 3) == chosen
    assert out.getvalue() == "Chọn: "


def test_nobody_is_asked_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    monkeypatch.setattr(sys, "stderr", out := Terminal())
    assert console.ask("Chọn: ", 3) is None
    assert out.getvalue() == ""


def test_tables_are_as_wide_as_their_words() -> None:
    rows = [("Quyết định", "126/QĐ-UBND"), ("a\nb", "x" * 60)]
    assert console.table(("loại", "số"), rows, widest=20).splitlines() == [
        "loại        số",
        "──────────  ────────────────────",
        "Quyết định  126/QĐ-UBND",
        "a b         xxxxxxxxxxxxxxxxxxx…",
    ]
