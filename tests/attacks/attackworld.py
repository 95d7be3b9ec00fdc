"""A throw-away world to attack: dummy secrets, a victim, listeners; and what became of them.

Nothing of it is real, and all of it goes when it is closed. What a payload is told about it stands
in the text that `told` returns, which becomes the module `world` of the hostile package. The secret
is not in it.
"""

import contextlib
import ctypes
import hashlib
import os
import secrets
import selectors
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

__all__ = ["SECRET", "Victim", "World", "family", "fingerprint", "resident"]

SECRET = f"SECRET-{secrets.token_hex(8)}"
"""Whatever must not come back holds this text."""

SHM = Path("/dev/shm")  # noqa: S108 — looked at, never written
VICTIM = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9)  # it ends with the runner
held = os.open(sys.argv[1], os.O_RDONLY)
kept = ctypes.create_string_buffer(sys.argv[2].encode())
print(held, ctypes.addressof(kept), flush=True)
sys.stdin.read()
"""
LARGE = 1 << 26  # bytes; of larger files the size is looked at
FAREWELL = 3.0  # seconds that a process gets to be gone


class Victim:
    """A process of the same user: another program of the one who grades."""

    def __init__(self, secret_file: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", VICTIM, str(secret_file), SECRET],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"LAB_SECRET": SECRET},
            start_new_session=True,
        )
        assert self.process.stdout is not None
        self.held, self.address = map(int, self.process.stdout.readline().split())
        self.pid = self.process.pid

    def state(self) -> tuple[object, ...]:
        """Return what an attack on it would change: that it lives, its limits and its rank."""
        if (ended := self.process.poll()) is not None:
            return ("ended", ended)
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        facts = dict(line.split(":\t", 1) for line in status.splitlines())
        still = facts["State"][0] in "Tt" or facts["TracerPid"] != "0"
        chosen = Path(f"/proc/{self.pid}/oom_score_adj").read_text(encoding="utf-8")
        limits = Path(f"/proc/{self.pid}/limits").read_text(encoding="utf-8")
        rank = os.getpriority(os.PRIO_PROCESS, self.pid), os.sched_getscheduler(self.pid)
        return (still, hash(limits), chosen, rank, sorted(os.sched_getaffinity(self.pid)))

    def end(self) -> None:
        """Kill it, stopped or not."""
        self.process.kill()
        self.process.communicate()


class Listeners:
    """Sockets of every kind that a program could talk to, and what they heard."""

    def __init__(self, folder: Path, nonce: str) -> None:
        self.heard = bytearray()
        self.path, self.abstract = folder / "socket", f"lab-{nonce}"
        self.tcp, self.udp = _bound(socket.SOCK_STREAM), _bound(socket.SOCK_DGRAM)
        self.unix = _unix(str(self.path))
        self.hidden = _unix("\0" + self.abstract)
        self.selector = selectors.DefaultSelector()
        for one in (self.tcp, self.udp, self.unix, self.hidden):
            self.selector.register(one, selectors.EVENT_READ)
        self.mine, self.theirs = socket.socketpair()
        self.selector.register(self.theirs, selectors.EVENT_READ)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while True:
            for key, _ in self.selector.select():
                one = key.fileobj
                assert isinstance(one, socket.socket)
                if one is self.theirs:
                    return
                if one in (self.tcp, self.unix, self.hidden):
                    guest, _ = one.accept()
                    self.heard += b"+"
                    self.selector.register(guest, selectors.EVENT_READ)
                elif data := one.recv(4096):
                    self.heard += data
                else:
                    self.selector.unregister(one)
                    one.close()

    def close(self) -> None:
        """Stop listening."""
        self.mine.close()
        self.thread.join()
        for key in list(self.selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            key.fileobj.close()
        self.selector.close()


def _bound(kind: socket.SocketKind) -> socket.socket:
    one = socket.socket(socket.AF_INET, kind)
    one.bind(("127.0.0.1", 0))
    if kind == socket.SOCK_STREAM:
        one.listen()
    return one


def _unix(name: str) -> socket.socket:
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    one.bind(name)
    one.listen()
    return one


class World:
    """One world: its folder, a victim and listeners, and marks by which traces are known."""

    def __init__(self) -> None:
        self.nonce = secrets.token_hex(6)
        self.folder = Path(tempfile.mkdtemp(prefix="lab-world-"))
        self.secrets, self.home = self.folder / "secrets", self.folder / "secrets" / "home"
        self.planted = self.folder / "planted"
        self.key = int(self.nonce[:7], 16)
        _furnish(self.secrets, self.planted, self.home)
        self.listeners = Listeners(self.folder, self.nonce)
        self.victim = Victim(self.secrets / "gradebook.db")
        self.family = family()
        self.before = self._state()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pid in family() - self.family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.victim.end()
        self.listeners.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        for path in self.traces():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        _remove_segment(self.key)

    def told(self) -> str:
        """Return the module that tells a payload where everything is."""
        return (
            "from pathlib import Path\n"
            f"SECRETS = Path({str(self.secrets)!r})\nHOME = Path({str(self.home)!r})\n"
            f"PLANTED = {str(self.planted)!r}\nNONCE = {self.nonce!r}\nKEY = {self.key}\n"
            f"VICTIM, HELD = {self.victim.pid}, {self.victim.held}\n"
            f"ADDRESS = {self.victim.address}\nGRADER = {os.getpid()}\n"
            f"TCP = {self.listeners.tcp.getsockname()!r}\n"
            f"UDP = {self.listeners.udp.getsockname()!r}\n"
            f"UNIX = {str(self.listeners.path)!r}\nABSTRACT = {self.listeners.abstract!r}\n"
        )

    def traces(self) -> list[Path]:
        """Return what bears this world's mark where everybody may write."""
        places = (Path("/tmp"), Path("/var/tmp"), SHM, Path(tempfile.gettempdir()))  # noqa: S108
        return sorted({p for place in places for p in place.glob(f"*{self.nonce}*")})

    def changes(self) -> dict[str, object]:
        """Return what an attack has brought about, by the sign that shows it; {} is nothing."""
        after = self._state()
        found: dict[str, object] = {
            sign: (self.before[sign], after[sign])
            for sign in after
            if after[sign] != self.before[sign]
        }
        end = time.monotonic() + FAREWELL
        while (left := family() - self.family) and time.monotonic() < end:
            time.sleep(0.01)
        if left:
            found["left"] = left
        return found

    def _state(self) -> dict[str, object]:
        return {
            "written": (fingerprint(self.secrets), self.traces(), _segment(self.key)),
            "heard": bytes(self.listeners.heard),
            "hit": self.victim.state(),
        }


def _furnish(folder: Path, planted: Path, home: Path) -> None:
    """Put dummy secrets where attacks look for them, and a fake torch where it could be found."""
    for name in (
        "solution/layers.py", "home/.ssh/id_rsa", "home/.bashrc", "home/.netrc", ".git/config",
        "others/313551002/layers.py", "tests/test_forward.py", "results.json", "cases.npz",
    ):  # fmt: skip
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{SECRET}\n", encoding="utf-8")
    (folder / "home/.ssh/id_rsa").chmod(0o600)
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        book.execute("create table grades (student text, points text)")
        book.execute("insert into grades values ('313551002', ?)", (SECRET,))
        book.commit()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (planted, home / ".local" / "lib" / version / "site-packages"):
        for name in ("torch", "autograd", "sklearn"):
            (place / name).mkdir(parents=True)
            text = f"__version__ = 'framework {SECRET}'\n"
            (place / name / "__init__.py").write_text(text, encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """Return a digest of all that a tree is: content, mode, owner, time and attributes."""
    digest = hashlib.sha256()
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        facts = [path.name, about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns]
        named = [(n, os.getxattr(path, n)) for n in os.listxattr(path, follow_symlinks=False)]
        short = path.is_file() and not path.is_symlink() and about.st_size < LARGE
        content = path.read_bytes() if short else str(about.st_size).encode()
        digest.update(repr((facts, named, content)).encode())
    return digest.hexdigest()


def family() -> set[int]:
    """Return the processes that descend from this one, except those that have ended."""
    parents = dict(_parents())
    found: set[int] = set()
    fresh = {os.getpid()}
    while fresh:
        fresh = {pid for pid, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = stat.read_bytes().rpartition(b")")[2].split()[:2]
            if state not in (b"Z", b"X"):
                yield int(stat.parent.name), int(parent)


def resident() -> int:
    """Return how much memory this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _segment(key: int) -> int:
    """Return whether a shared memory segment of System V has this key."""
    table = Path("/proc/sysvipc/shm")
    if not table.exists():
        return 0
    return sum(line.split()[:1] == [str(key)] for line in table.read_text().splitlines())


def _remove_segment(key: int) -> None:
    libc = ctypes.CDLL(None)
    if _segment(key) and (segment := libc.shmget(key, 0, 0)) >= 0:
        libc.shmctl(segment, 0, None)
