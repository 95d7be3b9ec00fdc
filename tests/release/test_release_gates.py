"""Each gate is shut by what it is there for, and says the file, the line and what mends it."""

import base64
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from autograder.cases import PUBLIC, read_arrays
from autograder.release.allowed import Allowances, Allowed
from autograder.release.deadlinks import dead_links
from autograder.release.draft import Draft, draft_of
from autograder.release.errors import ReleaseError
from autograder.release.frozen import freeze, write
from autograder.release.gates import GATES, failures
from autograder.release.guide import without_guides
from autograder.release.pages import links
from autograder.release.points import notebook_points
from autograder.release.preflight import full, none_earned, proof
from autograder.release.secrecy import answers, held_back, legible
from autograder.report import Outcome, Result

ROOT = Path(__file__).parents[2]
ANSWER = "return upstream * self.output * (1.0 - self.output)"
PLACE = "repeats 'return upstream * self . output * (' from the region at solution/activations.py:"
RUBRIC = "autograder/rubric.toml"
SIGMOID = '@criterion("forward.sigmoid", "activations")'


@pytest.fixture(scope="module")
def sound() -> Draft:
    return draft_of(ROOT)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    unneeded = shutil.ignore_patterns("__pycache__", "decisions")
    for folder in ("autograder", "solution", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unneeded)
    for file in ("datasets.py", "LICENSE", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def with_file(draft: Draft, name: str, content: bytes) -> Draft:
    return dataclasses.replace(draft, files={**draft.files, name: content})


def change(file: Path, old: str, new: str) -> int:
    """Replace the one place that says `old`, and return the line it begins on."""
    text = file.read_text(encoding="utf-8")
    assert 1 == text.count(old)
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def only(draft: Draft, name: str, content: bytes) -> Draft:
    return dataclasses.replace(draft, files={name: content}, allowed=Allowances())


def said(draft: Draft) -> list[str]:
    return [str(failure) for failure in failures(draft)]


def test_this_checkout_passes_every_gate(sound: Draft) -> None:
    assert [] == said(sound)
    assert len(GATES) == len(set(GATES))


# Answers.


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def notebook(**cell: object) -> bytes:
    first = {"cell_type": "markdown", "metadata": {}, "source": ["# Lab\n", "\n", "Begin."]}
    whole = {"cells": [first, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1).encode()


def array_file(text: str) -> bytes:
    content = io.BytesIO()
    np.savez(content, note=np.array(["x", text]))
    return content.getvalue()


CODE = f"x = 0\n{ANSWER}\n"
DOCX = (
    f"<w:p><w:r><w:t>x</w:t></w:r></w:p><w:p><w:t>{ANSWER[:9]}</w:t><w:t>{ANSWER[9:]}</w:t></w:p>"
)
LEAKS = {
    "a docstring": ("student/new.py", f'"""Say.\n\n{ANSWER}\n"""\n'.encode(), ":3"),
    "a string": ("student/new.py", f'x = 0\nhint = "{ANSWER}"\n'.encode(), ":2"),
    "one string of lines": ("student/new.py", b'x = "a\\n' + ANSWER.encode() + b'"\n', ":1"),
    "capitals": ("docs/new.md", CODE.upper().encode(), ":2"),
    "other blanks": ("docs/new.md", CODE.replace(" ", "  ").encode(), ":2"),
    "comments between": (
        "autograder/new.py",
        CODE.replace("* (", "\\  # the slope\n    * (").encode(),
        ":2",
    ),
    "a mark at the start": ("docs/new.txt", b"\xef\xbb\xbf" + CODE.encode(), ":2"),
    "UTF-16": ("docs/new.txt", CODE.encode("utf-16"), ":2"),
    "TOML": ("autograder/new.toml", f'[a]\nb = "{ANSWER}"\n'.encode(), ":2"),
    "a picture": ("docs/images/new.svg", f"<svg>\n<text>{ANSWER}</text>\n</svg>".encode(), ":2"),
    "a cell": ("lab.ipynb", notebook(source=["x = 0\n", ANSWER]), ":15"),
    "a cell of one string": ("lab.ipynb", notebook(source=CODE), ":13"),
    "an output": ("lab.ipynb", notebook(outputs=[{"text": ["x\n", f"{ANSWER}\n"]}]), ":17"),
    "a cell's metadata": ("lab.ipynb", notebook(metadata={"answer": ANSWER}), ":14"),
    "an attachment": (
        "lab.ipynb",
        notebook(attachments={"a.png": {"image/png": base64.b64encode(CODE.encode()).decode()}}),
        "!attachment.png:1",
    ),
    "JSON": ("autograder/new.json", json.dumps({"a": ["b", ANSWER]}, indent=1).encode(), ":4"),
    "a zip": ("more.zip", zipped(**{"a/b.py": CODE.encode()}), "!a/b.py:2"),
    "a zip in a zip": (
        "more.zip",
        zipped(**{"in.zip": zipped(**{"b.py": CODE.encode()})}),
        "!in.zip!b.py:2",
    ),
    "a zip by another name": ("docs/new.md", zipped(**{"b.py": CODE.encode()}), "!b.py:2"),
    "arrays": ("autograder/expected/new.npz", array_file(ANSWER), "!note.npy:2"),
    "a Word document": (
        "docs/new.docx",
        zipped(**{"word/document.xml": DOCX.encode()}),
        "!word/document.xml:2",
    ),
}


@pytest.mark.parametrize(("name", "content", "place"), LEAKS.values(), ids=LEAKS)
def test_an_answer_is_found_in(sound: Draft, name: str, content: bytes, place: str) -> None:
    found = [str(failure) for failure in answers(only(sound, name, content))]

    assert [line for line in found if line.startswith(f"{name}{place}: {PLACE}")], found
    assert all("allowed.toml" in line for line in found)


def test_a_name_in_a_zip_is_a_text_too(sound: Draft) -> None:
    content = zipped(**{f"{ANSWER}.txt": b""})

    assert [*answers(only(sound, "more.zip", content))]


def test_a_comment_of_a_region_is_an_answer_too(sound: Draft) -> None:
    text = b"x\n\nEntry by entry: the chain rule, entry by entry: dL/dz = dL/dy * dy/dz.\n"
    (found,) = answers(only(sound, "docs/new.md", text))

    assert ("docs/new.md", 3) == (found.path, found.line)


def test_an_experiment_is_held_back_as_a_whole(checkout: Path) -> None:
    (checkout / "solution" / "experiments" / "own.py").write_text(
        "def sweep(rates):\n    return [train_once_with(rate, seed=rate * 17) for rate in rates]\n"
    )
    (checkout / "autograder" / "hint.py").write_text(
        "# return [train_once_with(rate, seed=rate * 17)\n"
    )
    (found,) = answers(draft_of(checkout))

    assert str(found).startswith("autograder/hint.py:1: repeats 'return [ train_once_with")
    assert "solution/experiments/own.py:2" in str(found)


MODEL_ANSWERS = {
    "the report": ("it can only separate by one straight line, and XOR cannot be separated so",
                   "docs/model/report.typ"),
    "the page": ("Two units are enough for XOR in 5 of 10 starts, three in 8",
                 "docs/discussion.md"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "source"), MODEL_ANSWERS.values(), ids=MODEL_ANSWERS)
def test_a_model_answer_is_held_back(sound: Draft, text: str, source: str) -> None:
    found = [str(f) for f in answers(only(sound, "docs/new.md", f"x\n{text}\n".encode()))]

    assert found
    assert all(line.startswith("docs/new.md:2: repeats ") and source in line for line in found)


GUIDE = """
[[criterion.level]]
points = 7
earns = "It says which part of a unit turns the line that it draws, and which part of it moves it."
"""


def test_a_marking_guide_is_held_back_but_for_what_a_hint_says(checkout: Path) -> None:
    rubric = checkout / RUBRIC
    text = rubric.read_text(encoding="utf-8")
    rubric.write_text(without_guides(text), encoding="utf-8")
    draft = draft_of(checkout)  # before the guide: the rubric's reader need not know of guides
    hint = "A good answer says what several layers can do together without anything between them"
    more = GUIDE.replace('moves it."', f'moves it. {hint}"')
    rubric.write_text(without_guides(text) + more, encoding="utf-8")
    page = f"x\n{hint}\nwhich part of a unit turns the\n"
    assert [] == [*answers(only(draft, "docs/new.md", page.encode()))]

    (found,) = answers(only(draft, "docs/new.md", f"x\n\n{GUIDE.splitlines()[-1]}\n".encode()))
    assert ("docs/new.md", 3) == (found.path, found.line)
    assert f"{RUBRIC}:" in found.rule


def test_a_notebooks_marked_lines_are_held_back(checkout: Path) -> None:
    words = "the sigmoid squashes whatever it is given into a probability"
    (checkout / "solution" / "lab1.py").write_text(
        f"# %% [markdown]\n# ### BEGIN MARK SCHEME\n# {words}\n# ### END MARK SCHEME\n"
    )
    (checkout / "docs" / "student.md").write_text(f"# For students\n\n{words.title()}\n")
    (found, *_) = answers(draft_of(checkout))

    assert ("docs/student.md", 3) == (found.path, found.line)


KINDS = {
    "a PDF": ("docs/new.pdf", b"%PDF-1.7", "a .pdf"),
    "a tar": ("new.tar.gz", b"\x1f\x8b", "a .gz"),
    "a broken zip": ("new.zip", b"PK\x03\x04", "cannot be unpacked"),
    "no zip": ("new.docx", b"", "cannot be unpacked"),
    "too deep": (
        "new.zip",
        zipped(a=zipped(b=zipped(c=zipped(d=zipped(e=b"x"))))),
        "archives in each other",
    ),
    "no JSON": ("new.ipynb", b"{", "is no JSON"),
    "no UTF-8": ("new.md", b"\xe9", "is not UTF-8"),
    "an object array": ("new.npz", zipped(**{"a.npy": b"\x93NUMPY"}), "no plain array"),
}


@pytest.mark.parametrize(("name", "content", "rule"), KINDS.values(), ids=KINDS)
def test_what_nobody_can_look_into_is_refused(
    sound: Draft, name: str, content: bytes, rule: str
) -> None:
    (found,) = legible(only(sound, name, content))

    assert found.path.startswith(name)
    assert rule in found.rule


def test_a_bomb_is_refused_unopened(sound: Draft) -> None:
    (found,) = legible(only(sound, "new.zip", zipped(a=bytes(65 * 2**20))))

    assert "new.zip!a: more than 67108864 bytes" in str(found)


# The allow-list.


def allowing(sound: Draft, *entries: Allowed) -> list[str]:
    allowed = Allowances((*sound.allowed.entries, *entries), None)
    draft = dataclasses.replace(sound, allowed=allowed)
    return [str(f) for f in answers(with_file(draft, "docs/new.md", CODE.encode()))]


def test_what_the_list_names_may_be_said_there(sound: Draft) -> None:
    entry = Allowed(ANSWER, ("docs/new.md",), "a test")

    assert [] == allowing(sound, entry)
    elsewhere = allowing(sound, dataclasses.replace(entry, files=("docs/other.md",)))
    assert ["docs/new.md", "allowed.toml"] == [line.partition(":")[0] for line in elsewhere]
    assert "nothing in docs/other.md needs this; take it off" in elsewhere[1]


def test_an_entry_needs_a_reason(sound: Draft) -> None:
    (line,) = allowing(sound, Allowed(ANSWER, ("docs/new.md",), " "))

    assert "no reason is given" in line


def test_an_entry_as_long_as_an_answer_is_refused(sound: Draft) -> None:
    (line,) = allowing(sound, Allowed(f"{ANSWER} {ANSWER}", ("docs/new.md",), "a test"))

    assert "words and operators are an answer; 16 may be allowed" in line


def test_an_entry_that_nothing_needs_is_refused_with_its_line(checkout: Path) -> None:
    file = checkout / "autograder" / "release" / "allowed.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}\n[[allowed]]\nsays = "a b"\nfiles = ["c.py"]\nwhy = "d"\n', "utf-8")
    (line,) = said(draft_of(checkout))

    place = f"autograder/release/allowed.toml:{text.count(chr(10)) + 2}: "
    assert line.endswith("nothing in c.py needs this; take it off")
    assert place in line


# Markers, TODO lines, checks and criteria.


def test_every_module_with_a_wrong_marker_is_named_in_one_run(checkout: Path) -> None:
    solution = checkout / "solution"
    one = change(
        solution / "network.py", "### BEGIN SOLUTION: forward.network", "### BEGIN SOLUTIONS: a.b"
    )
    two = change(solution / "losses.py", "SOLUTION: backward.loss", "SOLUTION: backward.los")
    found = said(draft_of(checkout))

    assert [line for line in found if line.startswith(f"solution/network.py:{one}: ")]
    assert [line for line in found if line.startswith(f"solution/losses.py:{two}: ")]


def test_a_todo_without_a_region_is_refused(checkout: Path) -> None:
    old = "        self.shape = x.shape\n"
    new = '        raise NotImplementedError("TODO(forward.linear)")\n'
    line = change(checkout / "solution" / "layers.py", old, new)
    found = said(draft_of(checkout))

    assert [text for text in found if text.startswith(f"solution/layers.py:{line}: a TODO outside")]


def test_a_criterion_without_a_check_is_refused(checkout: Path) -> None:
    change(checkout / "autograder" / "test_forward.py", SIGMOID, "")
    (found,) = said(draft_of(checkout))

    assert re.match(rf"{RUBRIC}:\d+: \[forward.sigmoid\] the program marks it, and there", found)


def test_a_criterion_that_is_not_enabled_keeps_its_check(checkout: Path) -> None:
    change(checkout / RUBRIC, 'id = "extra.tanh"', 'id = "extra.tanh"\nenabled = false')
    assert not [line for line in said(draft_of(checkout)) if "check" in line]

    file = checkout / "autograder" / "test_extra_activations.py"
    change(file, '@criterion("extra.tanh", "activations")', "")
    assert [line for line in said(draft_of(checkout)) if "[extra.tanh] the program" in line]


def test_a_check_without_a_criterion_is_refused(checkout: Path) -> None:
    file = checkout / "autograder" / "test_forward.py"
    line = change(file, SIGMOID, f'@criterion("forward.tanh")\ndef test_t(): ...\n{SIGMOID}')
    (found,) = said(draft_of(checkout))

    assert found.startswith(f"autograder/test_forward.py:{line}: a check for forward.tanh, which")


def test_a_second_check_is_refused(checkout: Path) -> None:
    file = checkout / "autograder" / "test_forward.py"
    line = change(file, SIGMOID, f"{SIGMOID}\ndef test_twice(): ...\n{SIGMOID}")
    (found,) = said(draft_of(checkout))

    assert found.startswith(f"autograder/test_forward.py:{line + 2}: a second check for forward.s")
    assert f"the first is at autograder/test_forward.py:{line}; keep one" in found


@pytest.mark.parametrize("key", ["title", "hint", "reading"])
def test_words_that_are_missing_are_refused_with_their_line(checkout: Path, key: str) -> None:
    text = (checkout / RUBRIC).read_text(encoding="utf-8")
    start = text.index('id = "backward.sigmoid"')
    old = re.search(rf'^{key} = ("""[^"]*"""|".*")$', text[start:], re.MULTILINE)
    assert old
    at = start + old.start()
    changed = text[:at] + f'{key} = ""' + text[at + len(old[0]) :]
    (checkout / RUBRIC).write_text(changed, encoding="utf-8")

    line = text[:at].count("\n") + 1
    with pytest.raises(Exception, match=rf"rubric\.toml:{line}: \[backward\.sigmoid\] {key} is"):
        draft_of(checkout)


def test_a_reading_that_leads_nowhere_is_refused(checkout: Path) -> None:
    text = (checkout / "docs" / "handout.md").read_text(encoding="utf-8")
    (checkout / "docs" / "handout.md").write_text(text.replace("# The report", "# A paper"))
    found = said(draft_of(checkout))

    assert any("reading leads to handout.md#the-report, which is not" in line for line in found)
    assert all(re.match(rf"{RUBRIC}:\d+: \[", line) for line in found)


PAGES = {
    "a page that stays here": ("docs/new.md", b"x\n[Results](results.md)\n", 2, "results.md"),
    "a picture": ("docs/new.md", b"![x](images/fairness-steps.svg)\n", 1, "fairness-steps.svg"),
    "a heading": ("docs/new.md", b"[x](handout.md#nothing-of-it)\n", 1, "no such heading"),
    "its own heading": ("docs/new.md", b"# One\n\n\n[x](#two)\n", 4, "no such heading"),
    "a heading in code": ("new.md", b"```\n# One\n```\n[x](#one)\n", 4, "no such heading"),
    "a reference": ("new.md", b"[x][y]\n\n[y]: docs/results.md\n", 3, "docs/results.md"),
    "a table's cell": ("new.md", b"| x |\n|---|\n| [y](z.md) |\n", 3, "z.md"),
    "above the folder": ("new.md", b"[x](../README.md)\n", 1, "../README.md"),
    "from the root": ("new.md", b"[x](/LICENSE)\n", 1, "/LICENSE"),
    "an encoded name": ("new.md", b"[x](<a page.md>)\n", 1, "a page.md"),
    "HTML in Markdown": ("new.md", b'x <img alt="" src="y.png"> z\n', 1, "y.png"),
    "HTML": ("new.html", b'<p>\n<a class="b" href="student/none.py">x</a>\n', 2, "none.py"),
    "a notebook": ("new.ipynb", notebook(cell_type="markdown", source="[x](y.md)"), 14, "y.md"),
    "no notebook": ("new.ipynb", b"{}", None, "is no notebook"),
}


@pytest.mark.parametrize(("name", "content", "line", "rule"), PAGES.values(), ids=PAGES)
def test_a_link_that_leads_nowhere_is_refused(
    sound: Draft, name: str, content: bytes, line: int | None, rule: str
) -> None:
    (found,) = dead_links(with_file(sound, name, content))

    assert (name, line) == (found.path, found.line)
    assert rule in found.rule


def test_a_link_that_leads_to_what_is_released_passes(sound: Draft) -> None:
    text = "[a](handout.md#the-sigmoid) [b](../student/layers.py) [c](templates/) [d](https://x.y)"
    page = f"# One two\n\n{text} [e](#one-two) [f](../LICENSE) <x@y.z>\n\n    [g](none.md)\n"

    assert [] == [*dead_links(with_file(sound, "docs/new.md", page.encode()))]


def test_a_filled_template_leads_to_what_its_writer_draws(sound: Draft) -> None:
    content = b"![x](results/xor_comparison.png)\n"

    assert [] == [*dead_links(with_file(sound, "docs/templates/new.md", content))]
    assert 1 == len([*dead_links(with_file(sound, "docs/new.md", content))])


def test_every_page_of_the_handout_is_looked_at(sound: Draft) -> None:
    leading = {name for name, content in sound.files.items() if [*links(name, content)]}

    assert leading >= {"docs/handout.md", "docs/student.md", "docs/templates/report.md"}


# What is for graders alone.


@pytest.mark.parametrize(
    "name", ["autograder/batch/grade.py", "autograder/lms/mark.py", "solution/layers.py"]
)
def test_a_graders_file_is_refused(sound: Draft, name: str) -> None:
    found = said(with_file(sound, name, b"x = 1\n"))

    assert [line for line in found if line.startswith(f"{name}: this is for graders")]


def test_a_renewed_case_file_is_refused(sound: Draft, tmp_path: Path) -> None:
    write(freeze(17), tmp_path / "held.npz")
    content = (tmp_path / "held.npz").read_bytes()
    found = [*held_back(with_file(sound, "more.zip", zipped(**{"a.npz": content})))]

    assert {"more.zip!a.npz"} == {failure.path for failure in found}


def test_what_a_held_back_file_says_is_found_anywhere(sound: Draft, tmp_path: Path) -> None:
    file = tmp_path / "held.npz"
    write(freeze(1234567), file)
    arrays = read_arrays(file)
    draft = dataclasses.replace(sound, cases=file)
    assert [] == [*held_back(draft)]

    number = float(arrays["linear.x"][1, 2])
    for words in (f"x {number!r}", f"x {number:.9f}", f"seed {arrays['training.seeds'][3]}"):
        (found,) = held_back(with_file(draft, "docs/new.md", f"\n{words}\n".encode()))
        assert ("docs/new.md", 2) == (found.path, found.line)
    content = io.BytesIO()
    np.savez(content, mine=arrays["network.x"])
    (found,) = held_back(with_file(draft, "docs/new.npz", content.getvalue()))
    assert "docs/new.npz!mine.npy" == found.path


def test_a_case_file_that_is_none_is_said(sound: Draft, tmp_path: Path) -> None:
    (found,) = held_back(dataclasses.replace(sound, cases=tmp_path / "none.npz"))

    assert "none.npz cannot be read" in found.rule


def test_the_public_cases_are_no_secret(sound: Draft) -> None:
    assert [] == [*held_back(dataclasses.replace(sound, cases=PUBLIC))]


# Points.


def graded(**points: float) -> bytes:
    cells = [
        {"metadata": {"nbgrader": {"grade": True, "grade_id": i.replace("__", "-"), "points": p}}}
        for i, p in points.items()
    ]
    return json.dumps({"cells": cells}, indent=1).encode()


def points_said(draft: Draft, content: bytes) -> list[str]:
    return [str(failure) for failure in notebook_points(only(draft, "lab.ipynb", content))]


def all_points(draft: Draft) -> dict[str, float]:
    any_of = {section.id for section in draft.rubric.sections if section.pays == "any"}
    paid = [c for c in draft.rubric.criteria if c.points and c.section not in any_of]
    sections = {s.id: s.points for s in draft.rubric.sections if s.id in any_of}
    return {c.id.replace(".", "__"): c.points for c in paid} | sections


def test_a_notebook_worth_what_the_rubric_says_passes(sound: Draft) -> None:
    assert [] == points_said(sound, graded(**all_points(sound)))


def test_a_notebook_worth_something_else_is_refused(sound: Draft) -> None:
    points = {**all_points(sound), "backward__loss": 17.0}
    one, total = points_said(sound, graded(**points))

    assert re.match(r"lab\.ipynb:\d+: the cell backward-loss has 17 points, the rubric", one)
    assert total.startswith("lab.ipynb: the cells have ")


def test_a_cell_that_is_missing_is_named(sound: Draft) -> None:
    points = all_points(sound)
    del points["backward__loss"]
    (line,) = points_said(sound, graded(**points))

    assert line.endswith("add a cell for backward-loss")


def test_a_cell_that_is_no_criterion_is_refused(sound: Draft) -> None:
    found = points_said(sound, graded(**all_points(sound), bonus=0))

    assert ["the cell bonus is graded, and the rubric pays nothing by that name"] == [
        line.partition(": ")[2].partition(";")[0] for line in found
    ]


# The same again.


def test_a_file_that_changes_between_two_builds_is_refused(sound: Draft) -> None:
    draft = with_file(sound, "datasets.py", b"x = 1\n")

    assert ["datasets.py: differs in a second build; end what writes to it, and try again"] == said(
        draft
    )


PACK = """
import os, sys, time
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from autograder.release.draft import draft_of
from autograder.release.handout import pack
pack(draft_of(Path.cwd()).files, Path(sys.argv[1]))
"""


def test_two_processes_make_the_same_zip(tmp_path: Path) -> None:
    made = []
    for zone, umask, seed, locale in (
        ("Asia/Taipei", "077", "1", "C.UTF-8"),
        ("UTC", "000", "2", "C"),
    ):
        target = tmp_path / f"{seed}.zip"
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale,
               "PYTHONPATH": str(ROOT)}  # fmt: skip
        command = [sys.executable, "-c", PACK, str(target), umask]
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        made.append(target.read_bytes())

    assert made[0] == made[1]


# Both packages, graded.


PASSED_BY = {
    "in a branch": (
        "        # -> (batch, outputs)\n        ### BEGIN SOLUTION: backward.loss\n",
        (
            "        if len(self.distance) == 1:\n            return self.distance\n"
            "        ### BEGIN SOLUTION: backward.loss\n"
        ),
        2,
    ),
    "a generator": (
        "        # -> (batch, outputs)\n        ### BEGIN SOLUTION: backward.loss\n",
        "        yield from ()\n        ### BEGIN SOLUTION: backward.loss\n",
        1,
    ),
}


@pytest.mark.parametrize(("old", "new", "further"), PASSED_BY.values(), ids=PASSED_BY)
def test_a_stub_that_can_be_passed_by_is_refused(
    checkout: Path, old: str, new: str, further: int
) -> None:
    line = change(checkout / "solution" / "losses.py", old, new)
    (found,) = said(draft_of(checkout))

    assert found.startswith(f"solution/losses.py:{line + further}: the stub of backward.loss can")


def test_students_read_of_the_rubric_what_it_says_now(checkout: Path) -> None:
    change(checkout / "autograder" / "rubric.toml", '"Forward · sigmoid"', '"Forward · squash"')

    page = draft_of(checkout).files["docs/rubric.md"].decode()

    assert "`forward.sigmoid`: Forward · squash | " in page
    assert "Forward · sigmoid" in (checkout / "docs" / "rubric.md").read_text(encoding="utf-8")


def test_packages_that_are_wrong_are_found_by_grading_them(checkout: Path) -> None:
    draft = draft_of(checkout)
    started = draft.student["activations.py"].replace(
        b'raise NotImplementedError("TODO(forward.sigmoid)")', b"return z"
    )
    change(checkout / "solution" / "losses.py", "return 2.0 * self.d", "return 3.0 * self.d")
    student = {**draft.student, "activations.py": started}
    found = [str(f) for f in proof(dataclasses.replace(draft, student=student))]

    assert re.match(
        r"solution/losses\.py:\d+: the reference does not pass backward\.loss", found[0]
    )
    assert [
        text
        for text in found
        if re.match(r"solution/activations\.py:\d+: the stubs are failed at forward\.sigmoid", text)
    ]


def result(outcome: Outcome, earned: float) -> Result:
    message = "  It bends every\n  entry wrong.\n\n  More."
    return Result("forward.sigmoid", "2A", outcome, earned, 5.0, message=message)


def test_a_reference_that_fails_is_said_at_its_region(sound: Draft) -> None:
    (found,) = full(sound, [result(Outcome.FAILED, 0.0)])

    assert re.fullmatch(r"solution/activations\.py:\d+", f"{found.path}:{found.line}")
    assert "the reference does not pass forward.sigmoid: It bends every entry wrong" == found.rule
    assert [] == [*full(sound, [result(Outcome.PASSED, 5.0)])]


def test_a_stub_that_earns_is_said_at_its_region(sound: Draft) -> None:
    found = [*none_earned(sound, [result(Outcome.PASSED, 5.0)])]

    assert ["the stubs are passed", "the stubs earn 5 points"] == [
        failure.rule.partition(" at ")[0] for failure in found
    ]
    assert all(isinstance(failure, ReleaseError) and failure.line for failure in found)
