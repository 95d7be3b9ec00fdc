"""A Jupyter server of our own for one folder: started, waited for, and gone in the end.

Its settings, its token and what it writes for itself are in a temporary folder, and nothing in the
user's own Jupyter folders is read or written.
"""

import contextlib
import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import time
import webbrowser
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import IO, Any, Self

from autograder.marking.jupyter import HOST, jupyter
from autograder.marking.served import Served, answers, leave, served

__all__ = ["NotServed", "Server"]

START_SECONDS = 60.0
STOP_SECONDS = 10.0
TOLD = 2000  # bytes of a log that are quoted

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class NotServed(Exception):  # noqa: N818 — what is the matter, and no error of anybody's
    """One line that says what keeps formgrader from running, and what mends it."""


class Server:
    """Formgrader for one folder of results, for as long as the context lasts."""

    def __init__(self, out: Path, port: int = 0) -> None:
        """Find out what can be wrong before anything is started; port 0 takes a free one."""
        self.out = out.absolute()
        _ready(self.out)
        self.port = _free(port)
        self.token = secrets.token_urlsafe(24)
        self._before: dict[signal.Signals, Any] = {}

    @property
    def address(self) -> str:
        """What to open: the first page, and the token that lets one in."""
        return f"http://{HOST}:{self.port}/formgrader?token={self.token}"

    def __enter__(self) -> Self:
        self._home = TemporaryDirectory(prefix="lab-formgrader-", ignore_cleanup_errors=True)
        home = Path(self._home.name)
        self._log: IO[bytes] = (home / "log.txt").open("w+b")
        # Also where a shell ignores Ctrl-C for what it runs in its background.
        self._before = {how: signal.signal(how, _as_ctrl_c) for how in _STOPPING}
        try:
            self._process = jupyter(home, self.out, self.port, self.token, self._log)
            leave(self.out, Served(self._process.pid, self.address))
            self._await()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the server and everything that it has started."""
        for how, before in self._before.items():
            signal.signal(how, before)
        if hasattr(self, "_process"):
            self._stop()
            leave(self.out, None)
        self._log.close()
        self._home.cleanup()

    def wait(self) -> None:
        """Return on Ctrl-C; NotServed when the server ends by itself."""
        with contextlib.suppress(KeyboardInterrupt):
            status = self._process.wait()
            raise NotServed(f"the server ended by itself (status {status}); start it again")

    def show(self) -> None:
        """Open the address in the user's browser, if there is one."""
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(self.address)

    def _await(self) -> None:
        """Return once the first page can be had."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise NotServed(f"Jupyter could not start: {self._last_words()}")
            if answers(self.address):
                return
            time.sleep(0.1)
        raise NotServed(f"Jupyter did not answer within {START_SECONDS:g} s: {self._last_words()}")

    def _last_words(self) -> str:
        self._log.flush()
        self._log.seek(0)
        lines = self._log.read()[-TOLD:].decode(errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return said[-1] if said else "it says nothing"

    def _stop(self) -> None:
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
                return


def _as_ctrl_c(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ready(out: Path) -> None:
    """Refuse in one line where there is nothing to serve, or it is served already."""
    if importlib.util.find_spec("nbgrader") is None:
        raise NotServed("nbgrader is not installed: python -m pip install nbgrader")
    if not out.is_dir():
        raise NotServed(f"{out} does not exist; name the folder that grade wrote to")
    if not (out / "gradebook.db").is_file() or not (out / "nbgrader_config.py").is_file():
        raise NotServed(f"{out} has no gradebook; make it: tox -e grade -- HANDINS --out {out}")
    if other := served(out):
        raise NotServed(f"{out} is served already: open {other.address}")


def _free(port: int) -> int:
    """Return a port that can be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            said = f"port {port} cannot be had ({error.strerror})"
            raise NotServed(f"{said}; name another with --port, or none") from error
        return int(probe.getsockname()[1])
