"""The words with which tasks are given and dated, from ``lexicon/tasks.toml``."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from nlp.formulas import any_of

DATA: dict[str, Any] = tomllib.loads(files("nlp.lexicon").joinpath("tasks.toml").read_text(encoding="utf-8"))


def any_word(key: str) -> str:
    """A pattern for any word of the list, with any blanks between its syllables."""
    return any_of(DATA[key]).replace("\\ ", r"\s+")
