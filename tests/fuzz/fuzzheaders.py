"""Frames of the protocol: changed ones, and headers grown from what JSON and the protocol know."""

import functools
import io
import json
import struct
from collections.abc import Sequence
from random import Random
from typing import Any, NoReturn

import numpy as np
from mutation import mutated

from autograder.worker import wire

__all__ = ["made", "tried"]

WORDS = (
    *(
        b'{"array":0}',
        b'{"list":[]}',
        b'{"numbers":0}',
        b'{"float":"nan"}',
        b'"arrays":',
        b'"shape"',
    ),
    *(b"NaN", b"-Infinity", b"1e400", b"9" * 40, b"-0", b"true", b"null", b"[", b"{", b"]", b"}"),
    *(b'"dtype"', b'"<f8"', b'"|O"', b'"<f4"', b"\\ud800", b"\xff", b"\0", b'"id":"7"', b","),
)
LEAVES: Sequence[Any] = (
    *(None, True, False, 0, 1, -1, 10**7, 10**8, 10**17, 10**18, 10**30, 0.5, 1e300),
    *("", "<f8", "|O", "nan", "inf", "\ud800", "x" * 500, [], {}),
)
KEYS = (
    "id",
    "ok",
    "value",
    "arrays",
    "array",
    "numbers",
    "list",
    "tuple",
    "float",
    "dtype",
    "shape",
)


def made(random: Random) -> bytes:
    """Return the bytes that a worker might send instead of one frame."""
    if random.random() < 0.5:
        return mutated(random, random.choice(_right()), (b'"', b"[", b"{"), WORDS)
    header = json.dumps({"id": "1", "value": _tree(random, 4), "arrays": _arrays(random)}).encode()
    if random.random() < 0.2:
        header = mutated(random, header, (b'"', b"[", b"{"), WORDS)
    length = len(header) if random.random() < 0.95 else random.choice((0, 3, 65536, 65537, 2**31))
    return struct.pack(">I", length) + header + bytes(random.choice((0, 1, 8, 64, 4096)))


def tried(data: bytes) -> str:
    """Read frames and their values until the bytes are used up, as the trusted side does."""
    stream = io.BufferedReader(io.BytesIO(data))  # it acts as a pipe
    try:
        header, arrays = wire.read_frame(stream)
        for name in ("value", "result", "error"):
            wire.unpack(header.get(name), arrays, _unknown)
    except EOFError:
        return "end"
    except wire.WireError:
        return "refused"
    return "read"


def _unknown(tree: object) -> NoReturn:
    raise wire.WireError(str(type(tree)))


@functools.cache
def _right() -> tuple[bytes, ...]:
    values: Sequence[Any] = (
        None, [1, 2.5, "text"], np.ones((7, 5)), [np.zeros(3), (np.ones((2, 2), "<f4"), True)],
        [float("nan"), float("inf")], [0.1 * n for n in range(40)], "an error\nin two lines",
    )  # fmt: skip
    return tuple(_frame(value) for value in values)


def _frame(value: Any) -> bytes:
    stream, arrays = io.BytesIO(), list[Any]()
    tree = wire.pack(value, arrays, _unknown)
    wire.write_frame(stream, {"id": "1", "ok": True, "value": tree}, arrays)
    return stream.getvalue()


def _tree(random: Random, depth: int) -> Any:
    kind = random.random()
    if depth == 0 or kind < 0.4:
        return random.choice(LEAVES)
    inner = [_tree(random, depth - 1) for _ in range(random.choice((0, 1, 1, 2, 4)))]
    return inner if kind < 0.5 else {random.choice(KEYS): part for part in inner or [inner]}


def _arrays(random: Random) -> Any:
    if random.random() < 0.2:
        return random.choice(LEAVES)
    return [
        {"dtype": random.choice((*wire.DTYPES, "|O", 3)), "shape": _shape(random)}
        for _ in range(random.choice((0, 1, 1, 2, 20)))
    ]


def _shape(random: Random) -> Any:
    if random.random() < 0.1:
        return random.choice(LEAVES)
    sizes = (0, 1, 2, 3, 8, 100, 2000, 10**6, 10**7, -1, True, 2**40)
    return [random.choice(sizes) for _ in range(random.choice((0, 1, 1, 2, 3, 4, 5)))]
