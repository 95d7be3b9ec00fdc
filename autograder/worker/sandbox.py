"""Start a worker from nothing, on any system: interpreter, environment, place, layers, limits.

What shuts it in it applies to itself, when it is told to (`isolation`, `proof`); bubblewrap is put
around it here. `forked` starts workers of the same kind in less time.
"""

import functools
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from autograder.worker import bubblewrap, fonts
from autograder.worker.limits import Limits
from autograder.worker.started import POSIX, SCRATCH, Started
from autograder.worker.tier import layers

__all__ = [
    "environment",
    "folder_of",
    "launched",
    "made_place",
    "packages",
    "prepared",
    "settings_of",
    "start",
]

SERVE = Path(__file__).with_name("serve.py")
CANARY = "canary"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

# Import names of NumPy, matplotlib and what they need. A test holds this against their metadata.
NEEDED = (
    "numpy", "matplotlib", "mpl_toolkits", "pylab", "contourpy", "cycler", "dateutil", "fontTools",
    "kiwisolver", "packaging", "PIL", "pyparsing", "six", "tzdata",
)  # fmt: skip

# What a process cannot do without on each system, and where NumPy's libraries may be told from.
KEPT = (
    ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    if POSIX
    else ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PATH", "COMSPEC", "PROCESSOR_ARCHITECTURE")
)


def start(limits: Limits) -> Started:
    """Start a worker that has not met any submission yet."""
    place, settings = prepared(limits)
    return Started(launched(SERVE, settings, place), place, frozenset(settings["layers"]), limits)


def prepared(limits: Limits) -> tuple[Path, dict[str, Any]]:
    """Make a place for a worker, and return it with what the worker has to know."""
    place = made_place("lab-worker-")
    fonts.place(place / SCRATCH)
    return place, {
        **settings_of(place, limits.layers),
        "packages": packages(limits.harmless),
        "fonts": fonts.folders(),
        "cpu_seconds": limits.cpu_seconds,
        "memory_mb": limits.memory_mb,
        "file_mb": limits.file_mb,
        "output_kb": limits.output_kb,
    }


def made_place(prefix: str) -> Path:
    """Make a folder with a scratch folder in it, and a file that nobody inside has any use for."""
    place = Path(tempfile.mkdtemp(prefix=prefix))
    (place / SCRATCH).mkdir(mode=0o700)
    (place / CANARY).write_text("nobody should read this\n", "utf-8")
    (place / CANARY).chmod(0o600)
    return place


def settings_of(place: Path, wanted: frozenset[str] | None) -> dict[str, Any]:
    """Return what a process has to know to shut itself in, all layers being wanted for None."""
    found = sorted(layers() if wanted is None else wanted)
    return {
        "scratch": str(place / SCRATCH),
        "canary": str(place / CANARY),
        "layers": found,
        # Inside bubblewrap, that is whose child it is; and that ends with us.
        "parent": None if "bubblewrap" in found else os.getpid(),
    }


def launched(
    program: Path,
    settings: Mapping[str, Any],
    place: Path,
    *,
    stdin: int | IO[bytes] = subprocess.PIPE,
    stdout: int = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start one of this folder's programs in an environment of its own."""
    scratch = place / SCRATCH
    # -s -P -S: neither the user's packages, nor this folder, nor site-packages; -B: no byte code.
    command = [sys.executable, "-s", "-P", "-S", "-B", str(program), json.dumps(settings)]
    if "bubblewrap" in settings["layers"]:
        command = bubblewrap.inside(
            command, scratch, settings["packages"].values(), settings.get("fonts", ())
        )
    return subprocess.Popen(  # noqa: S603 — our own interpreter and file
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment(scratch),
        cwd=scratch,
        start_new_session=POSIX,
    )


@functools.cache
def packages(harmless: Iterable[str] = ()) -> dict[str, str]:
    """Return the folder of each package that a worker may import, as this process finds it."""
    found = {name: folder_of(name) for name in (*NEEDED, *harmless)}
    return {name: folder for name, folder in found.items() if folder is not None}


@functools.cache
def folder_of(name: str) -> str | None:
    """Return the folder that a package or module lies in; None where it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return str(Path(next(iter(spec.submodule_search_locations))).parent)
    return str(Path(spec.origin).parent) if spec.origin else None


def environment(scratch: Path) -> dict[str, str]:
    """Return the environment of a worker with this scratch folder."""
    home = str(scratch)
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        **dict.fromkeys(THREADS, "1"),
        "PYTHONHASHSEED": "0",  # sets of strings keep one order, so reports can be compared
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(scratch / fonts.FOLDER),
        **dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), home),
    }
