"""The engine: what is reached, what its evidence comes to, and whose fault it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from autograder import run
from autograder.cases import Case, load_case
from autograder.criterion import Check
from autograder.diagnosis import Evidence, Fact
from autograder.report import Outcome, Result
from autograder.rubric import Criterion, Marker, Rubric, Section, load_rubric
from autograder.run import Ended, Grading, checks, outcome_of, unreached
from autograder.trouble import Died, GraderFault, Missing, Stub, TooSlow, Unusable
from autograder.worker import Sources
from autograder.worker.process import Worker

PASSED, FAILED, STOPPED = Outcome.PASSED, Outcome.FAILED, Outcome.STOPPED
NOT_STARTED, NOT_REACHED, NOT_GRADED = (
    Outcome.NOT_STARTED,
    Outcome.NOT_REACHED,
    Outcome.NOT_GRADED,
)


def needed(*outcomes: Outcome) -> list[Result]:
    return [
        Result(
            f"need.{number}",
            "1",
            outcome,
            outcome.earns(1),
            1,
            message=f"the root of need.{number}",
        )
        for number, outcome in enumerate(outcomes)
    ]


@pytest.mark.parametrize(
    ("outcomes", "wanted"),
    [
        ((), None),
        ((PASSED,), None),
        ((PASSED, PASSED), None),
        ((FAILED,), (NOT_REACHED, "it needs need.0 first")),
        ((STOPPED,), (NOT_REACHED, "it needs need.0 first")),
        ((NOT_REACHED,), (NOT_REACHED, "the root of need.0")),
        ((NOT_GRADED,), (NOT_GRADED, "It needs need.0, which was not graded.")),
        ((NOT_GRADED, FAILED), (NOT_REACHED, "it needs need.1 first")),
        ((NOT_GRADED, NOT_REACHED), (NOT_REACHED, "the root of need.1")),
        ((NOT_GRADED, NOT_STARTED), (NOT_STARTED, "not started: it needs need.1")),
        ((NOT_STARTED,), (NOT_STARTED, "not started: it needs need.0")),
        ((PASSED, FAILED), (NOT_REACHED, "it needs need.1 first")),
        ((FAILED, FAILED), (NOT_REACHED, "it needs need.0 first")),
        ((FAILED, NOT_STARTED), (NOT_STARTED, "not started: it needs need.1")),
        ((NOT_STARTED, NOT_STARTED), (NOT_STARTED, "not started: it needs need.0")),
    ],
)
def test_a_criterion_waits_for_what_it_needs(
    outcomes: tuple[Outcome, ...], wanted: tuple[Outcome, str] | None
) -> None:
    assert wanted == unreached(needed(*outcomes))


def holds(*, name: str = "all imports") -> Fact:
    return Fact(name, true=True, details={})


def fails(*, person: bool = False) -> Fact:
    return Fact("the figure is not of one color", true=False, details={}, for_a_person=person)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([holds()], PASSED),
        ([holds(), holds()], PASSED),
        ([fails()], FAILED),
        ([holds(), fails()], FAILED),
        ([fails(person=True)], NOT_GRADED),
        ([holds(), fails(person=True)], NOT_GRADED),
    ],
)
def test_the_last_evidence_decides(found: list[Evidence], wanted: Outcome) -> None:
    assert wanted is outcome_of(found)


def test_no_evidence_is_our_fault() -> None:
    with pytest.raises(GraderFault, match="no evidence"):
        outcome_of([])


SECTION = Section("1", "One", 4)
FIRST = Criterion("first", "1", "First", 3, Marker.DECIDES)
THEN = Criterion("then", "1", "Then", 1, Marker.DECIDES, needs=("first",))


def no_worker(*, drawing: bool = False) -> NoReturn:  # noqa: ARG001
    raise AssertionError("no check here calls the submission")


def grading_by(monkeypatch: pytest.MonkeyPatch, *found: object, seconds: float = 600.0) -> Grading:
    """Return a grading by two checks: one yields or raises what is given, the other needs it."""

    def first(_lab: Any, _case: Any) -> Iterator[Any]:
        for evidence in found:
            if isinstance(evidence, Exception):
                raise evidence
            yield evidence

    def then(_lab: Any, _case: Any) -> Iterator[Any]:
        yield holds()

    registry = {"first": Check(first, ()), "then": Check(then, ())}
    monkeypatch.setattr(run, "checks", lambda: registry)
    spare: Any = no_worker
    return Grading(
        Sources(Path("student"), {}, "student"),
        Rubric((SECTION,), (FIRST, THEN)),
        Case({}),
        spare,
        seconds=seconds,
    )


def graded(
    monkeypatch: pytest.MonkeyPatch, *found: object, seconds: float = 600.0
) -> dict[str, Result]:
    grading = grading_by(monkeypatch, *found, seconds=seconds)
    return {result.criterion: result for result in grading.all()}


@pytest.mark.parametrize(
    ("found", "outcome", "earned", "after"),
    [
        (holds(), PASSED, 3.0, PASSED),
        (fails(), FAILED, 0.0, NOT_REACHED),
        (fails(person=True), NOT_GRADED, None, NOT_GRADED),
        (Stub("f", "E", "E", "TODO", (), "first"), NOT_STARTED, 0.0, NOT_STARTED),
        (Missing("layers.Linear", "no such class"), FAILED, 0.0, NOT_REACHED),
        (Unusable("Linear.forward", "an array", None), FAILED, 0.0, NOT_REACHED),
        (TooSlow("fit", 10.0, "wall"), STOPPED, 0.0, NOT_REACHED),
        (Died("fit", "exit status 0"), STOPPED, 0.0, NOT_REACHED),
        (GraderFault("a worker could not start"), NOT_GRADED, None, NOT_GRADED),
        (ZeroDivisionError("of ours"), NOT_GRADED, None, NOT_GRADED),
        (Fact("no words for this", true=False, details={}), FAILED, 0.0, NOT_REACHED),
    ],
)
def test_what_comes_of_a_check_is_an_outcome(
    monkeypatch: pytest.MonkeyPatch,
    found: object,
    outcome: Outcome,
    earned: float | None,
    after: Outcome,
) -> None:
    results = graded(monkeypatch, found)

    assert (outcome, earned) == (results["first"].outcome, results["first"].earned)
    assert after is results["then"].outcome


def test_a_check_that_finds_nothing_costs_no_points(monkeypatch: pytest.MonkeyPatch) -> None:
    first = graded(monkeypatch)["first"]

    assert (NOT_GRADED, None) == (first.outcome, first.earned)
    assert "The grader is at fault, not you" in (first.message or "")


def test_the_first_evidence_that_does_not_hold_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    first = graded(monkeypatch, holds(), fails(), GraderFault("never reached"))["first"]

    assert FAILED is first.outcome
    assert [True, False] == [evidence["holds"] for evidence in first.evidence]


def test_evidence_before_a_trouble_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    first = graded(monkeypatch, holds(), Died("fit", "signal 11"))["first"]

    assert (STOPPED, 1) == (first.outcome, len(first.evidence))


def test_what_was_killed_may_have_been_the_machines_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    first = graded(monkeypatch, Died("fit", "signal 9"))["first"]

    assert STOPPED is first.outcome
    ended = [Ended("limit", "fit"), Ended("fault", "killed")]
    assert [evidence.facts() for evidence in ended] == list(first.evidence)


def test_what_is_left_when_the_time_is_used_up_is_not_graded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = graded(monkeypatch, holds(), seconds=-1.0)["first"]

    assert (NOT_GRADED, None) == (first.outcome, first.earned)
    assert "used up; a person decides" in (first.message or "")


def test_what_was_graded_before_the_time_was_used_up_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grading = grading_by(monkeypatch, seconds=4.0)
    grading.results["first"] = Result("first", "1", PASSED, 3.0, 3.0, seconds=5.0)
    results = {result.criterion: result for result in grading.all()}

    assert (PASSED, NOT_GRADED) == (results["first"].outcome, results["then"].outcome)
    assert "The 4 s for one submission" in (results["then"].message or "")


def test_each_result_is_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    grading = grading_by(monkeypatch, holds())
    once = grading.all()

    assert all(first is again for first, again in zip(once, grading.all(), strict=True))


def test_a_disabled_criterion_vanishes_with_its_points(tmp_path: Path) -> None:
    text = Path(run.__file__).with_name("rubric.toml").read_text(encoding="utf-8")
    line = 'id = "backward.sigmoid"\n'
    assert 1 == text.count(line)
    file = tmp_path / "rubric.toml"
    file.write_text(text.replace(line, line + "enabled = false\n"), encoding="utf-8")

    whole, without = load_rubric(), load_rubric(file)

    assert not without.has("backward.sigmoid")
    assert whole.required - whole["backward.sigmoid"].points == without.required
    assert "backward.sigmoid" in without.known
    assert not any("backward.sigmoid" in criterion.needs for criterion in without.criteria)


def test_every_criterion_of_the_program_has_a_check() -> None:
    assert {criterion.id for criterion in load_rubric().program} == set(checks())


def test_a_worker_that_cannot_start_costs_no_points() -> None:
    def broken(*, drawing: bool = False) -> Worker:  # noqa: ARG001
        raise GraderFault("a worker could not start")

    sources = Sources(Path("student"), {"activations.py": b"class Sigmoid: pass\n"}, "student")
    grading = Grading(sources, load_rubric(), load_case(), broken)

    assert PASSED is grading.result("imports").outcome  # it is read, and needs no worker
    assert NOT_GRADED is grading.result("forward.sigmoid").outcome
    assert NOT_GRADED is grading.result("backward.sigmoid").outcome
