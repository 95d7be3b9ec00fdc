"""What a mark says of a report: points that count, why they may change, and nothing that acts."""

from collections.abc import Callable
from dataclasses import replace

from autograder.lms.comment import stated
from autograder.outputs.marks import mark_of
from autograder.report import Deduction, Outcome, Override, Report, Ruling
from autograder.rubric import Rubric

MakeReport = Callable[..., Report]

LMS = {"kind": "moodle", "ref": "101", "name": "Chen", "login": "chen", "email": "c@example.org"}


def graded(report: Report, points: float | None, *, provisional: bool = True) -> Report:
    grade = {"points": points, "deducted": 0.0, "provisional": provisional}
    return replace(report, grade=grade, arrival={"lms": LMS})


def test_the_points_that_count_are_the_grades(rubric: Rubric, make_report: MakeReport) -> None:
    mark = mark_of(rubric, graded(make_report(), 41.5))

    assert (41.5, 100.0, True) == (mark.points, mark.possible, mark.provisional)
    assert 41.5 == stated(mark.comment)


def test_a_report_without_a_grade_says_what_was_earned(
    rubric: Rubric, make_report: MakeReport
) -> None:
    off = Deduction(kind="late", points=5.0, reasons=("a day late",))
    mark = mark_of(rubric, replace(make_report(), deductions=(off,)))

    assert 60.0 == mark.points  # 40 decided, 15 proposed and 10 extra, less 5
    assert mark.provisional


def test_nothing_graded_is_no_zero(rubric: Rubric, make_report: MakeReport) -> None:
    mark = mark_of(rubric, make_report(Outcome.NOT_GRADED, message="this is no zip"))

    assert mark.points is None
    assert mark.comment.startswith("Not graded, and no points are lost by that")
    assert "Reason: this is no zip." in mark.comment


def test_a_student_reads_nothing_of_others(rubric: Rubric, make_report: MakeReport) -> None:
    report = make_report(
        Outcome.NOT_GRADED, message="this is no zip", id=None, same_id=["313551158-b"]
    )
    comment = mark_of(rubric, report).comment

    assert "313551158" not in comment
    assert "say whose it is" not in comment


def test_the_comment_says_what_is_open_and_what_was_taken_off(
    rubric: Rubric, make_report: MakeReport
) -> None:
    off = Deduction(kind="format", points=5.0, reasons=("the prefix is DLP_LAB1",))
    waived = Deduction(
        kind="late", points=0.0, reasons=("a day late",), waived="Chen, 2027-04-01: ill"
    )
    lines = mark_of(
        rubric, replace(graded(make_report(), 60), deductions=(off, waived))
    ).comment.splitlines()

    assert lines == [
        "From the autograder: 60 of 100 points so far, provisional.",
        "Of that the program only proposes 15 points; a person confirms it.",
        "A person still marks 45 points.",
        "5 points off (format): the prefix is DLP_LAB1.",
        "Waived (late: a day late): Chen, 2027-04-01: ill.",
        "All findings are on the feedback page.",
    ]


def test_decisions_are_told(rubric: Rubric, make_report: MakeReport) -> None:
    said = Override(
        criterion="imports", points=1.0, who="Chen", when="2027-04-01", why="it was ours"
    )
    mark = mark_of(rubric, replace(graded(make_report(), 60), decisions=(said,)))

    assert "A person decided imports: 1 point, it was ours." in mark.comment


def test_who_it_is_comes_from_the_platform_and_from_people(
    rubric: Rubric, make_report: MakeReport
) -> None:
    report = graded(make_report(), 60)
    said = Ruling(kind="identify", about="313551157", who="Chen", when="2027-04-01", why="asked")

    assert {"moodle": "101"} == mark_of(rubric, report).refs
    assert not mark_of(rubric, report).identified
    assert mark_of(rubric, replace(report, decisions=(said,))).identified


def test_a_hostile_reason_stays_on_its_line(rubric: Rubric, make_report: MakeReport) -> None:
    off = Deduction(kind="format", points=5.0, reasons=("=1+1\n\x00\u202eabc",))
    mark = mark_of(rubric, replace(graded(make_report(), 60), deductions=(off,)))

    assert "5 points off (format): =1+1\\u000A\\u0000\\u202Eabc." in mark.comment.splitlines()


def test_a_number_in_doubt_does_not_go_back(rubric: Rubric, make_report: MakeReport) -> None:
    report = graded(make_report(), 41.5)
    doubtful = replace(report, arrival={"lms": LMS | {"doubtful": True}})

    assert {"moodle": "101"} == mark_of(rubric, report).refs
    assert {} == mark_of(rubric, doubtful).refs
