"""The data sets are the lab sheet's own, to the last bit and the last random draw."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from datasets import generate_linear, generate_XOR_easy

FROZEN = np.load(Path(__file__).parent / "fixtures" / "datasets.npz", allow_pickle=False)
DRAWS = sorted(
    name.removesuffix("_x") for name in FROZEN.files if re.fullmatch(r"linear_.*_x", name)
)


def assert_same_bits(expected: NDArray[Any], given: NDArray[Any]) -> None:
    assert (expected.dtype, expected.shape) == (given.dtype, given.shape)
    assert expected.tobytes() == given.tobytes()


def drawn(name: str) -> tuple[int, int]:
    seed, n = re.findall(r"\d+", name)
    return int(seed), int(n)


def test_frozen_draws_cover_several_seeds_and_sizes() -> None:
    assert len(DRAWS) >= 7
    assert {1, 7, 100, 250, 1000} == {drawn(name)[1] for name in DRAWS}


@pytest.mark.parametrize("name", DRAWS)
def test_linear_points_are_the_sheets_to_the_bit(name: str) -> None:
    seed, n = drawn(name)
    np.random.seed(seed)

    x, y = generate_linear(n)

    assert_same_bits(FROZEN[f"{name}_x"], x)
    assert_same_bits(FROZEN[f"{name}_y"], y)


@pytest.mark.parametrize("name", DRAWS)
def test_linear_points_take_the_sheets_number_of_draws(name: str) -> None:
    seed, n = drawn(name)
    np.random.seed(seed)

    generate_linear(n)

    assert FROZEN[f"{name}_next_uniform"] == np.random.uniform()


def test_linear_draws_a_hundred_points_unless_told() -> None:
    np.random.seed(0)

    x, y = generate_linear()

    assert_same_bits(FROZEN["linear_seed0_n100_x"], x)
    assert_same_bits(FROZEN["linear_seed0_n100_y"], y)


def test_xor_points_are_the_sheets_to_the_bit() -> None:
    x, y = generate_XOR_easy()

    assert_same_bits(FROZEN["xor_x"], x)
    assert_same_bits(FROZEN["xor_y"], y)


def test_xor_draws_nothing() -> None:
    np.random.seed(3)
    expected = np.random.uniform()
    np.random.seed(3)

    generate_XOR_easy()

    assert expected == np.random.uniform()


def test_every_call_gives_arrays_of_its_own() -> None:
    first, _ = generate_XOR_easy()
    first[:] = -1.0

    assert_same_bits(FROZEN["xor_x"], generate_XOR_easy()[0])


@pytest.mark.parametrize("kind", [np.int8, np.int64, np.uint16])
def test_numpy_integers_count_points(kind: type[np.integer[Any]]) -> None:
    np.random.seed(42)

    x, _ = generate_linear(kind(7))  # type: ignore[arg-type]

    assert_same_bits(FROZEN["linear_seed42_n7_x"], x)


@pytest.mark.parametrize(
    "n", [True, np.True_, 3.0, np.float64(3), "7", None, [7], np.array([1, 2])]
)
def test_what_is_no_integer_is_refused_by_name(n: Any) -> None:
    kind = type(n).__name__

    with pytest.raises(TypeError, match=f"number of points, such as 100; got .* a {kind}"):
        generate_linear(n)


@pytest.mark.parametrize("n", [0, -1, np.int64(-5)])
def test_fewer_than_one_point_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=f"at least 1, got {n}; the lab uses 100"):
        generate_linear(n)


@pytest.mark.parametrize("n", [0, 2.5])
def test_a_refused_call_draws_nothing(n: Any) -> None:
    np.random.seed(3)
    expected = np.random.uniform()
    np.random.seed(3)

    with pytest.raises((TypeError, ValueError)):
        generate_linear(n)

    assert expected == np.random.uniform()
