"""Keep what was found: a result at once when its hand-in is finished, the table when all are.

A file is written beside its place and then moved there, so that nobody ever reads half of one,
whenever the power goes out or somebody presses Ctrl-C.
"""

import contextlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from autograder.outputs import grades_table, visible
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["Ledger", "LedgerError"]


class LedgerError(Exception):
    """A folder that results cannot be written to, and why, in one line."""


class Ledger:
    """The folder that one run writes to: results/<key>.json, log/<key>.txt, grades.csv."""

    def __init__(self, out: Path) -> None:
        """Make the folder ready, and find out now whether it can be written to."""
        self.out = out
        self.faults: list[Path] = []
        try:
            if out.is_file():
                raise LedgerError(f"{out} is a file; name a folder with --out")
            for folder in (self.results, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
                _replace(folder / ".writable", b"")
                (folder / ".writable").unlink()
        except OSError as error:
            raise _refused(out, error) from error

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

    def keep(self, report: Report) -> Path:
        """Write one report; what an earlier run found about the same hand-in is gone then."""
        path = self.results / f"{report.submission['key']}.json"
        self._write(path, report.to_json())
        return path

    def keep_table(self, rubric: Rubric, reports: Sequence[Report]) -> Path:
        """Write the table of these reports, in their order."""
        self._write(self.grades, grades_table(rubric, reports))
        return self.grades

    def log(self, key: str, trace: str) -> Path:
        """Write the trace of a fault of ours; what a student wrote cannot act from within it."""
        path = self.logs / f"{key}.txt"
        self._write(path, "".join(f"| {visible(line)}\n" for line in trace.splitlines()))
        self.faults.append(path)
        return path

    def older(self, reports: Sequence[Report]) -> int:
        """Count the results of earlier runs that none of these reports replaced."""
        ours = {f"{report.submission['key']}.json" for report in reports}
        return sum(path.name not in ours for path in self.results.glob("[!.]*.json"))

    def _write(self, path: Path, text: str) -> None:
        try:
            _replace(path, text.encode())
        except OSError as error:
            raise _refused(path, error) from error


def _replace(path: Path, content: bytes) -> None:
    """Put a file in its place at once, or leave what is there."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _refused(path: Path, error: OSError) -> LedgerError:
    why = error.strerror or type(error).__name__
    return LedgerError(f"{path} cannot be written ({why}); name another folder with --out")
