"""Reports come back as they were written, always as the same text, or not at all."""

import json
import sys
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.plain import plain
from autograder.report import Deduction, Outcome, Override, Report, ReportError, Result, Ruling

RESULT = Result(
    criterion="backward.sigmoid",
    section="2A",
    outcome=Outcome.FAILED,
    earned=0.0,
    possible=3.0,
    mistake="slope missing",
    message="Sigmoid.backward gave back the incoming gradient unchanged.",
    evidence=({"what": "gradient", "yours": [1.5458, 0.5451]},),
    seconds=0.25,
)
OVERRIDE = Override(
    criterion="backward.sigmoid",
    points=3,
    who="Chen",
    when="2027-03-12",
    why="right, but for a typing error of ours",
)
RULING = Ruling(kind="waive", about="name-person", who="Lin", when="2027-03-13", why="our sheet")
DEDUCTION = Deduction(kind="format", points=5, reasons=("no name of a person is in it",))
REPORT = Report(
    submission={"key": "313551157", "id": "313551157", "name": "陳敬中", "source": "a.zip"},
    sandbox={"level": "none"},
    environment={"kit": "0.1.0", "python": "3.11.2", "numpy": "2.1.0"},
    points={"earned": 0.0, "possible": 100.0},
    results=(RESULT,),
    complete=False,
    training={"cpu_seconds": 12.0},
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(-1e300, 1e300).map(lambda x: float(f"{x:.10g}"))
leaves = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | numbers | texts
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
)
mappings = st.dictionaries(texts, values, max_size=3)
points = st.integers(0, 80).map(lambda quarters: quarters / 4)
overrides = st.builds(
    Override,
    kind=st.just("override"),
    criterion=texts,
    points=points,
    who=texts,
    when=texts,
    why=texts,
)


@st.composite
def results(draw: st.DrawFn) -> Result:
    outcome, possible = draw(st.sampled_from(Outcome)), draw(points)
    return Result(
        draw(texts),
        draw(texts),
        outcome,
        outcome.earns(possible),
        possible,
        draw(st.none() | texts),
        draw(st.none() | texts),
        tuple(draw(st.lists(mappings, max_size=2))),
        draw(st.floats(0, 600).map(lambda x: float(f"{x:.10g}"))),
    )


reports = st.builds(
    Report,
    mappings,
    mappings,
    mappings,
    mappings,
    st.lists(results(), max_size=3).map(tuple),
    st.booleans(),
    mappings,
    st.lists(overrides, max_size=2).map(tuple),
)


@given(reports)
def test_a_report_comes_back_as_it_was_written(report: Report) -> None:
    text = report.to_json()

    assert Report.from_json(text) == report
    assert Report.from_json(text).to_json() == text


def test_what_is_laid_over_a_report_comes_back_with_it() -> None:
    report = replace(
        REPORT,
        decisions=(OVERRIDE, RULING),
        deductions=(DEDUCTION,),
        format=({"rule": "name-person", "weight": "penalised", "expected": "a", "found": "b"},),
        document={"pages": 12},
        arrival={"attempt": 2},
        grade={"points": 3.0, "deducted": 5.0, "provisional": True},
    )
    found = Report.from_json(report.to_json())

    assert report == found
    assert (OVERRIDE,) == found.overrides
    assert (RULING,) == found.rulings


def test_the_text_is_for_people_too() -> None:
    text = REPORT.to_json()

    assert text.startswith('{\n  "schema": 1,\n  "submission": {\n    "key": "313551157",')
    assert "陳敬中" in text
    assert text.endswith("}\n")


def test_members_keep_the_order_of_the_fields() -> None:
    document = json.loads(REPORT.to_json())

    assert list(document) == [
        "schema", "submission", "sandbox", "environment", "points", "results", "complete",
        "training", "decisions", "format", "document", "arrival", "deductions", "grade",
    ]  # fmt: skip
    assert list(document["results"][0]) == [
        "criterion", "section", "outcome", "earned", "possible", "mistake", "message", "evidence",
        "seconds",
    ]  # fmt: skip


def test_only_passed_earns_and_not_graded_is_no_zero() -> None:
    assert {outcome: outcome.earns(3.0) for outcome in Outcome} == {
        Outcome.PASSED: 3.0,
        Outcome.FAILED: 0.0,
        Outcome.NOT_STARTED: 0.0,
        Outcome.NOT_REACHED: 0.0,
        Outcome.STOPPED: 0.0,
        Outcome.NOT_GRADED: None,
    }


@pytest.mark.parametrize(("outcome", "earned"), [(Outcome.NOT_GRADED, 0.0), (Outcome.FAILED, None)])
def test_a_result_cannot_confuse_withheld_with_zero(outcome: Outcome, earned: float | None) -> None:
    with pytest.raises(ReportError, match=r"predict: earned is None when, and only when"):
        Result("predict", "2B", outcome, earned, 1.0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1 / 3, 0.3333333333),
        (1e-300 / 3, 3.333333333e-301),
        (sys.float_info.max, sys.float_info.max),  # rounded, it would be infinite
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (np.float64(2) / 3, 0.6666666667),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (np.array([np.inf, 0.1]), ["inf", 0.1]),
        (np.bool_(True), True),
        ((1, "two", None, True), [1, "two", None, True]),
        ({"outcome": Outcome.PASSED}, {"outcome": "passed"}),
        ("broken \udc80 name", "broken \\udc80 name"),
    ],
)
def test_facts_become_plain_data(value: object, expected: object) -> None:
    assert plain(value) == expected


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(TypeError, match="a report holds plain data, not a set"):
        plain({"evidence": {1, 2}})


def test_points_are_written_alike_as_whole_numbers_and_as_floats() -> None:
    whole = Result("predict", "2B", Outcome.PASSED, 1, 1)
    broken = Result("predict", "2B", Outcome.PASSED, 1.0, 1.0)

    assert with_result(whole).to_json() == with_result(broken).to_json()


def test_a_decision_stands_beside_the_result_that_it_overrides() -> None:
    found = json.loads(replace(REPORT, decisions=(OVERRIDE,)).to_json())

    assert 0.0 == found["results"][0]["earned"]
    assert [
        {
            "kind": "override",
            "criterion": "backward.sigmoid",
            "points": 3.0,
            "who": "Chen",
            "when": "2027-03-12",
            "why": "right, but for a typing error of ours",
        }
    ] == found["decisions"]


def with_result(result: Result) -> Report:
    return Report({}, {}, {}, {}, (result,), complete=True)


def document(**changes: Any) -> dict[str, Any]:
    return {**json.loads(REPORT.to_json()), **changes}


def result(**changes: Any) -> dict[str, Any]:
    return {"results": [{**json.loads(REPORT.to_json())["results"][0], **changes}]}


def decision(**changes: Any) -> dict[str, Any]:
    return {"decisions": [{**asdict(OVERRIDE), **changes}]}


REFUSALS: list[tuple[Any, str]] = [
    ([], "this is no report: it must be an object, got []"),
    ({}, "this is no report of schema 1; its schema is None"),
    (document(schema=2), "this is no report of schema 1; its schema is 2"),
    (document(schema=True), "this is no report of schema 1; its schema is True"),
    (document(schema="1"), "this is no report of schema 1; its schema is '1'"),
    (document(color="red"), "the report has an unknown member 'color'"),
    ({k: v for k, v in document().items() if k != "points"}, "the report has no 'points'"),
    (document(complete=1), "the report: complete cannot be 1"),
    (document(results={}), "the report: results cannot be {}"),
    (document(results=[7]), "result 1 must be an object, got 7"),
    (document(**result(grade="A")), "result 1 has an unknown member 'grade'"),
    (document(**result(outcome="great")), "result 1: the outcome 'great' is unknown"),
    (document(**result(possible=True)), "result 1: possible cannot be True"),
    (document(**result(earned="0")), "result 1: earned cannot be '0'"),
    (document(**result(evidence=[1])), "result 1: evidence must be a list of objects"),
    (document(decisions=None), "the report: decisions cannot be None"),
    (document(decisions=["more"]), "decision 1 must be an object, got 'more'"),
    (document(**decision(kind="waiver")), "decision 1: the kind 'waiver' is unknown"),
    (document(**decision(points=None)), "decision 1: points cannot be None"),
    (document(decisions=[{"kind": "waive", "about": "late"}]), "decision 1 has no 'who'"),
    (document(format=["late"]), "format must be a list of objects"),
    (document(deductions=[3]), "deduction 1 must be an object, got 3"),
    (document(deductions=[{"kind": "late"}]), "deduction 1 has no 'points'"),
    (
        document(deductions=[asdict(DEDUCTION) | {"reasons": [1]}]),
        "deduction 1: reasons must be a list of texts",
    ),
    (document(**decision(mood="good")), "decision 1 has an unknown member 'mood'"),
    (
        document(**result(earned=None)),
        (
            "backward.sigmoid: earned is None when, and only when, it was not graded; "
            "got None for failed"
        ),
    ),
]


@pytest.mark.parametrize(("content", "expected"), REFUSALS)
def test_what_is_no_report_is_refused(content: object, expected: str) -> None:
    with pytest.raises(ReportError) as caught:
        Report.from_json(json.dumps(content))

    assert str(caught.value) == expected


@pytest.mark.parametrize("text", ["", "{", "NaN", '{"schema": 1, "points": Infinity}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ReportError, match="this is no report: "):
        Report.from_json(text)
