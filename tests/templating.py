"""A report's templates, filled in as a student does, and what the kit misses in the PDF."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import image

from autograder.document import examined, load_layouts, read_document
from autograder.document.layouts import Place
from autograder.document.numbering import numbered

__all__ = ["CHINESE", "FOLDER", "PLACES", "PROGRAM", "draw_pictures", "filled", "filled_docx",
           "said", "wrong"]  # fmt: skip

FOLDER = Path(__file__).parents[1] / "docs" / "templates"
PROGRAM = FOLDER.parent / "report_templates.py"
PLACES = load_layouts().layouts[0].places
CHINESE = "陳敬中以矩陣實作倒傳遞的演算法、並比較不同的設定。"

_PAYING = [place for place in PLACES if place.rubric]
_PICTURES = re.compile(r"results/\w+\.png")
_BLANK = r"(?:…|\\ldots\{\})"


def filled(text: str) -> str:
    """Return a template with accuracies and a sentence in Chinese."""
    text = re.sub(f"(Accuracy on linear: ){_BLANK}", r"\g<1>98", text)
    text = re.sub(f"(Accuracy on XOR: ){_BLANK}", r"\g<1>100", text)
    text = text.replace("#let pictures = false", "#let pictures = true")
    return re.sub(r"(Say in your own words what is built[^.]*\.)", rf"\1 {CHINESE}", text)


def filled_docx(content: bytes) -> bytes:
    """Return the same of a document of Word."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(data, "w") as after:
        for name in before.namelist():
            after.writestr(name, filled(before.read(name).decode()))
    return data.getvalue()


def draw_pictures(folder: Path) -> None:
    """Put a picture wherever the templates have a place for one."""
    for name in _PICTURES.findall((FOLDER / "report.md").read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(exist_ok=True)
        image.imsave(folder / name, np.eye(40).repeat(10, 0).repeat(12, 1))


def said(pdf: Path) -> str:
    """Return the letters of a PDF as the kit reads them, without blanks."""
    lines = (line.text for page in read_document(pdf).pages for line in page.lines)
    return re.sub(r"\s", "", "".join(lines))


def wrong(pdf: Path, *, pictures: bool, gone: tuple[str, ...] = ()) -> list[str]:
    """Return what the kit does not find as the template has it; `gone` are deleted sections."""
    facts: Mapping[str, Any] = examined(pdf)
    found = [f"{name}: {facts[name]}" for name in ("layout", "readable", "why")]
    right = ["layout: current", "readable: True", "why: "]
    doubts = [name for name in found if name not in right]
    sections = {section["id"]: section for section in facts["sections"]}
    if list(sections) != [place.id for place in _PAYING]:
        doubts.append(f"sections: {', '.join(sections)}")
    for place in _PAYING:
        doubts += _amiss(place, sections[place.id], pictures=pictures, gone=place.id in gone)
    return doubts


def _amiss(place: Place, section: Mapping[str, Any], *, pictures: bool, gone: bool) -> list[str]:
    """Return what is not as it should be about one section."""
    if gone:
        right = (section["state"], section["proposal"]) == ("missing", None)
        return [] if right else [f"{place.id} is not there and is {section['state']}"]
    heading = numbered(section["heading"] or "")
    named = heading.text.casefold() == place.own and place.label == heading.letter + heading.number
    figures = (4 if place.id == "3A" else 2) if pictures and place.figure else 0
    why = "no picture stands in it" if place.figure and not figures else ""
    is_so = (section["state"], section["figures"], section["why"], named)
    right_so = ("present", figures, why, True)
    return [] if is_so == right_so else [f"{place.id}: {is_so}, {section['heading']}"]
