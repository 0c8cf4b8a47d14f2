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
    mount("document", _data(explorer, of.dossier(explorer, Iri(asked))))


@st.cache_data(max_entries=60, show_spinner=False)
def _text(snapshot: int, folder: str, source: Iri) -> str | None:  # noqa: ARG001 - the keys of the cache
    return of.text_of(context.explorer().store, source, Path(folder))


def _data(explorer: Explorer, found: Dossier) -> dict[str, Any]:
    t = context.words("document")
    tab = st.query_params.get("tab", "")
    chosen = tab if tab in {*TABS, "sources"} else _first(found)
    tabs = [{"id": tab, "label": t[tab], "count": sum(_counts(found, tab))} for tab in TABS]
    return {
        "strings": t,
        "lang": context.language(),
        "lang_param": context.language_parameter(),
        "read_only": context.read_only(),
        "document": {
            **_node(found.node),
            "effective": context.printed(found.effective),
            "expires": context.printed(found.expires),
            "signer": found.signer,
            "successors": _successors(found, t),
        },
        "more_evidence": context.words("trace")["more_evidence"],
        "force": _force(explorer, found.node.iri),
        "tab": chosen,
        "tabs": [*tabs, {"id": "sources", "label": t["sources"], "count": 0}],
        "groups": [] if chosen == "sources" else _groups(explorer, found, chosen, t),
        "listed": of.MANY * _more(),
        "more": _more(),
        "sources": list(map(_source, found.sources)),
        "mentioned": list(map(_source, of.mentioning(explorer, found))) if chosen == "sources" else [],
        **_reading(explorer, found, t),
    }


def _more() -> int:
    """How many times the usual number of relations is listed."""
    asked = st.query_params.get("more", "1")
    return min(max(int(asked), 1), 50) if asked.isdecimal() else 1


def _force(explorer: Explorer, work: Iri) -> dict[str, Any]:
    """Whether the document is in force on the day asked for, today if none is."""
    said = st.query_params.get("on", "")
    day = context.iso(said)
    force = status(explorer.store, work, day if len(day) == 10 else context.today())
    by = [s.by for s in force.statements if s.by and s.by_day(force.on) == "yes"]
    return {
        "day": context.printed(force.on),
        "bad": said if said and force.on != day else "",
        "words": LABELS[force.code][0 if context.language() == "vi" else 1],
        "tag": _TAGS.get(force.code, ""),
        "by": [_node(node) for node in by[:4]],
    }


def _first(found: Dossier) -> str:
    """The tab that answers first: carrying out where there is any."""
    return next((tab for tab in ("implements", *TABS) if sum(_counts(found, tab))), "basis")


def _counts(found: Dossier, tab: str) -> tuple[int, int]:
    """How many relations a tab has: what the document does, what others do to it."""
    acts = sum(e.relation.predicate in TABS[tab] for e in found.above)
    acted = sum(found.acted.get(kind, 0) for kind in TABS[tab])
    return acts if tab != "cited" else 0, acted if tab != "basis" else 0


def _groups(explorer: Explorer, found: Dossier, tab: str, t: dict[str, str]) -> list[dict[str, Any]]:
    work, kinds, most = found.node.iri, TABS[tab], of.MANY * _more()
    acts, acted = _counts(found, tab)
    groups = []
    if tab != "cited":
        hops = of.acts(explorer, work, kinds, most)
        groups.append((t["does"], hops, acts, False))
    if tab != "basis":
        hops = of.acted_on(explorer, work, kinds, most) if acted else []
        groups.append((t["done_to"], hops, acted, True))
    return [
        {
            "label": label,
            "edges": [_edge(explorer, h, down=down) for h in hops],
            "count": count,
            "rest": max(0, count - len(hops)) if len(hops) >= most else 0,
        }
        for label, hops, count, down in groups
    ]


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
        "short": payload.short(node.issuer),
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
    asked = of.known_source(explorer, st.query_params.get("src", ""))
    source = asked or next(iter(found.sources), None)
    sought = _span(st.query_params.get("at", ""))
    nothing = {
        "pieces": [],
        "cards": {},
        "foreign": False,
        "reading": "",
        "part": "",
        "quote": "",
        "no_text": t["no_text"],
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
            "quote": of.quote_at(explorer, source.iri, sought) if sought else "",
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
        "quote": "",
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


def _span(words: str) -> tuple[int, int] | None:
    start, _, end = words.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() and int(start) < int(end) else None


main()
