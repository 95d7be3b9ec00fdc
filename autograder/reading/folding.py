"""Read a string that an expression spells out: constants, joined by `+` or in an f-string."""

import ast

from autograder.reading.names import Names

LONGEST = 10_000
"""Characters that are joined; a longer string is one that cannot be told."""


def fold(expression: ast.expr, names: Names) -> str | None:
    """Return the string that an expression always is, or None where that cannot be told."""
    pieces: list[str] = []
    length = 0
    waiting = [expression]  # both ways of joining only append, so one stack does for all nesting
    while waiting:
        node = waiting.pop()
        match node:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                waiting += [right, left]
                continue
            case ast.JoinedStr(values=values):
                waiting += reversed(values)
                continue
            case ast.FormattedValue(value=value, conversion=-1 | 115, format_spec=None):
                waiting.append(value)
                continue
        piece = _piece(node, names)
        length += len(piece or "")
        if piece is None or length > LONGEST:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _piece(node: ast.expr, names: Names) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=bytes(code)) if code.isascii() and b"coding" not in code:
            return code.decode("ascii")
        case ast.Name(id=name):
            return names.constant(name)
        case _:
            return None
