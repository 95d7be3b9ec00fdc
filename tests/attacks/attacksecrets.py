"""Dummy secrets, laid where attacks look for them, and whether anything of them has changed."""

import contextlib
import hashlib
import os
import secrets
import sqlite3
import sys
from pathlib import Path

__all__ = ["SECRET", "fingerprint", "furnish"]

SECRET = f"SECRET-{secrets.token_hex(8)}"
"""Whatever must not come back holds this text."""
LARGE = 1 << 26  # bytes; of larger files the size is looked at


def furnish(folder: Path, planted: Path, home: Path) -> None:
    """Put dummy secrets where attacks look for them, and a fake torch where it could be found."""
    for name in (
        "solution/layers.py", "home/.ssh/id_rsa", "home/.bashrc", "home/.netrc", ".git/config",
        "others/313551002/layers.py", "tests/test_forward.py", "results.json", "cases.npz",
    ):  # fmt: skip
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{SECRET}\n", encoding="utf-8")
    (folder / "home/.ssh/id_rsa").chmod(0o600)
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
        book.execute("create table grades (student text, points text)")
        book.execute("insert into grades values ('313551002', ?)", (SECRET,))
        book.commit()
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (planted, home / ".local" / "lib" / version / "site-packages"):
        for name in ("torch", "autograd", "sklearn"):
            (place / name).mkdir(parents=True)
            text = f"__version__ = 'framework {SECRET}'\n"
            (place / name / "__init__.py").write_text(text, encoding="utf-8")


def fingerprint(folder: Path) -> str:
    """Return a digest of all that a tree is: content, mode, owner, time and attributes."""
    digest = hashlib.sha256()
    for path in sorted([folder, *folder.rglob("*")]):
        about = path.lstat()
        facts = [path.name, about.st_mode, about.st_uid, about.st_gid, about.st_mtime_ns]
        named = [(n, os.getxattr(path, n)) for n in os.listxattr(path, follow_symlinks=False)]
        short = path.is_file() and not path.is_symlink() and about.st_size < LARGE
        content = path.read_bytes() if short else str(about.st_size).encode()
        digest.update(repr((facts, named, content)).encode())
    return digest.hexdigest()
