"""Cut a page's drawing instructions into operators with their operands, in linear time."""

import re
from collections.abc import Iterator
from typing import Any

__all__ = ["Name", "operations"]

DEEPEST = 8  # arrays and dictionaries inside each other
MOST = 20_000  # operands that one operator may have


class Name(str):
    """A name such as /F1, which is no string."""

    __slots__ = ()


TOKEN = re.compile(
    rb"""[\x00\t\n\f\r ]*+(?:%[^\r\n]*+[\x00\t\n\f\r ]*+)*+(?:
    (?P<number>[+-]?(?:\d++\.?\d*+|\.\d++)(?![^\x00\t\n\f\r ()<>\[\]{}/%+-]))
    |(?P<operator>[A-Za-z'"][^\x00\t\n\f\r ()<>\[\]{}/%]*+)
    |\((?P<plain>[^()\\\r]*+)\)
    |(?P<string>\()
    |<(?!<)(?P<hex>[^<>]*+)>
    |/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)
    |(?P<mark><<|>>|\[|\]|\{|\})
    |(?P<other>[^\x00\t\n\f\r ()<>\[\]{}/%]++|.)
    )""",
    re.VERBOSE | re.DOTALL,
)
PARENTHESIS = re.compile(rb"[()]|\\.", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)|\r\n?", re.DOTALL)
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
NO_HEX = re.compile(rb"[^0-9A-Fa-f]")
NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
END_OF_PICTURE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|$)")


def operations(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    """Yield each operator with its operands: numbers, bytes, names and lists; others are None."""
    operands: list[Any] = []
    outer: list[list[Any]] = []
    match, position = TOKEN.match, 0
    while (found := match(data, position)) is not None:
        position = found.end()
        kind = found.lastgroup
        if kind == "number":
            operands.append(float(found["number"]))
        elif kind == "operator":
            operator = found["operator"]
            if operator == b"ID":
                position = _after_picture(data, position)
                operator = b"EI"
            yield operator, outer[0] if outer else operands
            operands, outer = [], []
        elif kind == "mark":
            operands, outer = _nested(found["mark"], operands, outer)
        elif kind == "string":
            text, position = _string(data, position)
            operands.append(text)
        else:
            operands.append(_single(kind, found))
        if len(operands) > MOST:
            operands = []


def _single(kind: str | None, found: re.Match[bytes]) -> bytes | Name | None:
    if kind == "plain":
        return found["plain"]
    if kind == "hex":
        digits = NO_HEX.sub(b"", found["hex"])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if kind == "name":
        raw = NUMBERED.sub(lambda code: bytes([int(code[1], 16)]), found["name"])
        return Name("/" + raw.decode("utf-8", "replace"))
    return None


def _nested(
    mark: bytes, operands: list[Any], outer: list[list[Any]]
) -> tuple[list[Any], list[list[Any]]]:
    """Open or close an array or a dictionary, which is kept as the list of its parts."""
    if mark in (b"[", b"<<") and len(outer) < DEEPEST:
        outer.append(operands)
        return [], outer
    if mark in (b"]", b">>") and outer:
        before = outer.pop()
        before.append(operands)
        return before, outer
    return operands, outer


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """Return the string whose bracket opened before `start`, and where it ends."""
    depth, end, after = 1, len(data), len(data)
    for found in PARENTHESIS.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            end, after = found.start(), found.end()
            break
    return ESCAPE.sub(_escaped, data[start:end]), after


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code is None:
        return b"\n"
    if code.isdigit() and code[0] < 56:
        return bytes([int(code, 8) & 255])
    return b"" if code in (b"\n", b"\r", b"\r\n") else PLAIN.get(code, code)


def _after_picture(data: bytes, start: int) -> int:
    found = END_OF_PICTURE.search(data, start)
    return found.end() if found else len(data)
