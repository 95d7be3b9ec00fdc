"""Submissions that are drawn: interchangeable right parts, and a named corruption of one of them.

The parts lie in fragments/, a file a slot. A style is one right way to write the class or function
of that slot; each of its corruptions says what must fail and under which name. What is drawn is a
whole package, which is graded like a planted one.
"""

import ast
import functools
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planting import Planted, reference

__all__ = ["CHOICES", "SLOTS", "Corruption", "Drawn", "corruptions", "draw", "quick", "styles"]

FOLDER = Path(__file__).with_name("fragments")
CHOICES = ("activation", "loss", "optimizer", "initializer")
SLOTS = tuple(sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != "choices"))
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "widths": ("3, 4", "4, 4", "6, 3", "2, 5", "5, 4, 3", "8, 8", "3, 3, 3, 3"),
    "bias": ("True", "False"),
    "rate": ("1.0", "0.5", "0.1", "0.013"),
    "batch": ("", ", batch=1", ", batch=4", ", batch=5, rng=rng", ", batch=None, rng=rng"),
}


@dataclass(frozen=True)
class Corruption:
    """One thing that goes wrong in one style of one slot: what must fail, and its name."""

    slot: str
    style: str
    old: str
    new: str
    fails: str
    mistake: str = ""


@dataclass(frozen=True)
class Drawn:
    """A style for every slot, what is chosen, and what goes wrong, if anything does."""

    styles: Mapping[str, str]
    options: Mapping[str, str]
    corruption: Corruption | None = None
    fails: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Say what must fail, and refuse a corruption of a style that is not there."""
        wrong = self.corruption
        object.__setattr__(self, "fails", frozenset({wrong.fails} if wrong else ()))
        if wrong is not None:
            assert self.styles[wrong.slot] == wrong.style
            assert self._code(wrong.slot, corrupted=False).count(wrong.old) == 1, wrong

    def planted(self) -> Planted:
        """Return the package, to be graded like a planted submission."""
        files = reference()
        for slot in SLOTS:
            file, within = _slot(slot)["file"], _slot(slot)["within"]
            files[file] = _replaced(files[file], within, self._code(slot))
        chosen = {name: self._code(name).format(**self.options) for name in CHOICES}
        template: str = _slot("choices")["template"]
        files["choices.py"] = template.format(**chosen, **self.options)
        names = {self.corruption.fails: self.corruption.mistake} if self.corruption else {}
        return Planted("drawn", files, frozenset(files), fails=self.fails, mistake=names)

    def _code(self, slot: str, *, corrupted: bool = True) -> str:
        code: str = styles(slot)[self.styles[slot]]["code"]
        wrong = self.corruption
        if corrupted and wrong is not None and wrong.slot == slot:
            return code.replace(wrong.old, wrong.new)
        return code


def styles(slot: str) -> dict[str, Any]:
    """Return the styles of a slot by name."""
    entries = _slot("choices")[slot] if slot in CHOICES else _slot(slot)["style"]
    return {entry["name"]: entry for entry in entries}


@functools.cache
def corruptions() -> tuple[Corruption, ...]:
    """Return everything that can go wrong, in the order of the slots."""
    return tuple(
        Corruption(slot, name, **corruption)
        for slot in (*SLOTS, *CHOICES)
        for name, style in styles(slot).items()
        for corruption in style.get("corruption", ())
    )


def draw(seed: int, corruption: Corruption | None = None) -> Drawn:
    """Draw a submission, the same for the same seed; with a corruption it has that style."""
    rng = random.Random(seed)  # noqa: S311 — nothing secret is drawn
    drawn = {slot: rng.choice(list(styles(slot))) for slot in (*SLOTS, *CHOICES)}
    if corruption is not None:
        drawn[corruption.slot] = corruption.style
    options = {name: rng.choice(values) for name, values in OPTIONS.items()}
    return Drawn(drawn, options, corruption)


def quick(submission: Planted) -> list[str]:
    """Return the criteria to grade a drawn submission by: training and figures take long."""
    slow = ("accuracy.", "figures.")
    known = [c for c in submission.criteria if not c.startswith(slow)]
    return [*known, *sorted(submission.fails - set(known))]


@functools.cache
def _slot(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _replaced(text: str, name: str, code: str) -> str:
    """Put code in the place of a class or function of a module."""
    lines = text.splitlines(keepends=True)
    (node,) = [n for n in ast.parse(text).body if getattr(n, "name", "") == name]
    assert isinstance(node, ast.ClassDef | ast.FunctionDef)
    assert node.end_lineno is not None
    return "".join([*lines[: node.lineno - 1], code, *lines[node.end_lineno :]])
