"""What a worker can import: what the lab needs, whole, and nothing else that is installed."""

import re
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder.trouble import Raised
from autograder.worker import Lab, Limits, Sources, sandbox, workers


def needs(name: str, seen: set[str]) -> set[str]:
    """Return a distribution and all that it needs here, from its own metadata."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name in seen:
        return seen
    seen.add(name)
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            needs(requirement.name, seen)
    return seen


def test_the_list_of_needed_packages_is_what_their_metadata_says() -> None:
    needed = needs("matplotlib", needs("numpy", set()))
    expected = {
        module
        for module, owners in packages_distributions().items()
        if {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners} & needed
        and not module.startswith("_")
    }

    assert {"numpy", "matplotlib"} <= expected <= set(sandbox.NEEDED)


def test_only_what_is_there_is_passed_on() -> None:
    assert "numpy" in sandbox.packages()
    assert "no_such_package" not in sandbox.packages(("no_such_package",))


def test_a_harmless_package_can_be_made_visible() -> None:
    assert "pytest" not in sandbox.packages()
    assert "pytest" in sandbox.packages(("pytest",))


@pytest.mark.parametrize("name", ["pytest", "_pytest.config", "autograder", "autograder.cases"])
def test_what_else_is_installed_is_not_found_where_nothing_else_hides_it(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "layers.py").write_text(
        "import importlib\ndef find(name): return importlib.import_module(name).__name__\n",
        encoding="utf-8",
    )
    with workers(Limits(layers=frozenset())) as spare:
        lab = Lab(Sources(tmp_path, {}, "work"), spare)
        assert "matplotlib.pyplot" == lab.layers.find("matplotlib.pyplot")
        with pytest.raises(Raised) as caught:
            lab.layers.find(name)
        lab.stop()

    assert "ModuleNotFoundError" == caught.value.kind


def test_the_metadata_is_there_to_compare_with() -> None:
    try:
        distribution("numpy")
    except PackageNotFoundError as error:
        raise AssertionError("the test above proves nothing without NumPy's metadata") from error
