"""Mistakes in the form of a hand-in: each is named like the rule that it breaks."""

from typing import Any

from autograder.diagnosis.mistakes.known import mistake

RULES = (
    "name-prefix", "name-lab-number", "name-id", "name-person", "name-order", "name-separator",
    "name-blank", "name-full-width", "name-ending",
    "archive-format", "archive-nested", "archive-wrapped", "byte-code", "system-files",
    "environment", "not-unpacked", "file-size", "sources-missing", "sources-notebook",
    "report-missing", "report-format", "report-several", "report-spelling", "report-place",
)  # fmt: skip


def breaks_the_rule() -> bool:
    """Whether it is this rule: the evidence is about no other."""
    return True


for rule in RULES:
    mistake(f"handin.{rule}", name=rule)(breaks_the_rule)


@mistake("sections of the report")
def report_without_headings(found: list[Any]) -> bool:
    return not found


@mistake("sections of the report")
def report_section_missing(missing: list[Any]) -> bool:
    return bool(missing)
