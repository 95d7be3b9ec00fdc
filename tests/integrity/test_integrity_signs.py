"""What is noted for a person: frameworks under any name, stored numbers, code in texts."""

import base64
import time
from pathlib import Path

import pytest
from drawing import draw
from hypothesis import given, settings
from hypothesis import strategies as st
from planting import ROOT, planted, read, reference

from autograder.reading import Sign, read_signs

CLOSURES = """
class {name}:
    def __init__(self, value, made_of=()):
        self.{value}, self.{slope} = value, 0.0
        self.{parents} = set(made_of)
        self.{back} = lambda: None

    def __add__(self, other):
        result = {name}(self.{value} + other.{value}, (self, other))
        def pull():
            self.{slope} += result.{slope}
            other.{slope} += result.{slope}
        result.{back} = pull
        return result

    def __mul__(self, other):
        result = {name}(self.{value} * other.{value}, (self, other))
        def pull():
            self.{slope} += other.{value} * result.{slope}
            other.{slope} += self.{value} * result.{slope}
        result.{back} = pull
        return result

    def backward(self):
        order, seen = [], set()
        def visit(one):
            if one not in seen:
                seen.add(one)
                for before in one.{parents}:
                    visit(before)
                order.append(one)
        visit(self)
        self.{slope} = 1.0
        for one in reversed(order):
            one.{back}()
"""
USUAL = {"name": "Value", "value": "data", "slope": "grad", "parents": "_prev", "back": "_backward"}
RENAMED = {"name": "Zahl", "value": "wert", "slope": "h", "parents": "von", "back": "zurueck"}
OF_OPERANDS = """
class Quantity:
    def __init__(self, number, origin=None):
        self.number, self.origin = number, origin
    def __add__(self, other):
        return type(self)(self.number + other.number, origin=[self, other])
    def __matmul__(self, other):
        return type(self)(self.number @ other.number, origin=[self, other])
"""
FUNCTIONS = "".join(
    f"""
class {name}:
    @staticmethod
    def forward(kept, a, b):
        kept.both = a, b
        return a {sign} b
    @staticmethod
    def backward(kept, upstream):
        return upstream, upstream
"""
    for name, sign in (("Sum", "+"), ("Difference", "-"), ("Product", "*"))
)
WALKING = """
class Node:
    def __add__(self, other):
        return Node.of(self, other, "+")
    def __mul__(self, other):
        return self.__class__(self, other, "*")
    def __sub__(self, other):
        return self.__class__(self, other, "-")
    def gradients(self):
        found = []
        def down(node):
            for child in node.children:
                down(child)
            found.append(node)
        down(self)
        for node in reversed(found):
            node.push()
"""
NAMES = """
class Tensor:
    def __init__(self, array, requires_grad=True):
        self.array, self.requires_grad, self.grad_fn = array, requires_grad, None
"""


def signs(text: str | bytes, path: str = "layers.py") -> list[Sign]:
    source = text.encode() if isinstance(text, str) else text
    return [note.sign for note in read_signs({path: source})]


@pytest.mark.parametrize(
    "text",
    [
        CLOSURES.format(**USUAL),
        CLOSURES.format(**RENAMED),
        OF_OPERANDS,
        FUNCTIONS,
        WALKING,
        NAMES,
    ],
    ids=["closures", "renamed", "operands", "functions", "walking", "names"],
)
def test_a_framework_is_noted_under_any_name(text: str) -> None:
    assert Sign.FRAMEWORK in signs(text)


@pytest.mark.parametrize("path", ["micrograd/engine.py", "tinygrad.py", "lib/autograd/core.py"])
def test_a_known_name_of_a_file_is_noted(path: str) -> None:
    assert [Sign.FRAMEWORK] == signs("x = 1\n", path)


@pytest.mark.parametrize("path", planted("right"), ids=lambda path: path.stem)
def test_nothing_is_noted_in_a_right_submission(path: Path) -> None:
    files = read(path.read_text(encoding="utf-8")).files

    assert () == read_signs({name: text.encode() for name, text in files.items()})


@pytest.mark.parametrize("folder", ["solution", "student"])
def test_nothing_is_noted_in_the_lab_itself(folder: str) -> None:
    files = {path.name: path.read_bytes() for path in (ROOT / folder).rglob("*.py")}

    assert () == read_signs(files)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nothing_is_noted_in_right_submissions_of_any_style(seed: int) -> None:
    files = draw(seed).planted().files

    assert () == read_signs({name: text.encode() for name, text in files.items()})


HONEST = """
class Matrix:
    def __init__(self, rows):
        self.rows = rows
    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])
    def __mul__(self, factor):
        return Matrix([[a * factor for a in row] for row in self.rows])

class Layer:
    def forward(self, x):
        self.x = x
        return x @ self.weight
    def _backward(self, upstream):
        self.grad = self.x.T @ upstream
        return upstream @ self.weight.T
    backward = _backward
"""


def test_layers_and_matrices_of_three_hundred_lines_are_no_framework() -> None:
    layers = "".join(
        f"class Layer{n}:\n    def forward(self, x):\n        self.x = x\n        return x * {n}\n"
        f"    def backward(self, upstream):\n        self.grad = self.x\n"
        f"        return upstream * {n}\n"
        for n in range(60)
    )
    assert [] == signs(HONEST + layers)


WEIGHTS = [[round(0.37 * (n * m % 7) - 1.13, 2) for n in range(1, 6)] for m in range(1, 6)]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        (f"STORED = {WEIGHTS}\n", Sign.NUMBERS),
        (f"STORED = dict(first={WEIGHTS})\n", Sign.NUMBERS),
        (f"STORED = '{' '.join(str(n) for row in WEIGHTS for n in row)}'.split()\n", Sign.NUMBERS),
        (f"STORED = {base64.b64encode(bytes(range(200)))!r}\n", Sign.BLOB),
        (f"STORED = {base64.b64encode(bytes(range(200))).decode()!r}\n", Sign.BLOB),
        (f"STORED = {bytes(range(200))!r}\n", Sign.BLOB),
        ("exec(open('more.txt').read())\n", Sign.EXECUTES),
        ("run = eval\nrun(input())\n", Sign.EXECUTES),
        ("code = compile('1 + 1', 'x', 'eval')\n", Sign.EXECUTES),
        ("import builtins\nbuiltins.exec('x = 1')\n", Sign.EXECUTES),
        ("x = 1  # \u202e 2\n", Sign.CHARACTERS),
        ("x = '\u200b'\n", Sign.CHARACTERS),
        ("import \uff4eumpy\n", Sign.CHARACTERS),
    ],
)
def test_what_may_hide_something_is_noted(text: str, sign: Sign) -> None:
    assert sign in signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "rates = [0.1, 0.03, 0.01, 0.003]\n",
        f"ticks = {[n / 20 for n in range(1, 40)]}\n",
        "points = [[0, 0], [0, 1], [1, 0], [1, 1]] * 40\n",
        f"print('{'=' * 200}')\n",
        f'"""{" ".join(str(n) for row in WEIGHTS for n in row)}"""\n',
        "import re\npattern = re.compile('a')\nmodel.eval()\nmodel.compile(1)\n",
        f"text = '{'A sentence that somebody can read. ' * 10}'\n",
        "big = 1e999\nmany = [1e999] * 3\n",
    ],
)
def test_ordinary_sources_have_nothing_to_note(text: str) -> None:
    assert [] == signs(text)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_source_raises(source: bytes) -> None:
    assert all(note.text.isprintable() for note in read_signs({"layers.py": source}))


@pytest.mark.parametrize(
    "text",
    [
        f"x = '{'1' * 200_000}x'\n",
        f"x = '.{'0' * 200_000}'\n",
        f"x = '{'.1-' * 60_000}'\n",
        f"x = {'-' * 900}1.5\n",
        f"x = [{'[' * 90}0.5{']' * 90}]\n",
    ],
)
def test_hostile_sources_are_read_in_little_time(text: str) -> None:
    begun = time.process_time()
    read_signs({"layers.py": text.encode()})

    assert time.process_time() - begun < 20  # a quadratic reader takes hours


def test_the_reference_is_read_with_its_real_names() -> None:
    assert () == read_signs(
        {f"student/{name}": text.encode() for name, text in reference().items()}
    )
