"""Tell figures that are drawn from rules, frames and backgrounds.

A drawing is a form (which is how a figure that another program made is put on a page) with some
paths in it, or a band of the page in which many slanted or curved strokes lie close together. Text
has none, tables have straight ones. Two drawings side by side in one band count as one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from autograder.document.inside.plane import Box, Matrix, around, placed

__all__ = ["Path", "Stroke", "bands"]

BENT = 24  # slanted or curved segments that make a drawing
APART = 12.0  # points between strokes of one drawing
SMALLEST = 36.0  # points, each way


class Stroke(NamedTuple):
    """A path that was painted: the box around it, and its slanted and curved segments."""

    box: Box
    bent: int


class Path:
    """The path that is being built, in the coordinates of whoever draws it."""

    def __init__(self) -> None:
        self.left = self.low = float("inf")
        self.right = self.high = float("-inf")
        self.bent = 0
        self.x = self.y = 0.0

    def to(self, x: float, y: float, *, curved: bool = False, drawn: bool = True) -> None:
        """Go to a point, drawing or not."""
        if curved or (drawn and x != self.x and y != self.y):
            self.bent += 1
        self.x, self.y = x, y
        self.left, self.right = min(self.left, x), max(self.right, x)
        self.low, self.high = min(self.low, y), max(self.high, y)

    def painted(self, matrix: Matrix) -> Stroke | None:
        """Return where it lies once a matrix has placed it; None if it has no point."""
        if self.left > self.right:
            return None
        return Stroke(placed((self.left, self.low, self.right, self.high), matrix), self.bent)


def bands(strokes: Iterable[Stroke]) -> list[Box]:
    """Return the boxes of drawings: bands of strokes that are dense and bent enough."""
    found: list[Box] = []
    band: list[Stroke] = []
    bottom = float("-inf")
    for stroke in sorted((s for s in strokes if s.bent), key=lambda s: s.box[1]):
        if stroke.box[1] > bottom + APART:
            found += _drawing(band)
            band, bottom = [], float("-inf")
        band.append(stroke)
        bottom = max(bottom, stroke.box[3])
    return found + _drawing(band)


def _drawing(band: list[Stroke]) -> list[Box]:
    if sum(stroke.bent for stroke in band) < BENT:
        return []
    box = around(stroke.box for stroke in band)
    return [box] if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST else []
