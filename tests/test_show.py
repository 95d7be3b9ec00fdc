"""What the notebook calls says in a line what has passed, and one message for what has not."""

from pathlib import Path

import pytest
from planting import FOLDER, ROOT, read

from autograder.show import NotPassed, show

SOLUTION = ROOT / "solution"


def planted(name: str, folder: Path) -> Path:
    return read((FOLDER / "wrong" / f"{name}.toml").read_text(encoding="utf-8")).write(folder)


def test_what_has_passed_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    show("backward.sigmoid", package=SOLUTION)

    assert ("✓ Backward · sigmoid (3 points): passed\n", "") == capfd.readouterr()


def test_what_has_not_is_its_message_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotPassed) as error:
        show("backward.sigmoid", package=planted("slope-missing", tmp_path))
    shown = error.value._render_traceback_()

    assert shown[0] == "✗ Backward · sigmoid (3 points): failed"
    assert any("student/activations.py" in line for line in shown)
    assert not any("Traceback" in line for line in shown)
    assert ("", "") == capfd.readouterr()


def test_a_task_that_is_not_begun_ends_the_cell_and_an_extra_does_not(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(NotPassed, match="not started"):
        show("forward.sigmoid")
    show("extra.tanh", "extra.relu", "extra.leaky_relu")

    assert capfd.readouterr().out.count("an extra, not started") == 3


def test_of_several_that_pay_alike_one_is_enough(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    package = planted("extra-adam-uncorrected", tmp_path)
    show("extra.momentum", "extra.adagrad", "extra.adam", package=package)
    said = capfd.readouterr().out

    assert "✓ Extra · momentum" in said
    assert "✗ Extra · Adam" in said


def test_a_change_is_seen_at_once(tmp_path: Path) -> None:
    package = planted("slope-missing", tmp_path)
    with pytest.raises(NotPassed):
        show("backward.sigmoid", package=package)
    (package / "activations.py").write_bytes((SOLUTION / "activations.py").read_bytes())

    show("backward.sigmoid", package=package)


def test_an_id_that_is_none_and_a_folder_that_is_none_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotPassed, match=r"^the rubric has no criterion backward\.sigmoyd$"):
        show("backward.sigmoyd")
    with pytest.raises(NotPassed, match="there is no student in"):
        show("imports", package=tmp_path / "student")


def test_while_a_notebook_is_graded_it_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    show("forward.sigmoid")

    assert ("", "") == capfd.readouterr()
