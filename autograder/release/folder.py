"""Bring a folder to what was generated, and never lose a student's own work on the way.

GENERATED.md carries the digest of each file as generated. A file that still has its digest is
ours to replace or remove; any other is somebody's work, and only `force` may touch it.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.placing import place
from autograder.release.errors import ReleaseError

GENERATED = "GENERATED.md"

_IGNORED = {"__pycache__", ".DS_Store"}
_DIGEST = re.compile(r"^([0-9a-f]{64})  (\S+)\r?$", re.MULTILINE)
_TEXT = """\
These files were made from the reference in solution/ by tox -e release.
Instructors edit solution/ and run it again; what is edited here stays here.
Students edit these very files: nothing replaces your work without asking.

As generated, by SHA-256:

```
{digests}
```
"""


@dataclass(frozen=True)
class Difference:
    """A file of the folder that generating anew would change."""

    name: str
    kind: Literal["changed", "missing", "extra"]

    def __str__(self) -> str:
        """Name the file and how it differs."""
        return f"{self.name} ({self.kind})"


def describe(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return GENERATED.md, which says where the files come from and how they looked."""
    digests = "\n".join(f"{_digest(files[name])}  {name}" for name in sorted(files))
    return {GENERATED: _TEXT.format(digests=digests).encode()}


def compare(expected: Mapping[str, bytes], folder: Path) -> tuple[Difference, ...]:
    """Return what generating `expected` would change in the folder; line ends do not count."""
    found = _contents(folder)
    differences = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            differences.append(Difference(name, "missing"))
        elif name not in expected:
            differences.append(Difference(name, "extra"))
        elif _digest(found[name]) != _digest(expected[name]):
            differences.append(Difference(name, "changed"))
    return tuple(differences)


def write_student(
    files: Mapping[str, bytes], folder: Path, *, force: bool = False
) -> tuple[Difference, ...]:
    """Make the folder equal to `files`, and return what that changed.

    Without `force` it refuses, before it touches anything, to change or remove a file that
    is not as the last generation left it.
    """
    differences = compare(files, folder)
    if not force:
        _check_unedited(differences, folder)
    # The digests come last: cut short, a run leaves files that the next one still recognises.
    for difference in sorted(differences, key=lambda difference: difference.name == GENERATED):
        target = folder / difference.name
        if difference.kind == "extra":
            target.unlink()
        else:
            _write(target, files[difference.name])
    return differences


def _check_unedited(differences: tuple[Difference, ...], folder: Path) -> None:
    found = _contents(folder)
    digests = _DIGEST.findall(found.get(GENERATED, b"").decode(errors="replace"))
    ours = {name: digest for digest, name in digests}
    edited = [
        str(difference)
        for difference in differences
        if difference.kind != "missing" and difference.name != GENERATED
        if _digest(found[difference.name]) != ours.get(difference.name)
    ]
    if edited:
        rule = f"not as the last release left it: {', '.join(edited)}"
        raise ReleaseError(folder, None, rule, fix="keep a copy elsewhere, then add --force")


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _IGNORED.intersection(path.relative_to(folder).parts)
    }


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    place(target, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
