"""Find every text that a released file holds: in notebooks, archives and arrays as well.

What nobody here can read is not released: an answer could lie in it unseen.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from autograder.release.errors import ReleaseError
from autograder.release.lexemes import Line
from autograder.release.markers import unix_lines
from autograder.release.unpacked import array_in, kind_of, leaves

__all__ = ["Text", "texts"]

PLAIN = frozenset({
    "", ".cfg", ".csv", ".css", ".html", ".ini", ".md", ".py", ".rels", ".svg", ".tex", ".toml",
    ".txt", ".typ", ".xml",
})  # fmt: skip
PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_TAG = re.compile(r"<[^<>]*>")
_PARAGRAPH = re.compile(r"</(?:w:)?p>")
_LONG = re.compile(r"[A-Za-z0-9+/=\s]{64,}")


class Text(NamedTuple):
    """A text, the file it is in (an archive's members after a `!`), and its numbered lines."""

    path: str
    lines: list[Line]


def texts(path: str, content: bytes) -> Iterator[Text]:
    """Yield all texts of a file; ReleaseError when it is of a kind that cannot be looked into."""
    for leaf, inner in leaves(path, content):
        yield Text(leaf, [(1, PurePosixPath(leaf).name)])
        yield from _texts(leaf, inner)


def _texts(path: str, content: bytes) -> Iterator[Text]:
    kind = kind_of(path)
    if kind in {".ipynb", ".json"}:
        yield from _strings(path, content)
    elif kind == ".npy":
        array = array_in(path, content)
        if array.dtype.kind in "SU":
            yield Text(path, _numbered("\n".join(map(str, array.ravel().tolist()))))
    elif kind in PICTURES:
        yield Text(path, [(1, content.decode("latin-1"))])
    elif kind in PLAIN:
        yield from _plain(path, content, kind)
    else:
        fix = "release another kind, or teach autograder/release/readable.py to read it"
        raise ReleaseError(path, None, f"nobody can look into a {kind} for answers", fix=fix)


def _plain(path: str, content: bytes, kind: str) -> Iterator[Text]:
    try:
        text = unix_lines(content.decode("utf-16" if content[:2] in _MARKS else "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReleaseError(path, None, "is not UTF-8", fix="save it as UTF-8") from error
    yield Text(path, _numbered(text))
    if kind in {".html", ".svg", ".xml"}:  # a word may be cut by tags, a line is a paragraph
        yield Text(path, _numbered(_TAG.sub("", _PARAGRAPH.sub("\n", text))))


_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _strings(path: str, content: bytes) -> Iterator[Text]:
    """Yield every string of a JSON file, with the line on which each of its lines stands there.

    A list of strings is one text, as a notebook's cells are written; an attachment is read as the
    file that it is.
    """
    try:
        raw = unix_lines(content.decode("utf-8-sig"))
        whole = json.loads(raw)
    except ValueError as error:
        raise ReleaseError(path, None, f"is no JSON ({error})", fix="make it anew") from error
    for text in _walk(whole):
        yield Text(path, list(_placed(text, raw)))
        yield from _attached(path, text)


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(item if item.endswith("\n") else f"{item}\n" for item in value)
        else:
            for item in value:
                yield from _walk(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _walk(item)


def _placed(text: str, raw: str) -> Iterator[Line]:
    place = 0
    for line in unix_lines(text).split("\n"):
        written = (json.dumps(line, ensure_ascii=plain)[1:-1] for plain in (False, True))
        place = max(*(raw.find(words, place) for words in written), place)
        yield raw.count("\n", 0, place) + 1, line


def _attached(path: str, text: str) -> Iterator[Text]:
    """Yield the texts of a file that stands in the notebook as base64."""
    if not _LONG.fullmatch(text):
        return
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        return
    inside = ".zip" if content.startswith(b"PK\x03\x04") else ".png"
    yield from texts(f"{path}!attachment{inside}", content)


def _numbered(text: str) -> list[Line]:
    return list(enumerate(text.split("\n"), start=1))
