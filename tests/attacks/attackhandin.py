"""Hostile hand-ins: each a file that makes one, and says where it would succeed and how that shows.

The docstring's first line says what is attempted; what follows is TOML:

    number = 46            # in catalogue.toml
    reader = "unpack"      # the careless reader that it succeeds with, in `carelessreading`
    shows = "written"      # how that shows
    outcome = "not graded" # what becomes of forward.sigmoid, which is "passed" where all is well

`make(folder, world)` returns the hand-in, in a folder of its own; `SAYS`, where there is one, is
what a careless reader is told by it.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import cast

from attackheaders import read
from attackworld import World

__all__ = ["HostileHandin", "hostile_handins"]

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class HostileHandin:
    """One hostile hand-in and what must come of it."""

    name: str
    title: str
    number: int
    reader: str
    shows: str
    outcome: str = "not graded"
    module: ModuleType

    def make(self, folder: Path, world: World) -> Path:
        """Make the hand-in in a folder and return it."""
        folder.mkdir()
        return cast("Path", self.module.make(folder, world))

    @property
    def says(self) -> str:
        """What it tells a careless reader."""
        return str(getattr(self.module, "SAYS", ""))


def hostile_handins() -> list[HostileHandin]:
    """Return every hostile hand-in, by number and name."""
    return [_read(path) for path in sorted((HERE / "handins").glob("*.py"))]


def _read(path: Path) -> HostileHandin:
    header = read(path)
    spec = importlib.util.spec_from_file_location(f"handin_{path.stem.replace('-', '_')}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return HostileHandin(name=header.name, title=header.title, module=module, **header.settings)
