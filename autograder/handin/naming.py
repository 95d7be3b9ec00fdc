"""The name of a hand-in: who handed it in, and what is not as the sheet asks.

The right form is `DL_LAB1_<student id>_<name>.zip`. In a name that differs, the id is what a
person would take for it, and each deviation breaks a rule. What systems add is undone first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.handin.decorations import (
    ENDING,
    decorated_folder,
    reread,
    without_ids,
    without_number,
)
from autograder.handin.rules import Rule

PREFIX = "DL_LAB1"
ID_PATTERN = "[0-9A-Za-z]{5,12}"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BETWEEN = r"[\s_.-]"
_END = "(?![0-9A-Za-z])"


@dataclass(frozen=True)
class HandinName:
    """The student's id and name, where a name holds them, and the rules that it breaks."""

    student_id: str | None
    name: str | None
    broken: tuple[Rule, ...] = ()


def parse_name(filename: str, *, prefix: str = PREFIX, id_pattern: str = ID_PATTERN) -> HandinName:
    """Read the name of a hand-in; an id is what matches the pattern and has a digit in it."""
    found: set[Rule] = set()
    text = _undecorated(filename, prefix, found)
    rest = _without_prefix(text, prefix, found)
    student_id, name = _id_and_name(rest, id_pattern, found, labeled=rest != text)
    return HandinName(student_id, name, tuple(rule for rule in Rule if rule in found))


def _undecorated(text: str, prefix: str, found: set[Rule]) -> str:
    """Take away what systems add to a name, and bring its characters to one form."""

    def step(problem: Rule, changed: str) -> str:
        found.update({problem} if changed != text else ())
        return changed

    text = reread(text.rpartition("/")[2])
    if decorated_folder(text):  # by Moodle: nothing in it is the student's
        return ""
    text = step(Rule.NAME_FULL_WIDTH, text.translate(_FULL_WIDTH))
    text = step(Rule.NAME_BLANK, text.strip())
    if ending := ENDING.search(text):
        found.update({Rule.NAME_ENDING} if ending[0].lower() != ".zip" else ())
        text = text[: ending.start()]
    text = without_ids(without_number(text), prefix, _head(prefix))
    return step(Rule.NAME_BLANK, re.sub(r"\s*_\s*", "_", text).strip())


def _parted(prefix: str) -> tuple[str, str]:
    number = prefix[len(prefix.rstrip("0123456789")) :]
    return prefix.removesuffix(number), number


def _head(prefix: str) -> re.Pattern[str]:
    """Return a pattern for whatever stands for the prefix: its last word, and a number.

    For DL_LAB1 that is LAB1, lab-1, DLP_LAB1, DL Lab 01, LAB2 and the like.
    """
    stem, number = _parted(prefix)
    word = re.escape(re.split(_BETWEEN, stem)[-1])
    between = f"{_BETWEEN}*" if number else ""
    digits = rf"(?P<number>\d{{1,2}}{_END}|{number})" if number else rf"(?P<number>){_END}"
    return re.compile(
        rf"([A-Za-z]{{1,10}}{_BETWEEN}*){{0,3}}?{word}{between}{digits}", re.IGNORECASE
    )


def _without_prefix(text: str, prefix: str, found: set[Rule]) -> str:
    match = _head(prefix).match(text)
    if match is None:
        found.add(Rule.NAME_PREFIX)
        return text
    stem, number = _parted(prefix)
    if match["number"].lstrip("0") != number.lstrip("0"):
        found.add(Rule.NAME_LAB_NUMBER)
    elif match["number"] != number:
        found.add(Rule.NAME_PREFIX)
    if text[: match.start("number")] != stem:
        found.add(Rule.NAME_PREFIX)
    return _separated(text[match.end() :], found)


def _separated(text: str, found: set[Rule]) -> str:
    """Drop what separates this part from the one before; one underscore is right."""
    rest = re.sub(rf"^{_BETWEEN}+", "", text)
    if rest and text != "_" + rest:
        found.add(Rule.NAME_SEPARATOR)
    return rest


def _id_and_name(
    text: str, id_pattern: str, found: set[Rule], *, labeled: bool
) -> tuple[str | None, str | None]:
    """Take the id where it belongs, or else the one with most digits anywhere."""
    alone = rf"(?<![0-9A-Za-z])(?:{id_pattern}){_END}"
    ids = [match for match in re.finditer(alone, text) if re.search(r"\d", match[0])]
    if not ids:
        found.add(Rule.NAME_ID)
        return None, re.sub(rf"^{_BETWEEN}+|{_BETWEEN}+$", "", text) or None
    chosen = ids[0]
    if chosen.start():
        chosen = max(ids, key=lambda match: len(re.sub(r"\D", "", match[0])))
    before = re.sub(rf"{_BETWEEN}+$", "", text[: chosen.start()])
    after = text[chosen.end() :]
    if before and (labeled or not after):
        found.add(Rule.NAME_ORDER)
        return chosen[0], before
    name = _separated(after, found)
    if not name:
        found.add(Rule.NAME_PERSON)
    return chosen[0], name or None
