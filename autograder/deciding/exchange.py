"""Change a file that people also edit: at once or not at all, and never over an edit of theirs."""

from collections.abc import Callable
from pathlib import Path

from autograder.batch.lock import InUse, Lock
from autograder.batch.unwritten import NotWritten
from autograder.placing import place

__all__ = ["NotChanged", "read", "rewrite"]


class NotChanged(Exception):  # noqa: N818 — says what is the case
    """A file that stays as it was, why, and what mends it, in one line."""


def read(path: Path) -> bytes:
    """Return what the file holds, nothing where there is none; NotChanged if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        said = f"{path} cannot be read ({error.strerror}); name a file that is yours to read"
        raise NotChanged(said) from error


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Put in place what `change` makes of the file; NotChanged when somebody else edited it."""
    path = path.resolve()  # a link stays one
    try:
        lock = Lock(path.with_name(f".{path.name}.lock"))
    except InUse as other:
        raise NotChanged(f"{path} is being changed by {other}; try again") from other
    except OSError as error:
        raise NotChanged(str(NotWritten.from_os(path, error))) from error
    try:
        before = read(path)
        after = change(before)
        if read(path) != before:
            raise NotChanged(f"{path} was edited meanwhile; nothing is written; try again")
        _put(path, after)
    finally:
        lock.release()


def _put(path: Path, content: bytes) -> None:
    """Replace the file, with the rights that others have on it."""
    try:
        mode = path.stat().st_mode if path.exists() else None
        place(path, content)
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        raise NotChanged(str(NotWritten.from_os(path, error))) from error
