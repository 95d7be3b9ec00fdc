"""Change the text of decisions.toml and leave every other byte of it as people wrote it.

What comes out is to be read before it is kept: these functions know how a table is written, not
whether it can be meant.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date

__all__ = ["appended", "removed", "table"]

Value = str | int | float | date

# JSON writes these as they are; TOML wants them escaped.
_LEFT = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def table(kind: str, values: Mapping[str, Value]) -> str:
    """Return one [[kind]] table; ValueError for a text that UTF-8 cannot hold."""
    lines = [f"{key} = {_written(value)}" for key, value in values.items()]
    return "\n".join([f"[[{kind}]]", *lines]) + "\n"


def appended(content: bytes, addition: str) -> bytes:
    """Return the file with a table more at its end, with its own line endings."""
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    new = addition.encode().replace(b"\n", ending)
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        return content + new
    return content + (b"" if content.endswith(b"\n") else ending) + ending + new


def removed(content: bytes, line: int) -> bytes:
    """Return the file without the table whose header is on this line, counted from 1.

    Lines that are comments stay, also those within the table. ValueError where no table begins.
    """
    lines = re.findall(rb"[^\n]*\n|[^\n]+\Z", content)
    start = line - 1
    if not _bare(lines[start]).startswith(b"[["):
        raise ValueError(f"no [[table]] begins on line {line}")
    end = _end(lines, start)
    comments = _comments(lines[start:end])
    blank = end < len(lines) and not _bare(lines[end])
    return b"".join([*lines[:start], *comments, *lines[end + blank :]])


def _end(lines: list[bytes], start: int) -> int:
    """Return the line after the last value of the table, which may go over many lines."""
    end, at = start + 1, start + 1
    while at < len(lines) and not _bare(lines[at]).startswith(b"["):
        if not _bare(lines[at]) or _bare(lines[at]).startswith(b"#"):
            at += 1
            continue
        at += 1
        while at < len(lines) and not _whole(lines[end:at]):
            at += 1
        end = at
    return end


def _whole(lines: list[bytes]) -> bool:
    """Return whether no value in these lines goes on in the next."""
    try:
        tomllib.loads(b"".join(lines).decode().replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _comments(lines: list[bytes]) -> list[bytes]:
    """Return the lines that are comments, and not part of a text that looks like one."""
    found, begun = [], 1
    for n, line in enumerate(lines[1:], start=1):
        if _whole(lines[begun:n]):
            begun = n
            if _bare(line).startswith(b"#"):
                found.append(line)
    return found


def _bare(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").strip()


def _written(value: Value) -> str:
    """Return a value as TOML writes it; texts on one line, whatever is in them."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return repr(value)
    value.encode()  # a lone surrogate is no text
    return _LEFT.sub(lambda sign: f"\\u{ord(sign[0]):04X}", json.dumps(value, ensure_ascii=False))
