"""Make the model report, as a student would: python docs/model_report.py [OUT.pdf].

The top is the template's, the words are those of model/report.typ, the pictures those of the
discussion. The sample class hands it in, so nothing has to be made while it is graded.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import matplotlib as mpl
import typst

DOCS = Path(__file__).parent
TARGET = DOCS.parent / "autograder" / "batch" / "model_report.pdf"
WORDS = DOCS / "model" / "report.typ"
TEMPLATE = DOCS / "templates" / "report.typ"
LINES = 13  # of the terminal
sys.path.insert(0, str(DOCS))

from measured import FIGURES, told  # noqa: E402 — found only now
from pictures import drawn  # noqa: E402 — found only now

HEADING = re.compile(r"^=+ .*$", re.MULTILINE)
CHANGES = (
    ("#let hints = true", "#let hints = false"),
    ("#let pictures = false", "#let pictures = true"),
    ("image(file, width: 80%)", "image(file, width: 92%)"),
    ('#set document(title: "Lab 1 report")', '#set document(title: "Lab 1 report", date: none)'),
    ("margin: 2.5cm", "margin: (x: 2.5cm, y: 2cm)"),
    ("above: 1.8em, below: 0.9em", "above: 1.5em, below: 0.8em"),
    ("#set text(size: 11pt", "#show figure.caption: set text(size: 9pt)\n#set text(size: 10pt"),
    (" (學號): …", ": 313551001"),
    (" (姓名): …", ": Chen, Jing-Zhong"),
)  # fmt: skip


def main() -> None:
    """Write the report beside the sample class, or where it is asked for."""
    made(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else TARGET)


def made(out: Path) -> None:
    """Write the report; the same bytes from the same words, figures and tools."""
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        for figure in FIGURES.glob("*.svg"):
            (folder / figure.name).write_bytes(figure.read_bytes())
        for data in ("linear", "xor"):
            screen = drawn(terminal(data, folder))
            (folder / f"{data}_screenshot.svg").write_text(screen, encoding="utf-8")
        (folder / "report.typ").write_text(source(), encoding="utf-8")
        fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"  # those that the figures name
        typst.compile(folder / "report.typ", output=out, font_paths=[fonts],
                      ignore_system_fonts=True)  # fmt: skip


def source() -> str:
    """Return the report for Typst: the template with its hints replaced."""
    template, words = (path.read_text(encoding="utf-8") for path in (TEMPLATE, WORDS))
    if HEADING.findall(template) != HEADING.findall(words):
        raise SystemExit(f"{WORDS.name}: the headings are not those of the template; mend them")
    top = template[: HEADING.search(template).start()]  # type: ignore[union-attr]
    for old, new in CHANGES:
        if top.count(old) != 1:
            raise SystemExit(f"{TEMPLATE.name} has no {old!r} any more; mend model_report.py")
        top = top.replace(old, new)
    return top + told(words)


def terminal(data: str, folder: Path) -> list[str]:
    """Return the last lines that the lab's program prints."""
    command = [sys.executable, "-m", "solution", data, "--out", str(folder / "drawn")]
    done = subprocess.run(  # noqa: S603
        command, cwd=DOCS.parent, capture_output=True, text=True, encoding="utf-8", check=True
    )
    lines = done.stdout.splitlines()[:-1]  # the last one says where the figures are
    return [f"$ python -m student {data}", "…", *lines[-LINES:]]


if __name__ == "__main__":
    main()
