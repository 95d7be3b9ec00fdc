"""The published schema describes the reports that there are, and the example is one of them."""

import copy
import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from autograder.report import SCHEMA, Outcome, Override, Report, Result
from autograder.rubric import Rubric
from autograder.score import Points

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA_FILE = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
EXAMPLE = (DOCS / "report.example.json").read_text(encoding="utf-8")
VALIDATOR = Draft202012Validator(SCHEMA_FILE)
HOW = "make it anew with: python docs/example.py"

MakeReport = Callable[..., Report]


def problems(document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA_FILE)


@pytest.mark.parametrize("outcome", Outcome)
def test_reports_of_every_outcome_fit(make_report: MakeReport, outcome: Outcome) -> None:
    report = make_report(outcome, message="said", id=None, same_id=["other-1a2b3c4d"])
    assert [] == problems(
        json.loads(report.to_json()) | {"environment": json.loads(EXAMPLE)["environment"]}
    )


def test_the_example_is_a_report_that_fits() -> None:
    assert [] == problems(json.loads(EXAMPLE))
    assert EXAMPLE == Report.from_json(EXAMPLE).to_json()


def test_the_example_is_of_this_rubric(rubric: Rubric) -> None:
    results = Report.from_json(EXAMPLE).results
    found = [(result.criterion, result.section, result.possible) for result in results]
    assert found == [(c.id, c.section, c.points) for c in rubric.program], HOW


def test_the_example_shows_a_mistake_and_figures() -> None:
    results = {result.criterion: result for result in Report.from_json(EXAMPLE).results}
    assert Outcome.FAILED is results["backward.loss"].outcome
    assert "student/losses.py" in (results["backward.loss"].message or "")
    for name in ("accuracy.linear", "accuracy.xor"):
        (drawn,) = [
            fact["details"]
            for fact in results[name].evidence
            if fact.get("name") == "what the try that counts returned"
        ]
        assert isinstance(drawn, dict)
        assert len(drawn["points"]) == len(drawn["labels"]) == len(drawn["predicted"]), HOW
        assert 0 < len(drawn["losses"]) == len(drawn["epochs"]) <= 100, HOW


@pytest.mark.parametrize(
    ("name", "schema", "of"),
    [
        ("the report", SCHEMA_FILE, Report),
        ("a result", SCHEMA_FILE["$defs"]["result"], Result),
        ("a decision", SCHEMA_FILE["$defs"]["decision"], Override),
        ("points", SCHEMA_FILE["$defs"]["points"], Points),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_members_are_the_fields_in_their_order(name: str, schema: Any, of: type) -> None:
    own = {"the report": ["schema"], "points": ["earned"]}.get(name, [])
    members = [*own, *(field.name for field in fields(of))]
    assert members == list(schema["properties"])
    assert members == schema["required"]
    assert schema["additionalProperties"] is False


def test_version_and_outcomes_are_those_of_the_code() -> None:
    assert SCHEMA == SCHEMA_FILE["properties"]["schema"]["const"]
    outcomes = SCHEMA_FILE["$defs"]["result"]["properties"]["outcome"]["enum"]
    assert [str(outcome) for outcome in Outcome] == outcomes


WRONG: list[tuple[tuple[str | int, ...], Any]] = [
    (("schema",), 2),
    (("color",), "red"),
    (("complete",), "yes"),
    (("submission", "key"), "../grades"),
    (("submission", "id"), 313551157),
    (("environment", "numpy"), 2.4),
    (("points", "bonus"), 1),
    (("points", "earned"), -1),
    (("points", "extra", "bonus"), 1),
    (("points", "sections", "2A"), 5),
    (("results", 0, "grade"), "A"),
    (("results", 0, "outcome"), "great"),
    (("results", 0, "earned"), None),
    (("results", 0, "outcome"), "not graded"),
    (("results", 0, "message"), 7),
    (("results", 0, "evidence"), [1]),
    (("training", "linear"), 0.2),
    (("decisions",), [{"kind": "override"}]),
    (("decisions",), [{"kind": "pardon", "about": "", "who": "", "when": "", "why": ""}]),
    (("format",), [{"rule": "late"}]),
    (("deductions",), [{"kind": "mood", "points": 1, "reasons": ["x"], "waived": ""}]),
    (("grade",), {"points": "A"}),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_what_is_no_report_does_not_fit(path: tuple[str | int, ...], value: object) -> None:
    document = copy.deepcopy(json.loads(EXAMPLE))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert problems(document)


@pytest.mark.parametrize("name", SCHEMA_FILE["required"])
def test_nothing_may_be_missing(name: str) -> None:
    document = json.loads(EXAMPLE)
    del document[name]
    assert problems(document)
