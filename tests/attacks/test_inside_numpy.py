"""Inside, NumPy's own tests pass and matplotlib draws: nothing that they need is refused."""

import textwrap
from pathlib import Path

import pytest

from autograder.worker import Limits, workers
from autograder.worker.program import Ran, run_program
from autograder.worker.tier import layers

pytestmark = pytest.mark.skipif(
    "seccomp" not in layers(), reason="nothing shuts a worker in on this system"
)
# What NumPy's tests are run with; no worker sees these otherwise.
TESTING = (
    "pytest", "py", "_pytest", "pluggy", "iniconfig", "hypothesis", "sortedcontainers", "pygments",
)  # fmt: skip
# It starts a Python of its own.
STARTS_A_PROCESS = ("test_sdot_bug_8577",)
INNER = layers() - {"bubblewrap"}


def ran_in(
    wanted: frozenset[str],
    text: str,
    folder: Path,
    *,
    seconds: float,
    harmless: tuple[str, ...] = (),
) -> Ran:
    """Run a program in a worker of these layers, and return how it ended."""
    (folder / "main.py").write_text(textwrap.dedent(text), encoding="utf-8")
    with workers(Limits(harmless=harmless, layers=wanted)) as spare:
        return run_program(
            spare(drawing=True),
            folder,
            "main.py",
            roots=[],
            load_seconds=60,
            cpu_seconds=seconds,
            output_kb=64,
        )


@pytest.mark.parametrize("part", ["linalg", "fft", "ma"])
def test_numpys_own_tests_pass(part: str, tmp_path: Path) -> None:
    ran = ran_in(
        INNER,
        f"""
        import importlib, os, sys
        import pytest
        folder = os.path.dirname(importlib.import_module("numpy.{part}").__file__) + "/tests"
        # Settings of its own: it would look for some in every folder above, and may read none.
        open("pytest.ini", "w").write("[pytest]")
        without = " and ".join("not " + name for name in {STARTS_A_PROCESS!r})
        sys.exit(int(pytest.main([
            folder, "-c", "pytest.ini", "-q", "-s", "-p", "no:faulthandler",
            "-p", "no:cacheprovider", "--import-mode=importlib", "-k", without, "-W", "ignore",
            "--rootdir", folder, "--confcutdir", folder,
        ])))
        """,
        tmp_path,
        seconds=300,
        harmless=TESTING,
    )

    assert "finished" == ran.ended, f"{ran.why}\n{ran.printed[-3000:]}"
    assert int(ran.printed.rpartition(" passed")[0].split()[-1]) > 100


DRAWING = """
    import os
    import numpy as np
    import matplotlib
    matplotlib.use("TkAgg")
    import matplotlib.pyplot as plt
    plt.rcParams["font.sans-serif"] = ["Noto Sans CJK JP", "DejaVu Sans"]
    figure, axes = plt.subplots(1, 2)
    axes[0].scatter(*np.random.rand(2, 50), c=np.random.rand(50))
    axes[0].set_title("學習曲線 loss $\\\\sigma(z)$")
    axes[1].imshow(np.random.rand(8, 8))
    plt.tight_layout()
    plt.savefig("figure.KIND")
    plt.show()
    print(os.path.getsize("figure.KIND") > 2000)
"""


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "jpg"])
def test_matplotlib_draws_and_saves_as_it_does_elsewhere(kind: str, tmp_path: Path) -> None:
    text = DRAWING.replace("KIND", kind)
    free = ran_in(frozenset(), text, tmp_path, seconds=60)
    ran = ran_in(INNER, text, tmp_path, seconds=60)

    assert ("finished", ["True"]) == (ran.ended, ran.printed.splitlines()[-1:]), ran.why
    assert free == ran  # with the same fonts: what a title lacks, it lacks in both


def test_the_list_of_fonts_may_be_made_anew(tmp_path: Path) -> None:
    text = """
        import matplotlib.font_manager as fonts
        anew = fonts._load_fontmanager(try_read_cache=False)
        print("DejaVu Sans" in {font.name for font in anew.ttflist})
    """
    ran = ran_in(INNER, text, tmp_path, seconds=120)

    assert ("finished", ["True"]) == (ran.ended, ran.printed.splitlines()[-1:]), ran.why
