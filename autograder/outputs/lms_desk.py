"""Where files for a learning platform are put: under names that say whether anything is open.

While any mark in a file is provisional its name says so; the name without that means that nothing
in it can still change. Only one of the two is ever there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.placing import place

__all__ = ["Desk", "stem_of"]

PROVISIONAL = "-provisional"
_OURS = re.compile(rf"(-graded)?({PROVISIONAL})?\Z")


@dataclass
class Desk:
    """A folder, and what has been put there; `given` are never removed."""

    folder: Path
    given: frozenset[Path] = frozenset()
    files: list[Path] = field(default_factory=list)

    def put(self, stem: str, suffix: str, content: bytes, *, provisional: bool) -> Path:
        """Write a file, and take away the one that says otherwise about being provisional.

        Two files of one name in a run get a number behind it. OSError where it cannot be written.
        """
        taken = {path.name for path in self.files}
        names = next(names for names in _names(stem, suffix) if not taken & set(names))
        path, other = (self.folder / name for name in (names if provisional else names[::-1]))
        place(path, content)
        self.files.append(path)
        if other.resolve() not in self.given:
            other.unlink(missing_ok=True)
        return path

    def put_in(self, folder: str, name: str, content: bytes) -> None:
        """Write a file of a fixed name into a folder of its own."""
        path = self.folder / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, content)
        self.files.append(path)


def stem_of(path: Path) -> str:
    """Return a file's name without what we add to one, so that a filled file may be filled."""
    return _OURS.sub("", path.stem, count=1)


def _names(stem: str, suffix: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of names, the provisional one first."""
    yield f"{stem}{PROVISIONAL}{suffix}", f"{stem}{suffix}"
    yield from ((f"{stem}-{n}{PROVISIONAL}{suffix}", f"{stem}-{n}{suffix}") for n in range(2, 1000))
