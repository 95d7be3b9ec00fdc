"""All that a release is made of, read once, for the gates to look at.

What stands in the way of reading is kept as a fault, so that one look finds as much as it can.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from autograder.course import load_course
from autograder.release.allowed import Allowances, load_allowed
from autograder.release.errors import ReleaseError
from autograder.release.folder import describe
from autograder.release.handout import contents
from autograder.release.markers import MarkerError, Region, check_markers
from autograder.release.rubricpage import PAGE, rubric_page
from autograder.release.student import RELEASED, make_module, read_sources
from autograder.rubric import Rubric, load_rubric

__all__ = ["Draft", "Registered", "draft_of"]


class Registered(NamedTuple):
    """A check as its source registers it: for which criterion, and where."""

    criterion: str
    file: str
    line: int


@dataclass(frozen=True)
class Draft:
    """What would be released from the checkout at `root`, and what keeps it from being made.

    `sources` and `regions` are the reference's by their names, `student` and `files` what is made,
    by name, `further` of them besides what the kit has; `cases` is a file to hold back that must
    not be found in any of it.
    """

    root: Path
    rubric: Rubric
    sources: Mapping[str, str]
    regions: Mapping[str, tuple[Region, ...]]
    student: Mapping[str, bytes]
    files: Mapping[str, bytes]
    faults: tuple[ReleaseError, ...] = ()
    further: Mapping[str, bytes] = field(default_factory=dict)
    cases: Path | None = None
    allowed: Allowances = field(default_factory=Allowances)

    @cached_property
    def checks(self) -> tuple[Registered, ...]:
        """The checks in the order of their files, read from their sources."""
        files = sorted((self.root / "autograder").glob("test_*.py"))
        return tuple(check for file in files for check in _registered(self.root, file))

    @cached_property
    def rubric_text(self) -> str:
        """The rubric as the instructor has it."""
        return (self.root / "autograder" / "rubric.toml").read_text(encoding="utf-8")

    @property
    def tasks(self) -> Iterator[tuple[str, str, Region]]:
        """Each task's criterion, its file and its region."""
        for name, regions in self.regions.items():
            for region in regions:
                if region.criterion is not None:
                    yield region.criterion, name, region


def draft_of(
    root: Path, cases: Path | None = None, further: Mapping[str, bytes] | None = None
) -> Draft:
    """Read the checkout and make in memory what would be handed out; TomlError for the rubric."""
    rubric = load_rubric(root / "autograder" / "rubric.toml")
    faults: list[ReleaseError] = []
    sources, regions, student = {}, {}, {}
    for name in RELEASED:
        path = root / "solution" / name
        shown = f"solution/{name}"
        try:
            sources[shown] = read_sources(path.parent, released=[name])[name]
            regions[shown] = check_markers(shown, sources[shown], known=rubric.known)
            student[name] = make_module(Path(shown), sources[shown], known=rubric.known)
        except ReleaseError as error:
            faults.append(error)
            if isinstance(error, MarkerError):
                del sources[shown]  # nobody can tell what is secret in it
    student |= describe(student)
    course = load_course(root / "autograder" / "course.toml")
    further = {PAGE: rubric_page(rubric, course.handin.format_penalty), **(further or {})}
    try:
        files = contents(root, student, further)
    except ReleaseError as error:
        faults.append(error)
        files = {f"student/{name}": content for name, content in student.items()}
    beside = root / "autograder" / "release" / "allowed.toml"
    return Draft(
        root, rubric, sources, regions, student, files, tuple(faults), further, cases,
        load_allowed(beside),
    )  # fmt: skip


def _registered(root: Path, file: Path) -> Iterator[Registered]:
    name = file.relative_to(root).as_posix()
    for node in ast.parse(file.read_bytes(), name).body:
        for call in getattr(node, "decorator_list", []):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "criterion":
                yield Registered(ast.literal_eval(call.args[0]), name, call.lineno)
