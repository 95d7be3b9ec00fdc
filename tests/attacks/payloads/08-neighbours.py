"""Looks for other submissions beside its own.

number = 8
shows = "said"
"""

from pathlib import Path


def attempt():
    return [path.name for path in Path(__file__).parents[2].iterdir()]
