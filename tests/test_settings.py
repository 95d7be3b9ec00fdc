"""Finding lines: strings, comments and brackets never lead the scan astray."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.settings.lines import lines_of

TRICKY = '''# [[criterion]] in a comment
top = 1  # trailing = "comment"

[[criterion]]
id = "first"
hint = """
[[criterion]]
points = 99 # no comment, and a quote: "
\\""" escaped, then the end: x"""""
points = 1

  [[ criterion ]]   # the second
needs = [
    "a]", # ]
    'b[[',
]
"points" = 2
literal = \'\'\'
id = "wrong" \\\'\'\'
inline = { points = 3, deep = [1, 2] }
dotted . "key = 1" = 4
empty = ""

[criterion.below]
points = 5

[[criterion.many]]
points = 6
[[criterion.many]]
points = 7

[table."a]b"]
last = 1'''


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("top",), 2),
        (("criterion",), 4),
        (("criterion", 0), 4),
        (("criterion", 0, "id"), 5),
        (("criterion", 0, "hint"), 6),
        (("criterion", 0, "points"), 10),
        (("criterion", 1), 12),
        (("criterion", 1, "needs"), 13),
        (("criterion", 1, "points"), 17),
        (("criterion", 1, "literal"), 18),
        (("criterion", 1, "inline"), 20),
        (("criterion", 1, "dotted", "key = 1"), 21),
        (("criterion", 1, "empty"), 22),
        (("criterion", 1, "below"), 24),
        (("criterion", 1, "below", "points"), 25),
        (("criterion", 1, "many", 0, "points"), 28),
        (("criterion", 1, "many", 1), 29),
        (("criterion", 1, "many", 1, "points"), 30),
        (("table", "a]b", "last"), 33),
    ],
)
def test_every_place_is_found(where: tuple[str | int, ...], line: int) -> None:
    assert lines_of(TRICKY)[where] == line


def test_nothing_else_is_found() -> None:
    tomllib.loads(TRICKY)  # it is valid, so the scan may rely on it

    assert len(lines_of(TRICKY)) == 19 + 3  # the array of many, its first table, and table."a]b"


def test_an_empty_text_has_no_lines() -> None:
    assert lines_of("") == {}


_PIECES = st.sampled_from(
    ["[[t]]", "k0 = 1", "#", "\n", "'", '"', "''", '""', "]", "[", "{", "=", "a", "é", " ", "\\"]
)


@given(st.lists(st.lists(_PIECES).map("".join), min_size=1, max_size=6))
def test_any_text_inside_strings_is_skipped(bodies: list[str]) -> None:
    text, expected = "", {}
    for n, body in enumerate(bodies):
        text += "[[t]]\n"
        safe = body.replace("\\", "\\\\").replace('"', '\\"')
        expected["t", n, "k0"] = text.count("\n") + 1
        text += f'k0 = """{safe}"""  # {body.splitlines()[0] if body else ""}\n'
        expected["t", n, "k1"] = text.count("\n") + 1
        text += f"k1 = 1\n{'#' * n}\n"
    tomllib.loads(text)

    found = lines_of(text)

    assert expected == {where: found[where] for where in expected}
