"""A class for gradebooks: reports of any outcomes, and what somebody types into formgrader."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.course import load_course
from autograder.judging import judged
from autograder.marking.database import gradebook, place_of
from autograder.marking.marks import Marks
from autograder.report import Outcome, Override, Report, Result, Ruling
from autograder.rubric import Rubric, load_rubric

RUBRIC, COURSE = load_rubric(), load_course()
CHEN, LIN = "313551157", "313551158"
DUE = datetime(2027, 3, 25, 16, 0, tzinfo=UTC)
PEOPLE = [criterion.id for criterion in RUBRIC.people]
FULL = {criterion.id.replace(".", "-"): criterion.points for criterion in RUBRIC.people}


def a_report(
    outcomes: Mapping[str, Outcome] | None = None,
    decisions: Sequence[Override | Ruling] = (),
    *,
    key: str = CHEN,
    name: str = "陳敬中",
    message: str | None = None,
    rubric: Rubric = RUBRIC,
    marks: Marks | None = None,
    late_findings: Sequence[Mapping[str, object]] = (),
    arrival: Mapping[str, object] | None = None,
) -> Report:
    """Return a report on which all is passed but for these outcomes, as grading writes it."""
    said = outcomes or {}
    results = tuple(
        Result(
            c.id,
            c.section,
            outcome := said.get(c.id, Outcome.PASSED),
            outcome.earns(c.points),
            c.points,
            message=None if outcome is Outcome.PASSED else message,
        )
        for c in rubric.program
    )
    who = {"key": key, "id": key, "name": name, "source": "a.zip"}
    report = Report(
        who, {}, {}, {}, results, complete=True,
        format=tuple(late_findings), arrival=arrival or {},
    )  # fmt: skip
    over = (marks or Marks()).over(report, decisions)
    return judged(report, rubric, COURSE, (*decisions, *over))


def override(criterion: str, points: float) -> Override:
    """Return what Chen has decided in decisions.toml."""
    return Override(criterion=criterion, points=points, who="Chen", when="2027-04-01", why="we met")


def total(out: Path, key: str = CHEN) -> tuple[float, float]:
    """Return what nbgrader itself says of a submission: its score, and what comes off."""
    with gradebook(place_of(out)) as book:
        submission = book.find_submission("lab1", key)
        return submission.score, submission.late_submission_penalty


def a_grade(out: Path, cell: str, key: str = CHEN) -> dict[str, Any]:
    """Return a row of a cell with its comments, as nbgrader finds them."""
    with gradebook(place_of(out)) as book:
        found: dict[str, Any] = book.find_grade(cell, "lab1", "lab1", key).to_dict()
        return {**found, **book.find_comment(cell, "lab1", "lab1", key).to_dict()}


def typed(
    out: Path,
    scores: Mapping[str, float | None],
    *,
    key: str = CHEN,
    extra: Mapping[str, float] | None = None,
    comments: Mapping[str, str] | None = None,
    flagged: bool | None = None,
) -> None:
    """Write what formgrader writes when somebody types it, by the same rules."""
    with gradebook(place_of(out)) as book:
        for name in {**scores, **(extra or {})}:
            row = book.find_grade(name, "lab1", "lab1", key)
            row.manual_score = scores.get(name)
            row.extra_credit = (extra or {}).get(name)
            row.needs_manual_grade = row.manual_score is None and row.auto_score is None
        for name, text in (comments or {}).items():
            book.find_comment(name, "lab1", "lab1", key).manual_comment = text
        if flagged is not None:
            book.find_submission_notebook("lab1", "lab1", key).flagged = flagged
        book.db.commit()


def dump(out: Path) -> list[str]:
    """Return every row of the gradebook as text."""
    with closing(sqlite3.connect(place_of(out))) as connection:
        return sorted(connection.iterdump())


def rubric_of(folder: Path, *changes: tuple[str, str]) -> Rubric:
    """Return the rubric with these texts in it replaced."""
    text = Path("autograder/rubric.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "rubric.toml"
    file.write_text(text, encoding="utf-8")
    return load_rubric(file)


def cells_that_count(rubric: Rubric = RUBRIC) -> Iterator[str]:
    """Yield the ids of all criteria of the program that bring points."""
    return (criterion.id for criterion in rubric.program if criterion.points)
