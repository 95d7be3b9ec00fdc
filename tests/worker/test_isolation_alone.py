"""A process with a second thread is not shut in: Landlock would hold for one of them alone."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from autograder.worker.outside import lacking
from autograder.worker.sandbox import THREADS
from autograder.worker.tier import layers

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif("landlock" not in layers(), reason="there is no Landlock here")


@pytest.mark.parametrize(
    ("threads", "said"), [(0, ""), (1, "a worker has more than one thread before it is shut in")]
)
def test_who_is_not_alone_is_not_shut_in(threads: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "canary").write_text("nobody should read this", encoding="utf-8")
    program = """
        import os, sys, threading
        from autograder.worker import isolation
        for _ in range(int(sys.argv[1])):
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        places = {"readable": [os.__file__], "listed": [], "written": []}
        try:
            found = isolation.finish({"layers": ["landlock"], "canary": sys.argv[2]}, places)
        except isolation.Unconfined as error:
            sys.exit(str(error))
        sys.exit(str(found) if found else 0)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(threads), str(tmp_path / "canary")],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said, bool(said)) == (done.stderr.strip(), done.returncode != 0)


def test_a_second_thread_is_seen_from_outside() -> None:
    program = "import threading; threading.Thread(target=input).start(); print(flush=True); input()"
    found = []
    for text in ("print(flush=True); input()", program):
        with subprocess.Popen(
            [sys.executable, "-c", text], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            found.append(lacking(process.pid, {"landlock"}))
            process.kill()

    assert ["it has more than one thread"] == [w for w in found[1] if w not in found[0]]
