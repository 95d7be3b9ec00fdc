"""The pictures of the pages: points beside predictions, a learning curve, a histogram, a bar.

Shapes tell apart what colors do, and each picture says in words what it shows.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from autograder.outputs.svg import Plot, element, picture, ticks
from autograder.outputs.trained import Trained

__all__ = ["comparison", "curve", "histogram", "stack"]

WIDE, SQUARE = 320.0, 296.0


def comparison(trained: Trained) -> tuple[Markup, Markup]:
    """Return the points as they are labeled, and as the network sees them, wrong ones marked."""
    labels = list(trained.labels)
    seen = [1 - label if n in trained.wrong else label for n, label in enumerate(labels)]
    words = f"{len(labels)} points of the {trained.title} data"
    wrong = f"{len(trained.wrong)} of them wrong and ringed"
    return (
        _points(trained, labels, f"{words}, as they are labeled", ringed=frozenset()),
        _points(trained, seen, f"{words}, as the network tells them apart; {wrong}", trained.wrong),
    )


def _points(trained: Trained, classes: Sequence[int], says: str, ringed: frozenset[int]) -> Markup:
    plot = Plot(WIDE, SQUARE, right=1.04, top=1.04, left=-0.04, bottom=-0.04)
    halves = [0.0, 0.5, 1.0]
    drawn = list(plot.axes(halves, halves, ("first coordinate", "second coordinate")))
    for n, ((x, y), kind) in enumerate(zip(trained.points, classes, strict=True)):
        at, up = plot.x(x), plot.y(y)
        if kind:
            corners = (
                f"{at:.1f},{up - 4.5:.1f} {at + 4.2:.1f},{up + 3:.1f} {at - 4.2:.1f},{up + 3:.1f}"
            )
            drawn.append(element("polygon", class_="one", points=corners))
        else:
            drawn.append(element("circle", class_="zero", cx=at, cy=up, r=3.4))
        if n in ringed:
            drawn.append(element("circle", class_="wrong", cx=at, cy=up, r=7.5))
    return picture(plot.width, plot.height, says, *drawn)


def curve(trained: Trained) -> Markup:
    """Return the losses over their epochs; what is not finite leaves no mark."""
    epochs, losses = zip(*trained.curve, strict=True)
    last, lowest, highest = max(epochs), min(0.0, *losses), max(1e-300, *losses)
    plot = Plot(WIDE, SQUARE, right=last, top=highest, left=min(1.0, *epochs), bottom=lowest)
    says = f"Losses on the {trained.title} data: {losses[0]:g} first, {losses[-1]:g} after {last:g}"
    line = _joined((plot.x(epoch), plot.y(loss)) for epoch, loss in trained.curve)
    return picture(
        plot.width,
        plot.height,
        f"{says} epochs",
        *plot.axes(ticks(0, last, 3), ticks(lowest, highest, 4), ("epoch", "loss")),
        element("polyline", class_="curve", points=line),
    )


def histogram(
    counts: Sequence[int], width: float, names: tuple[str, str], mark: float | None = None
) -> Markup:
    """Return bars of counts, each `width` wide from 0 up; `mark` draws a line across at a value."""
    highest = max(*counts, 1)
    plot = Plot(380, 210, right=width * len(counts), top=highest * 1.12)
    bars = []
    for n, count in enumerate(counts):
        if count:
            left, right, up = plot.x(n * width), plot.x((n + 1) * width), plot.y(count)
            size = {"width": right - left - 2, "height": plot.y(0) - up}
            bars.append(element("rect", class_="bar", x=left + 1, y=up, **size))
            middle = (left + right) / 2
            bars.append(element("text", str(count), x=middle, y=up - 4, text_anchor="middle"))
    if mark is not None:
        at = plot.x(mark)
        bars.append(element("line", class_="mark", x1=at, x2=at, y1=plot.y(plot.top), y2=plot.y(0)))
    found = ", ".join(
        f"{n * width:g} to {(n + 1) * width:g}: {count}" for n, count in enumerate(counts) if count
    )
    whole = [tick for tick in ticks(0, highest, 4) if tick == int(tick)]
    says = f"{names[1]} by {names[0]}. {found or 'none'}"
    axes = plot.axes(ticks(0, plot.right, 6), whole, names)
    return picture(plot.width, plot.height, says, *axes, *bars)


def stack(parts: Sequence[tuple[str, float]], says: str) -> Markup:
    """Return one bar of parts in a row, each a style class and its share of the whole."""
    total, at, drawn = sum(size for _, size in parts) or 1.0, 0.0, []
    for kind, size in parts:
        if size > 0:
            width = 200 * size / total
            drawn.append(element("rect", class_=kind, x=at, y=0, width=width, height=14))
            at += width
    extra = {"class_": "stack", "preserveAspectRatio": "none"}
    return element("svg", *drawn, viewBox="0 0 200 14", role="img", aria_label=says, **extra)


def _joined(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
