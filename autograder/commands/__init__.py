"""The commands behind `python -m autograder`: each is parsed here and done elsewhere."""

from autograder.commands.line import main

__all__ = ["main"]
