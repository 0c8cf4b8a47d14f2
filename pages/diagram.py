"""Lược đồ: one document in the middle, as the portals draw it, with what it carries out above it."""

from __future__ import annotations

from itertools import islice
from typing import Any

import streamlit as st

from components import context, finder, mount, payload
from kg.lookup import Node
from kg.terms import Iri

GROUPS = {
    "implements": ("implements",),
    "basedOn": ("basedOn",),
    "details": ("details",),
    "amends": ("amends",),
    "ends": ("replaces", "repeals", "suspends"),
    "consolidates": ("consolidates", "corrects", "extends"),
    "cites": ("cites", "respondsTo"),
}
SHOWN = 40
"""Documents listed in a box at most; the document's page has them all."""
TABS = {"implements": "implements", "details": "implements", "basedOn": "basis", "cites": "basis"}


def main() -> None:
    explorer = context.explorer()
    asked = st.query_params.get("doc", "").strip()
    if not explorer.knows(asked):
        finder.show(note="several" if asked else "pick", question=asked, page="luoc-do")
        return
    work = Iri(asked)
    acted = explorer.counts(work)
    t = {**context.words("diagram"), **context.words("common")}
    groups = []
    for name, kinds in GROUPS.items():
        for way in ("out", "in"):
            if way == "out":
                ends = {e.object: None for e in explorer.above(work) if e.relation.predicate in kinds}
                count = len(ends)
            else:
                ends = dict.fromkeys(islice(explorer.acting(work, frozenset(kinds)), SHOWN))
                count = max(len(ends), sum(acted.get(k, 0) for k in kinds))
            listed = list(map(explorer.node, islice(ends, SHOWN)))
            tab = TABS.get(name, "changes") if way == "out" or name not in {"basedOn", "cites"} else "cited"
            groups.append(
                {
                    "id": f"{way}_{name}",
                    "label": t[f"{way}_{name}"],
                    "count": count,
                    "documents": list(map(_node, sorted(listed, key=lambda n: (n.date, n.label)))),
                    "tab": tab,
                }
            )
    mount(
        "diagram",
        {
            "strings": t,
            "lang": context.language(),
            "lang_param": context.language_parameter(),
            "document": _node(explorer.node(work)),
            "groups": groups,
        },
    )


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.iri,
        "label": node.label,
        "under": " · ".join(filter(None, (payload.short(node.issuer), node.day))),
        "title": node.title,
        "held": node.held,
        "kind": payload.kind_of(node.label),
    }


main()
