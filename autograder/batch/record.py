"""Remember what each result rests on: rows in a small SQLite file beside the results.

A row names a result by the digest of its text, and is written *before* the file is put in its
place; rows of what was there before go afterwards. So whenever a run is killed, the file that is
there has a row that speaks of it, the old one or the new one.
"""

import contextlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from autograder.batch.basis import Basis, Facts

__all__ = ["Record"]

VERSION = 1
_TABLES = f"""
BEGIN;
CREATE TABLE IF NOT EXISTS result (
    key TEXT NOT NULL, text TEXT NOT NULL, attempt INTEGER NOT NULL, handin TEXT NOT NULL,
    kit TEXT NOT NULL, environment TEXT NOT NULL, written TEXT NOT NULL,
    placed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (key, text)
);
CREATE TABLE IF NOT EXISTS facts (digest TEXT PRIMARY KEY, items TEXT NOT NULL);
PRAGMA user_version = {VERSION};
COMMIT;
"""


class Record:
    """The rows of one folder; sqlite3.Error when the disk is full or the file is locked."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; one that cannot be understood is moved aside, never changed."""
        self.set_aside: Path | None = None if _readable(path) else _moved(path)
        self._connection = sqlite3.connect(path)
        self._connection.executescript(_TABLES)

    def know(self, *facts: Facts) -> None:
        """Keep facts that rows will name by their digests."""
        with self._connection as rows:
            insert = "INSERT OR IGNORE INTO facts VALUES (?, ?)"
            rows.executemany(insert, [(fact.digest, fact.text) for fact in facts])

    def facts(self, digest: str) -> Mapping[str, str]:
        """Return facts by their digest; none that were never kept."""
        query = "SELECT items FROM facts WHERE digest = ?"
        row = self._connection.execute(query, (digest,)).fetchone()
        found = json.loads(row[0]) if row else {}
        assert isinstance(found, dict)
        return found

    def announce(self, key: str, text: str, basis: Basis) -> None:
        """Say that a result with this digest is about to be put in its place."""
        written = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connection as rows:
            insert = "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
            rows.execute(insert, (key, text, *astuple(basis), written))

    def settle(self, key: str, text: str) -> None:
        """Say that the result with this digest is in its place, and forget all others."""
        with self._connection as rows:
            rows.execute("UPDATE result SET placed = 1 WHERE key = ? AND text = ?", (key, text))
            rows.execute("DELETE FROM result WHERE key = ? AND text <> ?", (key, text))

    def bases(self, key: str) -> dict[str, Basis]:
        """Return what is known of a key: bases by the digests of results."""
        query = "SELECT text, attempt, handin, kit, environment FROM result WHERE key = ?"
        return {row[0]: Basis(*row[1:]) for row in self._connection.execute(query, (key,))}

    def last_kit(self) -> str:
        """Return the digest of the kit that made the newest result; "" if there is none."""
        query = "SELECT kit FROM result ORDER BY rowid DESC LIMIT 1"
        row = self._connection.execute(query).fetchone()
        return str(row[0]) if row else ""

    def placed(self, key: str) -> bool:
        """Return whether a result of this key ever was in its place."""
        query = "SELECT count(*) FROM result WHERE key = ? AND placed"
        (found,) = self._connection.execute(query, (key,)).fetchone()
        return bool(found)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _readable(path: Path) -> bool:
    """Return whether this is a file of ours, or not there yet."""
    if not path.exists():
        return True
    with contextlib.closing(sqlite3.connect(path)) as connection:
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:  # locked or unreadable, which another file does not mend
            raise
        except sqlite3.DatabaseError:
            return False
    return sound and (version == VERSION or not tables)


def _moved(path: Path) -> Path:
    """Move a file aside, and with it what SQLite keeps beside it, and return where it is."""
    aside = path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}")
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    return path.replace(aside)
