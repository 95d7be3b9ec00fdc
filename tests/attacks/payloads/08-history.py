"""Reads the history of the course's repository.

number = 8
shows = "seen"
"""

from .world import SECRETS


def attempt():
    return (SECRETS / '.git' / 'config').read_text()
