"""Workers as they are: what code in one can do, and that the same code can do it elsewhere."""

import contextlib
import functools
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from autograder.trouble import Died, GraderFault, Raised
from autograder.worker import Lab, Limits, Sources, Zygote, sandbox, workers, zygote
from autograder.worker.isolation import probes
from autograder.worker.outside import lacking
from autograder.worker.proof import confined
from autograder.worker.tier import layers

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what shuts workers in is Linux's own"
)

ROOT = Path(__file__).parents[2]
FREE: frozenset[str] = frozenset()
INNER = frozenset({"limits", "landlock", "seccomp"})
Parents = Callable[[frozenset[str]], Zygote]
Make = Callable[[frozenset[str]], Lab]

# Each returns something true where it succeeds. `there` is a folder of somebody else's, with a
# file `secret` in it; it is given by its name, and the port of somebody who listens, too.
MODULE = """
    import ctypes, fcntl, os, socket, threading
    import numpy as np
    LIBC = ctypes.CDLL(None, use_errno=True)

    def call(name, *arguments):
        ctypes.set_errno(0)
        done = getattr(LIBC, name)(*arguments)
        if done < 0:
            raise OSError(ctypes.get_errno(), name)
        return True

    def read(there, _):
        return len(open(there + "/secret").read()) > 3

    def look_around(there, _):
        return "secret" in os.listdir(there)

    def write(there, _):
        return open(there + "/secret", "a").write(" ") == 1

    def make(there, _):
        return open(there + "/new", "w").write("x") == 1

    def make_in_temporary_files(there, _):
        return open(os.path.dirname(there) + "/of-a-worker", "w").write("x") == 1

    def make_in_shared_memory(_, __):
        path = "/dev/shm/of-a-worker"
        open(path, "w").write("x")
        os.unlink(path)
        return True

    def remove(there, _):
        os.unlink(there + "/secret")
        return True

    def move(there, _):
        os.rename(there + "/secret", there + "/moved")
        return True

    def empty(there, _):
        os.truncate(there + "/secret", 0)
        return True

    def empty_by_opening(there, _):
        os.close(os.open(there + "/secret", os.O_RDONLY | os.O_TRUNC))
        return os.stat(there + "/secret").st_size == 0

    def empty_by_opening_for_neither(there, _):
        os.close(os.open(there + "/secret", os.O_ACCMODE | os.O_TRUNC))
        return os.stat(there + "/secret").st_size == 0

    def open_for_neither(there, _):
        return os.open(there + "/secret", os.O_ACCMODE) > 2

    def keep_others_from_opening_a_file(_, __):
        with open("leased", "w") as file:
            return fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK) == 0

    def take_room_at_once(_, __):
        with open("room", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 1 << 20)
        return True

    def change_mode(there, _):
        os.chmod(there + "/secret", 0o600)
        return True

    def change_times(there, _):
        os.utime(there + "/secret", (1, 1))
        return True

    def change_owner(there, _):
        os.chown(there + "/secret", os.getuid(), os.getgid())
        return True

    def link(there, _):
        os.link(there + "/secret", there + "/linked")
        return True

    def link_out(there, _):
        os.symlink(there + "/secret", "out")
        return True

    def read_in_the_kit(there, _):
        return len(open(there + "/../rubric.toml").read()) > 3

    def run(_, __):
        return os.spawnv(os.P_WAIT, "/bin/true", ["true"]) == 0

    def become_another(_, __):
        os.execv("/bin/true", ["true"])

    def fork(_, __):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return True

    def connect(_, port):
        socket.create_connection(("127.0.0.1", port), 2).close()
        return True

    def send(_, port):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
            return one.sendto(b"x", ("127.0.0.1", port)) == 1

    def listen(_, __):
        socket.create_server(("127.0.0.1", 0)).close()
        return True

    def signal_parent(_, __):
        os.kill(os.getppid(), 0)
        return True

    def look_at_parent(_, __):
        return len(open(f"/proc/{os.getppid()}/cmdline").read()) > 3

    def limit_parent(_, __):
        return call("prlimit64", os.getppid(), 7, None, ctypes.create_string_buffer(16))

    def trace_parent(_, __):
        return call("ptrace", 0x4206, ctypes.c_long(os.getppid()), None, None)

    def share_memory(_, __):
        made = LIBC.shmget(0x4C4142, 4096, 0o1600)
        return made >= 0 and call("shmctl", made, 0, None)

    def make_memory_file(_, __):
        return call("memfd_create", b"x", 0)

    def name_spaces(_, __):
        return call("unshare", 0x10000000)

    def leave_its_session(_, __):
        os.setsid()
        return True

    def outlive(_, __):
        return call("prctl", 1, 0, 0, 0, 0)

    def more_files(_, __):
        import resource
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard + 1, hard + 1))
        return True

    # What a program may do, and has to be able to.
    def own_files():
        with open("mine.txt", "w") as file:
            file.write("x")
        os.mkdir("folder")
        os.rename("mine.txt", "yours.txt")
        os.rmdir("folder")
        return os.listdir(".").count("yours.txt")

    def threads():
        found = []
        one = threading.Thread(target=found.append, args=(1,))
        one.start()
        one.join()
        return found

    def libraries():
        import bz2, csv, ctypes, decimal, hashlib, json, lzma, sqlite3, unicodedata, zoneinfo
        np.save("a.npy", np.ones(3))
        hashlib.sha256(b"x").hexdigest()
        return float(np.linalg.inv(np.eye(3) * 2).sum() + np.load("a.npy").sum())

    def quiet():
        with open(os.devnull, "w") as nowhere:
            return print("x", file=nowhere) is None
"""
# Root may give away the files of others, and what it owns anyway is no attack on anybody.
ATTEMPTS = [
    line.split()[1].partition("(")[0]
    for line in MODULE.splitlines()
    if line.endswith((", _):", "(_, __):", "(_, port):")) and "def call" not in line
]
# Even without any layer these do not succeed here, or not for everybody.
HARMLESS_HERE = {"read_in_the_kit", "become_another", "more_files", "leave_its_session"}


@pytest.fixture
def there() -> Iterator[Path]:
    """Give a folder of somebody else's, in the folder of temporary files."""
    with TemporaryDirectory(prefix="somebody-else-") as name:
        (Path(name) / "secret").write_text("a secret", encoding="utf-8")
        yield Path(name)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "layers.py").write_text(textwrap.dedent(MODULE), encoding="utf-8")
    return Sources(tmp_path / "work", {}, "work")


@pytest.fixture(scope="module")
def parents() -> Iterator[Parents]:
    """Give what forks workers in these layers, started once."""
    with contextlib.ExitStack() as stack:

        @functools.cache
        def parent(wanted: frozenset[str]) -> Zygote:
            one = stack.enter_context(zygote(Limits(layers=wanted)))
            assert one is not None
            return one

        yield parent


@pytest.fixture
def lab_in(parents: Parents, sources: Sources) -> Iterator[Make]:
    """Give a function that puts the module into a worker in these layers."""
    with contextlib.ExitStack() as stack:

        def make(wanted: frozenset[str]) -> Lab:
            spare = stack.enter_context(workers(Limits(layers=wanted), parents(wanted)))
            lab = Lab(sources, spare)
            stack.callback(lab.stop)
            return lab

        yield make


def outcome(lab: Lab, attempt: str, there: Path, port: int) -> bool:
    """Whether an attempt succeeds; one that ends the worker does not."""
    try:
        return bool(getattr(lab.layers, attempt)(str(there), port))
    except Raised:
        return False


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_code_in_a_worker_cannot(attempt: str, lab_in: Make, there: Path, port: int) -> None:
    lab = lab_in(INNER)

    assert not outcome(lab, attempt, there, port)
    assert ["secret"] == [path.name for path in there.iterdir()]
    assert "a secret" == (there / "secret").read_text("utf-8")


@pytest.mark.parametrize("attempt", sorted({*ATTEMPTS} - HARMLESS_HERE))
def test_the_same_code_can_where_nothing_shuts_it_in(
    attempt: str, lab_in: Make, there: Path, port: int
) -> None:
    lab = lab_in(FREE)
    found = outcome(lab, attempt, there, port)
    (there.parent / "of-a-worker").unlink(missing_ok=True)

    assert found


@pytest.mark.parametrize("wanted", [INNER, layers()], ids=["inner", "all"])
def test_what_a_program_needs_works(wanted: frozenset[str], lab_in: Make) -> None:
    lab = lab_in(wanted)

    assert 1 == lab.layers.own_files()
    assert [1] == lab.layers.threads()
    assert 4.5 == lab.layers.libraries()
    assert lab.layers.quiet()


def test_nothing_else_that_is_installed_can_be_read(sources: Sources, lab_in: Make) -> None:
    (sources.folder / "layers.py").write_text(
        "import sys, importlib\n"
        "def find(folder):\n"
        "    sys.path.append(folder)\n"
        "    return importlib.import_module('pytest').__name__\n",
        encoding="utf-8",
    )
    installed = str(Path(pytest.__file__).parents[1])
    with pytest.raises(Raised) as refused:
        lab_in(INNER).layers.find(installed)

    assert "PermissionError" == refused.value.kind
    assert "pytest" == lab_in(FREE).layers.find(installed)


def test_a_worker_shows_from_outside_that_it_is_shut_in(lab_in: Make) -> None:
    shut_in, free = lab_in(INNER), lab_in(FREE)
    for lab in (shut_in, free):
        assert [1] == lab.layers.threads()
    assert shut_in.worker is not None
    assert free.worker is not None

    assert [] == lacking(shut_in.worker.started.pid, INNER)
    found = lacking(free.worker.started.pid, INNER)
    assert {"it may still gain rights", "its system calls are not filtered"} <= set(found)


def test_a_process_that_cannot_be_seen_from_outside_is_not_believed() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()

    assert ["/proc does not show it: it has ended, or /proc is mounted with hidepid=2"] == lacking(
        ended.pid, INNER
    )


IDLE = {
    "landlock": "it can read a file of somebody else's",
    "seccomp": "it can change the mode of a file.*its system calls are not filtered",
    "capabilities": "it has powers of root's",
}


@pytest.mark.usefixtures("cold")
@pytest.mark.parametrize("layer", IDLE)
def test_a_layer_that_silently_does_nothing_is_noticed(
    layer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if layer == "capabilities" and os.getuid() != 0:
        pytest.skip("only root has powers to give up")
    copy = tmp_path / "worker"
    shutil.copytree(Path(sandbox.__file__).parent, copy)
    module = copy / "isolation" / f"{layer}.py"
    verb = "def drop(" if layer == "capabilities" else "def restrict("
    text = module.read_text("utf-8")
    assert verb in text
    module.write_text(f"{text}\n\n{verb}*_, **__): pass\n", encoding="utf-8")
    monkeypatch.setattr(sandbox, "SERVE", copy / "serve.py")
    with workers(Limits(layers=INNER)) as spare:
        worker = spare()
        with pytest.raises(GraderFault, match=f"not shut in as it should be: .*{IDLE[layer]}"):
            confined(worker, [])

        assert worker.stopped


def test_a_worker_that_cannot_read_what_it_is_handed_is_not_used(tmp_path: Path) -> None:
    with workers(Limits(layers=INNER)) as spare:
        worker = spare()
        with pytest.raises(GraderFault, match=f"as it should be: it cannot read {tmp_path}/gone$"):
            confined(worker, [tmp_path / "gone"])

        assert worker.stopped


def test_a_scratch_folder_that_cannot_be_written_to_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    canary = str(tmp_path / "canary")

    assert [] == probes.tried(FREE, canary, [], str(tmp_path / "own"))
    assert ["it cannot write to its own folder"] == probes.tried(
        FREE, canary, [], str(tmp_path / "gone")
    )


def test_no_worker_outlives_its_call_though_it_tries(sources: Sources, lab_in: Make) -> None:
    (sources.folder / "layers.py").write_text(
        "import os, signal, threading, time\n"
        "def stay():\n"
        "    for n in range(1, 65):\n"
        "        try: signal.signal(n, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n"
        "    threading.Thread(target=time.sleep, args=(60,)).start()\n"
        "    return os.getpid()\n",
        encoding="utf-8",
    )
    lab = lab_in(layers())
    pid = lab.layers.stay()
    lab.stop()
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.01)

    assert not Path(f"/proc/{pid}").exists()


def test_an_older_landlock_is_used_as_far_as_it_goes() -> None:
    """The versions differ in what they know; none may be asked for what it does not."""
    program = """
        import os, sys
        from pathlib import Path
        from autograder.worker.isolation import kernel, landlock
        landlock.version = lambda: int(sys.argv[1])
        kernel.prctl(38, 1)
        landlock.restrict(readable=[], listed=[], written=[], own=sys.argv[2])
        (Path(sys.argv[2]) / "made").touch()
        try:
            (Path(sys.argv[2] + "-beside")).touch()
        except PermissionError:
            print("refused")
    """
    for version in range(1, 8):
        with TemporaryDirectory() as folder:
            done = subprocess.run(
                [sys.executable, "-c", textwrap.dedent(program), str(version), folder],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert ("refused\n", "") == (done.stdout, done.stderr), version


@pytest.mark.parametrize("wanted", [FREE, INNER], ids=["free", "inner"])
def test_a_flood_of_files_ends_at_a_limit(
    wanted: frozenset[str], sources: Sources, lab_in: Make
) -> None:
    (sources.folder / "layers.py").write_text(
        "import itertools\n"
        "def flood():\n"
        "    for n in itertools.count():\n"
        "        with open(str(n), 'wb') as file:\n"
        "            file.write(bytes(1 << 22))\n",
        encoding="utf-8",
    )
    lab = lab_in(wanted)
    with pytest.raises(Died, match="it wrote more than 256 MB"):
        lab.layers.flood()

    assert lab.worker is not None
    assert not lab.worker.started.scratch.exists()


def test_what_a_thread_writes_between_two_calls_ends_at_the_limit(
    sources: Sources, lab_in: Make
) -> None:
    (sources.folder / "layers.py").write_text(
        "import itertools, threading\n"
        "def flood():\n"
        "    for n in itertools.count():\n"
        "        with open(str(n), 'wb') as file:\n"
        "            file.write(bytes(1 << 22))\n"
        "def begin():\n"
        "    threading.Thread(target=flood, daemon=True).start()\n"
        "    return 1\n",
        encoding="utf-8",
    )
    lab = lab_in(INNER)
    assert 1 == lab.layers.begin()
    assert lab.worker is not None
    lab.worker.process.wait(30)

    with pytest.raises(Died, match="it wrote more than 256 MB"):
        lab.layers.begin()


def test_a_flood_of_threads_ends_at_a_limit(sources: Sources, lab_in: Make) -> None:
    (sources.folder / "layers.py").write_text(
        "import threading\n"
        "def flood():\n"
        "    threading.stack_size(1 << 16)\n"
        "    for n in range(1000):\n"
        "        threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "    threading.Event().wait()\n",
        encoding="utf-8",
    )
    with pytest.raises(Died, match="it started more than 256 threads"):
        lab_in(INNER).layers.flood()


def test_a_disk_that_gets_full_ends_workers_and_costs_nobody_a_point(
    sources: Sources, lab_in: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sources.folder / "layers.py").write_text("import time\ndef wait(): time.sleep(60)\n")
    lab = lab_in(INNER)
    lab.seed(0)
    monkeypatch.setattr("autograder.worker.process.crowded", lambda _: True)

    with pytest.raises(GraderFault, match="the disk of the temporary files is nearly full"):
        lab.layers.wait()
