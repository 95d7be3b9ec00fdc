"""Which hand-in is meant by a word: a name that two of them have means neither."""

from collections.abc import Sequence

from autograder.deciding.exchange import NotChanged
from autograder.decisions import same
from autograder.report import Report

__all__ = ["meant_handin"]


def meant_handin(word: str, reports: Sequence[Report]) -> str:
    """Return the name that a decision keeps: for a key its digest, which stays what it is.

    A key follows whoever the hand-in is taken for, so that it would name another one afterwards.
    NotChanged for a file's name that several hand-ins have.
    """
    called = [r for r in reports if same(str(r.submission.get("source"))) == same(word)]
    if len(called) > 1:
        digests = ", ".join(str(r.submission.get("digest", r.submission["key"])) for r in called)
        raise NotChanged(f"not written: {len(called)} hand-ins are called {word}; name {digests}")
    keyed = [r for r in reports if same(str(r.submission.get("key"))) == same(word)]
    digest = keyed[0].submission.get("digest") if keyed and not called else None
    return digest if isinstance(digest, str) else word
