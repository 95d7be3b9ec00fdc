"""Leaves a file for the next submission beside its own folder.

number = 13
times = 2
shows = "said"
"""

from pathlib import Path

from .world import NONCE


def attempt():
    place = Path.cwd().parents[1] / f'lab-{NONCE}'
    if place.exists():
        return 'found'
    place.write_text('answers')
    raise LookupError('nothing was there; it is now')
