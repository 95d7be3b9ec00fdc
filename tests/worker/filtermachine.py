"""A machine that runs a filter of system calls as the kernel would, for any processor.

Only the instructions that the kit's filters are made of, each as the kernel's documentation of
classic BPF says. So the filter of a processor that is not at hand can be tried out too.
"""

import struct
from collections.abc import Sequence

__all__ = ["ALLOW", "KILL", "NO_SUCH_CALL", "REFUSE", "verdict"]

KILL, ALLOW = 0x80000000, 0x7FFF0000
REFUSE, NO_SUCH_CALL = 0x00050000 | 1, 0x00050000 | 38
INSTRUCTION = struct.Struct("<HBBI")


def verdict(program: bytes, machine: int, number: int, arguments: Sequence[int] = ()) -> int:
    """Return what the program says of one call, with up to six arguments of 64 bits."""
    given = [*(a & (1 << 64) - 1 for a in arguments), *[0] * (6 - len(arguments))]
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, machine, 0, *given)
    steps = list(INSTRUCTION.iter_unpack(program))
    at = held = 0
    while True:
        code, if_so, if_not, value = steps[at]
        at += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            (held,) = struct.unpack_from("<I", data, value)
        elif code == 0x54:
            held &= value
        elif code in (0x15, 0x35):
            hit = held == value if code == 0x15 else held >= value
            at += if_so if hit else if_not
        else:
            raise AssertionError(f"no instruction of ours: {code:#x}")
