"""The pictures: lines where their labels say, learnt by a convolution and drawn for its student."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np
import pytest
from matplotlib import pyplot as plt

from autograder.release import leaks, read_sources
from solution import gallery, pictures

ROOT = Path(__file__).parents[1]
GIVEN = ("gallery.py", "pictures.py")


def studied(seed: int, epochs: int | None = None) -> pictures.Study:
    with redirect_stdout(io.StringIO()):
        return pictures.study(np.random.default_rng(seed), epochs=epochs)


@pytest.fixture(scope="module")
def found() -> list[pictures.Study]:
    return [studied(seed) for seed in range(3)]


def test_every_line_is_where_its_label_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "NOISE", 0.0)
    x, y = pictures.generate(600, np.random.default_rng(3))
    places = set()
    for picture, label in zip(x[:, 0], y[:, 0], strict=True):
        rows, columns = np.nonzero(picture)
        assert [1.0] * pictures.LENGTH == picture[rows, columns].tolist()
        assert {1} == set(np.diff(rows))
        assert {1 if label else -1} == set(np.diff(columns))
        places.add((label, rows[0], columns.min()))

    assert ((600, 1, 8, 8), (600, 1)) == (x.shape, y.shape)
    assert (np.dtype(np.float64), np.dtype(np.int64)) == (x.dtype, y.dtype)
    assert 2 * (pictures.SIDE - pictures.LENGTH + 1) ** 2 == len(places)


def test_noise_lies_over_every_pixel() -> None:
    x, _ = pictures.generate(500, np.random.default_rng(4))
    corner = x[:, 0, 3, 0]  # now and then on a line

    assert len(set(x.ravel())) == x.size
    assert pictures.NOISE == pytest.approx(float(corner[corner < 0.7].std()), rel=0.2)


def test_an_average_passes_back_what_is_measured() -> None:
    rng = np.random.default_rng(5)
    x, upstream = rng.normal(size=(7, 2, 3, 4)), rng.normal(size=(7, 2))
    layer = pictures.Average()
    layer.forward(x)
    back = layer.backward(upstream)
    along = rng.normal(size=x.shape)  # the layer is straight: any step measures it exactly

    change = ((layer.forward(x + along) - layer.forward(x)) * upstream).sum()
    assert change == pytest.approx((back * along).sum(), rel=1e-12)
    back *= 2.0  # it may be changed by whom it is given to


def test_a_convolution_learns_and_carries_over(found: list[pictures.Study]) -> None:
    for study in found:
        assert 0.95 <= study.convolution.seen
        assert 0.95 <= study.convolution.fresh
        assert study.convolution.losses[-1] < 0.1 * study.convolution.losses[0]


def test_linear_layers_alone_fit_and_carry_over_less(found: list[pictures.Study]) -> None:
    for study in found:
        assert 0.9 <= study.linear.seen
        assert 0.7 <= study.linear.fresh < study.convolution.fresh - 0.04


def test_both_networks_are_of_a_size() -> None:
    rng = np.random.default_rng(0)
    sizes = [
        sum(parameter.size for parameter in build(rng).parameters)
        for build in (pictures.convolutional, pictures.linear_only)
    ]

    assert [109, 133] == sizes


def test_a_seed_says_it_all() -> None:
    one, same, other = (studied(seed, epochs=3) for seed in (7, 7, 8))

    assert one.convolution.losses == same.convolution.losses != other.convolution.losses
    assert one.linear.losses == same.linear.losses
    np.testing.assert_array_equal(one.x, same.x)


def test_a_gallery_is_the_same_whenever_it_is_drawn(
    found: list[pictures.Study], tmp_path: Path
) -> None:
    for turn in ("first", "second"):
        gallery.drawn(found[0]).savefig(tmp_path / f"{turn}.png")

    assert (tmp_path / "first.png").read_bytes() == (tmp_path / "second.png").read_bytes()
    assert 100 < len(np.unique(plt.imread(tmp_path / "first.png")))


def test_a_gallery_shows_the_kernels_and_what_is_wrong(found: list[pictures.Study]) -> None:
    study = found[0]
    texts = [axes.get_title(loc="left") for axes in gallery.drawn(study).axes]
    kernels = study.convolution.network.parameters[0]
    shown = next(
        axes.images[0].get_array()
        for axes in gallery.drawn(study).axes
        if axes.get_title(loc="left") == "convolution: what it looks for"
    )

    wrong = round((1 - study.convolution.fresh) * pictures.FRESH)
    assert f"convolution: {wrong} of {pictures.FRESH} fresh ones wrong" in texts
    assert shown is not None
    np.testing.assert_allclose(shown[:, :5], kernels[0, 0] / np.abs(kernels[0, 0]).max())


def test_a_gallery_is_drawn_when_nothing_was_learnt(tmp_path: Path) -> None:
    gallery.drawn(studied(0, epochs=0)).savefig(tmp_path / "none.png")

    assert 1 < len(np.unique(plt.imread(tmp_path / "none.png")))


def test_what_is_given_for_pictures_repeats_no_answer() -> None:
    # A release compares with all that the same sources say outside of a region, these two included.
    sources = read_sources(ROOT / "solution")
    given = {name: sources.pop(name).encode() for name in GIVEN}

    assert () == leaks(sources, given)
