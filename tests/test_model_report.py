"""The model report: made of the template, found whole by every check, and never handed out."""

import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from templating import PLACES, said

from autograder.batch import make_sample_class
from autograder.batch.samples import model_report
from autograder.document import examined
from autograder.handin import open_submission
from autograder.received import Received
from autograder.release.handout import contents
from solution.experiments.figures.gallery import PICTURES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PDF = ROOT / "autograder" / "batch" / "model_report.pdf"


@pytest.fixture(scope="module")
def beside() -> Iterator[Mapping[str, ModuleType]]:
    """Import the programs beside the pages."""
    before = list(sys.path)
    sys.path.insert(0, str(DOCS))
    names = ("discussion_page", "measured", "model_report")
    yield {name: importlib.import_module(name) for name in names}
    sys.path[:] = before


@pytest.fixture(scope="module")
def facts() -> Mapping[str, Any]:
    return examined(PDF)


def test_every_section_is_found_and_none_is_in_doubt(facts: Mapping[str, Any]) -> None:
    assert ("current", True, "") == (facts["layout"], facts["readable"], facts["why"])
    assert 6 <= facts["pages"] <= 8
    assert [place.id for place in PLACES if place.rubric] == [s["id"] for s in facts["sections"]]
    assert [] == [s for s in facts["sections"] if (s["state"], s["why"]) != ("present", "")]
    assert all(s["figures"] for s in facts["sections"] if s["id"] in {"3A", "3C", "4A", "4B", "4C"})


def test_its_claims_are_the_accuracies_of_its_own_network(facts: Mapping[str, Any]) -> None:
    found = [(claim["data"], claim["value"]) for claim in facts["claims"]]

    assert [("linear", 1.0), ("xor", 1.0)] * 2 == found


def test_it_is_made_of_words_and_figures_as_they_are(
    beside: Mapping[str, ModuleType], tmp_path: Path
) -> None:
    for name in ("one.pdf", "two.pdf"):
        beside["model_report"].made(tmp_path / name)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert said(tmp_path / "one.pdf") == said(PDF), "make it anew: python docs/model_report.py"
    assert PDF.stat().st_size < 1_000_000


def test_it_shows_every_figure(beside: Mapping[str, ModuleType]) -> None:
    shown = re.findall(r'#shown\("(\w+)\.svg"\)', beside["model_report"].source())

    assert sorted(shown) == sorted(picture.name for picture in PICTURES)


def test_the_best_of_the_sample_class_hands_it_in(tmp_path: Path) -> None:
    best = make_sample_class(tmp_path / "class")[0]
    (tmp_path / "workspace").mkdir()
    received = Received(open_submission(best, tmp_path / "workspace"))
    path = received.submission.document

    assert path
    assert () == received.findings
    assert [] == list(received.submission.remarks)
    assert model_report()["report.pdf"] == path.read_bytes() == PDF.read_bytes()


def test_no_student_is_handed_what_it_says() -> None:
    released = contents(ROOT, {})

    assert [] == [name for name in released if name.endswith(".pdf") or "discussion" in name]
    assert [] == [name for name in released if "model" in name]


def test_the_page_has_every_figure_described() -> None:
    text = (DOCS / "discussion.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^!\[(.+)\]\(images/discussion/(\w+)\.svg\)$", text, re.MULTILINE))

    assert [picture.name for picture in PICTURES] == list(shown.values())
    assert all(len(words) > 40 for words in shown)
    assert "{{" not in text


def test_a_number_is_said_as_it_is_read(beside: Mapping[str, ModuleType], tmp_path: Path) -> None:
    numbers = '{"a b/1": {"n": 12345, "x": 0.0123, "tiny": 0.000097, "big": 13300.0, "no": null}}'
    (tmp_path / "f.json").write_text(numbers, encoding="utf-8")

    def say(words: str) -> str:
        return str(beside["measured"].told(f"<{{{{f; a b/1; {words}}}}}>", tmp_path))

    assert ["<12,345>", "<0.0123>", "<9.7 · 10⁻⁵>", "<13,300>", "<1.23 %>"] == [
        say(words) for words in ("n", "x", "tiny", "big", "x; %")
    ]
    with pytest.raises(SystemExit, match="never reached"):
        say("no")
    with pytest.raises(KeyError):
        say("other")
