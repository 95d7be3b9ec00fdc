"""Keep this process from every file but those that it is given, and from connections by TCP.

Landlock needs no right and no package: a process narrows itself, for good. Source: the kernel's
`userspace-api/landlock.rst`; what each version of the interface added is in `HANDLED`.
"""

import contextlib
import os
import struct
from collections.abc import Iterable

from . import kernel

__all__ = ["restrict", "version"]

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every machine
ASK_VERSION, PATH_BENEATH = 1, 1

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
TRUNCATE = 1 << 14
READ = READ_FILE | READ_DIR
OWN = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG
OF_A_FILE = READ_FILE | WRITE_FILE | TRUNCATE

# By version: rights to files that exist, all of which are refused unless a rule gives them.
# 13 to begin with; REFER; TRUNCATE; none; IOCTL_DEV. Executing is among them, and never given.
HANDLED = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
TCP, ITS_OWN = 0b11, 0b11  # bind and connect; abstract sockets and signals
SINCE_TCP, SINCE_SCOPE = 4, 6


def version() -> int:
    """Return the version of Landlock's interface that this kernel has; 0 for none."""
    if kernel.MACHINE is None:
        return 0
    with contextlib.suppress(OSError):
        return kernel.system_call(CREATE_RULESET, None, 0, ASK_VERSION)
    return 0


def restrict(
    *, readable: Iterable[str], listed: Iterable[str], written: Iterable[str], own: str | None
) -> None:
    """Leave this thread, which has to be the only one, nothing but what is named here.

    `readable` are files, and folders with all below them. Folders that are `listed` show names of
    files all the way down, and not their content. `written` are files, and `own` is a folder, if
    there is one, in which files are made and removed. What does not exist is left out. Needs
    no_new_privs.
    """
    known = version()
    handled = HANDLED[min(known, max(HANDLED))]
    net = TCP if known >= SINCE_TCP else 0
    scope = ITS_OWN if known >= SINCE_SCOPE else 0
    size = 24 if scope else 16 if net else 8
    ruleset = kernel.system_call(
        CREATE_RULESET, struct.pack("<QQQ", handled, net, scope)[:size], size, 0
    )
    try:
        mine = () if own is None else (own,)
        given = ((readable, READ), (listed, READ_DIR), (written, OF_A_FILE), (mine, OWN))
        for paths, rights in given:
            for path in paths:
                _give(ruleset, path, rights & handled)
        kernel.system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _give(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not there, or not for this user: then there is nothing to give
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 — 300 paths for every worker: a Path takes as long as the rule
            rights &= OF_A_FILE
        kernel.system_call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)
