"""Judge one import: allowed, the submission's own, harmless, noted or forbidden."""

import sys
from dataclasses import dataclass
from enum import StrEnum

from autograder.reading.loading import Load
from autograder.reading.mentions import Mention
from autograder.reading.package import Dotted, Package

# The given data sets are part of the lab, so no course has to list them.
_ALWAYS_ALLOWED = frozenset({*sys.stdlib_module_names, "__main__", "datasets"})
_NOTED = (
    "ctypes",
    "multiprocessing",
    "numpy.ctypeslib",
    "numpy.distutils",
    "numpy.f2py",
    "socket",
    "subprocess",
)


class ImportKind(StrEnum):
    """What an import means for the rule about imports."""

    ALLOWED = "allowed"
    OWN = "own"
    """A module of the submission itself, whatever it is called."""
    HARMLESS = "harmless"
    """On the list of what costs nothing, or seen by type checkers alone."""
    NOTED = "noted"
    """Allowed, and worth a person's look: it starts programs or opens connections."""
    DYNAMIC = "dynamic"
    """It cannot be told what is imported; for a person, and costs nothing."""
    FORBIDDEN = "forbidden"
    UNREACHABLE = "unreachable"
    """Forbidden, in a file that the program never loads."""


@dataclass(frozen=True)
class Rule:
    """The lists of one course, and the modules of one submission."""

    package: Package
    allowed: frozenset[str]
    harmless: frozenset[str]

    def judge(self, path: str, mention: Mention) -> tuple[ImportKind, Dotted | None]:
        """Return the class of what is loaded, and which own module it is."""
        load = mention.load
        if load.module is None:
            return ImportKind.DYNAMIC, None
        own = self.package.find(path, load.module, level=load.level)
        if own is not None:
            return ImportKind.OWN, own
        top = load.module.partition(".")[0]
        if top in _ALWAYS_ALLOWED or top in self.allowed:
            return ImportKind.NOTED if _is_noted(load) else ImportKind.ALLOWED, None
        if top in self.harmless or mention.for_types_only:
            return ImportKind.HARMLESS, None
        beside = self.package.find_beside(path, load.module)
        return ImportKind.FORBIDDEN if beside is None else ImportKind.OWN, beside


def _is_noted(load: Load) -> bool:
    asked = (load.module or "").lstrip("_")  # `_socket` is what `socket` stands on
    names = {asked, *(f"{asked}.{name}" for name in load.names)}
    return any(f"{name}.".startswith(f"{noted}.") for name in names for noted in _NOTED)
