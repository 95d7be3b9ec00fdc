"""What a page says of other pages: where it leads, and the headings that others may lead to.

Pages are Markdown, HTML, and notebooks, whose Markdown cells are one page.
"""

import json
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograder.release.errors import ReleaseError

__all__ = ["Link", "headings", "links"]

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_LEADING = {"a": "href", "img": "src", "link": "href", "script": "src"}


class Link(NamedTuple):
    """Where a page leads, percent signs decoded, and the line on which it first says so."""

    line: int
    target: str


def links(path: str, content: bytes) -> Iterator[Link]:
    """Yield the links and pictures of a page in their order; nothing for what is no page.

    Raises ReleaseError for a notebook that is none.
    """
    text = content.decode("utf-8-sig", "replace")
    for target in map(unquote, _targets(path, text)):
        yield Link(text.count("\n", 0, max(0, text.find(target))) + 1, target)


def headings(path: str, content: bytes) -> frozenset[str]:
    """Return the anchors of a page of Markdown; none for what is of another kind."""
    if not path.endswith(".md"):
        return frozenset()
    tokens = _MARKDOWN.parse(content.decode("utf-8-sig", "replace"))
    opened = (n for n, token in enumerate(tokens) if token.type == "heading_open")
    return frozenset(_slug(tokens[n + 1].content) for n in opened)


def _targets(path: str, text: str) -> Iterable[str]:
    match PurePosixPath(path).suffix:
        case ".html":
            return _in_html(text)
        case ".md":
            return _in_markdown(text)
        case ".ipynb":
            return _in_markdown(_cells(path, text))
        case _:
            return ()


def _cells(path: str, text: str) -> str:
    """Return the Markdown of a notebook."""
    try:
        cells = (cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")
        return "\n\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(path, None, "is no notebook", fix="make it anew") from error


def _in_markdown(text: str) -> Iterator[str]:
    for token in _MARKDOWN.parse(text):
        yield from _of(token)


def _of(token: Token) -> Iterator[str]:
    if token.type in {"html_block", "html_inline"}:
        yield from _in_html(token.content)
    elif place := token.attrGet("href") or token.attrGet("src"):
        yield str(place)
    for part in token.children or ():
        yield from _of(part)


def _in_html(text: str) -> list[str]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Gathers where the tags of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down a tag's link, if it has one."""
        self.found += [place for name, place in attrs if place and name == _LEADING.get(tag)]


def _slug(heading: str) -> str:
    """Return the anchor of a heading: lower-case words joined by dashes."""
    return "-".join(re.sub(r"[^\w\s-]", "", heading.lower()).split())
