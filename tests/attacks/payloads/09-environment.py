"""Reads another process's environment.

number = 9
shows = "seen"
"""

from .world import VICTIM


def attempt():
    return open(f'/proc/{VICTIM}/environ').read().split('=')[1]
