"""Try the zip as a student does: a new environment, its own requirements, and nothing else.

The stubs must earn nothing there, and the reference in their place everything.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.release.handout import FOLDER, pack
from autograder.release.preflight import full, none_earned
from autograder.report import Report, ReportError

__all__ = ["tried"]

REQUIREMENTS = "requirements.txt"
MINUTES = 10
# What pip needs to reach its index from behind a proxy, or a mirror.
KEPT = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SYSTEMROOT", "TEMP", "TMP")
PIP = "PIP_"


def tried(draft: Draft) -> Iterator[ReleaseError]:
    """Yield what goes wrong where only the zip and its requirements are."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        # Blanks and Chinese in the path: a student's folder has them.
        home = Path(folder) / "作業 1 (final)"
        pack(draft.files, home / "lab.zip")
        with zipfile.ZipFile(home / "lab.zip") as archive:
            archive.extractall(home)
        kit = home / FOLDER
        try:
            python = _equipped(kit)
            yield from none_earned(draft, _graded(python, kit).results)
            for name in draft.sources:
                target = kit / "student" / Path(name).name
                target.write_text(draft.sources[name], encoding="utf-8")
            yield from full(draft, _graded(python, kit).results)
        except ReleaseError as error:
            yield error


def _equipped(kit: Path) -> Path:
    """Make the environment that the README tells of, and return its Python."""
    venv.create(kit / ".venv", with_pip=True)
    scripts = kit / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    done = _run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], kit)
    if done.returncode:
        rule = f"cannot be installed: {_last_line(done)}"
        fix = "connect to the package index, or give --no-environment"
        raise ReleaseError(REQUIREMENTS, None, rule, fix=fix)
    return python


def _graded(python: Path, kit: Path) -> Report:
    report = kit / "report.json"
    report.unlink(missing_ok=True)
    done = _run([python, "-m", "pytest", "autograder", f"--report={report}"], kit)
    try:
        return Report.from_json(report.read_text(encoding="utf-8"))
    except (OSError, ReportError) as error:
        rule = f"pytest autograder writes no report there: {_last_line(done)}"
        fix = "see what it imports that students have not"
        raise ReleaseError("autograder", None, rule, fix=fix) from error


def _run(command: Sequence[Path | str], kit: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with next to nothing of our own environment."""
    kept = {k: v for k, v in os.environ.items() if k.upper() in KEPT or k.startswith(PIP)}
    search = os.pathsep.join([str(Path(command[0]).parent), os.defpath])
    try:
        return subprocess.run(  # noqa: S603 — the environment's own Python
            [*map(str, command)],
            cwd=kit,
            env={**kept, "PATH": search, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=60 * MINUTES,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        rule = f"more than {MINUTES} minutes for: {' '.join(map(str, command[1:]))}"
        raise ReleaseError("the zip", None, rule, fix="try again") from error


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return lines[-1] if lines else f"exit status {done.returncode}"
