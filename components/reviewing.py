"""What waits for review as its page takes it: plain values, words in the reader's language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import streamlit as st

from components import context, payload
from kg import dossier as of
from kg import doubts, matching
from kg.doubts import OfIdentity, OfRelation
from kg.evidence import Evidence
from kg.explorer import Explorer
from kg.lookup import Node
from kg.reviews import Review, labels
from kg.terms import Iri

# Characters of the text around a sentence.
AROUND = 300
# Formats that take long to read again: their text is looked up only for the item looked at, or not at all.
SLOW = frozenset({"pdf", "doc", "rtf"})
NEVER = frozenset({"image"})
# Documents named near a sentence that are offered for a correction.
NEAR = 6

Item = OfIdentity | OfRelation


def named(node: Node) -> dict[str, Any]:
    """A document to choose or to open."""
    under = " · ".join(filter(None, (payload.short(node.issuer), node.day)))
    return {"id": node.iri, "label": node.label, "under": under, "title": node.title}


def row(item: Item, language: str) -> dict[str, Any]:
    """An item in the list of the queue."""
    if isinstance(item, OfIdentity):
        words = [item.printed, "?"]
    else:
        words = [item.subject.label, _relation(item, language), item.object.label]
    return {
        "id": item.iri,
        "words": words,
        "kind": "identity" if isinstance(item, OfIdentity) else item.relation.predicate,
        "confidence": item.confidence,
    }


def _relation(item: OfRelation, language: str) -> str:
    return item.relation.label if language == "vi" else item.relation.label_en


def facets_of(item: Item) -> dict[str, str]:
    """By what an item is chosen: its kind, and issuer and type of the document that says it."""
    said_by = item.holder or (item.subject if isinstance(item, OfRelation) else None)
    label, number = (said_by.label, said_by.number) if said_by else ("", "")
    return {
        "kind": "identity" if isinstance(item, OfIdentity) else item.relation.predicate,
        "issuer": payload.short(said_by.issuer) if said_by else "",
        "type": (label.removesuffix(number) if number else label.partition(":")[0]).strip(),
    }


def fits(item: Item, chosen: dict[str, str]) -> bool:
    """Whether an item is among those chosen."""
    have = facets_of(item)
    return all(have[name] == value for name, value in chosen.items() if value)


def facets(
    items: list[Item], chosen: dict[str, str], t: dict[str, str], language: str
) -> list[dict[str, Any]]:
    """What to choose by, each value with its count among what the other choices leave."""
    names = {"identity": t["identity"]}
    for item in items:
        if isinstance(item, OfRelation):
            names.setdefault(item.relation.predicate, _relation(item, language))
    made = []
    for facet in ("kind", "issuer", "type"):
        others = {name: value for name, value in chosen.items() if name != facet}
        counts = Counter(facets_of(item)[facet] for item in items if fits(item, others))
        values = [
            {"value": v, "label": names.get(v, v) if facet == "kind" else v, "count": n}
            for v, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if v
        ]
        made.append({"name": facet, "label": t[f"by_{facet}"], "chosen": chosen[facet], "values": values})
    return made


def relations(explorer: Explorer, language: str) -> list[dict[str, str]]:
    """The relations to choose from."""
    known = {r.term: r.label if language == "vi" else r.label_en for r in explorer.store.terms.relations}
    return [{"term": term, "label": label} for term, label in known.items()]


def detail(
    explorer: Explorer, folder: Path, item: Item, t: dict[str, str], language: str, *, now: bool
) -> dict[str, Any]:
    """All that the page shows of one item; ``now`` where it is the one looked at."""
    made = {
        **row(item, language),
        "depends": item.depends,
        "said": "",
        "said_when": "",
        "machine": [],
        "whole": now,
    }
    if isinstance(item, OfIdentity):
        held = item.source.holds
        words = _around(folder, item.source, item.start, item.end, now=now)
        return {
            **made,
            "printed": item.printed,
            "taken": named(item.taken_for) if item.taken_for else None,
            "candidates": list(map(named, item.candidates)),
            "evidence": [
                {
                    "words": words or [item.before, item.quote, item.after],
                    "whole": bool(words),
                    "cue": "",
                    "holder": held.label if held else item.source.path,
                    "doc": held.iri if held else "",
                    "source": item.source.iri,
                    "at": f"{item.start}-{item.end}",
                }
            ],
        }
    evidence = explorer.hop(item.edge).evidence if item.edge else doubts.evidence(explorer, item)
    said = doubts.opinion(explorer, item)
    if said is not None:
        made["said"] = saying(said.verdict, said.who, said.day, said.note, t)
        made["said_when"] = said.when
    read = doubts.by_program(explorer, item.iri)
    if read and (read.subject, read.relation.term, read.object) != (
        item.subject,
        item.relation.term,
        item.object,
    ):
        made["machine"] = row(read, language)["words"]
    return {
        **made,
        "subject": named(item.subject),
        "relation": item.relation.term,
        "object": named(item.object),
        "evidence": [_evidence(explorer, folder, e, now=now) for e in evidence[:4]],
        "more": max(0, len(evidence) - 4),
        "near": _near(explorer, evidence[0], item) if evidence else [],
    }


def _evidence(explorer: Explorer, folder: Path, found: Evidence, *, now: bool) -> dict[str, Any]:
    said = payload.evidence(explorer, found)
    words = _around(folder, of.source(explorer, found.source), found.start, found.end, now=now)
    return {
        "words": words or ["", said["quote"], ""],
        "whole": bool(words),
        "cue": said["cue"],
        "holder": said["holder"] or said["path"],
        "doc": said["doc"],
        "source": said["source"],
        "at": f"{found.start}-{found.end}",
    }


def _around(folder: Path, source: of.Source, start: int, end: int, *, now: bool) -> list[str]:
    """A place of a text with what stands around it; [] where the text is gone, or slow to read."""
    if source.format in NEVER or (source.format in SLOW and not now):
        return []
    words = text(str(folder), source.iri)
    if words is None or not 0 <= start < end <= len(words):
        return []
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(words):
        after = after.rpartition(" ")[0] + "…"
    return [before, words[start:end], after]


@st.cache_data(max_entries=60, ttl=3600, show_spinner=False)
def text(folder: str, source: Iri) -> str | None:
    """The text of a source, None where it is gone; a source's name is its content's, so it never changes."""
    return of.text_of(context.explorer().store, source, Path(folder))


def _near(explorer: Explorer, found: Evidence, item: OfRelation) -> list[dict[str, Any]]:
    """Other documents that the source names, the nearest to the sentence first."""
    marks = sorted(of.marks(explorer, found.source), key=lambda m: abs(m.start - found.start))
    works = dict.fromkeys(m.work for m in marks)
    return [named(explorer.node(w)) for w in works if w not in {item.subject.iri, item.object.iri}][:NEAR]


def sources(explorer: Explorer, asked: str, ends: list[Iri]) -> list[Iri]:
    """The sources in which a missing sentence may stand: the one asked for, else the documents' own."""
    known = of.known_source(explorer, asked)
    if known is not None:
        return [known.iri]
    terms = explorer.store.terms
    held = [s for end in ends for s in explorer.store.objects(end, terms.ld("heldIn"), terms.current)]
    return [Iri(str(s)) for s in held]


def saying(verdict: str, who: str, day: str, note: str, t: dict[str, str]) -> str:
    """ "Đã duyệt đúng bởi Lan ngày 23/11/2026: đã đối chiếu"."""
    words = t[f"said_{verdict}"].format(who=who or t["nobody"], day=day)
    return f"{words}: {note}" if note else words


def told(explorer: Explorer, review: Review, t: dict[str, str], language: str) -> dict[str, Any]:
    """A decision in the list of all."""
    store = explorer.store
    by_name = {r.name: r.label if language == "vi" else r.label_en for r in store.terms.relations}
    middle = by_name.get(review.relation, labels().get(review.relation, "")) or t["and"]
    found = matching.about(store, review) if review.of_relation else matching.full(store, review.node)
    ends = (matching.full(store, iri) if iri else None for iri in (review.new_node, review.new_work))
    new = [explorer.node(end).label if end else "" for end in ends]
    return {
        "id": "" if isinstance(found, matching.Missing) else found,
        "verdict": review.verdict,
        "word": t[f"word_{review.verdict}"],
        "words": [review.node_name or review.node, middle, review.work_name or review.work],
        "right": [new[0], by_name.get(review.new_relation, ""), new[1]]
        if review.verdict == "correct"
        else [],
        "quote": review.quote,
        "who": review.who,
        "day": "/".join(reversed(review.when[:10].split("-"))),
        "note": review.note,
    }
