"""What a worker may read of folders that hold others' files too: shared libraries, no more."""

import sys
from pathlib import Path

import pytest

from autograder.worker.isolation.places import found


@pytest.mark.skipif(sys.platform != "linux", reason="places are looked for on Linux alone")
def test_of_a_folder_of_libraries_only_libraries_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = {tmp_path / "liba.so", tmp_path / "libb.so.1.2"}
    others = {tmp_path / "notes.sorted.csv", tmp_path / "solution.py", tmp_path / "grader.sock"}
    for path in libraries | others:
        path.touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    readable = {Path(path) for path in found({})["readable"]}

    assert libraries <= readable
    assert not others & readable
    assert tmp_path not in readable
