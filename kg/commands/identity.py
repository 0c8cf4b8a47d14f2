"""``luocdo identity``: why citations are one document; split and merge by hand."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from kg import console, deciding
from kg.commands.common import DONE, FAILED, WRONG, one, reading
from kg.commands.review import submit, user
from kg.identity import final
from kg.paths import graph_folder
from kg.store import Store
from kg.terms import Iri
from kg.why import RULES, Decided, Why, counts, doubtful, why

SHOWN = 20
"""Doubtful nodes shown."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    folder = graph_folder(arguments.graph)
    chosen = [n for n in ("why", "split", "merge") if getattr(arguments, n)]
    if len(chosen) > 1:
        console.warn(f"chỉ một trong / only one of: {', '.join('--' + n for n in chosen)}")
        return WRONG
    store = reading(arguments)
    if arguments.why:
        return _why(store, arguments.why, arguments.format)
    if arguments.split or arguments.merge:
        return _decide(store, folder, arguments)
    return _doubtful(store)


def _decide(store: Store, folder: Path, arguments: argparse.Namespace) -> int:
    nodes = [_node(store, name) for name in arguments.split or arguments.merge]
    if missing := [n for n in nodes if isinstance(n, int)]:
        return missing[0]
    first, *others = [n for n in nodes if not isinstance(n, int)]
    if arguments.split and not others:
        others = [final(store, first)]
    others = [o for o in others if o != first]
    if not others:
        console.warn(f"{first} chưa được gộp với văn bản nào / is merged with nothing")
        return WRONG
    who = arguments.by or user()
    said = deciding.on_identity(store, first, others, same=not arguments.split, who=who, note=arguments.note)
    return submit(folder, said, arguments.store)


def _why(store: Store, name: str, form: str) -> int:
    found = _node(store, name)
    if isinstance(found, int):
        return found
    known = why(store, found)
    if known is None:
        console.warn(f"đồ thị không biết {name} / the graph does not know {name}")
        return FAILED
    console.say(
        json.dumps(asdict(known), ensure_ascii=False, indent=1) + "\n" if form == "json" else _text(known)
    )
    return DONE


def _text(known: Why) -> str:
    lines: list[str] = [known.asked]
    if known.final.iri != known.asked:
        lines.append(f"  là / is: {known.final} · {known.final.iri}")
    else:
        lines.append(f"  {known.final}")
    if known.decided:
        lines += _decision(known.decided, "  ")
    for decided in known.merged:
        lines.append(f"  gộp vào đây / merged into it: {decided.node}")
        lines += _decision(decided, "    ")
    for review in known.reviews:
        words = "là một / one document" if review.verdict == "same" else "là hai / two documents"
        lines.append(
            f"  rà soát / reviewed: {review.node} – {review.work}: {words}; "
            f"{review.who} {review.when}".rstrip()
        )
    for said in known.said:
        lines.append(f"  nguồn / source: {said.path or said.source}")
        lines += [f"    {name}: {value}" for name, value in said.facts]
    return "\n".join(lines) + "\n"


def _decision(decided: Decided, margin: str) -> list[str]:
    vietnamese, english = RULES.get(decided.rule, ("", ""))
    lines = [f"{margin}{decided.rule} ({decided.confidence:g}): {vietnamese} / {english}"]
    if decided.missing:
        lines.append(f"{margin}nguồn không ghi / not stated: {', '.join(decided.missing)}")
    lines += [f"{margin}có thể là / may be: {candidate}" for candidate in decided.candidates]
    return lines


def _doubtful(store: Store) -> int:
    rows = [
        (rule, str(n), " / ".join(RULES.get(rule, ("", "")))) for rule, n in sorted(counts(store).items())
    ]
    console.say(console.table(("quy tắc", "số nút", "nghĩa"), rows, widest=110))
    found = doubtful(store)
    for decided in found[:SHOWN]:
        console.say(f"\n{decided.node}\n" + "\n".join(_decision(decided, "  ")) + "\n")
    if len(found) > SHOWN:
        console.say(f"\n… {len(found) - SHOWN} nữa / more\n")
    return DONE


def _node(store: Store, name: str) -> Iri | int:
    """The node that a word means: an IRI of any source, else one document by its number."""
    full = name if "://" in name else store.terms.base + name
    if next(store.match(Iri(full)), None) is not None:
        return Iri(full)
    found = one(store, name)
    return found if isinstance(found, int) else found.iri
