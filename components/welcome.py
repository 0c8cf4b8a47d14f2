"""What a newcomer sees where there is no graph yet: the example graph is one press away."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import context
from kg import batch
from kg.errors import GraphError
from kg.paths import resource
from nlp import extract


def show() -> None:
    """Offer to build the example graph; show how to build one's own."""
    t = context.words("empty")
    _, middle, _ = st.columns([1, 2.2, 1])
    with middle:
        st.title(t["title"])
        st.write(t["body"])
        if not context.read_only() and st.button(t["open"], type="primary"):
            _build(t)
        if not context.read_only():
            st.page_link("pages/upload.py", label=t["upload"], icon=":material/upload:")
        st.write(t["own"])
        st.code(f'luocdo build THU-MUC --graph "{context.folder()}"', language=None)


def _build(t: dict[str, str]) -> None:
    files = list(batch.files([resource("examples")]))
    bar = st.progress(0.0, t["building"])
    done = iter(range(1, len(files) + 1))

    def tell(result: batch.Result) -> None:
        bar.progress(next(done) / len(files), Path(result.name).name)

    try:
        batch.build(files, context.folder(), extract, tell=tell)
    except GraphError as error:
        st.error(error.vietnamese if context.language() == "vi" else error.english)
        return
    st.rerun()
