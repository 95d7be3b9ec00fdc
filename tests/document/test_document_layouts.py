"""Claims about the list of outlines: it agrees with the rubric, and nonsense is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.document import LayoutsError, load_layouts
from autograder.document import layouts as module
from autograder.rubric import load_rubric

TEXT = Path(module.__file__).with_name("layouts.toml").read_text(encoding="utf-8")


def test_points_of_every_section_are_in_the_rubric() -> None:
    sections = {section.id for section in load_rubric().sections}

    for layout in load_layouts().layouts:
        assert {place.rubric for place in layout.places if place.rubric} <= sections


def test_the_outline_in_force_has_a_place_for_all_that_a_person_marks() -> None:
    places = load_layouts().layouts[0].places

    assert {c.section for c in load_rubric().people} <= {place.rubric for place in places}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('{ id = "2A", subject = "sigmoid" }', '{ id = "2A", subject = "x" }', "unknown subject"),
        ('{ id = "2A", subject = "sigmoid" }', '{ id = "1", subject = "sigmoid" }', "twice"),
        ('{ id = "2A", subject = "sigmoid" }', '{ id = "7A", subject = "sigmoid" }', "before"),
        ('id = "rates"', 'id = "units"', "taken"),
        ("optional = true", 'optional = "yes"', "true or false"),
    ],
)
def test_nonsense_is_refused_with_its_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    path = tmp_path / "layouts.toml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(LayoutsError, match=what):
        load_layouts(path)
