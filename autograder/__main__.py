"""The commands of the kit; before anything else, first aid for the wrong Python or place.

This file is read by whatever Python somebody happens to have, so it keeps to what Python 3.6 can
parse and imports nothing of the kit until it knows that the kit can run.
"""

import importlib.util
import sys
from pathlib import Path
from typing import Callable, Sequence

KIT = Path(__file__).resolve().parent
ROOT = KIT.parent
OLDEST = (3, 11)
NEEDED = {"numpy": "numpy", "matplotlib": "matplotlib", "pytest": '"pytest>=8.4"'}


def first_aid(
    version: Sequence[int], find: Callable[[str], object], exists: Callable[[str], bool]
) -> str:
    """Return what keeps the kit from running and the command that mends it; "" if nothing does.

    `version` is the interpreter's, `find(name)` says whether a package is there, `exists(name)`
    whether a file or folder lies beside this kit.
    """
    if tuple(version[:2]) < OLDEST:
        return (
            "This is Python {}.{}; the lab needs {}.{} or newer.\n"
            "Install one, and run this again with it:  python3.11 {}"
        ).format(version[0], version[1], OLDEST[0], OLDEST[1], KIT.name)
    missing = [name for name in NEEDED if not find(name)]
    if missing:
        return (
            "This Python has no {}.\nInstall what is missing into it:  {} -m pip install {}"
        ).format(
            " and no ".join(missing),
            '"{}"'.format(sys.executable) if " " in sys.executable else sys.executable,
            " ".join(NEEDED[name] for name in missing),
        )
    if not exists("datasets.py"):
        return (
            "There is no datasets.py beside {}.\n"
            "Unpack the lab's zip again, and keep its folders together."
        ).format(KIT)
    return ""


def main(arguments: Sequence[str]) -> int:
    """Run the criteria like `pytest autograder`, or the command that is named first."""
    problem = first_aid(
        sys.version_info[:2], importlib.util.find_spec, lambda name: (ROOT / name).exists()
    )
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    # `python autograder` puts this folder on the path, where the checks would be top-level modules.
    others = [path for path in sys.path if Path(path or ".").resolve() not in (KIT, ROOT)]
    sys.path[:] = [str(ROOT)] + others
    from autograder import commands

    return commands.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
