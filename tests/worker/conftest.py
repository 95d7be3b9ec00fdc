"""How workers are started in these tests; what an ordinary user tries is run by a module above."""

import contextlib
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all workers started from nothing, as on a system that cannot fork."""
    monkeypatch.setattr("autograder.worker.supply.zygote", lambda _: contextlib.nullcontext())


@pytest.fixture(params=["cold", "forked"])
def kind(request: pytest.FixtureRequest) -> str:
    """Have all workers started in one way, and then in the other."""
    if request.param == "cold":
        request.getfixturevalue("cold")
    elif sys.platform != "linux":
        pytest.skip("workers are forked on Linux alone")
    return str(request.param)
