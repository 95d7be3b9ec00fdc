"""Open archives in archives, with limits: a zip, an array file and a Word document are all zips."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from autograder.release.errors import ReleaseError

__all__ = ["array_in", "kind_of", "leaves"]

ZIPPED = frozenset({".docx", ".npz", ".zip"})
DEEPEST = 4  # archives inside archives
LARGEST = 64 * 2**20  # bytes of one member
_BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip


def leaves(path: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield the file or, where it is an archive, all files in it, at any depth."""
    if not (kind_of(path) in ZIPPED or content.startswith(b"PK\x03\x04")):
        yield path, content
        return
    if depth == DEEPEST:
        fix = "unpack one of them"
        raise ReleaseError(path, None, f"more than {DEEPEST} archives in each other", fix=fix)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                inner = f"{path}!{entry.filename}"
                if entry.file_size > LARGEST:
                    rule = f"more than {LARGEST} bytes"
                    raise ReleaseError(inner, None, rule, fix="leave it out")
                yield f"{inner}!comment.txt", entry.comment
                if not entry.is_dir():
                    yield from leaves(inner, archive.read(entry), depth + 1)
            yield f"{path}!comment.txt", archive.comment
    except _BROKEN as error:
        rule = f"cannot be unpacked ({error})"
        raise ReleaseError(path, None, rule, fix="pack it anew") from error


def array_in(path: str, content: bytes) -> Any:
    """Return the array of a `.npy` file; ReleaseError when it would have to be unpickled."""
    try:
        return np.load(io.BytesIO(content), allow_pickle=False)
    except _BROKEN as error:
        raise ReleaseError(path, None, f"no plain array ({error})", fix="make it anew") from error


def kind_of(path: str) -> str:
    """Return the suffix of a file or of an archive's member, in lower case."""
    return PurePosixPath(path.rpartition("!")[2]).suffix.lower()
