"""A verdict follows from figures by a rule, and each rule says no where it has to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped] # SciPy ships no types

from solution.experiments.verdicts import (
    WELL,
    always,
    among,
    counted,
    near,
    ordinal,
    place,
    poorer,
    same,
    sometimes,
    unstated,
)

SAMPLES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("obtained", "otherwise", "word", "because"),
    [
        (1769, [1769, 1769], "equal", "always 1,769 in 3 ways to round"),
        (1769, [1760, 1771], "equal", "1,760 to 1,771 in 3 ways to round"),
        (1770, [1768, 1771], "within rounding", "+1; 1,768 to 1,771 in 3 ways to round"),
        (1770, [1769, 1770], "within rounding", "+1; 1,769 to 1,770 in 3 ways to round"),
        (1768, [1768, 1769], "within rounding", "-1; 1,768 to 1,769 in 3 ways to round"),
        (1770, [1770, 1771], "differs", "+1, 1 beyond 1,770 to 1,771 in 3 ways to round"),
        (1500, [1499, 1502], "differs", "-269, 267 beyond 1,499 to 1,502 in 3 ways to round"),
        (1771, [], "differs", "+2, 2 beyond always 1,771 in 1 ways to round"),
    ],
)
def test_a_count_is_equal_or_inside_what_rounding_makes_or_differs(
    obtained: int, otherwise: list[int], word: str, because: str
) -> None:
    verdict = counted(1769, obtained, otherwise)

    assert (word, because) == (verdict.word, verdict.because)


@pytest.mark.parametrize(("off", "word"), [(0.0, "equal"), (9e-10, "equal"), (2e-9, "differs")])
def test_a_loss_that_was_printed_in_full_may_be_off_by_its_last_digits(
    off: float, word: str
) -> None:
    assert word == same(14.5, 14.5 + off, 1e-9).word


@given(SAMPLES, st.floats(-1e6, 1e6))
def test_a_place_is_the_percentile_of_scipy(sample: list[float], reported: float) -> None:
    found = place(reported, sample)

    assert stats.percentileofscore(sample, reported, kind="mean") == pytest.approx(
        100 * found.share
    )
    assert (min(sample), max(sample), len(sample)) == (found.low, found.high, found.size)
    assert pytest.approx(stats.quantile(sample, 0.5)) == found.median


@pytest.mark.parametrize(
    ("reported", "word", "because"),
    [
        (49.5, "inside 95 %", "at the 50th percentile of 100 seeds"),
        (2, "inside 95 %", "at the 2nd percentile of 100 seeds"),
        (1, "outside 95 %", "at the 2nd percentile of 100 seeds"),
        (97, "inside 95 %", "at the 98th percentile of 100 seeds"),
        (98, "outside 95 %", "at the 98th percentile of 100 seeds"),
        (1000, "outside 95 %", "at the 100th percentile of 100 seeds"),
    ],
)
def test_a_figure_of_an_unknown_seed_is_looked_for_in_the_middle_95_of_100(
    reported: float, word: str, because: str
) -> None:
    verdict = among(reported, range(100))

    assert (word, because) == (verdict.word, verdict.because)


@pytest.mark.parametrize(
    ("median", "word", "because"),
    [
        (1e-6, "holds", "the median is 1 times as large"),
        (9e-6, "holds", "the median is 9 times as large"),
        (2e-8, "does not hold", "the median is 50 times smaller"),
        (1e-2, "does not hold", "the median is over 1,000 times as large"),
    ],
)
def test_near_is_within_a_factor_of_ten(median: float, word: str, because: str) -> None:
    verdict = near(1e-6, [0.0, median, 1.0])

    assert (word, because) == (verdict.word, verdict.because)


def test_what_always_happens_happens_on_every_seed() -> None:
    words = [always(hits, 5).word for hits in (5, 4, 1, 0)]

    assert ["holds", "holds in part", "holds in part", "does not hold"] == words


def test_what_may_happen_happens_once() -> None:
    assert ["holds", "does not hold"] == [sometimes(hits, 5).word for hits in (1, 0)]


@pytest.mark.parametrize(
    ("hits", "others", "tries", "word"),
    [
        (2, 15, 15, "holds"),
        (1, 3, 3, "undecided"),
        (15, 15, 15, "does not hold"),
        (9, 8, 15, "does not hold"),
    ],
)
def test_poorer_is_what_fishers_exact_test_says(
    hits: int, others: int, tries: int, word: str
) -> None:
    verdict = poorer(hits, others, tries)
    table = [[hits, tries - hits], [others, tries - others]]
    chance = stats.fisher_exact(table, alternative="less").pvalue

    assert word == verdict.word
    assert f"chance {chance:.1g}" in verdict.because


def test_what_has_no_figure_is_neither_reproduced_nor_not() -> None:
    assert "no figure" == unstated("all right").word
    assert "no figure" not in WELL
    assert not WELL & {"differs", "outside 95 %", "holds in part", "does not hold", "undecided"}


def test_a_percentile_is_said_as_people_do() -> None:
    numbers = (0, 1, 2, 3, 4, 11, 12, 13, 21, 52, 93, 100)
    said = "0th 1st 2nd 3rd 4th 11th 12th 13th 21st 52nd 93rd 100th"

    assert said.split() == [ordinal(number) for number in numbers]
