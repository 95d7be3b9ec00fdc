"""Reads another process's command line.

number = 9
shows = "seen"
"""

from .world import VICTIM


def attempt():
    return open(f'/proc/{VICTIM}/cmdline').read().split('\0')[-2]
