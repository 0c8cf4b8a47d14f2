from __future__ import annotations

import ctypes
import platform
import sys

import pytest

from kg import memory


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is asked")
def test_freed_memory_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        def __init__(self, name: None) -> None:
            assert name is None

        def malloc_trim(self, kept: int) -> int:
            asked.append(kept)
            return 1

    memory.give_back()  # the real one
    monkeypatch.setattr(ctypes, "CDLL", Library)
    memory.give_back()
    assert asked == [0]


def test_nothing_is_done_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())  # has no such function
    memory.give_back()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "CDLL", None)
    memory.give_back()
