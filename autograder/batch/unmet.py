"""Decisions that nobody can follow: an attempt that is not there, a name that several have."""

from collections.abc import Iterable, Iterator, Sequence

from autograder.batch.asked import UsageError
from autograder.batch.attempts import Attempt
from autograder.batch.handins import Handin
from autograder.batch.students import Student
from autograder.decisions import Decisions, same

__all__ = ["each_means_one", "no_keys", "unmet"]


def each_means_one(decisions: Decisions, attempts: Sequence[Attempt]) -> None:
    """Refuse to give several people's hand-ins to one, for they are only called alike."""
    for entry in decisions.entries:
        if entry.kind != "identify":
            continue
        called = [a for a in attempts if same(a.filename) == same(entry.subject)]
        if len(set(map(_sender, called))) > 1:
            digests = ", ".join(sorted(attempt.digest[:12] for attempt in called))
            file, line = entry.place
            said = f"{file}:{line}: {len(called)} hand-ins are called {entry.subject}"
            raise UsageError(f"{said}; name the one that is meant: {digests}")


def no_keys(decisions: Decisions, class_: Iterable[Handin], attempts: Sequence[Attempt]) -> None:
    """Refuse to say by its key whose a hand-in is: the key follows from whose it is."""
    keys = {same(handin.key): handin for handin in class_}
    for entry in decisions.entries:
        handin = keys.get(same(entry.subject)) if entry.kind == "identify" else None
        alone = Decisions((entry,))
        named = any(alone.identity(a.filename, a.digest, a.digest[:12]) for a in attempts)
        if handin and not named:
            file, line = entry.place
            said = f"{file}:{line}: the key {entry.subject} changes with whose the hand-in is"
            raise UsageError(f'{said}; write handin = "{handin.digest[:12]}"')


def _sender(attempt: Attempt) -> tuple[str, ...]:
    """Return what is the same for hand-ins of one sender; one in doubt is only like itself."""
    sender = attempt.sender
    if sender is None:
        return ()
    return (sender.kind, sender.ref, *([attempt.digest] if sender.doubtful else []))


def unmet(students: Iterable[Student], decisions: Decisions) -> Iterator[str]:
    """Yield a line for each chosen attempt that is not there; the usual rule chooses instead."""
    for student in students:
        identity = student.attempts[-1].identity.student_id
        said = decisions.attempt(identity) if identity else None
        digests = [owned.attempt.digest for owned in student.attempts]
        if said is None or (isinstance(said, int) and 0 < said <= len(digests)):
            continue
        if isinstance(said, str) and any(digest.startswith(said) for digest in digests):
            continue
        count = len(digests)
        made = "1 attempt" if count == 1 else f"{count} attempts"
        fix = f"write 1 to {count}, or a digest" if count > 1 else "write 1, or take it back"
        yield f"attempt {said} of {identity} is not there, who made {made}; {fix}"
