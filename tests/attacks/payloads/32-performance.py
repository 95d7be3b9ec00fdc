"""Opens the kernel's performance counters.

number = 32
shows = "said"
"""

import platform
import struct

from .calling import done, libc


def attempt():
    number = 298 if platform.machine() == "x86_64" else 241
    kind = struct.pack("<IIQ", 1, 112, 0) + bytes(24) + struct.pack("<Q", 0x61) + bytes(64)
    return done(libc.syscall(number, kind, 0, -1, -1, 0))
