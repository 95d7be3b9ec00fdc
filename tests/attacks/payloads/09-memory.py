"""Reads another process's memory by its file.

number = 9
shows = "seen"
"""

from .world import ADDRESS, VICTIM


def attempt():
    with open(f'/proc/{VICTIM}/mem', 'rb', buffering=0) as memory:
        memory.seek(ADDRESS)
        return memory.read(23).decode()
