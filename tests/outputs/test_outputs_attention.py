"""A person is asked exactly where a program may not decide, and is told why."""

from collections.abc import Callable

from autograder.outputs import Status, attention, status
from autograder.report import Outcome, Report

MakeReport = Callable[..., Report]


def test_an_ordinary_hand_in_needs_nobody(make_report: MakeReport) -> None:
    assert () == attention(make_report())
    assert status(make_report()) is Status.GRADED


def test_a_wrong_hand_in_needs_nobody_either(make_report: MakeReport) -> None:
    for outcome in (Outcome.FAILED, Outcome.NOT_STARTED, Outcome.NOT_REACHED, Outcome.STOPPED):
        report = make_report(outcome, message="wrong")
        assert () == attention(report)
        assert status(report) is Status.GRADED


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
