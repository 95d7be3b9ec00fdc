"""Rules take off once, with reasons; what is waived or unknown takes off nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import Course, load_course
from autograder.judging import judged
from autograder.late import Late
from autograder.report import Outcome, Override, Report, Result, Ruling
from autograder.rubric import Rubric, load_rubric

RUBRIC, COURSE = load_rubric(), load_course()
DUE = datetime(2027, 3, 25, 15, 59, 59, tzinfo=UTC)
A_DAY = Late("points a day", points_a_day=10, most=30, grace_minutes=15)
CUT_OFF = Late("cut-off")
MARKS = {"who": "Chen", "when": "2027-04-01", "why": "our sheet was unclear"}
Finding = Mapping[str, object]


def finding(rule: str, weight: str = "penalised") -> Finding:
    return {"rule": rule, "weight": weight, "expected": "DL_LAB1", "found": "LAB1"}


def ruling(kind: str, about: str) -> Ruling:
    return Ruling(kind=kind, about=about, **MARKS)


def arrival(late: timedelta | None = None, **facts: object) -> dict[str, object]:
    """Return an arrival this much after the deadline; by default nobody knows when."""
    known: dict[str, object] = {"submitted": None, "due": DUE.isoformat(), "doubts": []}
    if late is None:
        return {**known, "state": "unknown", "seconds_late": None, **facts}
    seconds = max(0, int(late.total_seconds()))
    state = "late" if seconds else "on time"
    submitted = (DUE + late).isoformat()
    return {**known, "submitted": submitted, "state": state, "seconds_late": seconds, **facts}


def report(
    format: Sequence[Finding] = (),  # noqa: A002 — as the report calls it
    came: Mapping[str, object] | None = None,
    outcome: Outcome = Outcome.PASSED,
) -> Report:
    results = tuple(
        Result(c.id, c.section, outcome, outcome.earns(c.points), c.points) for c in RUBRIC.program
    )
    who: dict[str, object] = {"key": "a", "id": "a", "name": None, "source": "a.zip", "notes": []}
    facts: dict[str, Any] = {"format": tuple(format), "arrival": came or {}}
    return Report(who, {}, {}, {}, results, complete=True, **facts)


def by(late: Late) -> Rubric:
    return replace(RUBRIC, late=late)


def penalty(points: float) -> Course:
    return replace(COURSE, handin=replace(COURSE.handin, format_penalty=points))


def points(of: Report) -> float:
    value = of.grade["points"]
    assert isinstance(value, float)
    return value


RULES = ("name-person", "name-prefix", "pdf", "archive")
findings = st.lists(
    st.builds(finding, st.sampled_from(RULES), st.sampled_from(("penalised", "noted"))), max_size=6
)
waivers = st.lists(
    st.builds(ruling, st.just("waive"), st.sampled_from((*RULES, "format", "late"))), max_size=4
)
arrivals: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.just(arrival()),
    st.timedeltas(timedelta(days=-3), timedelta(days=40)).map(arrival),
)
policies = st.sampled_from((Late(), A_DAY, CUT_OFF, Late("points a day", points_a_day=200)))
outcomes = st.sampled_from(tuple(Outcome))


@given(findings, arrivals, policies, waivers, outcomes, st.sampled_from((0.0, 5.0, 500.0)))
def test_each_rule_takes_off_once_with_reasons_and_never_below_nothing(
    found: list[Finding],
    came: dict[str, object],
    late: Late,
    waived: list[Ruling],
    outcome: Outcome,
    cost: float,
) -> None:
    after = judged(report(found, came, outcome), by(late), penalty(cost), waived)
    taken = [deduction.kind for deduction in after.deductions if deduction.points]
    assert len(taken) == len(set(taken))
    assert all(d.reasons and all(d.reasons) for d in after.deductions)
    assert all(d.points == 0 for d in after.deductions if d.waived)
    assert after.grade["deducted"] == sum(d.points for d in after.deductions)
    assert (outcome is Outcome.NOT_GRADED) == (after.grade["points"] is None)
    assert after.grade["points"] is None or points(after) >= 0
    assert after == Report.from_json(after.to_json())


@given(findings, arrivals, policies, waivers, waivers)
def test_a_waiver_never_lowers_a_grade(
    found: list[Finding],
    came: dict[str, object],
    late: Late,
    waived: list[Ruling],
    more: list[Ruling],
) -> None:
    this = report(found, came)
    fewer = points(judged(this, by(late), COURSE, waived))
    assert fewer <= points(judged(this, by(late), COURSE, [*waived, *more]))


@given(st.permutations([finding(rule) for rule in RULES] * 2), waivers)
def test_the_order_of_findings_makes_no_difference(
    found: list[Finding], waived: list[Ruling]
) -> None:
    first = judged(report([finding(rule) for rule in RULES]), RUBRIC, COURSE, waived)
    assert first.deductions == judged(report(found), RUBRIC, COURSE, waived).deductions


@given(policies, st.timedeltas(timedelta(days=-3), timedelta(days=40)), st.integers(-40, 40))
def test_an_extension_never_lowers_a_grade_and_leaves_nothing_when_taken_back(
    late: Late, came: timedelta, days: int
) -> None:
    this = judged(report(came=arrival(came)), by(late), COURSE)
    until = (DUE + timedelta(days=days)).isoformat()
    after = judged(this, by(late), COURSE, [ruling("extend", until)])
    assert points(this) <= points(after)
    assert this == judged(after, by(late), COURSE)


def test_format_errors_cost_the_penalty_once_however_many_there_are() -> None:
    after = judged(report([finding("pdf"), finding("name-person")]), RUBRIC, penalty(5))
    (deduction,) = after.deductions
    assert ("format", 5.0, "") == (deduction.kind, deduction.points, deduction.waived)
    assert (
        "name-person: expected DL_LAB1, found LAB1",
        "pdf: expected DL_LAB1, found LAB1",
    ) == deduction.reasons


def test_what_is_only_noted_takes_nothing_off() -> None:
    assert () == judged(report([finding("pdf", "noted")]), RUBRIC, COURSE).deductions


@pytest.mark.parametrize("about", [("format",), ("pdf", "name-person")])
def test_a_penalty_of_which_all_is_waived_stands_at_no_points(about: tuple[str, ...]) -> None:
    found = report([finding("pdf"), finding("name-person")])
    after = judged(found, RUBRIC, COURSE, [ruling("waive", rule) for rule in about])
    (deduction,) = after.deductions
    assert (0.0, 2) == (deduction.points, len(deduction.reasons))
    assert deduction.waived == "Chen, 2027-04-01: our sheet was unclear"


def test_a_rule_that_is_waived_leaves_the_reasons_and_is_shown_beside() -> None:
    found = report([finding("pdf"), finding("name-person")])
    kept, waived = judged(found, RUBRIC, penalty(5), [ruling("waive", "pdf")]).deductions
    assert (5.0, "") == (kept.points, kept.waived)
    assert ("name-person",) == tuple(reason.split(":")[0] for reason in kept.reasons)
    assert ("pdf",) == tuple(reason.split(":")[0] for reason in waived.reasons)
    assert waived.points == 0.0


@pytest.mark.parametrize(
    ("came", "cost"),
    [
        (timedelta(days=-1), 0),
        (timedelta(minutes=15), 0),
        (timedelta(minutes=15, seconds=1), 10),
        (timedelta(days=1), 10),
        (timedelta(days=1, seconds=1), 20),
        (timedelta(days=30), 30),
    ],
)
def test_each_day_begun_costs_points_up_to_the_most(came: timedelta, cost: float) -> None:
    after = judged(report(came=arrival(came)), by(A_DAY), COURSE)
    assert after.grade["deducted"] == cost
    assert len(after.deductions) == bool(cost)


def test_the_reason_says_how_late_and_by_which_policy() -> None:
    after = judged(report(came=arrival(timedelta(days=1, minutes=61))), by(A_DAY), COURSE)
    (reason,) = after.deductions[0].reasons
    assert reason == (
        "handed in 1 d 1 h 1 min late: 10 points off for each day begun, 30 at most; up to 15 "
        "minutes are no matter"
    )


def test_nothing_is_earned_after_a_cut_off_and_all_of_it_is_shown() -> None:
    after = judged(report(came=arrival(timedelta(seconds=1))), by(CUT_OFF), COURSE)
    assert points(after) == 0.0
    assert after.grade["deducted"] == 65.0  # 55 that the program marks, and 10 extra
    assert "nothing is earned after the deadline" in after.deductions[0].reasons[0]


@pytest.mark.parametrize("late", [A_DAY, CUT_OFF])
@pytest.mark.parametrize("state", ["unknown", "late"])
def test_what_nobody_knows_takes_nothing_off_and_asks_a_person(late: Late, state: str) -> None:
    after = judged(report(came=arrival(state=state)), by(late), COURSE)
    assert () == after.deductions
    said = after.arrival["doubts"]
    assert isinstance(said, list)
    (doubt,) = said
    assert "nobody knows how late it came" in doubt
    assert after == judged(after, by(late), COURSE)  # asked once
    waived = judged(after, by(late), COURSE, [ruling("waive", "late")])
    assert [] == waived.arrival["doubts"]


def test_without_a_policy_nobody_is_asked_about_lateness() -> None:
    came = arrival()
    assert came == judged(report(came=came), RUBRIC, COURSE).arrival


def test_an_extension_moves_the_deadline() -> None:
    until = (DUE + timedelta(days=2)).isoformat()
    after = judged(
        report(came=arrival(timedelta(days=3))), by(A_DAY), COURSE, [ruling("extend", until)]
    )
    assert (until, "late", 86_400) == tuple(
        after.arrival[name] for name in ("due", "state", "seconds_late")
    )
    assert after.grade["deducted"] == 10.0


@pytest.mark.parametrize(("state", "then"), [("on time", "on time"), ("late", "unknown")])
def test_an_extension_of_a_hand_in_without_a_time_decides_nothing(state: str, then: str) -> None:
    until = (DUE + timedelta(days=2)).isoformat()
    came = arrival(state=state)
    after = judged(report(came=came), RUBRIC, COURSE, [ruling("extend", until)])
    assert then == after.arrival["state"]


def test_a_grade_is_provisional_while_anything_is_open() -> None:
    assert judged(report(), RUBRIC, COURSE).grade["provisional"] is True
    everything = [
        Override(criterion=c.id, points=c.points, **MARKS)
        for c in RUBRIC.criteria
        if c.by_person or c.marks == "program proposes"
    ]
    done = judged(report(), RUBRIC, COURSE, everything)
    assert {"points": 110.0, "deducted": 0.0, "provisional": False} == done.grade
    withheld = tuple(
        replace(result, outcome=Outcome.NOT_GRADED, earned=None)
        if result.criterion == "extra.tanh"
        else result
        for result in report().results
    )
    assert not judged(replace(report(), results=withheld), RUBRIC, COURSE, everything).grade[
        "provisional"
    ]  # another activation pays for the section
    left = tuple(result for result in withheld if result.section != "6C")
    after = judged(replace(report(), results=left), RUBRIC, COURSE, everything)
    assert after.grade["provisional"]


def test_points_that_a_person_gives_are_a_grade_where_nothing_was_graded() -> None:
    nothing = report(outcome=Outcome.NOT_GRADED)
    assert judged(nothing, RUBRIC, COURSE).grade["points"] is None
    override = Override(criterion="report.discussion", points=12.0, **MARKS)
    assert points(judged(nothing, RUBRIC, COURSE, [override])) == 12.0
