"""The name of a hand-in: who handed it in, and what is not as the sheet asks.

The right form is `DL_LAB1_<student id>_<name>.zip`. In a name that differs, the id is what a
person would take for it, and each deviation is a typed problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from autograder.handin.nameproblems import NameProblem, described

if TYPE_CHECKING:
    from autograder.handin.terms import Note

PREFIX = "DL_LAB1"
ID_PATTERN = "[0-9A-Za-z]{5,12}"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_ENDING = re.compile(r"(\.(zip|rar|7z|tar|gz|tgz|bz2|xz))+$", re.IGNORECASE)
_UPLOAD = re.compile(r"(-\d{1,2}|\s?\(\d{1,2}\))+$")
_LMS = re.compile(r".+?_\d+_assignsubmission_file_+|[^_]+_(late_)?\d+_\d+_+", re.IGNORECASE)
_BETWEEN = r"[\s_.-]"
_END = "(?![0-9A-Za-z])"


@dataclass(frozen=True)
class HandinName:
    """What a name says: the student's id and name, where they are there, and its problems."""

    student_id: str | None
    name: str | None
    problems: tuple[Note, ...] = ()


def parse_name(filename: str, *, prefix: str = PREFIX, id_pattern: str = ID_PATTERN) -> HandinName:
    """Read the name of a hand-in; an id is what matches the pattern and has a digit in it."""
    found: set[NameProblem] = set()
    text = _undecorated(filename, prefix, found)
    rest = _without_prefix(text, prefix, found)
    student_id, name = _id_and_name(rest, id_pattern, found, labeled=rest != text)
    return HandinName(student_id, name, described(found, filename, prefix))


def _undecorated(text: str, prefix: str, found: set[NameProblem]) -> str:
    """Take away what systems add to a name, and bring its characters to one form."""

    def step(problem: NameProblem, changed: str) -> str:
        found.update({problem} if changed != text else ())
        return changed

    text = step(NameProblem.DECOMPOSED, normalize("NFC", text))
    text = step(NameProblem.FULL_WIDTH, text.translate(_FULL_WIDTH))
    text = step(NameProblem.BLANK, text.strip())
    if ending := _ENDING.search(text):
        found.update({NameProblem.ENDING} if ending[0].lower() != ".zip" else ())
        text = text[: ending.start()]
    text = step(NameProblem.LMS_SUFFIX, _UPLOAD.sub("", text))
    text = step(NameProblem.LMS_PREFIX, _without_lms_prefix(text, prefix))
    return step(NameProblem.BLANK, re.sub(r"\s*_\s*", "_", text).strip())


def _without_lms_prefix(text: str, prefix: str) -> str:
    """Drop the LMS's ids, but only where a lab's prefix follows: they look like a student's."""
    match = _LMS.match(text)
    return text[match.end() :] if match and _head(prefix).match(text, match.end()) else text


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


def _without_prefix(text: str, prefix: str, found: set[NameProblem]) -> str:
    match = _head(prefix).match(text)
    if match is None:
        found.add(NameProblem.PREFIX)
        return text
    stem, number = _parted(prefix)
    if match["number"].lstrip("0") != number.lstrip("0"):
        found.add(NameProblem.LAB_NUMBER)
    elif match["number"] != number:
        found.add(NameProblem.PREFIX)
    if text[: match.start("number")] != stem:
        found.add(NameProblem.PREFIX)
    return _separated(text[match.end() :], found)


def _separated(text: str, found: set[NameProblem]) -> str:
    """Drop what separates this part from the one before; one underscore is right."""
    rest = re.sub(rf"^{_BETWEEN}+", "", text)
    if rest and text != "_" + rest:
        found.add(NameProblem.SEPARATOR)
    return rest


def _id_and_name(
    text: str, id_pattern: str, found: set[NameProblem], *, labeled: bool
) -> tuple[str | None, str | None]:
    """Take the id where it belongs, or else the one with most digits anywhere."""
    alone = rf"(?<![0-9A-Za-z])(?:{id_pattern}){_END}"
    ids = [match for match in re.finditer(alone, text) if re.search(r"\d", match[0])]
    if not ids:
        found.add(NameProblem.NO_ID)
        return None, re.sub(rf"^{_BETWEEN}+|{_BETWEEN}+$", "", text) or None
    chosen = ids[0]
    if chosen.start():
        chosen = max(ids, key=lambda match: len(re.sub(r"\D", "", match[0])))
    before = re.sub(rf"{_BETWEEN}+$", "", text[: chosen.start()])
    after = text[chosen.end() :]
    if before and (labeled or not after):
        found.add(NameProblem.ORDER)
        return chosen[0], before
    name = _separated(after, found)
    if not name:
        found.add(NameProblem.NO_NAME)
    return chosen[0], name or None
