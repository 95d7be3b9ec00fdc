"""What a reported figure is beside those obtained: each verdict follows from a rule, never a wish.

A report tells of one training. Where its seed is known, the same figure must come out, but for
rounding. Where it is not, all that can be said is whether one training of many is like it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

Word = Literal[
    "equal",
    "within rounding",
    "differs",
    "inside 95 %",
    "outside 95 %",
    "holds",
    "holds in part",
    "does not hold",
    "undecided",
    "no figure",
]
WELL: frozenset[Word] = frozenset({"equal", "within rounding", "inside 95 %", "holds"})
"""The verdicts of what was reproduced in full."""
TAIL = 0.025
"""The share of seeds on either side that the middle 95 % leave out."""
NEAR = 10.0
"""The factor within which a figure is near another, where a report says no more than near."""
CHANCE = 0.05
"""A difference that chance brings about more often than this is none."""


@dataclass(frozen=True)
class Verdict:
    """One of a few words, and the figures that it follows from."""

    word: Word
    because: str


@dataclass(frozen=True)
class Place:
    """Where a figure stands in a sample: the share below it, and the sample's own figures."""

    share: float
    low: float
    median: float
    high: float
    size: int


def same(reported: float, obtained: float, tolerance: float) -> Verdict:
    """Judge a figure that must come out alike but for its last digits."""
    off = abs(reported - obtained)
    word: Word = "equal" if off <= tolerance else "differs"
    return Verdict(word, f"off by {off:.1g}, of {tolerance:.0e} allowed")


def counted(reported: int, obtained: int, otherwise: Sequence[int]) -> Verdict:
    """Judge a count of epochs beside those of the same training, its sums rounded otherwise."""
    low, high = min([obtained, *otherwise]), max([obtained, *otherwise])
    span = f"{low:,} to {high:,}" if low < high else f"always {low:,}"
    spread = f"{span} in {len(otherwise) + 1} ways to round"
    if reported == obtained:
        return Verdict("equal", spread)
    if low <= reported <= high:
        return Verdict("within rounding", f"{obtained - reported:+,}; {spread}")
    beyond = low - reported if reported < low else reported - high
    return Verdict("differs", f"{obtained - reported:+,}, {beyond:,} beyond {spread}")


def place(reported: float, sample: Sequence[float]) -> Place:
    """Return where a figure stands among others; equal ones count half below it."""
    ordered = sorted(sample)
    below, ties = sum(s < reported for s in ordered), sum(s == reported for s in ordered)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else sum(ordered[middle - 1 : middle + 1]) / 2
    share = (below + ties / 2) / len(ordered)
    return Place(share, ordered[0], median, ordered[-1], len(ordered))


def among(reported: float, sample: Sequence[float]) -> Verdict:
    """Judge a figure of one unknown seed beside the figures of many seeds."""
    found = place(reported, sample)
    where = f"at the {ordinal(100 * found.share)} percentile of {found.size} seeds"
    if TAIL <= found.share <= 1 - TAIL:
        return Verdict("inside 95 %", where)
    return Verdict("outside 95 %", where)


def near(reported: float, sample: Sequence[float]) -> Verdict:
    """Judge a figure that is stated by its order of magnitude, beside the median of some seeds."""
    factor = place(reported, sample).median / reported
    times = f"{max(factor, 1 / factor):,.3g}" if 1e-3 < factor < 1e3 else "over 1,000"
    side = f"{times} times as large" if factor >= 1 else f"{times} times smaller"
    word: Word = "holds" if 1 / NEAR <= factor <= NEAR else "does not hold"
    return Verdict(word, f"the median is {side}")


def ordinal(percent: float) -> str:
    """Return a percentile as it is said: 1st, 2nd, 11th."""
    whole = round(percent)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")  # codespell:ignore nd
    return f"{whole}{'th' if 10 < whole % 100 < 14 else ending}"


def always(hits: int, tries: int) -> Verdict:
    """Judge what is said to happen: on every seed it holds, on some in part, on none not."""
    if hits == tries:
        return Verdict("holds", f"on all {tries} seeds")
    if hits:
        return Verdict("holds in part", f"on {hits} of {tries} seeds")
    return Verdict("does not hold", f"on none of {tries} seeds")


def sometimes(hits: int, tries: int) -> Verdict:
    """Judge what is said to happen now and then: once is enough."""
    word: Word = "holds" if hits else "does not hold"
    return Verdict(word, f"on {hits or 'none'} of {tries} seeds")


def poorer(hits: int, of_others: int, tries: int) -> Verdict:
    """Judge whether one way succeeds less often than another, each tried on as many seeds.

    By Fisher's exact test, one-sided: how often would so few successes, or fewer, fall on this way
    if both were alike?
    """
    both = hits + of_others
    whole = comb(2 * tries, both)
    chance = sum(comb(tries, k) * comb(tries, both - k) for k in range(hits + 1)) / whole
    told = f"{hits} beside {of_others} of {tries} seeds, chance {chance:.1g}"
    if hits >= of_others:
        return Verdict("does not hold", told)
    return Verdict("holds" if chance < CHANCE else "undecided", told)


def unstated(obtained: str) -> Verdict:
    """Return the verdict of what was compared without a figure: there is nothing to hold it to."""
    return Verdict("no figure", obtained)
