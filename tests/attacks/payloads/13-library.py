"""Leaves a change in an installed package for the next submission.

number = 13
shows = "said"
"""

from pathlib import Path

from .world import PLANTED


def attempt():
    with Path(PLANTED, "torch", "__init__.py").open("a") as file:
        return file.write("answers = 1\n")
