"""Zygotes with and without confinement, and a place for all that is temporary."""

import contextlib
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

from attackdoor import limits_by_tier  # noqa: E402 — found only now
from attackrecord import Record  # noqa: E402 — found only now
from attacksecrets import SECRET  # noqa: E402 — found only now
from attackworld import World  # noqa: E402 — found only now

from autograder.worker import Zygote, zygote  # noqa: E402 — found only now

SUBREAPER = 36  # prctl: who loses its parent becomes our child, so nothing gets lost
WATCHDOG = 240  # seconds; an attack that stops the runner itself ends it


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say where what came of the attacks is written."""
    about = "write what came of the attacks, as in docs/attacks.json"
    parser.addoption("--record", type=Path, metavar="FILE", help=about)


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark of what is tried as an ordinary user too."""
    config.addinivalue_line("markers", "layers: stopped by the layers that shut a worker in")


@pytest.fixture(scope="session")
def record(request: pytest.FixtureRequest) -> Iterator[Record]:
    """Return what keeps what came of the attacks, and write it at the end where that is asked."""
    kept = Record()
    yield kept
    if path := request.config.getoption("--record"):
        kept.write(path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the bank out where nothing shuts a worker in."""
    if sys.platform != "linux":
        reason = "Landlock and the filter of system calls are Linux's"
        for item in items:
            item.add_marker(pytest.mark.skip(reason=reason))


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
def parents(_runner: None) -> Iterator[Mapping[str, Zygote]]:
    """Return what forks workers, by the tier that they are shut in to; at D they are free."""
    with contextlib.ExitStack() as stack:
        found = {name: stack.enter_context(zygote(limits)) for name, limits in limits_by_tier()}
        assert None not in found.values(), "workers cannot be forked here"
        yield {name: one for name, one in found.items() if one is not None}


@pytest.fixture
def world(parents: Mapping[str, Zygote]) -> Iterator[World]:  # noqa: ARG001 — they come first
    """Return a world of its own, which is gone afterwards."""
    with World() as one:
        yield one


@pytest.fixture
def kept_free(parents: Mapping[str, Zygote]) -> Iterator[None]:  # noqa: ARG001
    """Demand that nothing new lies in the folder for temporary files afterwards."""
    folder = Path(tempfile.gettempdir())
    before = set(folder.iterdir())
    yield
    assert before == set(folder.iterdir())
