"""A small class as grading leaves it, made without grading: hand-ins, attempts and reports."""

import functools
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.batch.paper import paper
from autograder.document import examined
from autograder.report import Report

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "report.example.json"
SENTENCE = (
    "The network has two hidden layers with four units each and is trained by gradient descent on "
    "both data sets, with the mean squared error as its loss. "
)
HEADINGS = (
    "1. Introduction", "2. Implementation Details", "A. Sigmoid function",
    "B. Neural network architecture", "C. Back-propagation", "3. Experimental Results",
    "A. Screenshot and comparison figure", "B. Accuracy", "C. Learning curve", "4. Discussion",
    "A. Learning rates", "B. Numbers of hidden units", "C. Without activation functions",
    "5. Questions", "A. The purpose of activation functions",
    "B. A learning rate that is too large or too small", "C. The purpose of weights and biases",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(2)>", "</div></details></table>",
    "[press](javascript:alert(3))", "~~~~~", "```", "<!-- no end", "<svg onload=alert(4)>",
    "&lt;b&gt; &#60;script&#62;", "![x](http://203.0.113.7/x.png)", "http://203.0.113.7/",
    "<iframe src=http://203.0.113.7/></iframe>", "# heading", "| a | b |\n|---|---|\n| c | d |",
    "</style><style>*{display:none}</style>", "\\begin{equation} \\end{equation}", "`` ` ``",
    "<a href='javascript:alert(5)'>x</a>", "{{ 7 * 7 }} {% raw %}", "<https://203.0.113.7>",
)  # fmt: skip


def report_of(words: str = SENTENCE * 4, leave_out: Sequence[str] = ()) -> bytes:
    """Return a PDF with every section that is not left out, a few words in each."""
    kept = [heading for heading in HEADINGS if not any(x in heading for x in leave_out)]
    return paper([(heading, words) for heading in kept], "A. Screenshot")


def hand_in(out: Path, key: str, name: str, pdf: bytes | None) -> str:
    """Keep a hand-in in OUT/attempts as the batch does, and return its twelve digits."""
    filename, packed = f"DL_LAB1_{key}_{name}.zip", io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("student/layers.py", "class Linear: pass\n")
        archive.writestr("datasets.py", "")
        if pdf is not None:
            archive.writestr("report.pdf", pdf)
    digest = hashlib.sha256(packed.getvalue() + key.encode()).hexdigest()
    home = out / "attempts" / digest[:12]
    home.mkdir(parents=True)
    (home / "handin.zip").write_bytes(packed.getvalue())
    facts = {"digest": digest, "filename": filename, "folder": False, "content": "handin.zip"}
    (home / "attempt.json").write_text(json.dumps(facts), encoding="utf-8")
    return digest[:12]


@functools.cache
def _examined(pdf: bytes) -> Mapping[str, object]:
    with TemporaryDirectory() as folder:
        place = Path(folder) / "report.pdf"
        place.write_bytes(pdf)
        return examined(place)


def report(out: Path, key: str, name: str, pdf: bytes | None = None) -> Report:
    """Hand in and return the report on it; the results are those of the published example."""
    digest = hand_in(out, key, name, pdf)
    example = Report.from_json(EXAMPLE.read_text(encoding="utf-8"))
    facts = {}
    if pdf is not None:
        facts = dict(_examined(pdf))
    who = {"key": key, "id": key, "name": name, "source": f"DL_LAB1_{key}_{name}.zip"}
    return replace(
        example,
        submission={**who, "digest": digest},
        document=facts,
        arrival={},
        decisions=(),
        deductions=(),
    )
