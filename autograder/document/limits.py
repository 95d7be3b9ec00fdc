"""What reading one document may take, and how much of it is read."""

from dataclasses import dataclass

__all__ = ["DocumentLimits"]


@dataclass(frozen=True)
class DocumentLimits:
    """Seconds of wall and CPU time, MiB of memory, file and answer, and counts of what is in it."""

    seconds: float = 30.0
    cpu_seconds: int = 15
    memory_mb: int = 1024
    file_mb: int = 100
    answer_mb: int = 16
    pages: int = 200
    lines: int = 2000
    """On one page; the same goes for pictures."""
    characters: int = 2_000_000
    """In all lines together."""
    operations: int = 2_000_000
    """Drawing operations that are looked at, in all pages together."""
    bookmarks: int = 2000
