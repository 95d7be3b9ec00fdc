"""The command `decide`: people's decisions, checked and written into decisions.toml."""

from autograder.deciding.command import decide

__all__ = ["decide"]
