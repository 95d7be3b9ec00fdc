"""Read a page as a browser would, and say what is wrong with it."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "br", "input", "link", "img", "hr"}
FLOW = {"p", "div", "pre", "ul", "ol", "dl", "table", "section", "article", "figure", "details"}
PHRASING = {"p", "h1", "h2", "h3", "h4", "span", "bdi", "a", "summary", "caption", "figcaption"}
REFERS = ("href", "aria-labelledby", "for")

Element = tuple[str, dict[str, str]]


class Page(HTMLParser):
    """Elements in their order, text without style and script, and faults of nesting."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self.raw: dict[str, str] = {"style": "", "script": ""}
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]
        self.faults += self._references()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element, and see whether it may stand where it does."""
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        if tag in FLOW and PHRASING & set(self._open):
            self.faults.append(f"<{tag}> inside {self._open}")
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "br":
            self.text += "\n"
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See whether it is the last one that was opened."""
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        """Keep the text; what is ours to run or to style stands apart."""
        inside = self._open[-1] if self._open else ""
        if inside in self.raw:
            self.raw[inside] += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        """Refuse it: a page has none."""
        self.faults.append(f"a comment: {data}")

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements with the names of their attributes: what no text may change."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements]

    @property
    def policy(self) -> dict[str, str]:
        """What the page allows, by directive."""
        (content,) = [a["content"] for a in self.all("meta") if a.get("http-equiv") == POLICY]
        return dict(part.split(" ", 1) for part in content.split("; "))

    def _references(self) -> Iterator[str]:
        ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]
        yield from (f"the id {i} is there twice" for i in set(ids) if ids.count(i) > 1)
        for tag, attributes in self.elements:
            for name in REFERS:
                value = attributes.get(name, "#")
                wanted = value.removeprefix("#")
                if wanted and not value.startswith("feedback/") and wanted not in ids:
                    yield f"<{tag} {name}> refers to {value}, which is not there"


POLICY = "Content-Security-Policy"


def reaches_out(html: str) -> list[str]:
    """Return whatever a page would fetch, send, or run that is not its own."""
    page = Page(html)
    found = re.findall(r"https?:|url\(|@import|javascript:|srcset|\bsrc=", html)
    for tag, attributes in page.elements:
        found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        found += [f"{tag} style" for name in attributes if name == "style"]
        link = attributes.get("href", "#")
        found += [] if link.startswith(("#", "feedback/")) else [f"{tag} href={link}"]
        if tag in ("img", "link", "iframe", "object", "embed", "form", "base", "audio", "video"):
            found.append(tag)
    return found


def hashed(text: str) -> str:
    """Return what a policy calls this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
