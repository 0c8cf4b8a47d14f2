"""Tìm: the first page."""

from __future__ import annotations

from components import finder

finder.show()
