"""What a result rests on: the hand-in, the kit and the environment; equal ones, equal results."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.batch.digests import digest_of_file, digest_of_text
from autograder.cases import load_case
from autograder.course import Course
from autograder.session import KIT, ROOT, environment
from autograder.worker import reached

__all__ = ["Basis", "Facts", "changes", "facts_of_environment", "facts_of_kit", "was_held_back"]

_CASES = "the case file"
_HELD_BACK = "held back "

# What acts before or after the grading, and changes no result: rooms, and files of other rooms.
_IDLE = {
    "outputs", "release", "expected", "board.py", "commands", "deciding", "decisions",
    "deductions.py", "judging.py", "late.py", "deadline.py", "plugin.py", "tries.py", "__main__.py",
    "batch/model_report.pdf", "batch/samples.py",
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """The kit or the environment: names with their digests or versions, and one digest of all."""

    items: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Equal for equal facts."""
        return digest_of_text(self.text)

    @property
    def text(self) -> str:
        """The facts as JSON, always written the same."""
        return json.dumps(dict(self.items), sort_keys=True)


@dataclass(frozen=True)
class Basis:
    """What one result rests on, each part as a digest; `attempt` counts a student's hand-ins."""

    attempt: int
    handin: str
    kit: str
    environment: str


def facts_of_kit(cases: Path) -> Facts:
    """Return every file that can change a result: code, rubric, course, data sets, cases."""
    files = {path.relative_to(KIT).as_posix(): path for path in sorted(KIT.rglob("*.*"))}
    used = {name: path for name, path in files.items() if path.is_file() and _counts(name)}
    used |= {"datasets.py": ROOT / "datasets.py"}
    found = {name: digest_of_file(path) for name, path in used.items()}
    case = load_case(cases)
    return Facts(found | {_CASES: f"{_HELD_BACK if case.held_back else ''}{case.digest}"})


def was_held_back(items: Mapping[str, str]) -> str:
    """Return the short digest of the held-back cases among these facts; "" for public ones."""
    digest = items.get(_CASES, "")
    return digest.removeprefix(_HELD_BACK)[:12] if digest.startswith(_HELD_BACK) else ""


def _counts(name: str) -> bool:
    parts = name.split("/")
    idle = bool({parts[0], name} & _IDLE)
    return not idle and not any(p.startswith((".", "__pycache__")) for p in parts)


def facts_of_environment(course: Course) -> Facts:
    """Return the versions that a result may depend on, and how well workers are shut in."""
    found = {name: str(value) for name, value in environment().items() if name != "kit"}
    packages = {name: _version(name) for name in ("matplotlib", *course.imports.harmless)}
    machine = {"machine": platform.machine(), "sandbox": json.dumps(reached().facts())}
    return Facts(found | packages | machine)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the names of what is not as it was, in alphabetical order."""
    return sorted(n for n in before.keys() | now.keys() if before.get(n) != now.get(n))
