"""No file, whatever is in it, stops the reader, and what it cannot read it reports."""

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.reading import (
    ImportKind,
    Reason,
    Trick,
    parse,
    read_generators,
    read_imports,
)
from autograder.reading.bombs import MOST_TOKENS
from autograder.reading.syntax import LARGEST

LOCKED = b"def generate_linear(n=100): ...\ndef generate_XOR_easy(): ...\n"

UNREADABLE = [
    ("additions", b"x = " + b"+".join([b"1"] * 50_000), Reason.TOO_COMPLEX),
    ("minus", b"x = " + b"-" * 100_000 + b"1", Reason.TOO_COMPLEX),
    ("not", b"x = " + b"not " * 100_000 + b"1", Reason.TOO_COMPLEX),
    ("attributes", b"x" + b".x" * 100_000, Reason.TOO_COMPLEX),
    ("calls", b"f" + b"()" * 1_500, Reason.TOO_COMPLEX),
    ("branches", b"if x: pass\n" + b"elif x: pass\n" * 20_000, Reason.TOO_COMPLEX),
    ("name", b"import " + b".".join([b"a"] * 300_000), Reason.TOO_COMPLEX),
    ("name over lines", b"from a" + b" \\\n\t.\\\r\n b" * 100 + b" import c", Reason.TOO_COMPLEX),
    ("other letters", "import é".encode() + ".e\u0301".encode() * 100, Reason.TOO_COMPLEX),
    ("fields", b"x = f'" + b"{a}" * 300_000 + b"'", Reason.TOO_COMPLEX),
    ("short lines", b"x\n" * (MOST_TOKENS // 2 + 1), Reason.TOO_COMPLEX),
    ("short statements", b"x;" * 400_000, Reason.TOO_COMPLEX),
    ("short items", b"x = [" + b"a," * 400_000 + b"]", Reason.TOO_COMPLEX),
    ("parentheses", b"(" * 5_000 + b"1" + b")" * 5_000, Reason.SYNTAX),
    ("brackets", b"[" * 5_000, Reason.SYNTAX),
    ("indents", b"".join(b" " * n + b"if 1:\n" for n in range(300)), Reason.SYNTAX),
    ("digits", b"x = " + b"1" * 10_000, Reason.SYNTAX),
    ("nul", b"import numpy\nimport \0torch\n", Reason.NUL),
    ("python 2", b"print 'loss'\n", Reason.SYNTAX),
    ("magic", b"%matplotlib inline\n", Reason.SYNTAX),
    ("large", b"#" * (LARGEST + 1), Reason.TOO_LARGE),
    ("latin-1 without a word", b"# \xe9t\xe9\nx = '\xe9t\xe9'\n", Reason.ENCODING),
    ("big5 without a word", "x = '陳'".encode("big5"), Reason.ENCODING),
    ("utf-16", "import torch".encode("utf-16"), Reason.NUL),
    ("utf-7", b"# coding: utf-7\n+AGkAbQBwAG8AcgB0ACAAdABvAHIAYwBo-\n", Reason.ENCODING),
    ("utf-7 on line 2", b"#!/usr/bin/python\n# -*- coding: UTF_7 -*-\n", Reason.ENCODING),
    ("utf-7 past a lone return", b"#\r# vim: set fileencoding=utf-7 :\n", Reason.ENCODING),
    ("utf-7 past a form feed", b"\x0c # coding=utf-7\n", Reason.ENCODING),
    ("a codec of escapes", b"# coding: unicode_escape\n", Reason.ENCODING),
    ("a codec of nobody", b"# coding: antigravity\n", Reason.ENCODING),
    ("two encodings", b"\xef\xbb\xbf# coding: latin-1\n", Reason.SYNTAX),
]


@pytest.mark.parametrize(
    ("source", "reason"),
    [pytest.param(source, reason, id=name) for name, source, reason in UNREADABLE],
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
    source: bytes,
    reason: Reason,
) -> None:
    sources = {"evil.py": source, "layers.py": b"import torch\n"}
    imports = read_imports(sources, roots=["layers"])

    assert [(one.path, one.reason) for one in imports.unreadable] == [("evil.py", reason)]
    assert [(one.path, one.kind) for one in imports.found] == [("layers.py", ImportKind.FORBIDDEN)]
    assert read_generators(sources, LOCKED) == ()


@pytest.mark.parametrize(
    "source",
    [
        b"# -*- coding: latin-1 -*-\nname = '\xe9t\xe9'\n",
        b"# \xe9t\xe9, coding: iso-8859-15\n",
        b"# -*- coding: utf-8-unix -*-\n",
        b"# vim: set fileencoding=cp1252 :\n",
        b"# coding: us-ascii\n",
        b"x = 1\n# coding: utf-7\n",
        b"\n\n# coding: utf-7\n",
        b"\xef\xbb\xbfimport numpy\r\n",
        "# 陳敬中\n訓練 = '作業'\n".encode(),
        b"import re\nre.compile('\\d')\n",
        b"x = [" + b"1, " * 100_000 + b"]",
        b"x = " + b"+".join([b"1"] * 400),
        b"",
    ],
)
def test_honest_files_are_read(source: bytes) -> None:
    parsed = parse({"layers.py": source})

    assert parsed.unreadable == ()
    assert parsed.oddities == ()


def test_the_line_of_what_cannot_be_read_is_told() -> None:
    sources = {
        "a.py": b"x = 1\ny = = 2\n",
        "b.py": b"\n\n\0",
        "c.py": b"\xef\xbb\xbfx = 1\r\n" + "# 陳\n".encode("big5"),
    }
    (syntax, nul, encoding) = parse(sources).unreadable

    assert (syntax.line, syntax.text) == (2, "invalid syntax")
    assert nul.line == 3
    assert (encoding.line, encoding.text) == (2, "byte 9 is not utf-8")


def test_large_files_do_not_crowd_out_small_ones() -> None:
    big = b"# long\n" + b"x" * (LARGEST * 2 // 3)
    parsed = parse({"a.py": big, "b.py": big, "layers.py": b"import numpy\n"})

    assert set(parsed.modules) == {"a.py", "layers.py"}
    assert [one.path for one in parsed.unreadable] == ["b.py"]


def test_the_words_of_all_files_count_together() -> None:
    wordy = b"x\n" * (MOST_TOKENS // 5)
    parsed = parse({"a.py": wordy, "b.py": wordy, "c.py": wordy, "layers.py": b"import numpy\n"})

    assert set(parsed.modules) == {"a.py", "b.py", "layers.py"}
    assert [(one.path, one.reason) for one in parsed.unreadable] == [("c.py", Reason.TOO_COMPLEX)]


GREEDY = """
from autograder.reading import read_imports
from autograder.reading.bombs import MOST_TOKENS
read_imports({{"layers.py": b"{unit}" * (MOST_TOKENS // {tokens})}}, roots=["layers"])
with open("/proc/self/status") as status:  # ru_maxrss would count what pytest had at the fork
    print(next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="its memory is asked of Linux")
@pytest.mark.parametrize(("unit", "tokens"), [("x\\n", 2), ("a<b\\n", 4), ("lambda:0\\n", 4)])
def test_the_largest_trees_take_a_few_hundred_megabytes(unit: str, tokens: int) -> None:
    program = GREEDY.format(unit=unit, tokens=tokens)
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert int(said.stdout) < 320


def test_what_is_no_python_file_is_left_alone() -> None:
    parsed = parse({"notes.txt": b"\0", "layers.pyc": b"\0", "__pycache__/a.so": b"\0"})

    assert (parsed.modules, parsed.unreadable) == ({}, ())


ODD = [
    ("x = 1  # \u202e hcrot tropmi", Trick.BIDI),
    ("x = '\u2066import torch\u2069'", Trick.BIDI),
    ("x = 'a\u200bb'", Trick.INVISIBLE),
    ("x = 1  # \x1b[2K", Trick.INVISIBLE),
    ("import ｔｏｒｃｈ", Trick.LOOKALIKE),  # noqa: RUF001  (full width on purpose)
    ("from ｔｏｒｃｈ import nn", Trick.LOOKALIKE),  # noqa: RUF001
    ("𝐞𝐱𝐞𝐜('x')", Trick.LOOKALIKE),  # noqa: RUF001
    ("'訓練'; a.ｅval()", Trick.LOOKALIKE),  # noqa: RUF001
]


@pytest.mark.parametrize(("line", "trick"), ODD)
def test_characters_that_mislead_a_reader_are_flagged(line: str, trick: Trick) -> None:
    (oddity,) = parse({"layers.py": f"import numpy\n{line}\n".encode()}).oddities

    assert (oddity.path, oddity.line, oddity.trick) == ("layers.py", 2, trick)
    assert not {"Cc", "Cf"} & {unicodedata.category(letter) for letter in oddity.text}


def test_they_are_flagged_in_a_file_that_python_refuses_too() -> None:
    parsed = parse({"layers.py": "x = \u202e1\n".encode()})

    assert [one.reason for one in parsed.unreadable] == [Reason.SYNTAX]
    assert [one.trick for one in parsed.oddities] == [Trick.BIDI]


@pytest.mark.parametrize(
    "line",
    [
        "print(f'損失：{loss}（第 {epoch} 回）')",  # noqa: RUF001
        "print('👩‍💻 ✔️ Ｌ１')",  # noqa: RUF001
        "σ = µ = 0.1",  # noqa: RUF001
        "print('Ｌ', f'{loss:.4f}', x)",  # noqa: RUF001
    ],
)
def test_honest_writing_in_other_scripts_is_not_flagged(line: str) -> None:
    assert parse({"layers.py": line.encode()}).oddities == ()


SLOW = {
    "one line of imports": b"import a;" * 60_000,
    "one name asked for often": (
        b"from importlib import *\nx='" + b".a" * 200 + b"'\n" + b"import_module(x);" * 20_000
    ),
    "one long word": b"x" * 900_000,
    "words and gaps": b"a " * 400_000,
    "names just short enough": (b"import " + b".".join([b"a" * 90] * 100) + b"\n") * 100,
    "fields just few enough": b"x = f'" + b"{a}" * 20_000 + b"'",
    "chains of attributes": b"\n".join([b"a" + b".b" * 900] * 200),
    "one string run often": b"x='" + b"y=1;" * 2_000 + b"'\n" + b"exec(x);" * 30_000,
    "dots": b"from importlib import *\nx='" + b"." * 9_000 + b"'\n" + b"import_module(x);" * 20_000,
    "a level": b"__import__('x', None, None, [], 10**9);__import__('x', level=999999999)",
    "names of names": b"a0=exec\n" + b"".join(b"a%d=a%d\n" % (n + 1, n) for n in range(20_000)),
    "strings of strings": b"exec(" + b"+".join([b"'a'*9"] * 900) + b")",
}


@pytest.mark.parametrize("source", SLOW.values(), ids=SLOW.keys())
def test_no_file_takes_long(source: bytes) -> None:
    started = time.process_time()
    read_imports({"layers.py": source}, roots=["layers"])

    assert time.process_time() - started < 20  # a quadratic reader takes hours


FRAGMENTS = st.sampled_from(
    [
        *(b"import ", b"from ", b"torch", b"numpy", b".", b"exec(", b"'", b'"""', b"(", b")", b","),
        *(b"\n", b"\r", b"\0", b"\t", b"    ", b":", b"=", b"x", b"f'{", b"}'", b"\xef\xbb\xbf"),
        *(b"# coding: ", b"utf-7", b"latin-1", b"def ", b"class ", b"if ", b"lambda", b"\\"),
        *(b"__import__", b"generate_linear", b"\xe2\x80\xae", b"\xff", b"1", b"-", b"+", b"as "),
    ],
)
SOURCES = st.one_of(st.binary(max_size=200), st.lists(FRAGMENTS, max_size=30).map(b"".join))
PATHS = st.one_of(
    st.text(max_size=10).map(lambda name: name + ".py"),
    st.sampled_from(["layers.py", "a/__init__.py", "a/b.py", "__init__.py", "datasets.py"]),
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(PATHS, SOURCES, max_size=4))
def test_random_files_never_raise(sources: dict[str, bytes]) -> None:
    parsed = parse(sources)
    imports = read_imports(sources, roots=["layers", "a.b", "__main__"])
    read_generators(sources, LOCKED)

    assert set(parsed.modules) | {one.path for one in parsed.unreadable} == set(sources)
    assert imports.unreadable == parsed.unreadable
    assert all(one.text.isprintable() and len(one.text) <= 60 for one in imports.found)
