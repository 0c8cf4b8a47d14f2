"""What some tests need of the machine: they skip where it is absent, unless CI says that it must be there."""

from __future__ import annotations

import os

import pytest


def need(name: str, present: object) -> None:
    """Skip a test that needs ``name``; fail it where ``LUOCDO_REQUIRE`` ("virtuoso spark") names it."""
    if present:
        return
    if name in os.environ.get("LUOCDO_REQUIRE", "").split():
        pytest.fail(f"LUOCDO_REQUIRE names {name}, which is not installed")
    pytest.skip(f"{name} is not installed")
