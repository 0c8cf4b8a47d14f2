"""What several commands share."""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from kg import console
from kg.lookup import Node, find
from kg.paths import graph_folder
from kg.pushing import push
from kg.remote import open_store
from kg.store import Store

DONE, FAILED, WRONG = 0, 1, 2
"""Exit codes: done; done, with failures named; wrong use."""


def reading(arguments: argparse.Namespace) -> Store:
    """The graph to read: on a SPARQL server where the command was given one, else in a folder."""
    if getattr(arguments, "store", ""):
        return open_store(arguments.store)
    return Store.reading(graph_folder(arguments.graph))


def bring(folder: Path, url: str) -> None:
    """Bring a graph to a SPARQL server, where one was named, and say how much was to be brought."""
    if url:
        replaced, dropped = push(Store.reading(folder), open_store(url))
        console.say(f"{urlsplit(url).hostname}: {replaced} đồ thị đã thay, {dropped} đã gỡ\n")


def one(store: Store, question: str) -> Node | int:
    """The one document that a question means; else an exit code, after saying what is wrong.

    Several: they are listed, and the user is asked where there is one to ask.  None: the nearest.
    """
    found = find(store, question)
    if len(found.works) == 1:
        return found.works[0]
    if found.works:
        many = len(found.works) + found.more
        console.warn(f"“{question}” có thể là {many} văn bản / may be {many} documents:")
        for n, work in enumerate(found.works, 1):
            console.warn(f"  {n}. {work}")
            console.warn(f"     {work.iri}")
        if found.more:
            console.warn(f"  … và {found.more} văn bản nữa / and {found.more} more")
        chosen = console.ask(f"Chọn số / choose [1–{len(found.works)}]: ", len(found.works))
        if chosen is not None:
            return found.works[chosen - 1]
        console.warn("Hãy ghi thêm cơ quan, năm hoặc IRI / add the issuer, the year, or give the IRI")
        return WRONG
    console.warn(f"không có văn bản “{question}” trong đồ thị / “{question}” is not in the graph")
    if found.nearest:
        console.warn("Gần nhất / nearest:")
        for work in found.nearest:
            console.warn(f"  {work}")
    return FAILED


def is_day(day: str) -> bool:
    """Whether a word is an ISO date, or empty; else the user is told."""
    with suppress(ValueError):
        if not day or date.fromisoformat(day):
            return True
    console.warn(f"ngày phải như 2024-06-01 / a date must be like 2024-06-01: {day}")
    return False


def printed_day(day: str) -> str:
    """A date as printed in Vietnam: "01/06/2024"."""
    return "/".join(reversed(day.split("-"))) if day else ""
