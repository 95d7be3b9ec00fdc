"""Whatever a released page leads to is released with it: links, pictures and headings."""

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from autograder.release.draft import Draft
from autograder.release.errors import ReleaseError
from autograder.release.handout import TEMPLATES
from autograder.release.pages import headings, links

__all__ = ["dead_links"]

FIX = "take the link out, or hand out what it leads to (release/handout.py)"
MADE = "results/"
"""Where a student's own program draws: the pictures of a filled template."""


def dead_links(draft: Draft) -> Iterator[ReleaseError]:
    """Yield the links of released pages to files or headings that are not released."""
    for page, content in draft.files.items():
        try:
            for line, target in links(page, content):
                if why := _dead(draft, page, target):
                    yield ReleaseError(page, line, f"leads to {target}, {why}", fix=FIX)
        except ReleaseError as error:
            yield error


def _dead(draft: Draft, page: str, target: str) -> str:
    """Return why a link leads nowhere in what is handed out; "" where it leads somewhere."""
    place = urlsplit(target)
    if place.scheme or place.netloc:
        return ""
    home = posixpath.dirname(page)
    if home == f"docs/{TEMPLATES}" and place.path.startswith(MADE):
        return ""  # a template is filled in beside student/, where that folder is
    path = posixpath.normpath(posixpath.join(home, place.path)) if place.path else page
    if path not in draft.files:
        is_folder = any(name.startswith(f"{path}/") for name in draft.files)
        return "" if is_folder else "which is not handed out"
    if place.fragment and place.fragment not in headings(path, draft.files[path]):
        return "where there is no such heading"
    return ""
