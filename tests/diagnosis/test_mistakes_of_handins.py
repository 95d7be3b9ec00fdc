"""The form of a hand-in: every rule has a mistake of its name, and words that fit a terminal."""

import pytest

from autograder.diagnosis import Fact, recognize, say
from autograder.diagnosis.mistakes.handin import RULES
from autograder.diagnosis.wording import words_of
from autograder.handin import Rule

LONG = "'DL_LAB1_313551157_" + "陳" * 60 + ".zip', which does not begin with DL_LAB1_"


def broken(rule: str, found: str = "'a.zip'") -> Fact:
    details = {"rule": rule, "weight": "penalised", "expected": "'b.zip'", "found": found}
    return Fact("as the sheet asks", False, details, about=f"handin.{rule}")


def sections(found: list[str], missing: list[str]) -> Fact:
    shown = [{"section": name, "page": 2} for name in found]
    return Fact("sections of the report", False, {"found": shown, "missing": missing})


def test_every_rule_has_a_mistake_of_its_name() -> None:
    assert tuple(map(str, Rule)) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_named_and_said(rule: str) -> None:
    fact = broken(rule, LONG)
    words = say(fact, look="", rerun="pytest", sources={}, mistake=recognize(fact))

    assert recognize(fact) == rule
    assert words_of(rule) is not None
    assert "expected   'b.zip'" in words
    assert "found      'DL_LAB1_313551157_" in words
    assert max(map(len, words.splitlines())) <= 76


def test_a_report_without_any_section_has_no_headings() -> None:
    assert recognize(sections([], ["1 introduction"])) == "report-without-headings"


def test_missing_sections_are_told_with_the_pages_of_the_others() -> None:
    fact = sections(["1", "2A"], ["4A learning rates", "5A activation functions"])
    words = say(fact, look="", rerun="pytest", sources={}, mistake=recognize(fact))

    assert recognize(fact) == "report-section-missing"
    assert "missing    4A learning rates, 5A activation functions" in words
    assert "found      1, 2A (page 2)" in words


def test_text_that_cannot_be_read_costs_nothing() -> None:
    details = {"file": "report.pdf", "why": "its letters are shifted"}
    fact = Fact("the report can be read", False, details, for_a_person=True)

    assert fact.doubtful
    assert "No points are lost" in say(fact, look="", rerun="pytest", sources={})
