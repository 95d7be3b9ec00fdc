"""Reads another process's memory by a system call.

number = 9
shows = "seen"
"""

import ctypes

from .calling import done, libc
from .world import ADDRESS, VICTIM

class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attempt():
    mine = ctypes.create_string_buffer(23)
    here = Vector(ctypes.addressof(mine), 23)
    there = Vector(ADDRESS, 23)
    done(libc.process_vm_readv(VICTIM, ctypes.byref(here), 1, ctypes.byref(there), 1, 0))
    return mine.raw.decode()
