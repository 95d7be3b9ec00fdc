"""The student's package is the reference's released modules, stripped, and nothing else."""

import re
from pathlib import Path

import pytest

from autograder.release import (
    RELEASED,
    MarkerError,
    ReleaseError,
    check_markers,
    leaks,
    read_sources,
)
from autograder.release.draft import draft_of
from autograder.release.folder import describe
from autograder.release.student import make_module

pytestmark = pytest.mark.filterwarnings("error")

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "solution"
needs_reference = pytest.mark.skipif(
    not (REFERENCE / "layers.py").exists(), reason="there is no reference beside the tests"
)
STUB = re.compile(r'^ +raise NotImplementedError\("TODO\((.*)\)"\)$', re.MULTILINE)
MODULES = ("__init__.py", "layers.py")
GIVEN = '"""A network of layers.\n\nRun it with -m and the name of this package.\n"""\n'
LAYERS = '''\
"""Weigh and add."""


class Linear:
    def forward(self, x):
        # x: (batch, inputs) -> (batch, outputs)
        ### BEGIN SOLUTION: forward.linear
        self.x = x  # the solution keeps what backward needs
        return x @ self.weight + self.bias
        ### END SOLUTION
'''


@pytest.fixture
def solution(tmp_path: Path) -> Path:
    folder = tmp_path / "solution"
    (folder / "experiments").mkdir(parents=True)
    (folder / "__init__.py").write_text(GIVEN)
    (folder / "layers.py").write_text(LAYERS)
    (folder / "lab1.py").write_text("# the sheet\n")
    (folder / "scratch.py").write_text("answer = 42\n")
    (folder / "experiments" / "sweep.py").write_text("answer = 42\n")
    return folder


def make(solution: Path, known: set[str] | None = None) -> dict[str, bytes]:
    sources = read_sources(solution, released=MODULES)
    return {name: make_module(solution / name, text, known=known) for name, text in sources.items()}


def test_only_listed_modules_are_read(solution: Path) -> None:
    assert {"__init__.py", "layers.py"} == read_sources(solution, released=MODULES).keys()


def test_a_module_with_tasks_says_what_to_do_first(solution: Path) -> None:
    expected = '''\
# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.linear
"""Weigh and add."""


class Linear:
    def forward(self, x):
        # x: (batch, inputs) -> (batch, outputs)
        raise NotImplementedError("TODO(forward.linear)")
'''

    assert expected == make(solution)["layers.py"].decode()


def test_a_given_module_is_copied_under_a_first_line(solution: Path) -> None:
    first, rest = make(solution)["__init__.py"].decode().split("\n", 1)

    assert first == "# Given: nothing to do here, but yours to read."
    assert rest == GIVEN


def test_the_same_reference_gives_the_same_bytes(solution: Path) -> None:
    assert make(solution) == make(solution)


def test_line_ends_and_a_mark_at_the_start_do_not_count(solution: Path) -> None:
    plain = make(solution)
    for name in MODULES:
        text = (solution / name).read_text()
        (solution / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert plain == make(solution)


def test_students_read_short_lines(solution: Path) -> None:
    files = make(solution)
    files |= describe(files)
    prose = files["GENERATED.md"].decode().partition("```")[0].splitlines()
    first_lines = [content.decode().split("\n", 1)[0] for content in files.values()]

    assert max(map(len, prose + first_lines)) <= 76


@pytest.mark.parametrize("word", ["solution", "Solution", "SOLUTION"])
def test_refuses_the_reference_by_name(solution: Path, word: str) -> None:
    (solution / "__init__.py").write_text(f'"""A network.\n\nRun: python -m {word} xor\n"""\n')

    with pytest.raises(ReleaseError, match=f"the word '{word}'") as caught:
        make(solution)

    assert (str(solution / "__init__.py"), 3) == (caught.value.path, caught.value.line)


def test_lets_longer_words_be(solution: Path) -> None:
    (solution / "__init__.py").write_text('"""Resolution."""\nsolution_path = 1\n')

    assert "__init__.py" in make(solution)


def test_refuses_a_missing_module(solution: Path) -> None:
    (solution / "layers.py").unlink()

    with pytest.raises(ReleaseError, match=r"layers\.py: a released module is missing; .*RELEASED"):
        make(solution)


def test_refuses_what_is_not_utf8(solution: Path) -> None:
    (solution / "layers.py").write_bytes(b"# one\n# \xff\n")

    with pytest.raises(ReleaseError, match=r"layers\.py:2: not UTF-8"):
        make(solution)


def test_refuses_an_unknown_criterion(solution: Path) -> None:
    with pytest.raises(MarkerError, match=r"layers\.py:7: the rubric has no criterion"):
        make(solution, known={"forward.sigmoid"})


@needs_reference
def test_the_reference_gives_every_module_and_leaks_nothing() -> None:
    files = draft_of(ROOT).student

    assert {*RELEASED, "GENERATED.md"} == files.keys()
    assert leaks(read_sources(REFERENCE), files) == ()


@needs_reference
def test_every_task_of_the_reference_becomes_its_stub() -> None:
    files = draft_of(ROOT).student

    for name, text in read_sources(REFERENCE).items():
        expected = [region.criterion for region in check_markers(name, text)]
        assert STUB.findall(files[name].decode()) == expected
