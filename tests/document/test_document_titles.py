"""Claims about headings: how a number is told from a title, and which titles are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.document.layouts import Place, load_layouts
from autograder.document.numbering import numbered
from autograder.document.titles import EXACT, likeness

PLACES = {place.id: place for place in load_layouts().layouts[0].places}

NUMBERS = [
    ("1. Introduction", "1", "", "Introduction"),
    ("1.Introduction", "1", "", "Introduction"),
    ("1 Introduction", "1", "", "Introduction"),
    ("(1) Introduction", "1", "", "Introduction"),
    ("1、Introduction", "1", "", "Introduction"),
    ("IV. Discussion", "4", "", "Discussion"),
    ("四、討論", "4", "", "討論"),
    ("第四章 討論", "4", "", "討論"),
    ("A. Sigmoid function", "", "A", "Sigmoid function"),
    ("A Sigmoid function", "", "A", "Sigmoid function"),
    ("(A) Sigmoid function", "", "A", "Sigmoid function"),
    ("a. Sigmoid function", "", "A", "Sigmoid function"),
    ("(a) Sigmoid function", "", "A", "Sigmoid function"),
    ("a) Sigmoid function", "", "A", "Sigmoid function"),
    ("2.1 Sigmoid function", "2", "A", "Sigmoid function"),
    ("2-1 Sigmoid function", "2", "A", "Sigmoid function"),
    ("3.1. Screenshot", "3", "A", "Screenshot"),
    ("\uf0b7 Learning rate", "", "", "Learning rate"),
    ("\u25cf Learning rate:", "", "", "Learning rate"),
    ("\u200b4. Dis\u200bcussion\u200b", "4", "", "Discussion"),
    ("4. Discussion (20%):", "4", "", "Discussion"),
    ("Introduction", "", "", "Introduction"),
    ("4.", "4", "", ""),
]


@pytest.mark.parametrize(("line", "number", "letter", "title"), NUMBERS)
def test_a_number_is_told_from_its_title(line: str, number: str, letter: str, title: str) -> None:
    found = numbered(line)

    assert (number, letter, title) == (found.number, found.letter, found.text)


@pytest.mark.parametrize("line", ["C. Convolution layers (not implemented)", "C. CNN - not done"])
def test_an_honest_title_says_that_it_is_not_implemented(line: str) -> None:
    assert numbered(line).undone


SAME = [
    ("2", "Experiment setups"),
    ("2", "Experimental setup"),
    ("2", "IMPLEMENTATION DETAILS"),
    ("2", "Impementation Details"),
    ("2B", "Network Architecture"),
    ("2C", "Back propagation"),
    ("2C", "Backpropogation"),
    ("3", "Results of the testings"),
    ("3", "實驗結果"),
    ("3C", "Learning curve (loss, epoch curve)"),
    ("4", "Disscusion"),
    ("4", "Disscussion"),
    ("4", "Discussion and extra experiments"),
    ("4", "討論 Discussion"),
    ("4A", "Different learning rates"),
    ("4B", "Hidden units"),
    ("4C", "Without activation function"),
    ("5", "Question"),
    ("5B", "Learning rate: too large or too small"),
    ("6", "Bonus"),
]


@pytest.mark.parametrize(("place", "title"), SAME)
def test_a_recorded_name_means_its_section(place: str, title: str) -> None:
    assert likeness(title, PLACES[place]).degree >= EXACT


OTHERS = [
    ("4C", "Activation functions"),
    ("5A", "Without activation functions"),
    ("6", "Intra"),
    ("3", "Resume"),
    ("1", "Implementation"),
    ("3C", "Learning rate"),
    ("4A", "Learning curve"),
]


@pytest.mark.parametrize(("place", "title"), OTHERS)
def test_a_name_that_is_near_means_no_other_section(place: str, title: str) -> None:
    assert likeness(title, PLACES[place]).degree < EXACT


def test_a_short_name_means_its_section_only_inside_it() -> None:
    assert not likeness("Learning rate", PLACES["5B"]).anywhere
    assert likeness("Learning rate too large or too small", PLACES["5B"]).anywhere


@given(st.text(max_size=400), st.sampled_from(sorted(PLACES)))
def test_any_text_has_a_likeness_from_0_to_1(text: str, identity: str) -> None:
    place: Place = PLACES[identity]

    assert 0 <= likeness(numbered(text).text, place).degree <= 1
