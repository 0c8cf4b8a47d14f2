"""From what a person presses to reviews in the graph folder, and back again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from kg import jobs
from kg.identity import final
from kg.jobs import Ran
from kg.lookup import node
from kg.matching import ends, matter, short
from kg.queue import Job
from kg.reviews import Review, now
from kg.store import Store
from kg.terms import Iri

Triple = tuple[Iri, Iri, Iri]
"""Subject, predicate and object of a relation."""


def on_relation(
    store: Store, assertions: Iterable[Iri], right: Triple | None, *, who: str, note: str = ""
) -> list[Review]:
    """What it means that ``right`` holds where some assertions stand; None: they are wrong.

    What the program read is accepted or corrected; a relation that only a person had added is added
    again, or rejected and another one added.
    """
    when, made = now(), list[Review]()
    for assertion in assertions:
        known = matter(store, assertion)
        if known is None:
            continue
        known = replace(known, who=who, when=when, note=note)
        subject, term, target = ends(store, known)
        read = (final(store, subject), term, final(store, target))
        if right is None:
            made.append(replace(known, verdict="reject"))
        elif right == read:
            made.append(known)
        elif known.verdict == "add":
            made += [replace(known, verdict="reject"), _in_words(store, known, right)]
        else:
            new = [short(store, r) if r != own else "" for r, own in zip(right, read, strict=True)]
            relation = store.terms.by_term[right[1]].name if new[1] else ""
            made.append(
                replace(known, verdict="correct", new_node=new[0], new_relation=relation, new_work=new[2])
            )
    return made


def _in_words(store: Store, known: Review, right: Triple) -> Review:
    subject, term, target = right
    return replace(
        known,
        verdict="add",
        node=short(store, subject),
        relation=store.terms.by_term[term].name,
        work=short(store, target),
        node_name=node(store, subject).label,
        work_name=node(store, target).label,
    )


def added(
    store: Store, source: Iri, right: Triple, text: str, quote: str, *, who: str, note: str = ""
) -> Review | None:
    """A relation that the program missed, with the words of the source that state it.

    None where the words do not stand in the text; spaces and line ends do not count.
    """
    place = find(text, quote)
    if place is None:
        return None
    empty = Review("add", "", "", who, now(), note, source=short(store, source))
    words = " ".join(text[place[0] : place[1]].split())
    return replace(_in_words(store, empty, right), start=str(place[0]), end=str(place[1]), quote=words)


def find(text: str, quote: str) -> tuple[int, int] | None:
    """Where words stand in a text, however they are spaced.

    >>> find("thực hiện Nghị\\nquyết số 02", "Nghị quyết")
    (10, 20)
    """
    words = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(words, text) if words else None
    return found.span() if found else None


def on_identity(
    store: Store, of: Iri, works: Iterable[Iri], *, same: bool, who: str, note: str = ""
) -> list[Review]:
    """That a document as a source names it is a work, or is none of these works."""
    when, names = now(), (short(store, of), node(store, final(store, of)).label)
    return [
        Review(
            "same" if same else "apart",
            names[0],
            short(store, work),
            who,
            when,
            note,
            node_name=names[1],
            work_name=node(store, work).label,
        )
        for work in works
    ]


def taken_back(said: Iterable[Review], *, who: str) -> list[Review]:
    """The reviews that take others back."""
    when = now()
    return [replace(review, verdict="withdraw", who=who, when=when, note="") for review in said]


def submit(folder: Path, said: Iterable[Review], *, base: str = "") -> Ran:
    """Have reviews written into the graph; they wait where somebody else is writing."""
    return jobs.submit(folder, Job("review", {"reviews": [asdict(review) for review in said]}), base=base)
