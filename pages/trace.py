"""Truy nguyên: the picture of a trace, with filters, evidence and paths."""

from __future__ import annotations

import base64
from typing import Any

import streamlit as st

from components import context, mount, payload
from kg import paper, report
from kg.explore import DRAWN, Question, View, view
from kg.explorer import Explorer
from kg.lookup import Node
from kg.terms import Iri

_WAYS = ("up", "down", "both", "between")
_NOTHING = {"up": "nothing_up", "both": "nothing_up", "down": "nothing_down", "between": "nothing_between"}


def main() -> None:
    t = context.words("trace")
    asked = st.query_params.get("doc", "").strip()
    explorer = context.explorer()
    start = find(explorer, asked) if asked else []
    if len(start) != 1:
        from components.finder import show

        show(note="several" if start else "pick", question=asked, page="truy-nguyen")
        return
    way = st.query_params.get("way", "up")
    to = st.query_params.get("to", "").strip()
    targets = find(explorer, to) if to and way == "between" else []
    target = targets[0] if len(targets) == 1 else None
    question = Question(
        start[0].iri,
        "up" if way not in _WAYS or (way == "between" and target is None) else way,  # type: ignore[arg-type]
        target.iri if target else None,
        frozenset(filter(None, st.query_params.get("rel", "").split(","))),
        frozenset(Iri(i) for i in st.query_params.get_all("open") if explorer.knows(i)),
        context.iso(st.query_params.get("since", "")),
        context.iso(st.query_params.get("until", "")),
        frozenset(int(r) for r in st.query_params.get("off", "").split(",") if r.isdecimal()),
        DRAWN * (1 + int(st.query_params.get("more", "0") or 0)),
    )
    found = _view(context.snapshot(), str(context.folder()), question)
    notes = _notes(found, t)
    if way == "between" and target is None:
        notes.insert(
            0, t["ask_target"] if not to else t["which_target" if targets else "no_target"].format(q=to)
        )
    data = _data(explorer, found, way, to, targets if target is None else [], notes)
    ready = st.session_state.pop("file", None)
    result = mount("trace", {**data, "file": ready}, "file")
    if result.file:
        st.session_state["file"] = _file(found, result.file, data["file_name"])
        st.rerun()


@st.cache_data(max_entries=200, show_spinner=False)
def _view(snapshot: int, folder: str, question: Question) -> View:  # noqa: ARG001 - the keys of the cache
    return view(context.explorer(), question)


def find(explorer: Explorer, words: str) -> list[Node]:
    """The documents that an address may mean: an IRI one, a number in any spelling some."""
    if explorer.knows(words):
        return [explorer.node(Iri(words))]
    found = context.index().search(words, limit=8)
    exact = [h for h in found.hits if h.number and h.number.casefold() in words.casefold()]
    hits = exact if len(exact) == 1 else found.hits
    return [explorer.node(h.iri) for h in hits]


def _notes(found: View, t: dict[str, str]) -> list[str]:
    stubs = [s.node.label for s in found.documents if not s.node.held and s.node.iri != found.start.iri]
    ends = {h.object.iri for h in found.hops} - {h.subject.iri for h in found.hops}
    stopped = [s.node.label for s in found.documents if s.node.iri in ends and s.node.label in stubs]
    notes = [t["by_basis"]] if found.by_basis else []
    if stopped and found.question.direction != "down":
        words = t["stub_note"].format(name=stopped[0]) if len(stopped) == 1 else t["stubs_note"]
        notes.append(words.format(n=len(stopped)))
    if found.cut and not found.left_out and found.question.direction not in {"down", "both"}:
        notes.append(t["cut"])
    if found.filtered:
        notes.append(t["filtered"].format(n=found.filtered))
    return notes


def _data(
    explorer: Explorer, found: View, way: str, to: str, targets: list[Node], notes: list[str]
) -> dict[str, Any]:
    t, language = context.words("trace"), context.language()
    edges, ids = payload.edges(explorer, found.hops, language, loops=found.loops)
    off, names = found.question.without, payload.bands_named(context.words("bands"))
    filtering = bool(found.question.since or found.question.until or off)
    sizes = {"documents": found.documents, "n_relations": found.hops, "n_paths": found.paths}
    summary = " · ".join(context.counted(t, name, len(values)) for name, values in sizes.items())
    heading = f"{found.start.label} · {found.start.issuer} · {found.start.day}".strip(" ·")
    return {
        "strings": t,
        "lang": language,
        "lang_param": context.language_parameter(),
        "read_only": context.read_only(),
        "start": found.start.iri,
        "start_words": found.start.number or found.start.label,
        "title": heading if found.target is None else f"{found.start.label} → {found.target.label}",
        "title_short": found.start.label,
        "target_label": found.target.label if found.target else "",
        "to_words": found.target.number if found.target else to,
        "way": way if way in _WAYS else "up",
        "down": found.question.direction == "down",
        "nodes": list(map(payload.document, found.documents)),
        "edges": edges,
        "paths": payload.paths(found, ids),
        "relations": payload.relations(explorer, found, language),
        "chosen_relations": bool(found.question.follow),
        "bands": names,
        "filters": [
            {"rank": n, "label": name, "on": n not in off}
            for n, name in enumerate(names)
            if n in off or any(s.band == n for s in found.documents)
        ],
        "since": st.query_params.get("since", ""),
        "until": st.query_params.get("until", ""),
        "candidates": [{"id": n.iri, "label": n.label, "under": f"{n.issuer} · {n.day}"} for n in targets],
        "candidates_note": t["which_target"].format(q=to),
        "notes": notes,
        "nothing": t["nothing_filtered" if filtering else _NOTHING[found.question.direction]],
        "summary": summary,
        "left_out": found.left_out,
        "cut_down": found.cut and found.question.direction in {"down", "both"},
        "more": int(st.query_params.get("more", "0") or 0),
        "file_name": report.file_name(found),
    }


def _file(found: View, asked: dict[str, str], name: str) -> dict[str, str]:
    if asked["kind"] == "PDF":
        content, suffix, mime = paper.pdf(asked["picture"], title=name), "pdf", "application/pdf"
    else:
        made, suffix, mime = report.FORMATS[asked["kind"]]
        content = made(found)
    return {
        "id": asked["id"],
        "name": f"{name}.{suffix}",
        "mime": mime,
        "content": base64.b64encode(content).decode(),
    }


main()
