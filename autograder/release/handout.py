"""Pack what students get: the skeleton, the data, the public autograder, and how to begin.

The same files give the same zip, byte for byte, wherever and whenever it is made.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.handin import zip_of
from autograder.placing import place
from autograder.release.guide import without_guides
from autograder.release.pages import links

__all__ = ["FOLDER", "WITHHELD", "contents", "pack", "packed"]

FOLDER = "backprop-lab"
"""The one folder inside the zip."""

# Parts of the autograder that only graders and instructors need.
WITHHELD = ("batch", "deciding", "decisions", "lms", "marking", "outputs", "release")
READINGS = ("handout.md", "contract.md", "student.md")
TEMPLATES, PICTURES = "templates", "images/"

PYTEST_INI = """\
[pytest]
minversion = 8.4
addopts = -p autograder.plugin -rN --strict-markers
pythonpath = .
testpaths = autograder
norecursedirs = student .*
"""

README = """\
Backpropagation in NumPy
========================

Once, in this folder, with Python 3.11 or newer:

    python -m venv .venv
    source .venv/bin/activate          (on Windows: .venv\\Scripts\\activate)
    pip install -r requirements.txt

Then, as often as you like:

    pytest autograder                       what passes, and what to do next
    pytest autograder -k backward.sigmoid   one criterion
    pytest autograder --hints               with a hint under every message
    python -m student xor                   train, print, draw

It ends with what to do next, the points by section, and how many criteria are

    passed         earns its points
    failed         has a message on what is wrong; it earns nothing yet
    not started    raises NotImplementedError still
    not reached    needs a criterion that does not pass yet
    stopped        took too long or too much memory
    not graded     our fault, not yours: a person looks at it

Points are in docs/rubric.md. Some a person gives, for your report. Grading runs the same checks,
on other numbers as well.

To hand in, put your report beside this file as report.pdf and let this make the zip:

    python -m autograder pack --id 313551157 --name "Wang Li"

docs/handout.md explains the lab from scratch; hints say which section to read.
docs/templates/ has a report to fill in, for Markdown, Typst, LaTeX and Word.

Fill in what raises NotImplementedError in student/. The inside of a function is yours; names and
arguments stay. Use NumPy, matplotlib and Python's own library. datasets.py is given: grading
uses its own copy. You may read all of autograder/; it holds no answers.

If something does not even start:  python autograder
"""


def contents(
    root: Path, student: Mapping[str, bytes], further: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the files to hand out by their path: `student` as generated, the rest from the kit.

    `further` are files that are made as well, the notebook and the page of the rubric, by their
    path.
    """
    files = {f"student/{name}": content for name, content in student.items()}
    for path in _public(root / "autograder"):
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    rubric = files["autograder/rubric.toml"].decode("utf-8")
    files["autograder/rubric.toml"] = without_guides(rubric).encode()
    for path in _readings(root / "docs"):
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    files["datasets.py"] = (root / "datasets.py").read_bytes()
    files["LICENSE"] = (root / "LICENSE").read_bytes()
    files["requirements.txt"] = _requirements(root).encode()
    written = {"pytest.ini": PYTEST_INI, "README.txt": README}
    return files | {name: text.encode() for name, text in written.items()} | dict(further or {})


def pack(files: Mapping[str, bytes], target: Path) -> None:
    """Write the zip in one step, so that nobody uploads half of one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place(target, packed(files))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the zip, with nothing in it that depends on the day or the machine."""
    return zip_of({f"{FOLDER}/{name}": content for name, content in files.items()})


def _requirements(root: Path) -> str:
    """Return what a student installs, as the kit is tested with it."""
    groups = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return "\n".join(groups["student"]) + "\n"


def _readings(docs: Path) -> Iterator[Path]:
    """Yield the handout, where hints lead, the pages it leads to, their pictures, the templates."""
    for name in READINGS:
        page = docs / name
        yield page
        targets = dict.fromkeys(link.target for link in links(name, page.read_bytes()))
        yield from (docs / target for target in targets if target.startswith(PICTURES))
    yield from sorted(path for path in (docs / TEMPLATES).iterdir() if path.is_file())


def _public(autograder: Path) -> Iterator[Path]:
    for path in sorted(autograder.rglob("*")):
        parts = path.relative_to(autograder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden and parts[0] not in WITHHELD:
            yield path
