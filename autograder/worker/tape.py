"""Keep what a submission prints, where a terminal's bytes would go; loaded by path, in a worker."""

import io
import os
from typing import Any

__all__ = ["Tape"]


class Tape(io.RawIOBase):
    """Keep what is printed up to a limit, and drop the rest.

    It stands where a terminal's bytes would go, so that a program may give its standard output
    another encoding or wrap it once more, as programs for Windows do.
    """

    name = "<printed>"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.kept = bytearray()
        self.passed_on = -1  # a descriptor to which the last of all that is printed goes as well

    def writable(self) -> bool:
        """Say that this stream is written to."""
        return True

    def write(self, data: Any) -> int:
        """Keep what there is room for."""
        data = bytes(data)
        if self.passed_on >= 0:
            os.write(self.passed_on, data[-self.limit :])
        self.kept += data[: max(0, self.limit - len(self.kept))]
        return len(data)

    def close(self) -> None:
        """Stay open: whoever wrapped it last may be gone before the next call prints."""

    def take(self) -> bytes:
        """Return what was kept and start anew."""
        kept, self.kept = bytes(self.kept), bytearray()
        return kept

    def text(self) -> io.TextIOWrapper:
        """Return a stream of text that leads here at once."""
        return io.TextIOWrapper(
            self, encoding="utf-8", errors="replace", newline="\n", write_through=True
        )
