"""``luocdo evaluate``: how well extraction agrees with gold answers, by predicate and by rule."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from kg import console
from kg.batch import reason
from kg.commands.common import DONE, FAILED, WRONG
from nlp import extract
from nlp.evaluate import Gold, evaluate, report
from nlp.model import Extraction


class NoGoldError(ValueError):
    """A file is no gold answer."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    gold: Path = arguments.gold
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold] if gold.is_file() else []
    if not files:
        console.warn(f"{gold}: không có tệp đáp án .json / no gold answers (.json) here")
        return WRONG
    failed: list[str] = []
    made = evaluate(_answers(files, arguments.sources, failed))
    console.say(report(made, worst=arguments.worst) + "\n")
    for line in failed:
        console.warn(line)
    return FAILED if failed else DONE


def _answers(files: list[Path], sources: Path, failed: list[str]) -> Iterator[tuple[str, Gold, Extraction]]:
    """Every gold answer with what was read; a document that cannot be read counts as read in vain."""
    for file in files:
        try:
            gold = _gold(file)
        except NoGoldError as error:
            failed.append(str(error))
            continue
        source = sources / gold["file"]
        try:
            found = extract(source)
        except Exception as error:  # one document's failure is named and costs no other
            failed.append(f"{source}: {reason(source, error)}")
            found = extract("")
        yield file.stem, gold, found


def _gold(file: Path) -> Gold:
    try:
        gold = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoGoldError(f"{file}: không đọc được đáp án / cannot read the gold answer: {error}") from error
    if not isinstance(gold, dict) or not {"file", "citations", "relations"} <= gold.keys():
        raise NoGoldError(f'{file}: đáp án phải có / gold answers must have "file", "citations", "relations"')
    return gold
