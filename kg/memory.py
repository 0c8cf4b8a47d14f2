"""Memory that was freed and that the C library keeps, given back to the system.

Bulk loading takes and frees a hundred megabytes a time, from many threads; glibc keeps what is freed there
for each of them, and a long build seems to grow.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Give back what is free; does nothing where the C library has no way to."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
