"""The example graph in a folder, for the tests of what the explorer asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import batch
from kg.explorer import Explorer
from kg.lookup import find
from kg.store import Store
from kg.terms import Iri
from nlp import extract


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A graph of the shipped examples."""
    made = tmp_path_factory.mktemp("explorer") / "graph"
    batch.build([examples], made, extract)
    return made


@pytest.fixture(scope="session")
def explorer(folder: Path) -> Iterator[Explorer]:
    """Reads that graph."""
    return Explorer(Store.reading(folder))


def work(explorer: Explorer, words: str) -> Iri:
    """The one document that the words mean."""
    found = find(explorer.store, words).works
    assert len(found) == 1, found
    return found[0].iri
