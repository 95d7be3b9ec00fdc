"""Make a package of a hand-in in another layout: from its own names, or through an adapter."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.handin.adapter import Adapter, read_adapter
from autograder.handin.assembly import ADAPTER, assemble
from autograder.handin.code import Code, read_code
from autograder.handin.gathering import gather
from autograder.handin.terms import ArchiveLimits, Note, NoteCode

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.handin.submission import Submission

OTHER_LAYOUT = "other layout: "


def gathered(
    submission: Submission, workspace: Path, limits: ArchiveLimits, reason: str
) -> Submission:
    """Return a submission without a package with one, if its names are found beyond doubt.

    Otherwise its problem is `reason`, or what is in doubt.
    """
    assert submission.files is not None
    code = read_code(submission.files, limits)
    found = gather(code)
    notes = submission.notes + _unread(code)
    if found is None or found.reason:
        said = f"{OTHER_LAYOUT}{found.reason}" if found else reason
        return replace(submission, problem=said, notes=notes)
    package = workspace / "gathered" / "student"
    assembly = assemble(package, code.files, found.owners)
    note = Note(NoteCode.GATHERED, found.said, "")
    return replace(
        submission, package=package, problem=None, notes=(*notes, note), assembly=assembly
    )


def attach(submission: Submission, adapter_file: Path, workspace: Path) -> Submission:
    """Return a submission with the package that an adapter makes of it, whatever it had before.

    Raises AdapterError for a file that can be none. A hand-in that was refused as a whole has
    nothing to adapt, and stays as it is.
    """
    return adapted(submission, read_adapter(adapter_file), workspace)


def adapted(submission: Submission, adapter: Adapter, workspace: Path) -> Submission:
    """Return the same as `attach`, for an adapter that has been read."""
    root = submission.files or submission.package
    if root is None:
        return submission
    code = read_code(root, ArchiveLimits())
    package = workspace / "adapted" / "student"
    shutil.rmtree(package, ignore_errors=True)
    owners = dict.fromkeys(adapter.names, ADAPTER)
    assembly = assemble(package, code.files, owners, adapter=adapter.content, absent=adapter.absent)
    kept = tuple(note for note in submission.notes if note.code is not NoteCode.GATHERED)
    note = Note(NoteCode.ADAPTED, f"graded through an adapter ({adapter.digest[:12]})", ADAPTER)
    names, absent = list(adapter.names), list(adapter.absent)
    facts = {"digest": adapter.digest, "names": names, "absent": absent}
    return replace(
        submission,
        package=package,
        problem=None,
        notes=(*kept, *_unread(code), note),
        assembly=replace(assembly, adapter=adapter.digest),
        facts={**submission.facts, "adapter": facts},
    )


def _unread(code: Code) -> tuple[Note, ...]:
    return tuple(Note(NoteCode.UNREAD, f"not read: {why}", "") for why in code.unread)
