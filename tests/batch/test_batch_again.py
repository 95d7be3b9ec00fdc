"""What a limit ended is graded once more, and never to anybody's loss."""

from dataclasses import replace

import pytest

from autograder.batch.again import better, carried, due_alone, faulty, limited, second_chance
from autograder.report import Outcome, Report, Result


def report(*causes: str, retried: bool = False) -> Report:
    """Return a report of criteria a, b, c: passed, or ended by "limit" or "fault"."""
    outcomes = {"": Outcome.PASSED, "limit": Outcome.STOPPED, "fault": Outcome.NOT_GRADED}
    results = tuple(
        Result(
            name,
            "1",
            outcomes[cause],
            outcomes[cause].earns(2.0),
            2.0,
            evidence=({"kind": "Ended", "cause": cause},) if cause else ({"kind": "Fact"},),
        )
        for name, cause in zip("abc", causes, strict=False)
    )
    return Report({"retried": True} if retried else {}, {}, {}, {}, results, complete=True)


def test_a_report_says_what_ended_it() -> None:
    assert frozenset("ac") == limited(report("limit", "fault", "limit"))
    assert faulty(report("", "fault"))
    assert not faulty(report("", "limit"))


def test_a_limit_gives_one_more_chance_and_no_third() -> None:
    assert due_alone(report("", "limit"))
    assert not due_alone(report("", "limit", retried=True))
    assert not due_alone(report("", "fault"))


WORSE_THAN = [
    (("limit", ""), ("", "")),
    (("limit", "limit"), ("limit", "")),
    (("limit", "limit"), ("limit", "fault")),
]


@pytest.mark.parametrize(("bad", "good"), WORSE_THAN)
def test_the_better_one_counts_in_either_order(bad: tuple[str], good: tuple[str]) -> None:
    assert (
        report(*good) == better(report(*bad), report(*good)) == better(report(*good), report(*bad))
    )


def test_between_equals_the_first_counts() -> None:
    first, second = report("limit", ""), report("", "limit")
    assert first is better(first, second)


def test_a_second_chance_is_marked_whichever_counts() -> None:
    first, second = report("limit"), report("")
    assert report("", retried=True) == second_chance(first, second, same_bytes=True)
    assert report("limit", retried=True) == second_chance(first, first, same_bytes=True)


def test_a_fault_of_ours_is_no_chance() -> None:
    first = report("limit", "")
    assert first is second_chance(first, report("fault", "fault"), same_bytes=True)


def test_a_hand_in_that_changed_meanwhile_is_another_one() -> None:
    first, second = report("", "limit"), report("limit", "limit")
    assert second is second_chance(first, second, same_bytes=False)


def test_a_chance_that_kept_criteria_have_had_stays_with_them() -> None:
    before = report("limit", "", retried=True)
    assert due_alone(carried(report("limit", "limit"), before, frozenset("a")))
    assert not due_alone(carried(report("limit", ""), before, frozenset("a")))
    assert due_alone(carried(report("limit", ""), replace(before, submission={}), frozenset("a")))
    assert report("") == carried(report(""), before, frozenset("a"))
    assert due_alone(carried(report("limit"), None, frozenset()))
