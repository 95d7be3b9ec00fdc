"""Claims about what a person looks for in a file: names, where it starts, what it claims."""

import ast

import pytest

from autograder.reading import (
    Start,
    claims,
    defined,
    definitions,
    imported,
    rebound,
    start,
)


def test_classes_methods_and_functions_are_listed_with_their_arguments() -> None:
    text = "class A(B):\n    def f(self, x=1): ...\n\nasync def g(*a, k: int, **b): ...\n"
    found = [(d.line, d.name, d.arguments) for d in definitions(ast.parse(text))]

    assert [(1, "A", "B"), (2, "A.f", "self, x=1"), (4, "g", "*a, k: int, **b")] == found


def test_a_long_signature_is_cut_and_a_deep_one_is_no_crash() -> None:
    long, deep = f"def f({'a' * 500}): ...", f"def f(a={'-' * 900}1): ..."
    (first,), (second,) = definitions(ast.parse(long)), definitions(ast.parse(deep))

    assert 60 == len(first.arguments)
    assert len(second.arguments) <= 60


REBOUND = [
    ("def f(): ...\ndef f(): ...", {"f"}),
    ("def f(): ...\nf = 1", {"f"}),
    ("def f(): ...\nfor f in x: pass", {"f"}),
    ("from a import f\nclass f: ...", {"f"}),
    ("def f(): ...\ndef g():\n    f = 1", set()),
    ("if x:\n    def f(): ...\nelse:\n    def f(): ...", set()),
    ("def f(): ...\nif x:\n    def f(): ...", {"f"}),
]


@pytest.mark.parametrize(("text", "wanted"), REBOUND)
def test_a_name_with_two_meanings_is_told(text: str, wanted: set[str]) -> None:
    assert wanted == rebound(ast.parse(text)) & {"f"}


STARTS = [
    ("def f(): ...", Start.NONE),
    ("import numpy\nX = 3", Start.NONE),
    ("train()", Start.WORKS),
    ("for n in range(3):\n    pass", Start.WORKS),
    ("train()\nif __name__ == '__main__':\n    train()", Start.GUARDED),
]


@pytest.mark.parametrize(("text", "wanted"), STARTS)
def test_where_a_program_starts_is_told(text: str, wanted: Start) -> None:
    assert wanted is start(ast.parse(text))


def test_own_names_and_imports_are_told() -> None:
    tree = ast.parse("import a.b, c\nfrom d.e import f\nfrom . import g\nclass H: ...\nI = 1")

    assert {"a", "c", "d"} == imported(tree)
    assert {"H"} == defined(tree)


CLAIMS = [
    ("loss=0.03844 accuracy=100.00%", [1.0]),
    ("Acc : 0.98", [0.98]),
    ("ACCURACY 98", [0.98]),
    ("準確率：98.5％", [0.985]),  # noqa: RUF001 — as an input method of Chinese types it
    ("train acc: 0.5, test acc: 0.75", [0.5, 0.75]),
    ("accuracy: 1.0", [1.0]),
    ("access 3", []),
    ("accuracy is good", []),
    ("accuracy: 1234", []),
    ("accuracy: 120%", []),
    ("accuracy" * 100_000, []),
]


@pytest.mark.parametrize(("text", "wanted"), CLAIMS, ids=range(len(CLAIMS)))
def test_claimed_accuracies_are_read_from_lines(text: str, wanted: list[float]) -> None:
    assert wanted == [claim.value for claim in claims(text)]
