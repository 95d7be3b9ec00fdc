"""Have the kernel refuse every system call of this process that a worker has no need of."""

import ctypes
import os
import struct

from . import kernel, numbers
from .calls import ABSENT, ALLOWED, CONDITIONS
from .program import assembled

__all__ = ["known", "program", "restrict"]

SET_MODE_FILTER, ALL_THREADS = 1, 1
INSTRUCTION = 8  # bytes


def known() -> bool:
    """Whether this kernel filters system calls, and we know their numbers here.

    Without /proc nobody could see from outside that it does.
    """
    if kernel.MACHINE is None:
        return False
    try:
        with open("/proc/self/status", "rb") as status:  # noqa: PTH123 — no Path in a worker's way
            return any(line.startswith(b"Seccomp:") for line in status)
    except OSError:
        return False


def program(machine: kernel.Machine, own: int) -> bytes:
    """Return the filter for a machine, and a process of this number."""
    table = numbers.TABLES[machine.name]
    return assembled(
        machine.audit,
        [table[name] for name in ALLOWED if name in table],
        {table[name]: rule for name, rule in CONDITIONS.items() if name in table},
        [table[name] for name in ABSENT],
        own,
    )


def restrict() -> None:
    """Install the filter, for good and for all threads. Needs no_new_privs."""
    assert kernel.MACHINE is not None
    steps = program(kernel.MACHINE, os.getpid())
    buffer = ctypes.create_string_buffer(steps, len(steps))
    header = struct.pack("<HxxxxxxQ", len(steps) // INSTRUCTION, ctypes.addressof(buffer))
    kernel.system_call(kernel.MACHINE.seccomp, SET_MODE_FILTER, ALL_THREADS, header)
