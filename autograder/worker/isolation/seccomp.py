"""Have the kernel refuse every system call of this process that a worker has no need of."""

import ctypes
import os
import struct

from . import kernel, numbers
from .calls import ALLOWED, CONDITIONS
from .program import assembled

__all__ = ["known", "restrict"]

SET_MODE_FILTER, ALL_THREADS = 1, 1
INSTRUCTION = 8  # bytes


def known() -> bool:
    """Whether this kernel filters system calls, and we know their numbers here."""
    if kernel.MACHINE is None:
        return False
    with open("/proc/self/status", "rb") as status:  # noqa: PTH123 — no Path in a worker's way
        return any(line.startswith(b"Seccomp:") for line in status)


def restrict() -> None:
    """Install the filter, for good and for all threads. Needs no_new_privs."""
    assert kernel.MACHINE is not None
    table = numbers.TABLES[kernel.MACHINE.name]
    program = assembled(
        kernel.MACHINE.audit,
        [table[name] for name in ALLOWED if name in table],
        {table[name]: rule for name, rule in CONDITIONS.items() if name in table},
        [table["clone3"], table["openat2"]],
        os.getpid(),
    )
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("<HxxxxxxQ", len(program) // INSTRUCTION, ctypes.addressof(buffer))
    kernel.system_call(kernel.MACHINE.seccomp, SET_MODE_FILTER, ALL_THREADS, header)
