"""Every planted mistake is caught where it is made, and no right submission is blamed."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from planting import Planted, PlantedError, grade, planted, read, reference

from autograder.report import Outcome, Result
from autograder.rubric import load_rubric

WRONG, RIGHT = planted("wrong"), planted("right")
BLAMED = (Outcome.FAILED, Outcome.STOPPED)
COLUMNS, LINES = 76, 15


@dataclass(frozen=True)
class Graded:
    """A planted submission and its results by criterion."""

    planted: Planted
    results: Mapping[str, Result]

    def having(self, *outcomes: Outcome) -> frozenset[str]:
        """Return the criteria with one of these outcomes."""
        return frozenset(n for n, result in self.results.items() if result.outcome in outcomes)

    def __str__(self) -> str:
        """Return what to read where a test fails."""
        return "\n".join(
            f"{result.criterion}: {result.outcome}\n{result.message}"
            for result in self.results.values()
            if result.outcome not in (Outcome.PASSED, Outcome.NOT_REACHED)
        )


def grade_file(path: Path) -> Graded:
    submission = read(path.read_text(encoding="utf-8"))
    return Graded(submission, {r.criterion: r for r in grade(submission).results})


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[Callable[[Path], Graded]]:
    """Return what came of a planted file; all that this run asks for are graded once."""
    asked = {
        path
        for item in request.session.items
        for path in getattr(getattr(item, "callspec", None), "params", {}).values()
        if isinstance(path, Path) and path in (*WRONG, *RIGHT)
    }
    with ThreadPoolExecutor(2) as pool:
        found: dict[Path, Future[Graded]] = {
            path: pool.submit(grade_file, path) for path in sorted(asked)
        }
        yield lambda path: found[path].result()
        pool.shutdown(cancel_futures=True)


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_a_mistake_is_found_where_it_is_made(path: Path, graded: Callable[[Path], Graded]) -> None:
    found = graded(path)
    blamed, person = found.having(*BLAMED), found.having(Outcome.NOT_GRADED)
    others = {r.outcome for name, r in found.results.items() if name not in blamed | person}

    assert (found.planted.fails, found.planted.person) == (blamed, person), str(found)
    assert {Outcome.PASSED, Outcome.NOT_REACHED} >= others, str(found)
    assert blamed | person, "a wrong submission is caught by something"


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_a_mistake_gets_its_name_and_no_other(path: Path, graded: Callable[[Path], Graded]) -> None:
    found = graded(path)
    names = {name: r.mistake for name, r in found.results.items() if r.mistake}

    assert found.planted.mistake == names, str(found)


@pytest.mark.parametrize("path", RIGHT, ids=named)
def test_no_right_submission_is_blamed(path: Path, graded: Callable[[Path], Graded]) -> None:
    found = graded(path)

    assert {Outcome.PASSED} == {result.outcome for result in found.results.values()}, str(found)


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_a_message_is_short_and_says_how_to_look_again(
    path: Path, graded: Callable[[Path], Graded]
) -> None:
    found = graded(path)
    for name in found.planted.fails | found.planted.person:
        message = found.results[name].message or ""
        lines = message.splitlines()

        assert LINES >= len(lines), message
        assert COLUMNS >= max(map(len, lines)), message
        assert "".join(lines).isprintable()
        assert f"Rerun    {load_rubric()[name].rerun}" == lines[-1].strip()


@pytest.mark.parametrize("path", WRONG, ids=named)
def test_points_are_lost_only_where_a_mistake_is_or_waits(
    path: Path, graded: Callable[[Path], Graded]
) -> None:
    found = graded(path)
    for name, result in found.results.items():
        withheld, right = name in found.planted.person, result.outcome is Outcome.PASSED

        assert (None if withheld else result.possible if right else 0.0) == result.earned


def test_files_of_planted_submissions_are_named_once() -> None:
    names = [path.stem for path in (*WRONG, *RIGHT)]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", RIGHT, ids=named)
def test_a_right_one_says_nothing_of_failing(path: Path) -> None:
    submission = read(path.read_text(encoding="utf-8"))

    assert not submission.fails | submission.person


def test_the_reference_is_read_without_its_marks() -> None:
    files = reference()

    assert "layers.py" in files
    assert not any("SOLUTION" in text for text in files.values())


HEAD = 'title = "T"\nfails = ["backward.sigmoid"]\n'


def patch(old: str, *, file: str = "layers.py", within: str = "") -> str:
    where = f"within = '{within}'\n" if within else ""
    return HEAD + f"[[patch]]\nfile = '{file}'\n{where}old = '{old}'\nnew = ''\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "it changes nothing"),
        (patch("import torch"), "layers.py has 'import torch' 0 times"),
        (patch("import numpy", file="no.py"), "no.py has 'import numpy' 0 times"),
        (patch("self"), "times instead of once"),
        (patch("SPREAD = ", within="Linear"), "Linear in layers.py has 'SPREAD =' 0 times"),
        (patch("self", within="Nobody"), "Nobody in layers.py has 'self' 0 times"),
        (HEAD + "mistake = {data = 'x'}\n[files]\n'a.py' = ''", "data has a mistake and does not"),
        (HEAD + "color = 1\n[files]\n'layers.py' = ''", "color means nothing here"),
        (HEAD.replace("backward", "sideways") + "[files]\n'a.py' = ''", "does not know sideways"),
    ],
)
def test_a_planted_file_that_says_nothing_any_more_is_refused(text: str, said: str) -> None:
    with pytest.raises(PlantedError, match=said):
        read(text)
