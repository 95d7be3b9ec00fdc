"""The bank of mistakes: a name is given only where a prediction proves it."""

from typing import Any

import numpy as np
import pytest

from autograder.diagnosis import Fact, compare, facts, recognize
from autograder.diagnosis.mistakes import KNOWN, Mistake
from autograder.diagnosis.wording import FOLDER, words_of

WANTED = np.arange(1.0, 7.0).reshape(3, 2)


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> list[Mistake]:
    """Put mistakes of the test's own in place of all others."""
    own: list[Mistake] = []
    monkeypatch.setattr("autograder.diagnosis.mistakes.known.KNOWN", own)
    return own


def found(yours: Any, **clues: Any) -> Any:
    return compare("it", yours, WANTED, about="a.subject", clues=lambda: clues)


@pytest.mark.parametrize(
    ("yours", "factor", "name"),
    [
        (3 * WANTED, 3.0, "times"),
        (3 * WANTED * (1 + 1e-9), 3.0, "times"),
        (3 * WANTED * (1 + 1e-5), 3.0, None),
        (3 * WANTED[:2], 3.0, None),
        (3 * WANTED.ravel(), 3.0, None),
        (None, 3.0, None),
        ("text", 3.0, None),
        (np.full((3, 2), np.nan), 3.0, None),
        (3j * WANTED, 3.0, None),
        # Predicting nearly the right thing proves nothing.
        (WANTED * (1 + 2e-6), 1 + 2e-6, None),
        # A clue that nothing can be predicted from.
        (3 * WANTED, None, None),
        (3 * WANTED, np.ones(5), None),
    ],
)
def test_only_an_exact_prediction_gives_a_name(
    bank: list[Mistake], yours: Any, factor: Any, name: str | None
) -> None:
    bank.append(Mistake("times", ("a.*",), lambda wanted, factor: wanted * factor))

    assert name == recognize(found(yours, factor=factor))


def test_what_is_general_is_asked_last(bank: list[Mistake]) -> None:
    bank.append(Mistake("anything", ("*",), lambda: True, general=True))
    bank.append(Mistake("doubled", ("a.subject",), lambda wanted: 2 * wanted))

    assert "doubled" == recognize(found(2 * WANTED))
    assert "anything" == recognize(found(4 * WANTED))


def test_a_mistake_is_about_its_subject_alone(bank: list[Mistake]) -> None:
    bank.append(Mistake("doubled", ("b.*",), lambda wanted: 2 * wanted))

    assert recognize(found(2 * WANTED)) is None


def test_a_missing_clue_is_no_proof(bank: list[Mistake]) -> None:
    bank.append(Mistake("times", ("a.*",), lambda wanted, factor: wanted * factor))

    assert recognize(found(3 * WANTED)) is None


def test_a_fact_is_about_its_name(bank: list[Mistake]) -> None:
    bank.append(Mistake("few", ("enough lines",), lambda lines: lines < 2))

    assert "few" == recognize(Fact("enough lines", False, {"lines": 1}))
    assert recognize(Fact("enough lines", False, {"lines": 2})) is None


def test_names_are_given_once() -> None:
    names = [(known.name, about) for known in KNOWN for about in known.about]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_every_mistake_has_words(known: Mistake) -> None:
    """Unless it is about a plain fact alone, whose own words say it."""
    assert words_of(known.name) or set(known.about) <= set(facts._WORDS)


def test_all_words_are_about_a_mistake() -> None:
    names = {known.name for known in KNOWN}
    files = sorted(FOLDER.glob("*.toml"))

    assert files
    for file in files:
        said = [line[1:-1] for line in file.read_text("utf-8").splitlines() if line[:1] == "["]
        assert set() == set(said) - names, file.name
