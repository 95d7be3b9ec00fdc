"""A victim: a process of the same user, which holds a secret and stands for other programs."""

import os
import subprocess
import sys
from pathlib import Path

from attacksecrets import SECRET

__all__ = ["Victim"]

VICTIM = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9)  # it ends with the runner
held = os.open(sys.argv[1], os.O_RDONLY)
kept = ctypes.create_string_buffer(sys.argv[2].encode())
print(held, ctypes.addressof(kept), flush=True)
sys.stdin.read()
"""


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
