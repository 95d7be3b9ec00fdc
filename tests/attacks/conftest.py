"""Zygotes with and without confinement, and a place for all that is temporary."""

import ctypes
import faulthandler
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

for folder in ("", "handin", "document", "outputs"):  # what hostile hand-ins are made of
    sys.path.append(str(Path(__file__).parents[1] / folder))

from attackrun import limits_for
from attackworld import SECRET, World

from autograder.worker import Zygote, zygote

SUBREAPER = 36  # prctl: who loses its parent becomes our child, so nothing gets lost
WATCHDOG = 240  # seconds; an attack that stops the runner itself ends it


def pytest_ignore_collect() -> bool | None:
    """Leave the bank out where there is nothing that it could attack."""
    return True if sys.platform != "linux" else None


@pytest.fixture(scope="session", autouse=True)
def _runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Adopt processes that are left, keep a secret, and have temporary files apart."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    os.environ["LAB_SECRET"] = SECRET
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("t"))
    yield
    tempfile.tempdir = before
    del os.environ["LAB_SECRET"]


@pytest.fixture(autouse=True)
def _watchdog() -> Iterator[None]:
    """End everything if a test does not end: whoever tries attacks needs it."""
    faulthandler.dump_traceback_later(WATCHDOG, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def parents(_runner: None) -> Iterator[Mapping[bool, Zygote]]:
    """Return what forks workers: confined ones, and others."""
    with (
        zygote(limits_for(confined=True)) as confined,
        zygote(limits_for(confined=False)) as free,
    ):
        assert confined, "workers cannot be forked here"
        assert free, "workers cannot be forked here"
        yield {True: confined, False: free}


@pytest.fixture
def world(parents: Mapping[bool, Zygote]) -> Iterator[World]:  # noqa: ARG001 — they come first
    """Return a world of its own, which is gone afterwards."""
    with World() as one:
        yield one


@pytest.fixture
def kept_free(parents: Mapping[bool, Zygote]) -> Iterator[None]:  # noqa: ARG001
    """Demand that nothing new lies in the folder for temporary files afterwards."""
    folder = Path(tempfile.gettempdir())
    before = set(folder.iterdir())
    yield
    assert before == set(folder.iterdir())
