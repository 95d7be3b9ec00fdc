"""List the hand-ins of a class: which of the things in a folder are meant, and in which order.

Only what nobody handed in is left out: hidden files, what macOS adds, and the folder that results
go to. Anything else is a hand-in, even one that cannot be opened, so that nobody is forgotten.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.handin import parse_name, safe_keys

__all__ = ["Handin", "HandinsError", "list_handins"]

_LEFT_OUT = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


class HandinsError(Exception):
    """A folder that holds no hand-ins to grade, and why, in one line."""


@dataclass(frozen=True)
class Handin:
    """One hand-in, not opened yet.

    Without a key its name makes one; `same_id` are the keys of others that claim its student id,
    `student` is that id if the name has one, `attempt` counts what a student handed in before.
    """

    path: Path
    key: str = ""
    same_id: tuple[str, ...] = ()
    student: str | None = None
    attempt: int = 1


def list_handins(folder: Path, out: Path, course: Course) -> tuple[Handin, ...]:
    """Return the hand-ins in a folder, by student id and then by name; HandinsError for none."""
    rules = {"prefix": course.handin.prefix, "id_pattern": course.handin.id_pattern}
    ids = {path: parse_name(path.name, **rules).student_id for path in _meant(folder, out)}
    if not ids:
        raise HandinsError(f"{folder} holds no hand-ins; name the folder that the zips are in")
    paths = sorted(ids, key=lambda path: (ids[path] is None, _same(ids[path]), path.name))
    keys = dict(zip(paths, safe_keys([path.name for path in paths], **rules), strict=True))
    claims: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        claims[_same(ids[path])].append(keys[path])
    return tuple(
        Handin(path, keys[path], _others(claims, ids[path], keys[path]), ids[path])
        for path in paths
    )


def _same(identity: str | None) -> str:
    """Return one text for all ways to write one id."""
    return (identity or "").casefold()


def _others(claims: Mapping[str, list[str]], identity: str | None, own: str) -> tuple[str, ...]:
    """Return the keys of all others that claim the same id."""
    return tuple(key for key in claims[_same(identity)] if key != own) if identity else ()


def _meant(folder: Path, out: Path) -> Iterable[Path]:
    """Yield what is there and was handed in; HandinsError for what is no folder to look into."""
    try:
        found = list(folder.iterdir())
    except FileNotFoundError as error:
        said = f"{folder} does not exist; name the folder that the hand-ins are in"
        raise HandinsError(said) from error
    except NotADirectoryError as error:
        said = f"{folder} is a file; name the folder that it is in, or grade it by itself with:"
        raise HandinsError(f"{said} python -m autograder check {folder.name}") from error
    except OSError as error:
        said = f"{folder} cannot be read ({error.strerror}); mend that first"
        raise HandinsError(said) from error
    results = (out.resolve(), *out.resolve().parents)
    for path in found:
        hidden = path.name.startswith(".") or path.name.casefold() in _LEFT_OUT
        if not hidden and path.resolve() not in results:
            yield path
