"""OUT/gradebook.db: opened when it is sound, made whole or not at all, and refused in one line.

nbgrader is imported here and nowhere above: that takes seconds, and graders may do without it.
"""

import contextlib
import importlib.util
import os
import secrets
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.marking.settings import COURSE

__all__ = ["GradebookError", "api", "gradebook", "installed", "place_of"]

_NEEDED = {"alembic_version", "assignment", "base_cell", "comment", "grade", "student"}


class GradebookError(Exception):
    """A gradebook that cannot be read or written, why, and what mends it, in one line."""


def installed() -> bool:
    """Return whether nbgrader is there."""
    return importlib.util.find_spec("nbgrader") is not None


def place_of(out: Path) -> Path:
    """Return where the gradebook of a folder of results lies."""
    return out / "gradebook.db"


def api() -> Any:
    """Return nbgrader's own module for gradebooks; 1 to 3 seconds, the first time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, and none of ours to mend
        import nbgrader.api  # noqa: PLC0415 — lazily, as said above
    return nbgrader.api


@contextlib.contextmanager
def gradebook(path: Path) -> Iterator[Any]:
    """Open the gradebook, a new one where there is none; it is in its place when all went well.

    What was not committed is forgotten. GradebookError for whatever goes wrong.
    """
    new = not path.exists()
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")  # swept by the next run
    try:
        if not new:
            _sound(path)
        with _opened(beside if new else path) as book:
            yield book
        if new:
            beside.replace(path)
    except _errors() as error:
        raise _refused(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    from sqlalchemy.engine import URL  # noqa: PLC0415 — comes with nbgrader

    url = URL.create("sqlite", database=str(path.absolute())).render_as_string()
    with _alembic_on_path():
        book = api().Gradebook(url, COURSE)
    with book, book.db.no_autoflush:
        yield book


@contextlib.contextmanager
def _alembic_on_path() -> Iterator[None]:
    """Let nbgrader start alembic, which lies beside this Python, wherever PATH leads."""
    before = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), before]))
    try:
        yield
    finally:
        os.environ.pop("PATH")
        if before is not None:
            os.environ["PATH"] = before


def _sound(path: Path) -> None:
    """Refuse what nbgrader would take for a gradebook, and is none or half of one."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        found = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    if missing := _NEEDED - found:
        raise sqlite3.DatabaseError(f"it has no table {min(missing)}")


def _errors() -> tuple[type[Exception], ...]:
    """Return what a database, a disk and nbgrader can raise."""
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 — comes with nbgrader

    return (SQLAlchemyError, sqlite3.Error, OSError, api().InvalidEntry)


def _refused(path: Path, error: Exception) -> GradebookError:
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "locked" in cause:
        fix = "stop formgrader, and run again"
    elif isinstance(error, sqlite3.DatabaseError) and not isinstance(
        error, sqlite3.OperationalError
    ):
        fix = "move it away, and grade makes a new one"
    else:
        fix = "make room, or make it writable, and run again"
    return GradebookError(f"{path} cannot be used ({cause}); {fix}")
