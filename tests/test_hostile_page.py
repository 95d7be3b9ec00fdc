"""The page on hostile files claims nothing that no test proves."""

import re
from pathlib import Path

from autograder.reading.bombs import MOST_TOKENS
from autograder.reading.syntax import LARGEST

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "hostile.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert len(named) > 40
    assert set() == named - there


def test_every_row_names_its_proof() -> None:
    tables = PAGE.partition("## Tried on")[0]
    rows = [row for row in tables.splitlines() if re.match(r"\| (?!what is|where it)[^-]", row)]

    assert len(rows) > 50
    assert all("`test_" in row for row in rows)


def test_the_numbers_of_the_page_are_those_of_the_kit() -> None:
    fuzz = (ROOT / "tests" / "fuzz" / "test_fuzz.py").read_text(encoding="utf-8")
    counts = [
        int(n.replace("_", "")) for n in re.findall(r'^    "\w+": ([\d_]+),', fuzz, re.MULTILINE)
    ]

    assert 5 == len(counts)
    assert f"{LARGEST // 10**6} MB, and {MOST_TOKENS:,} words" in PAGE
    assert all(re.search(rf"\| {count:,} \|", PAGE) for count in counts)
