"""Tải lên: what a file says at once; then, when the reader says so, into the graph."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from components import context, mount
from kg import dossier as of
from kg import intake
from kg.explorer import newest
from kg.naming import iris
from nlp.load import LoadError
from nlp.model import SELF, Citation, Extraction


def main() -> None:
    t = context.words("upload")
    with st.container(key="plain"):
        st.header(t["title"])
        st.write(t["lead"])
        st.html(f"<style>.st-key-plain {{ --choose: '{t['button']}'; --drop: '{t['drop']}' }}</style>")
        files = st.file_uploader(t["choose"], type=list(intake.KINDS), accept_multiple_files=True) or []
        read = [(f.name, _read(f.name, f.getvalue(), t)) for f in files]
        ready = [f for f, (_, found) in zip(files, read, strict=True) if isinstance(found, Extraction)]
        if ready and st.button(context.counted(t, "add", len(ready)), type="primary"):
            _add([(f.name, f.getvalue()) for f in ready], t)
        if added := st.session_state.pop("added", 0):
            st.success(context.counted(t, "added", added))
    if read:
        data = {
            "strings": t,
            "lang": context.language(),
            "lang_param": context.language_parameter(),
            "files": [_shown(name, found, t) for name, found in read],
        }
        mount("reading", data)


def _read(name: str, data: bytes, t: dict[str, str]) -> Extraction | str:
    """What a file says, read once a session; else why not."""
    kept: dict[str, Extraction | str] = st.session_state.setdefault("read", {})
    digest = hashlib.sha256(name.encode() + data).hexdigest()
    if digest not in kept:
        with st.spinner(t["reading"].format(name=name)):
            try:
                kept[digest] = intake.read(name, data)
            except LoadError as error:
                kept[digest] = " ".join(str(error).split())
    return kept[digest]


def _add(files: list[tuple[str, bytes]], t: dict[str, str]) -> None:
    folder = context.folder()
    paths = [intake.keep(folder, name, data) for name, data in files]
    with st.status(t["adding"]) as shown:
        ran = intake.add(folder, paths, waiting=lambda who: shown.update(label=t["waiting"].format(who=who)))
    if ran.waiting:
        st.warning(t["waiting"].format(who=ran.waiting))
        return
    st.session_state["snapshot"] = newest(folder)
    if ran.failed:
        st.error("\n\n".join(reason for _, reason in ran.failed))
        return
    st.session_state["added"] = len(paths)
    st.rerun()


def _shown(name: str, found: Extraction | str, t: dict[str, str]) -> dict[str, Any]:
    if isinstance(found, str):
        return {"name": name, "error": found}
    named = iris(found, base=_base())
    labels = {c.id: _label(c) for c in found.citations} | {SELF: t["this"]}
    d = found.document
    marks = [
        of.Mark(m.start, m.end, named.get(c.id, named[SELF]))
        for c in found.citations
        for m in c.mentions
        if c.id != SELF
    ]
    return {
        "name": name,
        "error": "",
        "label": f"{d.type} {d.number}".strip() or t["no_identity"],
        "under": " · ".join(filter(None, (d.issuer, context.printed(d.date)))),
        "title": d.title,
        "doc": named[SELF] if _known(named[SELF]) else "",
        "citations": [
            {
                "label": labels[c.id],
                "under": " · ".join(filter(None, (c.issuer, context.printed(c.date or c.year)))),
                "times": len(c.mentions),
                "confidence": c.confidence,
                "unresolved": c.resolution == "unresolved",
                "reason": t.get(f"reason_{c.reason}", c.reason),
                "doc": named[c.id] if _known(named[c.id]) else "",
            }
            for c in found.citations
            if c.id != SELF
        ],
        "relations": [
            {
                "subject": labels[r.subject],
                "words": _words(r.predicate, r.sense, part=r.part),
                "object": labels[r.object],
                "quote": " ".join(r.quote.split()),
                "cue": r.cue,
                "confidence": r.confidence,
            }
            for r in found.relations
        ],
        "findings": [f.message for f in (*found.text.findings, *found.findings)],
        "pieces": [{"t": p.text, "w": str(p.work or "")} for p in of.pieces(found.text.text[:60_000], marks)],
    }


def _label(citation: Citation) -> str:
    return f"{citation.type} {citation.number or citation.name}".strip()


def _base() -> str:
    return context.explorer().store.terms.base if newest(context.folder()) else ""


def _known(work: str) -> bool:
    return bool(newest(context.folder())) and context.explorer().knows(work)


def _words(predicate: str, sense: str, *, part: bool) -> str:
    from kg.terms import vocabulary

    terms = vocabulary(_base())
    relation = terms.by_term[terms.term(predicate, sense, part=part)]
    return relation.label if context.language() == "vi" else relation.label_en


main()
