"""Held-back cases decide, and nothing of them gets out: not in a page, a report or a message."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from planting import Planted, reference

from autograder.cases import PUBLIC, load_case
from autograder.commands import main
from autograder.release.frozen import freeze, write

SEEDS = (20_260_731_001, 20_260_731_002)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])")
DIGITS = 4

SLOPE = "return upstream * self.output * (1.0 - self.output)"
DECAY = "decay = np.exp(-np.abs(z))\n"
EPOCHS = '{"linear": 4000, "xor": 3000}'
HANDINS = {  # what is put where, in place of what
    "313551001_right": {},
    "313551002_wrong": {
        "activations.py": (SLOPE, "return upstream"),
        "choices.py": (EPOCHS, '{"linear": 4000, "xor": 9}'),
    },
    "313551003_raises": {
        "activations.py": (DECAY, f"{DECAY}        raise ValueError(z.tolist())\n"),
    },
    "313551004_task": {
        "activations.py": (SLOPE, 'raise NotImplementedError(f"TODO({upstream[0, 0]!r})")'),
    },
    "313551005_public-sizes-only": {
        "activations.py": (SLOPE, f"print(upstream[0]); {SLOPE} * (1 + (len(upstream) != 7))"),
    },
}
PRIVATE_ONLY = ("313551005", "backward.sigmoid")


def plant(folder: Path) -> Path:
    """Write the hand-ins: right, wrong, and some that say what they are given."""
    for name, patches in HANDINS.items():
        files = reference()
        for file, (old, new) in patches.items():
            assert 1 <= files[file].count(old), f"{file} has changed: plant {name} anew"
            files[file] = files[file].replace(old, new, 1)
        Planted("", files, frozenset()).write(folder / f"DL_LAB1_{name}")
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the results of one class by public cases and by two held-back files."""
    folder = tmp_path_factory.mktemp("held-back")
    handins = plant(folder / "handins")
    outs = {}
    for name, seed in (("public", None), *(((str(seed), seed)) for seed in SEEDS)):
        cases = PUBLIC
        if seed is not None:
            cases = folder / f"{name}.npz"
            write(freeze(seed), cases)
        outs[name] = folder / f"out-{name}"
        command = ["grade", str(handins), "--out", str(outs[name]), "--jobs", "2"]
        assert 0 == main([*command, "--cases", str(cases)])
    return outs


def results(out: Path) -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for path in (out / "results").glob("*.json"):
        for result in json.loads(path.read_text(encoding="utf-8"))["results"]:
            found[path.stem, result["criterion"]] = result
    return found


def texts(out: Path) -> Iterator[tuple[str, str]]:
    """Yield every file of the results, whoever gets it, but for what no text is in."""
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".html", ".csv", ".txt"}:
            yield path.relative_to(out).as_posix(), path.read_text(encoding="utf-8")


def anonymous(text: str) -> str:
    """Return a text without what any two runs differ in: times, and which cases were used."""
    text = re.sub(r"held back [0-9a-f]{12}|made from [0-9a-f]{64}", "CASES", text)
    text = re.sub(r'"seconds": [0-9.]+', '"seconds": 0', text)
    text = re.sub(r'<td class="num">[0-9.]+</td></tr>', "<td>0 s</td></tr>", text)
    return re.sub(r"[0-9.]+ (of [0-9.]+ )?(s|seconds)\b", "0 s", text)


def test_outcomes_are_those_of_the_held_back_cases(graded: dict[str, Path]) -> None:
    public, private = results(graded["public"]), results(graded[str(SEEDS[0])])

    assert {PRIVATE_ONLY} == {
        key
        for key in public
        if public[key]["outcome"] == "passed" != private[key]["outcome"]
        and private[key]["outcome"] == "failed"
    }


def test_a_mistake_is_shown_on_the_public_cases(graded: dict[str, Path]) -> None:
    public, private = results(graded["public"]), results(graded[str(SEEDS[0])])
    key = ("313551002", "backward.sigmoid")

    assert "yours" in public[key]["message"]
    assert public[key]["message"] == private[key]["message"]
    assert public[key]["mistake"] == private[key]["mistake"]


def test_what_fails_on_held_back_cases_alone_is_said_without_numbers(
    graded: dict[str, Path],
) -> None:
    found = results(graded[str(SEEDS[0])])[PRIVATE_ONLY]

    assert "cases that are held back" in found["message"]
    assert not re.search(r"\d", found["message"])
    assert ([], None) == (found["evidence"], found["mistake"])


def test_figures_are_of_public_trainings(graded: dict[str, Path]) -> None:
    public, private = (results(graded[name]) for name in ("public", str(SEEDS[0])))

    for criterion in ("accuracy.linear", "accuracy.xor"):
        shown = [anonymous(json.dumps(r["313551001", criterion])) for r in (public, private)]
        assert shown[0] == shown[1]
    seeds = re.findall(r'"seed": (\d+)', json.dumps([*private.values()]))
    assert set(seeds) <= {"0", "1", "2", "3", "4"}


def test_two_held_back_files_give_the_same_texts(graded: dict[str, Path]) -> None:
    """Nothing that a student gets depends on what is in a file, as long as outcomes are the same.

    The dashboard is the assistants', and draws times.
    """
    one, two = (dict(texts(graded[str(seed)])) for seed in SEEDS)
    assert one.pop("dashboard.html")
    assert two.pop("dashboard.html")

    assert one.keys() == two.keys()
    assert {"feedback/313551003.html", "results/313551003.json", "grades.csv"} <= one.keys()
    assert [] == [name for name in one if anonymous(one[name]) != anonymous(two[name])]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_held_back_number_is_written_anywhere(graded: dict[str, Path], seed: int) -> None:
    everybody = set(NUMBER.findall("\n".join(text for _, text in texts(graded["public"]))))
    held = load_case(PUBLIC).arrays, freeze(seed)
    values = np.concatenate(
        [a.ravel() for name, a in held[1].items() if not name.startswith("data.")]
    )
    known = np.concatenate([a.ravel() for a in held[0].values()])
    secret = np.setdiff1d(values.astype(float), known.astype(float))
    leaked = [
        f"{name}: {number}"
        for name, text in texts(graded[str(seed)])
        for number in set(NUMBER.findall(anonymous(text))) - everybody
        if said(number, secret)
    ]

    assert secret.size > 1000
    assert [] == leaked


def said(number: str, secret: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    """Whether a number is one of these, rounded to the digits that it has, four at least."""
    mantissa = number.lstrip("-").partition("e")[0]
    digits = len(mantissa.replace(".", "").lstrip("0"))
    if digits < DIGITS:
        return False
    value = float(number)
    last_digit = 10.0 ** (np.floor(np.log10(abs(value))) + 1 - digits)
    return bool((np.abs(secret - value) <= 0.51 * last_digit).any())


def test_a_number_that_is_said_is_found() -> None:
    secret = np.array([0.123456789, -1234567890.0])

    assert [True, True, False, False, True] == [
        said(number, secret) for number in ("0.1235", "0.123457", "0.1234", "0.12", "-1234567890")
    ]


def test_a_report_says_which_cases_were_used(graded: dict[str, Path]) -> None:
    def used(out: Path) -> str:
        text = (out / "results" / "313551001.json").read_text(encoding="utf-8")
        return str(json.loads(text)["environment"]["cases"])

    private = graded[str(SEEDS[0])]
    digest = load_case(private.parent / f"{SEEDS[0]}.npz").digest
    assert ["public", f"held back {digest[:12]}"] == [used(graded["public"]), used(private)]
    page = (private / "feedback" / "313551001.html").read_text(encoding="utf-8")
    assert digest[:12] in page


Class = tuple[Path, Path, Callable[..., tuple[int, str, str]]]


@pytest.fixture
def course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Class:
    """Return a folder with a case file, a place for results, and how to grade one hand-in there."""
    handin = tmp_path / "handins" / "DL_LAB1_313551001_a"
    handin.mkdir(parents=True)
    (handin / "notes.txt").write_text("nothing to grade, which is quick")
    write(freeze(SEEDS[0]), tmp_path / "held.npz")
    out = tmp_path / "out"

    def grade(*options: str) -> tuple[int, str, str]:
        status = main(["grade", str(handin.parent), "--out", str(out), *options])
        return status, *capsys.readouterr()

    return tmp_path, out, grade


def test_held_back_cases_are_never_replaced_by_public_ones_unasked(course: Class) -> None:
    folder, out, grade = course
    cases = f"--cases={folder / 'held.npz'}"
    assert 0 == grade(cases)[0]
    before = (out / "results" / "313551001.json").read_bytes()

    status, printed, said = grade()
    assert (2, "") == (status, printed)
    assert 1 == len(said.splitlines())
    assert "was graded with held-back cases (" in said
    (folder / "held.npz").rename(folder / "elsewhere.npz")
    status, printed, said = grade(cases)
    assert (2, "") == (status, printed)
    assert 1 == len(said.splitlines())
    assert "held.npz cannot be read" in said
    assert before == (out / "results" / "313551001.json").read_bytes()

    assert "1 as before" in grade(f"--cases={folder / 'elsewhere.npz'}")[1]
    assert "kit changed (the case file)" in grade(f"--cases={PUBLIC}")[1]
    assert "1 as before" in grade()[1]


def test_a_renewed_file_grades_everything_anew_and_says_so(course: Class) -> None:
    folder, _, grade = course
    cases = f"--cases={folder / 'held.npz'}"
    assert 0 == grade(cases)[0]
    shutil.copy(folder / "held.npz", folder / "old.npz")
    write(freeze(SEEDS[1]), folder / "new.npz")

    _, printed, _ = grade(f"--cases={folder / 'new.npz'}")
    assert "1 graded anew: 1 kit changed (the case file)" in printed
    _, printed, _ = grade(f"--cases={folder / 'old.npz'}")
    assert "1 graded anew: 1 kit changed (the case file)" in printed
