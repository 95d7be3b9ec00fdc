"""Make all that is handed out from `solution/`, or only look whether anything would change."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.cases import PUBLIC
from autograder.placing import place
from autograder.release.course import course_files, write_course
from autograder.release.draft import Draft, draft_of
from autograder.release.environment import tried
from autograder.release.errors import ReleaseError
from autograder.release.folder import compare, write_student
from autograder.release.frozen import differs, freeze, write
from autograder.release.gates import failures
from autograder.release.handout import FOLDER, pack
from autograder.release.heldback import make, refuse_released, rotate, show
from autograder.release.notebook import NOTEBOOK, make_notebook
from autograder.release.preflight import proof
from autograder.release.rubricpage import PAGE
from autograder.rubric import load_rubric
from autograder.session import ROOT
from autograder.settings import TomlError
from autograder.trouble import GraderFault

__all__ = ["cases", "course", "release"]

SOLUTION, STUDENT = ROOT / "solution", ROOT / "student"
FOLDER_OUT = ROOT / "build" / "release" / FOLDER
ZIP = ROOT / "build" / "release" / f"{FOLDER}.zip"
PROVEN = "the reference earns all points, the stubs none"


def release(options: argparse.Namespace) -> int:
    """Return 0 when all is generated and proven, 1 when `--check` finds something to change."""
    begun = time.monotonic()
    try:
        for line in _look(options) if options.check else _make(options):
            _say(line)
    except _Refused as refused:
        return _stopped(refused.problems, status=1 if options.check else 2)
    except (ReleaseError, TomlError, GraderFault) as error:
        return _stopped([str(error)])
    _say(f"in {time.monotonic() - begun:.0f} s")
    return 0


def course(options: argparse.Namespace) -> int:
    """Write a course for nbgrader into an empty folder; return 0, or 2 and one line why not."""
    try:
        draft = draft_of(ROOT)
        files = course_files(draft.files, SOLUTION / "lab1.py", draft.rubric, ROOT)
        write_course(files, options.folder)
    except (ReleaseError, TomlError) as error:
        return _stopped([str(error)])
    except OSError as error:
        return _stopped([f"{options.folder} cannot be written: {error.strerror}"])
    _say(f"wrote {options.folder}; in it, run: nbgrader generate_assignment lab1")
    return 0


def cases(options: argparse.Namespace) -> int:
    """Make, renew or describe a case file to hold back; return 0, or 2 and one line why not."""
    try:
        for line in {"make": make, "rotate": rotate, "show": show}[options.action](options.file):
            _say(line)
    except (ReleaseError, GraderFault) as error:
        return _stopped([str(error)])
    return 0


class _Refused(Exception):  # noqa: N818 — what was found is the news, not that it is an error
    """A release that does not go out, with a line for each reason."""

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = [str(problem) for problem in problems]


def _make(options: argparse.Namespace) -> Iterator[str]:
    if options.held_back:
        refuse_released(options.held_back)
    arrays = freeze()
    if differs(arrays, PUBLIC):
        write(arrays, PUBLIC)
        yield f"wrote {PUBLIC.relative_to(ROOT)}"
    draft = _passed(_draft(options))
    if options.no_environment:
        yield "not tried: the zip in an environment of its own (--no-environment)"
    elif problems := [*tried(draft)]:
        raise _Refused(problems)
    for difference in write_student(draft.student, STUDENT, force=options.force):
        yield f"wrote student/{difference}"
    if _stale(draft):
        (ROOT / PAGE).parent.mkdir(exist_ok=True)
        place(ROOT / PAGE, draft.files[PAGE])
        yield f"wrote {PAGE}"
    write_student(draft.files, FOLDER_OUT, force=True)
    pack(draft.files, ZIP)
    yield f"wrote {FOLDER_OUT.relative_to(ROOT)}/ and {ZIP.relative_to(ROOT)} for students"
    if options.held_back:
        yield from make(options.held_back)
    yield f"student/ is what solution/ generates: {PROVEN}"


def _look(options: argparse.Namespace) -> Iterator[str]:
    changes = [f"{PUBLIC.relative_to(ROOT)} (changed)"] if differs(freeze(), PUBLIC) else []
    draft = _draft(options)
    changes += [f"student/{difference}" for difference in compare(draft.student, STUDENT)]
    changes += [f"{PAGE} (changed)"] if _stale(draft) else []
    if changes and not draft.faults:
        raise _Refused([*failures(draft), *changes, "make it anew with: tox -e release"])
    _passed(draft)
    yield f"nothing would change: {PROVEN}"


def _stale(draft: Draft) -> bool:
    """Whether the page of the rubric says something else than the rubric."""
    page = ROOT / PAGE
    return not page.exists() or page.read_bytes() != draft.files[PAGE]


def _draft(options: argparse.Namespace) -> Draft:
    """Return all that would be handed out, the notebook among it."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        notebook = make_notebook(SOLUTION, load_rubric(), Path(folder))
    return draft_of(ROOT, options.cases, {NOTEBOOK: notebook})


def _passed(draft: Draft) -> Draft:
    """Return a draft that every gate lets pass; both packages are graded if all else is right."""
    if problems := failures(draft):
        raise _Refused([*problems, "the packages are graded once this is mended"])
    if problems := tuple(proof(draft)):
        raise _Refused(problems)
    return draft


def _stopped(problems: Sequence[str], status: int = 2) -> int:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return status


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
