"""Make the page of how fair the checks are from what was measured: python docs/fairness_page.py.

The figures stand in fairness.json, which benchmarks/fairness.py writes; nothing is measured here.
With --check nothing is written, and the exit status is 1 if a file would change.
"""

import argparse
import html
import itertools
import json
import math
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from autograder.course import load_course  # noqa: E402 — the kit is run from its checkout
from autograder.diagnosis import STEP  # noqa: E402
from autograder.diagnosis.comparing import EXACT, MEASURED  # noqa: E402
from autograder.release.frozen_extras import KINK  # noqa: E402

CONFIDENCE = 0.95
AIM = 1e-4  # a right program that misses with all of its starts is to be rarer than this
ROOM = 20  # how much smaller than the tolerance an error of measurement had better be
WIDTH, HEIGHT = 720, 380
LEFT, RIGHT, TOP, BOTTOM = 76, 24, 20, 48
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#9a6700", "#4d4d4d", "#7b3fa0")
RED = "#b00020"
Row = Mapping[str, Any]


def main() -> int:
    """Write the page and its figures, or say with --check which of them would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if it would")
    check = parser.parse_args().check
    measured = json.loads((DOCS / "fairness.json").read_text(encoding="utf-8"))
    changed = []
    for name, text in made(measured).items():
        file = DOCS / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            changed.append(name)
            if not check:
                file.write_text(text, encoding="utf-8")
    for name in changed if check else ():
        sys.stderr.write(f"docs/{name} is stale: python docs/fairness_page.py\n")
    return int(check and bool(changed))


def made(measured: Mapping[str, Any]) -> dict[str, str]:
    """Return the page and its figures by their names in docs."""
    return {
        "fairness.md": "\n".join(page(measured)) + "\n",
        "images/fairness-steps.svg": steps_figure(measured["steps"]),
        "images/fairness-margins.svg": margins_figure(measured["margins"]),
    }


def bound(missed: int, tries: int) -> float:
    """Return Clopper and Pearson's one-sided upper bound on a rate, by bisection.

    It is the rate at which so few misses, or fewer, would come in one of twenty repetitions.
    """
    low, high = missed / tries, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        chance = sum(
            math.comb(tries, k) * middle**k * (1 - middle) ** (tries - k) for k in range(missed + 1)
        )
        low, high = (middle, high) if chance > 1 - CONFIDENCE else (low, middle)
    return high


def page(measured: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield "<!-- Generated from fairness.json by docs/fairness_page.py: change the text there. -->"
    yield ""
    yield "# Fairness in figures"
    yield ""
    yield from _text(
        "A right program must pass, and a wrong gradient must not. The first depends on luck, the",
        "second on rounding, so both were measured; `python benchmarks/fairness.py` does it again.",
    )
    yield from _luck(measured["luck"])
    yield from _differences(measured["steps"])
    yield from _margins(measured["margins"])
    yield from _kinks()
    yield from _warnings()


def _luck(rows: Sequence[Row]) -> Iterator[str]:
    rules = load_course().accuracy
    yield from _section(
        "Luck of the seed",
        f"A start can be unlucky, so a program gets {rules.tries} of them, and the first that",
        f"reaches {100 * rules.threshold:g} % passes. *Missed* counts single starts below it, from",
        "seeds that nobody had looked at before. The rate of one start is Clopper and Pearson's",
        f"upper bound, one-sided, at {100 * CONFIDENCE:g} %. Starts are independent of each other,",
        f"so the last column is that bound to the power of {rules.tries}: how often a right",
        "program misses with all of its starts, at most.",
        "",
        "| network | data | epochs | starts | missed | rate of one start, at most | of all |",
        "|---|---|---|---|---|---|---|",
    )
    beyond = []
    for row in rows:
        most = bound(row["missed"], row["tries"])
        yield (
            f"| {row['network']} | {row['data']} | {_range(row['epochs'])} | {row['tries']:,} | "
            f"{row['missed']} | {_percent(most)} | {_scientific(most**rules.tries)} |"
        )
        if most**rules.tries >= AIM:
            needed = math.ceil(math.log(AIM) / math.log(most))
            beyond.append(f"{row['network']} on {row['data']}, which would need {needed} starts")
    reference = max(bound(r["missed"], r["tries"]) for r in rows if r["network"] == "reference")
    aim = f"1 in {1 / AIM:,.0f}"
    assert reference**rules.tries < AIM, f"the reference misses more often than {aim}"
    others = f"Not so {'; '.join(beyond)}." if beyond else "All others stay below it as well."
    yield from _text("", f"The aim is less than {aim}; the reference keeps it by far. {others}")
    yield from _text(
        "",
        "*reference* is what `solution/choices.py` chooses; the others are networks that earlier",
        "students handed in, with their own settings (`python -m solution.experiments list`), each",
        "with as many starts as fit into about three minutes of processor time. One is cut short:",
        "glorot-per-sample takes 2,001 epochs for XOR, and 200 here for the linear data, where a",
        "step for each of 100 points takes long. Epochs are given as smallest, median and largest,",
        "because some stop when they are done. Where nothing was missed, a higher bound only says",
        "that fewer starts were tried.",
        "",
        "With public cases the seeds are the same for everybody, so luck is settled at home:",
        "whoever passes there passes when graded, and `pytest autograder --seeds` tells how close",
        "it was.",
        "The rates above are for seeds that are held back.",
    )


def _differences(rows: Sequence[Row]) -> Iterator[str]:
    widths, checks = rows[0]["steps"], rows[1:]
    at = min(range(len(widths)), key=lambda n: abs(math.log(widths[n] / STEP)))
    worst = max(checks, key=lambda row: row["errors"][at])
    off = worst["errors"][at]
    errors = [max(row["errors"][n] for row in checks) for n in range(len(widths))]
    usable = [w for w, error in zip(widths, errors, strict=True) if error * ROOM <= MEASURED]
    yield from _section(
        "How exact measured gradients are",
        "A gradient is measured by moving each entry up and down by a step. A wide step bends",
        "away from the slope, with the square of its width; a narrow one loses digits, because two",
        "nearly equal numbers are subtracted. The figure has the largest error of each check on",
        "the reference, relative to the largest entry, beside the gradient by algebra, which for",
        "the network agrees with steps along the imaginary axis to 1e-13.",
        "",
        "![Largest relative error by width of the step: a valley with its floor at 1e-5]"
        "(images/fairness-steps.svg)",
        "",
        f"The step is {_power(STEP)}, the floor of the valley: there the worst check,",
        f"*{worst['check']}*,",
        f"is off by {_scientific(off)}. The tolerance of {_power(MEASURED)} leaves a factor of",
        f"{_round(MEASURED / off)} for networks that are harder to measure, and any step between",
        f"{_power(usable[-1])} and {_power(usable[0])} would keep a factor of {ROOM}. What is not",
        f"measured but frozen is compared to {_power(EXACT)}.",
    )


def _margins(found: Mapping[str, Any]) -> Iterator[str]:
    right, wrong = found["right"], found["wrong"]
    yield from _section(
        "How far right and wrong lie apart",
        "The planted submissions of the tests say the same. Of right ones, written in many ways,",
        f"{right['measured']['arrays']:,} arrays were compared with what was measured on them; of",
        f"wrong ones, {wrong['measured']['arrays']} that fail by their values. Off means the",
        "largest difference of an array, relative to its largest entry. Not drawn are",
        f"{right['measured']['equal']:,} arrays of right ones that are equal to the last bit.",
        "",
        "![How many arrays are off by how much: right ones far below the tolerance, wrong ones far "
        "above](images/fairness-margins.svg)",
        "",
        "| compared with | tolerance | right ones are off at most | wrong ones at least |",
        "|---|---|---|---|",
    )
    for source, limit in (("measured", MEASURED), ("expected", EXACT)):
        most = right[source]["nearest"][0]["off"]
        least = wrong[source]["nearest"][0]["off"]
        cells = (f"what is {source}", _power(limit), _scientific(most), _scientific(least))
        yield f"| {' | '.join(cells)} |"
    yield from _text("", "The wrong gradients that lie closest to the tolerance:", "")
    yield "| planted mistake | array | off by | times the tolerance |"
    yield "|---|---|---|---|"
    for row in wrong["measured"]["nearest"]:
        times = _round(row["off"] / MEASURED)
        yield f"| `{row['planted']}` | {row['what']} | {_scientific(row['off'])} | {times} |"
    yield from _text(
        "",
        "A gradient that is off by less than the tolerance passes. That takes a mistake below a",
        "millionth of the largest entry everywhere, such as an epsilon of 1e-8 added to a slope:",
        "training cannot tell it from a right one either.",
    )


def _kinks() -> Iterator[str]:
    yield from _section(
        "Kinks",
        "Where a slope jumps, as that of ReLU does at zero, nothing can be measured. The inputs of",
        f"the checks of ReLU and leaky ReLU keep {KINK:g} away from zero, which is",
        f"{_round(KINK / STEP)} steps;",
        "that is a rule of how cases are made, public or held back. The checks of convolutions",
        "have no activation. A student's own network may have kinks anywhere: each entry is",
        "measured by two widths there, and where they disagree the entry is left out. The",
        "parameters are moved a little beforehand, because the first point of XOR lies at the kink",
        "of every layer whose bias is zero.",
    )


def _warnings() -> Iterator[str]:
    yield from _section(
        "Warnings",
        "What NumPy or Python warn of costs nothing: overflow in a naive exponential, a division",
        "by zero that is masked afterwards, a deprecated call. Checks look at what comes back; a",
        "test grades a program that warns at every step, and it earns every point.",
    )


def _section(heading: str, *lines: str) -> Iterator[str]:
    yield from ("", f"## {heading}")
    yield from _text("", *lines)


def _text(*lines: str) -> Iterator[str]:
    """Yield paragraphs, wrapped anew; rows of a table and pictures stay as they are."""
    for plain, group in itertools.groupby(lines, lambda line: line[:1] not in ("", "|", "!")):
        kept = list(group)
        yield from textwrap.wrap(" ".join(kept), 98, break_on_hyphens=False) if plain else kept


def _range(epochs: Sequence[int]) -> str:
    return " / ".join(f"{n:,}" for n in dict.fromkeys(epochs))


def _percent(rate: float) -> str:
    return f"{100 * rate:.2g} %"


def _scientific(number: float) -> str:
    """Return two digits as powers of ten are printed; what is near one stays plain."""
    if 0.001 <= number < 1000:
        return f"{number:.2g}"
    mantissa, _, exponent = f"{number:.1e}".partition("e")
    return f"{mantissa}·10<sup>{int(exponent)}</sup>"


def _power(number: float) -> str:
    """Return a power of ten."""
    return f"10<sup>{round(math.log10(number))}</sup>"


def _named(number: float, name: str) -> str:
    """Return a name and a power of ten as an axis has it."""
    return f"{name} 1e{math.log10(number):.0f}"


def _round(number: float) -> str:
    """Return a number with two digits and no exponent."""
    digits = max(0, math.floor(math.log10(number)) - 1)
    return f"{round(number, -digits):,.0f}"


class Axes:
    """Two logarithmic axes, or one beside plain numbers, and what is drawn on them."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.x_range, self.y_range = x, y

    def x(self, value: float) -> float:
        """Return the place of a value on the horizontal axis."""
        low, high = self.x_range
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Return the place of a value on the vertical axis."""
        low, high = self.y_range
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)


def steps_figure(rows: Sequence[Row]) -> str:
    """Return the valley: error over width, a line for each check."""
    widths, checks = [math.log10(step) for step in rows[0]["steps"]], rows[1:]
    axes = Axes((max(widths) + 0.2, min(widths) - 0.2), (-15, -3))
    parts = [*_grid(axes, sorted(widths, reverse=True), range(-14, -2, 2), "width of the step")]
    parts.append(_text_at(18, TOP + 150, "largest relative error", "middle", turned=True))
    level = axes.y(math.log10(MEASURED))
    parts.append(_line((LEFT, level), (WIDTH - RIGHT, level), RED, dashed=True))
    parts.append(_text_at(axes.x(-6.5), level - 6, _named(MEASURED, "tolerance"), "middle", RED))
    place = axes.x(math.log10(STEP))
    parts.append(_line((place, TOP), (place, HEIGHT - BOTTOM), "#777", dashed=True))
    parts.append(_text_at(place + 5, TOP + 10, _named(STEP, "the kit's step"), "start", "#555"))
    for number, row in enumerate(checks):
        color = COLORS[number % len(COLORS)]
        points = [
            (axes.x(w), axes.y(math.log10(e))) for w, e in zip(widths, row["errors"], strict=True)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        wide = 3 if row["check"] == "network" else 1.6
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{wide}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{color}"/>' for x, y in points]
        # A legend where no line passes.
        column, line = divmod(number, 4)
        at = (WIDTH - RIGHT - 300 + 150 * column, HEIGHT - BOTTOM - 74 + 18 * line)
        parts.append(_line((at[0], at[1] - 4), (at[0] + 18, at[1] - 4), color))
        parts.append(_text_at(at[0] + 24, at[1], row["check"], "start"))
    return _svg("Largest relative error of central differences, by width of the step", parts)


def margins_figure(found: Mapping[str, Any]) -> str:
    """Return how many arrays are off by how much, right and wrong, decade by decade."""
    low, high = -17, 8
    kinds = [("right", COLORS[0]), ("wrong", COLORS[1])]
    counts = {
        kind: {int(n): c for n, c in found[kind]["measured"]["decades"].items()}
        for kind, _ in kinds
    }
    top = max(math.log10(1 + c) for of_kind in counts.values() for c in of_kind.values()) * 1.12
    axes = Axes((low, high), (0, top))
    parts = [*_grid(axes, range(low + 1, high + 1, 2), (), "largest deviation, relative")]
    parts.append(_text_at(18, TOP + 150, "arrays (logarithmic)", "middle", turned=True))
    for number, (kind, color) in enumerate(kinds):
        for decade, count in counts[kind].items():
            left, right = axes.x(max(low, decade)) + 2, axes.x(min(high, decade + 1)) - 2
            upper = axes.y(math.log10(1 + count))
            parts.append(
                f'<rect x="{left:.1f}" y="{upper:.1f}" width="{right - left:.1f}" '
                f'height="{axes.y(0) - upper:.1f}" fill="{color}" fill-opacity="0.85"/>'
            )
            parts.append(_text_at((left + right) / 2, upper - 4, f"{count}", "middle", size=9))
        at = (axes.x(math.log10(MEASURED)) + 6, TOP + 36 + 20 * number)
        parts.append(_line((at[0], at[1] - 4), (at[0] + 18, at[1] - 4), color, wide=8))
        parts.append(_text_at(at[0] + 26, at[1], f"{kind} submissions", "start"))
    place = axes.x(math.log10(MEASURED))
    parts.append(_line((place, TOP), (place, HEIGHT - BOTTOM), RED, dashed=True))
    parts.append(_text_at(place + 5, TOP + 10, _named(MEASURED, "tolerance"), "start", RED))
    return _svg("How far right and wrong submissions are off what is measured", parts)


def _grid(axes: Axes, x: Any, y: Any, name: str) -> Iterator[str]:
    bottom = HEIGHT - BOTTOM
    for value in y:
        at = axes.y(value)
        yield _line((LEFT, at), (WIDTH - RIGHT, at), "#e3e3e3")
        yield _text_at(LEFT - 8, at + 4, f"1e{value:.0f}", "end")
    for value in x:
        at = axes.x(value)
        yield _line((at, bottom), (at, bottom + 5), "#333")
        yield _text_at(at, bottom + 19, f"1e{value:.0f}", "middle")
    yield _line((LEFT, bottom), (WIDTH - RIGHT, bottom), "#333")
    yield _text_at((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, name, "middle")


def _line(
    start: tuple[float, float],
    end: tuple[float, float],
    color: str,
    *,
    dashed: bool = False,
    wide: float = 1.5,
) -> str:
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{color}" stroke-width="{wide:g}"{dashes}/>'
    )


def _text_at(
    x: float,
    y: float,
    text: str,
    anchor: str,
    color: str = "#222",
    *,
    turned: bool = False,
    size: int = 13,
) -> str:
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
        f'fill="{color}" font-size="{size}"{turn}>'
        f"{html.escape(text)}</text>"
    )


def _svg(title: str, parts: Sequence[str]) -> str:
    rows = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="system-ui, DejaVu Sans, sans-serif" font-size="13">\n'
        f"<title>{html.escape(title)}</title>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n{rows}\n</svg>\n'
    )


if __name__ == "__main__":
    sys.exit(main())
