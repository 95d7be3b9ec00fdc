"""Say where a release stops, why, and what to do about it."""

from pathlib import Path


class ReleaseError(Exception):
    """The release stops at a file (and a line, where there is one) that breaks a rule."""

    def __init__(self, path: Path | str, line: int | None, rule: str, *, fix: str) -> None:
        self.path = str(path)
        self.line = line
        self.rule = rule
        self.fix = fix
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {rule}; {fix}")
