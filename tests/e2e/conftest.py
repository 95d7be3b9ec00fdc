"""One browser for all pages; it looks at the reports and templates that are tested elsewhere."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TESTS = Path(__file__).parents[1]
# templating.py, richreport.py, and formclass.py
sys.path += [str(TESTS), str(TESTS / "outputs"), str(TESTS / "marking")]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Yield the one browser: playwright cannot be started twice at a time."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as driver:
        # Chromium's own sandbox needs what a container, or root, has not; the pages are ours.
        found = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()
