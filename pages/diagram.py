"""Lược đồ: one document in the middle, as the portals draw it, with what it carries out above it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import context, finder, mount, payload
from kg import dossier as of
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
TABS = {"implements": "implements", "details": "implements", "basedOn": "basis", "cites": "basis"}


def main() -> None:
    explorer = context.explorer()
    asked = st.query_params.get("doc", "").strip()
    if not explorer.knows(asked):
        finder.show(note="several" if asked else "pick", question=asked, page="luoc-do")
        return
    found = of.dossier(explorer, Iri(asked))
    t = {**context.words("diagram"), **context.words("common")}
    groups = []
    for name, kinds in GROUPS.items():
        for way, hops in (("out", found.acts), ("in", found.acted_on)):
            ends = (h.object if way == "out" else h.subject for h in hops if h.relation.predicate in kinds)
            listed = list({n.iri: n for n in ends}.values())
            tab = TABS.get(name, "changes") if way == "out" or name not in {"basedOn", "cites"} else "cited"
            groups.append(
                {
                    "id": f"{way}_{name}",
                    "label": t[f"{way}_{name}"],
                    "count": len(listed),
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
            "document": _node(found.node),
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
