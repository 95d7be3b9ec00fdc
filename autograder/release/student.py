"""Make the student's package from the reference: the same modules, with stubs for the tasks."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.release.errors import ReleaseError
from autograder.release.markers import Region, check_markers, unix_lines
from autograder.release.stubs import strip_regions

# What a student gets, and nothing else: a file that is not listed may hold an answer.
RELEASED = (
    "__init__.py",
    "__main__.py",
    "activations.py",
    "choices.py",
    "figures.py",
    "gallery.py",
    "layers.py",
    "losses.py",
    "network.py",
    "optimizers.py",
    "pictures.py",
    "schedules.py",
    "training.py",
)

_TASKS = "# Yours to edit: fill in what raises NotImplementedError, then run\n#     {command}\n"
_GIVEN = "# Given: nothing to do here, but yours to read.\n"
_OWN_NAME = re.compile(r"\bsolution\b", re.IGNORECASE)


def make_module(path: Path, text: str, *, known: Collection[str] | None = None) -> bytes:
    """Return what students get of one module of the reference; `known` are the criteria."""
    regions = check_markers(path, text, known=known)
    _check_names(path, text, regions)
    body = strip_regions(path, text, regions) if regions else text
    return (_first_lines(regions) + body).encode()


def read_sources(solution: Path, *, released: Sequence[str] = RELEASED) -> dict[str, str]:
    """Return the text of the reference's released modules by name, markers and all."""
    sources = {}
    for name in released:
        path = solution / name
        try:
            sources[name] = unix_lines(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError as error:
            fix = "write it, or take it off RELEASED in autograder/release/student.py"
            raise ReleaseError(path, None, "a released module is missing", fix=fix) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ReleaseError(path, line, "not UTF-8", fix="save it as UTF-8") from error
    return sources


def _first_lines(regions: Sequence[Region]) -> str:
    tasks = [region.criterion for region in regions if region.criterion is not None]
    return _TASKS.format(command=f"pytest autograder -k {tasks[0]}") if tasks else _GIVEN


def _check_names(path: Path, text: str, regions: Sequence[Region]) -> None:
    """Refuse the reference's own name: a student's package goes by another."""
    for number, line in enumerate(text.split("\n"), start=1):
        if _OWN_NAME.search(line) and not any(number in region for region in regions):
            rule = f"students would read the word '{_OWN_NAME.findall(line)[0]}' here"
            raise ReleaseError(path, number, rule, fix="use __package__, or another word")
