"""The templates of a report, made into PDFs as students make them, with Chinese in them."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typst
from templating import CHINESE, FOLDER, draw_pictures, filled, filled_docx, said, wrong

from autograder.document import examined

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXTS = ("report.md", "report.typ", "report.tex")
PAGE = '<!doctype html><meta charset="utf-8"><title>Lab 1</title>{}'


def needs(program: str) -> pytest.MarkDecorator:
    found = shutil.which(program) is not None
    return pytest.mark.skipif(not found, reason=f"{program} is not installed")


@pytest.fixture(params=[False, True], ids=["as it comes", "filled in"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder of templates: as they come, or with pictures, accuracies and Chinese."""
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    if request.param:
        draw_pictures(tmp_path)
        for name in TEXTS:
            path = tmp_path / name
            path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
        (tmp_path / "report.docx").write_bytes(filled_docx((tmp_path / "report.docx").read_bytes()))
    return tmp_path


def check(folder: Path, *, pictures: bool = True, chinese: bool = True) -> None:
    """Hold the PDF in the folder to every section, and to what was filled in and no more."""
    pdf, changed = folder / "report.pdf", (folder / "results").is_dir()

    assert [] == wrong(pdf, pictures=changed and pictures)
    claims = [("linear", 0.98), ("xor", 1.0)] if changed else []
    assert claims == [(c["data"], c["value"]) for c in examined(pdf)["claims"]]  # type: ignore[attr-defined]
    assert not chinese or (CHINESE if changed else "Name(姓名)") in said(pdf)


def test_markdown_printed_by_a_browser_passes(folder: Path, browser: "Browser") -> None:
    markdown = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    text = (folder / "report.md").read_text(encoding="utf-8")
    page = PAGE.format(markdown.MarkdownIt().render(text))
    (folder / "report.html").write_text(page, encoding="utf-8")
    tab = browser.new_page()
    tab.goto((folder / "report.html").as_uri())
    tab.pdf(path=folder / "report.pdf", format="A4")
    tab.close()

    check(folder)


def test_typst_with_the_fonts_of_the_system_passes(folder: Path) -> None:
    typst.compile(folder / "report.typ", output=folder / "report.pdf")

    check(folder)


@needs("soffice")
def test_the_document_for_word_passes_when_libreoffice_exports_it(folder: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)

    check(folder, pictures=False)  # a person puts them into Word


@needs("xelatex")
@pytest.mark.parametrize("engine", ["xelatex", "pdflatex"])
def test_latex_passes(folder: Path, engine: str) -> None:
    if engine == "pdflatex":  # it has no Chinese, as the template says
        path = folder / "report.tex"
        path.write_text(path.read_text(encoding="utf-8").replace(CHINESE, ""), encoding="utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "report.tex"]
    home = os.environ | {"TEXMFVAR": str(folder / "texmf")}
    subprocess.run(command, cwd=folder, env=home, capture_output=True, check=True, timeout=120)

    check(folder, chinese=engine == "xelatex")
