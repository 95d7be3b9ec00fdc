"""What gives no value has its name: each trouble here is what a worker, or a check, really says."""

import contextlib
import textwrap
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.arrange import loss_of, losses_of, stepped
from autograder.diagnosis import recognize
from autograder.diagnosis.mistakes import KNOWN, troubles
from autograder.trouble import TooSlow, Trouble
from autograder.worker import Clock, Lab, Limits, Sources, workers

X = np.ones((2, 3))

FUNCTIONS = {
    "file-run-by-itself": "raise SystemExit('Run the package, from the folder above: …')",
    "program-ends-itself": "exit()",
    "waits-for-input": "input('How many epochs? ')",
    "data-under-another-name": "return {'Linear': 1}['linear']",
    "no-such-folder": "open('figures/curve.png', 'w')",
    "writes-where-it-may-not": "raise PermissionError(13, 'Permission denied', '/curve.png')",
    "gone-from-numpy": "return np.asscalar(x[:1, :1])",
    "used-before-it-is-set": "for row in x:\n    total += row\nreturn total",
    "name-unknown": "return sigmoid(x)",
    "library-not-installed": "raise ModuleNotFoundError(\"No module named 'matplotlib'\")",
    "own-module-not-found": "from .plots_of_mine import draw",
    "module-not-found": "import plots_of_mine",
    "name-not-in-its-module": "from math import sigmoid",
    "none-where-something-is-meant": "kept = x.sort()\nreturn kept.shape",
    "attribute-unknown": "return x.length",
    "argument-not-taken": "return x.sum(dim=0)",
    "not-a-function": "return x.shape(0)",
    "calls-itself": "return calls_itself(x)",
    "array-where-a-number-is-meant": "return math.exp(x)",
    "lists-where-arrays-are-meant": "return x.tolist() * 0.5",
    "floats-into-whole-numbers": "whole = np.arange(3)\nwhole -= 0.5",
    "lists-of-unequal-length": "return list(zip(x, x[1:], strict=True))",
    "shapes-that-do-not-multiply": "return x @ x",
    "shapes-that-do-not-match": "return x + np.ones(5)",
    "reshaped-to-another-size": "return x.reshape(4, 2)",
    "rows-of-unequal-length": "return np.array([[1.0], [1.0, 2.0]])",
    "truth-of-an-array": "return 1 if x > 0 else 0",
    "read-only-array": "np.broadcast_to(x, (5, 2, 3))[0] = 0",
    "axis-that-is-not-there": "return x.sum(axis=2)",
    "index-beyond-the-end": "return x[len(x)]",
    "too-large-for-math": "return math.exp(1000.0)",
    "division-by-zero": "return 1 / (len(x) - 2)",
    "outside-of-its-domain": "return math.log(0.0)",
    "memory-used-up": "return np.zeros((10**7, 10**7))",
    "assertion-of-its-own": "assert x.shape == (1, 2)",
}
"""Bodies of functions of x, an array (2, 3)."""

MODULE = """
import math
import numpy as np


class Layer:
    def forward():
        return 0.0

    def backward(self, upstream):
        return upstream * self.x

    def step(self, parameters, gradients):
        parameters[0] -= np.ones((4, 5))


"""

CALLS: dict[str, Callable[[Lab], Any]] = {
    "self-forgotten": lambda lab: lab.layers.Layer().forward(),
    "argument-missing": lambda lab: lab.layers.Layer().backward(),
    "nothing-kept-by-forward": lambda lab: lab.layers.Layer().backward(X),
    "state-of-another-parameter": lambda lab: lab.layers.Layer().step([X], [X]),
    "name-changed": lambda lab: lab.layers.Linear(2, 3),
}

ENDS = {"process-ended": "os._exit(0)", "process-killed": "os.abort()"}

UNREADABLE = {
    "tabs-and-blanks-mixed": "if True:\n        x = 1\n\ty = 2\n",
    "indented-otherwise": "def forward(x):\n    y = x\n  return y\n",
    "bracket-left-open": "x = (1 + 2\n",
}

OWN_LOSS = SimpleNamespace(type="CrossEntropy", forward=lambda *_: float("nan"))
OPTIMIZER = SimpleNamespace(
    type="Adam", step=SimpleNamespace(look=lambda *_: SimpleNamespace(after=([X.T], [X])))
)
CHECKS: dict[str, Callable[[], Any]] = {
    "no-value-returned": lambda: losses_of(None),
    "losses-as-texts": lambda: losses_of(["0.5", "0.25"]),
    "losses-as-arrays": lambda: losses_of([np.ones((1, 1)), np.ones((1, 1))]),
    "losses-beside-others": lambda: losses_of(([0.5, 0.25], [0.9, 1.0])),
    "losses-nested": lambda: losses_of([[0.5], [0.25]]),
    "one-loss-for-all-epochs": lambda: losses_of(0.5),
    "loss-not-finite": lambda: loss_of(OWN_LOSS, X, X),  # type: ignore[arg-type]
    "step-returns-other-shapes": lambda: stepped(OPTIMIZER, [X], [X]),  # type: ignore[arg-type]
}

LATE = {
    "training-without-an-end": TooSlow("choices.train", 30.0, "CPU"),
    "call-without-an-end": TooSlow("Linear.forward", 10.0, "wall"),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Lab]]:
    """Return a function that makes a lab of one module, `layers`, from its text."""
    labs: dict[str, Lab] = {}
    with contextlib.ExitStack() as stack:
        spare = stack.enter_context(workers(Limits(output_kb=4)))

        def make(text: str) -> Lab:
            if text not in labs:
                folder = tmp_path_factory.mktemp("student")
                (folder / "layers.py").write_text(text, encoding="utf-8")
                clock = Clock(call=10, training_cpu=5, training_wall=10)
                labs[text] = Lab(Sources(folder, {}, folder.name), spare, clock)
                stack.callback(labs[text].stop)
            return labs[text]

        yield make


def function(name: str) -> str:
    return name.replace("-", "_")


@pytest.fixture
def student(lab: Callable[[str], Lab]) -> Lab:
    bodies = {function(name): textwrap.indent(body, "    ") for name, body in FUNCTIONS.items()}
    return lab(MODULE + "\n\n".join(f"def {name}(x):\n{body}" for name, body in bodies.items()))


def trouble(call: Callable[[], Any]) -> Trouble:
    with pytest.raises(Trouble) as caught:
        call()
    return caught.value


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_a_function_raises_has_its_name(student: Lab, name: str) -> None:
    found = trouble(lambda: getattr(student.layers, function(name))(X))

    assert name == recognize(found), found


@pytest.mark.parametrize("name", CALLS)
def test_what_a_call_meets_has_its_name(student: Lab, name: str) -> None:
    found = trouble(lambda: CALLS[name](student))

    assert name == recognize(found), found


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_has_its_name(lab: Callable[[str], Lab], name: str) -> None:
    found = trouble(lambda: lab(UNREADABLE[name]).layers.forward(X))

    assert name == recognize(found), found


@pytest.mark.parametrize("name", ENDS)
def test_what_ends_its_process_has_its_name(lab: Callable[[str], Lab], name: str) -> None:
    text = f"import os\n\ndef forward(x):\n    {ENDS[name]}\n"
    found = trouble(lambda: lab(text).layers.forward(X))

    assert name == recognize(found), found


@pytest.mark.parametrize("name", CHECKS)
def test_what_no_check_can_use_has_its_name(name: str) -> None:
    assert name == recognize(trouble(CHECKS[name]))


@pytest.mark.parametrize("name", LATE)
def test_what_never_ends_has_its_name(name: str) -> None:
    assert name == recognize(LATE[name])


def test_every_name_of_a_trouble_is_proven_here() -> None:
    names = {known.name for known in KNOWN if known.predict.__module__ == troubles.__name__}

    assert names == {*FUNCTIONS, *CALLS, *ENDS, *UNREADABLE, *CHECKS, *LATE}
