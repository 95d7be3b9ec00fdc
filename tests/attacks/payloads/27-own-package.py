"""Fills the folder of its own program.

number = 27
shows = "said"
"""

from pathlib import Path


def attempt():
    return (Path(__file__).parent / 'more').write_bytes(bytes(1 << 20))
