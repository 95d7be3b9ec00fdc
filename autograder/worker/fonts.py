"""Give every worker matplotlib's list of fonts, which is slow to build and the same for all.

A worker has a configuration folder of its own, so it would look through all fonts of the machine
again at each start. The list is built once, by matplotlib itself and for this user, and copied.
"""

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["FOLDER", "folders", "place"]

FOLDER = "matplotlib"
"""Name of matplotlib's configuration folder in a worker's scratch folder."""


def place(scratch: Path) -> None:
    """Put the list of fonts where a worker with this scratch folder looks for it."""
    folder = scratch / FOLDER
    folder.mkdir()
    for file in _built():
        with contextlib.suppress(OSError):  # gone since, or not readable: matplotlib makes its own
            shutil.copy(file, folder)


@functools.cache
def folders() -> tuple[str, ...]:
    """Return the folders of this machine's fonts, as the list has them; not matplotlib's own.

    A font may lie anywhere, in the home folder itself too. All below a font's folder can be read,
    so one that holds the home folder is left out.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 — Path raises where there is no home
    found = set()
    for file in _built():
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # then it has none
            entries = json.loads(file.read_text(encoding="utf-8"))["ttflist"]
            found |= {Path(entry["fname"]).parent for entry in entries}
    fitting = (path for path in found if path.is_absolute() and not home.is_relative_to(path))
    return tuple(sorted(map(str, fitting)))


@functools.cache
def _built() -> tuple[Path, ...]:
    if not (lists := _lists()):
        # Asking for the list makes matplotlib build and keep it. Where it cannot, workers can.
        # -P: whatever lies where the user stands, perhaps a hand-in, is not looked at.
        command = [sys.executable, "-P", "-c", "import matplotlib.font_manager"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(command, capture_output=True, timeout=120, check=False)  # noqa: S603
        lists = _lists()
    return lists


def _lists() -> tuple[Path, ...]:
    try:
        return tuple(_cache().glob("fontlist-*.json"))
    except (OSError, RuntimeError):  # no home folder, or one that cannot be read
        return ()


def _cache() -> Path:
    """Return the folder where matplotlib keeps its list, without importing matplotlib."""
    if configured := os.environ.get("MPLCONFIGDIR"):
        return Path(configured)
    if sys.platform.startswith(("linux", "freebsd")):
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    return Path.home() / ".matplotlib"
