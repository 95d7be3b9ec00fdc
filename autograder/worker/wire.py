"""Frames on a pipe: a JSON header and raw array bytes, never anything that runs.

    4 bytes, big endian: length of the header | header, JSON | the arrays' bytes, one after another

Both sides use this file, but only the trusted side relies on it: whatever a worker sends could
have been written by a student's code, so reading is strict about types, shapes and sizes, and
checks them before it allocates anything.
"""

import json
import math
import re
import struct
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray

__all__ = ["Plain", "WireError", "pack", "read_frame", "unpack", "write_frame"]

AnyArray = NDArray[Any]
Plain = Any
"""None, bool, int, float, str, an array, or a list or tuple of these."""

HEADER_BYTES = 64 * 1024
PAYLOAD_BYTES = 32 * 1024 * 1024
ARRAYS = 256
AXES = 4
DEPTH = 8
DTYPES = ("<f8", "<f4", "<i8", "<i4", "|b1", "|u1")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_MANY = 8  # longer lists of numbers travel as an array: a header has little room
_LENGTH = struct.Struct(">I")


class WireError(Exception):
    """What came is not a frame of this protocol."""


def write_frame(stream: BinaryIO, header: Mapping[str, Any], arrays: list[AnyArray]) -> None:
    """Write one frame; the arrays must be of the dtypes that travel."""
    arrays = [np.ascontiguousarray(a).reshape(a.shape) for a in arrays]
    described = {
        **header,
        "arrays": [{"dtype": a.dtype.str, "shape": list(a.shape)} for a in arrays],
    }
    text = json.dumps(described, allow_nan=False).encode()
    if len(text) > HEADER_BYTES:
        raise WireError(f"a header of {len(text)} bytes; {HEADER_BYTES} may travel")
    if sum(a.nbytes for a in arrays) > PAYLOAD_BYTES:
        raise WireError(f"arrays of more than {PAYLOAD_BYTES} bytes")
    stream.write(b"".join([_LENGTH.pack(len(text)), text, *(a.tobytes() for a in arrays)]))
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], list[AnyArray]]:
    """Read one frame; EOFError when the other side has closed, WireError when it is not one."""
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > HEADER_BYTES:
        raise WireError(f"a header of {length} bytes; {HEADER_BYTES} are allowed")
    header = _header(_exactly(stream, length))
    shapes = [_description(entry) for entry in _list(header.pop("arrays", None), ARRAYS)]
    if sum(size for _, _, size in shapes) > PAYLOAD_BYTES:
        raise WireError(f"arrays of more than {PAYLOAD_BYTES} bytes")
    return header, [
        np.frombuffer(_exactly(stream, size), dtype).reshape(shape).copy()
        for dtype, shape, size in shapes
    ]


def pack(value: Plain, arrays: list[AnyArray], other: Callable[[Any], Any]) -> Any:  # noqa: PLR0911
    """Turn a value into a JSON tree and move its arrays to `arrays`.

    `other` finds a tree for what is not plain. A number or list of a class of the program's own
    is a number or list all the same.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value) if abs(value) < 10**18 else other(value)
    if isinstance(value, float):
        value = float(value)
        return value if math.isfinite(value) else {"float": repr(value)}
    if isinstance(value, np.ndarray | np.generic) and value.dtype.str in DTYPES:
        array = np.asarray(value)
        return {"array": _append(arrays, array)} if array.ndim <= AXES else other(array)
    if isinstance(value, list | tuple):
        if len(value) > _MANY and all(isinstance(v, float | int | np.float64) for v in value):
            return {"numbers": _append(arrays, np.array(value, dtype=np.float64))}
        if len(value) > ARRAYS:
            return other(value)
        kind = "list" if isinstance(value, list) else "tuple"
        return {kind: [pack(v, arrays, other) for v in value]}
    return other(value)


def unpack(tree: Any, arrays: list[AnyArray], other: Callable[[dict[str, Any]], Any]) -> Plain:
    """Turn a JSON tree back into a value; `other` is asked for what is not plain.

    Each array is taken out of `arrays` once: a small header cannot ask for many copies of it.
    """
    return _unpack(tree, arrays, other, DEPTH)


def _unpack(
    tree: Any,
    arrays: list[AnyArray],
    other: Callable[[dict[str, Any]], Any],
    depth: int,
) -> Plain:
    if tree is None or isinstance(tree, bool | int | float | str):
        return tree
    if not isinstance(tree, dict) or len(tree) != 1 or depth == 0:
        raise WireError("a value that is not one of this protocol's")
    ((kind, content),) = tree.items()
    if kind == "float" and content in ("nan", "inf", "-inf"):
        return float(content)
    if kind == "array":
        return _taken(arrays, content)
    if kind == "numbers":
        numbers = _taken(arrays, content)
        if numbers.ndim != 1 or numbers.dtype != np.float64:
            raise WireError("numbers of another kind or shape")
        return numbers.tolist()
    if kind in ("list", "tuple"):
        values = [_unpack(v, arrays, other, depth - 1) for v in _list(content, HEADER_BYTES)]
        return values if kind == "list" else tuple(values)
    return other(tree)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count) if count else b""
    if len(data) < count:
        raise EOFError
    return data


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text, parse_constant=_refuse, parse_int=_integer, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise WireError("a header that is not JSON of this protocol") from error
    if not isinstance(header, dict):
        raise WireError("a header that is no object")
    return header


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _integer(text: str) -> int:
    return int(text) if _INTEGER.fullmatch(text) else _refuse(text)


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _description(entry: Any) -> tuple[str, tuple[int, ...], int]:
    if not isinstance(entry, dict) or set(entry) != {"dtype", "shape"}:
        raise WireError("an array without dtype and shape")
    dtype, shape = entry["dtype"], _list(entry["shape"], AXES)
    if dtype not in DTYPES:
        raise WireError("an array of a dtype that does not travel")
    if not all(type(n) is int and 0 <= n <= 10**7 for n in shape):
        raise WireError("an array of an impossible shape")
    return dtype, tuple(shape), math.prod(shape) * np.dtype(dtype).itemsize


def _list(value: Any, longest: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > longest:
        raise WireError("a list that is none, or too long")
    return value


def _taken(arrays: list[Any], index: Any) -> AnyArray:
    if type(index) is not int or not 0 <= index < len(arrays) or arrays[index] is None:
        raise WireError("a reference to an array that was not sent, or was taken already")
    array, arrays[index] = arrays[index], None
    return array  # type: ignore[no-any-return]


def _append(arrays: list[AnyArray], array: AnyArray) -> int:
    arrays.append(array)
    return len(arrays) - 1
