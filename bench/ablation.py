"""What each part earns: score and speed without it, and with what was left out.

    python bench/ablation.py [GOLD SOURCES] [--refs FILE.jsonl] [--write]

Parts are taken out by putting something simpler in their place, here and nowhere else.  Scores: F1 of
citations and typed relations on documents with gold answers (the shipped examples, or the folders given),
the traps of ``tests/edge_cases.toml`` whose citations are all right, and, with ``--refs``, F1 of reference
spans in sentences.  Time is CPU time of whole extraction of the report, as a ratio to luocdo as it is.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from texts import REPORT, repeated
from timing import ratio

from nlp import extract
from nlp.clean import Cleaned
from nlp.evaluate import evaluate
from nlp.judged import REF_TYPES
from nlp.lexicon import Abbreviation
from nlp.load import load

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ablation.md"
WARM = 20_000
MARK = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Variant:
    """A change of luocdo: "module.name" → what stands there instead, made from what stood there."""

    name: str
    changes: dict[str, Callable[[Any], Any]]


def always(value: object) -> Callable[[Any], Any]:
    """Something that gives ``value``, whatever it is asked."""
    return lambda _: lambda *_, **__: value


def syllables(_: object) -> Callable[[str], list[tuple[int, int]]]:
    """No word segmentation: every syllable is a word."""
    return lambda window: [m.span() for m in re.finditer(r"\S+", window)]


def name_length_by_tags(_: object) -> Callable[[str], int]:
    """An unknown name ends at the first word whose tag no name holds (preposition, pronoun, adverb, …)."""
    from underthesea import pos_tag

    def length(window: str) -> int:
        position = 0
        for index, (word, tag) in enumerate(pos_tag(window)):
            found = re.compile(r"\s+".join(map(re.escape, word.split()))).search(window, position)
            if found is None:
                continue
            if index and tag in ("E", "P", "R", "L", "T"):
                return len(window[: found.start()].rstrip(" ,"))
            position = found.end()
        return len(window.rstrip(" ,"))

    return length


def breaks_by_underthesea(_: object) -> Callable[[Any], list[int]]:
    """Sentences for relations end where underthesea's splitter ends them; notes stay apart."""
    from underthesea import sent_tokenize

    def breaks(reading: Any) -> list[int]:
        found, position = [0], 0
        for sentence in sent_tokenize(reading.plain):
            at = reading.plain.find(sentence, position)
            if at >= 0:
                found.append(at)
                position = at + len(sentence)
        for note in reading.layout.notes:
            found += [reading.at(note.body.start), reading.at(note.body.end)]
        return sorted(set(found))

    return breaks


NO_REGISTER = {"nlp.lexicon.laws": always(()), "nlp.names._names_only": always([])}
VARIANTS = (
    Variant("as it is", {}),
    Variant("− word segmentation (underthesea)", {"nlp.names.compounds": syllables}),
    Variant("− register of named laws", NO_REGISTER),
    Variant("− register, − word segmentation", NO_REGISTER | {"nlp.names.compounds": syllables}),
    Variant(
        "− register, + part-of-speech tags", NO_REGISTER | {"nlp.names._name_length": name_length_by_tags}
    ),
    Variant("− table of aliases", {"nlp.lexicon.aliases": always(())}),
    Variant(
        "− table of abbreviations",
        {"nlp.lexicon.abbreviations": always((Abbreviation("ZZZZ", "", law=True),))},
    ),
    Variant(
        "− repair of numbers (misprints, OCR)",
        {
            "nlp.number._mended": lambda _: lambda tokens, joints: (tokens, joints),
            "nlp.number._digits": lambda _: lambda serial: serial,
        },
    ),
    Variant("− look-alikes, NFD, odd spaces", {"nlp.clean.clean": lambda _: Cleaned}),
    Variant(
        "+ sentences by underthesea, for relations", {"nlp.reading.Reading._breaks": breaks_by_underthesea}
    ),
    Variant("+ part-of-speech tags, for the end of names", {"nlp.names._name_length": name_length_by_tags}),
)


@contextmanager
def changed(variant: Variant) -> Iterator[None]:
    """luocdo with the variant's changes, wherever the changed names were imported to."""
    undo: list[tuple[object, str, object]] = []
    for path, make in variant.changes.items():
        holder, name = _holder(path)
        old = getattr(holder, name)
        new = make(old)
        places = [m for n, m in sys.modules.items() if n.startswith("nlp") and getattr(m, name, None) is old]
        for place in {id(p): p for p in (holder, *places)}.values():
            undo.append((place, name, old))
            setattr(place, name, new)
    _forget()
    try:
        yield
    finally:
        for place, name, old in undo:
            setattr(place, name, old)
        _forget()


def _holder(path: str) -> tuple[Any, str]:
    """The module or class that holds a name; raises AttributeError where there is none."""
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            holder: Any = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:-1]:
            holder = getattr(holder, part)
        getattr(holder, parts[-1])
        return holder, parts[-1]
    raise AttributeError(path)


def _forget() -> None:
    """Empty every cache of the package."""
    for name, module in list(sys.modules.items()):
        if name.startswith("nlp"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


# -- scores -----------------------------------------------------------------------------------


def documents(gold: Path, sources: Path) -> tuple[float, float]:
    """F1 of citations and of typed relations."""
    answers = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    made = evaluate((a["file"], a, extract(load(sources / a["file"]))) for a in answers)
    return made.citations.f1, made.relations.f1


def references(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """F1 of reference spans: overlap of the same type, and exact."""
    hits, gold, seen = [0, 0], 0, 0
    for row in rows:
        wanted = [(start, end, REF_TYPES[type_]) for start, end, type_ in row["refs"]]
        left, right = row.get("ignore", (0, 0))
        found = [
            (m.start, m.end, c.type)
            for c in extract(row["text"], relations=False).citations
            for m in c.mentions
            if m.form not in ("self", "relative")
            and c.type in REF_TYPES.values()
            and not left <= m.start < right
        ]
        gold, seen = gold + len(wanted), seen + len(found)
        for kind, fits in enumerate((_overlap, tuple.__eq__)):
            free = list(found)
            for want in wanted:
                best = next((f for f in free if fits(want, f)), None)
                if best is not None:
                    free.remove(best)
                    hits[kind] += 1
    return tuple(2 * hit / max(1, gold + seen) for hit in hits)  # type: ignore[return-value]


def _overlap(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[2] == b[2] and a[0] < b[1] and b[0] < a[1]


def traps() -> tuple[int, int]:
    """How many of the edge cases have exactly the citations asked for, of how many."""
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        judge = importlib.import_module("test_edge_cases")
    finally:
        sys.path.remove(str(ROOT / "tests"))
    judge.read.cache_clear()
    cases = tomllib.loads((ROOT / "tests" / "edge_cases.toml").read_text(encoding="utf-8"))["case"]
    asked = [c for c in cases if "citations" in c or c.get("nothing")]
    return sum(not judge.citation_problems(c) for c in asked), len(asked)


def measure(variant: Variant, options: argparse.Namespace) -> list[str]:
    """The scores of a variant as cells of a row."""
    with changed(variant):
        cited, related = documents(options.gold, options.sources)
        right, asked = traps()
        cells = [f"{cited:.3f}", f"{related:.3f}", f"{right} of {asked}"]
        if options.refs:
            lines = options.refs.read_text(encoding="utf-8").splitlines()
            cells += [f"{f1:.4f}" for f1 in references([json.loads(line) for line in lines])]
    return cells


def times(chars: int, runs: int) -> dict[str, float]:
    """CPU time of extraction by variant, as a ratio to luocdo as it is.

    The text is the report with a law of unknown name in every tenth paragraph, so that names are looked for.
    """
    lines = repeated(REPORT.read_text(encoding="utf-8-sig"), chars).splitlines(keepends=True)
    for n in range(0, len(lines), 10):
        lines[n] = (
            f"Theo Luật Nuôi cá lồng bè số thứ {n} trong vùng hồ chứa và các quy định khác.\n" + lines[n]
        )
    text = "".join(lines)

    seconds: dict[str, list[float]] = {v.name: [] for v in VARIANTS}
    for _ in range(runs):
        for variant in VARIANTS:
            with changed(variant):
                extract(text[:WARM])  # tables and models are loaded
                start = time.process_time()
                extract(text)
                seconds[variant.name].append(time.process_time() - start)
    return {name: ratio(values, seconds[VARIANTS[0].name]) for name, values in seconds.items()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score and speed without each part.")
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "examples" / "gold")
    parser.add_argument("sources", nargs="?", type=Path, default=ROOT / "examples")
    parser.add_argument("--refs", type=Path, help="sentences with marked references, one JSON object a line")
    parser.add_argument("--chars", type=int, default=300_000, help="length of the text that is timed")
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs; the median counts")
    parser.add_argument("--write", action="store_true", help="write the table into docs/ablation.md")
    options = parser.parse_args(arguments)

    header = ["", "citations F1", "relations F1", "traps right"]
    header += ["refs, overlap", "refs, exact"] if options.refs else []
    rows = {v.name: measure(v, options) for v in VARIANTS}
    spent = times(options.chars, options.runs)
    lines = ["| " + " | ".join([*header, "time"]) + " |", "|---" + "|--:" * len(header) + "|"]
    lines += ["| " + " | ".join([name, *cells, f"{spent[name]:.2f}"]) + " |" for name, cells in rows.items()]
    table = "\n".join(lines) + "\n"
    sys.stdout.write(table)
    if options.write:
        PAGE.write_text(MARK.sub(lambda _: table, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
