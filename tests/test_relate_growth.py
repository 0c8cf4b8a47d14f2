"""Relations of a sentence that never ends: twice the length takes twice the work, counted in calls, not in seconds."""

# ruff: noqa: E501  (sentences stand on one line)

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from nlp import layout as layouts
from nlp.context import context
from nlp.find import find
from nlp.relate import relate
from nlp.resolve import resolve

SHORT, LONG = 150, 600
ALLOWED = 1.25
"""Growth beyond that of the text; a loop over all that stands before would show fourfold."""


def work(text: str) -> tuple[int, int]:
    """The calls that reading relations takes, and the length of all quotes."""
    layout = layouts.read(text)
    here = context(text, layout.document)
    citations, _ = resolve(text, find(text), layout, here)
    calls = 0

    def count(_frame: FrameType, _event: str, _of: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        found = relate(text, layout, citations, here)
    finally:
        sys.setprofile(None)
    return calls, sum(len(relation.quote) for relation in found)


def decree(n: int) -> str:
    return f"Nghị định số {n}/2020/NĐ-CP"


SENTENCES: dict[str, Callable[[int], str]] = {
    "the same document": lambda n: "Quyết định số 12/QĐ-UBND ngày 1/1/2024; " * n,
    "other documents": lambda n: "".join(f"{decree(i)}; " for i in range(n)),
    "a chain of titles": lambda n: "".join(f"{decree(i)} quy định chi tiết " for i in range(n)),
    "a list under one verb": lambda n: "Điều 1. Bãi bỏ " + "".join(f"{decree(i)}, " for i in range(n)),
    "verbs without end": lambda n: "".join(f"{decree(i)} sửa đổi, " for i in range(n)),
    "what ceases": lambda n: "Điều 1. " + "".join(f"{decree(i)} đã hết hiệu lực " for i in range(n)),
    "a list after a colon": lambda n: (
        "Điều 1. Bãi bỏ các văn bản sau: " + "".join(f"{decree(i)} và: " for i in range(n))
    ),
    "the act itself": lambda n: (
        "QUYẾT ĐỊNH:\n" + "".join(f"Quyết định này thay thế {decree(i)}, " for i in range(n))
    ),
    "purposes": lambda n: "".join(f"để thực hiện {decree(i)}, " for i in range(n)),
    "names again in brackets": lambda n: "".join(f"{decree(i)} ({decree(i)}) và " for i in range(n)),
    "items": lambda n: (
        "QUYẾT ĐỊNH:\nĐiều 1. Sửa đổi " + decree(1) + "\n" + "1. Sửa đổi khoản 1 Điều 8 như sau: “a”\n" * n
    ),
    "quotations": lambda n: "QUYẾT ĐỊNH:\n" + "".join(f"“{decree(i)} hết hiệu lực\n" for i in range(n)),
}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES.keys())
def test_work_grows_with_the_text(sentence: Callable[[int], str]) -> None:
    work(sentence(10))  # patterns are compiled once
    short, long = sentence(SHORT), sentence(LONG)
    growth = ALLOWED * len(long) / len(short)
    (calls, quoted), (more_calls, more_quoted) = work(short), work(long)
    assert more_calls < growth * calls
    assert more_quoted <= growth * max(quoted, len(short))
