"""Write SVG one element at a time: numbers short, every text and attribute escaped.

A plot maps numbers to places; colors are classes of the page's style, so that they follow a dark
screen and a printer. No element refers to anything outside the page.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Plot", "element", "picture", "ticks"]

Value = str | float
LEFT, TOP, BELOW, ASIDE = 46.0, 10.0, 36.0, 18.0  # room around a plot, for its numbers


def element(tag: str, *children: str, **attributes: Value) -> Markup:
    """Return an element; `class_` and `text_anchor` stand for class and text-anchor."""
    written = Markup().join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _short(value))
        for name, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(tag, written, Markup().join(children))


def picture(width: float, height: float, says: str, *children: str) -> Markup:
    """Return a whole picture; `says` is what is read to who does not see it."""
    box = f"0 0 {_short(width)} {_short(height)}"
    return element("svg", *children, viewBox=box, role="img", aria_label=says)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers from low to high, about as many as asked for."""
    if not high > low:
        return [low]
    rough = (high - low) / about
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next((n * unit for n in (1, 2, 5) if n * unit >= rough), 10 * unit)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


@dataclass(frozen=True)
class Plot:
    """A plot of two axes in a picture of this size, and the smallest and largest number on each."""

    width: float
    height: float
    right: float
    top: float
    left: float = 0.0
    bottom: float = 0.0

    def x(self, value: float) -> float:
        """Return the place of a number on the horizontal axis."""
        share = (value - self.left) / ((self.right - self.left) or 1)
        return LEFT + share * (self.width - LEFT - ASIDE)

    def y(self, value: float) -> float:
        """Return the place of a number on the vertical axis."""
        share = (value - self.bottom) / ((self.top - self.bottom) or 1)
        return self.height - BELOW - share * (self.height - TOP - BELOW)

    def axes(
        self, x_ticks: Sequence[float], y_ticks: Sequence[float], names: tuple[str, str]
    ) -> Iterable[Markup]:
        """Yield lines, numbers and names of both axes."""
        bottom, edge = self.y(self.bottom), self.x(self.right)
        for value in y_ticks:
            at = self.y(value)
            yield element("line", class_="grid", x1=LEFT, x2=edge, y1=at, y2=at)
            yield element("text", f"{value:.4g}", x=LEFT - 5, y=at + 4, text_anchor="end")
        for value in x_ticks:
            at = self.x(value)
            yield element("line", class_="axis", x1=at, x2=at, y1=bottom, y2=bottom + 4)
            yield element("text", f"{value:.6g}", x=at, y=bottom + 16, text_anchor="middle")
        yield element("line", class_="axis", x1=LEFT, x2=edge, y1=bottom, y2=bottom)
        middle = (LEFT + edge) / 2
        yield element("text", names[0], x=middle, y=self.height - 5, text_anchor="middle")
        turned = f"rotate(-90 11 {_short((TOP + bottom) / 2)})"
        place: dict[str, Value] = {"x": 11, "y": (TOP + bottom) / 2, "text_anchor": "middle"}
        yield element("text", names[1], **place, transform=turned)


def _short(value: Value) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):g}"
