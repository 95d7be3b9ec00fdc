"""What may not get out: answers, marking guides, held-back cases, and what is for graders."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import numpy as np
from numpy.typing import NDArray

from autograder.cases import PUBLIC, load_case, read_arrays
from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.release.frozen import PUBLIC_SEED
from autograder.release.guide import same_but_guides, without_guides
from autograder.release.handout import WITHHELD
from autograder.release.leaks import leaks
from autograder.release.readable import texts
from autograder.release.unpacked import array_in, leaves
from autograder.release.withheld import withheld
from autograder.trouble import GraderFault

__all__ = ["answers", "for_graders", "guides", "held_back", "legible"]

PRIVATE = frozenset({"solution", "tests", "benchmarks", "build", *WITHHELD})
_NUMBER = re.compile(r"\d+\.\d{8,}(?:[eE][-+]?\d+)?|\d{6,}")
_DIGEST = re.compile(r"[0-9a-f]{12,64}", re.IGNORECASE)
OUT = "take it out of there; if nobody put it there, the stripping is at fault"


def legible(draft: Draft) -> Iterator[ReleaseError]:
    """Yield the files that nobody can look into for answers."""
    for path, content in draft.files.items():
        try:
            for _ in texts(path, content):
                pass
        except ReleaseError as error:
            yield error


def answers(draft: Draft) -> Iterator[ReleaseError]:
    """Yield each line that gives away a region, and what the allow-list has in vain."""
    readable = {p: c for p, c in draft.files.items() if _is_legible(p, c)}
    # What a hint says, a marking guide may say as well.
    told = enumerate(without_guides(draft.rubric_text).split("\n"), start=1)
    held = withheld(draft.root)
    found = leaks(draft.sources, readable, withheld=held, told=told, allowed=draft.allowed)
    for leak in found:
        fix = f"{OUT}; or give a reason in release/allowed.toml"
        yield ReleaseError(leak.path, leak.line, leak.rule, fix=fix)
    if not draft.faults:  # a module that cannot be read has no regions to allow anything of
        yield from draft.allowed.unneeded()
    yield from draft.allowed.unreasoned()


def for_graders(draft: Draft) -> Iterator[ReleaseError]:
    """Yield files of folders that students do not get."""
    for name in draft.files:
        folders = PurePosixPath(name).parts[:-1]
        kit = folders[:1] == ("autograder",)
        if PRIVATE.intersection(folders[:2] if kit else folders[:1]):
            fix = "name its folder in WITHHELD in release/handout.py"
            yield ReleaseError(name, None, "this is for graders and instructors", fix=fix)


def guides(draft: Draft) -> Iterator[ReleaseError]:
    """Yield what is wrong with the rubric that students get: guides in it, or a difference."""
    name = "autograder/rubric.toml"
    if name in draft.files:
        yield from same_but_guides(name, draft.rubric_text, draft.files[name].decode("utf-8"))


def held_back(draft: Draft) -> Iterator[ReleaseError]:
    """Yield cases that are not the public ones, and what a file to hold back has in it."""
    for path, content in draft.files.items():
        if _is_legible(path, content):
            yield from _own_seeds(path, content)
    if draft.cases is not None:
        try:
            yield from _told(draft, _secrets(draft))
        except GraderFault as error:
            yield ReleaseError(draft.cases, None, str(error), fix="name another file")


def _own_seeds(path: str, content: bytes) -> Iterator[ReleaseError]:
    for leaf, inner in leaves(path, content):
        archive, _, name = leaf.rpartition("!")
        seed = name == "seed.npy" and array_in(leaf, inner).tolist() != PUBLIC_SEED
        if seed or name == "training.seeds.npy":
            rule = "these cases are not the public ones"
            yield ReleaseError(archive, None, rule, fix="keep held-back cases out of the checkout")


def _secrets(draft: Draft) -> set[str]:
    """Return every number of the held-back file that the public one has not, and its digest."""
    assert draft.cases is not None
    public = {word for array in read_arrays(PUBLIC).values() for word in _written(array)}
    arrays = read_arrays(draft.cases)
    digest = load_case(draft.cases).digest
    return {w for array in arrays.values() for w in _written(array)} - public | {digest}


def _told(draft: Draft, secrets: set[str]) -> Iterator[ReleaseError]:
    (digest,) = (word for word in secrets if len(word) == 64)
    for path, content in draft.files.items():
        if not _is_legible(path, content):
            continue
        for leaf, inner in leaves(path, content):
            if leaf.endswith(".npy") and secrets.intersection(_written(array_in(leaf, inner))):
                yield _of_cases(leaf, None)
        for text in texts(path, content):
            for number, line in text.lines:
                words = {_spelled(word) for word in _NUMBER.findall(line)}
                told = any(digest.startswith(w.lower()) for w in _DIGEST.findall(line))
                if told or secrets & words:
                    yield _of_cases(text.path, number)


def _of_cases(path: str, line: int | None) -> ReleaseError:
    return ReleaseError(path, line, "says what is in the held-back cases", fix="take it out")


def _written(array: NDArray[np.generic]) -> set[str]:
    """Return the numbers of an array that are long enough to be nobody else's."""
    if array.dtype.kind not in "fiu":
        return set()
    written = (str(value) for value in np.abs(array).ravel().tolist())
    return {_spelled(word) for word in written if _NUMBER.fullmatch(word)}


def _spelled(word: str) -> str:
    """Return a fraction with eight digits behind the point, wherever it was cut; a whole as is."""
    return f"{float(word):.7e}" if "." in word else word


def _is_legible(path: str, content: bytes) -> bool:
    try:
        for _ in texts(path, content):
            pass
    except ReleaseError:
        return False
    return True
