"""Who may import whom: read from the syntax of every module, and held against one table."""

import ast
import sys
import textwrap
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KIT = "autograder"
BEYOND = ("datasets", "solution", "student")
"""Modules beside the kit that one of its rooms may know."""


# A room is a module or a package of the kit: its name, and the rooms it may import. A room may
# always import itself. What is not in the table has no place yet: give it one, and say why in
# docs/decisions/rooms.md.
RULES: Mapping[str, Collection[str]] = {
    # Pure: they know nothing of how a submission is run.
    "": (),
    "trouble": (),
    "plain": (),
    "joblog": (),
    "placing": (),
    "parser": (),
    "criterion": (),
    "reading": (),
    "handin": ("reading",),
    "settings": (),
    "lms": ("handin", "settings"),
    "report": ("plain",),
    "late": ("settings",),
    "rubric": ("late", "rubric_rules", "settings"),
    "rubric_rules": ("rubric", "rubric_levels", "settings"),
    "rubric_levels": ("rubric", "settings"),
    "course": ("handin", "settings", "worker"),
    "score": ("report", "rubric"),
    "board": ("joblog", "report", "rubric", "score"),
    "deadline": (),
    "deductions": ("course", "late", "deadline", "report", "rubric"),
    "judging": ("course", "deductions", "deadline", "report", "rubric", "score"),
    "decisions": (
        "course", "deductions", "judging", "lms", "report", "rubric", "settings",
    ),
    "diagnosis": ("joblog", "trouble"),
    "cases": ("trouble", "datasets"),
    # The trust boundary, and what checks are made of.
    "worker": ("trouble",),
    # A student's PDF: read in a process of its own.
    "document": ("rubric", "settings", "trouble", "worker"),
    "arrange": ("diagnosis", "trouble", "worker"),
    "rehearsal": ("arrange", "diagnosis", "trouble", "worker"),
    "replay": ("arrange", "rehearsal", "trouble", "worker"),
    "test_*": (
        "arrange", "cases", "criterion", "diagnosis", "handin", "reading", "rehearsal", "replay",
        "trouble", "worker",
    ),
    # The engine, and who calls it. An empty name is the package itself: its version and path.
    "run": (
        "", "cases", "criterion", "diagnosis", "reading", "report", "rubric", "trouble", "worker",
    ),
    "admission": ("course", "trouble", "worker"),
    "received": ("document", "handin", "trouble"),
    "session": (
        "", "cases", "course", "handin", "judging", "received", "report", "retold", "rubric", "run",
        "score", "trial", "trouble", "worker", "settings",
    ),
    "trial": ("handin", "trouble", "worker"),
    "retold": ("report", "rubric", "run"),
    "tries": ("report", "run"),
    "plugin": ("board", "report", "run", "session", "tries"),
    "show": ("board", "report", "rubric", "session"),
    "outputs": ("joblog", "lms", "placing", "report", "rubric"),
    "batch": (
        "admission", "cases", "course", "decisions", "handin", "judging", "lms", "marking",
        "outputs", "placing", "plain",
        "reading", "received", "report", "rubric", "run", "score", "session", "settings", "trouble",
        "worker",
    ),
    "release": (
        "cases", "course", "handin", "marking", "placing", "report", "rubric", "run", "session",
        "settings", "trouble", "solution",
    ),
    "packing": ("course", "handin", "placing", "received", "rubric", "session"),
    "deciding": (
        "batch", "course", "decisions", "outputs", "parser", "placing", "report", "rubric",
        "settings",
    ),
    "marking": (
        "admission", "course", "document", "handin", "outputs", "placing", "report", "rubric",
        "score", "session", "trouble",
    ),
    "commands": (
        "admission", "batch", "course", "deciding", "handin", "marking", "outputs", "packing",
        "parser", "release", "settings",
    ),
    "__main__": ("commands",),
}  # fmt: skip

# Files with fewer rights than their room: what a worker loads by path, where the kit is not.
ALONE = (
    "worker/serve.py", "worker/zygote.py", "worker/wire.py", "worker/visible.py", "worker/tape.py",
    "worker/traces.py",
)  # fmt: skip
# The same, and its modules find each other where the kit is not; they alone ask the kernel.
ISOLATION = "worker/isolation/"

# Modules that run what they read, or load objects that do.
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "code", "runpy"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
# Importing by a name that is computed: by whom, and of what.
BY_NAME = {
    "run.py": "the kit's own test_*.py",
    "worker/serve.py": "the submission, in the worker",
    "worker/zygote.py": "serve, beside it, where the kit cannot be imported",
    "worker/visible.py": "the submission, in the worker",
    "document/inside/program.py": "what is beside it, where the kit cannot be imported",
}
OF_A_SUBMISSION = {"numpy", "matplotlib", "datasets"}
SERVE = "autograder.worker.serve"
# What runs in the process that reads a document: it knows itself, and nobody else knows it.
INSIDE = "autograder.document.inside"

KIT_FILES = sorted(p.relative_to(ROOT / KIT).as_posix() for p in (ROOT / KIT).rglob("*.py"))
PACKAGES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("solution", "student")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.name != "lab1.py"  # the notebook's text: it calls the kit, as a student does
]


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the dotted names that a module imports anywhere, those of a `from` import in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from (f"{dots}{node.module or ''}.{alias.name}" for alias in node.names)


def room_of(file: str) -> str:
    """Return the room of a file of the kit; the package's own __init__ is the one without name."""
    first = file.split("/", maxsplit=1)[0].removesuffix(".py")
    if first.startswith("test_"):
        return "test_*"
    return "" if first == "__init__" else first


def known(name: str) -> str | None:
    """Return the room, or the module beside the kit, that a dotted name is about, if any."""
    top, *inner = name.split(".")
    if top in BEYOND:
        return top
    if top != KIT:
        return None
    is_room = inner and (
        (ROOT / KIT / inner[0]).is_dir() or (ROOT / KIT / f"{inner[0]}.py").is_file()
    )
    return room_of(inner[0]) if is_room else ""


def breaches(file: str, text: str) -> Iterator[str]:
    """Yield what a module of the kit imports or calls and must not."""
    tree = ast.parse(text)
    room = room_of(file)
    shut_in = file.startswith(ISOLATION)
    rights = {room, *RULES.get(room, ())} if file not in ALONE and not shut_in else set()
    for name in imported(tree):
        about = known(name)
        if about is not None and about not in rights:
            yield f"{name}: {room or KIT} may not import {about or KIT}"
        if f"{name}.".startswith(f"{SERVE}."):
            yield f"{name}: serve is started, never imported"
        inside = file.startswith("document/inside/")
        if about is not None and inside != f"{name}.".startswith(f"{INSIDE}."):
            yield f"{name}: document/inside knows itself alone, and nobody imports it"
        if name.split(".")[0] in UNSAFE_MODULES:
            yield f"{name}: it runs what it reads"
        if name.split(".")[0] == "ctypes" and not shut_in:
            yield f"{name}: only what shuts a process in calls anything but Python"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level > shut_in:
            dots = "." * node.level
            yield f"{dots}{node.module or ''}: a relative import; the kit writes its imports out"
        if isinstance(node, ast.Call):
            yield from _unsafe(file, node)


def _unsafe(file: str, call: ast.Call) -> Iterator[str]:
    words = ast.unparse(call.func)
    for keyword in call.keywords:
        off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        if keyword.arg == "allow_pickle" and not off:
            yield f"{words}: allow_pickle is not False"
    if words in UNSAFE_CALLS:
        yield f"{words}: it runs what it is given"
    named = ("import_module", "exec_module", "load_module", "run_path", "run_module")
    if words.split(".")[-1] in named and file not in BY_NAME:
        yield f"{words}: it imports by name, and is not in BY_NAME"


@pytest.mark.parametrize("file", KIT_FILES)
def test_each_module_imports_only_what_its_room_may(file: str) -> None:
    text = (ROOT / KIT / file).read_text(encoding="utf-8")

    assert [] == list(breaches(file, text))


def test_every_room_has_its_rule_and_no_rule_is_left_over() -> None:
    assert {room_of(file) for file in KIT_FILES} <= set(RULES)


def test_rules_name_rooms_that_there_are() -> None:
    assert {name for rights in RULES.values() for name in rights} <= {*RULES, *BEYOND}


def test_files_with_exceptions_are_there() -> None:
    assert {*ALONE, *BY_NAME} <= set(KIT_FILES)


def test_only_workers_read_a_submission_by_name() -> None:
    """`run` is the one trusted module that imports by name, and its names begin with the kit's."""
    tree = ast.parse((ROOT / KIT / "run.py").read_text(encoding="utf-8"))
    names = [
        ast.unparse(call.args[0])
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "importlib.import_module"
    ]

    assert ["f'autograder.{module.name}'"] == names


@pytest.mark.parametrize("file", PACKAGES)
def test_a_package_knows_numpy_matplotlib_the_data_and_itself(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    others = [name.split(".")[0] for name in imported(tree) if not name.startswith(".")]
    strangers = set(others) - OF_A_SUBMISSION - sys.stdlib_module_names

    assert set() == strangers


WRONG = [
    ("report.py", "from autograder.run import Grading", "report may not import run"),
    ("report.py", "def f():\n    import autograder.worker.remote", "may not import worker"),
    ("report.py", "from autograder import session", "report may not import session"),
    ("test_new.py", "from autograder.run import checks", "test_* may not import run"),
    ("diagnosis/new.py", "from autograder.worker import Lab", "may not import worker"),
    ("reading/new.py", "from .syntax import parse", "a relative import"),
    ("worker/isolation/new.py", "from ..wire import read_frame", "a relative import"),
    ("worker/isolation/new.py", "from .. import wire", "a relative import"),
    ("worker/isolation/new.py", "from autograder.worker import wire", "may not import worker"),
    ("worker/process.py", "import ctypes", "calls anything but Python"),
    ("worker/serve.py", "from autograder.worker import wire", "worker may not import worker"),
    ("worker/process.py", "from autograder.worker import serve", "never imported"),
    ("worker/process.py", "from autograder.worker.serve import Server", "never imported"),
    ("document/reading.py", "from autograder.document.inside import survey", "nobody imports it"),
    ("document/inside/survey.py", "from autograder.document import content", "knows itself alone"),
    (
        "document/claims.py",
        "from autograder.report import Report",
        "document may not import report",
    ),
    ("run.py", "import student.layers", "run may not import student"),
    ("session.py", "from solution import layers", "session may not import solution"),
    ("cases.py", "import pickle", "it runs what it reads"),
    ("cases.py", "from pickle import loads", "it runs what it reads"),
    ("cases.py", "import yaml", "it runs what it reads"),
    ("cases.py", "np.load(path, allow_pickle=True)", "allow_pickle is not False"),
    ("cases.py", "np.load(path, allow_pickle=trusted)", "allow_pickle is not False"),
    ("cases.py", "eval(text)", "it runs what it is given"),
    ("cases.py", "exec(text)", "it runs what it is given"),
    ("session.py", "importlib.import_module(name)", "it imports by name"),
    ("session.py", "spec.loader.exec_module(module)", "it imports by name"),
]


@pytest.mark.parametrize(("file", "text", "wanted"), WRONG)
def test_a_breach_is_found(file: str, text: str, wanted: str) -> None:
    assert wanted in "; ".join(breaches(file, textwrap.dedent(text)))


RIGHT = [
    ("run.py", "import autograder\nfrom autograder.worker.process import Worker"),
    ("plugin.py", "from autograder import board"),
    ("worker/isolation/new.py", "import ctypes\nfrom . import kernel\nfrom .calls import ABSENT"),
    ("worker/wire.py", "import numpy as np\nnp.load(path, allow_pickle=False)"),
    ("rubric.py", "import re\nre.compile('x')"),
]


@pytest.mark.parametrize(("file", "text"), RIGHT)
def test_what_is_allowed_is_no_breach(file: str, text: str) -> None:
    assert [] == list(breaches(file, text))
