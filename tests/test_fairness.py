"""What right programs rely on: enough starts, room for rounding, no kinks, no fear of warnings."""

import json
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from docprogram import loaded
from numpy.typing import NDArray
from planting import ROOT, Planted, grade, reference
from scipy import stats  # type: ignore[import-untyped] # SciPy ships no types

from autograder.cases import load_case
from autograder.diagnosis import STEP
from autograder.diagnosis.comparing import EXACT, MEASURED
from autograder.release.frozen import freeze
from autograder.release.frozen_extras import KINK
from autograder.report import Outcome

DOCS = ROOT / "docs"
FOUND: dict[str, Any] = json.loads((DOCS / "fairness.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """Return the program that makes the page."""
    return loaded("fairness_page")


@pytest.mark.parametrize(("missed", "tries"), [(0, 1000), (1, 1000), (33, 582), (41, 133), (0, 68)])
def test_the_bound_is_that_of_clopper_and_pearson(
    page: ModuleType, missed: int, tries: int
) -> None:
    assert page.bound(missed, tries) == pytest.approx(
        stats.beta.ppf(0.95, missed + 1, tries - missed), rel=1e-9
    )


def test_the_reference_misses_with_all_of_its_starts_less_than_once_in_10_000(
    page: ModuleType,
) -> None:
    rows = [row for row in FOUND["luck"] if row["network"] == "reference"]

    assert {("linear", 1000), ("xor", 1000)} == {(row["data"], row["tries"]) for row in rows}
    tries = load_case().tries
    assert all(page.bound(row["missed"], row["tries"]) ** tries < 1e-4 for row in rows)


def test_right_and_wrong_lie_on_their_sides_of_the_tolerance_with_room() -> None:
    for source, limit in (("measured", MEASURED), ("expected", EXACT)):
        right = FOUND["margins"]["right"][source]["nearest"][0]["off"]
        wrong = FOUND["margins"]["wrong"][source]["nearest"][0]["off"]
        assert 10 * right < limit < wrong / 10


def public_and_new() -> list[Any]:
    made = [(f"seed {seed}", freeze(seed)) for seed in range(30)]
    return [
        pytest.param(arrays, id=name) for name, arrays in [("public", load_case().arrays), *made]
    ]


@pytest.mark.parametrize("arrays", public_and_new())
def test_inputs_of_bent_lines_keep_away_from_the_kink(arrays: dict[str, NDArray[Any]]) -> None:
    distance = np.abs(arrays["bends.z"]).min()

    assert distance >= KINK > 1000 * STEP
    assert (arrays["bends.z"] > 0).any()
    assert (arrays["bends.z"] < 0).any()


WARNS = '''
import warnings

warnings.warn("at import", DeprecationWarning, stacklevel=1)


def warn(z):
    """Warn in every way there is, and return what was given."""
    with np.errstate(all="warn"):
        np.exp(np.full(1, 1e4)), np.log(np.zeros(1)), np.zeros(1) / np.zeros(1)
    np.asarray([1.5]).astype(int), np.float64(1e308) * 10
    for kind in (UserWarning, DeprecationWarning, RuntimeWarning, ResourceWarning):
        warnings.warn("careful " * 20, kind, stacklevel=1)
    return z
'''


def test_warnings_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where whoever grades turns warnings into errors: that is the grader's own affair."""
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    files = reference()
    head = "from numpy.typing import NDArray\n"
    for name in ("activations.py", "layers.py", "losses.py"):
        assert 1 == files[name].count(head)
        files[name] = files[name].replace(head, head + WARNS)
        for said in ("def forward(self, z: Array)", "def forward(self, x: Array)"):
            files[name] = files[name].replace(said, said.replace("forward", "_forward"))
        assert "_forward" in files[name] or name == "losses.py"
    forwards = """

for _kind in [v for v in list(globals().values()) if hasattr(v, "_forward")]:
    _kind.forward = lambda self, given: self._forward(warn(given))
"""
    for name in ("activations.py", "layers.py"):
        files[name] += forwards
    report = grade(Planted("", files, frozenset(), accuracy=False))

    assert {Outcome.PASSED} == {result.outcome for result in report.results}
    assert [] == [result.message for result in report.results if result.message]
