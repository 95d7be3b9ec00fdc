"""Draw the handout's figures from real runs: python docs/handout_pictures.py [FOLDER]."""

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")

import handout_runs as of
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from solution import gallery

FOLDER = Path(__file__).with_name("images")
# Told apart by the color-blind, and without any color by shape, line and width.
BLUE, ORANGE, GRAY, INK = "#0072B2", "#D55E00", "#767676", "#1a1a1a"
STYLE = {
    "svg.hashsalt": "handout",
    "svg.fonttype": "none",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",  # also on a dark page
    "figure.constrained_layout.use": True,
}


def main() -> None:
    """Draw every figure into docs/images, or the folder that is given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    mpl.rcParams.update(STYLE)
    for name, draw in PICTURES.items():
        figure = draw()
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)


def data() -> Figure:
    """Draw both data sets."""
    figure, both = plt.subplots(1, 2, figsize=(6, 3.3), sharey=True)
    np.random.seed(of.SEED)
    linear, xor = of.datasets.generate_linear(), of.datasets.generate_XOR_easy()
    for axes, title, (x, y) in zip(both, ("linear: 100 points", "XOR: 21 points"),
                                   (linear, xor), strict=True):  # fmt: skip
        for label, color, shape in ((0, BLUE, "o"), (1, ORANGE, "s")):
            points = x[y[:, 0] == label]
            face = color if label else "none"
            axes.scatter(*points.T, s=22, marker=shape, edgecolors=color, facecolors=face,
                         label=f"label {label}")  # fmt: skip
        axes.set(title=title, xlabel="x₀", aspect="equal", xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    both[0].set_ylabel("x₁")
    figure.legend(*both[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return figure


def network() -> Figure:
    """Draw the units of a network with two hidden layers, with the shapes of its arrays."""
    figure, axes = blank(6, 3.9, 10, 6.5)
    axes.set_aspect("equal")
    columns = [(1.0, 2), (3.6, 4), (6.2, 4), (8.8, 1)]
    places = [[(x, 3.7 + 1.05 * (i - (n - 1) / 2)) for i in range(n)] for x, n in columns]
    for left, right in itertools.pairwise(places):
        for start in left:
            for end in right:
                axes.plot(*zip(start, end, strict=True), color=GRAY, lw=0.7, zorder=1)
    names = ["input", "hidden 1", "hidden 2", "output"]
    shapes = ["x  (N, 2)", "a₁  (N, H₁)", "a₂  (N, H₂)", "ŷ  (N, 1)"]
    for n, (column, name, shape) in enumerate(zip(places, names, shapes, strict=True)):
        for place in column:
            axes.add_patch(plt.Circle(place, 0.36, fc="white", ec=INK, lw=1.3, zorder=2))
            axes.text(*place, "σ" if n else "", ha="center", va="center")
        axes.text(columns[n][0], 6.2, name, ha="center", weight="bold")
        axes.text(columns[n][0], 1.05, shape, ha="center")
    weights = ["W₁  (2, H₁)\nb₁  (H₁,)", "W₂  (H₁, H₂)\nb₂  (H₂,)", "W₃  (H₂, 1)\nb₃  (1,)"]
    for x, text in zip((2.3, 4.9, 7.5), weights, strict=True):
        axes.text(x, 0.05, text, ha="center", color=BLUE)
    return figure


def chain() -> Figure:
    """Draw the layers as boxes: values on the way down, gradients on the way back up."""
    figure, axes = blank(5.2, 6.4, 10, 14.3, bottom=-0.7)
    axes.set_xlim(1.3, 9.9)
    boxes = ["linear 1", "sigmoid", "linear 2", "sigmoid", "linear 3", "sigmoid", "loss"]
    values = ["x  (N, 2)", "z₁  (N, H₁)", "a₁  (N, H₁)", "z₂  (N, H₂)", "a₂  (N, H₂)",
              "z₃  (N, 1)", "ŷ  (N, 1)", "L  one number"]  # fmt: skip
    axes.text(3.9, 13.85, "forward", ha="right", weight="bold")
    axes.text(6.1, 13.85, "backward", ha="left", weight="bold", color=ORANGE)
    for n, value in enumerate(values):
        top = 13.6 - 1.9 * n
        axes.annotate("", (4.2, top - 0.9), (4.2, top), arrowprops={"arrowstyle": "-|>", "fc": INK})
        axes.text(3.9, top - 0.5, value, ha="right", va="center")
        if n < len(boxes):
            axes.annotate("", (5.8, top), (5.8, top - 0.9), arrowprops=BACK)
            name, _, shape = value.partition("  ")
            axes.text(6.1, top - 0.5, f"∂L/∂{name}  {shape}", va="center", color=ORANGE)
            corner = (3.4, top - 1.9)
            axes.add_patch(plt.Rectangle(corner, 3.2, 0.95, fc="white", ec=INK, lw=1.3))
            axes.text(5, top - 1.43, boxes[n], ha="center", va="center")
        if n in (0, 2, 4):
            number = "₁₂₃"[n // 2]
            axes.text(3.1, top - 1.43, f"W{number}, b{number}", ha="right", va="center", color=BLUE)
            axes.annotate("", (7.4, top - 1.43), (6.65, top - 1.43), arrowprops=BACK)
            text = f"∂L/∂W{number}, ∂L/∂b{number}"
            axes.text(7.5, top - 1.43, text, va="center", color=ORANGE)
    return figure


def steps() -> Figure:
    """Draw how wrong a measured gradient is, over the step that it was measured with."""
    figure, axes = plt.subplots(figsize=(6, 3.4))
    axes.loglog(of.STEPS, of.errors(central=False), "s--", color=ORANGE, mfc="white",
                label="one side: L(w + h) − L(w), over h")  # fmt: skip
    axes.loglog(of.STEPS, of.errors(central=True), "o-", color=BLUE,
                label="both sides: L(w + h) − L(w − h), over 2h")  # fmt: skip
    axes.axvline(1e-5, color=GRAY, lw=1, ls=":")
    axes.text(1.15e-5, 3e-2, "h = 0.00001", color=INK, rotation=90, va="top", ha="left", size=9)
    axes.set(xlabel="step h", ylabel="largest error of an entry", ylim=(1e-13, 1e1))
    axes.legend(frameon=False, fontsize=9, loc="upper left")
    return figure


def wrong() -> Figure:
    """Draw a small learning curve for each thing that goes wrong, over the one that is right."""
    figure, grid = plt.subplots(3, 2, figsize=(6, 7.2), sharex=True, sharey=True)
    found = of.runs()
    right = found.pop("as it should be").losses
    panels = [["rate too small"], ["rate too large"], ["equal weights"],
              ["1/N missing, 21 points", "1/N missing, 100 points"],
              ["weights too large"], ["no activation"]]  # fmt: skip
    for axes, names in zip(grid.flat, panels, strict=True):
        axes.plot(right, color=GRAY, lw=1.2, ls="--", label="as it should be")
        for name, color, line in zip(names, (ORANGE, BLUE), ("-", "-."), strict=False):
            label = name.partition(", ")[2] or "this run"
            axes.plot(found[name].losses, color=color, lw=1.8, ls=line, label=label)
        axes.set_title(names[0].partition(",")[0], loc="left")
        axes.set(ylim=(0, 0.62), xticks=(0, 1500, 3000))
        axes.grid(visible=True, alpha=0.25)
        axes.legend(frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=(1.0, 0.78))
    figure.supxlabel("epoch", size=10)
    figure.supylabel("loss", size=10)
    return figure


def convolution() -> Figure:
    """Draw a padded picture, the first two patches of a kernel of 3 at stride 2, and the output."""
    figure, axes = blank(6, 3.0, 12.2, 6.1)
    for row in range(7):
        for column in range(7):
            frame = row in (0, 6) or column in (0, 6)
            look = {"fc": "#e6e6e6", "hatch": "////", "ec": "#b0b0b0"} if frame else {"fc": "white"}
            square(axes, 0.4 + 0.72 * column, 4.72 - 0.72 * row, **look)
    for column, color, line in ((0, BLUE, "-"), (2, ORANGE, "--")):
        corner = (0.4 + 0.72 * column, 4.72 - 2 * 0.72)
        axes.add_patch(plt.Rectangle(corner, 2.16, 2.16, fill=False, ec=color, lw=2.6, ls=line))
    for row in range(3):
        for column in range(3):
            square(axes, 8.4 + 0.72 * column, 3.3 - 0.72 * row, fc="white")
    for column, color, line in ((0, BLUE, "-"), (1, ORANGE, "--")):
        corner = (8.4 + 0.72 * column + 0.05, 3.35)
        axes.add_patch(plt.Rectangle(corner, 0.62, 0.62, fill=False, ec=color, lw=2.6, ls=line))
    axes.annotate("", (8.1, 2.94), (5.8, 2.94), arrowprops={"arrowstyle": "-|>", "fc": INK})
    axes.text(6.95, 3.2, "kernel 3\nstride 2", ha="center")
    axes.text(2.92, 5.65, "5 × 5, padding 1", ha="center")
    axes.text(9.48, 4.3, "3 × 3", ha="center")
    return figure


def pictures() -> Figure:
    """Draw what a student's own run on the pictures draws."""
    return gallery.drawn(of.studied())


def square(axes: Axes, x: float, y: float, **look: str) -> None:
    """Draw one pixel."""
    axes.add_patch(plt.Rectangle((x, y), 0.72, 0.72, **{"ec": GRAY, "lw": 0.8, **look}))


def blank(
    width: float, height: float, right: float, top: float, *, bottom: float = -0.3
) -> tuple[Figure, Axes]:
    """Return a page to draw on, with its coordinates."""
    figure, axes = plt.subplots(figsize=(width, height))
    axes.set(xlim=(0, right), ylim=(bottom, top))
    axes.set_axis_off()
    return figure, axes


BACK = {"arrowstyle": "-|>", "ls": "--", "color": ORANGE}
PICTURES: dict[str, Callable[[], Figure]] = {
    draw.__name__: draw for draw in (data, network, chain, steps, wrong, convolution, pictures)
}

if __name__ == "__main__":
    main()
