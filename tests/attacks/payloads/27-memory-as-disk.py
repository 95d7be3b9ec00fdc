"""Fills the file system that is memory.

number = 27
shows = "written"
"""

from pathlib import Path

from .world import NONCE


def attempt():
    return Path('/dev/shm', f'lab-{NONCE}').write_bytes(bytes(1 << 20))
