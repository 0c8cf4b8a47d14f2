"""The explorer's own Streamlit components: JavaScript and CSS that lie here, put together and mounted.

The address is the whole state of a screen: a component changes it, the page reads it.  So every view
is a link, and the browser's Back works.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from kg.paths import resource

HERE = Path(__file__).parent
LANGUAGES = ("vi", "en")


@cache
def strings(language: str) -> dict[str, dict[str, str]]:
    """The words of the screens in a language, by section; every section has the common ones too."""
    table = tomllib.loads((HERE / "strings.toml").read_text(encoding="utf-8"))
    at = LANGUAGES.index(language)
    chosen = {section: {k: v[at] for k, v in words.items()} for section, words in table.items()}
    return {section: {**chosen["common"], **words} for section, words in chosen.items()}


@cache
def _component(name: str) -> Callable[..., Any]:
    scripts = [HERE / "base.js", *sorted((HERE / name).glob("*.js"))]
    if name in {"trace", "sparql"}:  # what draws pictures of the graph
        drawing = {HERE / "trace" / script for script in ("layout.js", "picture.js")}
        scripts = [resource("vendor") / "dagre.min.js", *sorted(drawing - set(scripts)), *scripts]
    return st.components.v2.component(
        f"luocdo_{name}",
        html=f'<div class="{name}"></div>',
        css="\n".join(p.read_text(encoding="utf-8") for p in (HERE / "base.css", HERE / name / "style.css")),
        js="\n".join(p.read_text(encoding="utf-8") for p in scripts),
    )


def mount(name: str, data: dict[str, Any], *triggers: str, key: str = "") -> Any:
    """Show the component in the folder ``name``; ``triggers`` are the events that it may send."""
    heard = {f"on_{trigger}_change": lambda: None for trigger in triggers}
    return _component(name)(key=key or name, data=data, **heard)
