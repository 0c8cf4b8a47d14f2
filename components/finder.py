"""The search screen: one box, facets with counts, results as links to documents or to traces."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import context, mount
from kg.columns import FACETS
from kg.search import Hit

PAGE = 25
_ORDERS = ("", "newest", "oldest", "cited")


def show(*, note: str = "", question: str = "", page: str = "van-ban") -> None:
    """Search by what the address asks; results lead to ``page``."""
    t = context.words("search")
    asked = st.query_params.get("q", question).strip()
    where = {facet: st.query_params.get_all(facet) for facet in FACETS}
    order = st.query_params.get("order", "")
    number = st.query_params.get("p", "1")
    at = max(int(number) if number.isdecimal() else 1, 1)
    found = context.index().search(
        asked,
        where=where,
        order=order if order in _ORDERS else "",
        limit=PAGE,
        offset=(at - 1) * PAGE,
    )
    mount(
        "search",
        {
            "strings": t,
            "lang": context.language(),
            "lang_param": context.language_parameter(),
            "q": asked,
            "note": t[note].format(q=asked) if note and found.total else "",
            "page": page,
            "rows": [_row(h) for h in found.hits],
            "total": found.total,
            "at": at,
            "pages": max(1, -(-found.total // PAGE)),
            "order": order,
            "orders": [{"id": o, "label": t[f"order_{o}"]} for o in _ORDERS],
            "meant": found.meant,
            "facets": [
                {
                    "name": facet,
                    "label": t[facet],
                    "values": [
                        {"value": v, "count": n, "on": v in where[facet]} for v, n in found.facets[facet]
                    ],
                }
                for facet in FACETS
            ],
            "hero": not asked and not any(where.values()) and at == 1 and page == "van-ban",
            "tries": _tries() if page == "van-ban" and not asked else [],
        },
        key=f"search-{page}",
    )


def _row(hit: Hit) -> dict[str, Any]:
    fate = context.words("fate")
    over = "expired" if hit.expires and hit.expires <= context.today() else ""
    code = "ended" if hit.fate == "ended" else over or hit.fate
    return {
        "id": hit.iri,
        "label": hit.label,
        "type": hit.type,
        "number": hit.number,
        "day": hit.day,
        "issuer": hit.issuer,
        "title": hit.title,
        "held": hit.held,
        "status": fate[code] if code else "",
        "code": code,
        "cited": hit.cited,
    }


def _tries() -> list[dict[str, str]]:
    """A question that a newcomer can press, where the example graph is open."""
    known = context.index().search("126/QĐ-UBND Quảng Nam 2024", limit=1).hits
    if not known or known[0].number != "126/QĐ-UBND":
        return []
    return [{"id": known[0].iri, "label": context.words("empty")["try_trace"]}]
