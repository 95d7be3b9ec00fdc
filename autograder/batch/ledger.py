"""Keep what was found: a result at once when its hand-in is finished, the table when all are.

Beside the results stands what each rests on, so that the next run knows which still hold.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from autograder.batch.basis import Basis, Facts
from autograder.batch.digests import digest_of_file, digest_of_text
from autograder.batch.lock import InUse, Lock
from autograder.batch.record import Record
from autograder.batch.unwritten import NotWritten
from autograder.outputs import Absent, grades_table, visible, write_lms, write_pages
from autograder.placing import place, sweep
from autograder.report import Report, ReportError
from autograder.rubric import Rubric

__all__ = ["Kept", "Ledger", "LedgerError", "WayBack"]


class LedgerError(Exception):
    """A folder that results cannot be written to, and why, in one line."""


@dataclass(frozen=True)
class WayBack:
    """What grades are to be written into: tables that an LMS exported, and what to write there.

    `assignment` and `lab` say which column of a Canvas gradebook is meant; with `replace`,
    provisional grades take the place of other ones.
    """

    worksheets: tuple[Path, ...] = ()
    assignment: str = ""
    lab: str = ""
    replace: bool = False


@dataclass(frozen=True)
class Kept:
    """What an earlier run has left of one hand-in; with a report, all of it agrees."""

    report: Report | None = None
    basis: Basis | None = None
    there: bool = False  # a file is in its place
    known: bool = False  # we had put one there


class Ledger:
    """The folder that one run writes to: results/<key>.json, log/<key>.txt, grades.csv."""

    def __init__(self, out: Path) -> None:
        """Make the folder ready, and find out now whether it can be written to, and by us alone."""
        self.out = out
        self.faults: list[Path] = []
        self.replaced: list[Path] = []
        self.broken = False
        with self._writing(out):
            if out.is_file():
                raise LedgerError(f"{out} is a file; name a folder with --out")
            for folder in (self.results, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            place(self.results / ".writable", b"")
            (self.results / ".writable").unlink()
            self._lock = _locked(out)
            try:
                for folder in (out, self.results, self.logs):
                    sweep(folder)
                self.record = Record(out / "ledger.db")
            except BaseException:
                self._lock.release()
                raise
        aside = self.record.set_aside
        said = "its ledger.db is of another version of the kit, or damaged, so that everything is"
        self.remarks = [f"{out}: {said} graded anew; it is kept as {aside.name}"] if aside else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others write to the folder."""
        self.record.close()
        self._lock.release()

    @property
    def results(self) -> Path:
        """Where the reports are."""
        return self.out / "results"

    @property
    def logs(self) -> Path:
        """Where the traces of our own faults are."""
        return self.out / "log"

    @property
    def grades(self) -> Path:
        """The table of all hand-ins."""
        return self.out / "grades.csv"

    def know(self, kit: Facts, environment: Facts) -> None:
        """Keep what results of this run rest on."""
        with self._writing(self.out / "ledger.db"):
            self.record.know(kit, environment)

    def last_kit(self) -> Mapping[str, str]:
        """Return the kit that made the newest result of earlier runs."""
        return self.record.facts(self.record.last_kit())

    def facts(self, digest: str) -> Mapping[str, str]:
        """Return what an earlier run has kept under this digest."""
        return self.record.facts(digest)

    def kept(self, key: str) -> Kept:
        """Return what is there of this key; a result that is not as it was written is none."""
        bases, known = self.record.bases(key), self.record.placed(key)
        try:
            text = self._place_of(key).read_bytes().decode()
            basis = bases.get(digest_of_text(text))
            report = Report.from_json(text) if basis else None
        except FileNotFoundError:
            return Kept(known=known)
        except (OSError, UnicodeDecodeError, ReportError):
            return Kept(there=True, known=known)
        return Kept(report, basis, there=True, known=known)

    def keep(self, report: Report, basis: Basis) -> Path:
        """Write one report and what it rests on.

        What an earlier run found is gone then; what somebody else wrote there is kept beside.
        """
        key, text = str(report.submission["key"]), report.to_json()
        path, digest = self._place_of(key), digest_of_text(text)
        with self._writing(path):
            self._spare(path, self.record.bases(key).keys() | {digest})
            self.record.announce(key, digest, basis)
            place(path, text.encode())
            self.record.settle(key, digest)
        return path

    def keep_table(
        self, rubric: Rubric, reports: Sequence[Report], absent: Sequence[Absent] = ()
    ) -> Path:
        """Write the table of these reports, in their order, and of those who are absent."""
        with self._writing(self.grades):
            place(self.grades, grades_table(rubric, reports, absent).encode())
        return self.grades

    def keep_pages(
        self,
        rubric: Rubric,
        reports: Sequence[Report],
        course: str,
        absent: Sequence[Absent] = (),
    ) -> None:
        """Write a feedback page for each report, and the dashboard of the class."""
        with self._writing(self.out):
            write_pages(self.out, rubric, reports, course, absent)

    def keep_lms(self, rubric: Rubric, reports: Sequence[Report], back: WayBack) -> tuple[str, ...]:
        """Write what goes back to the LMS, and return what is to be said of it."""
        with self._writing(self.out):
            found = write_lms(
                self.out,
                rubric,
                reports,
                back.worksheets,
                assignment=back.assignment,
                lab=back.lab,
                replace=back.replace,
            )
        return (*found.lines, *found.refused)

    def keep_round(self, text: str) -> None:
        """Write what the round knows beyond its reports."""
        self._keep("round.json", text)

    def keep_marks(self, text: str) -> None:
        """Write what people marked in formgrader."""
        self._keep("marks.json", text)

    def log(self, key: str, trace: str) -> Path:
        """Write the trace of a fault of ours; what a student wrote cannot act from within it."""
        path = self.logs / f"{key}.txt"
        with self._writing(path):
            place(path, "".join(f"| {visible(line)}\n" for line in trace.splitlines()).encode())
        self.faults.append(path)
        return path

    def older(self, reports: Sequence[Report]) -> int:
        """Count the results of earlier runs that none of these reports replaced."""
        ours = {f"{report.submission['key']}.json" for report in reports}
        return sum(path.name not in ours for path in self.results.glob("[!.]*.json"))

    def _keep(self, name: str, text: str) -> None:
        with self._writing(self.out / name):
            place(self.out / name, text.encode())

    def _place_of(self, key: str) -> Path:
        return self.results / f"{key}.json"

    def _spare(self, path: Path, ours: set[str]) -> None:
        """Copy a result that none of our rows is about to where nobody overwrites it."""
        if path.exists() and (digest := digest_of_file(path)) not in ours:
            aside = self.out / "replaced" / f"{path.stem}-{digest[:8]}.json"
            aside.parent.mkdir(exist_ok=True)
            place(aside, path.read_bytes())
            self.replaced.append(aside)

    @contextlib.contextmanager
    def _writing(self, path: Path) -> Iterator[None]:
        """Turn whatever keeps us from writing into one line."""
        try:
            yield
        except OSError as error:
            self.broken = True
            raise LedgerError(str(NotWritten.from_os(path, error))) from error
        except sqlite3.Error as error:
            self.broken = True
            full, database = "full" in str(error), self.out / "ledger.db"
            raise LedgerError(str(NotWritten(database, str(error), full=full))) from error


def _locked(out: Path) -> Lock:
    try:
        return Lock(out / ".lock")
    except InUse as other:
        said = f"{out} is in use by {other}; wait until that run ends, or name another --out"
        raise LedgerError(said) from other
