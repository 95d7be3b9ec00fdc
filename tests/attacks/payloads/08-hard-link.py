"""Gives a secret a second name in its own folder, and reads that.

number = 8
shows = "seen"
"""

import os

from .world import SECRETS


def attempt():
    os.link(SECRETS / 'results.json', 'mine.txt')
    return open('mine.txt').read()
