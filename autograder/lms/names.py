"""What Moodle and Canvas add to the name of a file: taken off, and told apart from the name.

Moodle writes <full name>_<participant>_assignsubmission_<plugin>, then _ and the file's own name or
a folder. Canvas writes <name>_[LATE_]<user>_<attachment>_, then the file's own name, into which a
number goes if there was such a file before. Anything else is no name of theirs, hence None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, normalize

__all__ = ["CanvasName", "MoodleName", "canvas_name", "moodle_name"]

_MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<ref>[0-9]{1,12}))?_assignsubmission_(?P<plugin>[a-z][a-z0-9]*)"
    r"(?:_(?P<file>.*))?",
    re.DOTALL,
)
_ANONYMOUS = frozenset({"participant", "參與者", "参与者", "teilnehmer/in", "participante"})
_IDS = r"(?P<late>LATE_|late_)?(?P<ref>[0-9]{1,20})_"
_FILE = r"(?P<attachment>[0-9]{1,20})_(?P<file>.+)|(?P<part>text|link)(?:-[0-9]{1,2})?\.html"
_CANVAS = re.compile(rf"(?P<name>[^\s./\\-]*?)_{_IDS}(?:{_FILE})", re.DOTALL)
_CANVAS_ANONYMOUS = re.compile(
    rf"(?P<late>LATE_|late_)?anon_(?P<ref>[0-9A-Za-z]{{1,20}})_(?:{_FILE})", re.DOTALL
)
_LATER = re.compile(r"_(?:LATE_|late_)?[0-9]{1,20}_[0-9]{1,20}_.", re.DOTALL)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_UPLOAD = re.compile(rf"(?P<stem>.+?)-(?:(?P<number>[1-9][0-9]?)|{_UUID})(?P<end>(?:\.\w{{1,8}})*)")
_AFTER_NUMBERS = 9  # Canvas counts to 8, and then takes a random name


@dataclass(frozen=True)
class MoodleName:
    """Who Moodle says handed in, by which plugin, and the file's own name.

    `name` is empty for an anonymous participant, `ref` for a group without number. `file` is empty
    for a folder of files.
    """

    name: str
    ref: str
    plugin: str
    file: str


@dataclass(frozen=True)
class CanvasName:
    """Who Canvas says handed in, whether late, and the file's own name.

    `name` is as Canvas shortens it, empty for an anonymous student. `order` counts uploads, 0
    first. `part` is "text" or "link" for what was typed in, which has no file. `doubtful` says that
    the same name could also belong to another user.
    """

    name: str
    ref: str
    late: bool
    file: str
    order: int = 0
    part: str = ""
    doubtful: bool = False


def moodle_name(text: str) -> MoodleName | None:
    """Read the name of a file or folder that Moodle made; None for another one."""
    match = _MOODLE.fullmatch(text)
    if match is None or _is_canvas(text.partition("_assignsubmission_")[0]):
        return None
    name = normalize("NFC", match["name"]).strip()
    if name.casefold() in _ANONYMOUS and match["ref"]:
        name = ""
    return MoodleName(name, match["ref"] or "", match["plugin"], match["file"] or "")


def canvas_name(text: str) -> CanvasName | None:
    """Read the name of a file that Canvas made; None for another one.

    Canvas keeps no capital in a person's name, so a hand-in's own DL_LAB1_… is none of its names.
    """
    anonymous = _CANVAS_ANONYMOUS.fullmatch(text)
    match = anonymous or _CANVAS.fullmatch(text)
    if match is None:
        return None
    name = "" if anonymous else normalize("NFC", match["name"])
    if not _shortened(name):
        return None
    file, order = _first_name(match["file"] or "")
    doubtful = not anonymous and _other_reading(text, match)
    late, part = bool(match["late"]), match["part"] or ""
    return CanvasName(name, match["ref"], late, file, order, part, doubtful)


def _is_canvas(before: str) -> bool:
    """Return whether what stands before Moodle's word is Canvas's: the rest is a student's.

    Whoever calls a file after Moodle's fashion would otherwise hand in as somebody else.
    """
    return any(canvas_name(before + file) is not None for file in ("", "_x"))


def _other_reading(text: str, match: re.Match[str]) -> bool:
    """Return whether the ids may as well be later ones, in what is taken for the file's name."""
    if re.match(r"[0-9]+_.", match["file"] or ""):
        return True
    later = _LATER.finditer(text, match.end("ref"))
    return any(_shortened(text[: found.start()]) for found in later)


def _shortened(name: str) -> bool:
    """Return whether Canvas may have shortened a person's name to this."""
    return name == name.lower() and all(map(_in_word, name))


def _in_word(character: str) -> bool:
    """Return whether Canvas keeps this of a name: letters, the marks on them, digits and _."""
    return character == "_" or category(character)[0] in "LMN"


def _first_name(file: str) -> tuple[str, int]:
    """Return a file's name without the number of an upload, and that number."""
    match = _UPLOAD.fullmatch(file)
    if match is None:
        return file, 0
    number = int(match["number"]) if match["number"] else _AFTER_NUMBERS
    return match["stem"] + match["end"], number
