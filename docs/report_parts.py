"""What a template is made of, whatever format it is written in."""

from dataclasses import dataclass

__all__ = ["FONTS", "ID", "NAME", "Figure", "Part", "Template"]

ID, NAME = "Student id (學號): …", "Name (姓名): …"
"""The lines under the title."""

FONTS = ("Noto Serif CJK TC", "Noto Serif TC", "PMingLiU", "Songti TC")
"""Fonts with Chinese letters: Linux and Overleaf, downloaded ones, Windows, macOS."""


@dataclass(frozen=True)
class Figure:
    """A place for a picture: the file that the lab's program draws it to, and its caption."""

    file: str
    caption: str
    number: int


@dataclass(frozen=True)
class Part:
    """A section: its heading with its number, 1 or 2 for its level, and what stands under it."""

    heading: str
    level: int
    hint: str
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Template:
    """A whole report that waits to be filled in."""

    title: str
    parts: tuple[Part, ...]
