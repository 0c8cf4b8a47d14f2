"""Put single files of the checkout into the wheel's data package (``sources`` moves only folders)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA_PACKAGE = "luocdo_data"
# pyproject.toml: Streamlit looks there for the manifest of the graph component.
FILES = ("app.py", "pyproject.toml")


class DataFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Not in an editable install, where copies would hide the checkout's own files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files that exist."""
        if version == "editable":
            return
        for name in FILES:
            path = Path(self.root, name)
            if path.is_file():
                build_data["force_include"][str(path)] = f"{DATA_PACKAGE}/{name}"
