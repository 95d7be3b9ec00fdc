"""Every spelling of an import is read as what it loads."""

import pytest

from autograder.reading import Import, ImportKind, read_imports

ALLOWED = "allowed"
OWN = "own"
HARMLESS = "harmless"
NOTED = "noted"
DYNAMIC = "dynamic"
FORBIDDEN = "forbidden"

PACKAGE = {
    "__init__.py": b"",
    "activations.py": b"",
    "helpers/__init__.py": b"",
    "helpers/math.py": b"",
    "tools/plots.py": b"",
}


def read(code: str, path: str = "layers.py", **others: str) -> list[Import]:
    sources = PACKAGE | {f"{name}.py": text.encode() for name, text in others.items()}
    sources[path] = code.encode()
    root = path.removesuffix(".py").replace("/", ".")
    return [found for found in read_imports(sources, roots=[root]).found if found.path == path]


def classes(code: str, path: str = "layers.py", **others: str) -> set[tuple[str, str]]:
    return {(found.module, found.kind.value) for found in read(code, path, **others)}


STATEMENTS = [
    # What the sheet allows.
    ("import numpy", {("numpy", ALLOWED)}),
    ("import numpy as np", {("numpy", ALLOWED)}),
    ("import numpy as torch", {("numpy", ALLOWED)}),
    ("import numpy.linalg as la", {("numpy.linalg", ALLOWED)}),
    ("from numpy import *", {("numpy", ALLOWED)}),
    ("from numpy.random import default_rng", {("numpy.random", ALLOWED)}),
    ("import matplotlib.pyplot as plt", {("matplotlib.pyplot", ALLOWED)}),
    ("from mpl_toolkits.mplot3d import Axes3D", {("mpl_toolkits.mplot3d", ALLOWED)}),
    ("import math, random", {("math", ALLOWED), ("random", ALLOWED)}),
    ("from __future__ import annotations", {("__future__", ALLOWED)}),
    ("import __main__", {("__main__", ALLOWED)}),
    ("from datasets import generate_linear", {("datasets", ALLOWED)}),
    # Harmless and noted.
    ("from tqdm import tqdm", {("tqdm", HARMLESS)}),
    ("from tqdm.auto import trange", {("tqdm.auto", HARMLESS)}),
    ("from typing_extensions import override", {("typing_extensions", HARMLESS)}),
    ("import subprocess", {("subprocess", NOTED)}),
    ("import ctypes.util", {("ctypes.util", NOTED)}),
    ("import _socket", {("_socket", NOTED)}),
    ("from multiprocessing import Pool", {("multiprocessing", NOTED)}),
    ("from numpy import f2py", {("numpy", NOTED)}),
    ("import numpy.ctypeslib", {("numpy.ctypeslib", NOTED)}),
    ("import socketserver", {("socketserver", ALLOWED)}),
    # The submission's own modules.
    ("from .activations import Sigmoid", {(".activations", OWN)}),
    ("from . import activations", {(".", OWN)}),
    ("from .helpers.math import dot", {(".helpers.math", OWN)}),
    ("from activations import Sigmoid", {("activations", OWN)}),
    ("import helpers.math", {("helpers.math", OWN)}),
    ("from student.activations import Sigmoid", {("student.activations", OWN)}),
    ("from student import activations", {("student", OWN)}),
    ("import solution.layers", {("solution.layers", OWN)}),
    ("from .torch import Tensor", {(".torch", OWN)}),
    # Forbidden, at any depth of the program.
    ("import torch", {("torch", FORBIDDEN)}),
    ("import torch as np", {("torch", FORBIDDEN)}),
    ("from torch import nn", {("torch", FORBIDDEN)}),
    ("import torch.nn.functional as F", {("torch.nn.functional", FORBIDDEN)}),
    ("import numpy, jax", {("numpy", ALLOWED), ("jax", FORBIDDEN)}),
    ("from sklearn.metrics import log_loss", {("sklearn.metrics", FORBIDDEN)}),
    ("import pandas as pd", {("pandas", FORBIDDEN)}),
    ("from tensorboardX import SummaryWriter", {("tensorboardX", FORBIDDEN)}),
    ("import numpy_torch", {("numpy_torch", FORBIDDEN)}),
    ("def f():\n    import torch", {("torch", FORBIDDEN)}),
    ("class A:\n    import torch", {("torch", FORBIDDEN)}),
    ("async def f():\n    from jax import grad", {("jax", FORBIDDEN)}),
    ("try:\n    import torch\nexcept ImportError:\n    torch = None", {("torch", FORBIDDEN)}),
    ("if False:\n    pass\nelse:\n    import torch", {("torch", FORBIDDEN)}),
    ("import \\\n    torch", {("torch", FORBIDDEN)}),
    ("x = 1; import torch", {("torch", FORBIDDEN)}),
    ("# note\rimport torch", {("torch", FORBIDDEN)}),
    ("import ｔｏｒｃｈ", {("torch", FORBIDDEN)}),  # noqa: RUF001  (full width on purpose)
]

CALLS = [
    "import importlib\nimportlib.import_module('torch')",
    "import importlib as il\nil.import_module('torch')",
    "import importlib.util\nimportlib.import_module('torch')",
    "from importlib import import_module\nimport_module('torch')",
    "from importlib import import_module as im\nim('torch')",
    "from importlib import import_module as im\nim(name='torch')",
    "from importlib import *\nimport_module('torch')",
    "import importlib\nload = importlib.import_module\nload('torch')",
    "import importlib\na = importlib\nb = a.import_module\nb('torch')",
    "import importlib\nimportlib.__import__('torch')",
    "import importlib\ngetattr(importlib, 'import_module')('torch')",
    "import importlib\nimportlib.import_module('.', 'torch')",
    "def f():\n import importlib\ndef g():\n import importlib\n importlib.import_module('torch')",
    "__import__('importlib').import_module('torch')",
    "__import__('torch')",
    "__import__(name='torch')",
    "__import__.__call__('torch')",
    "load = __import__\nload('torch')",
    "__builtins__.__import__('torch')",
    "__builtins__['__import__']('torch')",
    "import builtins\nbuiltins.__import__('torch')",
    "import builtins as b\nb.__dict__['__import__']('torch')",
    "from builtins import __import__ as load\nload('torch')",
    "import pkgutil\npkgutil.resolve_name('torch:nn')",
    "import runpy\nrunpy.run_module('torch')",
    "exec('import torch')",
    "exec(b'import torch')",
    "exec('import' + ' torch')",
    "exec(f'import {\"torch\"}')",
    "name = 'torch'\nexec(f'import {name}')",
    "name = 'torch'\n__import__(name)",
    "__import__('to' 'rch')",
    "__import__('to' + 'r' + 'ch')",
    "exec('\\nif 1:\\n  import torch')",
    "eval('  __import__(\"torch\")')",
    "eval('im(\"torch\")')\nfrom importlib import import_module as im",
    "compile('import torch', '', 'exec')",
    "exec(compile('import torch', '', 'exec'))",
    "import builtins\nbuiltins.exec('import torch')",
    "run = exec\nrun('import torch')",
    "exec('exec(\"import torch\")')",
    "class Net:\n    def eval(self): ...\neval('__import__(\"torch\")')",
]

UNTOLD = [
    "import importlib\nimportlib.import_module(input())",
    "from importlib import import_module as im\nfor n in names: im(n)",
    "__import__(name)",
    "__import__(*names)",
    "__import__('')",
    "import pkgutil\npkgutil.resolve_name(':torch')",
    "__import__('to' + name)",
    "__import__(f'{name!r}')",
    "__import__(f'{name:>5}')",
    "name = 'torch'\nname = 'numpy'\n__import__(name)",
    "def f(name='numpy'): __import__(name)\nname = 'torch'",
    "exec(open('x').read())",
    "exec(base64.b64decode('aW1wb3J0IHRvcmNo'))",
    "exec(b'# coding: utf-7\\n+AGkAbQBwAG8AcgB0-')",
    "eval(text)",
    "eval('1 +')",
    "compile(source, 'x', 'exec')",
    "map(__import__, names)",
    "parser.add_argument('--f', type=eval)",
    "load = __import__\nload = print",
    "from importlib.util import spec_from_file_location as s\ns('torch', '/x/torch.py')",
    "import runpy\nrunpy.run_path('x.py')",
    "x = 'exec(x)'\nexec(x)",
]

NOTHING = [
    "network.eval()",
    "import re\nre.compile('import torch')",
    "def eval(network, x): ...\neval(net, 'import torch')",
    "text = 'import torch'",
    "'import torch'",
    "# import torch",
    "eval('2 + 3')",
    "exec('x = 1')",
    "torch.nn.Linear(1, 1)",
    "class importlib: ...\nimportlib.import_module('torch')",
    "import numpy as __import__\n__import__('torch')",
]


@pytest.mark.parametrize(("code", "expected"), STATEMENTS)
def test_each_statement_is_judged_by_what_it_loads(
    code: str,
    expected: set[tuple[str, str]],
) -> None:
    assert expected == classes(code)


@pytest.mark.parametrize("code", CALLS)
def test_each_call_that_loads_torch_is_seen(code: str) -> None:
    found = [one for one in read(code) if one.kind is ImportKind.FORBIDDEN]

    assert {one.top for one in found} == {"torch"}
    assert ImportKind.DYNAMIC not in {one.kind for one in read(code)}


@pytest.mark.parametrize("code", UNTOLD)
def test_what_cannot_be_told_is_left_to_a_person(code: str) -> None:
    kinds = {found.kind for found in read(code)}

    assert ImportKind.DYNAMIC in kinds
    assert ImportKind.FORBIDDEN not in kinds


@pytest.mark.parametrize("code", NOTHING)
def test_what_only_looks_like_an_import_is_none(code: str) -> None:
    assert {found.kind for found in read(code)} <= {ImportKind.ALLOWED}


@pytest.mark.parametrize(
    "code",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch",
        "import typing\nif typing.TYPE_CHECKING:\n    from torch import nn",
        "import typing as t\nif t.TYPE_CHECKING:\n    if x:\n        import torch",
    ],
)
def test_an_import_for_type_checkers_is_harmless(code: str) -> None:
    assert ("torch", HARMLESS) in classes(code)


@pytest.mark.parametrize(
    "code",
    [
        "TYPE_CHECKING = True\nif TYPE_CHECKING:\n    import torch",
        "from typing import TYPE_CHECKING\nTYPE_CHECKING = 1\nif TYPE_CHECKING:\n    import torch",
        "from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    import torch",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    pass\nelse:\n    import torch",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING or 1:\n    import torch",
    ],
)
def test_a_false_sign_for_type_checkers_helps_nobody(code: str) -> None:
    assert ("torch", FORBIDDEN) in classes(code)


@pytest.mark.parametrize(
    "code",
    ["from .torch import Tensor", "import torch", "from student.torch import x", "import torch.nn"],
)
def test_a_module_of_the_students_own_may_be_called_torch(code: str) -> None:
    assert {OWN} == {kind for _, kind in classes(code, torch="")}


def test_a_folder_may_be_called_torch_too() -> None:
    assert classes("import torch", **{"torch/nn": ""}) == {("torch", OWN)}


def test_torch_in_a_string_is_a_module_of_the_students_own_if_there_is_one() -> None:
    assert classes("__import__('torch')", torch="") == {("torch", OWN)}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("from .math import dot", OWN),
        ("from ..layers import Linear", OWN),
        ("import plots", FORBIDDEN),
        ("import math", ALLOWED),
        ("import extra", OWN),
        ("__import__('layers', None, None, [], 2)", OWN),
        ("import importlib\nimportlib.import_module('.math', __package__)", OWN),
        ("import importlib\nimportlib.import_module('.nn', package='torch')", FORBIDDEN),
    ],
)
def test_a_file_in_a_folder_sees_its_neighbors(code: str, kind: str) -> None:
    found = classes(code, "helpers/here.py", **{"helpers/extra": ""})

    assert {kind} == {kind for module, kind in found if module != "importlib"}


def test_a_finding_says_where_and_quotes_the_line() -> None:
    (found,) = read("\n\n\n  \nif x:\n\tfrom torch import nn  # \x1b[31m\u202e" + "x" * 80)

    assert found.path == "layers.py"
    assert found.line == 6
    assert (found.module, found.top) == ("torch", "torch")
    assert found.text.startswith("from torch import nn  # \ufffd[31m\ufffdxxx")
    assert len(found.text) == 60


@pytest.mark.parametrize("start", ["\ufeff", "# -*- coding: latin-1 -*-\r\n", "# coding: utf-8\n"])
def test_marks_and_line_ends_of_editors_change_nothing(start: str) -> None:
    assert classes(start + "import numpy\r\nimport torch\r\n") == {
        ("numpy", ALLOWED),
        ("torch", FORBIDDEN),
    }


def test_findings_come_in_the_order_of_files_and_lines_and_once_each() -> None:
    sources = {"b.py": b"import jax\nimport torch, torch\n", "a.py": b"import numpy\n"}
    found = read_imports(sources, roots=["a", "b"]).found

    assert [(one.path, one.line) for one in found] == [("a.py", 1), ("b.py", 1), ("b.py", 2)]


def test_the_lists_of_the_course_decide() -> None:
    code = {"a.py": b"import pandas, tqdm, numpy, datasets, math\n"}
    found = read_imports(code, roots=["a"], allowed=["pandas"], harmless=[]).found

    assert {one.module: one.kind.value for one in found} == {
        "pandas": ALLOWED,
        "tqdm": FORBIDDEN,
        "numpy": FORBIDDEN,
        "datasets": ALLOWED,
        "math": ALLOWED,
    }
