"""Give up every power over the machine that root has and an ordinary user has not.

A worker that root started stays root by name, and can do no more than the owner of its files.
Source: capabilities(7).
"""

import errno
import struct

from . import kernel

__all__ = ["drop"]

PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4
VERSION_3 = 0x20080522
LAST = 63  # the sets have 64 bits; the kernel names fewer of them


def drop() -> None:
    """Empty all sets of capabilities of this thread, which has to be the only one."""
    assert kernel.MACHINE is not None
    for capability in range(LAST + 1):
        try:
            kernel.prctl(PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EPERM):
                raise
            # No such capability; or an ordinary user, whose bounding set matters to nobody: it
            # limits what a program can gain by exec, and nothing can be gained or executed.
            break
    kernel.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    kernel.system_call(kernel.MACHINE.capset, struct.pack("=Ii", VERSION_3, 0), bytes(24))
