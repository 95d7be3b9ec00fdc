"""Rules: the data sets are the given ones, nothing forbidden is imported, and nothing is hidden."""

from collections.abc import Iterator

import numpy as np

from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact
from autograder.reading import ImportKind, Reason, read_generators, read_signs
from autograder.trouble import Trouble
from autograder.worker import Lab
from autograder.worker.sources import DATASETS

SEEDS = (0, 1)
ORDINARY = (ImportKind.ALLOWED, ImportKind.OWN)
FOR_A_LOOK = (ImportKind.NOTED, ImportKind.DYNAMIC)
SHOWN = 20  # places that a report lists
FUNCTIONS = {"generate_linear": "linear", "generate_XOR_easy": "xor"}


@criterion("data")
def test_data_sets_are_the_given_ones(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield _kit_itself(case)
    for found in read_generators(lab.sources.files, DATASETS.read_bytes()):
        place = {"file": found.path, "line": found.line, "function": found.function}
        functions = [found.function] if found.function else list(FUNCTIONS)
        same = not found.differs or all(_returns_the_same(lab, found.path, f) for f in functions)
        yield Fact("data sets as given", same, place)


@criterion("imports")
def test_nothing_else_is_imported(lab: Lab, case: Case) -> Iterator[Evidence]:  # noqa: ARG001
    for unread in lab.imports.unreadable:
        # A syntax error is told by every check that meets it; anything else Python might run.
        if unread.reason is not Reason.SYNTAX:
            place = {"file": unread.path, "line": unread.line}
            why = {"reason": str(unread.reason), "text": unread.text}
            yield Fact("sources can be read", False, {**place, **why}, for_a_person=True)
    for found in lab.imports.found:
        if found.kind not in ORDINARY:
            place = {"file": found.path, "line": found.line, "module": found.module}
            details = {**place, "text": found.text, "class": str(found.kind)}
            allowed = found.kind is not ImportKind.FORBIDDEN
            clues = {"inside": _inside(lab.sources.files.get(found.path, b""), found.line)}
            yield Fact("allowed imports", allowed, details, clues=clues)
    yield Fact("all imports", True, {"count": len(lab.imports.found)})


@criterion("sources")
def test_nothing_in_the_sources_asks_for_a_second_look(lab: Lab, case: Case) -> Iterator[Evidence]:  # noqa: ARG001
    noted = [(n.path, n.line, str(n.sign), n.text) for n in read_signs(lab.sources.files)]
    noted += [
        (found.path, found.line, "import", found.text)
        for found in lab.imports.found
        if found.kind in FOR_A_LOOK and found.path in lab.imports.reached
    ]
    keys = ("file", "line", "sign", "text")
    places = [dict(zip(keys, note, strict=True)) for note in sorted(noted)]
    details = {"count": len(places), "places": places[:SHOWN]}
    yield Fact("nothing for a second look", not places, details, for_a_person=True)


def _inside(source: bytes, line: int) -> bool:
    """Whether this line belongs to something, such as a function or a try block."""
    lines = source.splitlines()
    return 0 < line <= len(lines) and lines[line - 1][:1] in (b" ", b"\t")


def _kit_itself(case: Case) -> Evidence:
    """Compare the generators beside this kit with what they returned when it was made."""
    same = True
    for data in FUNCTIONS.values():
        for seed in SEEDS:
            x, y = points(data, seed)
            same &= bool(np.array_equal(x, case[f"data.{data}.{seed}.x"]))
            same &= bool(np.array_equal(y, case[f"data.{data}.{seed}.y"]))
    return Fact("the kit's own data sets", same, {"file": DATASETS.name})


def _returns_the_same(lab: Lab, path: str, function: str) -> bool:
    """Run a generator of the student's own, and compare what it returns with the given one's."""
    for seed in SEEDS:
        try:
            lab.seed(seed)
            returned = lab.function(path, function)()
        except Trouble:
            return False
        wanted = points(FUNCTIONS[function], seed)
        if not isinstance(returned, tuple | list) or len(returned) != len(wanted):
            return False
        for yours, right in zip(returned, wanted, strict=True):
            alike = isinstance(yours, np.ndarray) and yours.dtype == right.dtype
            if not alike or not np.array_equal(yours, right):
                return False
    return True
