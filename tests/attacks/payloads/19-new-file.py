"""Puts a new file beside the grader's results.

number = 19
shows = "written"
"""

from pathlib import Path

from .world import SECRETS


def attempt():
    return (SECRETS / 'new.json').write_text('x')
