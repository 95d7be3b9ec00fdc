"""Zips: right ones with wrong bytes, and ones whose every field may lie."""

import functools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from mutation import mutated
from zipbytes import Member, wide_end, zip_bytes

from autograder.handin import ArchiveError, ArchiveLimits, extract, open_submission

__all__ = ["made", "tried"]

ROOT = Path(__file__).parents[2]
NAMES = (
    *(b"layers.py", b"student/layers.py", b"lab/student/losses.py", b"lab/", b"report.pdf", b"a"),
    *(
        b"../evil.py",
        b"/etc/passwd",
        b"C:/evil.py",
        b"a\\..\\..\\b",
        b"m.py\0.txt",
        b"a/b\\c",
        b"a/",
    ),
    *(
        b"LAYERS.PY",
        b"CON",
        b"nul.py",
        b"a.py.",
        b"a.py ",
        b"a:b",
        b"\xff\xfe",
        b"n" * 300,
        b"..",
        b"",
    ),
    *("作業.py".encode(), "作業.py".encode("cp950"), "e\u0301.py".encode(), "é.py".encode()),
    *(b"__MACOSX/._a", b".DS_Store", b"venv/x.py", b"a/" * 40 + b"b", b"code.zip", b"\x1b[2J.py"),
)
MARKS = (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7")
WORDS = (*MARKS, *NAMES[:22], b"\1\0\x18\0" + b"\xff" * 24)
SOURCE = (b"class ", b"def ", b"import ")
LIMITS = ArchiveLimits()


def made(random: Random) -> bytes:
    """Return the bytes that are handed in as a zip."""
    kind = random.random()
    if kind < 0.5:
        return mutated(random, random.choice(_right()), MARKS, WORDS)
    if kind < 0.75:
        return zip_bytes(*_odd(random))
    members = [_member(random) for _ in range(random.choice((1, 2, 3, 8)))]
    wide = wide_end(random.randint(0, 3), random.randint(0, 99), random.randint(0, 99))
    data = zip_bytes(
        *members,
        prefix=random.choice((b"", b"", b"", b"MZ")),
        shifted=random.random() < 0.8,
        comment=random.choice((b"", b"", b"PK\5\6" * 5)),
        tail=random.choice((b"", b"", b"", b"\0\0")),
        count=random.choice((None, None, None, 0, 9, 0xFFFF)),
        disk=random.choice((0, 0, 0, 1)),
        wide=wide if random.random() < 0.1 else b"",
    )
    return mutated(random, data, MARKS, WORDS) if random.random() < 0.3 else data


def tried(data: bytes) -> str:
    """Unpack and open a hand-in as the grader does; nothing may come to lie elsewhere."""
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        path = home / "DL_LAB1_313551157_name.zip"
        path.write_bytes(data)
        line = _refusal(path, home / "out")
        outcome = "refused" if line else "unpacked"
        assert "\n" not in line
        if not line:
            submission = open_submission(path, home / "work", limits=LIMITS)
            assert submission.package is None or submission.problem is None
            outcome = "opened" if submission.package else outcome
        assert {p.name for p in home.iterdir()} <= {path.name, "out", "work"}
        inside = list(home.rglob("*"))
        assert all((p.is_file() or p.is_dir()) and not p.is_symlink() for p in inside)
        assert sum(p.stat().st_size for p in inside if p.is_file()) < 4 * LIMITS.total
    return outcome


def _refusal(path: Path, destination: Path) -> str:
    try:
        extract(path, destination, LIMITS)
    except ArchiveError as refusal:
        return refusal.line
    return ""


def _odd(random: Random) -> Iterator[Member]:
    """Yield the members of a right zip, some of which have wrong content or an odd name."""
    home = random.choice((b"", b"student/", b"lab/student/", b"\xff" * 3 + b"/"))
    for name, data in _modules():
        content = mutated(random, data, SOURCE, WORDS) if random.random() < 0.2 else data
        place = random.choice(NAMES) if random.random() < 0.05 else name
        yield Member(home + place, content, flags=random.choice((0x800, 0x800, 0x800, 0)))
    if random.random() < 0.5:
        yield Member(random.choice(NAMES), mutated(random, _right()[0], MARKS, WORDS), method=0)


@functools.cache
def _modules() -> Sequence[tuple[bytes, bytes]]:
    paths = sorted((ROOT / "student").glob("*.py"))
    return [(path.name.encode(), path.read_bytes()) for path in paths]


def _member(random: Random) -> Member:
    return Member(
        random.choice(NAMES),
        bytes(random.choice((0, 6, 6, 300, 100_000))),
        flags=random.choice((0x800, 0x800, 0x800, 0, 8, 0x801, 0x840, 0x2800)),
        method=random.choice((8, 8, 8, 0, 0, 9, 12, 14, 99)),
        mode=random.choice(
            (0o100644, 0o100644, 0o106755, 0o120777, 0o010644, 0o040755, 0o060644, 0)
        ),
        system=random.choice((3, 3, 0, 19)),
        attributes=random.choice((0, 0, 0x10, 0x400)),
        stated=random.choice((None, None, None, 0, 9, 2**31, 2**32 - 1)),
        local=random.choice((None, None, None, b"b.py")),
    )


@functools.cache
def _right() -> Sequence[bytes]:
    """Return whole hand-ins: in a folder, flat, with a wide end, in one another, with a paper."""
    whole = [Member(b"student/" + name, data) for name, data in _modules()]
    paper = Member(b"report.pdf", b"%PDF-1.7\n" + bytes(range(256)), method=0)
    small = zip_bytes(Member(b"layers.py"), Member(b"losses.py"))
    place = len(small) - 22
    directory = int.from_bytes(small[place + 12 : place + 16], "little")
    wide = wide_end(2, directory, place - directory)
    return (
        zip_bytes(*whole, paper),
        zip_bytes(*(Member(b"lab/" + member.name, member.data) for member in whole)),
        zip_bytes(paper, Member(b"code.zip", zip_bytes(*whole), method=0)),
        zip_bytes(Member(b"layers.py"), Member(b"losses.py"), wide=wide),
        zip_bytes(Member("作業.txt".encode("cp950"), flags=0), Member(b"a.py"), comment=b"hello"),
        zip_bytes(Member(b"main.py", b"class Sigmoid: ...\n"), Member(b"lab.ipynb", b"{}")),
    )
