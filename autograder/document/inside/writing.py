"""Follow the instructions that write text, and note where it comes to lie."""

import math
from typing import Any, NamedTuple

from autograder.document.inside import lettering
from autograder.document.inside.parts import member, numbers
from autograder.document.inside.plane import UNIT, Matrix, product

__all__ = ["Budget", "Enough", "Piece", "State", "Writer"]

GAP = 0.2  # of the font's size: a wider step inside a string of letters is a blank
FARTHEST = 1e5  # points


class Enough(Exception):  # noqa: N818 — no error: all that is looked at has been
    """A document holds more than is looked at."""


class Piece(NamedTuple):
    """Text in one font: where it starts and ends, its size in points, whether it lies level."""

    text: str
    x: float
    y: float
    end: float
    size: float
    bold: bool
    level: bool


class Budget:
    """What may still be looked at in this document; fonts that were met are kept here too."""

    def __init__(self, operations: int, characters: int) -> None:
        self.operations, self.characters = operations, characters
        self.fonts: dict[int, tuple[Any, lettering.Font]] = {}

    def font(self, dictionary: Any) -> lettering.Font:
        """Return the font of a dictionary, which is read once."""
        if id(dictionary) not in self.fonts:
            self.fonts[id(dictionary)] = dictionary, lettering.font(dictionary)
        return self.fonts[id(dictionary)][1]


class State:
    """What `q` saves and `Q` brings back."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.font: lettering.Font | None = None
        self.size = self.leading = self.rise = self.letter = self.blank = 0.0
        self.stretch = 1.0
        self.stroked = False


class Writer:
    """Whoever follows a page's instructions, as far as they are about text."""

    def __init__(self, budget: Budget, matrix: Matrix) -> None:
        self.budget, self.state = budget, State(matrix)
        self.pieces = list[Piece]()
        self.text, self.line = UNIT, UNIT
        self.resources: Any = None

    def begin(self, _: list[Any]) -> None:
        """Start a text at the origin."""
        self.text = self.line = UNIT

    def place(self, operands: list[Any]) -> None:
        """Put the text somewhere, turned or scaled."""
        matrix = numbers(operands, 6)
        if matrix is not None:
            self.text = self.line = matrix  # type: ignore[assignment]

    def move(self, operands: list[Any]) -> None:
        """Start the next line so far from the start of this one."""
        x, y = operands
        self.text = self.line = product((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_and_lead(self, operands: list[Any]) -> None:
        """Start the next line, and take the distance for later lines."""
        self.state.leading = -operands[1]
        self.move(operands)

    def next_line(self, _: list[Any]) -> None:
        """Start the next line at the usual distance."""
        self.move([0.0, -self.state.leading])

    def use_font(self, operands: list[Any]) -> None:
        """Write in another font from now on."""
        name, size = operands
        dictionary = member(member(self.resources, "/Font"), name)
        self.state.font = self.budget.font(dictionary) if dictionary is not None else None
        self.state.size = size

    def write(self, operands: list[Any]) -> None:
        """Write one string."""
        self._write(operands[-1:])

    def write_below(self, operands: list[Any]) -> None:
        """Write one string on the next line."""
        if len(operands) == 3:
            self.state.blank, self.state.letter = operands[:2]
        self.next_line([])
        self._write(operands[-1:])

    def write_spaced(self, operands: list[Any]) -> None:
        """Write strings with steps between them."""
        self._write(operands[0])

    def _write(self, parts: list[Any]) -> None:
        state = self.state
        if state.font is None:
            return
        said, advance, size = list[str](), 0.0, state.size
        for part in parts:
            if isinstance(part, bytes):
                text, width, letters, blanks = state.font.written(part)
                said.append(text)
                advance += width * size + letters * state.letter + blanks * state.blank
            elif isinstance(part, float):
                advance -= part / 1000 * size
                if part < -1000 * GAP and said:
                    said.append(" ")
        self._note("".join(said), advance * state.stretch)
        self.text = product((1.0, 0.0, 0.0, 1.0, advance * state.stretch, 0.0), self.text)

    def _note(self, text: str, advance: float) -> None:
        a, b, c, d, e, f = product(self.text, self.state.matrix)
        rise, font = self.state.rise, self.state.font
        size = math.hypot(c, d) * abs(self.state.size) * (font.scale if font else 1.0)
        x, y = e + c * rise, f + d * rise
        self.budget.characters -= len(text)
        if self.budget.characters < 0:
            raise Enough
        if text and math.isfinite(x + y + size + advance * a) and abs(x) + abs(y) + size < FARTHEST:
            level = a > 0 and abs(b) <= 0.05 * a
            bold = font is not None and (font.bold or self.state.stroked)
            self.pieces.append(Piece(text, x, y, x + a * advance, size, bold, level))

    def mode(self, operands: list[Any]) -> None:
        """Fill letters, or stroke their outlines as well, which makes them bold."""
        self.state.stroked = operands[0] == 2
