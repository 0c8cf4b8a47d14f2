"""Văn bản: one document, its relations with their sentences, its text with citations as links."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components import context, finder, mount, payload
from kg import dossier as of
from kg.dossier import Dossier, Source
from kg.explorer import Explorer
from kg.lookup import Node
from kg.status import LABELS, status
from kg.terms import Iri
from kg.trace import Hop

# The tabs and the predicates in each: in "basis" what the document does, in "cited" what others do.
TABS = {
    "basis": ("basedOn", "details", "respondsTo", "cites"),
    "implements": ("implements", "details"),
    "changes": ("amends", "replaces", "repeals", "corrects", "consolidates", "suspends", "extends"),
    "cited": ("basedOn", "cites", "respondsTo"),
}
# Characters of a text on the page; of a longer one the part around the place looked at.
SHOWN = 120_000
_TAGS = {"expired": "bad", "partly": "warn", "suspended": "warn", "not-yet": "warn", "in-force": "good"}


def main() -> None:
    explorer = context.explorer()
    asked = st.query_params.get("doc", "").strip()
    if not explorer.knows(asked):
        finder.show(note="several" if asked else "", question=asked)
        return
    work = Iri(asked)
    found = _dossier(context.snapshot(), str(context.folder()), work)
    mount("document", _data(explorer, found))


@st.cache_data(max_entries=200, show_spinner=False)
def _dossier(snapshot: int, folder: str, work: Iri) -> Dossier:  # noqa: ARG001 - the keys of the cache
    return of.dossier(context.explorer(), work)


@st.cache_data(max_entries=60, show_spinner=False)
def _text(snapshot: int, folder: str, source: Iri) -> str | None:  # noqa: ARG001
    return of.text_of(context.explorer().store, source, Path(folder))


def _data(explorer: Explorer, found: Dossier) -> dict[str, Any]:
    t = context.words("document")
    force = status(explorer.store, found.node.iri, context.today())
    node = found.node
    return {
        "strings": t,
        "lang": context.language(),
        "lang_param": context.language_parameter(),
        "document": {
            **_node(node),
            "effective": context.printed(found.effective),
            "expires": context.printed(found.expires),
            "signer": found.signer,
            "successors": _successors(found, t),
        },
        "down_words": context.words("trace")["down"],
        "more_evidence": context.words("trace")["more_evidence"],
        "status_words": t["status_on"].format(day=context.printed(context.today())),
        "fate": LABELS[force.code][0 if context.language() == "vi" else 1],
        "fate_tag": _TAGS.get(force.code, ""),
        "fate_by": [_node(s.by) for s in force.statements if s.by and s.by_day(force.on) == "yes"][:4],
        "tab": st.query_params.get("tab", "") or _first(found),
        "tabs": [*_tabs(explorer, found, t), _sources_tab(found, t)],
        "more": t["more"].format(n=found.more) if found.more else "",
        "sources": list(map(_source, found.sources)),
        "mentioned": list(map(_source, found.mentioned)),
        **_reading(explorer, found, t),
    }


def _first(found: Dossier) -> str:
    """The tab that answers first: carrying out where there is any."""
    both = found.acts + found.acted_on
    return "implements" if any(h.relation.predicate in TABS["implements"] for h in both) else "basis"


def _tabs(explorer: Explorer, found: Dossier, t: dict[str, str]) -> list[dict[str, Any]]:
    made = []
    for tab, kinds in TABS.items():
        groups = []
        if tab != "cited":
            acts = [h for h in found.acts if h.relation.predicate in kinds]
            groups.append({"label": t["does"], "edges": [_edge(explorer, h, down=False) for h in acts]})
        if tab != "basis":
            acted = [h for h in found.acted_on if h.relation.predicate in kinds]
            groups.append({"label": t["done_to"], "edges": [_edge(explorer, h, down=True) for h in acted]})
        count = sum(len(g["edges"]) for g in groups)
        made.append({"id": tab, "label": t[tab], "groups": groups, "count": count})
    return made


def _sources_tab(found: Dossier, t: dict[str, str]) -> dict[str, Any]:
    return {
        "id": "sources",
        "label": t["sources"],
        "groups": [],
        "count": len(found.sources) + len(found.mentioned),
    }


def _edge(explorer: Explorer, hop: Hop, *, down: bool) -> dict[str, Any]:
    relation = hop.relation
    if context.language() == "en":
        words = f"← {relation.label_en}" if down else relation.label_en
    else:
        words = relation.label_down if down else relation.label
    return {
        "words": words,
        "other": _node(hop.subject if down else hop.object),
        "evidence": [payload.evidence(explorer, e) for e in hop.evidence[:6]],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.iri,
        "label": node.label,
        "issuer": node.issuer,
        "day": node.day,
        "title": node.title,
        "held": node.held,
    }


def _source(source: Source) -> dict[str, Any]:
    name = source.path.replace("\\", "/").rpartition("/")[2]
    return {
        "id": source.iri,
        "name": name or source.iri,
        "format": source.format,
        "characters": source.characters,
        "holds": _node(source.holds) if source.holds else None,
    }


def _successors(found: Dossier, t: dict[str, str]) -> list[dict[str, str]]:
    made = []
    for s in found.successors:
        day = context.printed(s.since)
        words = (
            t["answers"].format(name="; ".join(s.now), day=day)
            if s.now
            else t["no_successor"].format(name=s.body, day=day)
        )
        made.append({"words": words, "act": s.act})
    return made


def _reading(explorer: Explorer, found: Dossier, t: dict[str, str]) -> dict[str, Any]:
    """The text on the right: the source asked for, else the document's own."""
    known = {s.iri: s for s in (*found.sources, *found.mentioned)}
    for hop in found.acts:
        for said in hop.evidence:
            known.setdefault(said.source, of.source(explorer, said.source))
    asked = Iri(st.query_params.get("src", ""))
    source = known.get(asked) or next(iter(found.sources), None)
    sought = _span(st.query_params.get("at", ""))
    nothing = {
        "pieces": [],
        "cards": {},
        "foreign": False,
        "reading": "",
        "part": "",
        "quote": None,
        "no_text": t["no_text"].format(n=len(found.mentioned)),
    }
    if source is None:
        return nothing
    foreign = source.iri not in {s.iri for s in found.sources}
    name = source.holds.label if source.holds else _source(source)["name"]
    text = _text(context.snapshot(), str(context.folder()), source.iri)
    if text is None:
        return {
            **nothing,
            "foreign": foreign,
            "reading": name,
            "no_text": t["text_gone"],
            "quote": _quote(explorer, found, source.iri, sought),
        }
    marks = [m for m in of.marks(explorer, source.iri) if m.end <= len(text)]
    middle = sought[0] if sought else 0
    start = max(0, min(middle - SHOWN // 2, len(text) - SHOWN))
    pieces = of.pieces(text, marks, sought)
    if len(text) > SHOWN:
        pieces = _window(pieces, start, start + SHOWN)
    works = {p.work for p in pieces if p.work}
    return {
        "pieces": [{"t": p.text, "w": p.work or "", "s": p.sought} for p in pieces],
        "cards": {w: _node(explorer.node(w)) for w in works},
        "foreign": foreign,
        "reading": name if foreign else "",
        "part": t["part_shown"].format(n=f"{SHOWN:,}".replace(",", ".")) if len(text) > SHOWN else "",
        "quote": None,
        "no_text": "",
    }


def _window(pieces: list[of.Piece], start: int, end: int) -> list[of.Piece]:
    kept, at = [], 0
    for piece in pieces:
        a, b = max(start - at, 0), min(end - at, len(piece.text))
        if a < b:
            kept.append(of.Piece(piece.text[a:b], piece.work, piece.sought))
        at += len(piece.text)
    return kept


def _quote(
    explorer: Explorer, found: Dossier, source: Iri, sought: tuple[int, int] | None
) -> tuple[str, str, str] | None:
    """The sentence looked for, from the graph itself, where the file is gone."""
    for hop in found.acts + found.acted_on:
        for said in hop.evidence:
            if said.source == source and (sought is None or sought == (said.start, said.end)):
                return of.quote_of(explorer.store, said.assertion)
    return None


def _span(words: str) -> tuple[int, int] | None:
    start, _, end = words.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() and int(start) < int(end) else None


main()
