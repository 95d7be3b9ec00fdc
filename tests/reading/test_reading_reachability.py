"""Which files a module needs follows from the imports between the submission's own files."""

import pytest

from autograder.reading import ImportKind, read_imports

TORCH = b"import torch\n"


def test_an_import_that_nothing_reaches_is_flagged_only() -> None:
    sources = {"layers.py": b"import numpy\n", "attic.py": TORCH}
    imports = read_imports(sources, roots=["layers", "choices"])

    numpy, torch = imports.found[::-1]
    assert (numpy.top, numpy.kind) == ("numpy", ImportKind.ALLOWED)
    assert (torch.path, torch.line, torch.top) == ("attic.py", 1, "torch")
    assert torch.kind is ImportKind.UNREACHABLE


@pytest.mark.parametrize(
    "code",
    [
        "from .attic import x",
        "from . import attic",
        "from student import attic",
        "import student.attic as a",
        "import attic",
        "def f():\n    from .attic import x",
        "from importlib import import_module as im\nim('.attic', __package__)",
        "__import__('attic')",
        "exec('from .attic import x')",
        "from .between import x",
    ],
)
def test_each_spelling_reaches_the_file_it_loads(code: str) -> None:
    sources = {"layers.py": code.encode(), "attic.py": TORCH, "between.py": b"from . import attic"}
    imports = read_imports(sources, roots=["layers"])

    assert "attic.py" in imports.reaches("layers")
    forbidden = [found.path for found in imports.found if found.kind is ImportKind.FORBIDDEN]
    assert forbidden == ["attic.py"]
    assert [found.path for found in imports.blocking("layers")] == ["attic.py"]


def test_a_type_checkers_import_reaches_nothing() -> None:
    code = b"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .attic import x\n"
    imports = read_imports({"layers.py": code, "attic.py": TORCH}, roots=["layers"])

    assert imports.reaches("layers") == {"layers.py"}


def test_the_files_of_the_packages_above_run_as_well() -> None:
    sources = {
        "__init__.py": b"",
        "helpers/__init__.py": b"from . import extra\n",
        "helpers/math.py": b"",
        "helpers/extra.py": TORCH,
        "layers.py": b"from .helpers.math import dot\n",
    }
    imports = read_imports(sources, roots=["layers"])

    assert imports.reaches("layers") == set(sources)
    assert imports.reaches("helpers.math") == set(sources) - {"layers.py"}


def test_a_module_is_blocked_only_by_what_it_needs() -> None:
    sources = {
        "layers.py": TORCH,
        "losses.py": b"import numpy\n",
        "network.py": b"from .layers import Linear\n",
        "training.py": b"from . import losses\n",
    }
    imports = read_imports(sources, roots=["layers", "losses", "network", "training"])

    assert [found.path for found in imports.blocking("network")] == ["layers.py"]
    assert imports.blocking("training") == ()
    assert imports.blocking("student.network") == imports.blocking("network")


def test_a_forbidden_import_of_the_package_itself_blocks_everything() -> None:
    imports = read_imports({"__init__.py": TORCH, "losses.py": b""}, roots=["losses"])

    assert [found.path for found in imports.blocking("losses")] == ["__init__.py"]


def test_imports_in_a_circle_end() -> None:
    sources = {"a.py": b"from . import b", "b.py": b"from . import a"}

    assert read_imports(sources, roots=["a"]).reaches("a") == {"a.py", "b.py"}


def test_a_long_chain_of_files_is_followed_to_its_end() -> None:
    sources = {f"m{n}.py": f"from . import m{n + 1}".encode() for n in range(3000)}

    assert len(read_imports(sources, roots=["m0"]).reaches("m0")) == 3000


def test_a_module_that_is_not_there_reaches_nothing() -> None:
    imports = read_imports({"__init__.py": TORCH}, roots=["layers"])

    assert imports.reaches("layers") == frozenset()
    assert [found.kind for found in imports.found] == [ImportKind.UNREACHABLE]


def test_of_a_module_and_a_package_with_one_name_the_package_runs() -> None:
    sources = {"a.py": TORCH, "a/__init__.py": b"", "layers.py": b"from . import a"}

    assert read_imports(sources, roots=["layers"]).reaches("layers") == {
        "layers.py",
        "a/__init__.py",
    }
