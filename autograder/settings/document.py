"""A TOML file that knows on which line everything in it stands, to refuse it in one line."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from autograder.settings.lines import Where, lines_of

__all__ = ["Document", "TomlError"]

_HOME = Path(__file__).resolve().parents[2]


class TomlError(ValueError):
    """A file that does not say what it must: where, what is wrong, and what mends it."""

    def __init__(self, file: str, line: int, what: str, fix: str) -> None:
        super().__init__(f"{file}:{line}: {what}; {fix}")
        self.file, self.line, self.what, self.fix = file, line, what, fix


@dataclass(frozen=True)
class Document:
    """A TOML file as it was read; what is wrong with it is raised as `error`."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[Where, int]
    error: type[TomlError]

    @classmethod
    def read(cls, path: Path, error: type[TomlError]) -> Self:
        """Read the file; `error` when it is missing, or no TOML in UTF-8."""
        try:
            content = path.read_bytes()
        except OSError as problem:
            what = f"cannot be read ({problem.strerror})"
            fix = "name a file that is there and yours to read"
            raise error(_shown(path), 1, what, fix) from problem
        return cls.parse(content, path, error)

    @classmethod
    def parse(cls, content: bytes, path: Path, error: type[TomlError]) -> Self:
        """Read what a file of this name holds, or is about to hold."""
        file = _shown(path)
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
            return cls(file, tomllib.loads(text), lines_of(text), error)
        except UnicodeDecodeError as problem:
            line = problem.object[: problem.start].count(b"\n") + 1
            raise error(file, line, "is not UTF-8", "save the file as UTF-8") from problem
        except tomllib.TOMLDecodeError as problem:
            line, what = _place(str(problem), text)
            raise error(file, line, f"is no TOML: {what}", "mend the syntax there") from problem

    def refuse(self, where: Where, what: str, fix: str) -> TomlError:
        """Return the error for the value at `where`; its text begins with its table's name."""
        ways = (where[:end] for end in range(len(where), 0, -1))
        line = next((self.lines[way] for way in ways if way in self.lines), 1)
        return self.error(self.file, line, self._name(where) + what, fix)

    def _name(self, where: Where) -> str:
        """Return "[backward.sigmoid] " for anything in the criterion with this id."""
        top = self.values.get(str(where[0])) if where else None
        if isinstance(top, dict):
            return f"[{where[0]}] "
        if isinstance(top, list) and len(where) > 1 and isinstance(where[1], int):
            name = top[where[1]].get("id") or f"{where[0]} {where[1] + 1}"
            return f"[{name}] "
        return ""


def _shown(path: Path) -> str:
    """Return the path as people know it: from the kit's own folder where it lies inside."""
    whole = path.resolve()
    return (whole.relative_to(_HOME) if whole.is_relative_to(_HOME) else path).as_posix()


def _place(problem: str, text: str) -> tuple[int, str]:
    """Return the line that `tomllib` names at the end of its message, and what comes before."""
    what, _, place = problem.partition(" (at ")
    line = re.match(r"line (\d+)", place)
    return int(line[1]) if line else text.rstrip("\n").count("\n") + 1, what[:1].lower() + what[1:]
