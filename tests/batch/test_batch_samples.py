"""The sample class is made of the lab as it is now, the same every time, or not at all."""

import io
import zipfile
from pathlib import Path

import pypdf
import pytest

from autograder.batch import make_sample_class
from autograder.batch.paper import paper
from autograder.batch.patches import Patch, SampleError, patched, read_package
from autograder.batch.samples import HEADINGS, sample_report


def test_the_same_class_has_the_same_bytes(tmp_path: Path) -> None:
    one, two = (make_sample_class(tmp_path / name) for name in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    zips = [(a, b) for a, b in zip(one, two, strict=True) if a.is_file()]
    assert len(zips) >= 12
    assert all(a.read_bytes() == b.read_bytes() for a, b in zips)


def test_no_marker_of_a_task_is_left(samples: dict[str, Path]) -> None:
    with zipfile.ZipFile(samples["001"]) as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".py")]
    assert len(texts) > 8
    assert not any(b"SOLUTION" in text for text in texts)


def test_a_change_that_lost_its_place_is_loud() -> None:
    sources = {"layers.py": "x = 1\nx = 1\n"}
    for patch in (
        Patch("layers.py", "x = 2", ""),
        Patch("layers.py", "x = 1", ""),
        Patch("none.py", "x = 1", ""),
    ):
        with pytest.raises(SampleError, match="instead of once; bring"):
            patched(sources, [patch])
    changes = [Patch("layers.py", "x = 1\nx", "y"), Patch("layers.py", "y = 1", "z")]
    assert {"layers.py": "z\n"} == patched(sources, changes)


def test_a_package_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="python -m autograder release"):
        read_package(tmp_path)


def test_the_report_is_a_pdf_with_the_sheets_headings() -> None:
    reader = pypdf.PdfReader(io.BytesIO(sample_report()["report.pdf"]), strict=True)
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert [heading for heading in HEADINGS if heading in text] == list(HEADINGS)
    assert paper([("A", "b")]) == paper([("A", "b")])
