"""The page of the four reports is what a whole run wrote, and what did not come out stands out."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docprogram import loaded

from solution.experiments.questions import FULL
from solution.experiments.reproduce import ASKED
from solution.experiments.verdicts import WELL

DOCS = Path(__file__).parents[1] / "docs"
FOUND: dict[str, Any] = json.loads((DOCS / "reproduction.json").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = [row for network in FOUND["networks"] for row in network["rows"]]


@pytest.fixture(scope="module")
def page() -> ModuleType:
    """Return the program that makes the page."""
    return loaded("reproduction_page")


def test_every_question_of_today_is_answered_there() -> None:
    asked = [(name, one.what) for name in ASKED for one in ASKED[name](FULL)]
    told = [
        (network["name"], row["what"]) for network in FOUND["networks"] for row in network["rows"]
    ]

    assert asked == told


def test_what_did_not_come_out_again_is_in_bold(page: ModuleType) -> None:
    text = page.page(FOUND)
    missed = [row for row in ROWS if row["verdict"] not in {*WELL, "no figure"}]

    assert len(missed) == text.count("**: ")
    assert all(row["note"] for row in missed), "a figure that did not come out, and not a word why"


def test_the_seeds_that_are_known_give_what_was_reported() -> None:
    (known,) = [n["rows"] for n in FOUND["networks"] if n["name"] == "bce-no-bias"]

    assert {"equal", "within rounding"} >= {
        row["verdict"] for row in known if row["what"].endswith((": epochs", "epoch 100"))
    }


def test_a_quick_run_makes_no_page(page: ModuleType) -> None:
    with pytest.raises(AssertionError, match="too few seeds"):
        page.page({**FOUND, "run": {**FOUND["run"], "quick": True}})
