"""What hostile hand-ins are made of: archives, packages that raise a text, documents."""

import functools
import zipfile
from collections.abc import Mapping
from pathlib import Path

from planting import reference
from zipbytes import Member, zip_bytes

from autograder.batch.paper import paper
from autograder.batch.samples import sample_report

__all__ = ["document", "folder", "honest", "raising", "right", "spoiled", "zipped"]

Files = Mapping[str, bytes]
FEW = ("__init__.py", "activations.py", "layers.py", "losses.py", "network.py")


def right() -> dict[str, bytes]:
    """Return a hand-in that is right as far as it goes, by the paths of its files."""
    files = reference()
    return {f"student/{n}": files[n].encode() for n in FEW} | _report()


@functools.cache
def _report() -> dict[str, bytes]:
    return sample_report()


def raising(text: str) -> dict[str, bytes]:
    """Return a hand-in whose activations print a text, and raise it."""
    code = f"""

def _raise(*_):
    print({text!r})
    raise ValueError({text!r})


Sigmoid.forward = _raise
"""
    files = right()
    files["student/activations.py"] += code.encode()
    return files


def document(*lines: str) -> bytes:
    """Return a PDF with these headings."""
    return paper([(line, "") for line in lines])


def zipped(path: Path, files: Files) -> Path:
    """Write a zip and return it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def honest() -> list[Member]:
    """Return the entries of a zip with a hand-in that is right."""
    return [Member(name.encode(), content) for name, content in right().items()]


def spoiled(path: Path, *members: Member) -> Path:
    """Write a zip with a hand-in that is right, and these entries behind it; return it."""
    path.write_bytes(zip_bytes(*honest(), *members))
    return path


def folder(path: Path, files: Files) -> Path:
    """Write a folder and return it."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path
