"""Measure how long a class takes into nbgrader's gradebook, and its marks back out of it.

    python benchmarks/gradebook.py [--students 300]

Reports are drawn at random; every mark that a person gives is typed in between.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from autograder.course import load_course  # noqa: E402 — the kit is run from its checkout
from autograder.judging import judged  # noqa: E402
from autograder.marking.collect import collect  # noqa: E402
from autograder.marking.database import api, gradebook, place_of  # noqa: E402
from autograder.marking.gradebook import fill  # noqa: E402
from autograder.marking.marks import Marks  # noqa: E402
from autograder.report import Outcome, Report, Result  # noqa: E402
from autograder.rubric import load_rubric  # noqa: E402

RUBRIC, COURSE = load_rubric(), load_course()


def main() -> None:
    """Import, make, fill, fill again, type, collect, and print what each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=300)
    students = parser.parse_args().students
    draw = random.Random(0)  # noqa: S311 — the same class every time
    class_ = [report(313_550_000 + n, draw) for n in range(students)]
    today = datetime.now(UTC).date()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        timed("import nbgrader", api)
        timed("make an empty gradebook", lambda: empty(out))
        timed(f"fill it with {students} students", lambda: fill(out, RUBRIC, class_))
        timed("fill it again, nothing new", lambda: fill(out, RUBRIC, class_))
        timed("type every mark of a person", lambda: typed(out))
        timed("collect them", lambda: collect(out, RUBRIC, class_, Marks(), today))
        print(f"{place_of(out).stat().st_size / 1e6:28.1f} MB on the disk")


def report(key: int, draw: random.Random) -> Report:
    """Return a report on which each criterion ended somehow."""
    results = []
    for criterion in RUBRIC.program:
        outcome = draw.choice(list(Outcome))
        earned = outcome.earns(criterion.points)
        told = None if outcome is Outcome.PASSED else "What was found, in some words. " * 8
        results.append(
            Result(criterion.id, criterion.section, outcome, earned, criterion.points, message=told)
        )
    who = {"key": str(key), "id": str(key), "name": "陳敬中", "source": "a.zip"}
    return judged(Report(who, {}, {}, {}, tuple(results), complete=True), RUBRIC, COURSE)


def empty(out: Path) -> None:
    """Make a gradebook of nobody."""
    with gradebook(place_of(out)):
        pass


def typed(out: Path) -> None:
    """Write a mark wherever a person has to give one."""
    with gradebook(place_of(out)) as book:
        for grade in book.db.query(api().Grade).filter(api().Grade.needs_manual_grade):
            grade.manual_score, grade.needs_manual_grade = 0.0, False
        book.db.commit()


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it and print the seconds."""
    start = time.perf_counter()
    work()
    print(f"{what:36}{time.perf_counter() - start:7.2f} s")


if __name__ == "__main__":
    main()
