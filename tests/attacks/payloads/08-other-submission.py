"""Reads another student's submission.

number = 8
shows = "seen"
"""

from .world import SECRETS


def attempt():
    return (SECRETS / 'others' / '313551002' / 'layers.py').read_text()
