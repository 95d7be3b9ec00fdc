"""Read hand-ins as careless graders do, in a throw-away world: the control of hostile ones.

Each reader returns what it passes on to people: a page, a table, a log, or what it has read.
"""

import re
import shutil
import stat
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from attackcontrol import careless
from attackhandin import HostileHandin
from attackpayload import Payload
from attacksecrets import SECRET
from attackworld import World
from carelesssaying import SAYING, Reader

__all__ = ["FULL", "read"]

FULL = 32 << 20  # bytes; a hand-in has no use for so many
SECONDS = 30.0  # that a reader may take, however busy the machine is
HANGS = 2.0  # seconds after which one that is to hang counts as hanging


def read(handin: HostileHandin, world: World) -> set[str]:
    """Return the signs of success that show where a careless reader meets this hand-in."""
    path = handin.make(world.folder / "given", world)
    into = world.folder / "unpacked"
    into.mkdir()
    said: list[str] = []
    failed: list[str] = []

    def work() -> None:
        try:
            said.append(READERS[handin.reader](handin, path, into, world))
        except Exception as error:  # noqa: BLE001 — a careless reader breaks at whatever it meets
            failed.append(type(error).__name__)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(HANGS if handin.shows == "endless" else SECONDS)
    signs = set(world.changes(patience=0.0)) | ({"derailed"} if failed else set())
    signs |= {"endless"} if thread.is_alive() else set()
    signs |= {"written"} if list(world.folder.glob("escaped*")) else set()
    if SECRET in "".join(said):
        signs.add("seen")
    signs |= set(re.findall(r"\[sign: (\w+)\]", "".join(said)))
    if sum(p.lstat().st_size for p in into.rglob("*") if p.is_file()) > FULL:
        signs.add("filled")
    return signs


def _unpack(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Write every entry under the name that it states, links as links, and read it all."""
    del handin, world
    if path.is_dir():
        return "".join(one.read_bytes().decode(errors="replace") for one in _files(path))
    found = []
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            target = into / entry.orig_filename.replace("\\", "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            content = archive.read(entry)
            if stat.S_ISLNK(entry.external_attr >> 16):
                target.symlink_to(content.decode())
            elif not entry.is_dir():
                target.write_bytes(content)
                target.chmod(stat.S_IMODE(entry.external_attr >> 16) or 0o644)
                found += ["[sign: dangerous]"] * bool(target.stat().st_mode & stat.S_ISUID)
    found += [_beginning(one) for one in into.rglob("*.*") if one.is_file()]
    return "".join(found)


def _beginning(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(4096).decode(errors="replace")


def _files(folder: Path) -> Iterator[Path]:
    yield from (one for one in sorted(folder.rglob("*")) if not one.is_dir())


def _run(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Unpack with the standard library, and import what there is."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(into)
    shutil.copytree(into / "student", world.folder / "careless" / "student")
    payload = Payload(name=handin.name, title="", text="", number=handin.number, shows="passed")
    found = careless(payload, world, written=world.folder / "careless" / "student")
    return "".join(f"[sign: {sign}]" for sign in found.signs)


def _first_and_last(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Look at the first entry of a name, and run the last."""
    del handin, into, world
    with zipfile.ZipFile(path) as archive:
        folded = [
            unicodedata.normalize("NFC", n).casefold().rstrip(". ") for n in archive.namelist()
        ]
        return "[sign: differs]" if len(set(folded)) < len(folded) else ""


def _streams(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Unpack every stream of a document into a file, however long."""
    del handin, world
    with zipfile.ZipFile(path) as archive:
        content = archive.read("report.pdf")
    if b"%PDF" not in content[:1024]:
        raise ValueError("no document")
    for number, part in enumerate(re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)):
        try:
            (into / f"{number}.txt").write_bytes(zlib.decompress(part))
        except zlib.error:
            continue
    acts = rb"/(JavaScript|OpenAction|Launch|EmbeddedFile|URI)\b"
    return "[sign: acts]" * bool(re.search(acts, content))


def _pages(handin: HostileHandin, path: Path, into: Path, world: World) -> str:
    """Follow the page tree wherever it leads."""
    del handin, into, world
    with zipfile.ZipFile(path) as archive:
        content = archive.read("report.pdf")
    kids = {
        n: re.findall(rb"(\d+) 0 R", k)
        for n, k in re.findall(rb"(\d+) 0 obj\n<<.*?/Kids \[(.*?)\]", content)
    }

    def count(node: bytes) -> int:
        return sum(count(kid) for kid in kids[node]) if node in kids else 1

    return f"{count(b'2')}"


READERS: dict[str, Reader] = {
    **SAYING,
    "unpack": _unpack,
    "run": _run,
    "first and last": _first_and_last,
    "streams": _streams,
    "pages": _pages,
}
