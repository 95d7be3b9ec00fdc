"""The templates of a report name the sections as the sheet does, and their PDFs are read so."""

import importlib
import re
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
import typst
from templating import FOLDER, PLACES, PROGRAM, draw_pictures, filled, wrong

from autograder.document import examined
from autograder.document.numbering import numbered

Headings = list[tuple[int, str]]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_EXTRAS = ("3D", "4D", "6A", "6B", "6C")


@pytest.fixture
def program() -> Iterator[ModuleType]:
    before = list(sys.path)
    sys.path.insert(0, str(PROGRAM.parent))
    yield importlib.import_module(PROGRAM.stem)  # a program beside the pages
    sys.path[:] = before


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def compiled(source: Path, pdf: Path) -> None:
    """Make a PDF with the fonts that Typst has in itself: they are the same on every machine."""
    typst.compile(source, output=pdf, ignore_system_fonts=True)


def marked(text: str, sign: str) -> Headings:
    """Return the headings of a text whose lines say their level by repeating a sign."""
    found = re.findall(rf"^({re.escape(sign)}+) (.+)$", text, re.MULTILINE)
    return [(len(signs), title) for signs, title in found]


def in_markdown() -> Headings:
    (level, title), *rest = marked(read("report.md"), "#")
    assert (1, "Lab 1 report") == (level, title)
    return [(level - 1, title) for level, title in rest]


def in_typst() -> Headings:
    return marked(read("report.typ"), "=")


def in_latex() -> Headings:
    found = re.findall(r"^\\(sub)?section\*\{(.+)\}$", read("report.tex"), re.MULTILINE)
    return [(1 + bool(sub), title) for sub, title in found]


def in_word() -> Headings:
    found = [(re.fullmatch(r"Heading(\d)", style), text) for style, text in paragraphs()]
    return [(int(level[1]), text) for level, text in found if level]


def paragraphs() -> list[tuple[str, str]]:
    """Return the style and the text of every paragraph of the document for Word."""
    with zipfile.ZipFile(FOLDER / "report.docx") as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 — ours
    return [
        (
            next(style.attrib[f"{W}val"] for style in p.iter(f"{W}pStyle")),
            "".join(t.text or "" for t in p.iter(f"{W}t")),
        )
        for p in root.iter(f"{W}p")
    ]


FORMATS = {"md": in_markdown, "typ": in_typst, "tex": in_latex, "docx": in_word}


@pytest.mark.parametrize("headings", FORMATS.values(), ids=FORMATS)
def test_the_headings_are_those_of_the_sheet_in_its_order(headings: Callable[[], Headings]) -> None:
    found = [(level, numbered(title)) for level, title in headings()]

    assert [(1 + place.is_part, place.label, place.own) for place in PLACES] == [
        (level, parts.number + parts.letter, parts.text.casefold()) for level, parts in found
    ]


def test_one_that_was_edited_is_named_and_made_anew(
    program: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(FOLDER, tmp_path / "docs" / "templates")
    monkeypatch.setattr(program, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(program, "TARGET", tmp_path / "docs" / "templates")
    edited = tmp_path / "docs" / "templates" / "report.docx"
    edited.write_bytes(b"mine")

    monkeypatch.setattr(sys, "argv", ["report_templates.py", "--check"])
    assert (1, b"mine") == (program.main(), edited.read_bytes())
    told = "docs/templates/report.docx is not fresh: python docs/report_templates.py\n"
    assert told == capsys.readouterr().err

    monkeypatch.setattr(sys, "argv", ["report_templates.py"])
    assert 0 == program.main()
    assert (FOLDER / "report.docx").read_bytes() == edited.read_bytes()


@pytest.mark.parametrize("name", ["report.md", "report.typ", "report.tex"])
def test_every_heading_has_a_sentence_and_both_data_sets_have_their_places(name: str) -> None:
    text = read(name)

    assert len(PLACES) == len(
        re.findall(r"^(?:> |#hint\[|\\hint\{)[A-Z].*\.[\]}]?$", text, re.MULTILINE)
    )
    for data in ("linear", "xor"):
        for figure in ("screenshot", "comparison", "learning_curve"):
            assert text.count(f"results/{data}_{figure}.png") == 1
        assert (
            len(re.findall(f"^Accuracy on {data}: .* .?%$", text, re.MULTILINE | re.IGNORECASE))
            == 1
        )


def test_the_document_for_word_says_what_the_others_say() -> None:
    hints = re.findall(r"^> (.*)$", read("report.md"), re.MULTILINE)
    captions = re.findall(r"^\*(Figure .*)\*$", read("report.md"), re.MULTILINE)
    said = paragraphs()

    assert hints == [text for style, text in said if style == "Hint"]
    assert captions == [text for style, text in said if style == "Caption"]
    assert ["Accuracy on linear: … %", "Accuracy on XOR: … %"] == [
        text for style, text in said if style == "Normal"
    ]


def test_words_own_headings_make_its_bookmarks() -> None:
    with zipfile.ZipFile(FOLDER / "report.docx") as archive:
        assert archive.testzip() is None
        root = ET.fromstring(archive.read("word/styles.xml"))  # noqa: S314 — ours
    styles = {style.attrib[f"{W}styleId"]: style for style in root.iter(f"{W}style")}
    used = {style for style, _ in paragraphs()}

    assert used <= styles.keys()
    for level in (1, 2):
        style = styles[f"Heading{level}"]
        assert [f"heading {level}"] == [e.attrib[f"{W}val"] for e in style.iter(f"{W}name")]
        assert [str(level - 1)] == [e.attrib[f"{W}val"] for e in style.iter(f"{W}outlineLvl")]


def test_a_pdf_of_typst_passes_as_it_comes(tmp_path: Path) -> None:
    compiled(FOLDER / "report.typ", tmp_path / "report.pdf")

    assert [] == wrong(tmp_path / "report.pdf", pictures=False)
    assert [] == examined(tmp_path / "report.pdf")["claims"]


def test_a_pdf_of_typst_passes_when_it_is_filled_in(tmp_path: Path) -> None:
    draw_pictures(tmp_path)
    (tmp_path / "report.typ").write_text(filled(read("report.typ")), encoding="utf-8")
    compiled(tmp_path / "report.typ", tmp_path / "report.pdf")

    assert [] == wrong(tmp_path / "report.pdf", pictures=True)
    claims = examined(tmp_path / "report.pdf")["claims"]
    assert [("linear", 0.98), ("xor", 1.0)] == [(c["data"], c["value"]) for c in claims]  # type: ignore[attr-defined]


def test_what_is_optional_may_be_deleted(tmp_path: Path) -> None:
    sections = re.split(r"^(?==)", read("report.typ"), flags=re.MULTILINE)
    assert len(PLACES) + 1 == len(sections)
    names = ["", *(place.id for place in PLACES)]
    kept = [s for name, s in zip(names, sections, strict=True) if name not in {*NO_EXTRAS, "6"}]
    (tmp_path / "report.typ").write_text("".join(kept), encoding="utf-8")
    compiled(tmp_path / "report.typ", tmp_path / "report.pdf")

    assert [] == wrong(tmp_path / "report.pdf", pictures=False, gone=NO_EXTRAS)


@pytest.mark.parametrize("other", ["== C. The weather", ""])
def test_a_heading_that_is_changed_would_be_noticed(other: str, tmp_path: Path) -> None:
    changed = read("report.typ").replace("== C. Learning curve", other)
    (tmp_path / "report.typ").write_text(changed, encoding="utf-8")
    compiled(tmp_path / "report.typ", tmp_path / "report.pdf")

    (doubt,) = wrong(tmp_path / "report.pdf", pictures=False)
    assert doubt.startswith("3C: ")
