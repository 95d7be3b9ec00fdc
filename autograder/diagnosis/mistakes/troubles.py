"""What an exception, an end or a missing value means, told by its built-in kind and its text.

The texts are Python's and NumPy's own. Most specific first: a step's shapes before all shapes.
"""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.diagnosis.mistakes.known import mistake
from autograder.trouble import Frame

RAISED, UNUSABLE = "raised", "unusable"
STEP = ".step"
LIBRARIES = ("numpy", "matplotlib", "mpl_toolkits")


# Raised: programs that are not started the way that grading starts them.


@mistake(RAISED)
def file_run_by_itself(kind: str, text: str) -> bool:
    """Whether a module was run as a program; the skeleton's own modules say so and leave."""
    alone = kind == "SystemExit" and text.startswith("Run the package")
    return alone or (kind == "ImportError" and "attempted relative import" in text)


@mistake(RAISED)
def program_ends_itself(kind: str, text: str) -> bool:
    """Whether it left; exit() and quit() are for the prompt, and no worker has these names."""
    absent = kind == "NameError" and text.startswith(("name 'exit'", "name 'quit'"))
    return absent or kind in {"SystemExit", "KeyboardInterrupt"}


@mistake(RAISED)
def waits_for_input(kind: str) -> bool:
    return kind == "EOFError"


@mistake(RAISED)
def data_under_another_name(kind: str, text: str) -> bool:
    return kind == "KeyError" and text in {"linear", "xor"}


@mistake(RAISED)
def no_such_folder(kind: str) -> bool:
    return kind == "FileNotFoundError"


@mistake(RAISED)
def writes_where_it_may_not(kind: str, text: str) -> bool:
    return kind == "PermissionError" or (kind == "OSError" and "Read-only" in text)


# Raised: names.


@mistake(RAISED)
def gone_from_numpy(kind: str, text: str) -> bool:
    about_numpy = "module 'numpy' has no attribute" in text or "was removed in the NumPy" in text
    return kind == "AttributeError" and about_numpy


@mistake(RAISED)
def used_before_it_is_set(kind: str) -> bool:
    return kind == "UnboundLocalError"


@mistake(RAISED)
def name_unknown(kind: str) -> bool:
    return kind == "NameError"


@mistake(RAISED)
def library_not_installed(kind: str, text: str) -> bool:
    """Whether what everybody may import is not there, as on a machine of somebody's own."""
    return kind == "ModuleNotFoundError" and text in {f"No module named '{n}'" for n in LIBRARIES}


@mistake(RAISED)
def own_module_not_found(kind: str, text: str) -> bool:
    """Whether a package other than a library or Python's own lacks a module: the student's."""
    package, dot, _ = text.removeprefix("No module named '").partition(".")
    others = package in LIBRARIES or package in sys.stdlib_module_names
    return kind == "ModuleNotFoundError" and bool(dot) and not others


@mistake(RAISED)
def module_not_found(kind: str, text: str) -> bool:
    return kind == "ModuleNotFoundError" and "No module named" in text


@mistake(RAISED)
def name_not_in_its_module(kind: str, text: str) -> bool:
    return kind == "ImportError" and "cannot import name" in text


@mistake(RAISED)
def none_where_something_is_meant(kind: str, text: str) -> bool:
    return kind in {"AttributeError", "TypeError"} and "'NoneType'" in text


@mistake(RAISED)
def nothing_kept_by_forward(kind: str, text: str, frames: Sequence[Frame]) -> bool:
    last = frames[-1].function if frames else ""
    return kind == "AttributeError" and "object has no attribute" in text and last == "backward"


@mistake(RAISED)
def attribute_unknown(kind: str, text: str) -> bool:
    return kind == "AttributeError" and "has no attribute" in text


# Raised: calls.


@mistake(RAISED)
def self_forgotten(kind: str, text: str) -> bool:
    return kind == "TypeError" and "takes 0 positional arguments but 1 was given" in text


@mistake(RAISED)
def argument_missing(kind: str, text: str) -> bool:
    return kind == "TypeError" and "missing" in text and "required" in text and "argument" in text


@mistake(RAISED)
def argument_not_taken(kind: str, text: str) -> bool:
    extra = "unexpected keyword argument" in text or "positional argument" in text
    return kind == "TypeError" and extra and "missing" not in text


@mistake(RAISED)
def not_a_function(kind: str, text: str) -> bool:
    return kind == "TypeError" and "object is not callable" in text


@mistake(RAISED)
def calls_itself(kind: str) -> bool:
    return kind == "RecursionError"


# Raised: arrays.


@mistake(RAISED)
def array_where_a_number_is_meant(kind: str, text: str) -> bool:
    return kind == "TypeError" and (
        "only 0-dimensional arrays can be converted" in text
        or "only length-1 arrays can be converted" in text
        or "unsupported format string passed to numpy.ndarray" in text
    )


@mistake(RAISED)
def lists_where_arrays_are_meant(kind: str, text: str) -> bool:
    return kind == "TypeError" and (
        "can't multiply sequence by non-int" in text
        or ("unsupported operand type(s)" in text and "'list'" in text)
    )


@mistake(RAISED)
def floats_into_whole_numbers(type: str) -> bool:  # noqa: A002 — a detail's name
    """Whether NumPy would not cast: it says so without a text that is plain."""
    return type == "UFuncTypeError"


@mistake(RAISED)
def state_of_another_parameter(call: str, kind: str, text: str) -> bool:
    """Whether shapes clash within an optimizer's step, where both lists have the same ones."""
    return kind == "ValueError" and call.endswith(STEP) and "broadcast" in text


@mistake(RAISED)
def lists_of_unequal_length(kind: str, text: str) -> bool:
    return kind == "ValueError" and text.startswith("zip() argument")


@mistake(RAISED)
def shapes_that_do_not_multiply(kind: str, text: str) -> bool:
    return kind == "ValueError" and ("matmul" in text or "not aligned" in text)


@mistake(RAISED)
def shapes_that_do_not_match(kind: str, text: str) -> bool:
    return kind == "ValueError" and "broadcast" in text


@mistake(RAISED)
def reshaped_to_another_size(kind: str, text: str) -> bool:
    return kind == "ValueError" and "cannot reshape array" in text


@mistake(RAISED)
def rows_of_unequal_length(kind: str, text: str) -> bool:
    return kind == "ValueError" and "setting an array element with a sequence" in text


@mistake(RAISED)
def truth_of_an_array(kind: str, text: str) -> bool:
    return kind == "ValueError" and "truth value of an array" in text


@mistake(RAISED)
def read_only_array(kind: str, text: str) -> bool:
    return kind == "ValueError" and "read-only" in text


@mistake(RAISED)
def axis_that_is_not_there(type: str) -> bool:  # noqa: A002 — a detail's name
    return type == "AxisError"


@mistake(RAISED)
def index_beyond_the_end(kind: str) -> bool:
    return kind == "IndexError"


# Raised: numbers, and the machine.


@mistake(RAISED)
def too_large_for_math(kind: str) -> bool:
    return kind == "OverflowError"


@mistake(RAISED)
def division_by_zero(kind: str) -> bool:
    return kind == "ZeroDivisionError"


@mistake(RAISED)
def outside_of_its_domain(kind: str, text: str) -> bool:
    later = text.startswith("expected a ") and ", got " in text  # from Python 3.14 on
    return kind == "ValueError" and ("math domain error" in text or later)


@mistake(RAISED)
def memory_used_up(kind: str) -> bool:
    return kind == "MemoryError"


@mistake(RAISED)
def assertion_of_its_own(kind: str) -> bool:
    return kind == "AssertionError"


# Raised: what Python cannot read.


@mistake(RAISED)
def tabs_and_blanks_mixed(kind: str) -> bool:
    return kind == "TabError"


@mistake(RAISED)
def indented_otherwise(kind: str) -> bool:
    return kind == "IndentationError"


@mistake(RAISED)
def bracket_left_open(kind: str, text: str) -> bool:
    return kind == "SyntaxError" and ("was never closed" in text or "unterminated" in text)


# Ended, too slow, or not there.


@mistake("died")
def process_ended(reason: str) -> bool:
    return reason.startswith("exit status")


@mistake("died")
def process_killed(reason: str) -> bool:
    return reason.startswith("signal")


@mistake("tooslow")
def training_without_an_end(call: str) -> bool:
    return call == "choices.train"


@mistake("tooslow")
def call_without_an_end() -> bool:
    return True


@mistake("missing")
def name_changed(name: str) -> bool:
    return "No module named" not in name


# Unusable: a value of another kind than the contract names.


@mistake(UNUSABLE)
def no_value_returned(value: Any) -> bool:
    return value is None


@mistake(UNUSABLE)
def losses_as_texts(wanted: str, value: Any) -> bool:
    return _losses(wanted, value) and all(isinstance(v, str) for v in value)


@mistake(UNUSABLE)
def losses_as_arrays(wanted: str, value: Any) -> bool:
    return _losses(wanted, value) and all(isinstance(v, np.ndarray) and v.size == 1 for v in value)


@mistake(UNUSABLE)
def losses_beside_others(wanted: str, value: Any) -> bool:
    """Whether a list of numbers came together with something else, as after `return a, b`."""
    lists = [v for v in value if isinstance(v, list)] if _losses(wanted, value) else []
    numbers = [v for v in lists if v and all(isinstance(n, float) for n in v)]
    return isinstance(value, tuple) and len(numbers) > 0


@mistake(UNUSABLE)
def losses_nested(wanted: str, value: Any) -> bool:
    return _losses(wanted, value) and all(isinstance(v, list | tuple | np.ndarray) for v in value)


@mistake(UNUSABLE)
def one_loss_for_all_epochs(wanted: str, value: Any) -> bool:
    return wanted.startswith("a list with a number") and isinstance(value, float | int)


@mistake(UNUSABLE)
def step_returns_other_shapes(call: str) -> bool:
    return call.endswith(STEP)


@mistake(UNUSABLE)
def loss_not_finite(call: str, wanted: str, value: Any) -> bool:
    number = isinstance(value, float) and not np.isfinite(value)
    return call.endswith(".forward") and wanted == "a finite number" and number


def _losses(wanted: str, value: Any) -> bool:
    """Whether a list came where the losses of a training are meant, with something in it."""
    asked = wanted.startswith("a list with a number")
    return asked and isinstance(value, list | tuple) and len(value) > 0
