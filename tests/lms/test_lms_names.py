"""What a platform adds to a name comes off again, whatever the name is made of."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms import CanvasName, MoodleName, canvas_name, moodle_name

LETTERS = st.characters(codec="utf-8", categories=["L", "M", "N"])
PERSON = st.one_of(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs", "Pd"]), min_size=1),
    st.sampled_from(["陳敬中", "313551157", "Chen 3", "2 3", "O'Neil-Smith", "許功蓋"]),
).filter(lambda name: name.strip() and name.strip() != "Participant")
NUMBER = st.integers(1, 10**9).map(str)
FILE = st.sampled_from(
    ["a.zip", "DL_LAB1_313551157_陳敬中.zip", "12_34_a.zip", "x_9_assignsubmission_file_/y", "_"]
)


@given(PERSON, NUMBER, FILE)
def test_a_moodle_name_comes_apart_as_it_was_put_together(
    person: str, number: str, file: str
) -> None:
    found = moodle_name(f"{person}_{number}_assignsubmission_file_{file}")

    assert found is not None
    assert (normalize("NFC", person).strip(), number, "file", file) == (
        found.name, found.ref, found.plugin, found.file,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王_小明_7_assignsubmission_file_", MoodleName("王_小明", "7", "file", "")),
        ("Chen_7_assignsubmission_file", MoodleName("Chen", "7", "file", "")),
        ("313551157_7_assignsubmission_file_a", MoodleName("313551157", "7", "file", "a")),
        ("Participant_7_assignsubmission_file_", MoodleName("", "7", "file", "")),
        ("Team A_assignsubmission_file", MoodleName("Team A", "", "file", "")),
        ("A_7_assignsubmission_onlinetext_b", MoodleName("A", "7", "onlinetext", "b")),
        ("DL_LAB1_313551157_陳敬中.zip", None),
        ("_assignsubmission_file", None),
        ("A_7_assignsubmission_", None),
        ("", None),
    ],
)
def test_moodles_names_are_known(text: str, wanted: MoodleName | None) -> None:
    assert wanted == moodle_name(text)


SHORT = st.one_of(
    st.text(LETTERS, min_size=1).map(str.lower).filter(lambda name: name == name.lower()),
    st.sampled_from(["chen_jingzhong", "陳敬中", "b10901001", "313551157", "_", "chen3"]),
)


@given(SHORT, NUMBER, NUMBER, st.booleans(), st.sampled_from(["a.zip", "陳.tar.gz", "r (1).pdf"]))
def test_a_canvas_name_comes_apart_as_it_was_put_together(
    person: str,
    user: str,
    attachment: str,
    late: bool,  # noqa: FBT001  # Hypothesis gives it by position
    file: str,
) -> None:
    found = canvas_name(f"{person}_{'LATE_' if late else ''}{user}_{attachment}_{file}")

    assert found is not None
    assert (user, late, file, 0, False) == (
        found.ref, found.late, found.file, found.order, found.doubtful,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("chen_7_8_lab-1.zip", CanvasName("chen", "7", late=False, file="lab.zip", order=1)),
        ("chen_7_8_a-12.tar.gz", CanvasName("chen", "7", late=False, file="a.tar.gz", order=12)),
        ("chen_7_8_a.tar-2.gz", CanvasName("chen", "7", late=False, file="a.tar.gz", order=2)),
        ("chen_7_8_a-2026.zip", CanvasName("chen", "7", late=False, file="a-2026.zip")),
        ("LATE_anon_x9K_8_a.zip", CanvasName("", "x9K", late=True, file="a.zip")),
        ("chen_7_text.html", CanvasName("chen", "7", late=False, file="", part="text")),
        ("chen_LATE_7_link.html", CanvasName("chen", "7", late=True, file="", part="link")),
        (
            "chen_7_8_9_a.zip",
            CanvasName("chen", "7", late=False, file="9_a.zip", doubtful=True),
        ),
        (
            "chen_7_8_z_91_92_a.zip",
            CanvasName("chen", "7", late=False, file="z_91_92_a.zip", doubtful=True),
        ),
        ("DL_LAB1_313551157_7_a.zip", None),
        ("DL_LAB1_313551157_陳敬中.zip", None),
        ("chen_7_a.zip", None),
        ("", None),
    ],
)
def test_canvas_names_are_known(text: str, wanted: CanvasName | None) -> None:
    assert wanted == canvas_name(text)


@pytest.mark.parametrize("person", ["chen", "chen_LATE", "陳敬中", "b10901001"])
@pytest.mark.parametrize(
    "file",
    [
        "Lee Ann_5302_assignsubmission_file_DL_LAB1_313551158_Lee.zip",
        "_5302_assignsubmission_file_a.zip",
        "5302_assignsubmission_file_a.zip",
        "assignsubmission_file_a.zip",
    ],
)
def test_nobody_hands_in_as_a_moodle_participant_on_canvas(person: str, file: str) -> None:
    text = f"{person}_77_88_{file}"
    found = canvas_name(text)

    assert moodle_name(text) is None
    assert found is not None
    assert ("77", file) == (found.ref, found.file)


def test_a_random_name_after_many_uploads_comes_off() -> None:
    found = canvas_name("chen_7_8_lab-0f8fad5b-d9cb-469f-a165-70867728950e.zip")

    assert found is not None
    assert ("lab.zip", 9) == (found.file, found.order)


@given(st.text())
def test_any_text_is_a_name_or_none(text: str) -> None:
    moodle_name(text)
    canvas_name(text)
