"""The instructor's own case file: made, renewed and described; what is in it is never shown.

It is made where the reference is, from a secret seed. It never lies in a folder that is handed
out, nobody else may read it, and a renewed one keeps the old one beside it, so that a report of
last year can be made again.
"""

import os
import re
import secrets
import stat
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from autograder.cases import CONTRACT, Case, load_case, read_arrays
from autograder.release.errors import ReleaseError
from autograder.release.frozen import freeze, packed
from autograder.release.preflight import unpassed
from autograder.session import ROOT
from autograder.trouble import GraderFault

__all__ = ["make", "refuse_released", "rotate", "show"]

SEED_BITS = 62  # far more than anybody can try, and still a whole number to NumPy
RELEASED = ("autograder", "student", "build/release")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make(file: Path) -> Iterator[str]:
    """Make a case file that is not there yet; yield a line on what was done."""
    refuse_released(file)
    if file.exists():
        fix = f"renew it with: python -m autograder cases rotate {file}"
        raise ReleaseError(file, None, "is there already", fix=fix)
    _write(file, generation=1)
    yield f"wrote {file}: keep it out of everything that you hand out"


def rotate(file: Path) -> Iterator[str]:
    """Put a new case file in the place of an old one, which is kept beside it."""
    refuse_released(file)
    if not file.is_file():
        fix = f"make it with: python -m autograder cases make {file}"
        raise ReleaseError(file, None, "is not there", fix=fix)
    try:
        generation = int(read_arrays(file).get("generation", 1))
    except (GraderFault, TypeError, ValueError):  # damaged: kept all the same
        generation = 0
    made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    kept = file.with_name(f"{file.stem}-{generation}-{made:%Y-%m-%d}{file.suffix}")
    if kept.exists():
        fix = "move it away, or rotate tomorrow"
        raise ReleaseError(kept, None, "would be overwritten by the old cases", fix=fix)
    content = file.read_bytes()
    _write(file, generation=generation + 1, keep=(kept, content))
    yield f"wrote {file}: generation {generation + 1}; the next run with it grades everything anew"
    yield f"kept  {kept}: for grading again as it was, with --cases {kept.name}"


def show(file: Path) -> Iterator[str]:
    """Yield lines on a case file that may be read by anybody."""
    arrays = read_arrays(file)
    case = _loaded(file)
    made_for = arrays.get("contract", np.array(0))
    if case is None:
        yield f"{file}: for contract {made_for}, and this kit has {CONTRACT}: it cannot be used"
        return
    if not case.held_back:
        yield f"{file}: public, everybody has these numbers"
        return
    yield f"{file}: held back, generation {arrays.get('generation', 1)}"
    yield f"  digest    {case.digest[:12]}, as in every report that is made with it"
    yield f"  contract  {made_for}, which is this kit's"
    seeds = arrays["training.seeds"].size
    yield f"  holds     {len(arrays)} arrays, and {seeds} seeds to train from"
    for old in _older(file):
        yield f"  older     {old.name}"
    if os.name == "posix" and file.stat().st_mode & OTHERS:
        yield f"  warning   others can read it; close it with: chmod 600 {file}"


def refuse_released(file: Path) -> None:
    """Raise ReleaseError for a place that is handed out, or that is none."""
    real = file.resolve()
    for folder in RELEASED:
        if (ROOT / folder).resolve() in real.parents:
            fix = "keep held-back cases outside of the checkout"
            raise ReleaseError(file, None, f"lies in {folder}/, which is handed out", fix=fix)
    if not real.parent.is_dir():
        raise ReleaseError(real.parent, None, "is no folder", fix="make it first, or name another")


def _write(file: Path, *, generation: int, keep: tuple[Path, bytes] | None = None) -> None:
    """Write new cases beside their place, prove them on the reference, and only then move them."""
    arrays = freeze(secrets.randbits(SEED_BITS)) | {"generation": np.array(generation)}
    real = file.resolve()
    try:
        beside = _closed(real, packed(arrays))
        try:
            if problems := [*unpassed(ROOT / "solution", beside)]:
                fix = "an unlucky draw, or a fault of the reference: try again"
                raise ReleaseError(file, None, problems[0], fix=fix)
            if keep:
                _closed(keep[0].resolve(), keep[1]).replace(keep[0].resolve())
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        why = f"cannot be written ({error.strerror})"
        raise ReleaseError(file, None, why, fix="name another place") from error


def _closed(file: Path, content: bytes) -> Path:
    """Write a file beside its place that nobody else may read, and return where."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem}-", suffix=".npz")
    with os.fdopen(handle, "wb") as opened:  # mkstemp opens with mode 0600
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    return Path(name)


def _loaded(file: Path) -> Case | None:
    try:
        return load_case(file)
    except GraderFault:
        return None


def _older(file: Path) -> list[Path]:
    """Return what earlier rotations have kept."""
    kept = re.compile(rf"{re.escape(file.stem)}-\d+-\d{{4}}-\d\d-\d\d{re.escape(file.suffix)}")
    return sorted(path for path in file.parent.iterdir() if kept.fullmatch(path.name))
