"""What is asked of Landlock: of each of its versions all that it knows, and no more.

The kernel that is at hand is of one version only, so what would be asked of another is looked at.
"""

import os
import struct
from pathlib import Path

import pytest

from autograder.worker.isolation import kernel, landlock

# By version, as the kernel's userspace-api/landlock.rst tells it: how many rights to files there
# are, which to connections by TCP, which scopes, and how many bytes say so.
KNOWN = {
    1: (13, 0, 0, 8),
    2: (14, 0, 0, 8),
    3: (15, 0, 0, 8),
    4: (15, 0b11, 0, 16),
    5: (16, 0b11, 0, 16),
    6: (16, 0b11, 0b11, 24),
    7: (16, 0b11, 0b11, 24),
    8: (16, 0b11, 0b11, 24),
}
READ, LIST, WRITE, EXECUTE, TRUNCATE = 0b100, 0b1000, 0b10, 0b1, 1 << 14
MAKE_OTHERS = 0b1_1110_0100_0000  # devices, sockets, pipes, links


class Recorded:
    """A kernel of some version, which notes what it is asked, and does none of it."""

    def __init__(self) -> None:
        self.asked = b""
        self.given: dict[str, int] = {}
        self.restricted = False

    def call(self, number: int, *arguments: int | bytes | None) -> int:
        """Note one system call."""
        if number == landlock.CREATE_RULESET:
            asked, size, flags = arguments
            assert isinstance(asked, bytes)
            assert (len(asked), 0) == (size, flags)
            self.asked = asked
            return os.open(os.devnull, os.O_RDONLY)
        if number == landlock.ADD_RULE:
            rule = arguments[2]
            assert isinstance(rule, bytes)
            rights, place = struct.unpack("<Qi", rule)
            self.given[str(Path(f"/proc/self/fd/{place}").readlink())] = rights
        self.restricted |= number == landlock.RESTRICT_SELF
        return 0


@pytest.fixture(params=KNOWN)
def version(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(landlock, "version", lambda: request.param)
    return int(request.param)


@pytest.fixture
def recorded(
    version: int,  # noqa: ARG001 — it is asked for first
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Recorded:
    """Restrict as a worker does, and return what was asked."""
    found = Recorded()
    monkeypatch.setattr(kernel, "system_call", found.call)
    for name in ("readable", "listed", "own"):
        (tmp_path / name).mkdir()
    for name in ("file", "written"):
        (tmp_path / name).touch()
    landlock.restrict(
        readable=[str(tmp_path / "readable"), str(tmp_path / "file"), str(tmp_path / "none")],
        listed=[str(tmp_path / "listed")],
        written=[str(tmp_path / "written")],
        own=str(tmp_path / "own"),
    )
    return found


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="what a descriptor stands for is told by /proc"
)


def test_each_version_is_asked_for_all_that_it_knows_and_for_no_more(
    version: int, recorded: Recorded
) -> None:
    rights, net, scope, size = KNOWN[version]
    whole = struct.pack("<QQQ", (1 << rights) - 1, net, scope)

    assert whole[:size] == recorded.asked
    assert not any(whole[size:])
    assert recorded.restricted


def test_no_rule_gives_what_the_version_does_not_know_or_nobody_needs(
    version: int, recorded: Recorded, tmp_path: Path
) -> None:
    truncate = TRUNCATE if version >= 3 else 0
    given = {Path(path).relative_to(tmp_path).as_posix(): r for path, r in recorded.given.items()}
    own = given.pop("own")

    assert {
        "readable": READ | LIST,
        "file": READ,
        "listed": LIST,
        "written": READ | WRITE | truncate,
    } == given
    assert READ | LIST | WRITE | truncate == own & (READ | LIST | WRITE | TRUNCATE)
    assert not own & (EXECUTE | MAKE_OTHERS)
    assert own < 1 << KNOWN[version][0]
