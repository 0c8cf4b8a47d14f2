"""Where things are: data that travels with luocdo, and the graph of this user."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path

_DATA = "luocdo_data"


def resource(name: str) -> Path:
    """A file or folder outside the two packages: ``resource("examples")``, in a checkout or a wheel.

    Raises :class:`FileNotFoundError` where the installation lacks it.
    """
    spec = find_spec(_DATA)
    packaged = [Path(p) for p in (spec.submodule_search_locations or ())] if spec else []
    for root in (Path(__file__).resolve().parent.parent, *packaged):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"thiếu “{name}”: hãy cài lại luocdo / “{name}” is missing: install luocdo again")


def graph_folder(given: str = "") -> Path:
    """The graph's folder: the argument, else ``LUOCDO_GRAPH``, else one in the user's data folder."""
    return Path(given or os.environ.get("LUOCDO_GRAPH", "") or data_folder() / "graph")


def data_folder() -> Path:
    """Where this user's data belongs on this platform."""
    if sys.platform == "win32":
        root = os.environ.get("LOCALAPPDATA", "") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Application Support"
    else:
        root = os.environ.get("XDG_DATA_HOME", "") or Path.home() / ".local" / "share"
    return Path(root) / "luocdo"
