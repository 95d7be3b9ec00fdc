"""A small class to try the grader on: right, wrong, unfinished, late, misnamed, hostile hand-ins.

All of it is made from `solution/` and `student/`, so it always fits the lab as it is now.
"""

import functools
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from autograder.batch.patches import Patch, SampleError, patched, read_package
from autograder.session import ROOT

__all__ = ["SampleError", "make_sample_class", "model_report", "sample_report"]

Files = Mapping[str, bytes]

WHEN = (2027, 3, 1, 12, 0, 0)  # in every zip, so that the same class has the same bytes
HEADINGS = (
    "1. Introduction",
    "2. Implementation Details",
    "A. Sigmoid function",
    "B. Neural network architecture",
    "C. Back-propagation",
    "3. Experimental Results",
    "A. Screenshot and comparison figure",
    "B. Accuracy",
    "C. Learning curve",
    "4. Discussion",
    "A. Learning rates",
    "B. Numbers of hidden units",
    "C. Without activation functions",
    "5. Questions",
    "A. The purpose of activation functions",
    "B. A learning rate that is too large or too small",
    "C. The purpose of weights and biases",
)
PICTURE_UNDER = "A. Screenshot"
LATER = "A sample report: nobody has written anything here yet."

NO_BIASES = (
    Patch("choices.py", "Linear(inputs, hidden, rng", "Linear(inputs, hidden, bias=False, rng"),
    Patch("choices.py", "Linear(hidden, hidden, rng", "Linear(hidden, hidden, bias=False, rng"),
    Patch("choices.py", "Linear(hidden, outputs, rng", "Linear(hidden, outputs, bias=False, rng"),
)
NO_SLOPE = (
    Patch(
        "activations.py",
        "return upstream * self.output * (1.0 - self.output)",
        "return upstream",
    ),
)
NO_MEAN = (
    Patch(
        "losses.py",
        "return 2.0 * self.distance / self.distance.size",
        "return 2.0 * self.distance",
    ),
)
UPDATED_TOO_EARLY = (
    Patch(
        "layers.py",
        "        return upstream @ weight.T\n",
        "        for parameter, gradient in zip(self.parameters, self.gradients):\n"
        "            parameter -= 1.0 * gradient\n"
        "        return upstream @ weight.T\n",
    ),
    Patch("training.py", "            optimizer.step(network.parameters, network.gradients)\n", ""),
)
CRASH = (Patch("layers.py", "\nSPREAD = 4.0\n", "\nSPREAD = 4.0 / 0\n"),)
ENDLESS = (
    Patch(
        "activations.py",
        "        decay = np.exp(-np.abs(z))\n",
        "        while True:\n            decay = np.exp(-np.abs(z))\n",
    ),
)
TORCH = (Patch("layers.py", "import numpy as np\n", "import numpy as np\nimport torch\n"),)

ONE_FILE = b"""import numpy as np


class Net:
    def __init__(self):
        self.w = [np.random.rand(2, 4), np.random.rand(4, 4), np.random.rand(4, 1)]


print(Net().w)
"""


def make_sample_class(folder: Path) -> tuple[Path, ...]:
    """Write the hand-ins of the class into a folder and return their paths."""
    right, stubs = read_package(ROOT / "solution"), read_package(ROOT / "student")

    def package(*patches: Patch) -> Files:
        return _handed_in(patched(right, patches))

    handins: tuple[tuple[str, Files, Callable[[Path, Files], None]], ...] = (
        ("DL_LAB1_313551001_陳敬中.zip", {**package(), **model_report()}, _zip),
        ("DL_LAB1_313551002_林怡君.zip", package(*NO_BIASES), _zip),
        ("DL_LAB1_313551003_Wang Da-Ming.zip", _handed_in(stubs), _zip),
        ("DL_LAB1_313551004_李俊賢.zip", package(*NO_SLOPE), _zip),
        ("DL_LAB1_313551005_Priya Sharma.zip", package(*NO_MEAN), _zip),
        ("DL_LAB1_313551006_黃淑芬.zip", package(*UPDATED_TOO_EARLY), _zip),
        ("DLP_LAB1_313551007_張家豪.zip", package(), _zip),
        ("DL_LAB1_313551008_吳承恩.zip", package(*CRASH), _zip),
        ("DL_LAB1_313551009_Maria Garcia.zip", package(*ENDLESS), _zip),
        ("DL_LAB1_313551010_劉冠宇.zip", package(*TORCH), _zip),
        ("DL_LAB1_313551011_蔡雅婷.zip", {"": b"I will hand in my work tomorrow.\n"}, _file),
        ("DL_LAB1_313551012_楊子軒.zip", {**sample_report(), "main.py": ONE_FILE}, _zip),
        ("DL_LAB1_313551013_許雅雯.zip", _wrapped("DL_LAB1_313551013_許雅雯", package()), _zip),
        ("DL_LAB1_313551014_鄭志明", package(), _folder),
        # As Canvas exports them: one late, and one handed in twice.
        ("wangxiaoli_LATE_90215_55501_DL_LAB1_313551015_王小莉.zip", package(), _zip),
        ("zhouyuting_90216_55502_DL_LAB1_313551016_周玉婷.zip", package(*NO_SLOPE), _zip),
        ("zhouyuting_90216_55503_DL_LAB1_313551016_周玉婷-1.zip", package(), _zip),
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, files, write in handins:
        write(folder / name, files)
    return tuple(folder / name for name, _, _ in handins)


def model_report() -> Files:
    """Return the report of the class's best: it answers every question (docs/model_report.py)."""
    return {"report.pdf": Path(__file__).with_name("model_report.pdf").read_bytes()}


@functools.cache
def sample_report() -> dict[str, bytes]:
    """Return the report of everybody: the sheet's headings, and a picture of the results."""
    from autograder.batch.paper import paper  # noqa: PLC0415 — matplotlib takes its time

    return {"report.pdf": paper([(heading, LATER) for heading in HEADINGS], PICTURE_UNDER)}


def _handed_in(sources: Mapping[str, str]) -> Files:
    """Return what a hand-in holds: the report, the given data sets and the package."""
    given = {"datasets.py": (ROOT / "datasets.py").read_bytes()}
    return (
        sample_report()
        | given
        | {f"student/{name}": text.encode() for name, text in sources.items()}
    )


def _wrapped(top: str, files: Files) -> Files:
    """Return what macOS makes of a folder: the folder itself, and a shadow of every file."""
    shadows = {f"__MACOSX/{top}/._{name}": b"\0\5\x16\7" for name in files if "/" not in name}
    return {f"{top}/{name}": content for name, content in files.items()} | shadows


def _zip(path: Path, files: Files) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, WHEN)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)


def _folder(path: Path, files: Files) -> None:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)


def _file(path: Path, files: Files) -> None:
    path.write_bytes(files[""])
