"""Do what `decide` is asked for, and say what it comes to when the class is graded again."""

import argparse
import difflib
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

from autograder.course import load_course
from autograder.deciding.edits import Desk, added, without
from autograder.deciding.exchange import NotChanged, read, rewrite
from autograder.deciding.naming import meant_handin
from autograder.deciding.words import arguments, shown
from autograder.decisions import Decisions, decided, table
from autograder.outputs import visible
from autograder.report import Report, ReportError
from autograder.rubric import load_rubric
from autograder.settings import TomlError

__all__ = ["decide"]

DONE, REFUSED = 0, 2
_ANEW = {
    "identify": "the hand-in goes to its student then",
    "attempt": "the attempt that counts is graded then, unless it was",
    "adapt": "the hand-in is graded through the adapter then",
}


def decide(given: Sequence[str], path: Callable[[str], Path]) -> int:
    """Do what is asked and return the exit status: 0 done, 2 refused, in one line."""
    options = arguments(given, path)
    try:
        desk = _desk(options)
        if options.action == "list":
            _list(desk)
        elif options.action == "remove":
            _change(desk, "remove", lambda content: without(desk, content, options.number))
        else:
            _change(
                desk, options.action, lambda content: added(desk, content, _table(desk, options))
            )
    except (NotChanged, TomlError) as error:
        _say(str(error), sys.stderr)
        return REFUSED
    if options.action != "list" and options.out and not (options.out / "results").is_dir():
        _say(f"no class was ever graded into {options.out}; see that --out is meant", sys.stderr)
    return DONE


def _desk(options: argparse.Namespace) -> Desk:
    if options.decisions is None and not options.out.is_dir():
        raise NotChanged(f"{options.out} is no folder; name the folder of the class with --out")
    path = options.decisions or options.out / "decisions.toml"
    reports = _reports(options.out) if options.out is not None else ()
    return Desk(path, load_rubric(), load_course(), reports)


def _reports(out: Path) -> tuple[Report, ...]:
    """Return the reports of a class as far as they can be read: they only help to spell a name."""
    found = []
    for path in sorted((out / "results").glob("[!.]*.json")):
        try:
            found.append(Report.from_json(path.read_bytes().decode()))
        except (OSError, UnicodeDecodeError, ReportError) as error:
            _say(f"{path} is left out of account: {error}", sys.stderr)
    return tuple(found)


def _list(desk: Desk) -> None:
    entries = desk.meant(read(desk.path)).entries
    lines = list(shown(entries)) or [f"Nothing is decided in {desk.path}."]
    for line in lines:
        _say(line)


def _change(desk: Desk, action: str, change: Callable[[bytes], bytes]) -> None:
    """Write the file, and say what it comes to."""
    before, after = Decisions(), Decisions()

    def changed(content: bytes) -> bytes:
        nonlocal before, after
        before, new = desk.meant(content), change(content)
        after = desk.meant(new)
        return new

    rewrite(desk.path, changed)
    _say(f"{'Removed from' if action == 'remove' else 'Written to'} {desk.path}:")
    fewer, more = (after, before) if action == "remove" else (before, after)
    for line in shown(entry for entry in more.entries if entry not in fewer.entries):
        _say(line.removeprefix("1. ").removeprefix("   "))
    known = _known(desk.reports)
    if action != "remove" and desk.reports:
        _warn(after, known)
    _say(_next(desk, action, before, after))


def _table(desk: Desk, options: argparse.Namespace) -> str:
    """Return the table of what is asked for; NotChanged for bytes that are no text."""
    values = {key: getattr(options, key) for key in options.keys}
    if options.action == "identify":
        values["handin"] = meant_handin(options.handin, desk.reports)
    if options.action == "adapt":
        values["file"] = _from(desk.path.parent, options.file)
    if options.action == "identify" and options.name:
        values["name"] = options.name
    values |= {"who": options.who, "when": options.when, "why": options.why}
    try:
        return table(options.action, values)
    except UnicodeEncodeError as error:
        raise NotChanged("an argument is no text in UTF-8; write it anew") from error


def _from(folder: Path, file: Path) -> str:
    """Return a path from a folder, or the whole path of a file outside of it."""
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()


def _known(reports: Iterable[Report]) -> list[str]:
    names = ("key", "id", "source", "digest")
    found = [str(r.submission[name]) for r in reports for name in names if r.submission.get(name)]
    return list(dict.fromkeys(found))


def _warn(decisions: Decisions, known: Sequence[str]) -> None:
    """Say whom the newest decision may be meant for, if nobody here has that name."""
    newest = decisions.entries[-1]
    file, line = newest.place
    if any(said.startswith(f"{file}:{line}: ") for said in decisions.strangers(known)):
        near = difflib.get_close_matches(newest.subject, known, n=3)
        fix = f"near it: {', '.join(near)}" if near else "it waits until there is one"
        _say(f"no hand-in here is of {newest.subject}; {fix}", sys.stderr)


def _next(desk: Desk, action: str, before: Decisions, after: Decisions) -> str:
    """Return what happens when the class is graded again."""
    gone = action == "remove" and any(
        e.kind in _ANEW and e not in after.entries for e in before.entries
    )
    if gone:
        return "Run grade again: what it changed is undone then."
    if action in _ANEW:
        return f"Run grade again: {_ANEW[action]}."
    changed = sum(
        decided(report, desk.rubric, desk.course, before).to_json()
        != decided(report, desk.rubric, desk.course, after).to_json()
        for report in desk.reports
    )
    pages = "1 page changes" if changed == 1 else f"{changed} pages change"
    return f"Run grade again: nothing is graded anew for it, {pages}."


def _say(line: str, stream: IO[str] | None = None) -> None:
    (stream or sys.stdout).write(f"{visible(line)}\n")
