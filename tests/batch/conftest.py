"""The sample class, made once; a place for results; and the command, as a user starts it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.batch import make_sample_class
from autograder.session import ROOT

Process = subprocess.Popen[str]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return each sample by the last digits of its student's id: 001, 002 and so on."""
    paths = make_sample_class(tmp_path_factory.mktemp("class"))
    return {path.name.partition("_313551")[2][:3]: path for path in paths}


@pytest.fixture(scope="session")
def start() -> Callable[..., Process]:
    """Return a function that starts `python -m autograder grade` with these arguments."""

    def started(*arguments: str | Path) -> Process:
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return started
