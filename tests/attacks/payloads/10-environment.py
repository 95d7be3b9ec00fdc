"""Reads its own environment.

number = 10
shows = "seen"
control = "careless"
"""

import os


def attempt():
    return os.environ['LAB_SECRET']
