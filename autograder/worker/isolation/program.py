"""Write the filter of system calls as a program of the kernel's own little machine.

Source: the kernel's `userspace-api/seccomp_filter.rst` and `linux/bpf_common.h`. A program looks
at the machine and the number of a call, and where a condition says so at the lower half of one
argument, and ends with a verdict.
"""

import errno
import struct
from collections.abc import Iterable, Mapping

from .calls import Condition

__all__ = ["assembled"]

Instruction = bytes

LOAD, AND, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, AUDIT, ARGUMENTS, EACH = 0, 4, 16, 8  # where in `struct seccomp_data`
KILL, REFUSE, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000

X32 = 0x40000000  # a second set of numbers on x86_64, for pointers of 32 bits
RECENT = 424  # from here on numbers are the same on every machine, and libraries have other ways


def assembled(
    machine: int,
    allowed: Iterable[int],
    conditions: Mapping[int, Condition],
    absent: Iterable[int],
    own: int,
) -> bytes:
    """Return the program for a machine, by its name to the kernel.

    `allowed` and the keys of `conditions` are numbers of calls. Calls that are `absent` do not
    exist as far as a worker can see, so that libraries do without them. `own` is its process id.
    """
    program = [
        *(_load(AUDIT), _step(IF_EQUAL, machine, 1, 0), _end(KILL)),
        *(_load(NUMBER), _step(IF_AT_LEAST, X32, 0, 1), _end(KILL)),
    ]
    for number, condition in conditions.items():
        body = _condition(condition, own)
        program += [_step(IF_EQUAL, number, 0, len(body)), *body]
    for numbers, verdict in ((allowed, ALLOW), (absent, REFUSE | errno.ENOSYS)):
        for number in sorted(numbers):
            program += [_step(IF_EQUAL, number, 0, 1), _end(verdict)]
    program += [_step(IF_AT_LEAST, RECENT, 0, 1), _end(REFUSE | errno.ENOSYS)]
    return b"".join([*program, _end(REFUSE | errno.EPERM)])


def _condition(condition: Condition, own: int) -> list[Instruction]:
    """Load the argument, compare it, and end either way."""
    values = [own if value is None else value for value in condition.values]
    body = [_load(ARGUMENTS + EACH * condition.argument)]
    if condition.mask != 0xFFFFFFFF:
        body.append(_step(AND, condition.mask))
    # Jumps count the instructions that are passed over: the comparisons left, and the miss.
    left = range(len(values), 0, -1)
    body += [_step(IF_EQUAL, value, n, 0) for n, value in zip(left, values, strict=True)]
    return [*body, _end(REFUSE | errno.EPERM), _end(ALLOW)]


def _load(offset: int) -> Instruction:
    return _step(LOAD, offset)


def _end(verdict: int) -> Instruction:
    return _step(RETURN, verdict)


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> Instruction:
    return struct.pack("<HBBI", code, if_so, if_not, value)
