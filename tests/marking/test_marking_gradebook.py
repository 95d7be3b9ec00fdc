"""The gradebook holds what reports say, adds up to their grades, and keeps what people typed."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bookclass import (
    CHEN,
    DUE,
    FULL,
    LIN,
    RUBRIC,
    a_grade,
    a_report,
    cells_that_count,
    dump,
    override,
    rubric_of,
    total,
    typed,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.marking.database import GradebookError, gradebook, place_of
from autograder.marking.gradebook import fill
from autograder.marking.gradecells import grade_cells
from autograder.outputs import Absent
from autograder.report import Outcome, Report

PREFIX = {"rule": "name-prefix", "weight": "penalised", "expected": "DL_LAB1_", "found": "lab1"}
CRITERIA = [criterion.id for criterion in RUBRIC.criteria]


def counted(report: Report) -> float:
    points = report.grade["points"]
    return float(points) if isinstance(points, int | float) else 0.0


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    shutil.copyfile(blank, place_of(folder))
    return folder


@st.composite
def reports(draw: st.DrawFn) -> Report:
    outcomes = draw(st.dictionaries(st.sampled_from(CRITERIA), st.sampled_from(Outcome)))
    decided = draw(st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 4), max_size=6))
    decisions = [
        override(identity, RUBRIC[identity].points * quarters / 4)
        for identity, quarters in decided.items()
    ]
    findings = [PREFIX] * draw(st.integers(0, 1))
    return a_report(outcomes, decisions, late_findings=findings)


@settings(max_examples=60, deadline=None)
@given(report=reports())
def test_the_sum_in_the_gradebook_is_the_reports_grade(shared: Path, report: Report) -> None:
    fill(shared, RUBRIC, [report])

    score, off = total(shared)
    assert counted(report) == pytest.approx(max(0.0, score - off))


def test_maxima_add_up_to_the_rubrics(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])

    with gradebook(place_of(out)) as book:
        assert RUBRIC.required + RUBRIC.extra == book.find_assignment("lab1").max_score


def test_what_the_program_marks_needs_nobody(out: Path) -> None:
    fill(out, RUBRIC, [a_report({"backward.sigmoid": Outcome.FAILED}, message="the slope\nis 1")])

    row = a_grade(out, "backward-sigmoid")
    assert (0.0, 3.0, False) == (row["auto_score"], row["max_score"], row["needs_manual_grade"])
    assert "failed\nthe slope\nis 1" == row["auto_comment"]
    assert a_grade(out, "forward-sigmoid")["auto_comment"] is None


def test_what_a_person_marks_waits_for_one(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])

    row = a_grade(out, "report-discussion")
    assert (None, 15.0, True) == (row["auto_score"], row["max_score"], row["needs_manual_grade"])
    assert "markdown" == row["cell_type"]


def test_what_was_not_graded_waits_for_a_person(out: Path) -> None:
    fill(out, RUBRIC, [a_report({"accuracy.xor": Outcome.NOT_GRADED}, message="our fault")])

    row = a_grade(out, "accuracy-xor")
    assert row["auto_score"] is None
    assert row["needs_manual_grade"]
    assert "our fault" in row["auto_comment"]


def test_a_section_that_any_criterion_pays_is_one_cell(out: Path) -> None:
    lacks = {"extra.adam": Outcome.FAILED, "extra.adagrad": Outcome.NOT_STARTED}
    fill(out, RUBRIC, [a_report(lacks, message="no correction")])

    row = a_grade(out, "section-6A")
    assert (2.0, 2.0) == (row["auto_score"], row["max_score"])
    assert "extra.momentum: passed" in row["auto_comment"]
    assert "extra.adam: failed\nno correction" in row["auto_comment"]


def test_a_decision_counts_and_says_whose_it_is(out: Path) -> None:
    lost = {"accuracy.xor": Outcome.FAILED}
    fill(out, RUBRIC, [a_report(lost, [override("accuracy.xor", 12.5)])])

    row = a_grade(out, "accuracy-xor")
    assert (12.5, None) == (row["auto_score"], row["manual_score"])
    assert "Chen decided 12.5 points on 2027-04-01: we met" in row["auto_comment"]


def test_what_is_taken_off_stands_with_its_reasons(out: Path) -> None:
    fill(out, RUBRIC, [a_report(late_findings=[PREFIX])])

    assert (65.0, 5.0) == total(out)
    with gradebook(place_of(out)) as book:
        said = book.find_comment("deductions", "lab1", "lab1", CHEN).auto_comment
    assert said.startswith("5 off for format: ")


def test_who_is_absent_has_no_submission(out: Path) -> None:
    fill(out, RUBRIC, [a_report()], [Absent(LIN, "林怡君", "no hand-in")])

    with gradebook(place_of(out)) as book:
        assert [CHEN] == [one.student.id for one in book.assignment_submissions("lab1")]
        assert "林怡君" == book.find_student(LIN).last_name


def test_names_and_times_are_nbgraders(out: Path) -> None:
    arrival = {
        "submitted": "2027-03-26T02:04:00+08:00",
        "due": "2027-03-26T03:00:00+08:00",
        "lms": {"email": "chen@example.org"},
    }
    fill(out, RUBRIC, [a_report(arrival=arrival)], due=DUE)

    with gradebook(place_of(out)) as book:
        row = book.find_submission("lab1", CHEN)
        assert ("陳敬中", "", "chen@example.org") == (
            row.student.last_name, row.student.first_name, row.student.email,
        )  # fmt: skip
        assert datetime(2027, 3, 25, 18, 4) == row.timestamp  # noqa: DTZ001 — nbgrader's are bare
        assert timedelta(hours=3) == row.extension
        assert 0 == row.total_seconds_late


def test_a_second_run_changes_no_byte(out: Path) -> None:
    class_ = [a_report(), a_report({"predict": Outcome.NOT_GRADED}, key=LIN)]
    fill(out, RUBRIC, class_, due=DUE)
    before = place_of(out).read_bytes()
    fill(out, RUBRIC, class_, due=DUE)

    assert before == place_of(out).read_bytes()


def test_grading_again_keeps_all_that_was_typed(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(
        out,
        {"report-rates": 5, "accuracy-xor": 20, "forward-loss": None},
        extra={"report-rates": 0.5, "forward-loss": 0.25},
        comments={"report-rates": "both sides", "predict": "see me"},
        flagged=True,
    )
    fill(out, RUBRIC, [a_report({"accuracy.xor": Outcome.NOT_GRADED}, message="slow")])

    row = a_grade(out, "report-rates")
    assert (5, 0.5, "both sides") == (
        row["manual_score"], row["extra_credit"], row["manual_comment"],
    )  # fmt: skip
    assert "see me" == a_grade(out, "predict")["manual_comment"]
    assert 0.25 == a_grade(out, "forward-loss")["extra_credit"]
    row = a_grade(out, "accuracy-xor")
    assert (None, 20, False) == (row["auto_score"], row["manual_score"], row["needs_manual_grade"])
    with gradebook(place_of(out)) as book:
        assert book.find_submission_notebook("lab1", "lab1", CHEN).flagged


def test_a_new_criterion_gets_rows_for_those_who_are_there(out: Path, tmp_path: Path) -> None:
    fewer = rubric_of(tmp_path, ('id = "optional.cross_entropy"', 'id = "optional.bce"'))
    fill(out, fewer, [a_report(rubric=fewer)])
    typed(out, FULL)
    fill(out, RUBRIC, [a_report()])

    assert 0.0 == a_grade(out, "optional-cross_entropy")["auto_score"]
    assert 110.0 == total(out)[0]
    assert not any("optional-bce" in row for row in dump(out))


def test_a_changed_maximum_is_the_new_one(out: Path, tmp_path: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    other = rubric_of(
        tmp_path,
        ('title = "Forward · loss"\npoints = 0.5', 'title = "Forward · loss"\npoints = 0.25'),
        ('title = "Backward · loss"\npoints = 0.5', 'title = "Backward · loss"\npoints = 0.75'),
    )
    fill(out, other, [a_report(rubric=other)])

    assert 0.75 == a_grade(out, "backward-loss")["max_score"]


@pytest.mark.parametrize("what", ["score", "extra", "comment"])
def test_a_cell_with_marks_is_never_removed(out: Path, tmp_path: Path, what: str) -> None:
    fill(out, RUBRIC, [a_report()])
    cell = "optional-cross_entropy"
    typed(
        out,
        {cell: 0} if what == "score" else {},
        extra={cell: 0.5} if what == "extra" else {},
        comments={cell: "neat"} if what == "comment" else {},
    )
    before = place_of(out).read_bytes()
    fewer = rubric_of(tmp_path, ('id = "optional.cross_entropy"', 'id = "optional.bce"'))

    with pytest.raises(GradebookError, match="1 marks or comments hang on optional-cross_entropy"):
        fill(out, fewer, [a_report(rubric=fewer)])
    assert before == place_of(out).read_bytes()


def test_a_gradebook_is_made_without_alembic_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    fill(tmp_path, RUBRIC, [a_report()])

    assert os.fspath(tmp_path) == os.environ["PATH"]
    with closing(sqlite3.connect(place_of(tmp_path))) as book:
        assert 1 == book.execute("SELECT count(*) FROM alembic_version").fetchone()[0]


def test_a_gradebook_that_cannot_be_made_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.marking.gradebook.penalty", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fill(tmp_path, RUBRIC, [a_report()])
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"no database at all, " * 99])
def test_what_is_no_gradebook_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    place_of(tmp_path).write_bytes(content)

    with pytest.raises(GradebookError, match="move it away, and grade makes a new one"):
        fill(tmp_path, RUBRIC, [a_report()])
    assert content == place_of(tmp_path).read_bytes()


def test_a_gradebook_that_somebody_writes_to_is_refused(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    with closing(sqlite3.connect(place_of(out))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(GradebookError, match=r"is locked.*; stop formgrader, and run again"):
            fill(out, RUBRIC, [a_report({"predict": Outcome.FAILED})])


def test_hostile_names_and_messages_cannot_act(out: Path) -> None:
    report = a_report({"predict": Outcome.FAILED}, name="a\x1b[2Jb", message="x\u202ey\x00")
    fill(out, RUBRIC, [report])

    assert "failed\nx\\u202Ey\\u0000" == a_grade(out, "predict")["auto_comment"]
    with gradebook(place_of(out)) as book:
        assert "a\\u001B[2Jb" == book.find_student(CHEN).last_name


def test_each_criterion_has_its_place_in_one_cell() -> None:
    named = [identity for cell in grade_cells(RUBRIC) for identity in cell.criteria]

    assert sorted(CRITERIA) == sorted(named)
    assert set(cells_that_count()) <= set(named)
