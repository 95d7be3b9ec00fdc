"""Fills the folder for temporary files.

number = 27
shows = "written"
"""

from pathlib import Path

from .world import NONCE


def attempt():
    return Path('/tmp', f'lab-{NONCE}').write_bytes(bytes(1 << 20))
