"""Runs machine code of its own, which calls the kernel by the old way.

number = 32
shows = "said"
"""

import ctypes
import mmap
import os
import platform


def attempt():
    if platform.machine() != "x86_64":
        raise OSError("another processor")
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(bytes.fromhex("b81400000053cd805bc3"))  # getpid, by int 0x80
    place = ctypes.addressof(ctypes.c_char.from_buffer(code))
    if ctypes.CFUNCTYPE(ctypes.c_int)(place)() != os.getpid():
        raise OSError("the kernel did not answer")
    return "called"
