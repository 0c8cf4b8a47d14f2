"""Tổng quan: what the graph holds, what is most carried out, what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from components import context, mount, payload
from kg.explorer import Explorer
from kg.lookup import Node
from kg.overview import Covered, Overview
from kg.terms import Iri

UNCOVERED = 30


def main() -> None:
    t = context.words("overview")
    explorer, index = context.explorer(), context.index()
    found = _overview(context.snapshot(), str(context.folder()))
    facets = index.search(limit=1).facets
    labels = {
        r.predicate: r.label if context.language() == "vi" else r.label_en
        for r in reversed(explorer.store.terms.relations)
    }
    health = found.health
    asked = st.query_params.get("doc", "").strip()
    hits = index.search(asked, limit=1).hits if asked and not explorer.knows(asked) else ()
    work = asked if explorer.knows(asked) else hits[0].iri if hits else ""
    place = st.query_params.get("place", "")
    mount(
        "overview",
        {
            "strings": t,
            "lang": context.language(),
            "lang_param": context.language_parameter(),
            "tiles": [
                {"n": index.size(), "label": t["documents"]},
                {"n": index.held(), "label": t["held"]},
                {"n": sum(n for _, n in found.relations), "label": t["relations"]},
                {"n": health.unresolved, "of": health.cited, "label": t["unresolved"]},
            ],
            "types": facets["type"],
            "issuers": facets["issuer"],
            "years": index.years(),
            "relations": [(labels[p], n) for p, n in found.relations],
            "carried": [{**_node(n), "n": count} for n, count in found.most_carried_out()],
            "uncovered": [_node(explorer.node(i)) for i in found.uncovered[:UNCOVERED]],
            "uncovered_count": len(found.uncovered),
            "findings": [(t.get(f"finding_{code}", code), n) for code, n in health.findings],
            "asked": asked,
            "places": found.places(),
            "place": place,
            "coverage": _coverage(explorer, found, work, place, t) if work else None,
        },
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _overview(snapshot: int, folder: str) -> Overview:  # noqa: ARG001 - the keys of the cache
    return Overview(context.explorer())


def _coverage(
    explorer: Explorer, found: Overview, work: str, place: str, t: dict[str, str]
) -> dict[str, Any]:
    node = explorer.node(Iri(work))
    rows = found.within(node.iri, place) if place else found.coverage(node.iri)
    return {
        "document": _node(node),
        "rows": [_row(r, node, t) for r in rows],
        "missing": sum(not r.documents for r in rows),
    }


def _row(covered: Covered, act: Node, t: dict[str, str]) -> dict[str, Any]:
    dated = [n.date for n in covered.documents if len(n.date) == 10]
    late = ""
    if dated and len(act.date) == 10:
        days = (date.fromisoformat(dated[0]) - date.fromisoformat(act.date)).days
        late = t["after"].format(n=days) if days >= 0 else ""
    return {
        "place": covered.name,
        "first": context.printed(dated[0]) if dated else "",
        "after": late,
        "documents": list(map(_node, covered.documents)),
        "count": covered.count,
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.iri,
        "label": node.label,
        "under": f"{payload.short(node.issuer)} · {node.day}".strip(" ·"),
        "day": node.day,
        "title": node.title,
    }


main()
