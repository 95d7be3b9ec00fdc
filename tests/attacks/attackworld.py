"""A throw-away world to attack: dummy secrets, a victim, listeners; and what became of them.

Nothing of it is real, and all of it goes when it is closed. What a payload is told about it stands
in the text that `told` returns, which becomes the module `world` of the hostile package. The secret
is not in it.
"""

import contextlib
import os
import secrets
import signal
import tempfile
import time
from pathlib import Path
from typing import Self

from attacklisteners import Listeners
from attacksecrets import fingerprint, furnish
from attacktraces import family, files, release, segment
from attackvictim import Victim

from autograder.worker.removal import remove

__all__ = ["World"]

FAREWELL = 20.0  # seconds that a process gets to be gone, however busy the machine is


class World:
    """One world: its folder, a victim and listeners, and marks by which traces are known."""

    def __init__(self) -> None:
        self.nonce = secrets.token_hex(6)
        self.folder = Path(tempfile.mkdtemp(prefix="lab-world-"))
        self.secrets, self.home = self.folder / "secrets", self.folder / "secrets" / "home"
        self.planted = self.folder / "planted"
        self.key = int(self.nonce[:7], 16)
        furnish(self.secrets, self.planted, self.home)
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
        remove(self.folder)
        for path in files(self.nonce):
            remove(path) if path.is_dir() else path.unlink()
        release(self.key)

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

    def changes(self, patience: float = FAREWELL) -> dict[str, object]:
        """Return what an attack has brought about, by the sign that shows it; {} is nothing.

        Processes get `patience` seconds to be gone.
        """
        after = self._state()
        found: dict[str, object] = {
            sign: (self.before[sign], after[sign])
            for sign in after
            if after[sign] != self.before[sign]
        }
        end = time.monotonic() + patience
        while (left := family() - self.family) and time.monotonic() < end:
            time.sleep(0.01)
        if left:
            found["left"] = left
        return found

    def _state(self) -> dict[str, object]:
        return {
            "written": (fingerprint(self.secrets), files(self.nonce), segment(self.key)),
            "heard": bytes(self.listeners.heard),
            "hit": self.victim.state(),
        }
