"""The explorer: ``luocdo explore`` starts it; every screen is a file in ``pages/``."""

from __future__ import annotations

import streamlit as st

from components import HERE, LANGUAGES, context, mount, welcome
from kg.explorer import newest

st.set_page_config(page_title="luocdo", page_icon=str(HERE / "icon.png"), layout="wide")
st.html(HERE / "app.css")
st.logo(str(HERE / "logo.svg"), size="large")

CHOOSING = ("trace", "diagram", "document")
t = context.words("nav")


def locked() -> None:
    with st.container(key="plain"):
        st.info(t["locked"])


pages = {
    "search": st.Page("pages/search.py", title=t["search"], url_path="tim", default=True),
    "trace": st.Page("pages/trace.py", title=t["trace"], url_path="truy-nguyen"),
    "diagram": st.Page("pages/diagram.py", title=t["diagram"], url_path="luoc-do"),
    "upload": st.Page("pages/upload.py", title=t["upload"], url_path="tai-len"),
    "review": st.Page("pages/review.py", title=t["review"], url_path="duyet"),
    "overview": st.Page("pages/overview.py", title=t["overview"], url_path="tong-quan"),
    "sparql": st.Page("pages/sparql.py", title=t["sparql"], url_path="hoi-sparql"),
    "document": st.Page("pages/document.py", title=t["document"], url_path="van-ban", visibility="hidden"),
}
if context.read_only():
    for name, path in (("upload", "tai-len"), ("review", "duyet")):
        pages[name] = st.Page(locked, title=t[name], url_path=path, visibility="hidden")
page = st.navigation(list(pages.values()), position="top")

with st.container(key="language", horizontal=True, horizontal_alignment="right"):
    chosen = st.segmented_control(
        "Ngôn ngữ / Language",
        LANGUAGES,
        default=context.language(),
        format_func=str.upper,
        label_visibility="collapsed",
        key="language_switch",
    )
    if chosen and chosen != context.language():
        st.session_state["language"] = chosen
        if "lang" in st.query_params:
            del st.query_params["lang"]
        st.rerun()

if not newest(context.folder()) and page != pages.get("upload"):
    welcome.show()
    st.stop()
if newest(context.folder()) > context.snapshot():
    with st.container(horizontal=True, vertical_alignment="center", key="newer"):
        st.caption(t["refresh"])
        if st.button(t["reload"], type="tertiary"):
            st.session_state["snapshot"] = newest(context.folder())
            st.rerun()
# pages that begin by choosing a document have a box of their own
choosing = page in map(pages.get, CHOOSING) and not st.query_params.get("doc")
if newest(context.folder()) and page != pages["search"] and not choosing:
    with st.container(key="find"):
        words = {"label": t["find"], "hint": t["find_hint"]}
        mount("bar", {**words, "lang": context.language(), "lang_param": context.language_parameter()})
page.run()
