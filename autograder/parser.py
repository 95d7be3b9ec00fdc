"""A command line that cannot be meant is refused in one line, and not below ten of usage."""

import argparse
from typing import NoReturn

__all__ = ["Parser"]


class Parser(argparse.ArgumentParser):
    """A parser, and all parsers of its commands, that say what is wrong and where help is."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2 and the one line."""
        self.exit(2, f"{self.prog}: {message}; --help shows what it takes\n")
