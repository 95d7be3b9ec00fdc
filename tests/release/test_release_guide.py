"""Students get the rubric without its marking guides, and otherwise as it is."""

import tomllib
from pathlib import Path

import pytest

from autograder.release.guide import guides_in, same_but_guides, without_guides
from autograder.rubric import load_rubric

ROOT = Path(__file__).parents[2]
BEFORE = """\
# The rubric; [[criterion.level]] is for who marks.
required = 10

[[criterion]]
id = "report.purpose"  # a person's
points = 10
hint = \"\"\"
It says
[[criterion.level]]
and means it.
\"\"\"
"""
GUIDE = """
# From all of them down to none.
[[criterion.level]]
points = 10
earns = \"\"\"
It names both data sets.
# and not a comment
\"\"\"

[[criterion.level]]  # none
points = 0
earns = "Nothing is said."  # [[criterion]]
"""
AFTER = """
# The next section.

[[criterion]]
id = "next"
points = 0
"""
WHOLE = BEFORE + GUIDE + AFTER
WITHOUT = BEFORE + AFTER


def test_guides_are_cut_and_comments_kept() -> None:
    assert WITHOUT == without_guides(WHOLE)
    assert [] == [*same_but_guides("r.toml", WHOLE, WITHOUT)]


def test_a_guide_at_the_end_is_cut() -> None:
    assert BEFORE == without_guides(BEFORE + GUIDE)


def test_a_rubric_without_guides_stays_as_it_is() -> None:
    assert BEFORE + AFTER == without_guides(BEFORE + AFTER)
    assert [] == guides_in(BEFORE + AFTER)


def test_what_a_guide_says_is_known_with_its_lines() -> None:
    numbered = dict(guides_in(WHOLE))

    lines = WHOLE.split("\n")
    assert all(lines[number - 1] == text for number, text in numbered.items())
    assert "It names both data sets." in numbered.values()
    assert "It says" not in numbered.values()


@pytest.mark.parametrize(
    ("released", "line", "rule"),
    [
        (WHOLE, 13, "a marking guide would be handed out"),
        (WITHOUT.replace("points = 10", "points = 9"), None, "says something else"),
    ],
)
def test_a_wrong_copy_is_refused(released: str, line: int | None, rule: str) -> None:
    (found,) = same_but_guides("r.toml", WHOLE, released)

    assert line == found.line
    assert rule in found.rule


def test_the_copy_of_the_kits_rubric_loads_and_says_the_same(tmp_path: Path) -> None:
    whole = (ROOT / "autograder" / "rubric.toml").read_text(encoding="utf-8")
    text = whole + '\n[[criterion.level]]\npoints = 7\nearns = "It says both."\n'
    (tmp_path / "rubric.toml").write_text(without_guides(text), encoding="utf-8")

    assert [] == [*same_but_guides("rubric.toml", text, without_guides(text))]
    points = [criterion.points for criterion in load_rubric(tmp_path / "rubric.toml").criteria]
    assert points == [criterion.points for criterion in load_rubric().criteria]
    assert "level" not in str(tomllib.loads(without_guides(text)))
