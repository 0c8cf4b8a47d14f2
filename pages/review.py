"""Duyệt: cited documents of which the program is not sure, decided by a person."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import context, mount, payload
from kg.doubts import Doubt, doubts, settle
from kg.explorer import newest
from kg.lookup import Node
from kg.terms import Iri


def main() -> None:
    t = context.words("review")
    explorer = context.explorer()
    waiting = [d for d in _doubts(context.snapshot(), str(context.folder())) if d.node not in _settled()]
    data = {
        "strings": t,
        "lang": context.language(),
        "lang_param": context.language_parameter(),
        "who": st.session_state.get("reviewer", st.context.headers.get("X-Forwarded-User", "") or ""),
        "said": st.session_state.pop("said", ""),
        "doubts": [_doubt(d) for d in waiting],
    }
    result = mount("review", data, "verdict")
    if result.verdict:
        _settle(dict(result.verdict), {d.node: d for d in waiting}, explorer.store.terms.base, t)


def _settled() -> set[str]:
    """What this session decided: its own snapshot does not know of it yet."""
    settled: set[str] = st.session_state.setdefault("settled", set())
    return settled


@st.cache_data(max_entries=4, show_spinner=False)
def _doubts(snapshot: int, folder: str) -> list[Doubt]:  # noqa: ARG001 - the keys of the cache
    return doubts(context.explorer())


def _settle(asked: dict[str, Any], waiting: dict[str, Doubt], base: str, t: dict[str, str]) -> None:
    doubt = waiting.get(str(asked.get("node", "")))
    who = str(asked.get("who", "")).strip()[:80]
    if doubt is None or not who:
        return
    st.session_state["reviewer"] = who
    offered = [n.iri for n in doubt.candidates] or [doubt.taken_for.iri if doubt.taken_for else Iri("")]
    chosen = [w for w in offered if w == asked.get("work")]
    ran = settle(
        context.folder(), doubt.node, chosen or offered, "same" if chosen else "apart", who=who, base=base
    )
    _settled().add(doubt.node)
    st.session_state["said"] = t["waiting"].format(who=ran.waiting) if ran.waiting else t["saved"]
    st.session_state["snapshot"] = newest(context.folder())
    st.rerun()


def _doubt(doubt: Doubt) -> dict[str, Any]:
    held = doubt.source.holds
    return {
        "node": doubt.node,
        "printed": doubt.printed,
        "confidence": doubt.confidence,
        "taken": _node(doubt.taken_for) if doubt.taken_for else None,
        "candidates": list(map(_node, doubt.candidates)),
        "words": [doubt.before, doubt.quote, doubt.after],
        "holder": held.label if held else doubt.source.path,
        "doc": held.iri if held else "",
        "source": doubt.source.iri,
        "at": f"{doubt.start}-{doubt.end}",
    }


def _node(node: Node) -> dict[str, Any]:
    under = " · ".join(filter(None, (payload.short(node.issuer), node.day)))
    return {"id": node.iri, "label": node.label, "under": under, "title": node.title}


main()
