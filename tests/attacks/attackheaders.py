"""What every file of the bank says of itself, and the catalogue that the numbers are from."""

import ast
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["NUMBERS", "Header", "catalogue", "headers", "read"]

HERE = Path(__file__).parent
FOLDERS = ("payloads", "handins")
NUMBERS = range(1, 64)


@dataclass(frozen=True)
class Header:
    """The name and the first line of one file, and the settings below it."""

    name: str
    title: str
    settings: Mapping[str, Any]

    @property
    def number(self) -> int:
        """Its number in the catalogue."""
        return int(self.settings["number"])


def headers() -> list[Header]:
    """Return what every file says, by number and name; nothing of them is run."""
    found = [read(path) for folder in FOLDERS for path in (HERE / folder).glob("*.py")]
    return sorted(found, key=lambda header: (header.number, header.name))


def read(path: Path) -> Header:
    """Return what a file says of itself; ValueError where it says nothing that is meant."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    title, _, settings = docstring.partition("\n\n")
    header = Header(path.stem, title.replace("\n", " "), tomllib.loads(settings))
    if header.number not in NUMBERS or not path.stem.startswith(f"{header.number:02}-"):
        raise ValueError(f"{path.name} does not begin with its number, {header.number:02}")
    return header


def catalogue() -> dict[int, Mapping[str, str]]:
    """Return what is attempted and what stops it, by number."""
    data = tomllib.loads((HERE / "catalogue.toml").read_text(encoding="utf-8"))
    return {int(number): entry for number, entry in data.items()}
