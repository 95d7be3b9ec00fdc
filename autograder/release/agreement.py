"""The rubric, the checks and the tasks name the same criteria, and each has words that help.

Where they disagree, a student would meet a task that nothing checks, or points that nothing earns.
"""

import re
from collections.abc import Iterator

from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.release.pages import headings
from autograder.settings import Document, TomlError

__all__ = ["checks_and_criteria", "readings", "todo_lines"]

RUBRIC = "autograder/rubric.toml"
_TODO = re.compile(r"NotImplementedError|\bTODO\b", re.IGNORECASE)
_STUB = re.compile(r' *raise NotImplementedError\("TODO\(([\w.-]+)\)"\)')


def checks_and_criteria(draft: Draft) -> Iterator[ReleaseError]:
    """Yield criteria of the program without a check, and checks without one criterion.

    A check's criterion may be one that is not enabled, and that one keeps its check: one word
    brings a criterion back.
    """
    lines = _criterion_lines(draft)
    first: dict[str, str] = {}
    for check in draft.checks:
        place = f"{check.file}:{check.line}"
        if check.criterion not in lines:
            rule = f"a check for {check.criterion}, which the rubric does not know"
            fix = "add the criterion to rubric.toml, or correct the id"
            yield ReleaseError(check.file, check.line, rule, fix=fix)
        if check.criterion in first:
            rule = f"a second check for {check.criterion}; the first is at {first[check.criterion]}"
            yield ReleaseError(check.file, check.line, rule, fix="keep one")
        first.setdefault(check.criterion, place)
    for identity, (line, marks) in lines.items():
        if marks != "person" and identity not in first:
            rule = f"[{identity}] the program marks it, and there is no check for it"
            fix = f'write one under @criterion("{identity}"), or let a person mark it'
            yield ReleaseError(RUBRIC, line, rule, fix=fix)


def todo_lines(draft: Draft) -> Iterator[ReleaseError]:
    """Yield TODO lines that no region stands behind, and regions that left no TODO line."""
    for name, text in draft.sources.items():
        inside = draft.regions.get(name, ())
        for number, line in enumerate(text.split("\n"), start=1):
            if _TODO.search(line) and not any(number in region for region in inside):
                rule = "a TODO outside of every region: nothing checks it"
                fix = "put the reference's code in a region, or say it in other words"
                yield ReleaseError(name, number, rule, fix=fix)
    for name, content in draft.student.items():
        source = f"solution/{name}"
        expected = [criterion for criterion, file, _ in draft.tasks if file == source]
        found = _STUB.findall(content.decode())
        if found != expected:
            rule = f"TODO lines for {found}, and regions for {expected}"
            fix = "let each region leave one stub: raise NotImplementedError"
            yield ReleaseError(f"student/{name}", None, rule, fix=fix)


def readings(draft: Draft) -> Iterator[ReleaseError]:
    """Yield criteria whose title, hint or reading is missing, or leads to no released heading."""
    lines = _criterion_lines(draft)
    there = {name: headings(name, content) for name, content in draft.files.items()}
    for criterion in draft.rubric.criteria:
        line = lines[criterion.id][0]
        for key in ("title", "hint", "reading"):
            if not getattr(criterion, key).strip():
                rule = f"[{criterion.id}] {key} is missing"
                yield ReleaseError(RUBRIC, line, rule, fix=f'add {key} = "…"')
        page, _, heading = criterion.reading.partition("#")
        if criterion.reading and heading not in there.get(f"docs/{page}", ()):
            rule = f"[{criterion.id}] reading leads to {criterion.reading}, which is not handed out"
            yield ReleaseError(RUBRIC, line, rule, fix="name a heading of a page in docs/")


def _criterion_lines(draft: Draft) -> dict[str, tuple[int, str]]:
    """Return the line and who marks, by id, of every criterion of the file, enabled or not."""
    path = draft.root / RUBRIC
    document = Document.parse(draft.rubric_text.encode(), path, TomlError)
    return {
        table["id"]: (document.lines["criterion", number], table["marks"])
        for number, table in enumerate(document.values["criterion"])
    }
