from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import sorting
from kg.sorting import ordered

LINES = st.lists(
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])).map(lambda t: t + "\n")
)


@given(LINES, st.integers(1, 50))
def test_sorted_and_each_once_whatever_the_room(lines: list[str], room: int) -> None:
    assert list(ordered(lines, room=room)) == sorted(set(lines))


def test_few_files_are_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorting, "_PARTS", 4)
    lines = [f"{n * 7919 % 1000}\n" for n in range(1000)]
    assert list(ordered(lines, room=10)) == sorted(lines)


def test_lines_end_at_line_feeds_alone() -> None:
    lines = ["b\x85\u2028\r x\n", "a\x0b\x1c\r\n"]
    assert list(ordered(lines, room=1)) == sorted(lines)
