"""The course file has the rules of the term, and nonsense in it is refused with its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.course import CourseError, load_course

BESIDE = Path(__file__).parents[1] / "autograder" / "course.toml"
TEXT = BESIDE.read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert TEXT.count(f"\n{old}") == 1
    file = folder / "course.toml"
    file.write_text(TEXT.replace(f"\n{old}", f"\n{new}"), encoding="utf-8")
    return file


def line_of(old: str) -> int:
    return TEXT[: TEXT.index(f"\n{old}") + 1].count("\n") + 1


def test_the_course_in_the_kit_has_the_rules_of_the_sheet() -> None:
    course = load_course()

    assert (course.handin.prefix, course.handin.format_penalty) == ("DL_LAB1", 5)
    assert course.accuracy.threshold == 0.9
    assert len(course.accuracy.seeds) == course.accuracy.tries == 5
    assert "numpy" in course.imports.allowed
    assert not set(course.imports.allowed) & set(course.imports.harmless)


def test_every_key_has_a_comment_above_it() -> None:
    lines = TEXT.splitlines()
    keys = [n for n, line in enumerate(lines) if " = " in line and not line.startswith("#")]

    assert len(keys) == 48
    assert all(lines[n - 1].startswith("#") for n in keys if lines[n] != 'term = "Spring 2027"')


def test_nobody_is_late_without_a_deadline() -> None:
    assert load_course().handin.deadline is None


def test_a_deadline_is_one_moment_everywhere(tmp_path: Path) -> None:
    line = 'deadline = "2027-03-25T23:59:59+08:00"'
    course = load_course(changed(tmp_path, f"# {line}", line))

    assert course.handin.deadline == datetime(2027, 3, 25, 15, 59, 59, tzinfo=UTC)


REFUSALS = [
    ('prefix = "DL_LAB1"', "prefix = 1",
     "[handin] prefix must be a text, got 1",
     'write prefix = "…"'),
    ("# deadline", 'deadline = "2027-03-25 23:59"\n#',
     '[handin] deadline must be a date and time with its zone, got "2027-03-25 23:59"',
     'write deadline = "2027-03-25T23:59:00+08:00"'),
    ("# deadline", 'deadline = "soon"\n#',
     '[handin] deadline must be a date and time with its zone, got "soon"',
     'write deadline = "2027-03-25T23:59:00+08:00"'),
    ("# deadline", "deadline = 2027-03-25T23:59:00\n#",
     '[handin] deadline must be a date and time with its zone, got "2027-03-25 23:59:00"',
     'write deadline = "2027-03-25T23:59:00+08:00"'),
    ("id_pattern", "id_pattern = '[0-9'\n#",
     "[handin] id_pattern is no regular expression (unterminated character set)",
     "write one such as '[0-9]{9}'"),
    ("format_penalty = 5", "format_penalty = -5",
     "[handin] format_penalty must not be negative",
     "write the points it takes away, or 0"),
    ("entries = 2000", "entries = 2000.5",
     "[handin] entries must be a whole number, got 2000.5",
     "write entries = 5"),
    ("file_mb = 32", "file_mb = 0",
     "[handin] file_mb must be more than 0, got 0",
     "write what the hand-ins of most students need"),
    ("call_seconds = 10", "call_seconds = inf",
     "[limits] call_seconds must be a number, got inf",
     "write call_seconds = 1.5"),
    ("call_seconds = 10", "calls_seconds = 10",
     "[limits] calls_seconds is unknown here",
     "write call_seconds"),
    ("threshold = 0.90", "threshold = 90",
     "[accuracy] threshold is a share, at most 1, got 90",
     "write 0.90 for 90 %"),
    ("seeds = [0, 1, 2, 3, 4]", "seeds = [0, 1, 2, 3]",
     "[accuracy] seeds has 4 seeds for 5 tries",
     "add seeds, or lower tries"),
    ("seeds = [0, 1, 2, 3, 4]", "seeds = [0, 1, 2, 3, 3]",
     "[accuracy] seeds must be 0 or more, and all different",
     "write seeds = [0, 1, 2, 3, 4]"),
    ("seeds = [0, 1, 2, 3, 4]", "seeds = [-1, 1, 2, 3, 4]",
     "[accuracy] seeds must be 0 or more, and all different",
     "write seeds = [0, 1, 2, 3, 4]"),
    ("seeds = [0, 1, 2, 3, 4]", "seeds = [0, true]",
     "[accuracy] seeds must be a list of whole numbers, got [0, true]",
     "write seeds = [0, 1, 2]"),
    ("[imports]", "[import]",
     "[import] import is unknown here",
     "write imports"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "what", "fix"), REFUSALS)
def test_nonsense_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, what: str, fix: str
) -> None:
    file = changed(tmp_path, old, new)

    with pytest.raises(CourseError) as caught:
        load_course(file)

    assert str(caught.value) == f"{file.as_posix()}:{line_of(old)}: {what}; {fix}"


def test_a_key_that_is_missing_is_refused_at_its_table(tmp_path: Path) -> None:
    file = changed(tmp_path, "tries = 5", "")

    with pytest.raises(CourseError) as caught:
        load_course(file)

    what = "[accuracy] tries is missing; add tries = 5"
    assert str(caught.value) == f"{file.as_posix()}:{line_of('[accuracy]')}: {what}"


def test_a_table_that_is_missing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "course.toml"
    file.write_text(TEXT.partition("[imports]")[0], encoding="utf-8")

    with pytest.raises(CourseError, match=r":1: imports is missing; add \[imports\]"):
        load_course(file)
