"""Frames: what is written is read, and nothing else is."""

import contextlib
import io
import json
import struct
from typing import Any, NoReturn

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.worker import wire


def refuse(value: object) -> NoReturn:
    raise AssertionError(f"{value!r} is plain and needs no other form")


def through(value: Any) -> Any:
    arrays: list[Any] = []
    stream = io.BytesIO()
    wire.write_frame(stream, {"value": wire.pack(value, arrays, refuse)}, arrays)
    stream.seek(0)
    header, received = wire.read_frame(stream)
    return wire.unpack(header["value"], received, refuse)


plain_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(plain_values)
def test_plain_values_come_back_as_they_were(value: Any) -> None:
    assert value == through(value)


@pytest.mark.parametrize("dtype", ["<f8", "<f4", "<i8", "<i4", "|b1", "|u1"])
@pytest.mark.parametrize("shape", [(), (0,), (7,), (7, 5), (2, 0, 3), (2, 3, 4, 5)])
def test_arrays_keep_dtype_shape_and_bytes(dtype: str, shape: tuple[int, ...]) -> None:
    array = np.random.default_rng(0).integers(0, 2, shape).astype(dtype)

    received = through(array)

    assert (array.dtype, array.shape) == (received.dtype, received.shape)
    assert array.tobytes() == received.tobytes()


def test_arrays_in_another_order_of_axes_arrive_in_order() -> None:
    array = np.arange(12.0).reshape(3, 4).T

    assert np.array_equal(array, through(array))


def test_nan_and_infinity_travel_as_words() -> None:
    assert [float("inf"), -float("inf")] == through([float("inf"), -float("inf")])
    assert np.isnan(through(float("nan")))


def test_a_long_list_of_losses_fits() -> None:
    losses = [1 / (n + 1) for n in range(100_000)]

    assert losses == through(losses)


def frame(header: bytes, payload: bytes = b"") -> io.BytesIO:
    return io.BytesIO(struct.pack(">I", len(header)) + header + payload)


def described(**array: Any) -> bytes:
    return json.dumps({"id": "1", "arrays": [array]}).encode()


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"id": NaN, "arrays": []}',
        b'{"id": Infinity, "arrays": []}',
        b'{"id": 1e999, "arrays": []}',
        b'{"id": ' + b"9" * 400 + b', "arrays": []}',
        b'{"id": 1}',
        b'{"arrays": 3}',
        b'{"arrays": [1]}',
        b"[" * 30_000,
        b'{"a":' * 9_000,
        described(dtype="<f8"),
        described(dtype="|O", shape=[1]),
        described(dtype="<c16", shape=[1]),
        described(dtype=["<f8"], shape=[1]),
        described(dtype="<f8", shape=[-1]),
        described(dtype="<f8", shape=[True]),
        described(dtype="<f8", shape=[1.0]),
        described(dtype="<f8", shape=[10**8]),
        described(dtype="<f8", shape=[10**6, 10**6]),
        described(dtype="<f8", shape=[1, 1, 1, 1, 1]),
        described(dtype="<f8", shape=[1], more=1),
        json.dumps({"arrays": [{"dtype": "<f8", "shape": [0]}] * 1000}).encode(),
    ],
    ids=lambda header: header[:40].decode(errors="replace"),
)
def test_what_is_no_frame_is_refused(header: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.read_frame(frame(header))


def test_a_header_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(wire.WireError):
        wire.read_frame(io.BytesIO(struct.pack(">I", 2**31)))


def test_a_frame_cut_short_is_an_end() -> None:
    with pytest.raises(EOFError):
        wire.read_frame(frame(described(dtype="<f8", shape=[4]), b"1234"))


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"a": 1, "b": 2},
        {"array": 3},
        {"array": True},
        {"array": -1},
        {"numbers": "0"},
        {"list": 3},
        {"float": "1"},
        [1],
    ],
)
def test_what_is_no_value_is_refused(tree: Any) -> None:
    def unknown(other: object) -> NoReturn:
        raise wire.WireError(str(other))

    with pytest.raises(wire.WireError):
        wire.unpack(tree, [], unknown)


def test_nesting_has_a_limit() -> None:
    tree: Any = 1
    for _ in range(30):
        tree = {"list": [tree]}

    with pytest.raises(wire.WireError):
        wire.unpack(tree, [], refuse)


MEMBERS = ("array", "numbers", "list", "tuple", "float", "object", "strange", "more")
LEAVES: tuple[Any, ...] = (
    None, True, 0, 1, -1, 10**17, 10**18, 0.5, "nan", "inf", "<f8", "|O", "", [], {},
)  # fmt: skip
trees = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(MEMBERS), inner, min_size=1, max_size=2)
    ),
    max_leaves=10,
)
entries = st.fixed_dictionaries(
    {
        "dtype": st.sampled_from((*wire.DTYPES, "|O", "<c16", None)),
        "shape": st.lists(st.integers(-1, 4), max_size=5) | st.sampled_from(LEAVES),
    }
)
headers = st.fixed_dictionaries({"value": trees, "arrays": st.lists(entries, max_size=3) | trees})
sent = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda header: frame(header).getvalue(), st.binary(max_size=200)),
    st.builds(
        lambda header, payload: frame(json.dumps(header).encode(), payload).getvalue(),
        headers,
        st.sampled_from((bytes(4096), b"1" * 8, b"")),
    ),
)


def plain(value: object) -> bool:
    """Whether this is plain data, all the way down."""
    if isinstance(value, list | tuple):
        return type(value) in (list, tuple) and all(map(plain, value))
    if isinstance(value, np.ndarray):
        return type(value) is np.ndarray and value.dtype.str in wire.DTYPES
    return value is None or type(value) in (bool, int, float, str)


@settings(max_examples=2000)
@given(sent)
def test_whatever_is_sent_ends_or_is_refused_or_is_plain_data(data: bytes) -> None:
    def unknown(_: object) -> NoReturn:
        raise wire.WireError("what is not plain")

    with contextlib.suppress(EOFError, wire.WireError):
        header, arrays = wire.read_frame(io.BytesIO(data))
        assert all(map(plain, arrays))
        assert plain(wire.unpack(header.get("value"), arrays, unknown))


def test_what_is_tried_is_read_often_enough_to_try_anything() -> None:
    outcomes: set[object] = set()

    @settings(max_examples=500, database=None, derandomize=True)
    @given(sent)
    def tried(data: bytes) -> None:
        try:
            header, arrays = wire.read_frame(io.BytesIO(data))
            outcomes.add((len(arrays) > 0, isinstance(header.get("value"), dict)))
        except (EOFError, wire.WireError) as error:
            outcomes.add(type(error))

    tried()

    assert {EOFError, wire.WireError, (True, True), (True, False), (False, False)} <= outcomes


def test_an_array_is_taken_once() -> None:
    with pytest.raises(wire.WireError):
        wire.unpack({"list": [{"array": 0}, {"array": 0}]}, [np.ones(3)], refuse)


@pytest.mark.parametrize("array", [np.ones(3, np.uint8), np.ones((3, 1)), np.ones((), np.float64)])
def test_numbers_are_one_row_of_floats(array: Any) -> None:
    with pytest.raises(wire.WireError):
        wire.unpack({"numbers": 0}, [array], refuse)


def test_more_than_may_travel_is_not_sent() -> None:
    half = np.zeros(wire.PAYLOAD_BYTES // 16 + 1)

    with pytest.raises(wire.WireError):
        wire.write_frame(io.BytesIO(), {}, [half, half])


def test_a_short_list_of_numpy_floats_is_a_list_of_floats() -> None:
    assert [0.5, 0.25] == through([np.float64(0.5), np.float64(0.25)])


@pytest.mark.parametrize("value", [[None] * 1000, 10**30, -(10**400)])
def test_what_has_no_room_in_a_header_stays_there(value: Any) -> None:
    assert {"object": 0} == wire.pack(value, [], lambda _: {"object": 0})
