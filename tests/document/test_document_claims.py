"""Which lines of a report claim an accuracy, of what, and which only look like it."""

import pytest

from autograder.document import Content, Line, Page, claims


def content(*lines: str | tuple[str, float]) -> Content:
    sized = [line if isinstance(line, tuple) else (line, 11.0) for line in lines]
    rows = tuple(Line(text, 72, 20.0 * n, size, bold=False) for n, (text, size) in enumerate(sized))
    return Content((Page(7, 595, 842, rows, ()),), (), 7)


CLAIMS = [
    ("accuracy: 98%", 0.98),
    ("Accuracy=100.00%", 1.0),
    ("loss=0.03844 accuracy=100.00%", 1.0),
    ("accuracy of 0.98", 0.98),
    ("The accuracy is 95 %.", 0.95),
    ("98% accuracy", 0.98),
    ("acc: 1.0", 1.0),
    ("Test accuracy: 1", 1.0),
    ("準確率 98%", 0.98),
    ("準確率:98%", 0.98),
    ("准确率达到了98%", 0.98),
    ("測試集的正確率為 100%", 1.0),
    ("Accuracy: 0%", 0.0),
]


@pytest.mark.parametrize(("text", "value"), CLAIMS)
def test_a_claim_is_read(text: str, value: float) -> None:
    (claim,) = claims(content(text))

    assert (value, 7, None) == (claim.value, claim.page, claim.data)
    assert "98" not in text or "98" in claim.text


NONE = [
    "B. Accuracy (20%)",
    "Accuracy 20%",
    "Accuracy (at least 90%)",
    "accuracy of at least 90 %",
    "Your accuracy should be 90% or more",
    "an accuracy: 90% or more",
    "accuracy ≥ 90%",
    "accuracy > 0.9",
    "準確率達到 90% 以上",
    "準確率至少 90%",
    "(40%) accuracy",
    "inaccuracy: 98%",
    "accuracy: 980%",
    "accuracy: 1.5",
    "Figure 3: accuracy of each rate",
    "3B. Accuracy",
    "dropout 98%",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_claim_is_none(text: str) -> None:
    assert () == claims(content(text))


def test_the_data_stand_in_the_line() -> None:
    found = claims(content("Linear: accuracy = 99%", "the accuracy on XOR is 100%"))

    assert [("linear", 0.99), ("xor", 1.0)] == [(c.data, c.value) for c in found]


@pytest.mark.parametrize(
    "line",
    ["linear accuracy: 99%, xor accuracy: 100%", "accuracy: 99% (linear) and accuracy: 100% (XOR)"],
)
def test_two_claims_in_a_line_have_their_own_data(line: str) -> None:
    assert [("linear", 0.99), ("xor", 1.0)] == [(c.data, c.value) for c in claims(content(line))]


def test_the_data_stand_in_the_nearest_heading_above() -> None:
    found = claims(
        content(
            "Linear data", "accuracy: 99%", "異或", "accuracy: 98%", ("Discussion", 16),
            "accuracy: 97%",
        )
    )  # fmt: skip

    assert ["linear", "xor", None] == [claim.data for claim in found]


def test_a_linear_layer_and_a_nonlinear_function_are_no_data() -> None:
    found = claims(content("The linear layer has accuracy 98%", "nonlinear: accuracy 99%"))

    assert [None, None] == [claim.data for claim in found]


def test_a_long_line_costs_little_time() -> None:
    assert () == claims(content("accuracy " * 400, "accuracy for the test set " * 150, "9" * 4000))
