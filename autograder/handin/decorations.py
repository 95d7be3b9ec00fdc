"""What an LMS, a browser or a system adds to a hand-in's name, undone: none of it is the student's.

Moodle and Canvas put ids before the name, Canvas and browsers a number behind it, macOS takes
letters and accents apart, and a zip from a Chinese Windows may be read in a Western encoding.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from unicodedata import category, normalize

from autograder.handin.names import decode

__all__ = ["ENDING", "decorated_folder", "reread", "without_ids", "without_number"]

ENDING = re.compile(r"(\.(zip|rar|7z|tar|gz|tgz|bz2|xz))+$", re.IGNORECASE)

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # Canvas, after seven numbers
_NUMBER = re.compile(rf"(-\d{{1,2}}|-{_UUID}|\s?\(\d{{1,2}}\))+$", re.IGNORECASE)
# Canvas takes for an ending whatever looks like one: of J.Smith.zip it makes J-1.Smith.zip.
_EARLY_NUMBER = re.compile(rf"-(\d{{1,2}}|{_UUID})(?=(\.[A-Za-z][A-Za-z0-9]*)+$)", re.IGNORECASE)
_MOODLE = r".+?_\d+_assignsubmission_file_+"
_CANVAS = r"(\w*?_)??(late_)?(\d+|anon_[0-9a-z]+?)_\d+_+"
_IDS = rf"({_MOODLE}|{_CANVAS})"
_MOODLE_FOLDER = re.compile(r".+?_\d+_assignsubmission_file_?", re.IGNORECASE)
_WESTERN = ("cp437", "cp1252", "latin-1")


def reread(name: str) -> str:
    """Return a name in the letters that were meant, composed, where it was read in a wrong way."""
    if any(0xDC80 <= ord(sign) <= 0xDCFF for sign in name):  # bytes that are no UTF-8
        name = decode(os.fsencode(name))[0] if os.name != "nt" else name
    if not name.isascii():
        name = _of_utf8(name) or _of_big5(name) or name
    return normalize("NFC", name)


def _of_utf8(name: str) -> str | None:
    """Return what was UTF-8 before it was read in a Western encoding: nothing is so by chance."""
    for encoding in _WESTERN:
        with suppress(UnicodeError):
            return name.encode(encoding).decode()
    return None


def _of_big5(name: str) -> str | None:
    """Return what was Big5 before it was read as zips are, if the text is surely no other."""
    # Letters alone may be a name, as in Peña; lines and signs are none.
    if all(sign.isascii() or category(sign)[0] in "LM" for sign in name):
        return None
    try:
        text = name.encode("cp437").decode("cp950")
    except UnicodeError:
        return None
    new = [sign for sign in text if not sign.isascii()]
    return text if all("\u4e00" <= sign <= "\u9fff" for sign in new) else None


def without_ids(text: str, prefix: str, head: re.Pattern[str]) -> str:
    """Drop the LMS's ids, but only where a lab's prefix follows: they look like a student's."""
    if text.startswith(f"{prefix}_"):
        return text
    match = re.match(f"{_IDS}(?={head.pattern})", text, re.IGNORECASE)
    return text[match.end() :] if match else text


def without_number(text: str) -> str:
    """Drop the number of an upload or a download, from a name without its ending."""
    return _EARLY_NUMBER.sub("", _NUMBER.sub("", text))


def decorated_folder(name: str) -> bool:
    """Return whether Moodle calls a folder so that it puts around what was handed in."""
    return _MOODLE_FOLDER.fullmatch(normalize("NFC", name)) is not None
