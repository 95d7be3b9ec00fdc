"""Grade the reference and the stubs, before anybody gets them.

The reference earns every point. The stubs earn none, and are *not started* throughout but for the
rules, which a student who has not begun cannot have broken.
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.handin import open_submission
from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.report import Outcome, Result
from autograder.session import grading_of

__all__ = ["full", "none_earned", "proof", "unpassed"]


def proof(draft: Draft) -> Iterator[ReleaseError]:
    """Grade both packages and yield each result that is not as it must be, with its region."""
    yield from full(draft, _graded(draft.root / "solution"))
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        stubs = Path(folder) / "student"
        stubs.mkdir()
        for name, content in draft.student.items():
            (stubs / name).write_bytes(content)
        yield from none_earned(draft, _graded(stubs))


def full(draft: Draft, results: Iterable[Result]) -> Iterator[ReleaseError]:
    """Yield what the reference does not pass, or does not earn all of."""
    for result in results:
        if result.outcome is not Outcome.PASSED or result.earned != result.possible:
            rule = f"the reference does not pass {result.criterion}: {_short(result)}"
            yield _at(draft, result, rule, "mend the reference, or the check")


def none_earned(draft: Draft, results: Iterable[Result]) -> Iterator[ReleaseError]:
    """Yield where the stubs earn, or are anything else than not started."""
    for result in results:
        expected = Outcome.PASSED if result.section == "rules" else Outcome.NOT_STARTED
        if result.outcome is not expected:
            rule = f"the stubs are {result.outcome} at {result.criterion}: {_short(result)}"
            yield _at(draft, result, rule, "let the region hold all that is to be written")
        if result.earned:
            rule = f"the stubs earn {result.earned:g} points at {result.criterion}"
            yield _at(draft, result, rule, "let the region hold all that is to be written")


def unpassed(reference: Path, cases: Path | None = None) -> Iterator[str]:
    """Grade the reference, with these cases, and yield a line for each criterion it fails."""
    for result in _graded(reference, cases):
        if result.outcome is not Outcome.PASSED:
            yield f"the reference does not pass {result.criterion}: {_short(result)}"


def _at(draft: Draft, result: Result, rule: str, fix: str) -> ReleaseError:
    """Return the error at the criterion's first region or, where it has none, at its check."""
    places: dict[str, Any] = {c: (file, r.first) for c, file, r in list(draft.tasks)[::-1]}
    checks: dict[str, Any] = {check.criterion: (check.file, check.line) for check in draft.checks}
    file, line = (checks | places).get(result.criterion, ("student", None))
    return ReleaseError(file, line, rule, fix=fix)


def _short(result: Result) -> str:
    """Return the first paragraph of a message as a part of a line."""
    return " ".join((result.message or "").partition("\n\n")[0].split()).rstrip(".")


def _graded(package: Path, cases: Path | None = None) -> tuple[Result, ...]:
    with tempfile.TemporaryDirectory(prefix="lab-") as workspace:
        submission = open_submission(package, Path(workspace))
        with grading_of(submission, cases) as session:
            return session.grading.all()
