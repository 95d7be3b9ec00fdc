"""The rules of a hand-in's form: one word for each way in which it can differ from the sheet.

What each one weighs is the course's decision (course.toml, table [format]). What an LMS, a browser
or a system adds on its own account is no rule at all: it is undone before anything is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from autograder.handin.finding import Finding, Weight

__all__ = ["NAME", "LAYOUT", "REPORT", "Rule", "Weights", "finding"]  # noqa: RUF022 — as below


class Rule(StrEnum):
    """One deviation, in the order in which deviations are reported."""

    NAME_PREFIX = "name-prefix"
    NAME_LAB_NUMBER = "name-lab-number"
    NAME_ID = "name-id"
    NAME_PERSON = "name-person"
    NAME_ORDER = "name-order"
    NAME_SEPARATOR = "name-separator"
    NAME_BLANK = "name-blank"
    NAME_FULL_WIDTH = "name-full-width"
    NAME_ENDING = "name-ending"
    ARCHIVE_FORMAT = "archive-format"
    ARCHIVE_NESTED = "archive-nested"
    ARCHIVE_WRAPPED = "archive-wrapped"
    BYTE_CODE = "byte-code"
    SYSTEM_FILES = "system-files"
    ENVIRONMENT = "environment"
    NOT_UNPACKED = "not-unpacked"
    FILE_SIZE = "file-size"
    SOURCES_MISSING = "sources-missing"
    SOURCES_NOTEBOOK = "sources-notebook"
    REPORT_MISSING = "report-missing"
    REPORT_FORMAT = "report-format"
    REPORT_SEVERAL = "report-several"
    REPORT_SPELLING = "report-spelling"
    REPORT_PLACE = "report-place"


Weights: TypeAlias = Mapping[Rule, Weight]

NAME = tuple(rule for rule in Rule if rule.startswith("name-"))
REPORT = tuple(rule for rule in Rule if rule.startswith("report-"))
LAYOUT = tuple(rule for rule in Rule if rule not in {*NAME, *REPORT})


def finding(rule: Rule, weights: Weights, expected: str, found: str) -> Finding:
    """Return a finding of this rule; what the course does not weigh is only noted."""
    return Finding(rule, weights.get(rule, Weight.NOTED), expected, found)
