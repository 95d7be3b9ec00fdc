"""Leaves a file for the next submission in shared memory.

number = 13
times = 2
shows = "said"
"""

from pathlib import Path

from .world import NONCE


def attempt():
    place = Path('/dev/shm', f'lab-{NONCE}')
    if place.exists():
        return 'found'
    place.write_text('answers')
    raise LookupError('nothing was there; it is now')
