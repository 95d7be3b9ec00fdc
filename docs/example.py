"""Make report.example.json anew, from a real grading: python docs/example.py."""

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("report.example.json")
STUDENT = "313551005"  # of the sample class: the mean is missing in the gradient of the loss
SECONDS = 0.25


def main() -> None:
    """Grade a sample with a planted mistake, and write its report with every time the same."""
    sys.path.insert(0, str(ROOT))
    from autograder.batch.samples import make_sample_class  # noqa: PLC0415 — found only now
    from autograder.session import open_session  # noqa: PLC0415
    from autograder.worker.isolation import LAYERS  # noqa: PLC0415
    from autograder.worker.tier import Tier  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        paths = make_sample_class(Path(folder) / "class")
        hand_in = next(path for path in paths if STUDENT in path.name)
        (Path(folder) / "workspace").mkdir()
        with open_session(hand_in, Path(folder) / "workspace") as session:
            session.grading.all()
            report = session.report()
    results = tuple(
        replace(result, evidence=timeless(result.evidence), seconds=SECONDS)
        for result in report.results
    )
    # As on a Linux without bubblewrap, whatever machine this is.
    shut_in = Tier(frozenset(LAYERS)).facts()
    report = replace(report, results=results, sandbox=shut_in, training=timeless(report.training))
    TARGET.write_bytes(report.to_json().encode())


def timeless(value: Any) -> Any:
    """Return the same facts with every time replaced, however deep it lies."""
    if isinstance(value, dict):
        return {k: SECONDS if k == "seconds" else timeless(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(timeless(item) for item in value)
    return value


if __name__ == "__main__":
    main()
