"""What may stand behind an option on the command line; all else gets a line that says what may."""

import argparse
from collections.abc import Callable
from pathlib import Path


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number in these bounds, both of them included."""

    def read(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(
                f"give a whole number from {least} to {most}, not {text!r}"
            )
        return int(text)

    return read


def rate(text: str) -> float:
    """Read a learning rate: finite, and above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"give a number above 0 such as 0.5, not {text!r}")
    return number


def new_file(text: str) -> Path:
    """Read the path of a file to write, looked at before minutes are spent on it."""
    file = Path(text)
    if file.is_dir() or not file.parent.is_dir():
        raise argparse.ArgumentTypeError(f"name a file in a folder that is there, not {text!r}")
    return file
