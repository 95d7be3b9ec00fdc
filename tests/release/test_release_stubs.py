"""The real nbgrader turns each region into the stub of its criterion and touches nothing else."""

import pytest

from autograder.release import ReleaseError, check_markers
from autograder.release.stubs import strip_regions, stub_for

pytestmark = pytest.mark.filterwarnings("error")

PATH = "solution/activations.py"
MODULE = '''\
"""Bend what the layers give."""


class Sigmoid:
    """Squash to (0, 1)."""

    def forward(self, z):
        """Return the same shape."""
        # z: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: forward.sigmoid
        # Derivation: one over one plus e to the minus z.
        def squash(entry):
            return 1 / (1 + 2.718 ** -entry)

        self.output = squash(z)
        return self.output
        ### END SOLUTION

    def backward(self, upstream):
        # upstream: (batch, features) -> (batch, features)
        ### BEGIN SOLUTION: backward.sigmoid
        return upstream * self.output * (1 - self.output)
        ### END SOLUTION
'''
STUBBED = '''\
"""Bend what the layers give."""


class Sigmoid:
    """Squash to (0, 1)."""

    def forward(self, z):
        """Return the same shape."""
        # z: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(forward.sigmoid)")

    def backward(self, upstream):
        # upstream: (batch, features) -> (batch, features)
        raise NotImplementedError("TODO(backward.sigmoid)")
'''


def strip(text: str) -> str:
    return strip_regions(PATH, text, check_markers(PATH, text))


def test_each_region_becomes_the_stub_of_its_criterion() -> None:
    assert strip(MODULE) == STUBBED


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_newlines(end: str) -> None:
    assert strip(MODULE.replace("\n", end)) == STUBBED


def test_a_region_may_end_the_file_without_a_newline() -> None:
    assert strip(MODULE.rstrip("\n")) == STUBBED


def test_stripping_twice_changes_nothing() -> None:
    assert strip(strip(MODULE)) == STUBBED


@pytest.mark.parametrize("task", ["forward", "backward"])
def test_calling_a_stub_says_which_task_is_open(task: str) -> None:
    namespace: dict[str, type] = {}
    exec(compile(strip(MODULE), PATH, "exec"), namespace)  # noqa: S102 — our own fixture

    with pytest.raises(NotImplementedError) as caught:
        getattr(namespace["Sigmoid"](), task)(1.0)

    assert f"TODO({task}.sigmoid)" == str(caught.value)


def test_text_that_looks_like_a_stub_stays() -> None:
    own = '# YOUR CODE HERE\nraise_later = "raise NotImplementedError()"\n'

    assert own + STUBBED == strip(own + MODULE)


def test_code_behind_a_region_stays() -> None:
    text = MODULE + "        assert self\n"

    assert strip(text) == STUBBED + "        assert self\n"


def test_hidden_tests_go_without_a_stub() -> None:
    hidden = "\n### BEGIN HIDDEN TESTS\nassert Sigmoid()\n### END HIDDEN TESTS\n"

    assert strip(MODULE + hidden) == STUBBED + "\n"


def test_refuses_what_is_no_python_without_its_regions() -> None:
    text = (
        "def f(x):\n    ### BEGIN SOLUTION: a.b\n    if x:\n        return 1\n"
        "    ### END SOLUTION\n    else:\n        return 2\n"
    )

    with pytest.raises(ReleaseError, match="without its regions this is not Python"):
        strip(text)


def test_the_stub_is_spelled_as_the_contract_says() -> None:
    assert stub_for("forward.sigmoid") == 'raise NotImplementedError("TODO(forward.sigmoid)")'
