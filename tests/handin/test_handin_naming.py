"""Claims about names: the id is found in every decoration, and each deviation has its own code."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograder.handin import HandinName, Rule, parse_name, safe_key, safe_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ID, NAME = "313551157", "陳敬中"


def read(filename: str) -> tuple[str | None, str | None, list[str]]:
    named = parse_name(filename)
    return named.student_id, named.name, [rule.removeprefix("name-") for rule in named.broken]


RIGHT = [
    ("DL_LAB1_313551157_陳敬中.zip", ID, NAME),
    ("DL_LAB1_313551157_陳敬中", ID, NAME),  # a folder
    ("DL_LAB1_313551157_陳敬中.ZIP", ID, NAME),
    ("DL_LAB1_A121518_王小明.zip", "A121518", "王小明"),
    ("DL_LAB1_b11902001_Wang Xiao-Ming.zip", "b11902001", "Wang Xiao-Ming"),
    ("DL_LAB1_313551157_Wang_Xiao_Ming.zip", ID, "Wang_Xiao_Ming"),
    ("DL_LAB1_313551157_歐陽·娜娜.zip", ID, "歐陽·娜娜"),
    ("DL_LAB1_313551157_J. Smith.zip", ID, "J. Smith"),
]


@pytest.mark.parametrize(("filename", "student_id", "name"), RIGHT)
def test_a_right_name_has_no_problem(filename: str, student_id: str, name: str) -> None:
    assert HandinName(student_id, name) == parse_name(filename)


DEVIATIONS = [
    ("DLP_LAB1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("dl_lab1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("DL_Lab_1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("DL_LAB01_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("LAB1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("Deep_Learning_LAB1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("hw1_313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("313551157_陳敬中.zip", ID, NAME, ["prefix"]),
    ("313551157.zip", ID, None, ["prefix", "person"]),
    ("陳敬中_313551157.zip", ID, NAME, ["prefix", "order"]),
    ("DL_LAB2_313551157_陳敬中.zip", ID, NAME, ["lab-number"]),
    ("DL_LAB12_313551157_陳敬中.zip", ID, NAME, ["lab-number"]),
    ("DLP_LAB2_313551157_陳敬中.zip", ID, NAME, ["prefix", "lab-number"]),
    ("DL_LAB1 _313551157_陳敬中.zip", ID, NAME, ["blank"]),
    ("DL_LAB1_313551157 _陳敬中.zip", ID, NAME, ["blank"]),
    ("DL_LAB1_313551157_ 陳敬中.zip", ID, NAME, ["blank"]),
    (" DL_LAB1_313551157_陳敬中 .zip", ID, NAME, ["blank"]),
    ("DL_LAB1\u3000_313551157_陳敬中.zip", ID, NAME, ["blank", "full-width"]),
    ("DL\uff3fLAB1\uff3f313551157\uff3f陳敬中.zip", ID, NAME, ["full-width"]),
    ("DL_LAB1_\uff13\uff11\uff13551157_陳敬中.zip", ID, NAME, ["full-width"]),
    ("DL_LAB1_313551157.zip", ID, None, ["person"]),
    ("DL_LAB1_313551157_.zip", ID, None, ["person"]),
    ("DL_LAB1_陳敬中.zip", None, NAME, ["id"]),
    ("DL_LAB1_Smith_John.zip", None, "Smith_John", ["id"]),
    ("DL_LAB1.zip", None, None, ["id"]),
    ("hand-in.zip", None, "hand-in", ["prefix", "id"]),
    ("DL_LAB1_陳敬中_313551157.zip", ID, NAME, ["order"]),
    ("DL_LAB1_313551157-陳敬中.zip", ID, NAME, ["separator"]),
    ("DL_LAB1_313551157陳敬中.zip", ID, NAME, ["separator"]),
    ("DL_LAB1_313551157__陳敬中.zip", ID, NAME, ["separator"]),
    ("DL_LAB1__313551157_陳敬中.zip", ID, NAME, ["separator"]),
    ("DL_LAB1313551157_陳敬中.zip", ID, NAME, ["separator"]),
    ("DL LAB1 313551157 陳敬中.zip", ID, NAME, ["prefix", "separator"]),
    ("DL-LAB1-313551157-陳敬中.zip", ID, NAME, ["prefix", "separator"]),
    ("DL_LAB1_313551157_陳敬中.rar", ID, NAME, ["ending"]),
    ("DL_LAB1_313551157_陳敬中.tar.gz", ID, NAME, ["ending"]),
    ("DL_LAB1_313551157_陳敬中.zip.zip", ID, NAME, ["ending"]),
    ("DL_LAB1_313551157_陳敬中-1.zip", ID, NAME, []),
    ("DL_LAB1_313551157_陳敬中 (1).zip", ID, NAME, []),
    ("DL_LAB1_313551157_陳敬中-1 (2).zip", ID, NAME, []),
    ("DL_LAB1_313551157-1.zip", ID, None, ["person"]),
    ("chen_12345_678901_DL_LAB1_313551157_陳敬中-2.zip", ID, NAME, []),
    ("chen_LATE_12345_678901_DL_LAB1_313551157_陳敬中.zip", ID, NAME, []),
    ("陳敬中_4711_assignsubmission_file_DL_LAB1_313551157_陳敬中.zip", ID, NAME, []),
    ("陳敬中_313551157_1_final.zip", ID, "1_final", ["prefix"]),  # looks like an LMS, is none
    (unicodedata.normalize("NFD", "DL_LAB1_313551157_André.zip"), ID, "André", []),
    ("", None, None, ["prefix", "id"]),
]


@pytest.mark.parametrize(("filename", "student_id", "name", "broken"), DEVIATIONS)
def test_a_deviation_is_named_and_the_id_still_found(
    filename: str, student_id: str | None, name: str | None, broken: list[str]
) -> None:
    assert (student_id, name, broken) == read(filename)


def test_prefix_and_pattern_are_the_courses() -> None:
    named = parse_name("CV_HW3_ab-12345_王小明.zip", prefix="CV_HW3", id_pattern=r"[a-z]{2}-\d{5}")

    assert HandinName("ab-12345", "王小明") == named


def test_a_prefix_without_a_number_works() -> None:
    assert HandinName(ID, NAME) == parse_name(f"FINAL_{ID}_{NAME}.zip", prefix="FINAL")


IDS = st.from_regex(r"[0-9A-Za-z]{5,12}", fullmatch=True).filter(
    lambda text: re.search(r"\d", text) and text.isascii()
)
NAMES = st.text("陳敬中王小明張惠é王 abcXYZ", min_size=1, max_size=8).map(
    lambda text: re.sub(r" +", " ", text).strip()
)
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
BEFORE = [
    "",
    "王小明_4711_assignsubmission_file_",  # Moodle, flat
    "Wang Xiao Ming_313551999_assignsubmission_file_",
    "王小明_4711_assignsubmission_file/",  # Moodle, in folders, since 4.1
    "王小明_4711_assignsubmission_file_/",  # and before
    "wangxiaoming_4711_815_",  # Canvas
    "wangxiaoming_LATE_4711_815_",
    "wangxiaoming_late_4711_815_",
    "王小明_4711_815_",
    "wang_xiao_LATE_313551999_815_",
    "4711_815_",
    "anon_Ab3dE_815_",
    "LATE_anon_4711x_815_",
]
AFTER = ["", "-1", "-2", "-12", f"-{UUID}", " (1)", "(2)", "-3 (2)"]
READINGS: list[Callable[[str], str]] = [
    lambda name: name,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.encode().decode("latin-1"),  # UTF-8 as a header of a web page holds it
]


@given(
    *(IDS, NAMES),
    *(st.sampled_from(BEFORE), st.sampled_from(AFTER), st.sampled_from(READINGS)),
    st.sampled_from([".zip", ".ZIP", ""]),
)
def test_what_an_lms_adds_to_a_right_name_is_never_seen(
    student_id: str,
    name: str,
    before: str,
    after: str,
    reading: Callable[[str], str],
    ending: str,
) -> None:
    assume(name)
    decorated = reading(f"{before}DL_LAB1_{student_id}_{name}{after}{ending}")

    assert HandinName(student_id, name) == parse_name(decorated)


@given(IDS, st.text("陳敬中王小明張惠", min_size=1, max_size=4))
def test_a_name_in_big5_is_read_as_it_was_meant(student_id: str, name: str) -> None:
    right = f"DL_LAB1_{student_id}_{name}.zip"
    garbled = right.encode("cp950").decode("cp437")
    # Of letters alone nobody can tell: a name in another language looks the same.
    assume(any(not s.isascii() and unicodedata.category(s)[0] not in "LM" for s in garbled))

    assert HandinName(student_id, name) == parse_name(garbled)


def test_canvas_puts_its_number_before_what_looks_like_an_ending() -> None:
    assert HandinName(ID, "J.Smith") == parse_name(f"smithj_4_8_DL_LAB1_{ID}_J-1.Smith.zip")


@pytest.mark.parametrize("name", ["Peña", "Martín", "José Ñíguez", "Æthelred", "Zoë"])
def test_letters_of_other_languages_stay_what_they_are(name: str) -> None:
    assert HandinName(ID, name) == parse_name(f"DL_LAB1_{ID}_{name}.zip")


def test_a_folder_that_moodle_made_names_nobody() -> None:
    named = parse_name("王小明_4711123_assignsubmission_file_")

    assert (named.student_id, named.name) == (None, None)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(filename: str) -> None:
    named = parse_name(filename)

    assert named.student_id is None or re.fullmatch(r"[0-9A-Za-z]{5,12}", named.student_id)
    assert (named.student_id is None) == (Rule.NAME_ID in named.broken)


# Keys: what result files are called.


def keys_of(names: Sequence[str]) -> tuple[str, ...]:
    return safe_keys(names, [parse_name(name).student_id for name in names])


def test_a_plain_id_is_the_key() -> None:
    assert keys_of(["DL_LAB1_313551157_陳敬中.zip"]) == (ID,)


def test_a_key_without_an_id_keeps_what_is_plain_and_a_hash() -> None:
    assert re.fullmatch("DL-LAB1-[0-9a-f]{8}", safe_key("DL_LAB1_陳敬中.zip"))
    assert re.fullmatch("handin-[0-9a-f]{8}", safe_key("陳敬中"))
    assert re.fullmatch("CON-[0-9a-f]{8}", safe_key("CON"))
    assert re.fullmatch("COM1-[0-9a-f]{8}", safe_key("COM1", "COM1"))


def test_an_id_that_two_claim_is_the_key_of_neither() -> None:
    first, second, other = keys_of(
        ["DL_LAB1_B11902001_王.zip", "DL_LAB1_b11902001_李.zip", "DL_LAB1_313551157_陳.zip"]
    )

    assert "B11902001" not in (first, second)
    assert first != second
    assert other == ID


def test_keys_do_not_depend_on_order_or_on_how_accents_are_stored() -> None:
    names = ["André.zip", "陳.zip", "x/y.zip"]

    assert keys_of(names) == keys_of(names[::-1])[::-1]
    assert safe_key("André") == safe_key(unicodedata.normalize("NFD", "André"))


NAMES = st.one_of(st.text(max_size=12), st.sampled_from([f[0] for f in DEVIATIONS]))
IDS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["../../x", "a/b", "CON", ID, f"{ID}\n", "B1190", "b1190", "4711" * 9]),
)


@given(st.lists(st.tuples(NAMES, st.booleans(), IDS)))
def test_keys_are_unique_and_plain_in_any_class(
    handins: list[tuple[str, bool, str | None]],
) -> None:
    """Whether ids are read from names, or are what a platform or a roster says."""
    names = [name for name, _, _ in handins]
    keys = safe_keys(names, [parse_name(n).student_id if own else i for n, own, i in handins])

    assert len(keys) == len(names)
    assert len({key.casefold() for key in keys}) == len(names)
    assert all(re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z-]{0,60}", key) for key in keys)
