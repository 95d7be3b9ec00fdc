"""What a person sees in a PDF, as plain facts: lines of text, pictures, bookmarks, page by page.

All lengths are points (1/72 inch), measured from the left and from the top of the page.
"""

from dataclasses import dataclass

__all__ = ["Bookmark", "Content", "Image", "Line", "Page"]


@dataclass(frozen=True)
class Line:
    """One line of text: where its first letter starts, and the font that most of it is set in."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Image:
    """The box of one picture or drawing: its top left corner, and its extent."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Page:
    """One page: its number from 1, its size, its lines and its pictures from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    images: tuple[Image, ...]


@dataclass(frozen=True)
class Bookmark:
    """One entry of the outline that viewers show beside the pages; levels count from 0."""

    title: str
    page: int | None
    level: int


@dataclass(frozen=True)
class Content:
    """All that was read; `trouble` is "", or one clause why a person has to read the document.

    `total_pages` may be more than the pages that were read. `acts` are the kinds of what does
    something when a viewer shows it, JavaScript for one: nothing of it ever runs here.
    """

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...]
    total_pages: int
    trouble: str = ""
    acts: tuple[str, ...] = ()
