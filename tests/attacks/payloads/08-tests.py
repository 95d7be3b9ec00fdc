"""Reads the tests.

number = 8
shows = "seen"
"""

from .world import SECRETS


def attempt():
    return (SECRETS / 'tests' / 'test_forward.py').read_bytes().decode()
