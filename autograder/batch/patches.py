"""Turn the reference into what a student might have handed in: it is read, cut loose and changed.

Every change names the text that it replaces. Once that is no longer there exactly once, whoever
changed the reference hears of it, instead of a sample that has silently become right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.handin import MODULES

__all__ = ["Patch", "SampleError", "patched", "read_package"]

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


class SampleError(Exception):
    """A sample that cannot be made, and why, in one line."""


@dataclass(frozen=True)
class Patch:
    """One change: in a file, the old text gives way to the new one."""

    file: str
    old: str
    new: str


def read_package(folder: Path) -> dict[str, str]:
    """Return the modules of a package by their names, without the lines that mark tasks."""
    try:
        return {
            name: _unmarked((folder / name).read_text(encoding="utf-8"))
            for name in ("__init__.py", "__main__.py", *MODULES)
        }
    except OSError as error:
        said = f"no sample class can be made: {folder.name}/ has no {Path(error.filename).name}"
        raise SampleError(f"{said}; make it with: python -m autograder release") from error


def patched(sources: Mapping[str, str], patches: Iterable[Patch]) -> dict[str, str]:
    """Return the sources with every change made; SampleError for one that has lost its place."""
    changed = dict(sources)
    for patch in patches:
        times = changed.get(patch.file, "").count(patch.old)
        if times != 1:
            raise SampleError(
                f"no sample class can be made: {patch.file} has {patch.old.strip()!r} {times} "
                "times instead of once; bring autograder/batch/samples.py up to date"
            )
        changed[patch.file] = changed[patch.file].replace(patch.old, patch.new)
    return changed


def _unmarked(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.strip().startswith(MARKERS))
