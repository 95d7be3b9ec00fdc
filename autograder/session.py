"""Open one submission for grading, and report on it: what pytest and the batch have in common."""

import functools
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

import autograder
from autograder.cases import PUBLIC, Case, load_case
from autograder.course import Course, load_course
from autograder.handin import (
    AdapterError,
    ArchiveLimits,
    Form,
    HandinError,
    Submission,
    attach,
    open_submission,
)
from autograder.judging import judged
from autograder.received import Received
from autograder.report import Report, Result
from autograder.retold import retold
from autograder.rubric import Rubric, load_rubric
from autograder.run import Grading
from autograder.score import score
from autograder.settings import TomlError
from autograder.trial import tried
from autograder.trouble import GraderFault
from autograder.worker import Clock, Limits, Source, Sources, Zygote, reached, workers
from autograder.worker.sources import OWN_DATASETS

__all__ = [
    "KIT",
    "ROOT",
    "LabSession",
    "SessionError",
    "archive_limits",
    "environment",
    "grading_of",
    "loadable",
    "open_session",
    "opened",
    "rules",
]

KIT = Path(__file__).parent
ROOT = KIT.parent


class SessionError(Exception):
    """A submission that cannot be graded at all, and why, in one line."""


@dataclass
class LabSession:
    """One submission, opened: the rules it is graded by, and its grading.

    With held-back cases there is a second grading by the public ones, for what is read; `told` is
    what is fit to be read already.
    """

    received: Received
    rubric: Rubric
    course: Course
    grading: Grading
    public: Grading | None = None
    told: dict[str, Result] = field(default_factory=dict)

    @property
    def gradings(self) -> tuple[Grading, ...]:
        """The grading that counts, and the one for what is read, if that is another."""
        return (self.grading, self.public) if self.public else (self.grading,)

    def results(self) -> Mapping[str, Result]:
        """Return what has been graded so far, without anything that is held back."""
        private = self.grading.results
        if self.public is None:
            return private
        for identity in private.keys() - self.told.keys():
            self.told[identity] = retold(private[identity], private, self.public)
        return self.told

    def report(self) -> Report:
        """Return the report on what has been graded so far."""
        graded = self.results()
        results = tuple(graded[c.id] for c in self.rubric.program if c.id in graded)
        report = Report(
            submission=self.received.who,
            sandbox=reached().facts(),
            environment={**environment(), "cases": self.grading.case.label},
            points=score(self.rubric, results).points(),
            results=results,
            complete=len(results) == len(self.rubric.program),
            training=training_time(self.course, results),
            format=self.received.format,
            document=self.received.about_document,
        )
        return judged(report, self.rubric, self.course)


def environment() -> Mapping[str, object]:
    """Return the versions that a result may depend on."""
    return {
        "kit": autograder.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": sys.platform,
    }


def training_time(course: Course, results: Iterable[Result]) -> dict[str, object]:
    """Return what the longest training took of its budget, for each data set."""
    found: dict[str, object] = {"budget_seconds": course.limits.training_cpu_seconds}
    for result in results:
        for evidence in result.evidence:
            if evidence.get("name") == "accuracy":
                details = evidence["details"]
                longest = max(details["tries"], key=lambda t: t["seconds"])  # type: ignore[index]
                found[details["data"]] = {  # type: ignore[index]
                    "seconds": round(longest["seconds"], 2),
                    "clock": longest["clock"],
                }
    return found


@contextmanager
def open_session(
    path: Path | None, workspace: Path, cases: Path | None = None, adapter: Path | None = None
) -> Iterator[LabSession]:
    """Open a package folder, a hand-in folder or a zip; by default the kit's own `student/`.

    `adapter` is a person's file that says which of its functions is which of ours.
    """
    fix = "name a folder or a zip that is there" if path else _OWN
    path = path or ROOT / "student"
    if not path.exists():
        raise SessionError(f"there is no {path.name} in {path.parent}; {fix}")
    try:
        course = rules(cases or PUBLIC)[1]
        submission = opened(path, workspace, course)
        submission = attach(submission, adapter, workspace) if adapter else submission
        submission = loadable(submission, course)
    except (AdapterError, HandinError, TomlError, GraderFault) as error:
        raise SessionError(str(error)) from error
    if submission.package is None:
        raise SessionError(f"{path.name}: {submission.problem}")
    with grading_of(submission, cases) as session:
        yield session


def opened(
    path: Path,
    workspace: Path,
    course: Course,
    key: str | None = None,
    *,
    filename: str | None = None,
    form: Form | None = None,
) -> Submission:
    """Open a hand-in by the course's rules for names, form and sizes.

    `filename` and `form` are what it was called and what it was, where the path is a copy.
    """
    return open_submission(
        path,
        workspace,
        limits=archive_limits(course),
        key=key,
        prefix=course.handin.prefix,
        id_pattern=course.handin.id_pattern,
        weights=course.format,
        filename=filename,
        form=form,
    )


def archive_limits(course: Course) -> ArchiveLimits:
    """Return how large a hand-in of this course may be."""
    handin, megabyte = course.handin, 10**6
    return ArchiveLimits(
        archive=int(handin.archive_mb * megabyte),
        entries=handin.entries,
        file=int(handin.file_mb * megabyte),
        total=int(handin.total_mb * megabyte),
    )


_OWN = "put your folder student/ there, or name another with --submission=PATH"


def worker_limits(course: Course) -> Limits:
    """Return what one worker may use in this course."""
    return Limits(
        memory_mb=course.limits.memory_mb,
        output_kb=course.limits.output_kb,
        harmless=course.imports.harmless,
    )


@contextmanager
def grading_of(
    submission: Submission, cases: Path | None = None, parent: Zygote | None = None
) -> Iterator[LabSession]:
    """Make a session for a submission that has a package, and end its workers afterwards.

    `parent` is what forks workers for a whole class, if there is one.
    """
    rubric, course, case = rules(cases or PUBLIC)
    received = Received(submission, required=rubric.sections_required)
    rubric = rubric if submission.files is not None else rubric.of_package()
    with workers(worker_limits(course), parent) as spare:
        sources = sources_of(submission)
        grading = Grading(
            sources,
            rubric,
            case,
            spare,
            clock_of(course),
            allowed=(*course.imports.allowed, "datasets"),
            harmless=course.imports.harmless,
            seconds=course.limits.submission_seconds,
            handin=received,
        )
        public = replace(grading, case=rules(PUBLIC)[2], results={}) if case.held_back else None
        yield LabSession(received, rubric, course, grading, public)


def clock_of(course: Course) -> Clock:
    """Return how long calls may take in this course."""
    limits = course.limits
    return Clock(
        call=limits.call_seconds,
        load=limits.load_seconds,
        training_cpu=limits.training_cpu_seconds,
        training_wall=limits.training_cpu_seconds * limits.training_wall_factor,
    )


def loadable(submission: Submission, course: Course, spare: Source | None = None) -> Submission:
    """Return the submission, without a package that was put together and cannot be loaded."""
    if submission.package is None or submission.assembly is None:
        return submission
    sources, clock = sources_of(submission), clock_of(course)
    if spare is not None:
        return tried(submission, sources, spare, clock)
    with workers(worker_limits(course)) as found:
        return tried(submission, sources, found, clock)


@functools.cache
def rules(cases: Path) -> tuple[Rubric, Course, Case]:
    """Read the rubric, the course file and the case file once."""
    rubric, course = load_rubric(), load_course()
    case = replace(
        load_case(cases),
        public_seeds=course.accuracy.seeds,
        tries=course.accuracy.tries,
        threshold=course.accuracy.threshold,
    )
    return rubric, course, case


def sources_of(submission: Submission) -> Sources:
    """Return a submission's package as the worker is given it."""
    assert submission.package is not None
    folder = submission.package
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*.py"))
    }
    beside = submission.files / "datasets.py" if submission.files is not None else None
    if beside is not None and beside.is_file():
        files.setdefault("datasets.py", beside.read_bytes())
    if "datasets.py" in files:  # looked at, never used: see Lab.function
        (folder / f"{OWN_DATASETS}.py").write_bytes(files["datasets.py"])
    if (put := submission.assembly) is None:
        return Sources(folder, files, folder.name)
    return Sources(folder, files, folder.name, put.roots, put.origins, adapted=bool(put.adapter))
