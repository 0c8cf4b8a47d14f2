"""Real scans, read by eye (:file:`scans.tsv`) and by the program: where the two differ.

    python bench/scans.py FOLDER

Each fact of the table is right, unknown to the program (which says nothing) or wrong (it says another).  Of
the stamp of arrival it must say nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nlp import extract  # noqa: E402
from nlp.model import Extraction  # noqa: E402

FACTS = Path(__file__).with_name("scans.tsv")


def facts() -> dict[str, list[tuple[str, str]]]:
    """What stands on each page, by file."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    lines = [line for line in FACTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for file, what, printed in (line.split("\t") for line in lines[1:]):
        found[file].append((what, printed))
    return found


def compared(found: Extraction, what: str, printed: str) -> str:
    """What the program says in the place of a fact."""
    if what == "stamp":
        said = [found.document.number, *(c.number for c in found.citations)]
        return next((number for number in said if number.partition("/")[0] == printed), "")
    if what != "cited":
        return str(getattr(found.document, what))
    name = printed.rpartition(" ")[0]
    cited = next((c for c in found.citations if name in (c.number, c.name)), None)
    return "" if cited is None else f"{name} {cited.date}".strip()


def verdict(what: str, printed: str, said: str) -> str:
    """How a fact was read."""
    if what == "stamp":
        return "taken for a number" if said else "left out"
    if said == printed:
        return "right"
    partly = what == "cited" and said and printed.startswith(said)
    return "date unknown" if partly else "wrong" if said else "unknown"


def table(folder: Path) -> Iterator[str]:
    """The lines of the table."""
    yield "| scan | what | by eye | by the program | |\n|---|---|---|---|---|\n"
    for file, expected in facts().items():
        found = extract(folder / file)
        for what, printed in expected:
            said = compared(found, what, printed)
            yield f"| {file} | {what} | {printed} | {said} | {verdict(what, printed, said)} |\n"


if __name__ == "__main__":
    sys.stdout.writelines(table(Path(sys.argv[1])))
