"""Shut this process in, for good, before it meets anything that a student wrote.

Every module of this package runs in the worker itself, needs no right that an ordinary user has
not, and no package: `limits`, `capabilities`, `landlock` and `seccomp` are one layer each, `calls`
says which system calls a worker may make, and `probes` tries out whether all that holds. In the
worker the package is loaded by path, since the kit is out of its reach.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import capabilities, kernel, landlock, limits, probes, seccomp
from .limits import die_with_parent
from .places import Places, found

__all__ = ["LAYERS", "Unconfined", "available", "begin", "die_with_parent", "finish", "places"]

LAYERS = ("limits", "landlock", "seccomp")
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38


class Unconfined(Exception):  # noqa: N818 — what the process is
    """This process could not be shut in as it should be, and must not go on."""


def available() -> frozenset[str]:
    """Return the layers that this machine has, asked of the kernel itself."""
    has = {
        "limits": os.name == "posix",
        "landlock": landlock.version() > 0,
        "seccomp": seccomp.known(),
    }
    return frozenset(layer for layer, there in has.items() if there)


def places(settings: Mapping[str, Any]) -> Places:
    """Return which files of this machine may be read; nothing where nobody asks for it."""
    if "landlock" not in settings["layers"]:
        return {"readable": [], "listed": [], "written": []}
    return found(settings["packages"], settings.get("fonts", ()))


def begin(settings: Mapping[str, Any]) -> None:
    """Take the first steps: its end with its parent's, no powers of root's, limits."""
    layers = frozenset(settings["layers"])
    if layers & {"landlock", "seccomp"}:
        capabilities.drop()
        kernel.prctl(PR_SET_DUMPABLE, 0)
    limits.die_with_parent(settings["parent"])
    if "limits" in layers:
        limits.lower(settings)


def finish(
    settings: Mapping[str, Any], given: Places, handed: Sequence[str] = (), own: str | None = None
) -> list[str]:
    """Close the doors to files and to system calls, and return what is not as it should be.

    `given` are the files that every worker may use, `handed` those that this one reads besides,
    and `own` is its scratch folder, if it may write at all. What is returned, a clause each, is
    empty if all layers hold and nothing is lacking. Raises Unconfined where a layer cannot be
    applied.
    """
    layers = frozenset(settings["layers"])
    try:
        _alone(layers)
        if layers & {"landlock", "seccomp"}:
            kernel.prctl(PR_SET_NO_NEW_PRIVS, 1)
        if "landlock" in layers:
            readable = [*given["readable"], *handed]
            landlock.restrict(**{**given, "readable": readable}, own=own)
        if "seccomp" in layers:
            seccomp.restrict()
    except OSError as error:
        raise Unconfined(f"the kernel refused to shut a worker in: {error.strerror}") from error
    return probes.tried(layers, settings["canary"], (os.__file__, *handed), own)


def _alone(layers: Iterable[str]) -> None:
    # Landlock holds for the thread that asks for it: another one would stay free.
    if "landlock" in layers and len(os.listdir("/proc/self/task")) != 1:  # noqa: PTH208 — strings
        raise Unconfined("a worker has more than one thread before it is shut in")
