"""Commands that need a room of the kit, or packages, which students' copies do without."""

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

__all__ = ["KIT", "for_graders"]

KIT = Path(__file__).parents[1]

Given = ParamSpec("Given")

ENVIRONMENTS = {
    "batch": "grade",
    "deciding": "grade",
    "marking": "formgrader",
    "release": "release",
}
"""The tox environment that has what a room needs."""


def for_graders(room: str) -> Callable[[Callable[Given, int]], Callable[Given, int]]:
    """Return a decorator for a command that needs a room, or packages, which students lack."""

    def guarded(command: Callable[Given, int]) -> Callable[Given, int]:
        @functools.wraps(command)
        def run(*arguments: Given.args, **options: Given.kwargs) -> int:
            name, why = command.__name__.removeprefix("_"), "students' copies do without it"
            if (KIT / room).is_dir():
                try:
                    return command(*arguments, **options)
                except ModuleNotFoundError as missing:
                    if missing.name is None or missing.name.partition(".")[0] == KIT.name:
                        raise
                    why = f"it needs {missing.name}; run it by tox -e {ENVIRONMENTS[room]}"
            sys.stderr.write(f"{name} is for graders: {why}\n")
            return 2

        return run

    return guarded
