"""Matrices and boxes on a page: six numbers as in a PDF, and the left, top, right and bottom."""

from collections.abc import Iterable

__all__ = ["UNIT", "Box", "Matrix", "around", "clipped", "joined", "placed", "product"]

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does the one and then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def placed(box: Box, matrix: Matrix) -> Box:
    """Return the upright box around a box that a matrix moves."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes, of which there is one at least."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def clipped(box: Box, width: float, height: float) -> Box | None:
    """Return what of a box lies on a page of this size, if anything does."""
    left, top = max(0.0, box[0]), max(0.0, box[1])
    right, bottom = min(width, box[2]), min(height, box[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def joined(boxes: Iterable[Box], slack: float = 1.0) -> list[Box]:
    """Return boxes with those put together that are strips of one picture, from top to bottom."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[0], b[2], b[1])):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last[0] - box[0]) <= slack
            and abs(last[2] - box[2]) <= slack
            and abs(last[3] - box[1]) <= slack
        ):
            found[-1] = around((last, box))
        else:
            found.append(box)
    return sorted(found, key=lambda b: (b[1], b[0]))
