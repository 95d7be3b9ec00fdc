"""Reports to look at: everything passed and nothing else is known, unless a test says otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from autograder.report import Outcome, Report, Result
from autograder.rubric import Rubric, load_rubric
from autograder.score import score

MakeReport = Callable[..., Report]


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric()


@pytest.fixture
def make_report(rubric: Rubric) -> MakeReport:
    def make(
        outcomes: Mapping[str, Outcome] | Outcome | None = None,
        *,
        message: str | None = None,
        complete: bool = True,
        also: Mapping[str, object] | None = None,
        **submission: object,
    ) -> Report:
        def outcome(identity: str) -> Outcome:
            if isinstance(outcomes, Outcome):
                return outcomes
            return (outcomes or {}).get(identity, Outcome.PASSED)

        results = tuple(
            Result(
                criterion.id,
                criterion.section,
                outcome(criterion.id),
                outcome(criterion.id).earns(criterion.points),
                criterion.points,
                message=None if outcome(criterion.id) is Outcome.PASSED else message,
            )
            for criterion in rubric.program
        )
        who = {
            "key": "313551157",
            "id": "313551157",
            "name": "陳敬中",
            "source": "a.zip",
            "notes": [],
        }
        points = score(rubric, results).points()
        report = Report(who | submission, {}, {}, points, results, complete)
        return replace(report, **also or {})  # type: ignore[arg-type]

    return make
