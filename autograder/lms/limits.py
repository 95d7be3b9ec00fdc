"""How much a download of a whole class may hold; what one hand-in may hold is decided later."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CollectError", "CollectLimits"]

_MIB = 1024 * 1024


@dataclass(frozen=True)
class CollectLimits:
    """Limits in bytes and entries: of a whole download, and of each file in it."""

    archive: int = 16 * 1024 * _MIB
    listed: int = 50_000  # everything a download lists: 500 students with 100 loose files
    file: int = 512 * _MIB
    ratio: int = 200
    ratio_from: int = _MIB
    nested: int = 4 * 1024 * _MIB  # a download within a zip, which is copied to disk to be read
    metadata: int = 64 * _MIB


class CollectError(Exception):
    """What was given holds no hand-ins that can be listed: why and what mends it, in one line."""
