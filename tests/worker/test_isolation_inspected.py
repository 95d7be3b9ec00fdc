"""Nobody of a worker's own user can look into it. Root may look into all, so others try it."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ordinary import only_root, passed

from autograder.worker import Limits, workers
from autograder.worker.proof import confined

INNER = frozenset({"limits", "landlock", "seccomp"})
PLACES = ("environ", "maps", "mem", "fd", "cwd")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what shuts workers in is Linux's own"
)


def opened(pid: int) -> Iterator[str]:
    """Yield what of a process can be looked into."""
    for place in PLACES:
        path = Path(f"/proc/{pid}/{place}")
        try:
            if path.is_dir():
                list(path.iterdir())
            else:
                path.open("rb").close()
        except PermissionError:
            continue
        yield place


@pytest.mark.skipif(
    sys.platform == "linux" and os.geteuid() == 0,
    reason="root may look into all; the test below runs it as somebody else",
)
@pytest.mark.parametrize(("wanted", "seen"), [(frozenset(), PLACES), (INNER, ())])
def test_a_worker_cannot_be_inspected_by_its_own_user(
    wanted: frozenset[str], seen: tuple[str, ...]
) -> None:
    with workers(Limits(layers=wanted)) as spare:
        worker = spare()
        confined(worker, [])
        found = tuple(opened(worker.started.pid))
        worker.stop()

    assert seen == found


@only_root
def test_an_ordinary_user_cannot_inspect_a_worker() -> None:
    assert 2 == len(passed(Path(__file__)))
