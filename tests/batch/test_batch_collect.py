"""The way of a mark: typed into formgrader, collected, and part of every result from then on."""

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.books import gradebook_line
from autograder.commands import main
from autograder.marking.database import gradebook, place_of
from autograder.marking.marks import WHO
from autograder.rubric import load_rubric

CHEN, LIN = "313551157", "313551158"
FULL = {c.id.replace(".", "-"): c.points for c in load_rubric().people}
DECIDED = """\
[[override]]
student = "313551157"
criterion = "report.rates"
points = 6.5
who = "Lin"
when = 2027-04-01
why = "she showed me the figure"
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = place_of(tmp_path_factory.mktemp("blank"))
    with gradebook(path):
        pass
    return path


class Course:
    """Two students, graded at once, and what is said about it."""

    def __init__(self, folder: Path, read: Callable[[], Any]) -> None:
        self.handins, self.out, self.read = folder / "handins", folder / "out", read
        self.handins.mkdir()
        self.out.mkdir()
        for student, name in ((CHEN, "陳敬中"), (LIN, "林怡君")):
            with zipfile.ZipFile(self.handins / f"DL_LAB1_{student}_{name}.zip", "w") as archive:
                archive.writestr("a.txt", student)

    def run(self, *arguments: str | Path, expected: int = 0) -> tuple[str, str]:
        """Run a command and return what it prints, and what it complains about."""
        assert expected == main([str(argument) for argument in arguments])
        printed, complaints = self.read()
        return printed, complaints

    def grade(self, *options: str | Path) -> tuple[str, str]:
        """Grade the class."""
        return self.run("grade", self.handins, "--out", self.out, *options)

    def collect(self, expected: int = 0) -> tuple[str, str]:
        """Read the marks back."""
        return self.run("collect", self.out, expected=expected)

    def typed(self, scores: Mapping[str, float | None], key: str = CHEN) -> None:
        """Write marks into the gradebook, as formgrader does."""
        with gradebook(place_of(self.out)) as book:
            for name, score in scores.items():
                row = book.find_grade(name, "lab1", "lab1", key)
                row.manual_score = score
                row.needs_manual_grade = score is None and row.auto_score is None
            book.db.commit()

    def report(self, key: str = CHEN) -> dict[str, Any]:
        """Return a report."""
        text = (self.out / "results" / f"{key}.json").read_text(encoding="utf-8")
        found = json.loads(text)
        assert isinstance(found, dict)
        return found

    def rows(self) -> dict[str, dict[str, str]]:
        """Return the rows of grades.csv by ids."""
        text = (self.out / "grades.csv").read_bytes().decode("utf-8-sig")
        return {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}

    def files(self) -> dict[str, bytes]:
        """Return all that results are written to."""
        found = [p for p in self.out.rglob("*") if p.is_file() and p.suffix in (".json", ".csv")]
        return {str(path): path.read_bytes() for path in found}


@pytest.fixture
def course(
    tmp_path: Path,
    pretend: object,
    blank: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Course:
    assert pretend
    monkeypatch.setattr("autograder.batch.round.gradebook_line", gradebook_line)
    made = Course(tmp_path, capsys.readouterr)
    shutil.copyfile(blank, place_of(made.out))
    return made


def test_where_everything_lies_is_told_in_one_column(course: Course) -> None:
    printed, _ = course.grade()
    begins = {line.find(str(course.out)) for line in printed.splitlines()}

    assert {-1, len("Gradebook ")} == begins


def test_a_grade_is_final_when_all_is_marked(course: Course) -> None:
    printed, _ = course.grade()
    assert f"Gradebook {place_of(course.out)}" in printed
    course.typed({**FULL, "report-rates": 5})
    printed, complaints = course.collect()

    assert "6 marks of 1 hand-in collected; 1 of 2 grades final." in printed
    assert f"Not marked in {LIN}: report.introduction, report.results" in printed
    assert "" == complaints
    assert {"points": 108.0, "deducted": 0.0, "provisional": False} == course.report()["grade"]
    assert ("108", "", "5") == tuple(
        course.rows()[CHEN][name] for name in ("grade", "provisional", "report.rates")
    )
    page = (course.out / "feedback" / f"{CHEN}.html").read_text(encoding="utf-8")
    assert "marked in formgrader" in page


def test_every_later_run_keeps_what_was_collected(course: Course) -> None:
    course.grade()
    course.typed(FULL)
    course.collect()
    before = course.files()
    course.grade()

    assert before == course.files()
    course.grade("--regrade", "all")
    assert {WHO} == {decision["who"] for decision in course.report()["decisions"]}


def test_collecting_twice_changes_nothing(course: Course) -> None:
    course.grade()
    course.typed(FULL)
    course.collect()
    before = course.files() | {"book": place_of(course.out).read_bytes()}
    course.collect()

    assert before == course.files() | {"book": place_of(course.out).read_bytes()}


def test_a_mark_that_is_taken_back_is_gone(course: Course) -> None:
    course.grade()
    before = course.files()
    course.typed({"report-rates": 5})
    course.collect()
    course.typed({"report-rates": None})
    course.collect()

    marks = str(course.out / "marks.json")
    assert {**before, marks: course.files()[marks]} == course.files()


def test_one_mark_that_cannot_be_meant_keeps_all_from_being_written(course: Course) -> None:
    course.grade()
    course.typed({"report-rates": 70, "report-weights": -1, "report-results": 5})
    before = course.files()
    printed, complaints = course.collect(expected=2)

    assert "" == printed
    assert before == course.files()
    place = f"{CHEN}, Report · learning rate too large or too small (report.rates)"
    assert f"{place}: 70 is no number from 0 to 7; correct it in formgrader" in complaints
    assert 2 == len(complaints.splitlines())


def test_decisions_go_before_marks_and_both_commands_say_so(course: Course) -> None:
    course.grade()
    course.typed({"report-rates": 5})
    (course.out / "decisions.toml").write_text(DECIDED, encoding="utf-8")
    line = f"{CHEN}, report.rates: decisions.toml says 6.5 and formgrader 5; decisions.toml counts"

    assert line in course.collect()[0]
    assert "6.5" == course.rows()[CHEN]["report.rates"]
    assert line in course.grade()[0]


def test_decisions_named_elsewhere_still_count_when_marks_are_collected(course: Course) -> None:
    file = course.handins.parent / "decided.toml"
    file.write_text(DECIDED, encoding="utf-8")
    course.grade("--decisions", file)
    course.collect()

    assert "6.5" == course.rows()[CHEN]["report.rates"]


def test_a_result_that_somebody_else_wrote_is_not_marked_over(course: Course) -> None:
    course.grade()
    (course.out / "results" / f"{LIN}.json").write_text("{}", encoding="utf-8")
    _, complaints = course.collect(expected=2)

    assert complaints.endswith(f"{LIN}.json is not as it was written; grade the class once more\n")


@pytest.mark.parametrize(("text", "says"), [("{", "is damaged"), (None, "cannot be read")])
def test_without_what_the_round_knew_nothing_is_collected(
    course: Course, text: str | None, says: str
) -> None:
    course.grade()
    path = course.out / "round.json"
    path.unlink()
    if text:
        path.write_text(text, encoding="utf-8")
    _, complaints = course.collect(expected=2)

    assert says in complaints
    assert 1 == len(complaints.splitlines())


def test_damaged_marks_stop_a_grading_and_collecting_mends_them(course: Course) -> None:
    course.grade()
    course.typed({"report-rates": 5})
    course.collect()
    (course.out / "marks.json").write_text("{", encoding="utf-8")
    _, complaints = course.run("grade", course.handins, "--out", course.out, expected=2)
    assert "marks.json is damaged" in complaints

    course.collect()
    course.grade()
    assert "5" == course.rows()[CHEN]["report.rates"]


def test_without_nbgrader_the_grading_is_whole(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("books", "collected"):
        monkeypatch.setattr(f"autograder.batch.{module}.installed", lambda: False)
    printed, complaints = course.grade()

    assert "No gradebook: nbgrader is missing; get it: pip install" in printed
    assert "" == complaints
    assert {CHEN, LIN} == set(course.rows())
    assert "marks cannot be collected without nbgrader" in course.collect(expected=2)[1]


def test_the_gradebook_can_be_left_alone(course: Course) -> None:
    place_of(course.out).unlink()
    printed, _ = course.grade("--no-gradebook")

    assert "Gradebook" not in printed
    assert not place_of(course.out).exists()
    assert "is not there; grade the class" in course.collect(expected=2)[1]


def test_a_gradebook_that_is_none_costs_nobody_a_grade(course: Course) -> None:
    place_of(course.out).write_bytes(b"x" * 4096)
    printed, _ = course.grade()

    assert "move it away, and grade makes a new one" in printed
    assert {CHEN, LIN} == set(course.rows())


def test_students_rows_are_those_of_the_class(course: Course) -> None:
    course.grade()

    with closing(sqlite3.connect(place_of(course.out))) as book:
        found = book.execute("SELECT student_id FROM submitted_assignment ORDER BY 1").fetchall()
    assert [(CHEN,), (LIN,)] == found
