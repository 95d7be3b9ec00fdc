"""Put a file in its place at once or not at all.

A file is written beside its place and then moved there, so that nobody ever reads half of one,
whenever the power goes out or somebody presses Ctrl-C.
"""

import contextlib
import os
import re
import secrets
import shutil
from pathlib import Path

__all__ = ["place", "sweep"]

_HALF = re.compile(r"\..+-[0-9a-f]{8}")


def place(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Put a file in its place at once, or leave what is there.

    With `lasting` it is on the disk by then; what can be made anew need not wait for that.
    """
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove what a killed run was about to put in its place."""
    for path in folder.iterdir():
        if not _HALF.fullmatch(path.name):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
