"""A copy of the given generators is found, and differs only if its syntax tree does."""

import pytest

from autograder.reading import GeneratorFinding, read_generators

LOCKED = b'''"""The data."""

import numpy as np


def generate_linear(n=100):
    """Points."""
    points = np.random.uniform(0, 1, (n, 2))
    labels = []
    for point in points:
        labels.append(0 if point[0] > point[1] else 1)
    return points, np.array(labels).reshape(n, 1)


def generate_XOR_easy():
    inputs = []
    for i in range(11):
        inputs.append([0.1 * i, 0.1 * i])
    return np.array(inputs), -1
'''
TEXT = LOCKED.decode()


def differing(code: str, path: str = "data.py") -> dict[str, bool]:
    found = read_generators({path: code.encode()}, LOCKED)
    return {one.function: one.differs for one in found}


@pytest.mark.parametrize(
    "code",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.replace('    """Points."""\n', ""),
        TEXT.replace('"""Points."""', "'''Other words.'''"),
        TEXT.replace("    ", "\t"),
        TEXT.replace("inputs = []", "inputs = [ ]  # empty"),
        TEXT.replace("(n=100)", "(n: int = 100) -> tuple[np.ndarray, np.ndarray]"),
        TEXT.replace("labels = []", "labels: list[int] = []"),
        TEXT.replace("(0, 1, (n, 2))", "(\n  0,\n  1,\n  (n, 2),\n)"),
        TEXT.replace("0.1 * i", "(0.1*i)"),
    ],
)
def test_formatting_and_comments_make_no_difference(code: str) -> None:
    assert differing(code) == {"generate_linear": False, "generate_XOR_easy": False}
    assert differing(code, "datasets.py") == {
        "": False,
        "generate_linear": False,
        "generate_XOR_easy": False,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("n=100", "n=1000"),
        ("uniform(0, 1", "uniform(0, 1.0"),
        (">", ">="),
        ("labels = []", "labels = ()"),
        ("def generate_linear", "@cache\ndef generate_linear"),
        ("    labels = []", "    np.random.seed(0)\n    labels = []"),
        ("[0] >", "[False] >"),
        ("def generate_linear", "async def generate_linear"),
    ],
)
def test_any_other_change_does(old: str, new: str) -> None:
    expected = {"generate_linear": True, "generate_XOR_easy": False}

    assert expected == differing(TEXT.replace(old, new, 1))


def test_a_change_beside_the_functions_changes_the_copy_alone() -> None:
    code = TEXT.replace("import numpy as np", "import numpy as np\nnp.random.seed(3)")

    assert differing(code, "helpers/Datasets.py") == {
        "": True,
        "generate_linear": False,
        "generate_XOR_easy": False,
    }


@pytest.mark.parametrize(
    "code",
    [
        "def main():\n    def generate_linear(n): ...",
        "class Data:\n    def generate_linear(self, n): ...",
        "generate_linear = lambda n: None",
        "generate_linear: object = mine",
        "a = generate_linear = mine",
        "import datasets\ndatasets.generate_linear = mine",
        "from .data import mine as generate_linear",
    ],
)
def test_every_way_to_define_one_anew_is_found(code: str) -> None:
    assert differing(code) == {"generate_linear": True}


@pytest.mark.parametrize(
    "code",
    [
        "from datasets import generate_linear",
        "from datasets import generate_linear as linear",
        "import datasets\ngenerate_linear = datasets.generate_linear",
        "x, y = generate_linear(n=100)",
        "def generate_linear_data(): ...",
        "'def generate_linear(): ...'",
    ],
)
def test_using_one_is_not_defining_it(code: str) -> None:
    assert differing(code) == {}


def test_a_finding_says_where() -> None:
    sources = {"b.py": b"\n\ndef generate_XOR_easy(): ...\n", "a.py": b"generate_linear = 1\n"}

    assert read_generators(sources, LOCKED) == (
        GeneratorFinding("a.py", 1, "generate_linear", differs=True),
        GeneratorFinding("b.py", 3, "generate_XOR_easy", differs=True),
    )


@pytest.mark.parametrize("locked", [b"def", b"", b"def generate_linear(): ...", b"\0"])
def test_a_broken_file_of_the_kits_own_is_said_so(locked: bytes) -> None:
    with pytest.raises(ValueError, match=r"the locked datasets\.py"):
        read_generators({}, locked)
