"""What to do next, and whose fault it is, are as wide as a terminal, whatever they are about."""

import pytest

from autograder.board import COLUMNS, summary, words
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric
from autograder.score import score

RUBRIC = load_rubric()
IDS = [criterion.id for criterion in RUBRIC.program]
FAULT = "The grader is at fault, not you: pypdf is not installed: python -m pip install pypdf"


def result(identity: str, outcome: Outcome, message: str = "") -> Result:
    criterion = RUBRIC[identity]
    earned = outcome.earns(criterion.points)
    return Result(identity, criterion.section, outcome, earned, criterion.points, None, message)


def report(*results: Result) -> Report:
    points = score(RUBRIC, results).points()
    complete = len(results) == len(IDS)
    return Report({"key": "a"}, {}, {"kit": "0.1.0"}, points, results, complete)


@pytest.mark.parametrize("identity", IDS)
def test_what_to_do_next_is_no_wider_than_a_terminal(identity: str) -> None:
    lines = summary(RUBRIC, report(result(identity, Outcome.FAILED)))
    first = next(i for i, line in enumerate(lines) if line.startswith("Next   mend "))
    last = lines.index(f"       {RUBRIC[identity].rerun}")

    assert " ".join(" ".join(lines[first:last]).split()).startswith(
        f"Next mend {RUBRIC[identity].title}"
    )
    assert max(map(len, lines[first:last])) <= COLUMNS


def test_a_run_that_waits_for_a_person_is_no_wider_either() -> None:
    rest = [result(identity, Outcome.PASSED) for identity in IDS[1:]]
    lines = summary(RUBRIC, report(result(IDS[0], Outcome.NOT_GRADED, FAULT), *rest))

    assert "Next   A person looks at what is not graded" in lines[1]
    assert max(map(len, lines[: lines.index("", 1)])) <= COLUMNS


def test_a_fault_of_the_graders_is_laid_out_like_every_message() -> None:
    lines = words(RUBRIC, result(IDS[0], Outcome.NOT_GRADED, FAULT), hints=False).splitlines()

    assert FAULT == " ".join(line.removeprefix("  ") for line in lines)
    assert all(line.startswith("  ") and len(line) <= COLUMNS for line in lines)


@pytest.mark.parametrize("identity", IDS)
def test_a_hint_stands_in_one_column(identity: str) -> None:
    text = words(RUBRIC, result(identity, Outcome.FAILED, "  It bends wrong."), hints=True)
    message, hint = text.split("\n\n")
    lines = hint.splitlines()

    assert "  It bends wrong." == message
    assert RUBRIC[identity].hint == " ".join(line[9:] for line in lines[:-1])
    assert ["  Hint   ", "  Read   "] == [lines[0][:9], lines[-1][:9]]
    assert {" " * 9} >= {line[:9] for line in lines[1:-1]}
    assert max(map(len, lines)) <= COLUMNS
