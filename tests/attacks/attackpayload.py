"""The payloads: hostile programs, each a file that says what it attempts and how success shows.

The docstring's first line says what is attempted; what follows is TOML:

    number = 8                      # in catalogue.toml
    shows = "seen"                  # how success shows; see `attackrun.SIGNS`
    how = "call"                    # "call": attempt() runs instead of `into`, and what it returns
                                    # is raised; "value": attempt(*arguments) stands for `into`;
                                    # "import": attempt() runs at import, and `into` is wrong
    into = "activations.Sigmoid.forward"
    criterion = "forward.sigmoid"   # what is attacked: it earns nothing
    outcome = ["stopped"]           # what becomes of it
    control = "worker"              # where it succeeds: "worker" without confinement, "careless"
                                    # in a grader that imports it, "pytest" in its own folder
    times = 1                       # how many submissions do it, one after the other
    keeps = ["forward.linear"]      # other criteria of the same submission, which keep their points
    [clock]                         # other limits than the course's, in seconds
    [files]                         # further files of the package, by name
"""

import ast
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planting import reference

__all__ = ["NUMBERS", "Payload", "catalogue", "payloads"]

HERE = Path(__file__).parent
NUMBERS = range(1, 64)
HOOKS = {
    # A message quotes this line, so what says that it was done must not stand in it as it is.
    "call": "def _hook(*_, **__): raise RuntimeError('do' 'ne: ' + str(attack.attempt())[:200])",
    "value": "_hook = attack.attempt",
    "import": "attack.attempt()\ndef _hook(*given, **_): return given[-1]",
}


@dataclass(frozen=True, kw_only=True)
class Payload:
    """One hostile program and what must come of it."""

    name: str
    title: str
    text: str
    number: int
    shows: str
    how: str = "call"
    into: str = "activations.Sigmoid.forward"
    criterion: str = "forward.sigmoid"
    outcome: tuple[str, ...] = ("stopped",)
    control: str = "worker"
    times: int = 1
    keeps: tuple[str, ...] = ("forward.linear", "forward.loss")
    clock: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def write(self, package: Path, told: str) -> Path:
        """Write the reference with this attack into a folder, and return it."""
        module, _, place = self.into.partition(".")
        files = {**reference(), "attack.py": self.text, "world.py": told, **self.files}
        files[f"{module}.py"] += f"\n\nfrom . import attack\n{HOOKS[self.how]}\n{place} = _hook\n"
        for name, text in files.items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_text(text, encoding="utf-8", newline="")
        return package


def payloads() -> list[Payload]:
    """Return every payload, by number and name."""
    found = [read(path) for path in sorted((HERE / "payloads").glob("*.py"))]
    return sorted(found, key=lambda p: (p.number, p.name))


def read(path: Path) -> Payload:
    """Return what a file says it is; ValueError where it says nothing that is meant."""
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text)) or ""
    title, _, header = docstring.partition("\n\n")
    data: dict[str, Any] = tomllib.loads(header)
    for name in ("outcome", "keeps"):
        if name in data:
            data[name] = tuple(data[name])
    payload = Payload(name=path.stem, title=title.replace("\n", " "), text=text, **data)
    if payload.number not in NUMBERS or not path.stem.startswith(f"{payload.number:02}-"):
        raise ValueError(f"{path.name} does not begin with its number, {payload.number:02}")
    return payload


def catalogue() -> dict[int, Mapping[str, str]]:
    """Return what is attempted and what stops it, by number."""
    data = tomllib.loads((HERE / "catalogue.toml").read_text(encoding="utf-8"))
    return {int(number): entry for number, entry in data.items()}
