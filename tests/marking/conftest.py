"""A folder with an empty gradebook: nbgrader takes its time to make one, so it is copied."""

import shutil
from pathlib import Path

import pytest

from autograder.marking.database import gradebook, place_of


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gradebook of nobody."""
    path = place_of(tmp_path_factory.mktemp("blank"))
    with gradebook(path):
        pass
    return path


@pytest.fixture
def out(tmp_path: Path, blank: Path) -> Path:
    """Return a folder of results of one test, its gradebook made but empty."""
    folder = tmp_path / "out"
    folder.mkdir()
    shutil.copyfile(blank, place_of(folder))
    return folder
