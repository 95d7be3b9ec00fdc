"""Workers may read the folders of fonts, and no folder that holds more than its fonts."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.worker import fonts


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    fonts.folders.cache_clear()
    yield
    fonts.folders.cache_clear()


def test_a_font_in_the_home_folder_does_not_open_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    kept = home / ".fonts"
    files = [home / "a.ttf", tmp_path / "b.ttf", kept / "c.ttf"]
    entries = [{"fname": str(file)} for file in files] + [{"fname": "fonts/ttf/own.ttf"}]
    (tmp_path / "fontlist-v1.json").write_text(json.dumps({"ttflist": entries}), encoding="utf-8")
    monkeypatch.setattr(fonts, "_built", lambda: (tmp_path / "fontlist-v1.json",))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))

    assert (str(kept),) == fonts.folders()
