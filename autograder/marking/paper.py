"""A document as a marker sees it: the pictures of some of its pages, in a box that scrolls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.marking.markup import inert, tag
from autograder.marking.standing import Row

__all__ = ["Paper", "Picture", "pictured"]

ABOVE = 0.02  # of a page's height that is left above a heading


@dataclass(frozen=True)
class Picture:
    """A page: the name of its file beside the notebook, and its pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Paper:
    """How many pages there are, the lines of those that were read, and the pictures by page.

    `place` says where the hand-in lies, for who has to open it by hand.
    """

    total: int = 0
    rows: Sequence[Sequence[Row]] = ()
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    place: str = ""

    def first(self, most: int) -> list[int]:
        """Return the first pages there are, at most so many."""
        total = self.total or max(self.pictures, default=0)
        return list(range(1, 1 + min(total, most)))


def pictured(paper: Paper, pages: Sequence[int], top: float = 0.0) -> str:
    """Return the box of these pages; it opens at `top`, a share of the first page's height."""
    shown = [page for page in pages if page in paper.pictures]
    images = "".join(
        _image(paper.pictures[page], page, top * (not number)) for number, page in enumerate(shown)
    )
    return tag("div", images or _undrawn(paper), "pages")


def _image(picture: Picture, page: int, top: float) -> str:
    start = f'<i class="lab-start" style="top: {100 * (top - ABOVE):.1f}%"></i>'
    return (
        f'<a href="{picture.name}" target="_blank" rel="noopener" tabindex="-1">'
        f'<img src="{picture.name}" alt="page {page}" width="{picture.width}" '
        f'height="{picture.height}" loading="lazy">{start * (top > ABOVE)}</a>'
    )


def _undrawn(paper: Paper) -> str:
    place = f" The hand-in lies in {tag('code', inert(paper.place))}." if paper.place else ""
    return tag("p", f"No page can be shown here.{place}")
