"""Submissions that are planted: the reference with a student's change, read from a TOML file.

title = "What the student did"
fails = ["backward.sigmoid"]    # exactly what must fail or be stopped; the rest must not
person = []                     # what must go to a person instead: not graded
[mistake]                       # the name that each of these gets, where it has one
"backward.sigmoid" = "slope-missing"
accuracy = false                # whether it is trained and judged too, which takes a second
[clock]                         # other limits than the course's, in seconds
training_cpu = 0.5
[[patch]]
file = "activations.py"
within = "Sigmoid"              # the class or function to look in; the whole file by default
old = "…"                       # stands there exactly once; without it all of `within` goes
new = "…"
[files]                         # whole files, instead of the reference's or beside them
"helpers.py" = "…"
[handin]                        # it is handed in as a zip, and its form is what is wrong
name = "DL_LAB1_….zip"          # the right one by default
without = ["report.pdf"]
report = ["1. Introduction"]    # the lines of report.pdf; all the sheet's headings by default
weights = { "byte-code" = "penalised" }  # of a course that weighs it otherwise
[handin.files]                  # beside the package, by their path in the zip
"student/layers.pyc" = ""
"""

import tempfile
import tomllib
import zipfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.batch.paper import paper
from autograder.batch.samples import sample_report
from autograder.cases import PUBLIC
from autograder.handin import Rule, Weight
from autograder.reading.syntax import Unreadable, grow
from autograder.report import Report
from autograder.rubric import load_rubric
from autograder.session import grading_of, opened, rules

__all__ = ["Planted", "PlantedError", "grade", "grade_folder", "planted", "read", "reference"]

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).with_name("planted")
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")
NAME = "student"
RIGHT = "DL_LAB1_313551157_陳敬中.zip"
PLAIN = {"title", "fails", "person", "accuracy", "clock", "mistake", "handin"}
Patch = Mapping[str, str]


class PlantedError(ValueError):
    """A planted submission that says nothing any more, such as a patch that fits nowhere."""


@dataclass(frozen=True)
class Planted:
    """One planted submission and what must come of it."""

    title: str
    files: Mapping[str, str]
    changed: frozenset[str]
    fails: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    mistake: Mapping[str, str] = field(default_factory=dict)
    accuracy: bool = False
    clock: Mapping[str, float] = field(default_factory=dict)
    handin: Mapping[str, Any] | None = None

    @property
    def criteria(self) -> list[str]:
        """The criteria to grade: what takes long only where the submission is about it."""
        return [c.id for c in load_rubric().program if self._concerns(c.id)]

    def _concerns(self, criterion: str) -> bool:
        if criterion in self.fails | self.person:
            return True
        if self.handin is not None or load_rubric()[criterion].handin:
            return self.handin is not None and load_rubric()[criterion].handin
        if criterion.startswith("accuracy."):
            return self.accuracy
        if criterion.startswith("figures."):
            return "figures.py" in self.changed
        return not load_rubric().is_extra(criterion)

    def write(self, folder: Path) -> Path:
        """Write the package into a folder of its own and return it."""
        package = folder / NAME
        for name, text in self.files.items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_bytes(text.encode())
        return package

    def hand_in(self, folder: Path) -> Path:
        """Write the package into a hand-in, zipped, and return the zip."""
        how = dict(self.handin or {})
        files = sample_report() | {
            f"{NAME}/{name}": text.encode() for name, text in self.files.items()
        }
        if "report" in how:
            files["report.pdf"] = paper([(line, "") for line in how["report"]])
        files |= {name: text.encode() for name, text in how.get("files", {}).items()}
        path = folder / str(how.get("name", RIGHT))
        with zipfile.ZipFile(path, "w") as archive:
            for name in sorted(files.keys() - set(how.get("without", ()))):
                archive.writestr(name, files[name])
        return path


def planted(kind: str) -> list[Path]:
    """Return the files of one kind, "wrong" or "right"."""
    return sorted((FOLDER / kind).glob("*.toml"))


def reference() -> dict[str, str]:
    """Return the reference's modules, without the lines that mark its tasks."""
    files = {}
    for path in sorted((ROOT / "solution").glob("*.py")):
        if path.name == "lab1.py":  # the notebook's text, and no module
            continue
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.strip().startswith(MARKERS)]
        files[path.name] = "".join(kept)
    return files


def read(text: str) -> Planted:
    """Return what a file plants; PlantedError when it does not fit the reference, or the rubric."""
    data = tomllib.loads(text)
    files, patches = data.pop("files", {}), data.pop("patch", [])
    if unknown := set(data) - PLAIN:
        raise PlantedError(f"{', '.join(sorted(unknown))} means nothing here")
    if not files and not patches and "handin" not in data:
        raise PlantedError("it changes nothing")
    fails, person = frozenset(data.pop("fails", ())), frozenset(data.pop("person", ()))
    if lost := set(data.get("mistake", {})) - (fails | person):
        raise PlantedError(f"{', '.join(sorted(lost))} has a mistake and does not fail")
    if unheard := (fails | person) - load_rubric().known:
        raise PlantedError(f"the rubric does not know {', '.join(sorted(unheard))}")
    return Planted(
        files=_patched(reference() | files, patches),
        changed=frozenset({*files, *(patch["file"] for patch in patches)}),
        fails=fails,
        person=person,
        **data,
    )


def grade(submission: Planted) -> Report:
    """Grade a planted submission by the criteria that concern it, and by what these need."""
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        if submission.handin is not None:
            path, weights = submission.hand_in(Path(folder)), submission.handin.get("weights", {})
            return grade_folder(path, submission.criteria, submission.clock, weights)
        package = submission.write(Path(folder))
        return grade_folder(package, submission.criteria, submission.clock)


def grade_folder(
    package: Path,
    criteria: Collection[str] | None = None,
    clock: Mapping[str, float] = MappingProxyType({}),
    weights: Mapping[str, str] = MappingProxyType({}),
) -> Report:
    """Grade a package or a hand-in in this process, by all criteria unless some are named."""
    course = rules(PUBLIC)[1]
    form = {**course.format, **{Rule(rule): Weight(weight) for rule, weight in weights.items()}}
    with tempfile.TemporaryDirectory(prefix="lab-") as workspace:
        found = opened(package, Path(workspace), replace(course, format=form))
        with grading_of(found) as session:
            grading = session.grading
            grading.clock = replace(grading.clock, **clock)
            every = [criterion.id for criterion in session.rubric.program]
            for criterion in every if criteria is None else criteria:
                grading.result(criterion)
            return session.report()


def _patched(files: Mapping[str, str], patches: Iterable[Patch]) -> dict[str, str]:
    changed = dict(files)
    for patch in patches:
        text = changed.get(patch["file"], "")
        before, part, after = _parted(text, patch)
        old = patch.get("old", part)
        if not old or (times := part.count(old)) != 1:
            place = " in ".join(filter(None, (patch.get("within"), patch["file"])))
            raise PlantedError(
                f"{place} has {old.strip()!r} {times if old else 0} times instead of once; the "
                "reference has changed, so write down anew what the student did"
            )
        changed[patch["file"]] = before + part.replace(old, patch["new"]) + after
    return changed


def _parted(text: str, patch: Patch) -> tuple[str, str, str]:
    """Return what is before, in and after the class or function that a patch is about."""
    if "within" not in patch:
        return "", text, ""
    # Submissions are graded in threads, and Python 3.11's parser is for one thread at a time.
    tree = grow(patch["file"], text)
    if isinstance(tree, Unreadable):
        raise PlantedError(f"{patch['file']} is not Python: {tree.text}")
    lines = text.splitlines(keepends=True)
    for node in tree.body:
        if getattr(node, "name", "") == patch["within"]:
            start, end = node.lineno - 1, node.end_lineno
            return "".join(lines[:start]), "".join(lines[start:end]), "".join(lines[end:])
    return text, "", ""
