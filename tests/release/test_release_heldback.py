"""The instructor's case file: made once, renewed with the old one kept, and never shown."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from autograder.cases import CONTRACT, PUBLIC, load_case
from autograder.commands import main
from autograder.release import heldback
from autograder.release.frozen import PUBLIC_SEED, Sizes, freeze, write
from autograder.session import ROOT

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Believe that the reference passes, which takes seconds, and note with which files."""
    asked: list[Path] = []

    def none(_: Path, cases: Path) -> Iterator[str]:
        asked.append(cases)
        return iter(())

    monkeypatch.setattr(heldback, "unpassed", none)
    return asked


def cases(*arguments: str | Path, expected: int = 0) -> None:
    assert expected == main(["cases", *map(str, arguments)])


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_made_file_is_used_by_the_reference_and_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "held.npz"
    cases("make", file)

    case = load_case(file)
    assert case.held_back
    assert (CONTRACT, 1) == (int(case["contract"]), int(case["generation"]))
    assert [file] == list(tmp_path.iterdir())
    assert os.name != "posix" or 0o600 == mode(file)


@pytest.mark.usefixtures("unproven")
def test_two_files_have_nothing_in_common(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        cases("make", tmp_path / name)
    one, two = (load_case(tmp_path / name) for name in ("a.npz", "b.npz"))

    assert int(one["seed"]) != int(two["seed"])
    assert not set(one.seeds) & set(two.seeds)
    assert one.digest != two.digest


@pytest.mark.usefixtures("unproven")
def test_a_file_is_never_overwritten(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "held.npz"
    file.write_text("precious")
    cases("make", file, expected=2)

    assert "precious" == file.read_text()
    out, err = capsys.readouterr()
    assert ("", 1) == (out, len(err.splitlines()))
    assert "is there already; renew it with: python -m autograder cases rotate" in err


def test_a_rotation_keeps_the_old_file(
    tmp_path: Path, capsys: Captured, unproven: list[Path]
) -> None:
    file = tmp_path / "held.npz"
    cases("make", file)
    old = file.read_bytes()
    cases("rotate", file)

    (kept,) = tmp_path.glob("held-1-????-??-??.npz")
    assert old == kept.read_bytes()
    assert int(load_case(file)["generation"]) == 2
    assert {file, kept} == set(tmp_path.iterdir())
    assert os.name != "posix" or {0o600} == {mode(file), mode(kept)}
    assert f"--cases {kept.name}" in capsys.readouterr().out
    assert 2 == len(unproven)


@pytest.mark.usefixtures("unproven")
def test_a_damaged_file_is_renewed_and_kept_as_well(tmp_path: Path) -> None:
    file = tmp_path / "held.npz"
    file.write_bytes(b"no more")
    cases("rotate", file)

    (kept,) = tmp_path.glob("held-0-*.npz")
    assert b"no more" == kept.read_bytes()
    assert load_case(file).held_back


def test_a_draw_that_the_reference_does_not_pass_is_not_written(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heldback, "unpassed", lambda *_: iter(["it does not pass forward.linear"]))
    cases("make", tmp_path / "held.npz", expected=2)

    assert [] == list(tmp_path.iterdir())
    (line,) = capsys.readouterr().err.splitlines()
    assert "it does not pass forward.linear; an unlucky draw" in line


@pytest.mark.parametrize("folder", ["autograder", "autograder/expected", "student"])
@pytest.mark.parametrize("action", ["make", "rotate"])
def test_a_released_folder_is_refused(action: str, folder: str, capsys: Captured) -> None:
    cases(action, ROOT / folder / "held.npz", expected=2)

    (line,) = capsys.readouterr().err.splitlines()
    assert "which is handed out; keep held-back cases outside of the checkout" in line
    assert not (ROOT / folder / "held.npz").exists()


def test_a_link_into_a_released_folder_is_refused(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "link").symlink_to(ROOT / "student")
    cases("make", tmp_path / "link" / "held.npz", expected=2)

    assert "lies in student/" in capsys.readouterr().err


def test_the_folder_of_the_zip_is_refused_before_it_is_there(capsys: Captured) -> None:
    cases("make", ROOT / "build" / "release" / "new" / "held.npz", expected=2)

    assert "lies in build/release/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("action", "file", "said"),
    [
        ("make", "none/held.npz", "none: is no folder; make it first, or name another"),
        ("rotate", "held.npz", "is not there; make it with: python -m autograder cases make"),
        ("show", "held.npz", "cannot be read"),
    ],
)
def test_what_is_not_there_is_one_line(
    action: str, file: str, said: str, tmp_path: Path, capsys: Captured
) -> None:
    cases(action, tmp_path / file, expected=2)

    out, err = capsys.readouterr()
    assert ("", 1) == (out, len(err.splitlines()))
    assert said in err


@pytest.mark.usefixtures("unproven")
def test_what_is_shown_gives_nothing_away(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "held.npz"
    for action in ("make", "rotate", "show"):
        cases(action, file)
    file.chmod(0o644)
    cases("show", file)
    shown = capsys.readouterr().out

    case = load_case(file)
    secrets = [case["seed"], *case["training.seeds"]]
    assert not [number for number in secrets if str(int(number)) in shown]
    assert case.digest[:12] in shown
    assert "generation 2" in shown
    assert "held-1-" in shown
    assert os.name != "posix" or "others can read it; close it with: chmod 600" in shown


def test_other_files_are_named_for_what_they_are(tmp_path: Path, capsys: Captured) -> None:
    cases("show", PUBLIC)
    write({"contract": np.array(CONTRACT + 1)}, tmp_path / "later.npz")
    cases("show", tmp_path / "later.npz")

    public, later = capsys.readouterr().out.splitlines()
    assert public.endswith("public, everybody has these numbers")
    assert f"for contract {CONTRACT + 1}, and this kit has {CONTRACT}" in later


@pytest.mark.parametrize("seed", range(40))
def test_drawn_sizes_all_differ_and_are_not_the_public_ones(seed: int) -> None:
    sizes, public = Sizes.drawn(np.random.default_rng(seed)), Sizes()
    pictures = sizes.pictures

    assert 5 == len({sizes.batch, sizes.batch - 1, *sizes.layers[:-1]})
    assert len(set(sizes.small)) == len(sizes.small)
    assert 6 == len(set(vars(pictures).values()))
    assert sizes.batch % 3
    assert (public.batch, public.rows) != (sizes.batch, sizes.rows)
    assert public.layers != sizes.layers


def test_the_public_file_keeps_its_sizes() -> None:
    assert (7, 5) == freeze(PUBLIC_SEED)["network.x"].shape
