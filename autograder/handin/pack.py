"""A hand-in that cannot be wrong: the right name, the report, the data sets and the package.

The same files give the same zip, byte for byte. What cannot be right is refused in one line.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.handin.folder import folder_entries
from autograder.handin.names import oddity, quoted
from autograder.handin.naming import HandinName, parse_name
from autograder.handin.package import PACKAGE, is_package
from autograder.handin.paper import RIGHT
from autograder.handin.plan import plan
from autograder.handin.terms import LEFT_OUT, ArchiveError, ArchiveLimits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["PackError", "contents", "packed_name", "unbegun", "zip_of"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_TASK = re.compile(rb'NotImplementedError\(\s*["\']TODO\(([^)]*)\)')
_LONG = 15  # of a name, so that a line about it has 76 columns
_HEADER = 1024  # bytes within which readers of PDFs look for its beginning


class PackError(Exception):
    """What cannot be packed, why, and what mends it, in one line."""


def packed_name(student_id: str, name: str, *, prefix: str, id_pattern: str) -> str:
    """Return the name of the zip; PackError if nobody could read the id and the name from it."""
    student_id, name = normalize("NFC", student_id).strip(), normalize("NFC", name).strip()
    if not name:
        raise PackError("the name is empty; give yours with --name")
    if not re.fullmatch(id_pattern, student_id):
        other = re.fullmatch(id_pattern, student_id.upper())
        hint = f"write {student_id.upper()}" if other else "give it as your university writes it"
        raise PackError(f"{quoted(student_id)} is no student id of this course; {hint}")
    whole = f"{prefix}_{student_id}_{name}.zip"
    if set(name) & set("/\\"):
        raise PackError(f"the name {quoted(name)} has a slash in it; leave it out")
    if odd := oddity((whole,)):
        raise PackError(f"the name of the zip {odd}; write your name with letters alone")
    if parse_name(whole, prefix=prefix, id_pattern=id_pattern) != HandinName(student_id, name):
        said = f"{quoted(whole)} would be read in another way"
        raise PackError(f"{said}; leave out what is no part of your name")
    return whole


def contents(
    package: Path, report: Path, datasets: Path, limits: ArchiveLimits
) -> dict[str, bytes]:
    """Return what belongs into the zip, by its path there; PackError for what cannot be graded."""
    if not package.exists():
        raise PackError(f"{_short(package)} is not there; name your folder with --package")
    if not package.is_dir() or not is_package(package):
        said = "is no package of this lab; name the folder with layers.py"
        raise PackError(f"{_short(package)} {said}")
    files = {RIGHT: _report(report, limits), datasets.name: datasets.read_bytes()}
    try:
        found = plan(folder_entries(package, limits), limits, unwrap=False)
    except ArchiveError as refusal:
        raise PackError(refusal.line) from refusal
    for note in found.notes:
        if note.code in LEFT_OUT:
            raise PackError(f"{PACKAGE}/{note.name}: {note.text}; take it out of the folder")
    for path, entry in found.files:
        with entry.open() as file:
            files[f"{PACKAGE}/{path}"] = file.read()
    return files


def _short(path: Path) -> str:
    """Return the end of a path, which leaves room in a line for what is wrong with it."""
    name = path.name
    return quoted(name if len(name) <= _LONG else f"…{name[-_LONG:]}")


def _report(path: Path, limits: ArchiveLimits) -> bytes:
    if not path.is_file():
        mend = "save your report as a PDF there, or name it with --report"
        raise PackError(f"there is no report at {path}; {mend}")
    if path.stat().st_size > limits.file:
        raise PackError(
            f"{path.name} has more than {limits.file:,} bytes; make its pictures smaller"
        )
    data = path.read_bytes()
    if b"%PDF-" not in data[:_HEADER]:
        raise PackError(f"{path.name} is no PDF; print or export your report as a PDF")
    return data


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return the zip of these files; names that are not plain ASCII are marked as UTF-8."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, also where it is made on Windows
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def unbegun(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the criteria whose stubs still stand in these files."""
    found = (task for data in files.values() for task in _TASK.findall(data))
    return tuple(sorted({task.decode("utf-8", "replace") for task in found}))
