"""Follow a page's drawing instructions, and note where text, pictures and strokes come to lie."""

import copy
import math
from collections.abc import Callable
from typing import Any

from autograder.document.inside.drawing import Path, Stroke, bands
from autograder.document.inside.parts import BROKEN, member, numbers
from autograder.document.inside.plane import UNIT, Box, Matrix, placed, product
from autograder.document.inside.tokens import operations
from autograder.document.inside.writing import Budget, Enough, State, Writer

__all__ = ["Sheet"]

DEEPEST = 12  # forms inside each other
SAVED = 512  # graphics states
FORM = 100  # operations that opening a form counts as, besides those in it
SQUARE: Box = (0.0, 0.0, 1.0, 1.0)


class Sheet(Writer):
    """One page while it is drawn."""

    def __init__(self, budget: Budget, matrix: Matrix, area: float) -> None:
        super().__init__(budget, matrix)
        self.area = area
        self.saved, self.pictures, self.strokes = list[State](), list[Box](), list[Stroke]()
        self.path = Path()
        self.depth = 0

    def draw(self, data: bytes, resources: Any) -> None:
        """Follow instructions that use these resources."""
        before, self.resources = self.resources, resources
        for operator, operands in operations(data):
            self.budget.operations -= 1
            if self.budget.operations < 0:
                raise Enough
            follow = FOLLOW.get(operator)
            if follow is not None:
                try:
                    follow(self, operands)
                except BROKEN:  # one wrong instruction does not make the others wrong
                    continue
        self.resources = before

    def figures(self) -> list[Box]:
        """Return the boxes of pictures and drawings."""
        return self.pictures + bands(self.strokes)

    def save(self, _: list[Any]) -> None:
        """Keep the state for later."""
        if len(self.saved) < SAVED:
            self.saved.append(copy.copy(self.state))

    def restore(self, _: list[Any]) -> None:
        """Return to the state that was kept last."""
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        """Move what is drawn from now on."""
        matrix = numbers(operands, 6)
        if matrix is not None:
            self.state.matrix = product(matrix, self.state.matrix)  # type: ignore[arg-type]

    def show(self, operands: list[Any]) -> None:
        """Place a picture, or draw a form."""
        thing = member(member(self.resources, "/XObject"), operands[0])
        kind = member(thing, "/Subtype")
        if kind == "/Image":
            self.pictures.append(placed(SQUARE, self.state.matrix))
        elif kind == "/Form" and self.depth < DEEPEST:
            self._form(thing)

    def show_inline(self, _: list[Any]) -> None:
        """Place a picture that stands among the instructions."""
        self.pictures.append(placed(SQUARE, self.state.matrix))

    def _form(self, form: Any) -> None:
        state, saved, text, line = copy.copy(self.state), self.saved, self.text, self.line
        strokes, self.strokes, self.saved = self.strokes, [], []
        matrix = numbers(member(form, "/Matrix"), 6) or UNIT
        self.state.matrix = product(matrix, self.state.matrix)  # type: ignore[arg-type]
        frame = numbers(member(form, "/BBox"), 4)
        box = placed(frame, self.state.matrix) if frame else None  # type: ignore[arg-type]
        self.budget.operations -= FORM
        self.depth += 1
        self.draw(form.get_data(), member(form, "/Resources") or self.resources)
        self.depth -= 1
        drawn, self.strokes = self.strokes, strokes
        self.state, self.saved, self.text, self.line = state, saved, text, line
        self._frame(box, drawn)

    def _frame(self, box: Box | None, drawn: list[Stroke]) -> None:
        """Count a form as one drawing if it is one, and not just a page in a wrapper."""
        whole = box is None or (box[2] - box[0]) * (box[3] - box[1]) > 0.8 * self.area
        if whole or box is None or not bands([Stroke(box, sum(s.bent or 1 for s in drawn))]):
            self.strokes += drawn
        else:
            self.pictures.append(box)

    def path_to(self, operands: list[Any]) -> None:
        """Draw a straight line."""
        self.path.to(*operands)

    def path_from(self, operands: list[Any]) -> None:
        """Go somewhere without drawing."""
        self.path.to(*operands, drawn=False)

    def path_curve(self, operands: list[Any]) -> None:
        """Draw a curve; its last point is where it ends."""
        self.path.to(*operands[-2:], curved=True)

    def path_frame(self, operands: list[Any]) -> None:
        """Draw a rectangle."""
        x, y, width, height = operands
        self.path.to(x, y, drawn=False)
        self.path.to(x + width, y + height, drawn=False)

    def paint(self, _: list[Any]) -> None:
        """Paint the path."""
        stroke = self.path.painted(self.state.matrix)
        if stroke is not None and all(map(math.isfinite, stroke.box)):
            self.strokes.append(stroke)
        self.path = Path()

    def forget(self, _: list[Any]) -> None:
        """End the path without painting it."""
        self.path = Path()


def _set(name: str, factor: float = 1.0) -> Callable[[Sheet, list[Any]], None]:
    def follow(sheet: Sheet, operands: list[Any]) -> None:
        setattr(sheet.state, name, float(operands[0]) * factor)

    return follow


FOLLOW: dict[bytes, Callable[[Sheet, list[Any]], None]] = {
    b"q": Sheet.save, b"Q": Sheet.restore, b"cm": Sheet.transform,
    b"BT": Sheet.begin, b"Tm": Sheet.place, b"Td": Sheet.move, b"TD": Sheet.move_and_lead,
    b"T*": Sheet.next_line, b"Tf": Sheet.use_font, b"Tj": Sheet.write, b"TJ": Sheet.write_spaced,
    b"'": Sheet.write_below, b'"': Sheet.write_below, b"Tr": Sheet.mode,
    b"Tc": _set("letter"), b"Tw": _set("blank"), b"TL": _set("leading"), b"Ts": _set("rise"),
    b"Tz": _set("stretch", 0.01), b"Do": Sheet.show, b"EI": Sheet.show_inline,
    b"m": Sheet.path_from, b"l": Sheet.path_to, b"re": Sheet.path_frame,
    b"c": Sheet.path_curve, b"v": Sheet.path_curve, b"y": Sheet.path_curve, b"n": Sheet.forget,
    **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), Sheet.paint),
}  # fmt: skip
