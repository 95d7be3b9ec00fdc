"""Which server of ours serves a folder just now: told by a file that only its owner can read."""

import contextlib
import json
import os
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Served", "answers", "leave", "served"]

NAME = ".formgrader.json"
SECONDS = 5.0


@dataclass(frozen=True)
class Served:
    """A server: its process, and the address that opens it."""

    pid: int
    address: str


def served(out: Path) -> Served | None:
    """Return the server that answers for this folder; None where there is none any more."""
    try:
        members = json.loads((out / NAME).read_text(encoding="utf-8"))
        found = Served(int(members["pid"]), str(members["address"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (
        found if found.address.startswith("http://127.0.0.1:") and answers(found.address) else None
    )


def leave(out: Path, server: Served | None) -> None:
    """Say that this server serves the folder, or that none does."""
    path = out / NAME
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    if server:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump(asdict(server), file)


def answers(address: str) -> bool:
    """Return whether a server of ours gives its page out at this address."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 — ours
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
