"""What arguments of several commands may be: a path from where the user stands, a number."""

import argparse
import os
from pathlib import Path
from typing import TypeAlias

from autograder.parser import Parser

__all__ = ["Commands", "add_tier", "named_path", "path", "port", "positive"]

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001


def add_tier(command: Parser) -> None:
    """Let a command run other people's programs where they are shut in less well."""
    command.add_argument(
        "--accept-tier",
        choices=("A+", "A", "C", "D"),
        metavar="TIER",
        help="run other people's programs though this machine shuts them in less well than "
        "course.toml asks for: to tier A+, A, C or D (docs/threat-model.md says what that means)",
    )


def path(text: str) -> Path:
    """Resolve a path against where the user stands: tox changes to its own root first."""
    return Path(os.environ.get("LAB_INVOKED_FROM") or Path.cwd(), text).absolute()


def named_path(text: str) -> str:
    """Resolve the file in ID=FILE, and leave all else for others to judge."""
    name, equals, file = text.partition("=")
    return f"{name}={path(file)}" if equals and file else text


def port(text: str) -> int:
    """Accept the number of a port; 0 takes a free one."""
    if text.isdecimal() and int(text) < 1 << 16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 1024 to 65535")


def positive(text: str) -> int:
    """Accept a whole number from 1 up."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 up, not {text}")
    return int(text)
