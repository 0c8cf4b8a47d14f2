"""``luocdo review``: what waits for a person, decisions on single relations, decisions from file to file."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from kg import console, deciding, doubts, matching, reviewed, reviews
from kg.commands.common import DONE, FAILED, WRONG, bring, one
from kg.deciding import Triple
from kg.doubts import OfIdentity, OfRelation
from kg.explorer import Explorer
from kg.paths import graph_folder
from kg.reviews import Review
from kg.store import Store
from kg.terms import Iri

SHOWN = 20
"""Doubts shown."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    folder, what = graph_folder(arguments.graph), arguments.what
    needs = {"list": 0, "export": 1, "import": 1, "correct": 1}.get(arguments.action)
    if len(what) != needs if needs is not None else not what:
        wanted = "FILE" if arguments.action in {"export", "import"} else "IRI"
        console.warn(f"review {arguments.action}: cần / takes {needs or '1…'} {wanted}")
        return WRONG
    if arguments.action == "export":
        reviews.write(Path(what[0]), reviews.read(folder / reviews.FILE))
        return DONE
    if arguments.action == "import":
        return _import(folder, Path(what[0]), arguments)
    store = Store.reading(folder)
    if arguments.action == "list":
        return _list(store, folder)
    assertions = [matching.full(store, name) for name in what]
    for iri in assertions:
        if matching.matter(store, iri) is None:
            console.warn(
                f"{iri}: không phải phát biểu nào / no assertion of the graph (luocdo show --format json)"
            )
            return FAILED
    said = _said(store, folder, assertions, arguments)
    return said if isinstance(said, int) else submit(folder, said, arguments.store)


def _said(
    store: Store, folder: Path, assertions: list[Iri], arguments: argparse.Namespace
) -> list[Review] | int:
    who, note = arguments.by or user(), arguments.note
    if arguments.action == "undo":
        standing = reviews.standing(reviews.read(folder / reviews.FILE))
        last = [r for r in standing if r.of_relation and matching.about(store, r) in assertions]
        return deciding.taken_back(last, who=who)
    made: list[Review] = []
    for assertion in assertions:
        right = None if arguments.action == "reject" else _right(store, assertion, arguments)
        if isinstance(right, int):
            return right
        made += deciding.on_relation(store, [assertion], right, who=who, note=note)
    return made


def _right(store: Store, assertion: Iri, arguments: argparse.Namespace) -> Triple | int:
    """The relation as it stands now, changed as the user says."""
    known = doubts.relation(Explorer(store), assertion)
    if known is None:
        return FAILED
    ends: list[Iri] = [known.subject.iri, known.object.iri]
    term = known.relation.term
    if arguments.action == "correct":
        for n, name in enumerate((arguments.subject, arguments.object)):
            if name:
                found = one(store, name)
                if isinstance(found, int):
                    return found
                ends[n] = found.iri
        if arguments.turn:
            ends.reverse()
        if arguments.relation:
            names = {word: name for name, label in reviews.labels().items() for word in (name, label)}
            if arguments.relation not in names:
                console.warn(
                    f"quan hệ là một trong / a relation is one of: {', '.join(reviews.labels().values())}"
                )
                return WRONG
            term = store.terms.expand(names[arguments.relation])
    return ends[0], term, ends[1]


def _import(folder: Path, file: Path, arguments: argparse.Namespace) -> int:
    if not file.exists():
        console.warn(f"không có tệp / no such file: {file}")
        return WRONG
    code = submit(folder, reviews.read(file), arguments.store)
    if code == DONE:
        _stale(Store.reading(folder), folder)
    return code


def submit(folder: Path, said: Sequence[Review], store: str) -> int:
    """Have decisions written, tell what became of them, and bring them to a server where one is named."""
    ran = deciding.submit(folder, said)
    for _, reason in ran.failed:
        console.warn(reason)
    if ran.waiting:
        console.warn(f"đang chờ ghi / waiting to be written: {ran.waiting}")
        return DONE
    if ran.failed:
        return FAILED
    console.say(f"đã ghi {len(said)} ý kiến / {len(said)} decisions written\n")
    bring(folder, store)
    return DONE


def _list(store: Store, folder: Path) -> int:
    explorer = Explorer(store)
    waiting = doubts.queue(explorer)
    console.say(
        f"đã duyệt {doubts.reviewed(explorer)}, chờ duyệt {len(waiting)} / "
        f"{doubts.reviewed(explorer)} reviewed, {len(waiting)} waiting\n"
    )
    for line in _lines(explorer, islice(waiting, SHOWN)):
        console.say(line + "\n")
    if len(waiting) > SHOWN:
        console.say(f"… {len(waiting) - SHOWN} nữa / more\n")
    _stale(store, folder)
    return DONE


def _lines(explorer: Explorer, items: Iterable[OfIdentity | OfRelation]) -> Iterable[str]:
    for item in items:
        sure = f"{item.confidence:.2f}".replace(".", ",")
        if isinstance(item, OfIdentity):
            yield f"{sure}  {item.printed}?  {item.iri}\n      “{item.quote}”"
            continue
        hop = explorer.hop(item.edge) if item.edge else None
        quote = f"\n      “{' '.join(hop.evidence[0].quote.split())}”" if hop else ""
        yield f"{sure}  {item.subject.label} {item.relation.label} {item.object.label}  {item.iri}{quote}"


def _stale(store: Store, folder: Path) -> None:
    for review, missing in reviewed.stale(store, folder):
        vietnamese, english = missing.value
        words = f"{review.node_name} {reviews.labels()[review.relation]} {review.work_name}"
        console.warn(f"không còn khớp / fits nothing any more: {words}: {vietnamese} / {english}")


def user() -> str:
    """Who types."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return ""
