"""What is not right about how a hand-in is packed, and what is in it that nobody needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.handin.names import ARCHIVE_SUFFIXES, quoted
from autograder.handin.package import PACKAGE
from autograder.handin.rules import Rule, finding
from autograder.handin.terms import NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.handin.finding import Finding
    from autograder.handin.format import HandedIn
    from autograder.handin.rules import Weights
    from autograder.handin.terms import Note

_SHOWN = 3
_SYSTEMS = {
    "__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".spotlight-v100",
    ".trashes", ".fseventsd", "$recycle.bin",
}  # fmt: skip
_RULES = {
    NoteCode.LINK: Rule.NOT_UNPACKED,
    NoteCode.SPECIAL: Rule.NOT_UNPACKED,
    NoteCode.ODD_NAME: Rule.NOT_UNPACKED,
    NoteCode.FILE_SIZE: Rule.FILE_SIZE,
    NoteCode.UNWRAPPED: Rule.ARCHIVE_WRAPPED,
    NoteCode.NESTED: Rule.ARCHIVE_NESTED,
}
_EXPECTED = {
    Rule.ARCHIVE_NESTED: "the files themselves in one zip",
    Rule.ARCHIVE_WRAPPED: "report.pdf and student/ at the top of the zip",
    Rule.BYTE_CODE: "no byte code: Python makes it again",
    Rule.SYSTEM_FILES: "nothing that the system leaves behind",
    Rule.ENVIRONMENT: "no environments, caches or version control",
    Rule.NOT_UNPACKED: "plain files, under names that every system can hold",
    Rule.FILE_SIZE: "files of the sizes that the course allows",
}


def layout_findings(handed: HandedIn, weights: Weights) -> Iterator[Finding]:
    """Yield a finding for each rule of packing that the hand-in breaks."""
    if handed.form == "other":
        found = f"{quoted(handed.filename)} is no zip"
        yield finding(Rule.ARCHIVE_FORMAT, weights, "one zip", found)
    by_rule: dict[Rule, list[Note]] = {}
    for note in handed.notes:
        if rule := rule_of(note):
            by_rule.setdefault(rule, []).append(note)
    for rule, expected in _EXPECTED.items():
        if notes := by_rule.get(rule):
            yield finding(rule, weights, expected, _listed(notes))
    yield from _sources(handed, weights)


def rule_of(note: Note) -> Rule | None:
    """Return the rule that a note of unpacking is about; None for one that breaks no rule."""
    name = note.name.rpartition("/")[2].casefold()
    if note.code == NoteCode.UNWRAPPED and name == PACKAGE:
        return None  # a zip of the package alone
    if note.code != NoteCode.IGNORED:
        return _RULES.get(NoteCode(note.code))
    if name == "__pycache__" or name.endswith((".pyc", ".pyo")):
        return Rule.BYTE_CODE
    return Rule.SYSTEM_FILES if name in _SYSTEMS or name.startswith("._") else Rule.ENVIRONMENT


def _listed(notes: Sequence[Note]) -> str:
    """Name the first few, with what was noted where it says more than the name."""
    told = {NoteCode.LINK, NoteCode.SPECIAL, NoteCode.ODD_NAME, NoteCode.FILE_SIZE, NoteCode.NESTED}
    names = list(
        dict.fromkeys(
            f"{quoted(note.name)} ({note.text})" if note.code in told else quoted(note.name)
            for note in notes
        )
    )
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _sources(handed: HandedIn, weights: Weights) -> Iterator[Finding]:
    """Yield that there is no source code, or only in notebooks; unopened archives may hold some."""
    if handed.files is None:
        return
    names = [path.name.casefold() for path in handed.files]
    if handed.has_package or any(name.endswith((".py", *ARCHIVE_SUFFIXES)) for name in names):
        return
    expected = "the source code, as Python files in student/"
    notebooks = [path for path in handed.files if path.name.casefold().endswith(".ipynb")]
    if notebooks:
        found = f"only notebooks: {', '.join(quoted(str(path)) for path in notebooks[:_SHOWN])}"
        yield finding(Rule.SOURCES_NOTEBOOK, weights, expected, found)
    else:
        yield finding(Rule.SOURCES_MISSING, weights, expected, "no Python file")
