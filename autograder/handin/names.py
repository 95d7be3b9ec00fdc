"""The name of an entry: read it, refuse it, ignore it, or say which system could not hold it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from autograder.handin.terms import ArchiveError, NoteCode, Reason

IGNORED_NAMES = frozenset(
    {
        *("__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"),  # systems
        *(".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin"),
        *(".git", ".svn", ".hg", ".idea", ".vscode", ".vs", ".ipynb_checkpoints"),  # editors
        *("__pycache__", ".venv", "venv", "node_modules", ".tox", ".nox"),  # can be made again
        *(".pytest_cache", ".mypy_cache", ".ruff_cache", "site-packages"),
    }
)
ARCHIVE_SUFFIXES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
PART_BYTES = 255  # what ext4, APFS and NTFS can hold, whatever the script
PATH_CHARACTERS = 400

_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_REORDERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_AGAIN = "zip the folder itself again with the tool of your system"


def quoted(name: str) -> str:
    """Return a name as a message may show it: on one line, nothing invisible, not too long."""
    plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    return f"'{plain if len(plain) <= 80 else plain[:77] + '...'}'"


def decode(raw: bytes) -> tuple[str, NoteCode | None]:
    """Return the name that bytes of unstated encoding stand for, and what to note about it.

    Text that is UTF-8 by accident is very rare, so UTF-8 goes first; then the code page of a
    Chinese Windows; what neither can read keeps the format's own code page.
    """
    if raw.isascii():
        return raw.decode("ascii"), None
    utf8, big5 = _decoded(raw, "utf-8"), _decoded(raw, "cp950")
    if utf8 is not None:
        return utf8, NoteCode.RECOVERED if big5 is None else NoteCode.AMBIGUOUS
    if big5 is not None:
        return big5, NoteCode.RECOVERED
    return raw.decode("cp437"), NoteCode.UNDECODED


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def safe_parts(name: str, depth: int) -> tuple[str, ...]:
    """Return the NFC parts of a relative name, or refuse a name that means more than a place below.

    An older Windows PowerShell writes backslashes for slashes. A name with nothing but backslashes
    is read that way (and noted by the caller); one with both is no tool's doing.
    """
    name = unicodedata.normalize("NFC", name)
    if "\0" in name:  # many readers stop at it, so 'a.py\0.txt' would have two names
        raise _refused(Reason.NUL, name, "has a NUL character in its name")
    if "\\" in name and "/" in name:
        raise _refused(Reason.BACKSLASH, name, "mixes / and \\ in its name")
    name = name.replace("\\", "/")
    if name.startswith("/"):
        raise _refused(Reason.ABSOLUTE, name, "has an absolute name")
    if re.match(r"[A-Za-z]:", name):
        raise _refused(Reason.DRIVE, name, "begins with a drive letter")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if ".." in parts:
        raise _refused(Reason.TRAVERSAL, name, "leads out of the archive with '..'")
    if len(parts) > depth:
        ends = f"{parts[0]}/…/{parts[-1]}" if len(parts) > 2 else name
        said = f"the entry {quoted(ends)} lies more than {depth} folders deep"
        raise ArchiveError(Reason.DEPTH, said, fix="hand in a flatter folder")
    return parts


def _refused(reason: Reason, name: str, said: str) -> ArchiveError:
    return ArchiveError(reason, f"the entry {quoted(name)} {said}", fix=_AGAIN)


def ignored_part(parts: tuple[str, ...]) -> PurePosixPath | None:
    """Return the outermost file or folder that is there by accident, or None."""
    for index, part in enumerate(parts):
        folded = part.casefold()
        if folded in IGNORED_NAMES or folded.startswith("._") or folded.endswith((".pyc", ".pyo")):
            return PurePosixPath(*parts[: index + 1])
    return None


def oddity(parts: tuple[str, ...]) -> str | None:
    """Return why some system could not hold this path under this name, or None."""
    if not parts:
        return "is no name"
    if len("/".join(parts)) > PATH_CHARACTERS:
        return f"is longer than {PATH_CHARACTERS} characters"
    return next((said for said in map(_part_oddity, parts) if said), None)


def _part_oddity(part: str) -> str | None:
    if any(unicodedata.category(c) in {"Cc", "Cs"} or c in _REORDERING for c in part):
        return "has an invisible character"
    if marks := sorted(set(part) & set('<>:"|?*')):
        return f"has a {marks[0]} in it, which Windows does not allow"
    if part.endswith((".", " ")):
        return "ends in a dot or blank, which Windows drops"
    if _DEVICE.fullmatch(part):
        return "is the name of a device on Windows"
    if len(part.encode()) > PART_BYTES:
        return f"has a part of more than {PART_BYTES} bytes"
    return None
