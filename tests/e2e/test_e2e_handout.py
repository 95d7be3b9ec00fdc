"""The handout in a real browser: printed to a PDF that can be read, and nothing comes from afar."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCS = Path(__file__).parents[2] / "docs"
PROGRAM = DOCS / "handout_pdf.py"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


def printed(out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("sphinx", reason="sphinx is not installed")
    return subprocess.run(
        [sys.executable, str(PROGRAM), str(out)],
        capture_output=True,
        text=True,
        check=False,
        env=environment or None,
    )


@needs_chromium
def test_the_pdf_has_pages_that_can_be_read(tmp_path: Path) -> None:
    done = printed(tmp_path / "handout.pdf")
    assert ("", 0) == (done.stderr, done.returncode)

    with pypdf.PdfReader(tmp_path / "handout.pdf") as reader:
        pages = [page.extract_text() for page in reader.pages]
        links = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    text = " ".join(" ".join(pages).split())

    assert 12 <= len(pages) <= 30
    assert pages[0].lstrip("1\n ").startswith("Handout")
    for words in ("A step by hand", "-0.16821; -0.15391", "1/N missing", "activations.Sigmoid()"):
        assert words in text, words
    assert "Navigation" not in text
    assert not any("/A" in link for link in links)  # links lead to other places of the PDF only


@needs_chromium
def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = printed(tmp_path / "nowhere" / "handout.pdf")

    assert 2 == done.returncode
    assert f"there is no folder {tmp_path / 'nowhere'}; make it first\n" == done.stderr


def test_without_a_browser_it_is_one_line(tmp_path: Path) -> None:
    done = printed(tmp_path / "handout.pdf", PATH=str(tmp_path))

    assert 2 == done.returncode
    assert done.stderr.startswith("no Chromium was found; install chromium")
    assert 1 == done.stderr.count("\n")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sphinx", reason="sphinx is not installed")
    pages = tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(DOCS), str(pages)], check=True)
    return pages / "handout.html"


@pytest.mark.parametrize("width", [360, 400, 1200])
def test_the_page_fits_and_asks_for_nothing_from_elsewhere(
    browser: "Browser", page: Path, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.as_uri())

    assert width == tab.evaluate("document.documentElement.scrollWidth")
    assert [] == [url for url in asked if not url.startswith("file:")]
    assert tab.locator("math").count() > 40
    natural = "images => images.map(image => image.naturalWidth)"
    assert all(tab.locator("div.body img").evaluate_all(natural))
    tab.close()
