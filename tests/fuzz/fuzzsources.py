"""Sources: real ones with wrong bytes and words, and text that is grown from Python's own words."""

import functools
import json
import keyword
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mutation import mutated

from autograder import reading

__all__ = ["made", "tried"]

ROOT = Path(__file__).parents[2]
MARKS = (b"import ", b"def ", b"class ", b"(", b"[", b":", b'"', b"\n    ", b"=")
WORDS = (
    *(word.encode() + b" " for word in keyword.kwlist),
    *(
        b"(",
        b")",
        b"[",
        b"]",
        b"{",
        b"}",
        b":",
        b"=",
        b"\n",
        b"    ",
        b"\t",
        b"'",
        b'"""',
        b"f'{",
        b"}'",
    ),
    *(
        b"\\\n",
        b".",
        b"a.",
        b"-",
        b"~",
        b"not ",
        b"lambda:",
        b"@",
        b"*",
        b"**",
        b",",
        b";",
        b"->",
        b":=",
    ),
    *(
        b"import torch\n",
        b"__import__('torch')",
        b"exec('import torch')",
        b"importlib.import_module(",
    ),
    *(
        b"# coding: utf-7\n",
        b"\xef\xbb\xbf",
        b"\0",
        b"\r",
        b"\x0c",
        b"\xff",
        b"\xe2\x80\xae",
        b"\x1b[",
    ),
    *(
        "訓練".encode(),
        "\uff54\uff4f\uff52\uff43\uff48".encode(),
        b"1e999",
        b"0x",
        b"9" * 5000,
        b"1_",
        b"b'\\x",
        b"rb'",
        b"...",
    ),
)
LONGEST = 2_000_000  # bytes, twice of what is read
LOCKED = (ROOT / "datasets.py").read_bytes()
ROOTS = ("__main__", "layers", "network")


def made(random: Random) -> bytes:
    """Return the bytes of one file."""
    if random.random() < 0.7:
        data = mutated(random, random.choice(_real()), MARKS, WORDS)
        if random.random() < 0.1:
            return data
        # Else most of them would be refused for a single byte.
        return data.replace(b"\0", b" ").decode("utf-8", "ignore").encode()
    words = [random.choice(WORDS) for _ in range(random.choice((3, 20, 200, 2000)))]
    if random.random() < 0.3:  # one rule, over and over
        words = words[:3] * random.choice((10, 1000, 20_000))
    data = b"".join(words)[:LONGEST]
    return data if random.random() < 0.1 else data.replace(b"\0", b"").replace(b"\xff", b"")


def tried(data: bytes) -> str:
    """Read a submission with this file as everything that reads sources does."""
    sources = {"layers.py": data, "network.py": b"from .layers import Linear\nimport numpy\n"}
    parsed = reading.parse(sources)
    imports = reading.read_imports(sources, roots=ROOTS)
    assert imports.unreadable == parsed.unreadable
    assert all(one.text.isprintable() and len(one.text) <= 60 for one in imports.found)
    reading.read_generators(sources, LOCKED)
    for module in parsed.modules.values():
        list(reading.definitions(module.tree))
        reading.defined(module.tree), reading.rebound(module.tree), reading.imported(module.tree)
        reading.start(module.tree)
    list(reading.claims(data.decode("utf-8", "replace")))
    return _as_notebook(data) if data[:1] == b"{" else parsed_word(parsed)


def parsed_word(parsed: reading.Parsed) -> str:
    """Return the reason why the file was not read, or that it was."""
    return next((one.reason.value for one in parsed.unreadable), "read")


def _as_notebook(data: bytes) -> str:
    try:
        compiled = reading.exported(data)
    except reading.NotebookError:
        return "no notebook"
    reading.parse({"lab.py": compiled.encode()})
    return "notebook"


@functools.cache
def _real() -> Sequence[bytes]:
    sources = [path.read_bytes() for path in sorted((ROOT / "solution").glob("*.py"))]
    cells = [{"cell_type": "code", "source": sources[0].decode()} for _ in range(3)]
    cells.append({"cell_type": "code", "source": "%matplotlib inline\n!pip install torch\nx?"})
    metadata = {"language_info": {"name": "python"}}
    notebook = json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}).encode()
    return [*sources, notebook, notebook, notebook]
