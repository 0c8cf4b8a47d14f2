"""Readers that worker processes can import, and that do what their text says: crash, hang, grow."""

from __future__ import annotations

import os
import time
from dataclasses import replace

from nlp.model import Document, Extraction, Text


class _Swelling(str):
    """Words that take too much memory only when they are sent away."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        raise MemoryError


def obedient(text: Text) -> Extraction:
    """A document whose number is the text; some texts are deadly to their reader."""
    word = text.text.strip()
    if word == "crash":
        os.abort()
    if word == "leave":
        os._exit(3)
    if word == "hang":
        time.sleep(600)
    if word == "grow":
        held = [bytes(2**26) for _ in range(400)]
        raise AssertionError(len(held))
    if word == "swell":
        return Extraction(replace(text, format=_Swelling(text.format)), Document("Quyết định", "1/QĐ-UBND"))
    if word == "raise":
        raise ZeroDivisionError("boom")
    return Extraction(text, Document("Quyết định", word, "2024-01-22", "Ủy ban nhân dân tỉnh Quảng Nam"))
