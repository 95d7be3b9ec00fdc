"""One report as Gradescope's results.json: each criterion a test, and the points that count.

The total is said outright, because adding up the tests would miss what is taken off and count a
section twice that any one of its criteria pays. Where nothing was graded there is no total: one
hidden test worth 0 of 0 keeps the file valid, and keeps a zero from anybody's eyes.
"""

import json
from collections.abc import Iterator, Mapping

from autograder.lms.comment import number
from autograder.lms.mark import Mark
from autograder.outputs.inert import visible
from autograder.report import Outcome, Override, Report, Result
from autograder.rubric import Criterion, Rubric

__all__ = ["gradescope_results"]

VISIBLE = "after_published"  # from when students see it: once a person has let grades out


def gradescope_results(rubric: Rubric, report: Report, mark: Mark) -> str:
    """Return the text of results.json."""
    document: dict[str, object] = {
        "execution_time": round(sum(result.seconds for result in report.results), 3),
        "output": mark.comment,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": VISIBLE,
        "extra_data": {"provisional": mark.provisional, "possible": mark.possible},
    }
    tests = [{**test, "visibility": VISIBLE} for test in _tests(rubric, report)]
    if mark.points is None:
        tests.append({"name": "not graded", "score": 0, "max_score": 0, "visibility": "hidden"})
    else:
        document["score"] = mark.points
    document["tests"] = tests
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _tests(rubric: Rubric, report: Report) -> Iterator[dict[str, object]]:
    found = {result.criterion: result for result in report.results}
    said = {override.criterion: override for override in report.overrides}
    for criterion in rubric.criteria:
        result, override = found.get(criterion.id), said.get(criterion.id)
        yield {
            "name": visible(criterion.title),
            "number": criterion.section,
            **_points(criterion, result, override),
            "output": "\n".join(map(visible, _words(criterion, result, override))),
        }


def _points(
    criterion: Criterion, result: Result | None, override: Override | None
) -> Mapping[str, object]:
    """Return what was earned; nothing where that is open, which makes the test a mere note."""
    earned = override.points if override else result.earned if result else None
    if earned is None:
        return {}
    passed = result is not None and result.outcome is Outcome.PASSED
    whole = earned >= criterion.points if override else passed
    status = "passed" if whole else "failed"
    return {"score": earned, "max_score": criterion.points, "status": status}


def _words(criterion: Criterion, result: Result | None, override: Override | None) -> Iterator[str]:
    if override:
        yield f"{override.who} decided: {number(override.points)} points. {override.why}"
    elif criterion.by_person:
        yield f"A person marks it: {number(criterion.points)} points."
    if result and (override or result.outcome is not Outcome.PASSED):
        yield f"{str(result.outcome).capitalize()}."
        yield from (result.message or "").splitlines()
