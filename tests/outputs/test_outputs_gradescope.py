"""results.json: valid in every case, no zero that nobody gave, and nothing of the evidence."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from autograder.outputs.gradescope_out import gradescope_results
from autograder.outputs.marks import mark_of
from autograder.report import Outcome, Override, Report
from autograder.rubric import Rubric

MakeReport = Callable[..., Report]

TOP = {"score", "execution_time", "output", "output_format", "test_output_format",
       "test_name_format", "visibility", "extra_data", "tests"}  # fmt: skip
TEST = {"name", "number", "score", "max_score", "status", "output", "visibility"}


def results(rubric: Rubric, report: Report) -> dict[str, Any]:
    found = json.loads(gradescope_results(rubric, report, mark_of(rubric, report)))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_it_keeps_to_what_gradescope_documents(
    rubric: Rubric, make_report: MakeReport, outcome: Outcome | None
) -> None:
    found = results(rubric, make_report(outcome, message="  why"))

    assert set(found) <= TOP
    assert type(found["execution_time"]) is float
    assert "score" in found or any("score" in test for test in found["tests"])
    for test in found["tests"]:
        assert set(test) <= TEST
        assert ("score" in test) == ("max_score" in test)
        assert test.get("status") in {None, "passed", "failed"}


def test_a_criterion_is_a_test(rubric: Rubric, make_report: MakeReport) -> None:
    report = make_report({"accuracy.xor": Outcome.FAILED}, message="  Every entry is 7 times.")
    (test,) = (
        t for t in results(rubric, report)["tests"] if t["name"] == rubric["accuracy.xor"].title
    )

    assert test == {
        "name": rubric["accuracy.xor"].title,
        "number": "3B",
        "score": 0.0,
        "max_score": 20.0,
        "status": "failed",
        "output": "Failed.\n  Every entry is 7 times.",
        "visibility": "after_published",
    }


def test_the_total_is_what_counts_and_says_that_it_is_provisional(
    rubric: Rubric, make_report: MakeReport
) -> None:
    report = replace(make_report(), grade={"points": 60.0, "deducted": 5.0, "provisional": True})
    found = results(rubric, report)

    assert (60.0, True) == (found["score"], found["extra_data"]["provisional"])
    assert "60 of 100 points so far, provisional" in found["output"]


def test_what_was_not_graded_has_no_score_that_anybody_sees(
    rubric: Rubric, make_report: MakeReport
) -> None:
    found = results(rubric, make_report(Outcome.NOT_GRADED, message="this is no zip"))
    scored = [test for test in found["tests"] if "score" in test]

    assert "score" not in found
    assert [{"name": "not graded", "score": 0, "max_score": 0, "visibility": "hidden"}] == scored


def test_a_persons_part_is_a_note_until_it_is_marked(
    rubric: Rubric, make_report: MakeReport
) -> None:
    person = rubric.people[0]
    said = Override(
        criterion=person.id, points=person.points, who="Chen", when="2027-04-01", why="read"
    )
    before = results(rubric, make_report())["tests"]
    after = results(rubric, replace(make_report(), decisions=(said,)))["tests"]

    def of(tests: list[dict[str, Any]]) -> dict[str, Any]:
        return next(test for test in tests if test["name"] == person.title)

    assert "score" not in of(before)
    assert (person.points, "passed") == (of(after)["score"], of(after)["status"])
    assert of(after)["output"].startswith("Chen decided:")


def test_evidence_stays_out_and_text_is_harmless(rubric: Rubric, make_report: MakeReport) -> None:
    report = make_report(Outcome.FAILED, message="a\x1b[31m\u202eb")
    results_with = tuple(replace(r, evidence=({"seed": 987654},)) for r in report.results)
    text = gradescope_results(
        rubric, replace(report, results=results_with), mark_of(rubric, report)
    )

    assert "987654" not in text
    assert "a\\\\u001B[31m\\\\u202Eb" in text
