"""What is no array, or number, of the right kind says so in words of its own, and has its name."""

import re
from typing import Any

import numpy as np
import pytest

from autograder.diagnosis import Fact, compare, compare_number, recognize, say
from autograder.diagnosis.mistakes import KNOWN, kinds
from autograder.reading import Reason
from autograder.worker.handles import Strange

WANTED = np.arange(1.0, 8.0).reshape(7, 1) ** 2
WIDE = np.arange(1.0, 16.0).reshape(5, 3) ** 2
FLAT = WIDE[0]
COMPLEX, OBJECTS, TEXTS = (
    Strange(dtype, (7, 1)) for dtype in ("complex128", "object", "<U3")
)  # what a worker says of arrays that do not travel


def message(found: Any) -> str:
    return say(found, look="", rerun="pytest", sources={}, mistake=recognize(found))


def entry(value: float) -> Any:
    """Return the right array with one entry of another value."""
    return np.where(WANTED == 9, value, WANTED)


ARRAYS: list[tuple[str, Any, Any, str, str]] = [
    (
        "None",
        None,
        WANTED,
        "nothing-returned",
        "f: None came, as from a function without a return.",
    ),
    (
        "a list",
        WANTED.tolist(),
        WANTED,
        "list-instead",
        "f: a list came, where the contract says something else.",
    ),
    (
        "a tuple",
        (WANTED, WANTED),
        WANTED,
        "tuple-instead",
        "f: a tuple came, so several values stand behind one return.",
    ),
    ("a text", "1.0", WANTED, "text-instead", "f: a text came, where numbers are meant."),
    (
        "a truth value",
        True,
        WANTED,
        "true-or-false",
        "f: True or False came, where numbers are meant.",
    ),
    (
        "truth values",
        WANTED > 9,
        WANTED,
        "array-of-truth-values",
        "f: an array of True and False came, where float64 is meant.",
    ),
    (
        "complex numbers",
        COMPLEX,
        WANTED,
        "complex-numbers",
        "f: complex numbers came, where real ones are meant.",
    ),
    (
        "objects",
        OBJECTS,
        WANTED,
        "array-of-objects",
        "f: an array of Python objects came, where float64 is meant.",
    ),
    (
        "texts",
        TEXTS,
        WANTED,
        "array-of-texts",
        "f: an array of texts came, where float64 is meant.",
    ),
    (
        "single precision",
        WANTED.astype(np.float32),
        WANTED,
        "single-precision",
        "f: the numbers have less than double precision.",
    ),
    (
        "whole numbers",
        WANTED.astype(np.int64),
        WANTED,
        "whole-numbers",
        "f: whole numbers came; what stands behind the point is lost.",
    ),
    (
        "one number",
        3.5,
        WANTED,
        "one-number-for-all",
        "f: one single number came, where an array is meant.",
    ),
    (
        "an array of no axis",
        np.array(3.5),
        WANTED,
        "one-number-for-all",
        "f: one single number came, where an array is meant.",
    ),
    (
        "nothing in it",
        np.zeros((0, 1)),
        WANTED,
        "nothing-in-it",
        "f: an array without a single entry came.",
    ),
    (
        "(n,) for (n, 1)",
        WANTED.ravel(),
        WANTED,
        "flattened",
        "f: all entries came in one flat row.",
    ),
    (
        "(n, n) for (n, 1)",
        WANTED - WANTED.T,
        WANTED,
        "combined-into-a-square",
        "f: every entry was combined with every other one.",
    ),
    (
        "(1, m) for (m,)",
        FLAT[None],
        FLAT,
        "kept-as-a-row",
        "f: it came as a row of a matrix, with one axis too many.",
    ),
    (
        "(m, 1) for (m,)",
        FLAT[:, None],
        FLAT,
        "kept-as-a-column",
        "f: it came as a column, with one axis too many.",
    ),
    (
        "turned over",
        WIDE.T,
        WIDE,
        "axes-swapped",
        "f: the numbers are right, with the two axes swapped.",
    ),
    (
        "turned over and wrong",
        WIDE.reshape(3, 5),
        WIDE,
        "shape-turned-over",
        "f: rows and columns have each other's lengths.",
    ),
    (
        "an axis of one",
        WIDE[:, :, None],
        WIDE,
        "axis-of-one-too-many",
        "f: there is one more axis, of length 1, than there should be.",
    ),
    (
        "summed over rows",
        WIDE.sum(axis=0),
        WIDE,
        "batch-gone",
        "f: the axis of the rows is gone, as after a sum over it.",
    ),
    (
        "summed over columns",
        WIDE.sum(axis=1),
        WIDE,
        "one-for-each-row",
        "f: one entry came for each row, as after a sum over its columns.",
    ),
    (
        "laid out otherwise",
        WIDE.reshape(15, 1),
        WIDE,
        "laid-out-otherwise",
        "f: there are as many entries as there should be, in other rows.",
    ),
    (
        "nan everywhere",
        WANTED * np.nan,
        WANTED,
        "nothing-but-nan",
        "f: every entry is nan.",
    ),
    ("nan", entry(np.nan), WANTED, "not-a-number", "f: 1 of 7 entries are nan."),
    ("inf", entry(-np.inf), WANTED, "infinite", "f: 1 of 7 entries are infinite."),
    (
        "nan and inf",
        np.where(WANTED < 9, np.nan, entry(np.inf)),
        WANTED,
        "nan-and-infinite",
        "f: 3 of 7 entries are nan or infinite.",
    ),
    ("zeros", 0 * WANTED, WANTED, "all-zero", "f: all entries are 0."),
    (
        "something else",
        WANTED[:3],
        WANTED,
        "",
        "f has the shape (3, 1); it must be (7, 1).",
    ),
    (
        "an object",
        type("Strange", (), {"__str__": lambda _: "an object of class Layer"})(),
        WANTED,
        "",
        "f is an object of class Layer; it must be a NumPy array.",
    ),
]

NUMBERS: list[tuple[str, Any, str, str]] = [
    ("None", None, "nothing-returned", "f: None came, as from a function without a return."),
    ("a list", [2.0], "list-instead", "f: a list came, where the contract says something else."),
    (
        "a tuple",
        (2.0, 1.0),
        "tuple-instead",
        "f: a tuple came, so several values stand behind one return.",
    ),
    ("a text", "2.0", "text-instead", "f: a text came, where numbers are meant."),
    ("a truth value", True, "true-or-false", "f: True or False came, where numbers are meant."),
    (
        "a complex number",
        Strange("complex128", ()),
        "complex-numbers",
        "f: complex numbers came, where real ones are meant.",
    ),
    (
        "one entry",
        np.array([[2.0]]),
        "array-of-one-entry",
        "f gave an array with one entry where a number is meant.",
    ),
    (
        "one for each",
        WANTED,
        "one-for-each-entry",
        "f: a whole array came, where one number is meant.",
    ),
    (
        "nothing in it",
        np.zeros(0),
        "nothing-in-it",
        "f: an array without a single entry came.",
    ),
    ("nan", float("nan"), "nan-for-a-number", "f: the number that came is nan."),
    ("inf", float("inf"), "infinite-for-a-number", "f: the number that came is infinite."),
]


@pytest.mark.parametrize(
    ("yours", "wanted", "name", "line"), [row[1:] for row in ARRAYS], ids=[r[0] for r in ARRAYS]
)
def test_where_an_array_is_meant(yours: Any, wanted: Any, name: str, line: str) -> None:
    found = compare("f", yours, wanted)

    assert (name or None, line) == (recognize(found), message(found).splitlines()[0].strip())


@pytest.mark.parametrize(
    ("yours", "name", "line"), [row[1:] for row in NUMBERS], ids=[r[0] for r in NUMBERS]
)
def test_where_a_number_is_meant(yours: Any, name: str, line: str) -> None:
    found = compare_number("f", yours, 2.0)

    assert (name, line) == (recognize(found), message(found).splitlines()[0].strip())


def test_every_name_of_a_kind_is_proven_here() -> None:
    names = {known.name for known in KNOWN if known.predict.__module__ == kinds.__name__}

    assert set() == names - {name for *_, name, _ in (*ARRAYS, *NUMBERS)}


def test_each_has_words_of_its_own() -> None:
    lines = {(name, line) for *_, name, line in (*ARRAYS, *NUMBERS)}

    assert len({line for _, line in lines}) == len(lines)
    assert len({name for name, _ in lines if name}) == len([name for name, _ in lines if name])


# What is about arrays and numbers; mistakes about facts are asked with what these hold.
COMPARED = [
    known
    for known in KNOWN
    if all(
        about.startswith(("activation.", "linear.", "loss.", "network.")) for about in known.about
    )
    or known.about == ("*",)
]
SUBJECTS = sorted({about for known in COMPARED for about in known.about})
ARRAYS_ARE_MEANT = [about for about in SUBJECTS if not about.startswith("loss.") or "back" in about]
NUMBERS_ARE_MEANT = ["*", *(about for about in SUBJECTS if about not in ARRAYS_ARE_MEANT)]
OWN = {"yours", "wanted", "problem"}
CLUES = {name: WIDE for known in COMPARED for name in known.asks_for if name not in OWN}
ANYTHING = [row[1] for row in (*ARRAYS, *NUMBERS)] + [{}, print, WANTED, -WIDE]


@pytest.mark.parametrize("wanted", [WANTED, FLAT, WIDE], ids=["column", "flat", "wide"])
@pytest.mark.parametrize("about", ARRAYS_ARE_MEANT)
def test_no_value_stops_the_asking(about: str, wanted: Any) -> None:
    """Whatever a program returns, each mistake answers; its clues may be of any kind as well."""
    for yours in ANYTHING:
        recognize(compare("f", yours, wanted, about=about, clues=lambda: CLUES))


@pytest.mark.parametrize("about", NUMBERS_ARE_MEANT)
def test_no_value_stops_the_asking_for_a_number(about: str) -> None:
    for yours in ANYTHING:
        recognize(compare_number("f", yours, 2.0, about=about, clues=lambda: CLUES))


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.SYNTAX])
def test_a_file_that_cannot_be_read_says_why_and_what_mends_it(reason: Reason) -> None:
    given = {"file": "losses.py", "line": 3, "reason": str(reason), "text": "byte 9 is not utf-8"}
    said = message(Fact("sources can be read", False, given, for_a_person=True))

    assert re.match(r"  losses\.py (is|holds) [^.]*\w\.\n", said)
    assert ("Save it as UTF-8" in said) == (reason in {Reason.ENCODING, Reason.NUL})
    assert "a person looks at it" in " ".join(said.split())
    assert "line 3" in said


@pytest.mark.parametrize(("count", "last"), [(5, "start 4       54.0 % after 9"), (7, "3 more")])
def test_every_start_of_a_training_is_accounted_for(count: int, last: str) -> None:
    tries = [{"seed": n, "accuracy": 0.5 + n / 100, "epochs": 9} for n in range(count)]
    said = message(Fact("accuracy", False, {"data": "xor", "threshold": 0.9, "tries": tries}))
    rows = [line.strip() for line in said.splitlines() if line.startswith("      ")]

    assert len(rows) == 5
    assert rows[-1].startswith(last)
    assert f"{50 + count - 1}" in rows[-1]
    assert "learning curve" in said
