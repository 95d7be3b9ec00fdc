"""Reads through a link that it makes in its own folder.

number = 8
shows = "seen"
"""

import os

from .world import SECRETS


def attempt():
    os.symlink(SECRETS / 'results.json', 'mine.txt')
    return open('mine.txt').read()
