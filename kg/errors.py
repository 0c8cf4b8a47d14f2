"""What can go wrong with a graph, said so that a clerk knows what to do: Vietnamese, then English."""

# ruff: noqa: N818 - the names say what is wrong with the graph

from __future__ import annotations


class GraphError(Exception):
    """A named failure; ``str(error)`` is one line for the user."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese} / {english}")
        self.vietnamese = vietnamese
        self.english = english


class NoGraph(GraphError):
    """There is no graph in the folder yet."""


class Busy(GraphError):
    """Another process is writing to the graph."""


class Damaged(GraphError):
    """The graph's files cannot be read."""


class OtherBase(GraphError):
    """The graph was built with another base than the one asked for."""


class BadReviews(GraphError):
    """A file of reviewed decisions is malformed."""


class BadList(GraphError):
    """A list to import is malformed, or its relations run the wrong way."""


class DiskFull(GraphError):
    """There is no room left to write."""
