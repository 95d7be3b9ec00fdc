"""The payloads: hostile programs, each a file that says what it attempts and how success shows.

The docstring's first line says what is attempted; what follows is TOML:

    number = 8                      # in catalogue.toml
    shows = "seen"                  # how success shows; see `attacksigns`
    how = "call"                    # "call": attempt() runs instead of `into`, and what it returns
                                    # is raised; "value": attempt(*arguments) stands for `into`;
                                    # "import": attempt() runs at import, and `into` is wrong
    into = "activations.Sigmoid.forward"
    criterion = "forward.sigmoid"   # what is attacked: it earns nothing
    outcome = ["stopped"]           # what becomes of it
    control = "worker"              # where it succeeds: "worker" without confinement, "careless"
                                    # in a grader that imports it, "pytest" in its own folder
    held_back = false               # it is graded by cases that are held back
    times = 1                       # how many submissions do it, one after the other
    keeps = ["forward.linear"]      # other criteria of the same submission, which keep their points
    [clock]                         # other limits than the course's, in seconds
    [files]                         # further files of the package, by name

A payload may import what is in `tools`: all of it lies beside it in the package.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attackheaders import read
from planting import reference

__all__ = ["Payload", "payloads"]

HERE = Path(__file__).parent
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
    held_back: bool = False
    times: int = 1
    keeps: tuple[str, ...] = ("forward.linear", "forward.loss")
    clock: Mapping[str, float] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def write(self, package: Path, told: str) -> Path:
        """Write the reference with this attack into a folder, and return it."""
        module, _, place = self.into.partition(".")
        files = {**reference(), **_tools(), "attack.py": self.text, "world.py": told, **self.files}
        files[f"{module}.py"] += f"\n\nfrom . import attack\n{HOOKS[self.how]}\n{place} = _hook\n"
        for name, text in files.items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_text(text, encoding="utf-8", newline="")
        return package


def payloads() -> list[Payload]:
    """Return every payload, by number and name."""
    found = [_read(path) for path in sorted((HERE / "payloads").glob("*.py"))]
    return sorted(found, key=lambda p: (p.number, p.name))


@functools.cache
def _tools() -> Mapping[str, str]:
    return {path.name: path.read_text("utf-8") for path in (HERE / "tools").glob("*.py")}


def _read(path: Path) -> Payload:
    header = read(path)
    settings = dict(header.settings)
    for name in ("outcome", "keeps"):
        if name in settings:
            settings[name] = tuple(settings[name])
    text = path.read_text(encoding="utf-8")
    return Payload(name=header.name, title=header.title, text=text, **settings)
