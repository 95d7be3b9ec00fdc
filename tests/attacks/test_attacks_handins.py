"""Hostile hand-ins harm careless readers, and nobody who grades a class of them with the kit."""

import csv
import io
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from attackhandin import HostileHandin, hostile_handins
from attackrecord import Record
from attacksecrets import SECRET, fingerprint
from attacktraces import resident
from attackworld import World
from carelessreading import FULL, read
from carelesssaying import FORMULA
from handinparts import zipped
from pageparser import Page
from planting import reference

from autograder.batch.samples import sample_report
from autograder.commands import main

HANDINS = hostile_handins()
PLACES = ("0000", "1550", "9999")  # before, between and after the hostile
HONEST = tuple(f"DL_LAB1_31355{place}_honest.zip" for place in PLACES)
REPORT_BYTES = 10**6
IN_A_CLASS = "a class of hand-ins"


def named(handin: HostileHandin) -> str:
    return handin.name


@pytest.mark.parametrize("handin", HANDINS, ids=named)
def test_a_hostile_hand_in_harms_a_careless_reader(
    handin: HostileHandin, world: World, record: Record
) -> None:
    assert handin.shows in read(handin, world)
    record.works.add(handin.name)


@dataclass(frozen=True)
class Class:
    """A graded class of hostile hand-ins, with an honest one first, between and last."""

    world: World
    out: Path
    given: Mapping[str, Path]
    printed: str
    before: str
    grown: int

    def report(self, source: str) -> dict[str, Any]:
        """Return the report on a hand-in, by its file's name."""
        for path in (self.out / "results").glob("*.json"):
            report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            if unicodedata.normalize("NFC", report["submission"]["source"]) == source:
                return report
        raise LookupError(source)


@pytest.fixture(scope="module")
def graded(
    parents: object,  # noqa: ARG001 — it puts temporary files apart
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Class]:
    """Grade all of them at once, as a teaching assistant does."""
    with World() as world, pytest.MonkeyPatch.context() as patch:
        handins = world.folder / "handins"
        handins.mkdir()
        given = {}
        for one in HANDINS:
            made = one.make(world.folder / one.name, world)
            given[one.name] = made.rename(handins / made.name)
            (world.folder / one.name).rmdir()
        files = {f"student/{n}": text.encode() for n, text in reference().items()}
        for name in HONEST:
            zipped(handins / name, files | sample_report())
        before, memory = fingerprint(world.folder), resident()
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        patch.setattr(sys, "stdout", said)
        patch.setattr(sys, "stderr", said)
        out = tmp_path_factory.mktemp("graded") / "out"
        main(["grade", str(handins), "--out", str(out), "--jobs", "2", "--no-gradebook"])
        patch.undo()
        said.seek(0)
        yield Class(world, out, given, said.read(), before, resident() - memory)


@pytest.mark.parametrize("handin", HANDINS, ids=named)
def test_a_hostile_hand_in_is_graded_as_what_it_is(
    handin: HostileHandin, graded: Class, record: Record
) -> None:
    report = graded.report(graded.given[handin.name].name)
    (result,) = (r for r in report["results"] if r["criterion"] == "forward.sigmoid")

    record.note(handin.name, IN_A_CLASS, gained=result["outcome"] != handin.outcome)

    assert result["outcome"] == handin.outcome, report["submission"]


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_lose_nothing_to_the_hostile(name: str, graded: Class, record: Record) -> None:
    outcomes = [result["outcome"] for result in graded.report(name)["results"]]
    record.honest += len(outcomes) - outcomes.count("passed")

    assert {"passed"} == set(outcomes)


def test_nothing_is_read_or_written_outside_of_the_results(graded: Class) -> None:
    # What was handed in is kept as it came, and a second name of a file is a file.
    written = [p for p in graded.out.rglob("*") if p.is_file() and "attempts" not in p.parts]

    assert {} == graded.world.changes()
    assert graded.before == fingerprint(graded.world.folder)
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
    assert not list(graded.out.parent.glob("escaped*"))
    assert not list(Path(tempfile.gettempdir()).rglob("escaped*"))


def test_nothing_grows_beyond_measure(graded: Class) -> None:
    sizes = [path.stat().st_size for path in graded.out.rglob("*") if path.is_file()]

    assert max(sizes) < REPORT_BYTES
    assert sum(sizes) < FULL
    assert graded.grown < 100


def test_no_page_has_an_element_of_a_stranger(graded: Class) -> None:
    pages = list(graded.out.rglob("*.html"))

    assert pages
    for path in pages:
        page = Page(path.read_text(encoding="utf-8"))
        assert not [f for f in page.faults if not f.startswith("a comment:  made from ")], path
        assert not [e for e in page.elements if "alert" in repr(e) or "onload" in e[1]], path
        assert "alert(1)" not in page.raw["script"]


def test_no_cell_of_a_table_is_a_formula(graded: Class) -> None:
    tables = list(graded.out.rglob("*.csv"))

    assert tables
    for path in tables:
        text = path.read_bytes().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [
                c for c in row if c[:1] in FORMULA and c and not re.fullmatch(r"-?[\d.]+", c)
            ]


def test_nothing_that_is_printed_obeys_a_stranger(graded: Class) -> None:
    assert all(name.split("_")[2] in graded.printed for name in HONEST)
    texts = [graded.printed]
    texts += [p.read_text(encoding="utf-8") for p in graded.out.rglob("*.txt")]

    for text in texts:
        assert "\x1b[2J" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
        assert not re.search(r"^\s*(::|##vso\[)", text, re.MULTILINE)


def test_results_are_called_by_names_that_every_system_can_have(graded: Class) -> None:
    names = [path.name for path in graded.out.rglob("*")]

    assert len(names) > len(HANDINS)
    assert all(name.isprintable() and len(name.encode()) < 200 for name in names)
    assert not [name for name in names if set(name) & set('<>:"|?*\\')]
