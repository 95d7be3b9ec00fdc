"""The benchmarks of the reference say in one line what they need where it is missing."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("program", "missing"),
    [("speed.py", "torch"), ("speed.py", "sklearn"), ("gradients.py", "torch")],
)
def test_a_benchmark_says_what_it_lacks(program: str, missing: str) -> None:
    # What is None in sys.modules cannot be imported; what else is missing here is replaced.
    hide = "sys.modules.update({'torch': types.ModuleType('torch'), %r: None})"
    code = f"import runpy, sys, types; {hide % missing}; runpy.run_path(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "benchmarks" / program)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert f"{missing}" in done.stderr
    assert "is missing; pip install torch" in done.stderr


def test_what_benchmarks_need_is_a_group_of_its_own() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["dependency-groups"]
    users = [name for name, needs in groups.items() if any("torch" in str(n) for n in needs)]

    assert ["benchmarks"] == users
