"""Ask the Linux kernel what Python has no function for, by number, and raise what it answers."""

import ctypes
import os
import platform
import sys
from typing import NamedTuple

__all__ = ["MACHINE", "MACHINES", "Machine", "prctl", "system_call"]


class Machine(NamedTuple):
    """What differs from processor to processor: its name to seccomp, and three numbers of calls.

    Source: `AUDIT_ARCH_*` in the kernel's `linux/audit.h`, and its tables of system calls.
    """

    name: str
    audit: int
    seccomp: int
    capset: int


MACHINES = {
    "x86_64": Machine("x86_64", 0xC000003E, seccomp=317, capset=126),
    "aarch64": Machine("aarch64", 0xC00000B7, seccomp=277, capset=91),
}


def _machine() -> Machine | None:
    # A 32-bit Python on a 64-bit kernel makes other system calls than the tables have.
    if sys.platform != "linux" or sys.maxsize < 1 << 32 or sys.byteorder != "little":
        return None
    return MACHINES.get(platform.machine())


MACHINE = _machine()
"""The machine that this is; None where its system calls are not known."""

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def prctl(option: int, first: int = 0, second: int = 0) -> int:
    """Set or ask something of this process (prctl, 2); OSError as the kernel answers."""
    assert _libc is not None
    numbers = [ctypes.c_ulong(n) for n in (option, first, second, 0, 0)]
    return _answered(_libc.prctl(*numbers))


def system_call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call with integers, buffers and null pointers; OSError as it answers."""
    assert _libc is not None
    plain = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _answered(_libc.syscall(ctypes.c_long(number), *plain))


def _answered(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result
