"""Tiers: what layers make of a machine, and that one which shuts in less refuses to run others."""

import os
import sys
from pathlib import Path

import pytest

from autograder import admission, commands
from autograder.batch import samples
from autograder.course import load_course
from autograder.worker import Letter, Limits, bubblewrap, refusal, tier, workers
from autograder.worker.proof import confined

BOTH = {"limits", "landlock", "seccomp"}
LAYERS = {
    "A+": {*BOTH, "bubblewrap"},
    "A": BOTH,
    "C": {"limits", "seccomp"},
    "D": {"limits"},
}


@pytest.fixture
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Have this machine be one of a certain tier."""
    monkeypatch.setattr(tier, "layers", lambda: frozenset(LAYERS[request.param]))
    return str(request.param)


@pytest.mark.parametrize("letter", LAYERS)
def test_layers_make_a_tier_and_it_says_what_they_are(letter: str) -> None:
    found = tier.Tier(frozenset(LAYERS[letter]))

    assert letter == found.letter
    assert letter == found.facts()["tier"]
    assert ("Landlock" in found.means, "seccomp" in found.means) == (
        letter in ("A+", "A"),
        letter != "D",
    )


def test_a_system_without_layers_is_at_the_lowest_tier() -> None:
    found = tier.Tier(frozenset())

    assert ("D", "own process, wall clock, own environment") == (found.letter, found.means)


@pytest.mark.parametrize(
    ("machine", "minimum", "accepted", "refused"),
    [
        ("A+", "A", None, False),
        ("A", "A", None, False),
        ("A", "A+", None, True),
        ("A", "A+", "A", False),
        ("C", "A", None, True),
        ("C", "A", "C", False),
        ("C", "A", "D", False),
        ("D", "A", "C", True),
        ("D", "A", "D", False),
        ("D", "D", None, False),
        ("D", "C", "A", True),  # who accepts a better one than is asked for lowers nothing
    ],
    indirect=["machine"],
)
def test_less_than_the_minimum_is_refused_unless_somebody_accepts_it(
    *, machine: str, minimum: str, accepted: str | None, refused: bool
) -> None:
    said = refusal(Letter(minimum), Letter(accepted) if accepted else None)

    assert refused is (said is not None)
    if said is not None:
        assert f"tier {machine} here" in said
        assert said.endswith(f"--accept-tier {machine}")
        assert "\n" not in said


@pytest.mark.parametrize("machine", ["C", "D"], indirect=True)
def test_a_machine_that_shuts_in_less_refuses_other_peoples_programs(
    machine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.make_sample_class(tmp_path / "class")
    hand_in = next((tmp_path / "class").glob("*.zip"))
    out = tmp_path / "out"
    for command in (["grade", str(tmp_path / "class"), "--out", str(out)], ["check", str(hand_in)]):
        assert 2 == commands.main(command)
        said = capsys.readouterr()
        assert "" == said.out
        assert 1 == len(said.err.splitlines())
        assert (
            f"programs can only be shut in to tier {machine} here, and A is asked for" in said.err
        )
    assert not out.exists()


def test_the_course_asks_for_the_tier_that_needs_no_package() -> None:
    assert Letter.A == load_course().isolation.minimum


@pytest.mark.skipif(sys.platform != "linux", reason="what shuts workers in is Linux's own")
def test_this_machine_reaches_what_the_course_asks_for() -> None:
    assert admission.refused(load_course()) is None
    admission.proven(Limits(), None)


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is Linux's own")
@pytest.mark.parametrize(
    ("killed", "then", "tried"), [(2, 0, 3), (2, 1, 3), (0, 1, 1), (99, 0, 10)]
)
def test_a_trial_of_bubblewrap_that_somebody_kills_is_made_again(
    killed: int, then: int, tried: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = tmp_path / "counted"
    program = tmp_path / "bwrap"
    program.write_text(
        f"#!/bin/sh\necho x >> {counted}\n"
        f"[ $(wc -l < {counted}) -gt {killed} ] || kill -9 $$\nexit {then}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert bubblewrap.works.__wrapped__() is (killed < tried and then == 0)
    assert tried == len(counted.read_text("utf-8").splitlines())


@pytest.mark.skipif("bubblewrap" not in tier.layers(), reason="bubblewrap is not at work here")
def test_bubblewrap_hides_that_other_files_exist(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    for wanted in (tier.layers(), tier.layers() - {"bubblewrap"}):
        with workers(Limits(layers=wanted)) as spare:
            worker = spare()
            confined(worker, [tmp_path / "work"])
            its_root = Path("/proc", str(worker.started.pid), "root")
            seen = (its_root / "etc" / "passwd").exists()
            worker.stop()
        assert seen is ("bubblewrap" not in wanted)
