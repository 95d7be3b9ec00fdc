"""Reads where there is no memory.

number = 4
shows = "derailed"
control = "careless"
"""

import ctypes


def attempt():
    ctypes.string_at(0)
