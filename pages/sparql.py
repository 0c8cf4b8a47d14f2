"""SPARQL: worked questions, an editor, answers as a table, a file or a picture; the service answers."""

from __future__ import annotations

import base64
from typing import Any

import streamlit as st

from components import context, mount, payload
from kg import explore, report
from kg.endpoint.limits import Limits
from kg.endpoint.page import examples
from kg.terms import DEFAULT_BASE, Iri
from kg.void import prefixes

MIME = report.FORMATS["Excel"][2]


def main() -> None:
    explorer = context.explorer()
    terms = explorer.store.terms
    t = {**context.words("trace"), **context.words("sparql")}
    limits = Limits()
    ready = st.session_state.pop("answer", {})
    result = mount(
        "sparql",
        {
            "strings": t,
            "lang": context.language(),
            "lang_param": context.language_parameter(),
            "examples": [
                {"name": e.name, "title": e.title, "query": e.query.replace(DEFAULT_BASE, terms.base)}
                for e in examples()
            ],
            "prefixes": prefixes(terms),
            "base": terms.base,
            "bands": payload.bands_named(context.words("bands")),
            "limits": t["limits"].format(
                seconds=int(limits.seconds), rows=f"{limits.rows:,}".replace(",", ".")
            ),
            **ready,
        },
        "ask",
    )
    if result.ask:
        st.session_state["answer"] = _answer(result.ask, t)
        st.rerun()


def _answer(asked: dict[str, Any], t: dict[str, str]) -> dict[str, Any]:
    """What the page wants of an answer that it has: a picture of its documents, or a workbook."""
    if asked["kind"] == "Excel":
        content = base64.b64encode(report.table(asked["head"], asked["rows"])).decode()
        return {"file": {"id": asked["id"], "name": "sparql.xlsx", "mime": MIME, "content": content}}
    explorer = context.explorer()
    documents, hops, left_out = explore.among(explorer, map(Iri, asked["documents"]))
    edges, _ = payload.edges(explorer, hops, context.language())
    note = t["drawn"].format(documents=len(documents), relations=len(edges))
    return {
        "picture": {
            "id": asked["id"],
            "start": "",
            "nodes": list(map(payload.document, documents)),
            "edges": edges,
            "note": note + (" " + t["left_out"].format(n=left_out) if left_out else ""),
        }
    }


main()
