"""Overwrites the interpreter's own objects.

number = 4
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

import ctypes


def attempt():
    ctypes.memset(id(None), 0, 16)
    ctypes.memset(id(True), 255, 64)
    return [None] * 100 == [True]
