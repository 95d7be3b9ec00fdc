"""Workers that are forked: each as fresh as a cold one, and none is left behind."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.trouble import GraderFault
from autograder.worker import Lab, Limits, Sources, Zygote, workers, zygote

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")

ROOT = Path(__file__).parents[2]
MODULE = """
    import os, random, sys, tempfile
    import numpy as np

    def note(value):
        np.noted = getattr(np, "noted", 0) + value
        return np.noted

    def drawn():
        return float(np.random.random()) + random.random()

    def places():
        home = os.path.expanduser("~")
        return [home, tempfile.gettempdir(), os.getcwd()], sorted(os.environ)

    def loaded(name):
        return name in sys.modules

    def files():
        return [n for n in range(4096) if is_open(n)]

    def is_open(number):
        try:
            os.fstat(number)
        except OSError:
            return False
        return True

    def parent():
        return os.getppid()

    def wait():
        import time
        time.sleep(60)
"""


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "layers.py").write_text(textwrap.dedent(MODULE), encoding="utf-8")
    return Sources(tmp_path / "work", {}, "work")


@pytest.fixture(scope="module")
def parent() -> Iterator[Zygote]:
    with zygote(Limits()) as one:
        assert one is not None
        yield one


def running(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ended(pid: int) -> bool:
    """Whether a process ends within a second or two."""
    for _ in range(200):
        if not running(pid):
            return True
        time.sleep(0.01)
    return False


def test_what_one_worker_changes_no_other_one_sees(parent: Zygote, sources: Sources) -> None:
    with workers(Limits(), parent) as spare:
        for _ in range(3):
            lab = Lab(sources, spare)
            assert 5 == lab.layers.note(5)
            lab.stop()


def test_chance_is_another_one_in_every_worker(parent: Zygote, sources: Sources) -> None:
    with workers(Limits(), parent) as spare:
        labs = [Lab(sources, spare) for _ in range(3)]
        drawn = {lab.layers.drawn() for lab in labs}
        for lab in labs:
            lab.stop()

    assert 3 == len(drawn)


def test_each_has_a_folder_and_an_environment_of_its_own(parent: Zygote, sources: Sources) -> None:
    with workers(Limits(), parent) as spare:
        lab = Lab(sources, spare)
        places, names = lab.layers.places()
        assert lab.worker is not None
        scratch = str(lab.worker.started.scratch)
        lab.stop()

    assert [scratch] * 3 == places
    assert not {"PWD", "SHELL", "VIRTUAL_ENV", "PATH"} & set(names)
    assert not Path(scratch).exists()


def test_nothing_that_is_open_is_handed_down(parent: Zygote, sources: Sources) -> None:
    with workers(Limits(), parent) as spare:
        lab = Lab(sources, spare)
        lab.fresh().layers.note(1)  # pipes of another worker are open meanwhile
        files = lab.layers.files()
        lab.stop()

    # Three standard ones, and two of the protocol.
    assert list(range(5)) == files


def test_matplotlib_is_loaded_for_who_draws_and_for_nobody_else(sources: Sources) -> None:
    with workers(Limits()) as spare:
        for drawing in (False, True):
            lab = Lab(sources, spare, drawing=drawing)
            assert drawing is lab.layers.loaded("matplotlib.pyplot")
            lab.stop()


def test_nothing_of_the_kit_is_in_its_memory(sources: Sources) -> None:
    """A canary in this process, where checks and cases live, is not found in the other two."""
    canary = np.frombuffer(os.urandom(16)).tobytes() * 2
    with workers(Limits()) as spare:
        lab = Lab(sources, spare)
        pids = [lab.layers.parent(), lab.worker.process.pid if lab.worker else 0]
        kit = [lab.layers.loaded(name) for name in ("autograder", "autograder.cases", "datasets")]
        found = [canary in memory(pid) for pid in (*pids, os.getpid())]
        lab.stop()

    assert [False, False, False] == kit
    assert [False, False, True] == found


def memory(pid: int) -> bytes:
    """Return all that a process has in memory and may write to."""
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        for line in Path(f"/proc/{pid}/maps").read_text("utf-8").splitlines():
            span, rights, *_ = line.split()
            first, last = (int(end, 16) for end in span.split("-"))
            if rights.startswith("rw") and last - first < 1 << 28:
                file.seek(first)
                found.append(file.read(last - first))
    return b"".join(found)


def test_a_parent_that_ends_is_nobodys_mistake_but_ours(sources: Sources) -> None:
    with workers(Limits()) as spare:
        lab = Lab(sources, spare)
        os.kill(lab.layers.parent(), signal.SIGKILL)

        with pytest.raises(GraderFault, match="what starts the workers has ended"):
            lab.layers.wait()
        with pytest.raises(GraderFault, match="no worker can be started"):
            lab.fresh().layers.note(1)
        lab.stop()


def test_the_end_of_one_submissions_parent_leaves_the_others_alone(
    parent: Zygote, sources: Sources
) -> None:
    with workers(Limits(), parent) as one, workers(Limits(), parent) as other:
        first, second = Lab(sources, one), Lab(sources, other)
        assert first.layers.parent() != second.layers.parent()
        os.kill(first.layers.parent(), signal.SIGKILL)
        with pytest.raises(GraderFault):
            first.layers.wait()

        assert 1 == second.layers.note(1)
        first.stop()
        second.stop()


def test_no_process_is_left(parent: Zygote, sources: Sources) -> None:
    with workers(Limits(), parent) as spare:
        lab = Lab(sources, spare)
        pids = [lab.layers.parent(), lab.worker.process.pid if lab.worker else 0]
        # Nobody stops the lab before.

    assert all(map(ended, pids))
    lab.stop()


def test_all_end_with_whoever_started_them(sources: Sources) -> None:
    program = f"""
        import os, sys
        from pathlib import Path
        from autograder.worker import Lab, Limits, Sources, workers
        with workers(Limits()) as spare:
            lab = Lab(Sources(Path({str(sources.folder)!r}), {{}}, "work"), spare)
            print(lab.layers.parent(), lab.worker.process.pid, flush=True)
            os.kill(os.getpid(), 9)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    pids = [int(pid) for pid in done.stdout.split()]
    assert 2 == len(pids), done.stderr
    assert all(map(ended, pids))


def test_an_answer_that_comes_too_late_is_not_taken_for_another() -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        one = Zygote(ours, Limits())
        ours.settimeout(0.05)
        with pytest.raises(GraderFault, match="timed out"):
            one.ask("worker")
        for number in (1, 2):
            theirs.send(f'{{"pid": 470{number}, "number": {number}}}'.encode())

        assert 4702 == one.ask("worker")["pid"]
