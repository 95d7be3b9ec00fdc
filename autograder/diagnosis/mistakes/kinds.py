"""What is no array, or number, of the kind that the contract names: told by its kind alone.

They are general: a mistake that explains what came, such as a bias with a row for each example,
is the better answer.
"""

from typing import Any

import numpy as np

from autograder.diagnosis.mistakes.known import mistake

ANY = "*"
SHAPE, DTYPE, FINITE = "shape", "dtype", "finite"


@mistake(ANY, general=True)
def nothing_returned(yours: Any, wanted: Any) -> bool:
    return yours is None and wanted is not None


@mistake(ANY, general=True)
def list_instead(yours: Any, wanted: Any) -> bool:
    return isinstance(yours, list) and isinstance(wanted, np.ndarray | float)


@mistake(ANY, general=True)
def tuple_instead(yours: Any, wanted: Any) -> bool:
    return isinstance(yours, tuple) and isinstance(wanted, np.ndarray | float)


@mistake(ANY, general=True)
def text_instead(yours: Any, wanted: Any) -> bool:
    return isinstance(yours, str) and isinstance(wanted, np.ndarray | float)


@mistake(ANY, general=True)
def true_or_false(yours: Any, wanted: Any) -> bool:
    return isinstance(yours, bool) and isinstance(wanted, np.ndarray | float)


@mistake(ANY, general=True)
def array_of_truth_values(yours: Any, problem: str) -> bool:
    return problem == DTYPE and _dtype(yours) == "bool"


@mistake(ANY, general=True)
def complex_numbers(yours: Any) -> bool:
    return isinstance(yours, complex) or _dtype(yours).startswith("complex")


@mistake(ANY, general=True)
def array_of_objects(yours: Any) -> bool:
    return _dtype(yours) == "object"


@mistake(ANY, general=True)
def array_of_texts(yours: Any) -> bool:
    return _dtype(yours).startswith(("<U", "|S", ">U"))


# Arrays, by their shape.


@mistake(ANY, general=True)
def one_number_for_all(yours: Any, wanted: np.ndarray) -> bool:
    single = isinstance(yours, float | int | np.ndarray) and np.shape(yours) == ()
    return single and isinstance(wanted, np.ndarray) and wanted.shape != ()


@mistake(ANY, general=True)
def nothing_in_it(yours: Any, problem: str) -> bool:
    return problem in {SHAPE, "kind"} and isinstance(yours, np.ndarray) and yours.size == 0


# (n, 1) and (n,) make (n, n).
@mistake(ANY, general=True)
def combined_into_a_square(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    column = problem == SHAPE and wanted.size in wanted.shape
    return column and wanted.size > 1 and yours.shape == (wanted.size, wanted.size)


@mistake(ANY, general=True)
def flattened(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and yours.shape == (wanted.size,) and wanted.ndim > 1


@mistake(ANY, general=True)
def kept_as_a_row(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and wanted.ndim == 1 and yours.shape == (1, wanted.size)


@mistake(ANY, general=True)
def kept_as_a_column(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and wanted.ndim == 1 and yours.shape == (wanted.size, 1)


# The right numbers under another shape have a name among the general ones of `scale`.
@mistake(ANY, general=True)
def shape_turned_over(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    turned = problem == SHAPE and wanted.ndim > 1 and yours.shape == wanted.shape[::-1]
    return turned and not np.allclose(yours, wanted.T, rtol=0, atol=1e-6 * np.abs(wanted).max())


@mistake(ANY, general=True)
def axis_of_one_too_many(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and yours.ndim > wanted.ndim and _bare(yours) == _bare(wanted)


@mistake(ANY, general=True)
def batch_gone(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and wanted.ndim > 1 and len(wanted) > 1 and _without(yours, wanted, 0)


@mistake(ANY, general=True)
def one_for_each_row(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and wanted.ndim > 1 and _without(yours, wanted, 1)


@mistake(ANY, general=True)
def laid_out_otherwise(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == SHAPE and yours.size == wanted.size and yours.shape != wanted.shape[::-1]


# Arrays, by what they hold.


@mistake(ANY, general=True)
def single_precision(yours: Any, problem: str) -> bool:
    return problem == DTYPE and _dtype(yours) in {"float32", "float16"}


@mistake(ANY, general=True)
def whole_numbers(yours: Any, problem: str) -> bool:
    return problem == DTYPE and yours.dtype.kind in "iu"


@mistake(ANY, general=True)
def nothing_but_nan(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == FINITE and _arrays(yours, wanted) and bool(np.isnan(yours).all())


@mistake(ANY, general=True)
def not_a_number(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == FINITE and _arrays(yours, wanted) and not np.isinf(yours).any()


@mistake(ANY, general=True)
def infinite(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == FINITE and _arrays(yours, wanted) and not np.isnan(yours).any()


@mistake(ANY, general=True)
def nan_and_infinite(yours: Any, wanted: np.ndarray, problem: str) -> bool:
    return problem == FINITE and _arrays(yours, wanted)


# Numbers.


@mistake(ANY, general=True)
def array_of_one_entry(yours: Any, problem: str) -> bool:
    return problem == "one entry" and isinstance(yours, np.ndarray)


@mistake(ANY, general=True)
def one_for_each_entry(yours: Any, wanted: float, problem: str) -> bool:
    return problem == "kind" and isinstance(wanted, float) and isinstance(yours, np.ndarray)


@mistake(ANY, general=True)
def nan_for_a_number(yours: Any, problem: str) -> bool:
    return problem == FINITE and isinstance(yours, float) and bool(np.isnan(yours))


@mistake(ANY, general=True)
def infinite_for_a_number(yours: Any, problem: str) -> bool:
    return problem == FINITE and isinstance(yours, float) and bool(np.isinf(yours))


def _arrays(yours: Any, wanted: Any) -> bool:
    return isinstance(yours, np.ndarray) and isinstance(wanted, np.ndarray)


def _dtype(value: Any) -> str:
    """Return the dtype's name; an array of a kind that does not travel has it as a text."""
    dtype = getattr(value, "dtype", "")
    return str(dtype) if isinstance(dtype, str | np.dtype) else ""


def _bare(array: Any) -> list[int]:
    return [n for n in array.shape if n != 1]


def _without(yours: Any, wanted: np.ndarray, axis: int) -> bool:
    """Whether this axis was summed away, or kept with length 1."""
    kept = wanted.sum(axis=axis, keepdims=True).shape
    return yours.shape in {kept, wanted.sum(axis=axis).shape}
