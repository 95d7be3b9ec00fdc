"""Every marker that might be misread is refused, with its line, before anything is stripped."""

import textwrap
from pathlib import Path

import pytest

from autograder.release import MarkerError, Region, check_markers

PATH = Path("solution/layers.py")
TASK = """\
def forward(z):
    # z: (batch, features) -> (batch, features)
    ### BEGIN SOLUTION: forward.sigmoid
    return 1 / (1 + z)
    ### END SOLUTION
"""


def body(text: str) -> str:
    return "def f(x):\n" + textwrap.indent(textwrap.dedent(text).lstrip("\n"), "    ")


BEGIN = "### BEGIN SOLUTION: a.b\n"
END = "### END SOLUTION\n"
REFUSED = {
    "no END": (body(BEGIN + "return x\n"), 2, "BEGIN SOLUTION without its END"),
    "stray END": (body("return x\n" + END), 3, "END SOLUTION without its BEGIN"),
    "second END": (body(BEGIN + "return x\n" + END + END), 5, "END SOLUTION without its BEGIN"),
    "nested": (body(BEGIN + BEGIN + "return x\n" + END + END), 3, "inside the one of line 2"),
    "crossed kinds": (
        body(BEGIN + "return x\n### END HIDDEN TESTS\n"),
        4,
        "END HIDDEN TESTS meets the BEGIN SOLUTION of line 2",
    ),
    "no criterion": (body("### BEGIN SOLUTION\nreturn x\n" + END), 2, "names no criterion"),
    "colon, no criterion": (body("### BEGIN SOLUTION:\nreturn x\n" + END), 2, "no criterion"),
    "capitals": (body("### BEGIN SOLUTION: A.b\nx\n" + END), 2, "'A.b' is no criterion id"),
    "two words": (body("### BEGIN SOLUTION: a b\nx\n" + END), 2, "'a b' is no criterion id"),
    "dot at the end": (body("### BEGIN SOLUTION: a.\nx\n" + END), 2, "'a.' is no criterion id"),
    "no space": (body("### BEGIN SOLUTION:a.b\nx\n" + END), 2, "'a.b' is no criterion id"),
    "after code": (body("y = 1  ### BEGIN SOLUTION: a.b\nreturn x\n" + END), 2, "after something"),
    "in a string": (body('"### BEGIN SOLUTION: a.b"\n' + END), 2, "outside a comment"),
    "in a docstring": (body('"""Say.\n\n### END SOLUTION\n"""\n'), 4, "outside a comment"),
    "in an f-string": (body('return f"{x} END SOLUTION"\n'), 2, "outside a comment"),
    "string before a comment": (body('y = "BEGIN SOLUTION"  # why\n'), 2, "outside a comment"),
    "in a name": (body("x = BEGIN_SOLUTION\n"), 2, "outside a comment"),
    "in prose": (body("# between BEGIN SOLUTION and the rest\nreturn x\n"), 2, "looks like"),
    "END deeper": (body(BEGIN + "if x:\n    y\n    " + END), 5, "indented by 8, its BEGIN by 4"),
    "END shallower": (body(BEGIN + "x\n") + END, 4, "indented by 0, its BEGIN by 4"),
    "tab": (body(BEGIN + "return x\n" + END).replace("    return", "\treturn"), 3, "a tab"),
    "tab in a string": (body("return 'a\tb'\n"), 2, "a tab"),
    "empty": (body(BEGIN + END + "return x\n"), 2, "an empty region"),
    "only comments": (body(BEGIN + "# think\n\n" + END + "return x\n"), 2, "an empty region"),
    "code deeper": (body("if x:\n" + BEGIN + "    y\n" + END), 4, "indented by 8, its markers by"),
    "beyond its block": (
        body(BEGIN + "return x\n") + "def g(x):\n    y\n    " + END,
        4,
        "the region of line 2 runs on beyond its block",
    ),
    "begins within a statement": (body("y = (\n" + BEGIN + "1,\n" + END + ")\n"), 3, "cuts the st"),
    "ends within a statement": (body(BEGIN + "y = (\n" + END + "1)\n"), 4, "cuts the statement"),
    "misspelled": (body("### BEGIN SOLUTIIN: a.b\nreturn x\n" + END), 2, "looks like a marker"),
    "transposed": (body("# BEIGN SOLUTION\nreturn x\n"), 2, "looks like a marker"),
    "one hash": (body("# BEGIN SOLUTION: a.b\nreturn x\n# END SOLUTION\n"), 2, "looks like"),
    "four hashes": (body("#### BEGIN SOLUTION: a.b\nreturn x\n"), 2, "looks like a marker"),
    "glued": (body("###BEGIN SOLUTION: a.b\nreturn x\n" + END), 2, "looks like a marker"),
    "underscore": (body("# begin_solution\nreturn x\n"), 2, "looks like a marker"),
    "lower case": (body("### begin solution: a.b\nreturn x\n### end solution\n"), 2, "looks like"),
    "other word": (body("### START SOLUTION: a.b\nreturn x\n"), 2, "looks like a marker"),
    "END with a tail": (body(BEGIN + "return x\n### END SOLUTION a.b\n"), 4, "looks like"),
    "hidden, no END": (body("### BEGIN HIDDEN TESTS\nx\n"), 2, "HIDDEN TESTS without its END"),
    "hidden, stray END": (body("x\n### END HIDDEN TESTS\n"), 3, "without its BEGIN"),
    "hidden, misspelled": (body("### BEGIN HIDDEN TSETS\nx\n"), 2, "looks like a marker"),
    "hidden, singular": (body("# begin hidden test\nx\n"), 2, "looks like a marker"),
    "hidden inside a task": (
        body(BEGIN + "x\n### BEGIN HIDDEN TESTS\nx\n### END HIDDEN TESTS\n" + END),
        4,
        "inside the one of line 2",
    ),
    "no Python": ("def f(:\n", 1, "this is not Python"),
    "null byte": ("x = 1\0\n", 1, "this is not Python"),
}


@pytest.mark.parametrize(("text", "line", "rule"), REFUSED.values(), ids=REFUSED)
def test_refuses(text: str, line: int, rule: str) -> None:
    with pytest.raises(MarkerError) as caught:
        check_markers(PATH, text)

    error = caught.value
    assert (str(PATH), line) == (error.path, error.line)
    assert rule in error.rule
    assert f"solution/layers.py:{line}: {error.rule}; {error.fix}" == str(error)


def test_returns_the_region_with_its_lines() -> None:
    expected = (Region("forward.sigmoid", 3, 5, "    "),)

    assert expected == check_markers(PATH, TASK)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_reads_every_line_end_alike(end: str) -> None:
    assert check_markers(PATH, TASK) == check_markers(PATH, TASK.replace("\n", end))


def test_reads_a_region_at_the_very_end() -> None:
    assert check_markers(PATH, TASK) == check_markers(PATH, TASK.rstrip("\n"))


def test_returns_regions_in_order_and_hidden_tests_without_criterion() -> None:
    hidden = "### BEGIN HIDDEN TESTS\nassert forward(1)\n### END HIDDEN TESTS\n"

    regions = check_markers(PATH, TASK + hidden + TASK.replace("forward", "again"))

    assert [region.criterion for region in regions] == ["forward.sigmoid", None, "again.sigmoid"]
    assert [region.first for region in regions] == [3, 6, 11]


def test_takes_nested_functions_and_compound_statements_whole() -> None:
    text = body(
        BEGIN + "def g(y):\n    if y:\n        return (\n            1)\nreturn g(x)\n" + END
    )

    assert (Region("a.b", 2, 8, "    "),) == check_markers(PATH, text)


@pytest.mark.parametrize(
    "comment",
    ["# the end of each epoch", "# Resolution of the figure", "# begin with the last layer", "#"],
)
def test_lets_ordinary_comments_be(comment: str) -> None:
    assert check_markers(PATH, body(f"{comment}\nreturn x\n")) == ()


def test_takes_a_criterion_that_the_rubric_knows() -> None:
    assert len(check_markers(PATH, TASK, known={"forward.sigmoid"})) == 1


def test_refuses_a_criterion_that_the_rubric_does_not_know() -> None:
    with pytest.raises(MarkerError, match=r"no criterion forward\.sigmoid") as caught:
        check_markers(PATH, TASK, known={"forward.sigmoids", "report.figure"})

    assert caught.value.line == 3
    assert caught.value.fix == "did you mean forward.sigmoids?"


def test_names_the_rubric_when_no_criterion_is_near() -> None:
    with pytest.raises(MarkerError, match=r"rubric\.toml"):
        check_markers(PATH, TASK, known=set())
