"""What a region says may not turn up again, in code, comment or string; boilerplate may."""

import pytest

from autograder.release import Leak, Region, leaks

SOURCE = """\
import numpy as np


class Sigmoid:
    def forward(self, z):
        ### BEGIN SOLUTION: forward.sigmoid
        # The slope of sigma is sigma times one minus sigma, at most a quarter.
        self.output = 1 / (1 + np.exp(-z))
        return self.output
        ### END SOLUTION

    def __repr__(self):
        return f"{type(self).__name__}({self.slope}, {self.bias})"


class Tanh:
    def __repr__(self):
        ### BEGIN SOLUTION: extra.tanh
        return f"{type(self).__name__}({self.slope}, {self.bias})"
        ### END SOLUTION

    def slope(self):
        ### BEGIN SOLUTION: extra.slope
        return 1 - y * y
        ### END SOLUTION
"""
SOURCES = {"solution/activations.py": SOURCE}
SIGMOID = Region("forward.sigmoid", 6, 10, "        ")

PLANTED = {
    "code": "x = 0\nvalue = 1 / (1 + np.exp(-z))\n",
    "spaced otherwise": "x = 0\nvalue = 1/( 1+np . exp( - z ) )\n",
    "comment": "x = 0\n# value = 1 / (1 + np.exp(-z))\n",
    "docstring": 'x = 0\n"""value = 1 / (1 + np.exp(-z))"""\n',
    "notebook": '[\n "value = 1 / (1 + np.exp(-z))\\n",\n]\n',
    "over lines": "x = 0\n1 / (1\n     + np.exp(-z))\n",
    "derivation": "x = 0\n# the slope of sigma is sigma times one minus\n".replace("the", "The"),
}


@pytest.mark.parametrize("text", PLANTED.values(), ids=PLANTED)
def test_finds_a_planted_leak_with_its_line(text: str) -> None:
    found = leaks(SOURCES, {"student/activations.py": text.encode()})

    assert found
    first = found[0]
    assert (first.path, first.line, first.region) == ("student/activations.py", 2, SIGMOID)


def test_says_both_places() -> None:
    leak = Leak("student/a.py", 4, "1 / ( 1 +", "solution/activations.py", SIGMOID)

    expected = "student/a.py:4: repeats '1 / ( 1 +' from the region at solution/activations.py:6"
    assert expected == str(leak)


def test_lets_boilerplate_be() -> None:
    text = 'def __repr__(self):\n    return f"{type(self).__name__}({self.slope}, {self.bias})"\n'

    assert leaks(SOURCES, {"student/activations.py": text.encode()}) == ()


def test_lets_fewer_than_eight_in_a_row_be() -> None:
    assert leaks(SOURCES, {"student/a.py": b"y = 1 / (1 + np\n"}) == ()


def test_compares_a_shorter_region_whole() -> None:
    found = leaks(SOURCES, {"student/a.py": b"x = 1\nreturn 1 - y * y\n"})

    assert [(leak.region.criterion, leak.line) for leak in found] == [("extra.slope", 2)]


def test_says_a_line_once_for_a_region() -> None:
    text = b"        self.output = 1 / (1 + np.exp(-z))\n"

    assert len(leaks(SOURCES, {"student/a.py": text})) == 1


def test_words_on_two_sides_of_a_region_are_no_boilerplate() -> None:
    split = (
        "def f(a, b):\n    total = a + b\n    ### BEGIN SOLUTION: a.b\n"
        "    total = a + b\n    value = total * a\n    ### END SOLUTION\n"
        "    value = total * a\n"
    )

    assert leaks({"solution/a.py": split}, {"student/a.py": b"total = a + b\nvalue = total * a\n"})


def test_reads_files_that_are_no_text() -> None:
    assert leaks(SOURCES, {"student/picture.png": bytes(range(256))}) == ()


def test_nothing_leaks_where_nothing_is_secret() -> None:
    assert leaks({"solution/a.py": "x = 1\n"}, {"student/a.py": b"x = 1\n"}) == ()
