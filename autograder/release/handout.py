"""Pack what students get: the skeleton, the data, the public autograder, and how to begin.

The same files give the same zip, byte for byte, wherever and whenever it is made.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["FOLDER", "contents", "pack"]

FOLDER = "backprop-lab"
"""The one folder inside the zip."""

# Parts of the autograder that only graders and instructors need.
WITHHELD = ("batch", "deciding", "decisions", "lms", "outputs", "release")
READINGS = ("handout.md", "contract.md", "rubric.md", "student.md")
TEMPLATES = "templates"
_PICTURE = re.compile(r"\]\((images/[\w.-]+)\)")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name

PYTEST_INI = """\
[pytest]
minversion = 8.4
addopts = -p autograder.plugin -rN --strict-markers
pythonpath = .
testpaths = autograder
norecursedirs = student .*
"""

REQUIREMENTS = "numpy>=2.1\nmatplotlib>=3.9\npytest>=8.4\npypdf>=6.0\n"

README = """\
Backpropagation in NumPy
========================

Once, in this folder:

    python -m venv .venv
    source .venv/bin/activate          (on Windows: .venv\\Scripts\\activate)
    pip install -r requirements.txt

Then, as often as you like:

    pytest autograder                       what passes, and what to do next
    pytest autograder -k backward.sigmoid   one criterion
    pytest autograder --hints               with a hint under every message
    python -m student xor                   train, print, draw
    python -m autograder pack --help        make the zip to hand in

docs/handout.md explains the lab from scratch; hints say which section to read.
docs/templates/ has a report to fill in, for Markdown, Typst, LaTeX and Word.

Fill in what raises NotImplementedError in student/. The inside of a function is yours; names and
arguments stay. Use NumPy, matplotlib and Python's own library. datasets.py is given: grading
uses its own copy. You may read all of autograder/; it holds no answers.

If something does not even start:  python autograder
"""


def contents(root: Path, student: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files to hand out by their path: `student` as generated, the rest from the kit."""
    files = {f"student/{name}": content for name, content in student.items()}
    for path in _public(root / "autograder"):
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    for path in _readings(root / "docs"):
        files[path.relative_to(root).as_posix()] = path.read_bytes()
    files["datasets.py"] = (root / "datasets.py").read_bytes()
    files["LICENSE"] = (root / "LICENSE").read_bytes()
    written = {"pytest.ini": PYTEST_INI, "requirements.txt": REQUIREMENTS, "README.txt": README}
    return files | {name: text.encode() for name, text in written.items()}


def pack(files: Mapping[str, bytes], target: Path) -> None:
    """Write the zip, with nothing in it that depends on the day or the machine."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, also where it is made on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])


def _readings(docs: Path) -> Iterator[Path]:
    """Yield the handout, where hints lead, the pages it leads to, their pictures, the templates."""
    for name in READINGS:
        page = docs / name
        yield page
        yield from (docs / picture for picture in _PICTURE.findall(page.read_text("utf-8")))
    yield from sorted(path for path in (docs / TEMPLATES).iterdir() if path.is_file())


def _public(autograder: Path) -> Iterator[Path]:
    for path in sorted(autograder.rglob("*")):
        parts = path.relative_to(autograder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden and parts[0] not in WITHHELD:
            yield path
