"""One criterion after the other, from its needs to its result: the one engine of both callers.

Decides nothing about correctness (checks do) and nothing about points (the rubric does): it
decides whether a check is reached, runs it in a fresh worker, and turns what came into an outcome.
"""

import functools
import importlib
import pkgutil
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np

import autograder
from autograder.cases import Case
from autograder.criterion import CHECKS, Check
from autograder.diagnosis import Evidence, recognize, say
from autograder.reading import Imports, read_imports
from autograder.report import Outcome, Result
from autograder.rubric import Criterion, Rubric
from autograder.trouble import (
    Died,
    Frame,
    GraderFault,
    Missing,
    Raised,
    Stub,
    TooSlow,
    Trouble,
    Unusable,
)
from autograder.worker import Clock, Lab, Source, Sources
from autograder.worker.process import Worker
from autograder.worker.sources import ADAPTER, HANDED_IN

__all__ = ["Ended", "Grading", "checks"]


@functools.cache
def checks() -> Mapping[str, Check]:
    """Return every check by its criterion, importing the modules that hold them."""
    for module in pkgutil.iter_modules(autograder.__path__):
        if module.name.startswith("test_"):
            importlib.import_module(f"autograder.{module.name}")
    return CHECKS


KILLED = "signal 9"


@dataclass(frozen=True)
class Ended(Evidence):
    """What ended a check from outside: a limit of time, or a fault of ours; `what` names it."""

    cause: Literal["limit", "fault"]
    what: str

    @property
    def holds(self) -> bool:
        """Whether the submission is right: nothing has shown it."""
        return False


def _ended_by(trouble: Trouble) -> list[Evidence]:
    """Return what may be due to the machine: it is tried once more, with nothing else running.

    What runs out of memory first is killed by the kernel, whoever needed most of it. If that
    happens again, another run tries.
    """
    if isinstance(trouble, TooSlow):
        return [Ended("limit", trouble.call)]
    if isinstance(trouble, Died) and trouble.reason == KILLED:
        return [Ended("limit", trouble.call), Ended("fault", "killed")]
    return []


class OutOfTime(Exception):  # noqa: N818 — nobody's error
    """The time that the course gives to one submission is used up."""


@dataclass
class Grading:
    """The grading of one submission: results by criterion, each found once."""

    sources: Sources
    rubric: Rubric
    case: Case
    spare: Source
    clock: Clock = field(default_factory=Clock)
    allowed: Sequence[str] = ("numpy", "matplotlib", "mpl_toolkits", "datasets")
    harmless: Sequence[str] = ()
    seconds: float = 600.0
    handin: Any = None
    results: dict[str, Result] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the imports once: every check asks for them."""
        self.begun = time.monotonic()
        self.imports: Imports = read_imports(
            self.sources.files,
            roots=("__main__", *MODULES),
            package_names=("student", "solution", self.sources.name),
            allowed=self.allowed,
            harmless=self.harmless,
            folders=self.sources.roots,
        )

    def result(self, identity: str) -> Result:
        """Return the result of one criterion; what it needs is found first."""
        if identity not in self.results:
            self.results[identity] = self._found(self.rubric[identity])
        return self.results[identity]

    def all(self) -> tuple[Result, ...]:
        """Return the results of all criteria that a program marks, in the rubric's order."""
        return tuple(self.result(criterion.id) for criterion in self.rubric.program)

    def _found(self, criterion: Criterion) -> Result:
        needed = [self.result(need) for need in criterion.needs]
        if reason := unreached(needed):
            return self._result(criterion, *reason)
        check = checks()[criterion.id]
        if tainted := self._tainted(check):
            text = f"{tainted} has an import that this lab does not allow"
            return self._result(criterion, Outcome.NOT_REACHED, text)
        self.begun = time.monotonic()
        if self._spent() > self.seconds:
            limit = Ended("limit", "submission")
            return self._result(criterion, Outcome.NOT_GRADED, self._used_up(), [limit])
        return self._checked(criterion, check)

    def _worker(self, *, drawing: bool = False) -> Worker:
        """Give out a worker, as long as there is time left for this submission."""
        self._in_time()
        return self.spare(drawing=drawing)

    def _in_time(self) -> None:
        if self._spent() > self.seconds:
            raise OutOfTime

    def _spent(self) -> float:
        before = sum(result.seconds for result in self.results.values())
        return before + time.monotonic() - self.begun

    def _used_up(self) -> str:
        return f"The {self.seconds:g} s for one submission are used up; a person decides."

    def _tainted(self, check: Check) -> str:
        """Return the first file with a forbidden import that the check's modules need."""
        if not self.rubric.has("imports"):
            return ""
        blocking = [found for m in check.modules for found in self.imports.blocking(m)]
        return min((found.path for found in blocking), default="")

    def _checked(self, criterion: Criterion, check: Check) -> Result:
        lab = Lab(
            self.sources,
            self._worker,
            self.clock,
            drawing=any(self.imports.draws(module) for module in check.modules),
            imports=self.imports,
            handin=self.handin,
            in_time=self._in_time,
        )
        found: list[Evidence] = []
        mistake = None
        try:
            # What a program returns may be of any size; overflow is a value here, no event.
            with np.errstate(all="ignore"):
                for evidence in check.function(lab, self.case):
                    found.append(evidence)
                    if not evidence.holds:
                        break
            outcome, message = outcome_of(found), None
            if outcome is not Outcome.PASSED:
                mistake = recognize(found[-1])
                message = self._say(criterion, found[-1], mistake)
        except Stub as stub:
            outcome, message = Outcome.NOT_STARTED, f"not started: {stub.criterion}"
        except Trouble as trouble:
            broken = isinstance(trouble, Missing | Unusable)
            outcome = Outcome.FAILED if broken else Outcome.STOPPED
            mistake = recognize(trouble)
            message = self._say(criterion, trouble, mistake)
            found += _ended_by(trouble)
            if self.sources.adapted and (lacking := not_adapted(trouble)):
                outcome, message, mistake = Outcome.NOT_GRADED, lacking, None
        except OutOfTime:
            outcome, message = Outcome.NOT_GRADED, self._used_up()
            found.append(Ended("limit", "submission"))
        except GraderFault as fault:
            outcome, message = Outcome.NOT_GRADED, f"The grader is at fault, not you: {fault}"
            found.append(Ended("fault", type(fault).__name__))
        except Exception as error:  # noqa: BLE001 — of whatever kind, it costs this criterion alone
            outcome, message = Outcome.NOT_GRADED, unforeseen(error)
            found.append(Ended("fault", type(error).__name__))
        finally:
            lab.stop()
        seconds = time.monotonic() - self.begun
        return self._result(criterion, outcome, message, found, seconds, mistake)

    def _say(self, criterion: Criterion, found: Evidence | Trouble, mistake: str | None) -> str:
        try:
            said = say(
                found,
                look=looked_up(criterion.look, self.sources.origins),
                rerun=criterion.rerun,
                sources=self.sources.files,
                mistake=mistake,
                hint=criterion.hint_in_short,
            )
            return said.replace(f"{HANDED_IN}/", "") if self.sources.roots else said
        except Exception as error:  # noqa: BLE001 — words are not worth a result
            return f"The kit has no words for what it found here ({type(error).__name__})."

    def _result(
        self,
        criterion: Criterion,
        outcome: Outcome,
        message: str | None,
        found: Sequence[Evidence] = (),
        seconds: float = 0.0,
        mistake: str | None = None,
    ) -> Result:
        return Result(
            criterion.id,
            criterion.section,
            outcome,
            outcome.earns(criterion.points),
            criterion.points,
            mistake=mistake,
            message=message,
            evidence=tuple(evidence.facts() for evidence in found),
            seconds=round(seconds, 3),
        )


MODULES = (
    "activations", "layers", "losses", "network", "optimizers", "training", "choices", "figures",
)  # fmt: skip


def unreached(needed: Sequence[Result]) -> tuple[Outcome, str] | None:
    """Return why a criterion is not run, from the results of what it needs; None if it is run.

    Not started goes first: a task that nobody has begun is no mistake. What only waits for a
    person goes last, and is withheld, for it may turn out to be right.
    """
    first: dict[Outcome, Result] = {}
    for need in needed:
        first.setdefault(need.outcome, need)
    if Outcome.NOT_STARTED in first:
        name = first[Outcome.NOT_STARTED].criterion
        return Outcome.NOT_STARTED, f"not started: it needs {name}"
    for outcome in (Outcome.FAILED, Outcome.STOPPED):
        if outcome in first:
            return Outcome.NOT_REACHED, f"it needs {first[outcome].criterion} first"
    if Outcome.NOT_REACHED in first:  # the root is what to mend first
        return Outcome.NOT_REACHED, first[Outcome.NOT_REACHED].message or ""
    if Outcome.NOT_GRADED in first:
        name = first[Outcome.NOT_GRADED].criterion
        return Outcome.NOT_GRADED, f"It needs {name}, which was not graded."
    return None


def looked_up(look: str, origins: Mapping[str, str]) -> str:
    """Return where a message sends the reader: `layers.py, Linear.forward`, or whence that came."""
    file, _, function = look.partition(", ")
    origin = origins.get(function.partition(".")[0], file)
    return f"student/{origin}, {function}" if function else f"student/{file}" * bool(file)


def not_adapted(trouble: Trouble) -> str:
    """Return why an adapter, and nobody's mistake, is what kept a call from giving a value."""
    match trouble:
        case Missing(call=call):
            return f"not adapted: {call}"
        case Raised(type=kind, text=text, frames=(*_, Frame(file=file, line=line))):
            said = f"not adapted: line {line} of the adapter raised {kind}"
            return f"{said}{': ' if text else ''}{text}" if file == ADAPTER else ""
        case _:
            return ""


def unforeseen(error: Exception) -> str:
    """Return the message for an exception that no check foresaw, with where in the kit it rose."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return (
        f"The grader met something it did not foresee ({type(error).__name__} in "
        f"{Path(last.filename).name}, line {last.lineno}); a person decides."
    )


def outcome_of(found: Sequence[Evidence]) -> Outcome:
    """Return the outcome of a check from its evidence; a check that found nothing is our fault."""
    if not found:
        raise GraderFault("a check yielded no evidence")
    if found[-1].doubtful:
        return Outcome.NOT_GRADED
    return Outcome.PASSED if found[-1].holds else Outcome.FAILED
