"""What every page starts from: the address, the language, one consistent snapshot of the graph."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import streamlit as st

from components import LANGUAGES, strings
from kg import search
from kg.explorer import Explorer, newest
from kg.paths import graph_folder
from kg.store import Store


def folder() -> Path:
    """The folder of the graph."""
    return graph_folder()


def read_only() -> bool:
    """Whether nothing may be written."""
    return bool(os.environ.get("LUOCDO_READ_ONLY"))


def language() -> str:
    """The language of the screens: of the address, else as last chosen, else Vietnamese."""
    asked = st.query_params.get("lang", "")
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    return str(st.session_state.get("language", LANGUAGES[0]))


def words(section: str) -> dict[str, str]:
    """The words of a screen."""
    return strings(language())[section]


def counted(words: dict[str, str], name: str, count: int) -> str:
    """A number with what is counted: English tells one from many."""
    one = f"{name}_one"
    return words[one if count == 1 and one in words else name].format(n=count)


def language_parameter() -> str:
    """The language for links, "" where it is the usual one."""
    return "" if language() == LANGUAGES[0] else language()


def snapshot() -> int:
    """The snapshot that this session reads; it stays until the reader asks for the newer one."""
    at = newest(folder())
    chosen = int(st.session_state.get("snapshot", 0))
    if not chosen or chosen > at or chosen < at - 1:
        st.session_state["snapshot"] = chosen = at
    return chosen


def explorer() -> Explorer:
    """Reads the session's snapshot."""
    return _explorer(str(folder()), snapshot())


def index() -> search.Index:
    """The search index; that of an older snapshot while a large one is being made."""
    found = _index(str(folder()), snapshot())
    if found.file.stem != str(snapshot()) and found.file.with_stem(str(snapshot())).exists():
        _index.clear()
        return _index(str(folder()), snapshot())
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _explorer(place: str, number: int) -> Explorer:  # noqa: ARG001 - a snapshot's number is the key
    return Explorer(Store.reading(Path(place)))


@st.cache_resource(max_entries=4, show_spinner="Đang lập chỉ mục tìm kiếm / building the search index…")
def _index(place: str, number: int) -> search.Index:  # noqa: ARG001
    return search.index(Path(place))


def printed(date: str) -> str:
    """An ISO date as printed: "22/01/2024"."""
    return "/".join(reversed(date.split("-"))) if date else ""


def iso(date: str) -> str:
    """A typed date as ISO: "1/2/2024" is "2024-02-01", "2024" stays; "" where it is none."""
    parts = date.strip().split("/")[::-1]
    if not all(p.isdecimal() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
        return ""
    made = "-".join([parts[0], *(p.zfill(2) for p in parts[1:])])
    with suppress(ValueError):
        return made if datetime.fromisoformat((made + "-01-01")[:10]) else ""
    return ""


def today() -> str:
    """Today's date as ISO, where the server stands."""
    return datetime.now().astimezone().date().isoformat()
