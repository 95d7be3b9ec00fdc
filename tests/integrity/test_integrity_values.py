"""Values that are no right answer earn nothing where they are given, and cost nothing elsewhere."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from planting import Planted, reference

from autograder.cases import PUBLIC
from autograder.report import Outcome, Result
from autograder.session import grading_of, opened, rules, worker_limits
from autograder.worker import Zygote, zygote

LIES = """
import numpy as np


class AlwaysEqual:
    def __init__(self, value):
        self.value, self.shape, self.dtype = value, np.shape(value), np.dtype(float)

    def __array__(self, *arguments, **keywords):
        return np.array(self.value)

    def __eq__(self, other):
        return np.ones(np.shape(other), bool)

    def __sub__(self, other):
        return np.zeros(np.shape(other))

    __rsub__ = __sub__
    __float__ = lambda self: float(np.mean(self.value))


class Agreeing(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, *arguments, **keywords):
        return np.zeros(self.shape)

    def __array_function__(self, *arguments, **keywords):
        return True


class Number(float):
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = lambda self, other: 0.0


honest, calls = {owner}.{method}, []


def lie(*given):
    calls.append(1)
    inner = [np.copy(g) if isinstance(g, np.ndarray) else g for g in given]
    right = honest(*inner)
    first = given[-1]
{indented}


{owner}.{method} = lie
"""
ARRAYS = {
    "nan": "return right * np.nan",
    "one nan": "right[0, 0] = np.nan; return right",
    "inf": "return right * np.inf",
    "flat": "return right.ravel()",
    "row": "return right[:1]",
    "column": "return right[:, :1]",
    "one axis more": "return right[None]",
    "number": "return float(right.mean())",
    "zeros": "return np.zeros_like(right)",
    "constants": "return np.full_like(right, right.mean())",
    "echo": "return np.array(first, dtype=float)",
    "half precision": "return right.astype(np.float16)",
    "single precision": "return right.astype(np.float32)",
    "integers": "return np.rint(right).astype(int)",
    "truth values": "return right > 0.5",
    "complex": "return right.astype(complex)",
    "objects": "return right.astype(object)",
    "texts": "return right.astype(str)",
    "list": "return right.tolist()",
    "nothing": "return None",
    "always equal": "return AlwaysEqual(right + 1)",
    "agreeing subclass": "return (right + 1).view(Agreeing)",
    "masked": "return np.ma.masked_array(right + 1, mask=True)",
    "input emptied": "first[...] = 0; return right",
    "input moved": "first += 1.0; return right",
}
NUMBERS = {
    "nan": "return float('nan')",
    "inf": "return float('inf')",
    "truth": "return True",
    "complex": "return complex(right)",
    "text": "return str(right)",
    "array": "return np.full(first.shape, right)",
    "object": "return AlwaysEqual(right + 1)",
    "number that agrees": "return Number(right + 1)",
    "zero": "return 0.0",
    "integer": "return round(right)",
}
ATTACKED = [
    ("activations.py", "Sigmoid", "forward", "forward.sigmoid", ARRAYS),
    ("layers.py", "Linear", "forward", "forward.linear", ARRAYS),
    ("activations.py", "Sigmoid", "backward", "backward.sigmoid", ARRAYS),
    ("losses.py", "MeanSquaredError", "forward", "forward.loss", NUMBERS),
]
OTHERS = ("forward.sigmoid", "forward.linear", "forward.loss", "optimizer.descent")
ROWS = [
    pytest.param(file, owner, method, criterion, code, id=f"{criterion}-{name}")
    for file, owner, method, criterion, lies in ATTACKED
    for name, code in lies.items()
]


@pytest.fixture(scope="module")
def parent() -> Iterator[Zygote | None]:
    """Return what forks workers for all of these, where that can be."""
    with zygote(worker_limits(rules(PUBLIC)[1])) as one:
        yield one


def graded(files: dict[str, str], criteria: list[str], parent: Zygote | None) -> list[Result]:
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = Planted("", files, frozenset()).write(Path(folder))
        submission = opened(package, Path(folder, "open"), rules(PUBLIC)[1])
        with grading_of(submission, parent=parent) as session:
            return [session.grading.result(criterion) for criterion in criteria]


def lying(file: str, owner: str, method: str, code: str) -> dict[str, str]:
    files = reference()
    lies = LIES.format(owner=owner, method=method, indented=f"    {code}")
    files[file] += lies
    return files


@pytest.mark.parametrize(("file", "owner", "method", "criterion", "code"), ROWS)
def test_a_lie_earns_nothing_and_costs_nothing_elsewhere(
    file: str, owner: str, method: str, criterion: str, code: str, parent: Zygote | None
) -> None:
    others = [other for other in OTHERS if other != criterion]
    results = graded(lying(file, owner, method, code), [criterion, *others], parent)
    attacked, *rest = results

    assert (Outcome.FAILED, 0.0) == (attacked.outcome, attacked.earned), attacked.message
    assert [(Outcome.PASSED, other.possible) for other in rest] == [
        (other.outcome, other.earned) for other in rest
    ]


@pytest.mark.parametrize(
    ("file", "owner", "criterion", "code"),
    [
        (
            "activations.py",
            "Sigmoid",
            "backward.sigmoid",
            "return right if len(calls) < 2 else 0 * right",
        ),
        ("layers.py", "Linear", "backward.linear", "return right if len(calls) < 2 else 0 * right"),
        (
            "losses.py",
            "MeanSquaredError",
            "backward.loss",
            "return right if len(calls) < 2 else 1.0",
        ),
        ("layers.py", "Linear", "predict", "return right if len(calls) < 2 else 0 * right"),
        ("layers.py", "Linear", "forward.network", "return right if len(first) < 7 else 0 * right"),
    ],
)
def test_who_answers_right_only_at_first_loses_what_follows(
    file: str, owner: str, criterion: str, code: str, parent: Zygote | None
) -> None:
    (result,) = graded(lying(file, owner, "forward", code), [criterion], parent)

    assert Outcome.PASSED is not result.outcome
    assert 0.0 == result.earned


@pytest.mark.parametrize("code", ["return right", "return right.copy()"])
def test_what_is_right_passes_in_the_same_disguise(code: str, parent: Zygote | None) -> None:
    files = lying("activations.py", "Sigmoid", "forward", code)

    assert {Outcome.PASSED} == {r.outcome for r in graded(files, list(OTHERS), parent)}
