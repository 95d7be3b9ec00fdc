"""The process that reads a document is shut in before it sees one, or sees none."""

import shutil
import sys
from collections.abc import Collection
from pathlib import Path

import pytest
from pdfbytes import report

from autograder.document import process, read_document
from autograder.document.limits import DocumentLimits
from autograder.trouble import GraderFault
from autograder.worker.outside import lacking
from autograder.worker.tier import layers

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what shuts processes in is Linux's own"
)
KIT = Path(process.__file__).parents[1]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(report())
    return path


def test_a_document_is_read_by_a_process_that_is_shut_in(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def noted(pid: int, wanted: Collection[str]) -> list[str]:
        seen.append((lacking(pid, {"landlock", "seccomp"}), set(wanted)))
        return lacking(pid, wanted)

    monkeypatch.setattr(process, "lacking", noted)

    assert 3 == read_document(document).total_pages
    assert [([], set(layers()))] == seen


def test_it_sees_no_document_when_from_outside_something_is_missing(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "lacking", lambda *_: ["its system calls are not filtered"])
    with pytest.raises(GraderFault, match="could not start: its system calls are not filtered"):
        read_document(document)


@pytest.mark.parametrize(
    ("layer", "what"), [("landlock", "read a file"), ("seccomp", "change the mode")]
)
def test_it_sees_no_document_when_a_layer_does_nothing(
    layer: str, what: str, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("worker", "document/inside"):
        shutil.copytree(KIT / room, tmp_path / "kit" / room)
    module = tmp_path / "kit" / "worker" / "isolation" / f"{layer}.py"
    with module.open("a", encoding="utf-8") as file:
        file.write("\n\ndef restrict(*_, **__): pass\n")
    program = tmp_path / "kit" / "document" / "inside" / "program.py"
    monkeypatch.setattr(process, "PROGRAM", program)

    with pytest.raises(GraderFault, match=f"not shut in as it should be: it can {what}"):
        read_document(document)


def test_it_may_write_nothing_at_all(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("worker", "document/inside"):
        shutil.copytree(KIT / room, tmp_path / "kit" / room)
    inside = tmp_path / "kit" / "document" / "inside"
    (inside / "survey.py").write_text(
        "def answer(*_):\n"
        "    try: open('made', 'w')\n"
        "    except PermissionError: return b'refused'\n"
        "    return b'made'\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(process, "PROGRAM", inside / "program.py")

    assert b"refused" == process.answered(document, DocumentLimits(), [], task="content")
