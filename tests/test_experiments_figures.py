"""The report's figures: real runs of the reference, the same bytes each time, legible in print."""

import io
import itertools
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Annotation

from solution import choices, pictures, training
from solution.experiments.figures import flow, grids, pictures_seen, planes, slowing, strips, unit
from solution.experiments.figures.command import made, save
from solution.experiments.figures.gallery import PICTURES
from solution.experiments.figures.numbers import summary
from solution.experiments.figures.picture import Picture, Task
from solution.experiments.figures.plain_svg import plain_svg
from solution.experiments.figures.strokes import COLOURS, DASHES, looks, name_ends
from solution.experiments.figures.surfaces import surfaces
from solution.experiments.figures.trained import Trained, reference, start, train, wide
from solution.experiments.networks import DATA, Experiment
from solution.experiments.run import optimizer

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs" / "images" / "discussion"
NAMES = [picture.name for picture in PICTURES]


def stated(name: str) -> dict[str, Any]:
    """Return the numbers beside a figure of the pages."""
    return dict(json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8")))


def quick(task: Task) -> Task:
    """Return the same task with a few epochs."""
    function, (first, *rest) = task.func, task.args
    if function is surfaces:
        return partial(surfaces, first, rest[0], tuple(range(3, 3 + len(rest[1]))))
    if not isinstance(first, Experiment):  # a seed: how long it takes stands in its module
        return task
    return partial(function, replace(first, epochs=25), *rest)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draw every figure twice from the same quick runs."""
    folder = tmp_path_factory.mktemp("drawn")
    mpl.use("Agg")
    with pytest.MonkeyPatch.context() as patch:
        for module in (pictures, unit):
            patch.setattr(module, "EPOCHS", 5)
        patch.setattr(planes, "MOMENTS", {"linear": (3, 4), "xor": (3, 4)})
        for picture in PICTURES:
            found = {
                name: [quick(task)() for task in tasks[:2]]
                for name, tasks in picture.tasks().items()
            }
            for time in ("one", "two"):
                (folder / time).mkdir(exist_ok=True)
                save(picture, found, folder / time / f"{picture.name}.svg")
    return folder


@pytest.mark.parametrize("data", DATA)
def test_the_reference_is_what_the_labs_own_program_trains(data: Any) -> None:
    experiment = reference(data)
    network, x, _ = start(experiment, 5)
    own = choices.build(data, np.random.default_rng(5))
    step, chosen = optimizer(experiment, len(x)), choices.optimizer(data)

    for ours, theirs in zip(own.parameters, network.parameters, strict=True):
        np.testing.assert_array_equal(theirs, ours)
    assert [type(a) for a in own.layers] == [type(b) for b in network.layers]
    assert (type(chosen), vars(chosen)) == (type(step), vars(step))
    assert type(choices.loss(data)) is type(experiment.loss())


def test_the_epochs_are_those_that_the_program_trains(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def fit(*_: object, epochs: int) -> list[float]:
        asked.append(epochs)
        return []

    monkeypatch.setattr(choices, "fit", fit)
    for data in DATA:
        choices.train(choices.build(data, np.random.default_rng(0)), data,
                      np.zeros((1, 2)), np.zeros((1, 1)), np.random.default_rng(0))  # fmt: skip

    assert asked == [reference(data).epochs for data in DATA]


def test_a_training_notes_the_losses_of_fit_and_the_first_epoch_with_all_right(
    capsys: pytest.CaptureFixture[str],
) -> None:
    experiment = replace(reference("xor"), rate=10.0, epochs=120)
    found = train(experiment, 1)
    assert "" == capsys.readouterr().out
    assert found.right is not None

    for epochs, right in ((found.right - 1, False), (found.right, True)):
        network, x, y = start(experiment, 1)
        losses = training.fit(network, experiment.loss(), optimizer(experiment, len(x)), x, y,
                              epochs=epochs)  # fmt: skip
        assert losses == found.losses[:epochs].tolist()
        assert right == (training.accuracy(training.predict(network, x), y) == 1.0)


def test_a_loss_of_another_kind_is_shown_as_a_squared_error() -> None:
    kinds = [replace(strips._losses()[f"{name}/1"][0].args[0], epochs=2) for name in strips.LOSSES]
    one, other = (train(kind, 0) for kind in kinds)

    assert one.losses[0] == other.losses[0]
    assert one.losses[1] != other.losses[1]


def test_wider_weights_are_the_references_so_many_times() -> None:
    one, other = (draw(np.random.default_rng(0), (2, 8)) for draw in (wide, strips.Wider(8)))

    np.testing.assert_array_equal(8 * one, other)


def test_never_is_no_number_of_epochs() -> None:
    runs = [Trained(np.array([0.2, np.nan]), right, 0.5) for right in (None, 7, None)]

    assert {"starts": 3, "right": 1, "epochs": None, "loss": 1.0, "accuracy": 0.5} == summary(runs)
    assert 7 == summary([*runs, runs[1], runs[1]])["epochs"]


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_has_the_same_bytes_each_time(name: str, drawn: Path) -> None:
    for kind in ("svg", "json"):
        one, two = (drawn / time / f"{name}.{kind}" for time in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
    text = (drawn / "one" / f"{name}.svg").read_text(encoding="utf-8")
    assert not re.search(r"<dc:date>|Matplotlib v|20\d\d-\d\d", text)


def test_nothing_stays_open(drawn: Path) -> None:
    assert drawn.is_dir()
    assert [] == plt.get_fignums()


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_have_the_figure_small_and_its_numbers(name: str, drawn: Path) -> None:
    assert (FIGURES / f"{name}.svg").stat().st_size < 100_000
    fresh = json.loads((drawn / "one" / f"{name}.json").read_text(encoding="utf-8"))
    if name != "comparison":  # its settings are epochs
        assert fresh.keys() == stated(name).keys()


def test_the_pages_have_no_other_figures() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in FIGURES.glob("*.svg"))
    assert sorted(NAMES) == sorted(path.stem for path in FIGURES.glob("*.json"))


def test_what_the_comparison_states_is_so() -> None:
    for data in DATA:
        for surface in surfaces(reference(data), 0, planes.MOMENTS[data]):
            numbers = stated("comparison")[f"{data}/{surface.epoch}"]
            loss = float(((surface.predicted - surface.y) ** 2).mean())
            assert numbers["wrong"] == int(surface.wrong.sum())
            assert numbers["loss"] == pytest.approx(loss, rel=0.01)


def test_what_is_stated_of_the_reference_and_of_bare_layers_is_so() -> None:
    tasks = planes._without()
    for name in ("xor/with", "xor/without, slower"):
        fresh = summary([task() for task in tasks[name]])
        numbers = stated("without")[name]
        assert (numbers["right"], numbers["starts"]) == (fresh["right"], fresh["starts"])
        assert numbers["loss"] == pytest.approx(fresh["loss"], rel=0.02)
        assert numbers["epochs"] == pytest.approx(fresh["epochs"], abs=5)


def test_what_is_stated_of_the_gradients_is_so() -> None:
    for name, tasks in flow._tasks().items():
        fresh = np.median([partial(t.func, replace(t.args[0], epochs=1), t.args[1])()[0]
                           for t in tasks], axis=0)  # fmt: skip
        assert stated("gradients")[name]["times"] == pytest.approx(fresh[-1] / fresh[0], rel=0.01)


def test_what_is_stated_of_one_unit_is_so() -> None:
    for bias, tasks in unit._tasks().items():
        shares = [task() for task in tasks]
        assert stated("unit")[bias]["accuracy"] == pytest.approx(np.median(shares), abs=0.01)
        assert stated("unit")[bias]["most"] == pytest.approx(max(shares), abs=0.01)


def test_what_is_stated_of_the_convolution_is_what_the_labs_own_program_finds() -> None:
    found = {name: [task() for task in tasks] for name, tasks in pictures_seen._tasks().items()}
    fresh = pictures_seen._numbers(found)

    assert stated("convolution").keys() == fresh.keys()
    for name, numbers in fresh.items():
        assert stated("convolution")[name] == pytest.approx(dict(numbers), rel=0.01)
    with redirect_stdout(io.StringIO()):
        own = pictures.study(np.random.default_rng(3))
    assert own.convolution.losses == found[pictures_seen.BOTH][3].convolution.losses


def test_no_line_has_more_than_16_points_of_the_cross_right() -> None:
    _, x, y = start(reference("xor"), 0)
    angles = np.linspace(0, 2 * np.pi, 2001)
    heights = x @ np.stack([np.cos(angles), np.sin(angles)])
    best = 0
    for along in heights.T:
        for cut in np.unique(along):
            best = max(best, int(((along > cut + 1e-9) == (y[:, 0] > 0.5)).sum()))

    assert 16 == best


@pytest.mark.parametrize("grid", [grids.OPTIMIZERS, grids.ACTIVATIONS])
def test_the_best_rate_is_right_in_the_most_starts_and_then_soonest(grid: grids.Grid) -> None:
    name = next(iter(grid.ways))
    good, late, poor = (
        [Trained(np.array([0.1]), right, 1.0) for right in rights]
        for rights in ((9, 9), (90, 90), (1, None))
    )
    runs = dict(zip(grid.rates, (late, poor, good, poor, poor), strict=False))
    found = {f"{name}/{rate:g}": run for rate, run in runs.items()}

    assert (grid.rates[2], good) == grid.best(found, name)


def test_a_schedule_only_changes_the_rate() -> None:
    first, *others = (tasks[0].args[0] for tasks in slowing._tasks().values())

    assert first.schedule is None
    assert len({type(other.schedule) for other in others} - {type(None)}) == len(others) > 0
    assert all(first == replace(other, schedule=None) for other in others)


def test_lines_are_told_apart_without_colour() -> None:
    for ordered in (False, True):
        found = looks(6, ordered=ordered)
        assert 6 == len({str(look.dash) for look in found}) == len({look.marker for look in found})
    assert len(DASHES) == len(looks(7, ordered=True))


def contrast(colour: Any) -> float:
    """Return the contrast with white, as the guidelines for accessible pages define it."""
    rgb = np.array(mpl.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(1.05 / (linear @ (0.2126, 0.7152, 0.0722) + 0.05))


def test_names_stand_apart_and_can_be_read() -> None:
    figure, axes = plt.subplots(figsize=(3, 2))
    axes.set(yscale="log", ylim=(1e-3, 1))
    ends = [(h, str(h), look.colour) for h, look in zip(
        (0.5, 0.5, 0.49, 1e-9, 9.0, 1e-9, 0.02), looks(7, ordered=True), strict=True)]  # fmt: skip
    name_ends(axes, ends)
    figure.draw_without_rendering()
    boxes = sorted((text.get_window_extent() for text in axes.texts), key=lambda box: box.y0)
    plt.close(figure)

    assert 7 == len(axes.texts)
    assert all(low.y1 <= high.y0 + 1 for low, high in itertools.pairwise(boxes))
    assert all(0.0 <= text.xy[1] <= 1.0 for text in axes.texts if isinstance(text, Annotation))
    assert all(contrast(text.get_color()) >= 4.49 for text in axes.texts)
    assert all(contrast(colour) >= 3 for colour in COLOURS)


def test_an_svg_keeps_what_can_be_seen() -> None:
    text = '<path d="M 1.23456 -7.891 L 10 2.5" id="p1.23456"/>'

    assert '<path d="M 1.23 -7.89 L 10 2.5" id="p1.23456"/>' == plain_svg(text)


def test_pictures_are_computed_alike_by_one_and_by_many() -> None:
    def three() -> dict[str, list[Task]]:
        return {"a": [partial(abs, -n) for n in (3, 1, 2)], "b": [partial(abs, 0)]}

    picture = Picture("plain", three, lambda _: plt.figure())
    for jobs in (1, 2):
        ((_, found),) = made([picture], jobs)
        assert {"a": [3, 1, 2], "b": [0]} == found


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "solution.experiments", "figures", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_draws_what_is_asked_for(tmp_path: Path) -> None:
    done = ran("--only", "unit", "--format", "png", "--jobs", "1", "--out", str(tmp_path / "new"))

    assert (f"{tmp_path / 'new' / 'unit.png'}\n", "", 0) == (
        done.stdout, done.stderr, done.returncode,
    )  # fmt: skip
    assert ["unit.json", "unit.png"] == sorted(path.name for path in (tmp_path / "new").iterdir())
    assert 1000 < plt.imread(tmp_path / "new" / "unit.png").shape[1]


BAD = (("--only", "weather"), ("--jobs", "0"), ("--jobs", "many"), ("--format", "gif"))


@pytest.mark.parametrize("words", BAD)
def test_bad_words_get_one_line(words: tuple[str, ...]) -> None:
    done = ran(*words)

    assert 2 == done.returncode
    assert re.fullmatch(r"[^\n]+\n", done.stderr)
    assert words[1] in done.stderr


def test_a_folder_that_cannot_be_made_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = ran("--only", "unit", "--out", str(tmp_path / "file" / "in"))

    assert (2, 1) == (done.returncode, done.stderr.count("\n"))
    assert done.stderr.startswith(f"no figure can be saved in {tmp_path / 'file' / 'in'}: ")
