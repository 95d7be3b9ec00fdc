"""The outlines that the sheet has had, as `layouts.toml` beside this module lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from autograder.settings import Document, TomlError, Where, fill

__all__ = ["Layout", "Layouts", "LayoutsError", "Place", "load_layouts"]

_BESIDE = Path(__file__).with_name("layouts.toml")


class LayoutsError(TomlError):
    """A list of outlines that contradicts itself: `file`, `line`, `what` is wrong, its `fix`."""


@dataclass(frozen=True)
class Place:
    """A section of one outline: its number there, its subject, and the names that it goes by.

    `own` is this sheet's name, `titles` mean it anywhere, `short` ones in its main section only.
    """

    id: str
    subject: str
    title: str
    own: str
    titles: tuple[str, ...]
    short: tuple[str, ...]
    rubric: str
    optional: bool
    figure: bool

    @property
    def main(self) -> str:
        """The number of the main section that it is, or belongs to."""
        return self.id.rstrip("ABCDEFGH")

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a main section."""
        return self.id != self.main

    @property
    def label(self) -> str:
        """What numbers it on the sheet: "4" for a main section, "A" for a part of one."""
        return self.id[len(self.main) :] or self.main


@dataclass(frozen=True)
class Layout:
    """One outline: its places in the order of the sheet."""

    id: Literal["current", "earlier"]
    places: tuple[Place, ...]

    def parts(self, main: str) -> tuple[Place, ...]:
        """Return the parts of a main section."""
        return tuple(place for place in self.places if place.is_part and place.main == main)


@dataclass(frozen=True)
class Layouts:
    """All outlines, the one in force first, and headings that belong to no section."""

    layouts: tuple[Layout, ...]
    closings: tuple[str, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True)
class _Subject:
    id: str
    title: str
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    rubric: str = ""
    optional: bool = False
    figure: bool = False


@dataclass(frozen=True)
class _Section:
    id: str
    subject: str
    own: str = ""


@dataclass(frozen=True)
class _Listed:
    id: Literal["current", "earlier"]
    section: tuple[_Section, ...]


@dataclass(frozen=True)
class _File:
    closings: tuple[str, ...]
    contents: tuple[str, ...]
    subject: tuple[_Subject, ...]
    layout: tuple[_Listed, ...]


@cache
def load_layouts(path: Path = _BESIDE) -> Layouts:
    """Return the outlines in this file; LayoutsError, with its line, for the first nonsense."""
    document = Document.read(path, LayoutsError)
    file = fill(_File, document)
    for nonsense in _nonsense(file):
        raise document.refuse(*nonsense)
    subjects = {subject.id: subject for subject in file.subject}
    layouts = tuple(
        Layout(listed.id, tuple(_place(s, subjects[s.subject]) for s in listed.section))
        for listed in file.layout
    )
    return Layouts(layouts, file.closings, file.contents)


def _place(section: _Section, subject: _Subject) -> Place:
    own = section.own or subject.title
    titles = tuple(dict.fromkeys((own, subject.title, *subject.also)))
    known = (subject.short, subject.rubric, subject.optional, subject.figure)
    return Place(section.id, subject.id, subject.title, own, titles, *known)


def _nonsense(file: _File) -> Iterator[tuple[Where, str, str]]:
    """Yield what has the right type and still cannot be meant."""
    for name, items in (("subject", file.subject), ("layout", file.layout)):
        ids = [item.id for item in items]
        for n, identity in enumerate(ids):
            if identity in ids[:n]:
                yield (name, n, "id"), "id is taken by another above", "give it an id of its own"
    subjects = {subject.id for subject in file.subject}
    for n, layout in enumerate(file.layout):
        seen: set[str] = set()
        for section in layout.section:
            where, name = ("layout", n, "section"), f"section {section.id} "
            if section.subject not in subjects:
                fix = f"add a subject with the id {section.subject}, or name one that is there"
                yield where, f"{name}has an unknown subject", fix
            if section.id in seen:
                yield where, f"{name}stands there twice", "number each section once"
            main = section.id.rstrip("ABCDEFGH")
            if main not in {*seen, section.id}:
                yield where, f"{name}stands before its main section", f"write {main} above it"
            seen.add(section.id)
