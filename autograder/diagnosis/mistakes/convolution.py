"""Mistakes in a convolution: kernel, frame, stride, what is added up, and what comes back.

No convolution is written down here. What a mistake gives is made of the right output, or of what
the student's own layer, as far as it was checked, gives with another kernel or another setting.
On the way back a layer is straight in its weights and its pixels: `slopes` say how each output
changes with each of them.
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from autograder.diagnosis.mistakes.known import mistake

Array = NDArray[np.float64]
FORWARD = "convolution.forward"
WEIGHT, BIAS, INPUT = (f"convolution.backward.{part}" for part in ("weight", "bias", "input"))
BACKWARD = "convolution.backward.*"
AGAIN = "convolution.again.*"


@mistake(FORWARD)
def kernel_flipped(with_flipped: Array, wanted: Array) -> bool:
    return _same(with_flipped, wanted)


@mistake(FORWARD)
def kernel_transposed(with_transposed: Array, wanted: Array) -> bool:
    return _same(with_transposed, wanted)


@mistake(FORWARD)
def convolution_bias_missing(wanted: Array, bias: Array) -> Array:
    return wanted - _each(bias)


@mistake(FORWARD)
def convolution_bias_at_every_weight(
    wanted: Array, yours: Array, bias: Array, kernel: int, channels: int
) -> bool:
    extra = (kernel**2 - 1, channels - 1, channels * kernel**2 - 1)
    return any(_same(yours, wanted + times * _each(bias)) for times in extra)


@mistake(FORWARD)
def convolution_bias_along_rows(wanted: Array, bias: Array) -> Array:
    return wanted - _each(bias) + bias[:, None]


@mistake(FORWARD)
def channels_averaged(wanted: Array, bias: Array, channels: int) -> Array:
    return (wanted - _each(bias)) / channels + _each(bias)


@mistake(FORWARD)
def first_channel_alone(of_first_channel: Array, of_last_channel: Array) -> Array | None:
    return None if _same(of_first_channel, of_last_channel) else of_first_channel


@mistake(FORWARD)
def last_channel_alone(of_first_channel: Array, of_last_channel: Array) -> Array | None:
    return None if _same(of_first_channel, of_last_channel) else of_last_channel


@mistake(FORWARD)
def picture_transposed(wanted: Array) -> Array:
    return wanted.swapaxes(2, 3)


@mistake(FORWARD)
def channels_in_another_place(yours: Array, wanted: Array) -> bool:
    others = [(0, 2, 3, 1), (1, 0, 2, 3), (2, 3, 0, 1), (0, 3, 2, 1), (1, 2, 3, 0)]
    return any(_same(yours, wanted.transpose(order)) for order in others)


@mistake(FORWARD)
def places_in_one_row(yours: Array, wanted: Array) -> bool:
    # What a product of matrices gave, not folded into pictures.
    images, channels = wanted.shape[:2]
    rows = wanted.reshape(images, channels, -1)
    flat = [rows, rows.swapaxes(1, 2), rows.swapaxes(0, 1).reshape(channels, -1)]
    flat += [flat[1].reshape(-1, channels), rows.reshape(images, -1)]
    return any(_same(yours, one) for one in flat)


@mistake(FORWARD)
def folded_in_the_wrong_order(yours: Array, wanted: Array) -> bool:
    # The right numbers in the right shape, in another order.
    images, channels = wanted.shape[:2]
    rows = wanted.reshape(images, channels, -1)
    orders = [rows.swapaxes(1, 2), rows.swapaxes(0, 1), rows.transpose(1, 2, 0), rows.T]
    return any(_same(yours, one.reshape(wanted.shape)) for one in orders) and not _same(
        yours, wanted
    )


@mistake(FORWARD)
def padding_unasked(yours: Array, wanted: Array, padding: int) -> bool:
    # More than the right picture, which lies in the middle of it.
    frame = (np.shape(yours)[2] - wanted.shape[2]) // 2
    return padding == 0 and frame > 0 and _same(_inside(yours, frame), wanted)


@mistake(FORWARD)
def padding_ignored(without_padding: Array) -> Array:
    return without_padding


@mistake(FORWARD)
def padding_not_of_zeros(yours: Array, in_a_frame: Array, wanted: Array) -> bool:
    return np.shape(yours) == wanted.shape and _same(in_a_frame, wanted)


@mistake(FORWARD)
def padding_on_one_side(yours: Array, wanted: Array, padding: int) -> bool:
    # The right picture as far as the frame at its top and left reaches.
    rows, columns = np.shape(yours)[2:]
    smaller = np.shape(yours) != wanted.shape and padding > 0
    return smaller and _same(yours, wanted[:, :, :rows, :columns])


@mistake(FORWARD)
def last_place_left_out(yours: Array, wanted: Array, padding: int) -> bool:
    return padding == 0 and _same(yours, wanted[:, :, :-1, :-1])


@mistake(FORWARD)
def stride_ignored(without_stride: Array) -> Array:
    return without_stride


@mistake(FORWARD)
def stride_along_one_axis(yours: Array, wanted: Array, without_stride: Array, stride: int) -> bool:
    rows, columns = wanted.shape[2:]
    down, along = without_stride[:, :, ::stride], without_stride[:, :, :, ::stride]
    cut = (one[:, :, :rows, :columns] for one in (down, along))
    return any(_same(yours, one) for one in (down, along, *cut))


@mistake(FORWARD)
def stride_in_the_size_alone(without_stride: Array, wanted: Array) -> Array:
    return without_stride[:, :, : wanted.shape[2], : wanted.shape[3]]


# On the way back, for weight and bias.


@mistake(WEIGHT, BIAS)
def first_picture_alone(slopes: Array, upstream: Array) -> Array:
    return _gathered(slopes, _only(upstream, images=slice(1)))


@mistake(WEIGHT, BIAS)
def last_picture_alone(slopes: Array, upstream: Array) -> Array:
    return _gathered(slopes, _only(upstream, images=slice(-1, None)))


@mistake(WEIGHT, BIAS)
def last_place_alone(yours: Array, slopes: Array, upstream: Array) -> bool:
    # Each place overwrites the one before it, in all pictures at once or in one after another.
    last = slice(-1, None)
    return any(
        _same(yours, _gathered(slopes, _only(upstream, images=images, rows=last, columns=last)))
        for images in (slice(None), last)
    )


@mistake(WEIGHT)
def kernel_gradient_flipped(wanted: Array) -> Array:
    return wanted[:, :, ::-1, ::-1]


@mistake(WEIGHT)
def channels_swapped_in_the_kernel_gradient(yours: Array, wanted: Array) -> bool:
    return _same(yours, wanted.swapaxes(0, 1))


@mistake(WEIGHT)
def kernel_gradient_left_flat(yours: Array, wanted: Array) -> bool:
    # As a product of matrices leaves it.
    flat = wanted.reshape(len(wanted), -1)
    return any(_same(yours, one) for one in (flat, flat.T))


@mistake(WEIGHT)
def stride_ignored_in_the_kernel_gradient(
    yours: Array, slopes_without_stride: Array, upstream: Array, stride: int
) -> bool:
    wide = slopes_without_stride.shape[-2:]
    spread = _unspread(upstream, wide, stride)
    return any(_same(yours, _gathered(slopes_without_stride, one)) for one in spread)


@mistake(WEIGHT)
def upstream_missing_in_the_kernel_gradient(slopes: Array, upstream: Array) -> Array:
    return _gathered(slopes, np.ones_like(upstream))


@mistake(BIAS)
def convolution_bias_gradient_of_all_channels(wanted: Array, upstream: Array) -> Array:
    return np.full(wanted.shape, upstream.sum())


@mistake(BIAS)
def convolution_bias_gradient_of_another_axis(yours: Array, upstream: Array) -> bool:
    return any(_same(yours, upstream.sum(axis=axes)) for axes in ((0, 1, 3), (0, 1, 2), (1, 2, 3)))


@mistake(BIAS)
def convolution_bias_gradient_of_one_shape_too_many(yours: Array, wanted: Array) -> bool:
    # The right sums, in an array of more axes.
    return np.ndim(yours) > 1 and _same(np.ravel(yours), wanted)


@mistake(BIAS)
def convolution_bias_gradient_not_added_up(yours: Array, wanted: Array) -> bool:
    # Summed over some of its axes, it is right: those are the ones that are left.
    axes = range(np.ndim(yours))
    some = (left for count in axes[1:] for left in combinations(axes, count))
    return any(_same(np.sum(yours, axis=left), wanted) for left in some)


@mistake(WEIGHT, BIAS)
def averaged_over_the_pictures(wanted: Array, images: int) -> Array:
    return wanted / images


@mistake(WEIGHT, BIAS)
def averaged_over_pictures_and_places(wanted: Array, images: int, places: int) -> Array:
    return wanted / (images * places)


@mistake(WEIGHT, BIAS)
def convolution_gradient_stays_zero(yours: Array, wanted: Array) -> bool:
    return np.shape(yours) == wanted.shape and not np.any(yours)


# On the way back, for the pictures.


@mistake(INPUT)
def frame_handed_back(yours: Array, slopes: Array, upstream: Array, padding: int) -> bool:
    return padding > 0 and _same(yours, _handed(slopes, upstream))


@mistake(INPUT)
def frame_cut_on_one_side(slopes: Array, upstream: Array, wanted: Array) -> Array:
    return _handed(slopes, upstream)[:, :, : wanted.shape[2], : wanted.shape[3]]


@mistake(INPUT)
def kernel_flipped_on_the_way_back(
    slopes_of_flipped: Array, upstream: Array, padding: int
) -> Array:
    return _inside(_handed(slopes_of_flipped, upstream), padding)


@mistake(INPUT)
def overlaps_overwritten(yours: Array, slopes: Array, upstream: Array, padding: int) -> bool:
    # Each place, or each output channel too, writes over what the ones before it have left.
    if not (slopes != 0).any():
        return False
    covered = (slopes != 0).any(axis=(0, 3))  # (height, width, rows, columns)
    covered = covered.reshape(*covered.shape[:2], -1)
    places = covered.shape[2]
    firsts, lasts = covered.argmax(axis=2), places - 1 - covered[:, :, ::-1].argmax(axis=2)
    for owner in (lasts, firsts):
        owned = covered & (np.arange(places) == owner[:, :, None])
        owned = owned.reshape(*owner.shape, *slopes.shape[4:])
        kept = slopes * owned[None, :, :, None]
        for channels in (slice(None), slice(-1, None)):
            if _same(yours, _inside(_handed(kept, _only(upstream, channels=channels)), padding)):
                return True
    return False


@mistake(INPUT)
def one_output_channel_handed_back(
    yours: Array, slopes: Array, upstream: Array, padding: int
) -> bool:
    return any(
        _same(yours, _inside(_handed(slopes, _only(upstream, channels=channels)), padding))
        for channels in (slice(1), slice(-1, None))
    )


@mistake(INPUT)
def stride_ignored_on_the_way_back(
    yours: Array, slopes_without_stride: Array, upstream: Array, stride: int, padding: int
) -> bool:
    spread = _unspread(upstream, slopes_without_stride.shape[-2:], stride)
    return any(
        _same(yours, _inside(_handed(slopes_without_stride, one), padding)) for one in spread
    )


@mistake(INPUT)
def upstream_missing_in_what_is_handed_back(slopes: Array, upstream: Array, padding: int) -> Array:
    return _inside(_handed(slopes, np.ones_like(upstream)), padding)


# In the second pass, which has the same pictures the other way round.


@mistake(AGAIN)
def convolution_gradients_piled_up(wanted: Array) -> Array:
    return 1.5 * wanted


@mistake("convolution.again.weight", "convolution.again.bias")
def first_pictures_kept(slopes: Array, upstream: Array) -> Array:
    return _gathered(slopes, 2 * upstream[::-1])


def _same(one: object, other: object) -> bool:
    """Whether two arrays have one shape, and the same numbers up to what measuring leaves."""
    a, b = np.asarray(one), np.asarray(other)
    if a.shape != b.shape or not a.size or a.dtype.kind not in "fiu":
        return False
    scale = max(float(np.abs(b).max()), 1e-9)
    return bool((np.abs(a - b) <= 1e-6 * scale).all())


def _each(bias: Array) -> Array:
    return bias[:, None, None]


def _only(
    upstream: Array,
    *,
    images: slice = slice(None),
    channels: slice = slice(None),
    rows: slice = slice(None),
    columns: slice = slice(None),
) -> Array:
    """Return the upstream gradient of some places, and zero elsewhere."""
    kept = np.zeros_like(upstream)
    place = (images, channels, rows, columns)
    kept[place] = upstream[place]
    return kept


def _unspread(upstream: Array, shape: tuple[int, ...], stride: int) -> list[Array]:
    """Lay the upstream gradient on the places of a layer without stride, as if they were its own.

    Along both axes, or along one of them while the other keeps its stride.
    """
    height, width = upstream.shape[-2:]
    found = []
    for down, along in ((1, 1), (1, stride), (stride, 1)):
        spread = np.zeros((*upstream.shape[:2], *shape))
        spread[:, :, : height * down : down, : width * along : along] = upstream
        found.append(spread)
    return found


def _gathered(slopes: Array, upstream: Array) -> Array:
    return np.asarray(np.einsum("...nors,nors->...", slopes, upstream))


def _handed(slopes: Array, upstream: Array) -> Array:
    return np.asarray(np.einsum("chwors,nors->nchw", slopes, upstream))


def _inside(framed: Array, padding: int) -> Array:
    height, width = (size - 2 * padding for size in framed.shape[2:])
    return framed[:, :, padding:, padding:][:, :, :height, :width]
