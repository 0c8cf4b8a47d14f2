"""``luocdo serve``: the SPARQL endpoint and linked data over HTTP."""

from __future__ import annotations

from kg.endpoint.command import run

__all__ = ["run"]
