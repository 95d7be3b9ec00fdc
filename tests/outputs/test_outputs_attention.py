"""A person is asked exactly where a program may not decide, and is told why."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from richreport import ARRIVAL, MISSING, paper, rich

from autograder.outputs import Status, attention, status
from autograder.report import Outcome, Override, Report, Ruling
from autograder.rubric import Rubric
from autograder.score import score

MakeReport = Callable[..., Report]


def test_an_ordinary_hand_in_needs_nobody(make_report: MakeReport) -> None:
    assert () == attention(make_report())
    assert status(make_report()) is Status.GRADED


def test_a_wrong_hand_in_needs_nobody_either(make_report: MakeReport) -> None:
    for outcome in (Outcome.FAILED, Outcome.NOT_STARTED, Outcome.NOT_REACHED, Outcome.STOPPED):
        report = make_report(outcome, message="wrong")
        assert () == attention(report)
        assert status(report) is Status.GRADED


def test_what_would_act_in_a_document_is_told_before_anybody_opens_it(
    make_report: MakeReport,
) -> None:
    acting = make_report(also={"document": paper(acts=["link", "javascript", "files"], claims=[])})
    linked = make_report(also={"document": paper(acts=["link", "<b>"], claims=[])})
    unread = paper(acts=["unsearched"], claims=[], readable=False, why="it is encrypted")

    assert any("JavaScript, files inside it" in reason for reason in attention(acting))
    assert not any("nothing of that runs" in reason for reason in attention(linked))
    assert 1 == len(attention(make_report(also={"document": unread})))


def test_a_hand_in_that_was_not_graded_has_one_reason(make_report: MakeReport) -> None:
    report = make_report(Outcome.NOT_GRADED, message="this is no zip archive")
    assert ("this is no zip archive",) == attention(report)
    assert status(report) is Status.NOT_GRADED


def test_a_criterion_that_was_not_graded_is_named(make_report: MakeReport) -> None:
    said = "Your network holds a layer\nthat nobody can look into.\n\n    more\n\nRerun    it"
    outcomes = dict.fromkeys(("accuracy.linear", "accuracy.xor"), Outcome.NOT_GRADED)
    report = make_report(outcomes, message=said)
    reason = "accuracy.linear, accuracy.xor: Your network holds a layer that nobody can look into."
    assert (reason,) == attention(report)
    assert status(report) is Status.PARTLY


def test_a_report_that_did_not_come_to_its_end_says_so(make_report: MakeReport) -> None:
    report = make_report(complete=False)
    assert ("the grading did not come to its end",) == attention(report)
    assert status(report) is Status.PARTLY


def test_a_hand_in_without_an_id_is_nobodys_until_a_person_says(make_report: MakeReport) -> None:
    assert ("its name has no student id: say whose it is",) == attention(make_report(id=None))


def test_two_with_one_id_name_each_other(make_report: MakeReport) -> None:
    (reason,) = attention(make_report(same_id=["other-1a2b3c4d"]))
    assert reason == "the same student id as other-1a2b3c4d: say which one counts"


def came(report: Report, **changes: object) -> Report:
    return rich(report, document={}, decisions=(), arrival=ARRIVAL | changes)


def test_points_off_and_lateness_by_themselves_need_nobody(make_report: MakeReport) -> None:
    assert () == attention(came(make_report()))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"submitted": None, "seconds_late": None}, "nothing says when it came"),
        ({"by": "the file"}, "its time is that of the file"),
        ({"by": ""}, "its time cannot be relied on"),
    ],
)
def test_lateness_that_nobody_knows_is_asked_about(
    make_report: MakeReport, changes: Mapping[str, object], why: str
) -> None:
    report = came(make_report(), state="unknown", **changes)
    assert (f"lateness unknown: {why}; say whether it came in time",) == attention(report)
    waived = Ruling(kind="waive", about="late", who="Lin", when="2027-03-12", why="an outage")
    assert () == attention(replace(report, decisions=(waived,)))


def test_doubts_are_told_until_somebody_says_whose_it_is(make_report: MakeReport) -> None:
    report = came(make_report(id=None), doubts=["the zip names 1, and the LMS 2"])
    asked = ("its name has no student id: say whose it is", "the zip names 1, and the LMS 2")
    assert asked == attention(report)
    said = Ruling(kind="identify", about="1", who="Lin", when="2027-03-12", why="she called")
    assert () == attention(replace(report, decisions=(said,)))


def test_a_document_that_cannot_be_read_is_a_persons(make_report: MakeReport) -> None:
    unreadable = paper(readable=False, why="its text layer is not legible")
    report = make_report(also={"document": unreadable})
    why = "its document cannot be read by a program: its text layer is not legible"
    assert (why,) == attention(report)


def test_proposed_zeros_are_asked_about_until_their_points_are_given(
    rubric: Rubric, make_report: MakeReport
) -> None:
    report = make_report(also={"document": paper(claims=[])})
    named = ", ".join(MISSING)
    said = f"not found in its document: {named}; confirm the 0 points proposed"
    assert (said,) == attention(report)
    given = tuple(
        Override(criterion=c, points=0.0, who="Lin", when="2027-03-12", why="not there")
        for c in ("report.discussion", "report.rates")
    )
    points = score(rubric, report.results, given).points()
    assert () == attention(replace(report, decisions=given, points=points))
