"""Draw the README's picture from a real run: python docs/pictures.py."""

import html
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("images") / "summary.svg"
WIDTH, LINE, MARGIN, SIZE = 8.4, 19, 18, 14
COLORS = {"✓": "#7ee787", "✗": "#ff7b72", "Next": "#ffd580", "mend": "#ffd580"}


def main() -> None:
    """Plant a mistake in a copy of the reference, grade it, and draw the summary."""
    with tempfile.TemporaryDirectory() as folder:
        student = Path(folder) / "student"
        shutil.copytree(ROOT / "solution", student)
        losses = student / "losses.py"
        right = "2.0 * self.distance / self.distance.size"
        text = losses.read_text(encoding="utf-8")
        assert text.count(right) == 1, "the reference has changed: plant another mistake here"
        losses.write_text(text.replace(right, "2.0 * self.distance"), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "autograder", f"--submission={student}"]
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
        )
    lines = done.stdout.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Next "))
    TARGET.write_text(drawn(lines[start:-1]), encoding="utf-8")


def drawn(lines: Sequence[str]) -> str:
    """Return an SVG of these lines of text on a dark page."""
    width = 2 * MARGIN + WIDTH * max(map(len, lines))
    height = 2 * MARGIN + LINE * len(lines)
    rows = "\n".join(
        f'<text x="{MARGIN}" y="{MARGIN + LINE * (n + 0.75):.0f}">{colored(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        f'font-family="ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace" '
        f'font-size="{SIZE}" fill="#e6edf3" xml:space="preserve">\n'
        f"<title>The summary under a run of the criteria</title>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>\n{rows}\n</svg>\n'
    )


def colored(line: str) -> str:
    """Return the line as SVG text, with marks in their colors."""
    text = html.escape(line)
    for word, color in COLORS.items():
        text = text.replace(word, f'<tspan fill="{color}">{word}</tspan>')
    return text


if __name__ == "__main__":
    main()
