"""Make all that is generated from `solution/`, or only look whether anything would change."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.cases import PUBLIC
from autograder.release.errors import ReleaseError
from autograder.release.folder import compare, write_student
from autograder.release.frozen import differs, freeze, write
from autograder.release.handout import FOLDER, contents, pack
from autograder.release.heldback import make, refuse_released, rotate, show
from autograder.release.markers import check_markers
from autograder.release.preflight import disagreements, proof
from autograder.release.student import make_student, read_sources
from autograder.rubric import load_rubric
from autograder.run import checks
from autograder.session import ROOT
from autograder.settings import TomlError
from autograder.trouble import GraderFault

__all__ = ["cases", "release"]

SOLUTION = ROOT / "solution"
STUDENT = ROOT / "student"
ZIP = ROOT / "build" / "release" / f"{FOLDER}.zip"


def release(options: argparse.Namespace) -> int:
    """Return 0 when all is generated and proven, 1 when `--check` finds something to change."""
    try:
        return _look() if options.check else _make(options)
    except (ReleaseError, TomlError) as error:
        return _stopped([str(error)])


def cases(options: argparse.Namespace) -> int:
    """Make, renew or describe a case file to hold back; return 0, or 2 and one line why not."""
    try:
        for line in {"make": make, "rotate": rotate, "show": show}[options.action](options.file):
            _say(line)
    except (ReleaseError, GraderFault) as error:
        return _stopped([str(error)])
    return 0


def _make(options: argparse.Namespace) -> int:
    if options.held_back:
        refuse_released(options.held_back)
    files = make_student(SOLUTION, known=load_rubric().known)
    if problems := [*disagreements(load_rubric(), checks(), _tasks())]:
        return _stopped(problems)
    arrays = freeze()
    if differs(arrays, PUBLIC):
        write(arrays, PUBLIC)
        _say(f"wrote {PUBLIC.relative_to(ROOT)}")
    if problems := [*_proven(files)]:
        return _stopped(problems)
    for difference in write_student(files, STUDENT, force=options.force):
        _say(f"wrote student/{difference}")
    pack(contents(ROOT, files), ZIP)
    _say(f"wrote {ZIP.relative_to(ROOT)} for students")
    if options.held_back:
        for line in make(options.held_back):
            _say(line)
    _say("student/ is what solution/ generates: the reference earns all points, the stubs none")
    return 0


def _look() -> int:
    files = make_student(SOLUTION, known=load_rubric().known)
    problems = [*disagreements(load_rubric(), checks(), _tasks())]
    problems += [f"student/{difference}" for difference in compare(files, STUDENT)]
    if differs(freeze(), PUBLIC):
        problems.append(f"{PUBLIC.relative_to(ROOT)} (changed)")
    problems = problems or [*_proven(files)]
    if problems:
        return _stopped([*problems, "make it anew with: tox -e release"], status=1)
    _say("nothing would change: the reference earns all points, the stubs none")
    return 0


def _tasks() -> set[str]:
    """Return the criteria that the tasks of the reference name."""
    return {
        region.criterion
        for name, text in read_sources(SOLUTION).items()
        for region in check_markers(SOLUTION / name, text)
        if region.criterion is not None
    }


def _proven(files: dict[str, bytes]) -> Iterator[str]:
    """Grade the reference, and the stubs before anybody gets them."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        stubs = Path(folder) / "student"
        stubs.mkdir()
        for name, content in files.items():
            (stubs / name).write_bytes(content)
        yield from proof(SOLUTION, stubs)


def _stopped(problems: Sequence[str], status: int = 2) -> int:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return status


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
