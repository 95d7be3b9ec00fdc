"""A hand-in's program, run for a person to read: how it ends, and what is left of its printing."""

import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.worker import Limits, workers
from autograder.worker.program import Ran, run_program
from autograder.worker.tier import layers

OUTPUT_KB = 4
Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Return a function that runs the text of a program."""
    with workers(Limits(output_kb=OUTPUT_KB, memory_mb=1024)) as spare:

        def do(text: str, *, cpu_seconds: float = 20.0) -> Ran:
            folder = tmp_path_factory.mktemp("program")
            (folder / "main.py").write_text(textwrap.dedent(text), encoding="utf-8")
            (folder / "beside.py").write_text("FACT = 42\n", encoding="utf-8")
            return run_program(
                spare(drawing=False),
                folder,
                "main.py",
                roots=(),
                load_seconds=20,
                cpu_seconds=cpu_seconds,
                output_kb=OUTPUT_KB,
            )

        yield do


ENDS = [
    ("print('hello')", "finished", "", "hello\n"),
    ("import beside\nprint(beside.FACT)", "finished", "", "42\n"),
    ("print(__name__, __file__[-7:])", "finished", "", "__main__ main.py\n"),
    ("import sys\nprint(sys.argv[1:])\nsys.exit()", "finished", "", "[]\n"),
    ("raise SystemExit(0)", "finished", "", ""),
    ("raise SystemExit('wrong')", "crashed", "SystemExit: wrong (main.py, line 1)", ""),
    ("x = 1\n1 / 0", "crashed", "ZeroDivisionError: division by zero (main.py, line 2)", ""),
    ("input('name? ')", "crashed", "it waits for somebody to type something", "name? "),
    ("import torch", "crashed", "ModuleNotFoundError: No module named 'torch'", ""),
    ("def f(:", "crashed", "SyntaxError", ""),
    ("import os\nprint(1)\nos._exit(3)", "crashed", "its process ended (exit status 3)", "1\n"),
    ("import os\nos.kill(os.getpid(), 9)", "crashed", "its process ended (signal 9)", ""),
    ("import sys\nsys.stderr.write('oh')", "finished", "", "oh"),
    ("import matplotlib.pyplot as p\np.plot([1])\np.show()\nprint(1)", "finished", "", "1\n"),
    ("import numpy as np\nprint(np.random.rand() < 1)", "finished", "", "True\n"),
    ("from datasets import generate_XOR_easy as g\nprint(len(g()[0]))", "finished", "", "21\n"),
]


@pytest.mark.parametrize(("text", "ended", "why", "printed"), ENDS, ids=range(len(ENDS)))
def test_how_a_program_ended_is_told(
    run: Run, text: str, ended: str, why: str, printed: str
) -> None:
    ran = run(text)

    assert ended == ran.ended
    assert why in ran.why
    assert printed == ran.printed


def test_what_an_endless_program_printed_is_kept(run: Run) -> None:
    ran = run("print('before', flush=True)\nwhile True: pass", cpu_seconds=0.5)

    assert "before\n" == ran.printed
    assert ran.ended.startswith("stopped at ")  # by which clock, a busy machine decides


def test_a_sleeping_program_is_stopped_by_the_wall_clock(run: Run) -> None:
    ran = run("import time\nprint(1)\ntime.sleep(100)", cpu_seconds=0.5)

    assert Ran("stopped at 2 s", "", "1\n") == ran


def test_a_program_that_swallows_every_exception_is_stopped(run: Run) -> None:
    text = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"

    assert run(text, cpu_seconds=0.5).ended.startswith("stopped at ")


FLOODS = {
    "in lines": "for n in range(10**9 // 60): print(f'{n:059}')",
    "in one piece": "print('x' * 10**8)\nprint('accuracy=1.0')",
    "without end": "while True: print('x' * 1000)",
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_of_a_flood_the_end_is_kept(run: Run, text: str) -> None:
    begun = time.monotonic()
    ran = run(text, cpu_seconds=1.5)

    assert time.monotonic() - begun < 15
    assert 0 < len(ran.printed) <= OUTPUT_KB * 1024


@pytest.mark.parametrize(
    "text",
    ["for n in range(2000): print(f'{n:059}')\nprint('the end')", "print('x' * 10**6 + 'the end')"],
    ids=["in lines", "in one piece"],
)
def test_what_a_program_printed_last_is_what_is_kept(run: Run, text: str) -> None:
    ran = run(text)

    assert "finished" == ran.ended
    assert ran.printed.endswith("the end\n")
    assert len(ran.printed) == OUTPUT_KB * 1024


def test_too_much_memory_ends_the_program_alone(run: Run) -> None:
    ran = run("x = bytearray(10**10)")

    assert ("crashed", True) == (ran.ended, "MemoryError" in ran.why)


@pytest.mark.skipif("seccomp" not in layers(), reason="nothing keeps a program from forking here")
def test_a_program_cannot_fork(run: Run, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    text = f"""
        import os, time
        for _ in range(5):
            if not os.fork():
                while True:
                    time.sleep(0.2)
                    open({str(mark)!r}, "a").write("x")
        print("forked")
    """
    begun = time.monotonic()
    ran = run(text)
    time.sleep(0.5)
    size = mark.stat().st_size if mark.exists() else 0
    time.sleep(0.6)

    assert ("crashed", True) == (ran.ended, "PermissionError" in ran.why)
    assert size == (mark.stat().st_size if mark.exists() else 0)
    assert time.monotonic() - begun < 10


def test_files_go_to_a_folder_that_is_removed(run: Run) -> None:
    ran = run("import os\nopen('a.txt', 'w').write('x')\nprint(os.getcwd())")
    folder = Path(ran.printed.strip())

    assert "lab-worker" in folder.parent.name
    assert not folder.exists()


def test_a_program_that_empties_its_folder_ends_like_others(run: Run) -> None:
    ran = run("import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\nprint('gone')")

    assert ("finished", "gone\n") == (ran.ended, ran.printed)


def test_equal_programs_draw_equal_numbers(run: Run) -> None:
    text = "import numpy as np, random\nprint(np.random.rand(), random.random())"

    assert run(text) == run(text)


def test_bytes_that_are_no_text_are_no_obstacle(run: Run) -> None:
    ran = run("import sys\nsys.stdout.buffer.write(bytes(range(256)))")

    assert "finished" == ran.ended
    assert "A" in ran.printed
